#include "batch/demo_residents.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <utility>

#include "batch/demo_names.h"
#include "service/fixed_run.h"
#include "service/household.h"
#include "service/targets.h"

namespace tongchou::batch {
namespace {

using service::Employer;
using service::Organisation;

constexpr std::size_t kFamilies = 3;  // that pay for themselves
constexpr std::size_t kSmallestFamily = 3;
constexpr std::string_view kScheme = "resident";

bool IsResident(const DemoPerson& made) {
  const service::Coverage& now = made.person.coverage.back();
  return now.scheme == kScheme && now.employer.empty() && now.range.through == kForever;
}

// Who lives in which village, in the order of `people`, so that families stand together.
std::map<std::string, std::vector<std::size_t>> RollsOf(const std::vector<DemoPerson>& people) {
  std::map<std::string, std::vector<std::size_t>> rolls;
  for (std::size_t i = 0; i < people.size(); ++i) {
    if (IsResident(people[i]) && !people[i].person.organisation.empty()) {
      rolls[people[i].person.organisation].push_back(i);
    }
  }
  std::erase_if(rolls, [](const auto& roll) { return roll.second.size() < kFewestOnRoll; });
  return rolls;
}

// The first family of a roll that is large enough: neighbours of one surname, an adult first.
std::vector<std::size_t> FirstFamilyOf(const std::vector<std::size_t>& roll,
                                       const std::vector<DemoPerson>& people) {
  const auto surname = [&](std::size_t i) { return SurnameOf(people[i].person.name); };
  for (auto begin = roll.begin(); begin != roll.end();) {
    const auto end = std::find_if(begin, roll.end(), [&](std::size_t i) {
      return surname(i).empty() || surname(i) != surname(*begin);
    });
    const auto last = end == begin ? std::next(begin) : end;
    const bool adult = people[*begin].person.coverage.back().category == "adult";
    if (adult && static_cast<std::size_t>(last - begin) >= kSmallestFamily) return {begin, last};
    begin = last;
  }
  return {};
}

class Giver {
 public:
  Giver(const std::vector<Organisation>& offices, std::vector<DemoPerson>& people)
      : offices_(offices), people_(people) {}

  DemoPayers Give() {
    const auto rolls = RollsOf(people_);
    if (rolls.empty()) return {};
    for (const auto& [village, roll] : rolls) GiveRoll(village, roll);
    Add("civil_affairs", "示范市民政局", "");
    Add("finance_central", "中央财政（转移支付）", "");
    Add("finance_region", "自治区财政厅", "");
    Add("finance_city", "示范市财政局", "");
    for (const Organisation& office : offices_) {
      const bool top = office.path.find('/') == std::string::npos;
      if (top) Add("finance_county", office.name + "财政局", office.path);
    }
    return std::move(made_);
  }

 private:
  void GiveRoll(const std::string& village, const std::vector<std::size_t>& roll) {
    std::vector<std::size_t> family;
    if (made_.families.size() < kFamilies) family = FirstFamilyOf(roll, people_);
    if (!family.empty()) {
      const std::string head = people_[family.front()].person.name;
      made_.families.push_back({Add("household", head + "户", village), family});
      for (const std::size_t i : family) PayThrough(made_.families.back().payer, i);
    }
    // The pupils of one place are collected by their school.
    std::vector<std::size_t> pupils;
    for (const std::size_t i : roll) {
      const bool pupil = people_[i].person.coverage.back().category == "student";
      if (pupil && !school_) pupils.push_back(i);
    }
    if (!pupils.empty()) {
      school_ = true;
      const std::string school = Add("pupils", NameOf(village) + "中学", village);
      for (const std::size_t i : pupils) PayThrough(school, i);
    }
    const std::string payer = Add("village", NameOf(village) + "居（村）民委员会", village);
    for (const std::size_t i : roll) PayThrough(payer, i);
  }

  std::string NameOf(const std::string& path) const {
    const auto found = std::ranges::find(offices_, path, &Organisation::path);
    return found == offices_.end() ? path : found->name;
  }

  // The code of the new payer.
  std::string Add(std::string_view kind, const std::string& name, const std::string& organisation) {
    Employer payer;
    payer.code = fmt::format("R{:05}", made_.payers.size() + 1);
    payer.name = name;
    payer.unit_kind = kind;
    payer.organisation = organisation;
    payer.documents = "设立文件";
    made_.payers.push_back(std::move(payer));
    return made_.payers.back().code;
  }

  // Who has a payer already keeps it.
  void PayThrough(const std::string& payer, std::size_t person) {
    std::string& now = people_[person].person.coverage.back().employer;
    if (now.empty()) now = payer;
  }

  const std::vector<Organisation>& offices_;
  std::vector<DemoPerson>& people_;
  DemoPayers made_;
  bool school_ = false;
};

std::string CodeOf(const std::string& path) { return path.substr(path.rfind('/') + 1); }

Status OpenHouseholds(service::Region& region, const service::Desk& desk, const DemoPayers& payers,
                      const std::vector<DemoPerson>& people, std::span<const std::string> numbers) {
  for (const DemoFamily& family : payers.families) {
    service::HouseholdForm form;
    form.head = numbers[family.people.front()];
    form.organisation = CodeOf(people[family.people.front()].person.organisation);
    form.from = Date(region.today().year(), 1, 1);
    const auto opened = OpenHousehold(region, desk, form);
    if (!opened.ok()) return opened.error();
    for (std::size_t i = 1; i < family.people.size(); ++i) {
      const bool minor = people[family.people[i]].person.coverage.back().category == "minor";
      service::HouseholdStep step;
      step.code = opened->code;
      step.psn_no = numbers[family.people[i]];
      step.day = std::max(form.from, people[family.people[i]].person.birth);
      step.relation = minor ? "child" : "other";
      const auto joined = JoinHousehold(region, desk, step);
      if (!joined.ok()) return joined.error();
    }
  }
  return Done{};
}

// A little more than are covered, out of a little more than live there.
Status GiveTarget(service::Region& region, const service::Desk& desk,
                  const std::vector<DemoPerson>& people) {
  const auto residents = std::ranges::count_if(
      people, [](const DemoPerson& made) { return made.person.coverage.back().scheme == kScheme; });
  constexpr std::int64_t kPerCent = 100, kTarget = 104, kPopulation = 109;
  const auto set = SetTarget(region, desk,
                             {region.today().year(), std::string(kScheme), "",
                              residents * kTarget / kPerCent, residents * kPopulation / kPerCent});
  if (!set.ok()) return set.error();
  return Done{};
}

}  // namespace

DemoPayers GivePayers(const std::vector<Organisation>& offices, std::vector<DemoPerson>& people) {
  return Giver(offices, people).Give();
}

Status LevyResidents(service::Region& region, const std::string& actor, const DemoPayers& payers,
                     const std::vector<DemoPerson>& people, std::span<const std::string> numbers) {
  if (payers.payers.empty() || region.pack().fixed.empty()) return Done{};
  const service::Desk desk{actor, {}};
  if (const Status opened = OpenHouseholds(region, desk, payers, people, numbers); !opened.ok()) {
    return opened;
  }
  if (const Status given = GiveTarget(region, desk, people); !given.ok()) return given;
  // Next year's, once its collection is open.
  for (const int year : {region.today().year() + 1, region.today().year()}) {
    const auto report = RunFixed(region, actor, service::Month{Date(year, 1, 1)}, {});
    if (report.ok()) return Done{};
    const ErrorCode code = report.error().code;
    const bool closed = code == ErrorCode::kNotOpenYet || code == ErrorCode::kNoFixedRules;
    if (!closed) return report.error();
  }
  return Done{};
}

}  // namespace tongchou::batch
