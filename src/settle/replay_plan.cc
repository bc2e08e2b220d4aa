#include "settle/replay_plan.h"

#include <algorithm>
#include <bitset>
#include <map>
#include <string_view>

#include "settle/cell_key.h"

namespace tongchou::settle {

namespace {

using policy::BenefitPlan;
using policy::Dimension;
using policy::DimensionKind;
using policy::Epoch;

// The part of the cell key that this kind of dimension adds.
std::uint32_t KeyPart(const BenefitPlan& benefit, DimensionKind kind, const PersonFacts& facts) {
  for (const Dimension& dimension : benefit.dimensions) {
    if (dimension.kind == kind) return ClassOf(dimension, facts, {}, 0) * dimension.stride;
  }
  return 0;
}

bool IsOfClass(DimensionKind kind) {
  return kind != DimensionKind::kAge && kind != DimensionKind::kYearsInsured &&
         kind != DimensionKind::kStay;
}

// The part that the class of the case decides.
std::uint32_t ClassKey(const BenefitPlan& benefit, const CaseClass& cases, int category) {
  const PersonFacts facts = {
      .category = category, .aid = cases.aid, .civil_servant = cases.civil_servant};
  const Encounter encounter = {.level = cases.level, .referral = cases.referral};
  std::uint32_t key = 0;
  for (const Dimension& dimension : benefit.dimensions) {
    if (IsOfClass(dimension.kind))
      key += ClassOf(dimension, facts, encounter, 0) * dimension.stride;
  }
  return key;
}

// Makes the rules of one epoch, each benefit once.
class EpochRules {
 public:
  EpochRules(const Epoch& epoch, const CaseWords& words, FundList& funds, ReplayPlan& plan)
      : epoch_(epoch), words_(words), funds_(funds), plan_(plan) {}

  ReplayRule RuleOf(const CaseClass& cases) {
    const SchemeWord& word = words_.benefits[cases.benefit];
    ReplayRule rule{.frozen = cases.frozen, .scheme = word.scheme};
    const int scheme_index = policy::FindScheme(epoch_, words_.schemes[word.scheme]);
    if (scheme_index < 0) return Refused(rule, RowRefusal::kScheme);
    const policy::SchemePlan& scheme = epoch_.schemes[static_cast<std::size_t>(scheme_index)];
    const int benefit_index = policy::FindBenefit(scheme, word.id);
    if (benefit_index < 0) return Refused(rule, RowRefusal::kBenefit);
    const BenefitPlan& benefit = scheme.benefits[static_cast<std::size_t>(benefit_index)];
    rule.by_end = benefit.date_rule == policy::DateRule::kDischarge;
    const int category = policy::FindCategory(scheme, words_.categories[cases.category].id);
    if (category < 0) return Refused(rule, RowRefusal::kCategory);
    rule.refusal = RowRefusal::kNone;
    rule.category = static_cast<std::uint16_t>(category);
    rule.key = ClassKey(benefit, cases, category);
    rule.referral_reduction = benefit.referral_reduction[static_cast<std::size_t>(cases.referral)];
    rule.same_scope = cases.scope == ScopeTerms{.known = true,
                                                .class_first_ratio = benefit.class_first_ratio,
                                                .referral_reduction = rule.referral_reduction};
    rule.benefit = BenefitOf(scheme, benefit, word.scheme);
    return rule;
  }

 private:
  static ReplayRule Refused(ReplayRule rule, RowRefusal refusal) {
    rule.refusal = refusal;
    return rule;
  }

  const ReplayBenefit* BenefitOf(const policy::SchemePlan& scheme, const BenefitPlan& benefit,
                                 std::uint16_t scheme_word) {
    const ReplayBenefit*& known = known_[&benefit];
    if (known != nullptr) return known;
    auto made = std::make_unique<ReplayBenefit>(epoch_, scheme, benefit);
    for (std::size_t i = 0; i < benefit.layers.size(); ++i) {
      made->fund[i] = funds_.IndexOf({scheme_word, scheme.funds[benefit.layers[i].fund].id});
    }
    known = made.get();
    plan_.benefits.push_back(std::move(made));
    return known;
  }

  const Epoch& epoch_;
  const CaseWords& words_;
  FundList& funds_;
  ReplayPlan& plan_;
  std::map<const BenefitPlan*, const ReplayBenefit*> known_;
};

}  // namespace

std::uint16_t FundList::IndexOf(const SchemeWord& fund) {
  TC_CHECK(fund.scheme < schemes_.size());
  const auto found = std::find(funds_.begin(), funds_.end(), fund);
  if (found != funds_.end()) return static_cast<std::uint16_t>(found - funds_.begin());
  funds_.push_back(fund);
  return static_cast<std::uint16_t>(funds_.size() - 1);
}

ReplayBenefit::ReplayBenefit(const Epoch& epoch_in, const policy::SchemePlan& scheme_in,
                             const BenefitPlan& benefit_in)
    : epoch(&epoch_in), scheme(&scheme_in), benefit(&benefit_in), plan(benefit_in) {
  for (int i = 0; i < 256; ++i) {
    const auto at = static_cast<std::size_t>(i);
    age_key[at] = KeyPart(benefit_in, DimensionKind::kAge, {.age = i});
    years_key[at] = KeyPart(benefit_in, DimensionKind::kYearsInsured, {.years_insured = i});
  }
  for (const Dimension& dimension : benefit_in.dimensions) {
    if (dimension.kind != DimensionKind::kStay) continue;
    stay_stride = dimension.stride;
    last_stay_class = static_cast<std::int64_t>(dimension.size) - 1;
  }
  for (std::size_t key = 0; key < benefit_in.cell_count; ++key) cells.push_back(plan.cells.At(key));
  const int slot = benefit_in.layers.empty() ? -1 : benefit_in.layers.front().total_slot;
  if (slot >= 0) first_total = static_cast<std::size_t>(slot);
}

ReplayPlan::ReplayPlan(Epochs epochs, const PastCases& cases, std::int32_t from_day,
                       std::int32_t through_day, FundList& funds)
    : first_day(from_day) {
  const std::size_t class_count = cases.words->classes.size();
  for (std::int32_t day = from_day; day <= through_day; ++day) {
    const Date date = Date::FromDays(day);
    const auto in_force = std::find_if(epochs.begin(), epochs.end(), [&](const auto& epoch) {
      return epoch->in_force.Contains(date);
    });
    first_rule_of_day.push_back(static_cast<std::size_t>(in_force - epochs.begin()) * class_count);
    year_of_day.push_back(static_cast<std::int16_t>(
        in_force == epochs.end() ? date.year() : policy::BenefitYearOf(**in_force, date)));
  }
  for (const auto& epoch : epochs) {
    EpochRules maker(*epoch, *cases.words, funds, *this);
    for (const CaseClass& each : cases.words->classes) rules.push_back(maker.RuleOf(each));
  }
  rules.resize(rules.size() + class_count);
  LimitShortWay();
}

// The short way keeps the totals of first layers alone (replay_row.h). It is no way for a scheme in
// which a layer comes first in one version and later in another.
void ReplayPlan::LimitShortWay() {
  struct Slots {
    std::bitset<policy::kMaxTotals> first, later;
  };
  std::map<std::string_view, Slots> schemes;
  for (const auto& each : benefits) {
    Slots& slots = schemes[each->scheme->id];
    for (const policy::Layer& layer : each->benefit->layers) {
      if (layer.total_slot < 0) continue;
      const bool is_first = &layer == &each->benefit->layers.front();
      (is_first ? slots.first : slots.later).set(static_cast<std::size_t>(layer.total_slot));
    }
  }
  for (const auto& each : benefits) {
    const Slots& slots = schemes[each->scheme->id];
    if ((slots.first & slots.later).none()) continue;
    for (ShortCell& cell : each->cells) cell.burden_limit_fen = -1;
  }
}

}  // namespace tongchou::settle
