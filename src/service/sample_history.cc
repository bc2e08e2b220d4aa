#include "service/sample_history.h"

#include <algorithm>
#include <array>

#include "base/random.h"
#include "settle/encounter.h"

namespace tongchou::service {
namespace {

constexpr std::int64_t kFenPerYuan = 100;
constexpr int kOldest = 90;
constexpr std::uint64_t kMostEncounters = 6;
constexpr std::uint64_t kMostDoublings = 7;  // of a stay's costs
constexpr std::int64_t kShortStay = 3, kLongStay = 21;

// 0 .. bound - 1, for sums of money and days.
std::int64_t Below(Random& random, std::size_t bound) {
  return static_cast<std::int64_t>(random.Below(bound));
}

// 2 000 to 8 000 yuan; one stay in three costs double, one in nine four times that, …
std::int64_t CostOfStay(Random& random) {
  std::int64_t yuan = 2'000 + Below(random, 6'000);
  for (std::uint64_t i = 0; i < kMostDoublings && Below(random, 3) == 0; ++i) yuan *= 2;
  return yuan * kFenPerYuan + Below(random, kFenPerYuan);
}

std::int64_t CostOfVisit(Random& random) {
  return (20 + Below(random, 600)) * kFenPerYuan + Below(random, kFenPerYuan);
}

}  // namespace

// Fills the columns, person by person.
class SampleHistory::Maker {
 public:
  Maker(SampleHistory& made, const policy::Epoch& epoch, const SampleOrder& order)
      : made_(made), epoch_(epoch), order_(order) {
    for (std::size_t i = 0; i < epoch.schemes.size(); ++i) {
      const policy::SchemePlan& scheme = epoch.schemes[i];
      if (!scheme.benefits.empty() && !scheme.categories.empty()) schemes_.push_back(i);
    }
  }

  // Nobody, where no scheme settles anything.
  void MakePerson(std::int64_t person) {
    if (schemes_.empty()) return;
    Random random(static_cast<std::uint64_t>(order_.seed), static_cast<std::uint64_t>(person));
    const auto chosen = static_cast<std::size_t>(Below(random, schemes_.size()));
    const std::size_t scheme = schemes_[chosen];
    settle::CaseClass facts;
    facts.category = CategoryOf(scheme, random);
    if (random.PerMille(60)) facts.aid = settle::Aid::kLowIncome;
    if (random.PerMille(10)) facts.aid = settle::Aid::kDestitute;
    facts.civil_servant = random.PerMille(50);
    const auto age = static_cast<std::uint8_t>(Below(random, kOldest));
    const auto years = static_cast<std::uint8_t>(Below(random, age / 2 + 1));
    const std::int64_t days = order_.through.days() - order_.from.days() + 1;
    std::vector<std::int64_t> ends;
    const std::int64_t count = Below(random, kMostEncounters + 1);
    for (std::int64_t i = 0; i < count; ++i) ends.push_back(Below(random, days));
    std::ranges::sort(ends);
    for (const std::int64_t end : ends) {
      made_.age_.push_back(age);
      made_.years_insured_.push_back(years);
      MakeEncounter(scheme, facts, end, random);
    }
    made_.office_.push_back(0);
    EndPerson();
  }

  void EndPerson() {
    made_.first_row_.push_back(made_.case_class_.size());
    made_.first_line_.push_back(made_.lines_.size());
    made_.first_payment_.push_back(0);
  }

 private:
  // Index into the words; those of one scheme stand together.
  std::uint16_t CategoryOf(std::size_t scheme, Random& random) const {
    std::size_t before = 0;
    for (std::size_t i = 0; i < scheme; ++i) before += epoch_.schemes[i].categories.size();
    const auto own = Below(random, epoch_.schemes[scheme].categories.size());
    return static_cast<std::uint16_t>(before + static_cast<std::size_t>(own));
  }

  void MakeEncounter(std::size_t scheme, settle::CaseClass facts, std::int64_t end,
                     Random& random) {
    const auto& benefits = epoch_.schemes[scheme].benefits;
    std::size_t before = 0;
    for (std::size_t i = 0; i < scheme; ++i) before += epoch_.schemes[i].benefits.size();
    const auto chosen = static_cast<std::size_t>(Below(random, benefits.size()));
    const policy::BenefitPlan& benefit = benefits[chosen];
    facts.benefit = static_cast<std::uint16_t>(before + chosen);
    facts.level = static_cast<std::uint8_t>(1 + Below(random, 3));
    facts.by_end = benefit.date_rule == policy::DateRule::kDischarge;
    const std::int64_t cost = benefit.counts_as_stay ? CostOfStay(random) : CostOfVisit(random);
    const std::int64_t second = cost / 5 * Below(random, 3);  // of class B
    const std::int64_t stay =
        benefit.counts_as_stay ? kShortStay + Below(random, kLongStay - kShortStay) : 0;
    const std::int32_t last = order_.from.days() + static_cast<std::int32_t>(end);
    made_.case_class_.push_back(ClassOf(facts));
    made_.settlement_.push_back(static_cast<std::int64_t>(made_.settlement_.size()) + 1);
    made_.end_.push_back(last);
    made_.begin_.push_back(std::max(order_.from.days(), last - static_cast<std::int32_t>(stay)));
    made_.provider_.push_back(facts.level - 1U);
    made_.total_fen_.push_back(cost);
    made_.eligible_fen_.push_back(cost);
    made_.fixed_eligible_fen_.push_back(0);
    made_.line_count_.push_back(second == 0 ? 1 : 2);
    made_.lines_.push_back((cost - second) * 2);
    if (second != 0) made_.lines_.push_back(second * 2 + 1);
  }

  std::uint16_t ClassOf(const settle::CaseClass& wanted) {
    auto& classes = made_.words_.classes;
    const auto found = std::ranges::find(classes, wanted);
    const auto index = static_cast<std::uint16_t>(found - classes.begin());
    if (found == classes.end()) classes.push_back(wanted);
    return index;
  }

  SampleHistory& made_;
  const policy::Epoch& epoch_;
  const SampleOrder& order_;
  std::vector<std::size_t> schemes_;  // those that settle something
};

SampleHistory::SampleHistory(const policy::Epoch& epoch, const SampleOrder& order) {
  for (std::size_t i = 0; i < epoch.schemes.size(); ++i) {
    const policy::SchemePlan& scheme = epoch.schemes[i];
    const auto index = static_cast<std::uint16_t>(i);
    words_.schemes.push_back(scheme.id);
    for (const auto& benefit : scheme.benefits) words_.benefits.push_back({index, benefit.id});
    for (const auto& category : scheme.categories) words_.categories.push_back({index, category});
    for (const auto& fund : scheme.funds) words_.funds.push_back({index, fund.id});
  }
  words_.offices = {""};
  words_.providers = {"1", "2", "3"};
  Maker maker(*this, epoch, order);
  maker.EndPerson();
  for (std::int64_t person = 0; person < order.persons; ++person) maker.MakePerson(person);
  cases_.words = &words_;
  cases_.first_row = first_row_;
  cases_.first_line = first_line_;
  cases_.first_payment = first_payment_;
  cases_.office = office_;
  cases_.settlement = settlement_;
  cases_.begin = begin_;
  cases_.end = end_;
  cases_.case_class = case_class_;
  cases_.age = age_;
  cases_.years_insured = years_insured_;
  cases_.provider = provider_;
  cases_.total_fen = total_fen_;
  cases_.eligible_fen = eligible_fen_;
  cases_.fixed_eligible_fen = fixed_eligible_fen_;
  cases_.line_count = line_count_;
  cases_.lines = lines_;
  cases_.first_day = order.from.days();
  cases_.last_day = order.through.days();
}

}  // namespace tongchou::service
