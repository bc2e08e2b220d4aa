#include "scale/scale_region.h"

#include <fmt/core.h>

#include <algorithm>
#include <filesystem>

#include "app/open_keys.h"
#include "base/sm3.h"
#include "batch/demo_people.h"
#include "batch/demo_places.h"
#include "batch/demo_region.h"
#include "gateway/setlinfo.h"
#include "service/ids.h"
#include "service/persons.h"
#include "service/settlements.h"
#include "service/sign_in.h"
#include "store/sqlite/sqlite_store.h"

namespace tongchou::bench {
namespace {

constexpr std::uint64_t kSeed = 20260101;
constexpr const char* kPack = "demo-city";
constexpr std::size_t kEnrolAtOnce = 4000;
constexpr std::size_t kPurchasesAtOnce = 256;
constexpr std::int64_t kQuarterMs = 15 * 60 * 1000;
constexpr std::int64_t kTellEvery = 100'000;
constexpr std::uint64_t kPurchases = 101;  // stream of random numbers

Date FirstDay() { return {2026, 1, 1}; }

void Tell(const char* what, std::int64_t done, std::int64_t total) {
  fmt::print(stderr, "{}: {} / {}\n", what, done, total);
}

std::unique_ptr<service::Region> OpenRegion(const std::string& folder, const std::string& packs,
                                            const Clock& clock, SharedCommits& commits) {
  const service::StorePlace place{folder};
  service::RegionOptions options;
  options.pack = kPack;
  options.while_waiting = commits.WhileWaiting();
  std::filesystem::create_directories(folder);
  store::SqliteOptions file;
  file.path = folder + "/tongchou.db";
  file.create = true;
  auto store = Must(store::OpenSqlite(file));
  options.seal = Must(app::KeysFor(place, FirstDay())).seal;
  return Must(service::Region::Open(Must(policy::Library::Load(packs)), std::move(store), clock,
                                    std::move(options)));
}

std::int64_t CountsOf(service::Region& region, std::int64_t store::RowCounts::*which) {
  auto reader = Must(region.store().Read(region.area_number()));
  return Must(reader->Counts()).*which;
}

}  // namespace

void Fail(const Error& error) {
  fmt::print(stderr, "scale_store: {} [{}]\n", error.English(), error.where);
  std::exit(1);
}

ScaleRegion::ScaleRegion(const std::string& folder, const std::string& packs)
    : clock_(MomentOf(FirstDay())),
      region_(OpenRegion(folder, packs, clock_, commits_)),
      catalogue_(batch::MakeCatalogue(kSeed, FirstDay())),
      lines_(kSeed, catalogue_) {
  const std::vector<service::Provider> providers = batch::MakeProviders(region_->area());
  for (const service::Provider& provider : providers) {
    const bool hospital = provider.kind == service::ProviderKind::kHospital;
    (hospital ? hospitals_ : pharmacies_).push_back(provider);
  }
  if (AllProviders(*region_).empty()) MakeRegisters(providers);
  const auto latest = Must(Must(region_->store().Read(region_->area_number()))->LatestSettlement());
  if (latest) clock_.MoveTo({latest->ms + kQuarterMs});
  persons_ = CountsOf(*region_, &store::RowCounts::persons);
}

void ScaleRegion::MakeRegisters(const std::vector<service::Provider>& providers) {
  const std::string actor = "scale";
  std::vector<service::Employer> employers;
  for (const auto& employer : batch::MakeEmployers(kSeed)) employers.push_back(employer.employer);
  std::vector<service::CatalogueItem> items;
  for (const batch::DemoItem& item : catalogue_) items.push_back(item.item);
  Must(RegisterEmployers(*region_, actor, std::move(employers)));
  Must(RegisterProviders(*region_, actor, providers));
  Must(PutCatalogueItems(*region_, actor, std::move(items)));
  for (const batch::DemoUser& user : batch::DemoUsers()) {
    service::User added;
    added.login = user.login;
    added.name = user.name;
    added.roles = {std::string(user.role)};
    Must(AddUser(*region_, actor, added, std::string(user.password)));
  }
}

std::int64_t ScaleRegion::CountSettlements() const {
  return CountsOf(*region_, &store::RowCounts::settlements);
}

void ScaleRegion::EnrolUpTo(int count) {
  std::size_t done = static_cast<std::size_t>(persons_);
  if (done >= static_cast<std::size_t>(count)) return;
  const auto people =
      batch::MakePeople({kSeed, count, region_->area(), FirstDay()}, batch::MakeEmployers(kSeed));
  while (done < people.size()) {
    const std::size_t end = std::min(people.size(), done + kEnrolAtOnce);
    std::vector<service::NewPerson> persons;
    for (; done < end; ++done) persons.push_back(people[done].person);
    Must(EnrolPersons(*region_, "scale", std::move(persons)));
    persons_ = static_cast<std::int64_t>(done);
    Tell("persons", persons_, count);
  }
}

Patient ScaleRegion::AnyPatient(Random& random) {
  while (true) {
    const auto number =
        static_cast<std::int64_t>(random.Below(static_cast<std::uint64_t>(persons_))) + 1;
    const auto person = Must(GetPerson(
        *region_, service::IdText(region_->area_number(), service::IdKind::kPerson, number)));
    const service::Coverage* coverage = CoverageOn(person, region_->today());
    if (coverage != nullptr) return {person.psn_no, coverage->scheme};
  }
}

service::RequestKey ScaleRegion::NewKey(const service::Provider& provider,
                                        const std::string& infno) {
  service::RequestKey key;
  key.provider = provider.code;
  key.infno = infno;
  key.msgid = fmt::format("{}{:015}{:08}", provider.code, clock_.Now().ms, ++messages_);
  key.body = Sm3(key.msgid);
  return key;
}

std::string ScaleRegion::MedType(std::string_view benefit) const {
  for (const auto& pair : region_->pack().wire.med_type_to_benefit) {
    if (pair.word == benefit) return pair.wire;
  }
  return {};
}

void ScaleRegion::NextQuarter() { clock_.MoveTo({clock_.Now().ms + kQuarterMs}); }

void ScaleRegion::Purchase(Random& random) {
  const service::Provider& provider = pharmacies_[random.Below(pharmacies_.size())];
  const service::RequestKey key = NewKey(provider, "2102");
  const Patient patient = AnyPatient(random);
  batch::DemoVisit visit;
  visit.kind = service::VisitKind::kPharmacy;
  service::PurchaseOrder order;
  order.psn_no = patient.psn_no;
  order.scheme = patient.scheme;
  order.benefit = "pharmacy";
  order.med_type = MedType(order.benefit);
  order.begin = clock_.Now();
  order.lines = lines_.Lines(static_cast<std::uint32_t>(random.Next()), visit, 0, order.begin);
  order.use_account = true;
  const auto context = gateway::ContextOf(*region_, key.msgid, region_->area());
  Must(service::Purchase(*region_, key, order, [&context](const auto& outcome) {
    return gateway::SettlementOutput(context, outcome, gateway::SetlinfoForm::kSettled);
  }));
}

void ScaleRegion::SettleUpTo(std::int64_t count) {
  const std::int64_t first = CountSettlements();
  Random random(kSeed, kPurchases, static_cast<std::uint64_t>(first));
  for (std::int64_t done = first; done < count;) {
    NextQuarter();
    const std::int64_t some = std::min<std::int64_t>(count - done, kPurchasesAtOnce);
    commits_.Run(static_cast<std::size_t>(some), kPurchasesAtOnce,
                 [&](std::size_t) { Purchase(random); });
    if ((done + some) / kTellEvery != done / kTellEvery) Tell("settlements", done + some, count);
    done += some;
  }
}

}  // namespace tongchou::bench
