#include "batch/demo_region.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string>
#include <utility>
#include <vector>

#include "batch/demo_catalogue.h"
#include "batch/demo_encounters.h"
#include "batch/demo_funds.h"
#include "batch/demo_lines.h"
#include "batch/demo_offices.h"
#include "batch/demo_people.h"
#include "batch/demo_places.h"
#include "batch/demo_residents.h"
#include "batch/demo_visits.h"
#include "service/organisations.h"
#include "service/persons.h"
#include "service/policy_shelf.h"
#include "service/sign_in.h"

namespace tongchou::batch {

namespace {

constexpr int kDays = 30;
constexpr int kFewestDays = 7;
constexpr int kContributionDay = 9;  // which of the days, from 0
constexpr std::size_t kEnrolAtOnce = 1000;
constexpr std::string_view kActor = "generator";

Error NotPossible(std::string zh, std::string en) {
  return {ErrorCode::kDemoNotPossible, {std::move(zh), std::move(en)}, {}};
}

// What the generator expects of a pack, by the words that packs share.
Status CheckPack(const service::Region& region, Date first) {
  struct Expected {
    const char* scheme;
    std::array<const char*, 3> categories;
  };
  constexpr std::array<Expected, 2> kSchemes = {
      {{"employee", {"active", "retired", "active"}}, {"resident", {"adult", "minor", "student"}}}};
  const auto epoch = region.policies().EpochOn(first);
  if (!epoch.ok()) return epoch.error();
  for (const Expected& expected : kSchemes) {
    const int index = FindScheme(**epoch, expected.scheme);
    bool fits = index >= 0;
    for (const char* category : expected.categories) {
      fits =
          fits && FindCategory((*epoch)->schemes[static_cast<std::size_t>(index)], category) >= 0;
    }
    for (const char* benefit : {"outpatient", "inpatient", "pharmacy"}) {
      fits = fits && FindBenefit((*epoch)->schemes[static_cast<std::size_t>(index)], benefit) >= 0;
    }
    if (!fits) {
      return NotPossible(
          fmt::format(
              "政策包 {} 没有演示所需的险种“{}”及其类别、待遇；请换一个政策包，或用 --empty",
              region.pack().id, expected.scheme),
          fmt::format("pack {} has no scheme \"{}\" with the categories and benefits of the demo; "
                      "choose another pack, or start with --empty",
                      region.pack().id, expected.scheme));
    }
  }
  return Done{};
}

std::vector<SchemeFund> FundsOf(const service::Region& region, Date first) {
  std::vector<SchemeFund> funds;
  const auto epoch = region.policies().EpochOn(first);
  TC_CHECK(epoch.ok());
  for (const auto& scheme : (*epoch)->schemes) {
    for (const auto& fund : scheme.funds) funds.push_back({scheme.id, fund.id});
  }
  return funds;
}

// Tells how far the whole work is.
class Teller {
 public:
  Teller(const std::function<void(const DemoProgress&)>& progress, std::int64_t total)
      : progress_(progress), total_(total) {}

  void Begin(const char* zh, const char* en) { doing_ = {zh, en}; }
  void Add(std::size_t done) {
    done_ += static_cast<std::int64_t>(done);
    if (progress_) progress_({doing_, done_, total_});
  }

 private:
  const std::function<void(const DemoProgress&)>& progress_;
  Text doing_;
  std::int64_t done_ = 0, total_;
};

// Everything that is decided before the first call.
struct Plan {
  std::vector<service::Organisation> offices;
  std::vector<DemoEmployer> employers;
  std::vector<service::Provider> providers;
  std::vector<DemoItem> catalogue;
  std::vector<DemoPerson> people;
  DemoPayers payers;  // of the residents among them
  DemoMonth month;
};

Plan MakePlan(const service::Region& region, const DateRange& days, const DemoOptions& options) {
  Plan plan;
  plan.employers = MakeEmployers(options.seed);
  plan.providers = MakeProviders(region.area());
  plan.catalogue = MakeCatalogue(options.seed, Date(days.from.year(), 1, 1));
  const Date today = days.through.PlusDays(1);
  plan.people = MakePeople({options.seed, options.persons, region.area(), today}, plan.employers);
  plan.offices = OrganisationsOfPack(region);
  GiveOffices(options.seed, plan.offices, plan.employers, plan.people);
  if (!region.pack().fixed.empty()) plan.payers = GivePayers(plan.offices, plan.people);
  const int count = days.through.days() - days.from.days() + 1;
  plan.month = MakeMonth({options.seed, days.from, count}, plan.people, plan.providers);
  return plan;
}

// Those whose office there is.
Status AddUsers(service::Region& region, const std::string& actor, const Plan& plan) {
  for (const DemoUser& user : DemoUsers()) {
    const std::string office = FirstOfficeOf(plan.offices, user.office_level);
    if (user.office_level > 0 && office.empty()) continue;
    const service::User added{
        std::string(user.login), std::string(user.name), {std::string(user.role)}, office};
    const Status status = AddUser(region, actor, added, std::string(user.password));
    if (!status.ok()) return status;
  }
  return Done{};
}

Status Registers(service::Region& region, const Plan& plan) {
  const std::string actor(kActor);
  const auto offices = AddOrganisationsOfPack(region, actor);
  if (!offices.ok()) return offices.error();
  Status status = AddUsers(region, actor, plan);
  if (!status.ok()) return status;
  std::vector<service::Employer> employers;
  for (const DemoEmployer& employer : plan.employers) employers.push_back(employer.employer);
  for (const service::Employer& payer : plan.payers.payers) employers.push_back(payer);
  std::vector<service::CatalogueItem> items;
  for (const DemoItem& item : plan.catalogue) items.push_back(item.item);
  status = RegisterEmployers(region, actor, std::move(employers));
  if (status.ok()) status = RegisterProviders(region, actor, plan.providers);
  if (status.ok()) status = PutCatalogueItems(region, actor, std::move(items));
  return status;
}

Result<std::vector<std::string>> Enrol(service::Region& region, const Plan& plan, Teller& teller) {
  std::vector<std::string> numbers;
  for (std::size_t from = 0; from < plan.people.size(); from += kEnrolAtOnce) {
    std::vector<service::NewPerson> persons;
    const std::size_t to = std::min(from + kEnrolAtOnce, plan.people.size());
    for (std::size_t i = from; i < to; ++i) persons.push_back(plan.people[i].person);
    auto enrolled = EnrolPersons(region, std::string(kActor), std::move(persons));
    if (!enrolled.ok()) return enrolled.error();
    numbers.insert(numbers.end(), enrolled->begin(), enrolled->end());
    teller.Add(to - from);
  }
  return numbers;
}

Status Post(service::Region& region, const std::vector<service::Contribution>& contributions) {
  for (const service::Contribution& contribution : contributions) {
    const auto number = PostContribution(region, std::string(kActor), contribution);
    if (!number.ok()) return number.error();
  }
  return Done{};
}

Status Play(service::Region& region, StepClock& clock, const DateRange& days,
            const DemoOptions& options, const Plan& plan, Teller& teller) {
  teller.Begin("登记参保人", "enrolling persons");
  const auto numbers = Enrol(region, plan, teller);
  if (!numbers.ok()) return numbers.error();
  const std::vector<SchemeFund> funds = FundsOf(region, days.from);
  Status status = Post(region, {MakeOpening(funds, plan.people, days.from)});
  if (!status.ok()) return status;

  teller.Begin("一个月的就诊与结算", "a month of encounters");
  const LineMaker lines(options.seed, plan.catalogue);
  const Cast cast{options.seed,   days.from, plan.people, *numbers,
                  plan.providers, lines,     plan.month};
  EncounterPlayer player(region, clock, cast, options.callers);
  const auto played = [&teller](std::size_t count) { teller.Add(count); };
  const std::int32_t contribution_step =
      std::min(kContributionDay, days.through.days() - days.from.days()) * kStepsPerDay;
  status = player.PlayUntil(contribution_step, played);
  if (!status.ok()) return status;
  clock.MoveTo(MomentOf(DayOf(MomentOfStep(days.from, contribution_step)), 7 * 3600));
  status = Post(
      region, MakeContributions(funds, plan.employers, plan.people, *numbers, DayOf(clock.Now())));
  if (!status.ok()) return status;
  status = player.PlayUntil(kDays * kStepsPerDay, played);
  if (!status.ok()) return status;
  clock.MoveTo(MomentOf(days.through, 22 * 3600));
  return LevyResidents(region, std::string(kActor), plan.payers, plan.people, *numbers);
}

}  // namespace

std::span<const DemoUser> DemoUsers() {
  static constexpr DemoUser kUsers[] = {
      {"leader", "负责人", "leader", "demo-leader", "除审计、导入外",
       "all but audit trail and import"},
      {"auditor", "稽核员", "auditor", "demo-auditor", "除导入外", "all but the import"},
      {"clerk", "经办员", "clerk", "demo-clerk", "除基金账、审计外",
       "all but ledger and audit trail"},
      {"district", "区县经办员", "clerk", "demo-district", "同上，限本区县参保人",
       "the same, for the persons of one county", 1},
      {"township", "乡镇经办员", "clerk", "demo-township", "同上，限本乡镇参保人",
       "the same, for those of one township", 2},
      {"reviewer", "复核员", "reviewer", "demo-reviewer", "概览、参保人、单位、征缴、政策",
       "overview, persons, employers, levy, policies"},
      {"finance", "财务员", "finance", "demo-finance", "概览、单位、征缴、基金账、政策",
       "overview, employers, levy, ledger, policies"},
      {"officer", "政策专员", "officer", "demo-officer", "概览、政策拟定与测算",
       "overview, drafts of policies and what they cost"},
      {"helper", "乡镇协办员", "helper", "demo-helper", "居民登记，限本乡镇",
       "residents of one township", 2},
      {"admin", "管理员", "admin", "demo-admin", "概览、审计、政策",
       "overview, audit trail, policies"},
  };
  return kUsers;
}

Result<DateRange> DemoDays(Date today, const DateRange& in_force) {
  DateRange days{std::max(today.PlusDays(-kDays), in_force.from),
                 std::min(today.PlusDays(-1), in_force.through)};
  if (days.through.days() - days.from.days() + 1 < kFewestDays) {
    return NotPossible(
        fmt::format(
            "今天是 {}，政策自 {} 起施行，演示数据至少需要{}天；请检查系统日期，或用 --empty",
            ToString(today), ToString(in_force.from), kFewestDays),
        fmt::format(
            "today is {} and the pack is in force from {}; the demo needs {} days at least. "
            "Check the machine's date, or start with --empty",
            ToString(today), ToString(in_force.from), kFewestDays));
  }
  return days;
}

Status MakeDemoRegion(service::Region& region, StepClock& clock, const DateRange& days,
                      const DemoOptions& options,
                      const std::function<void(const DemoProgress&)>& progress) {
  Status status = CheckPack(region, days.from);
  if (!status.ok()) return status;
  const auto counts = CountRegion(region);
  if (!counts.ok()) return counts.error();
  if (counts->persons != 0) {
    return NotPossible("统筹区已有参保人", "the region has persons already");
  }
  clock.MoveTo(MomentOf(days.from, 7 * 3600));
  const Plan plan = MakePlan(region, days, options);
  Teller teller(progress, static_cast<std::int64_t>(plan.people.size() + plan.month.events.size()));
  status = Registers(region, plan);
  if (!status.ok()) return status;
  status = Play(region, clock, days, options, plan, teller);
  clock.MoveTo(MomentOf(days.through, 23 * 3600));
  return status;
}

}  // namespace tongchou::batch
