#include "batch/demo_visits.h"

#include <algorithm>
#include <array>
#include <tuple>

#include "base/check.h"
#include "base/random.h"
#include "batch/demo_streams.h"

namespace tongchou::batch {

namespace {

constexpr int kLastFirstStep = 18;  // so that a day visit is over on its day
constexpr int kUploadEveryDays = 3;

class Planner {
 public:
  Planner(const VisitsOrder& order, const std::vector<service::Provider>& providers)
      : order_(order) {
    for (std::size_t i = 0; i < providers.size(); ++i) {
      const bool pharmacy = providers[i].kind == service::ProviderKind::kPharmacy;
      const int shelf = pharmacy ? 0 : providers[i].level;
      shelves_[static_cast<std::size_t>(shelf)].push_back(static_cast<std::uint16_t>(i));
    }
    for (const std::vector<std::uint16_t>& shelf : shelves_) TC_CHECK(!shelf.empty());
  }

  void PlanPerson(std::size_t index, const DemoPerson& person, std::vector<DemoVisit>& visits);

 private:
  DemoVisit Base(Random& random, std::size_t index, int level, int day);
  DemoVisit Stay(Random& random, std::size_t index, int age, int day);
  DemoVisit DayVisit(Random& random, std::size_t index, bool resident, bool pharmacy, int day);

  const VisitsOrder& order_;
  std::array<std::vector<std::uint16_t>, 4> shelves_;  // 0: pharmacies; 1..3: hospitals by level
};

DemoVisit Planner::Base(Random& random, std::size_t index, int level, int day) {
  DemoVisit visit;
  visit.person = static_cast<std::uint32_t>(index);
  const std::vector<std::uint16_t>& shelf = shelves_[static_cast<std::size_t>(level)];
  visit.provider = random.Pick(std::span<const std::uint16_t>(shelf));
  visit.level = static_cast<std::uint8_t>(std::max(1, level));
  visit.begin_step = day * kStepsPerDay + static_cast<int>(random.Below(kLastFirstStep));
  return visit;
}

DemoVisit Planner::Stay(Random& random, std::size_t index, int age, int day) {
  constexpr std::array<unsigned, 4> kLevels = {0, 22, 44, 34};
  // Township hospitals keep the plain cases; what is grave goes to the large ones.
  constexpr std::array<std::array<unsigned, 4>, 3> kSeverities = {
      {{1000, 0, 0, 0}, {820, 165, 15, 0}, {600, 300, 88, 12}}};
  DemoVisit visit = Base(random, index, static_cast<int>(random.Weighted(kLevels)), day);
  visit.kind = service::VisitKind::kStay;
  visit.severity = static_cast<Severity>(random.Weighted(kSeverities[visit.level - 1U]));
  const int longest = visit.severity >= Severity::kGrave ? 18
                      : age >= 65 && visit.level > 1     ? 13
                                                         : 9;
  visit.days = static_cast<std::uint8_t>(random.Between(2, longest));
  if (random.PerMille(40)) visit.referral = settle::Referral::kReferred;
  if (random.PerMille(30)) visit.referral = settle::Referral::kUnreferred;
  return visit;
}

DemoVisit Planner::DayVisit(Random& random, std::size_t index, bool resident, bool pharmacy,
                            int day) {
  constexpr std::array<unsigned, 4> kEmployeeLevels = {0, 36, 34, 30};
  constexpr std::array<unsigned, 4> kResidentLevels = {0, 76, 16, 8};
  const std::size_t level =
      pharmacy ? 0 : random.Weighted(resident ? kResidentLevels : kEmployeeLevels);
  DemoVisit visit = Base(random, index, static_cast<int>(level), day);
  visit.kind = pharmacy ? service::VisitKind::kPharmacy : service::VisitKind::kOutpatient;
  visit.taken_back = random.PerMille(12);
  visit.settled_again = visit.taken_back && !pharmacy && random.PerMille(600);
  return visit;
}

void Planner::PlanPerson(std::size_t index, const DemoPerson& person,
                         std::vector<DemoVisit>& visits) {
  if (!person.insured) return;
  Random random(order_.seed, Stream::kVisits, index);
  const int age = AgeOn(order_.first, person.person.birth);
  const bool resident = person.person.coverage.back().scheme == "resident";
  const unsigned need = age >= 65 ? 3 : age >= 45 || age < 6 ? 2 : 1;  // how often people fall ill
  std::vector<bool> busy(static_cast<std::size_t>(order_.days) + 1);
  const auto add = [&](DemoVisit visit) {
    visit.use_account = !resident && random.PerMille(900);
    visits.push_back(visit);
  };
  int day = static_cast<int>(random.Below(static_cast<std::uint64_t>(order_.days)));
  for (unsigned chance = 13 * need; random.PerMille(chance); chance = 120) {
    const DemoVisit stay = Stay(random, index, age, day);
    add(stay);
    const int last = std::min(day + stay.days, order_.days);
    std::fill(busy.begin() + day, busy.begin() + last + 1, true);
    day = last + 2;
    if (day >= order_.days) break;
  }
  for (int tries = 0; tries < 4; ++tries) {
    const int on = static_cast<int>(random.Below(static_cast<std::uint64_t>(order_.days)));
    const bool pharmacy = random.PerMille(resident ? 160 : 420);
    if (!random.PerMille(85 * need) || busy[static_cast<std::size_t>(on)]) continue;
    busy[static_cast<std::size_t>(on)] = true;
    add(DayVisit(random, index, resident, pharmacy, on));
  }
}

void AddStay(const DemoVisit& visit, std::uint32_t index, std::vector<DemoEvent>& events) {
  const int end = visit.begin_step + visit.days * kStepsPerDay;
  events.push_back({visit.begin_step, index, Action::kRegister, 0});
  for (int part = 0; part < UploadsOf(visit); ++part) {
    const int step = visit.begin_step + 1 + part * kUploadEveryDays * kStepsPerDay;
    events.push_back({step, index, Action::kUpload, static_cast<std::uint8_t>(part)});
  }
  events.push_back({end, index, Action::kDischarge, 0});
  events.push_back({end + 1, index, Action::kSettle, 0});
}

void AddDayVisit(const DemoVisit& visit, std::uint32_t index, std::vector<DemoEvent>& events) {
  int step = visit.begin_step;
  if (visit.kind == service::VisitKind::kPharmacy) {
    events.push_back({step, index, Action::kPurchase, 0});
  } else {
    events.push_back({step, index, Action::kRegister, 0});
    events.push_back({++step, index, Action::kUpload, 0});
    events.push_back({++step, index, Action::kSettle, 0});
  }
  if (visit.taken_back) events.push_back({++step, index, Action::kTakeBack, 0});
  if (visit.settled_again) events.push_back({++step, index, Action::kSettleAgain, 0});
}

}  // namespace

int UploadsOf(const DemoVisit& visit) {
  if (visit.kind != service::VisitKind::kStay) return 1;
  return (visit.days + kUploadEveryDays - 1) / kUploadEveryDays;
}

DemoMonth MakeMonth(const VisitsOrder& order, const std::vector<DemoPerson>& people,
                    const std::vector<service::Provider>& providers) {
  DemoMonth month;
  Planner planner(order, providers);
  for (std::size_t i = 0; i < people.size(); ++i) planner.PlanPerson(i, people[i], month.visits);
  for (std::size_t i = 0; i < month.visits.size(); ++i) {
    const DemoVisit& visit = month.visits[i];
    const auto add = visit.kind == service::VisitKind::kStay ? AddStay : AddDayVisit;
    add(visit, static_cast<std::uint32_t>(i), month.events);
  }
  const int end = order.days * kStepsPerDay;
  std::erase_if(month.events, [end](const DemoEvent& event) { return event.step >= end; });
  std::ranges::stable_sort(
      month.events, {}, [](const DemoEvent& event) { return std::tuple(event.step, event.visit); });
  return month;
}

Moment MomentOfStep(Date first, std::int32_t step) {
  constexpr int kOpens = 8 * 3600;
  constexpr int kStepSeconds = 25 * 60;
  return MomentOf(first.PlusDays(step / kStepsPerDay), kOpens + step % kStepsPerDay * kStepSeconds);
}

}  // namespace tongchou::batch
