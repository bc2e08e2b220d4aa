#include "batch/demo_people.h"

#include <algorithm>
#include <array>
#include <set>

#include "base/check.h"
#include "base/id_number.h"
#include "base/random.h"
#include "batch/demo_names.h"
#include "batch/demo_streams.h"

namespace tongchou::batch {

namespace {

// Persons in a thousand by five years of age, from 0 up.
constexpr std::array<unsigned, 20> kAges = {48, 62, 62, 54, 52, 60, 84, 72, 66, 78,
                                            84, 76, 56, 52, 40, 26, 16, 8,  3,  1};
constexpr int kAdult = 18;

class Maker {
 public:
  Maker(const PeopleOrder& order, const std::vector<DemoEmployer>& employers)
      : order_(order), employers_(employers) {
    for (const DemoEmployer& employer : employers) weights_.push_back(employer.weight);
  }

  DemoPerson Make(std::size_t index);

 private:
  Date Birth(Random& random) const;
  std::string Name(Random& random, bool female);
  void Insure(Random& random, DemoPerson& made, int age) const;
  void Employ(Random& random, DemoPerson& made, int age, bool retired) const;
  void Reside(Random& random, DemoPerson& made, int age) const;
  void Freeze(DemoPerson& made, std::string_view reason) const;
  std::string Number(Random& random, Date birth, bool female);

  const PeopleOrder& order_;
  const std::vector<DemoEmployer>& employers_;
  std::vector<unsigned> weights_;
  std::string family_;             // the surname of the person before
  std::set<std::string> numbers_;  // given out so far
};

Date Maker::Birth(Random& random) const {
  const int years =
      static_cast<int>(random.Weighted(kAges)) * 5 + static_cast<int>(random.Below(5));
  return order_.today.PlusDays(-40 - years * 365 - years / 4 - static_cast<int>(random.Below(365)));
}

// Every third person belongs to the family of the one before.
std::string Maker::Name(Random& random, bool female) {
  if (!family_.empty() && random.PerMille(333)) return NameInFamily(random, family_, female);
  std::string name = PersonName(random, female);
  family_ = SurnameOf(name);
  return name;
}

std::string Maker::Number(Random& random, Date birth, bool female) {
  int sequence = static_cast<int>(random.Below(500)) * 2 + (female ? 0 : 1);
  while (true) {
    std::string number = MakeIdNumber(order_.area, birth, sequence);
    if (numbers_.insert(number).second) return number;
    sequence = (sequence + 2) % 1000;
  }
}

// Freezes the last coverage from two months before the visits on, if it began by then.
void Maker::Freeze(DemoPerson& made, std::string_view reason) const {
  const Date from = order_.today.PlusDays(-92);
  service::Coverage& before = made.person.coverage.back();
  if (before.range.from >= from) return;
  service::Coverage after = before;
  before.range.through = from.PlusDays(-1);
  after.range.from = from;
  after.frozen = true;
  after.reason = reason;
  made.person.coverage.push_back(after);
}

void Maker::Employ(Random& random, DemoPerson& made, int age, bool retired) const {
  made.employer = random.Weighted(weights_);
  const DemoEmployer& employer = employers_[made.employer];
  const int worked = std::max(0, std::min(age, 60) - 22);
  const int years = retired ? worked : static_cast<int>(random.Below(std::uint64_t(worked) + 1));
  made.wage = {random.Between(retired ? 220'000 : 380'000, retired ? 720'000 : 1'800'000)};

  service::Coverage coverage;
  coverage.scheme = "employee";
  coverage.category = retired ? "retired" : "active";
  coverage.employer = employer.employer.code;
  coverage.insured_since = order_.today.PlusDays(-years * 365 - 60);
  coverage.range = {Date(order_.today.year() - 1, 1, 1)};
  made.person.wages.push_back({coverage.employer,
                               order_.today.year(),
                               made.wage,
                               MomentOf(Date(order_.today.year(), 1, 1)),
                               {}});
  coverage.civil_servant = employer.employer.unit_kind == kGovernment;
  if (random.PerMille(3)) coverage.aid = settle::Aid::kLowIncome;
  made.person.account_opening = {made.wage.fen * random.Between(1, retired ? 60 : 30) / 25};

  // Some were residents until they found work during last year.
  if (!retired && random.PerMille(20)) {
    service::Coverage before;
    before.scheme = "resident";
    before.category = "adult";
    before.range = {coverage.range.from, Date(order_.today.year() - 1, 6, 30)};
    coverage.range.from = Date(order_.today.year() - 1, 7, 1);
    made.person.coverage.push_back(before);
  }
  made.person.coverage.push_back(coverage);
  if (!retired && employer.in_arrears) Freeze(made, "单位欠费");
  if (!retired && !employer.in_arrears && random.PerMille(8)) Freeze(made, "暂停缴费");
}

void Maker::Reside(Random& random, DemoPerson& made, int age) const {
  service::Coverage coverage;
  coverage.scheme = "resident";
  coverage.category = "adult";
  if (age < kAdult) coverage.category = "minor";
  if (age >= kAdult && age < 24 && random.PerMille(550)) coverage.category = "student";
  const unsigned poor = age >= 60 ? 60 : 28;
  if (random.PerMille(poor)) coverage.aid = settle::Aid::kLowIncome;
  if (random.PerMille(6)) coverage.aid = settle::Aid::kDestitute;
  // A newborn is insured from birth.
  coverage.range = {std::max(Date(order_.today.year() - 1, 1, 1), made.person.birth)};
  coverage.insured_since = coverage.range.from;
  if (random.PerMille(5)) {
    // Moved away at the end of last year.
    coverage.range.through = Date(order_.today.year() - 1, 12, 31);
    made.insured = coverage.range.through < coverage.range.from;
    if (made.insured) coverage.range.through = kForever;
  }
  made.person.coverage.push_back(coverage);
  if (made.insured && random.PerMille(4)) Freeze(made, "未缴保费");
}

void Maker::Insure(Random& random, DemoPerson& made, int age) const {
  const int retires = made.person.gender == service::Gender::kFemale ? 55 : 60;
  if (age >= retires && random.PerMille(430)) return Employ(random, made, age, true);
  if (age >= 22 && age < retires && random.PerMille(520)) return Employ(random, made, age, false);
  Reside(random, made, age);
}

DemoPerson Maker::Make(std::size_t index) {
  Random random(order_.seed, Stream::kPeople, index);
  DemoPerson made;
  const bool female = random.PerMille(490);
  made.person.gender = female ? service::Gender::kFemale : service::Gender::kMale;
  made.person.birth = Birth(random);
  made.person.name = Name(random, female);
  made.person.certificate = Number(random, made.person.birth, female);
  Insure(random, made, AgeOn(order_.today, made.person.birth));
  return made;
}

}  // namespace

std::vector<DemoPerson> MakePeople(const PeopleOrder& order,
                                   const std::vector<DemoEmployer>& employers) {
  TC_CHECK(order.count >= 0 && !employers.empty());
  Maker maker(order, employers);
  std::vector<DemoPerson> people;
  people.reserve(static_cast<std::size_t>(order.count));
  for (int i = 0; i < order.count; ++i) people.push_back(maker.Make(people.size()));
  return people;
}

}  // namespace tongchou::batch
