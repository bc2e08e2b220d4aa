#include "service/sample_history.h"

#include <algorithm>
#include <array>

#include "settle/encounter.h"

namespace tongchou::service {
namespace {

constexpr std::int64_t kFenPerYuan = 100;
constexpr int kOldest = 90;
constexpr std::uint64_t kMostEncounters = 6;
constexpr std::uint64_t kMostDoublings = 7;  // of a stay's costs
constexpr std::int64_t kShortStay = 3, kLongStay = 21;

// SplitMix64: the next number of a stream. Whole numbers only, so every machine makes the same.
class Stream {
 public:
  explicit Stream(std::uint64_t seed) : state_(seed) {}

  // 0 .. bound - 1. The bias is far below what a made case could show.
  std::int64_t Below(std::uint64_t bound) { return static_cast<std::int64_t>(Next() % bound); }
  bool PerMille(std::uint64_t parts) { return Next() % 1000 < parts; }

 private:
  std::uint64_t Next() {
    state_ += 0x9E3779B97F4A7C15U;
    std::uint64_t z = state_;
    z = (z ^ (z >> 30U)) * 0xBF58476D1CE4E5B9U;
    z = (z ^ (z >> 27U)) * 0x94D049BB133111EBU;
    return z ^ (z >> 31U);
  }

  std::uint64_t state_;
};

// 2 000 to 8 000 yuan; one stay in three costs double, one in nine four times that, …
std::int64_t CostOfStay(Stream& stream) {
  std::int64_t yuan = 2'000 + stream.Below(6'000);
  for (std::uint64_t i = 0; i < kMostDoublings && stream.Below(3) == 0; ++i) yuan *= 2;
  return yuan * kFenPerYuan + stream.Below(kFenPerYuan);
}

std::int64_t CostOfVisit(Stream& stream) {
  return (20 + stream.Below(600)) * kFenPerYuan + stream.Below(kFenPerYuan);
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
    Stream stream(static_cast<std::uint64_t>(order_.seed) * 0x100000001B3U +
                  static_cast<std::uint64_t>(person));
    const auto chosen = static_cast<std::size_t>(stream.Below(schemes_.size()));
    const std::size_t scheme = schemes_[chosen];
    settle::CaseClass facts;
    facts.category = CategoryOf(scheme, stream);
    if (stream.PerMille(60)) facts.aid = settle::Aid::kLowIncome;
    if (stream.PerMille(10)) facts.aid = settle::Aid::kDestitute;
    facts.civil_servant = stream.PerMille(50);
    const auto age = static_cast<std::uint8_t>(stream.Below(kOldest));
    const auto years = static_cast<std::uint8_t>(stream.Below(age / 2 + 1));
    const std::int64_t days = order_.through.days() - order_.from.days() + 1;
    std::vector<std::int64_t> ends;
    const std::int64_t count = stream.Below(kMostEncounters + 1);
    for (std::int64_t i = 0; i < count; ++i) ends.push_back(stream.Below(days));
    std::ranges::sort(ends);
    for (const std::int64_t end : ends) {
      made_.age_.push_back(age);
      made_.years_insured_.push_back(years);
      MakeEncounter(scheme, facts, end, stream);
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
  std::uint16_t CategoryOf(std::size_t scheme, Stream& stream) const {
    std::size_t before = 0;
    for (std::size_t i = 0; i < scheme; ++i) before += epoch_.schemes[i].categories.size();
    const auto own = stream.Below(epoch_.schemes[scheme].categories.size());
    return static_cast<std::uint16_t>(before + static_cast<std::size_t>(own));
  }

  void MakeEncounter(std::size_t scheme, settle::CaseClass facts, std::int64_t end,
                     Stream& stream) {
    const auto& benefits = epoch_.schemes[scheme].benefits;
    std::size_t before = 0;
    for (std::size_t i = 0; i < scheme; ++i) before += epoch_.schemes[i].benefits.size();
    const auto chosen = static_cast<std::size_t>(stream.Below(benefits.size()));
    const policy::BenefitPlan& benefit = benefits[chosen];
    facts.benefit = static_cast<std::uint16_t>(before + chosen);
    facts.level = static_cast<std::uint8_t>(1 + stream.Below(3));
    facts.by_end = benefit.date_rule == policy::DateRule::kDischarge;
    const std::int64_t cost = benefit.counts_as_stay ? CostOfStay(stream) : CostOfVisit(stream);
    const std::int64_t second = cost / 5 * stream.Below(3);  // of class B
    const std::int64_t stay =
        benefit.counts_as_stay ? kShortStay + stream.Below(kLongStay - kShortStay) : 0;
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
