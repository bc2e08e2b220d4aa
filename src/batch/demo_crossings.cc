#include "batch/demo_crossings.h"

#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "service/lines.h"
#include "service/persons.h"
#include "service/reference_data.h"
#include "service/register.h"
#include "service/visits.h"

namespace tongchou::batch {
namespace {

constexpr std::int64_t kMinuteMs = 60'000;
constexpr int kLookedAt = 200;   // of the persons of a region
constexpr int kUndoneEvery = 6;  // settlements
constexpr std::int64_t kPriceStep = 37;

// One region's people in another region.
class Travellers {
 public:
  Travellers(service::Region& home, service::Region& away, service::Crossings& crossings,
             StepClock& clock)
      : home_(home), away_(away), crossings_(crossings), clock_(clock) {}

  Status Play(int count);

 private:
  service::RequestKey Key(const char* infno);
  Status Visit(const service::Person& person, const service::Coverage& coverage, int number);
  Result<std::string> Register(const service::Person& person, const std::string& scheme);
  Status Upload(const service::VisitRef& visit, int number);
  Status Settle(const service::VisitRef& visit, const std::string& scheme, bool undo);

  service::Region& home_;
  service::Region& away_;
  service::Crossings& crossings_;
  StepClock& clock_;
  std::string provider_;
  std::vector<std::string> items_;  // codes
  int messages_ = 0;
};

// As the hospital sends it; in the home region it is a guest's.
service::RequestKey Travellers::Key(const char* infno) {
  const std::string msgid = fmt::format("{}X{}{:06}", provider_, home_.area(), ++messages_);
  auto guest = std::make_shared<service::Guest>();
  guest->area = away_.area_number();
  guest->provider = provider_;
  guest->msgid = msgid;
  guest->reference = away_.reference().Newest();
  return {provider_, msgid, infno, Sm3(msgid), std::move(guest)};
}

Status Travellers::Play(int count) {
  for (const service::Provider& provider : AllProviders(away_)) {
    if (provider.kind != service::ProviderKind::kHospital) continue;
    provider_ = provider.code;
    break;
  }
  const auto reference = away_.reference().Newest();
  for (const auto& [code, versions] : reference->items) items_.push_back(code);
  const auto page = FindPersons(home_, "", "", kLookedAt);
  if (!page.ok()) return page.error();
  int number = 0;
  for (const service::Person& person : page->persons) {
    const service::Coverage* coverage = CoverageOn(person, home_.today());
    if (coverage == nullptr || coverage->frozen) continue;
    if (const Status made = Visit(person, *coverage, ++number); !made.ok()) return made;
    if (number == count) break;
  }
  return Done{};
}

Status Travellers::Visit(const service::Person& person, const service::Coverage& coverage,
                         int number) {
  clock_.MoveTo({clock_.Now().ms + kMinuteMs});
  const Result<std::string> mdtrt_id = Register(person, coverage.scheme);
  if (!mdtrt_id.ok()) return mdtrt_id.error();
  const service::VisitRef visit{*mdtrt_id, person.psn_no};
  if (const Status uploaded = Upload(visit, number); !uploaded.ok()) return uploaded;
  return Settle(visit, coverage.scheme, number % kUndoneEvery == 0);
}

Result<std::string> Travellers::Register(const service::Person& person, const std::string& scheme) {
  service::NewVisit order;
  order.psn_no = person.psn_no;
  order.scheme = scheme;
  order.number = fmt::format("X{}", messages_);
  order.begin = clock_.Now();
  const auto registered = RegisterVisit(home_, Key("2201"), order,
                                        [](const service::Visit& visit) { return visit.mdtrt_id; });
  if (!registered.ok()) return registered.error();
  return registered->answer;
}

Status Travellers::Upload(const service::VisitRef& visit, int number) {
  constexpr std::int64_t kLines = 3, kCheapestFen = 1'850, kFenToE6 = 10'000, kOne = 10'000;
  service::UploadOrder order{visit, {{"1", {}}}};
  for (std::int64_t i = 0; i < kLines; ++i) {
    service::UploadLine line;
    line.sn = std::to_string(i + 1);
    const auto place = static_cast<std::size_t>(number * kLines + i);
    line.item_code = items_[place % items_.size()];
    line.quantity_e4 = kOne;
    line.amount = {kCheapestFen + kPriceStep * number * (i + 1)};
    line.price_e6 = line.amount.fen * kFenToE6;
    line.at = clock_.Now();
    order.batches.front().lines.push_back(std::move(line));
  }
  const auto uploaded = UploadLines(home_, Key("2204"), order, {});
  if (!uploaded.ok()) return uploaded.error();
  return Done{};
}

Status Travellers::Settle(const service::VisitRef& visit, const std::string& scheme, bool undo) {
  service::SettleOrder order;
  order.visit = visit;
  order.scheme = scheme;
  order.use_account = true;
  service::RequestKey key = Key("2207");
  key.guest = nullptr;
  const store::MessageKey message{key.provider, key.msgid};
  const auto settled = crossings_.Ask(home_.area_number(), key, order);
  if (!settled.ok()) return settled.error();
  if (!undo) return Done{};
  const auto asked = crossings_.Find(message);
  if (!asked.ok()) return asked.error();
  TC_CHECK(asked->has_value());
  service::RequestKey undoing = Key("2208");
  undoing.guest = nullptr;
  const auto undone = crossings_.Ask(
      home_.area_number(), undoing,
      service::ReverseOrder{(*asked)->figures.settlement, visit.mdtrt_id, visit.psn_no});
  if (!undone.ok()) return undone.error();
  return Done{};
}

}  // namespace

Status MakeDemoCrossings(const service::Regions& regions, service::Neighbourhood& areas,
                         StepClock& clock, int count) {
  for (std::size_t home = 0; home < regions.size(); ++home) {
    for (std::size_t away = 0; away < regions.size(); ++away) {
      if (home == away) continue;
      Travellers travellers(*regions[home], *regions[away], areas.of(away), clock);
      if (const Status played = travellers.Play(count); !played.ok()) return played;
    }
  }
  return Done{};
}

}  // namespace tongchou::batch
