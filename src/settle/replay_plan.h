// ReplayPlan: one variant turned inside out for the replay: for each epoch and class of cases what
// applies to them, so that a row needs a few loads and no look-up by name. Internal to this folder.
//
// Refers to the epochs it was made of, which must outlive it. Immutable, thread-safe.
#ifndef TONGCHOU_SETTLE_REPLAY_PLAN_H_
#define TONGCHOU_SETTLE_REPLAY_PLAN_H_

#include <array>
#include <cstdint>
#include <memory>
#include <vector>

#include "settle/batch_plan.h"
#include "settle/replay.h"

namespace tongchou::settle {

// Why a row is refused, in the order of ReplayPlan::kRefusals. The last two are found out later
// than those before: the benefit says which day counts, the category is looked for on that day.
enum class RowRefusal : std::uint8_t { kNone, kNoPolicy, kScheme, kBenefit, kCategory };

inline constexpr std::size_t kRowRefusals = 5;
inline constexpr std::array<ErrorCode, kRowRefusals> kRefusalCodes = {
    ErrorCode{}, ErrorCode::kNoPolicyInForce, ErrorCode::kUnknownScheme, ErrorCode::kUnknownBenefit,
    ErrorCode::kUnknownCategory};

// The funds of a result: those of the cases and those that variants add.
class FundList {
 public:
  explicit FundList(const CaseWords& words) : schemes_(words.schemes), funds_(words.funds) {}

  std::uint16_t IndexOf(const SchemeWord& fund);
  const std::vector<SchemeWord>& funds() const { return funds_; }

 private:
  const std::vector<std::string>& schemes_;
  std::vector<SchemeWord> funds_;
};

// A benefit in one epoch.
struct ReplayBenefit {
  ReplayBenefit(const policy::Epoch& epoch, const policy::SchemePlan& scheme,
                const policy::BenefitPlan& benefit);

  const policy::Epoch* epoch;
  const policy::SchemePlan* scheme;
  const policy::BenefitPlan* benefit;
  BatchPlan plan;
  // What age and years insured add to the cell key.
  std::array<std::uint32_t, 256> age_key{}, years_key{};
  std::int64_t stay_stride = 0,
               last_stay_class = 0;  // also of benefits that are no stay themselves
  std::array<std::uint16_t, policy::kMaxLayers> fund{};  // by layer: index into the result's funds
  std::vector<ShortCell> cells;                          // by cell key
  std::size_t first_total = policy::kMaxTotals;          // slot of the first layer's running totals
};

// A class of cases in one epoch.
struct ReplayRule {
  const ReplayBenefit* benefit = nullptr;  // none: refused
  std::uint32_t key = 0;                   // without age, years insured and stay
  RowRefusal refusal = RowRefusal::kNoPolicy;
  bool frozen = false;
  bool by_end = false;      // which day counts, as known on the last day
  bool same_scope = false;  // fee lines split as they were settled
  std::uint16_t scheme = 0;
  std::uint16_t category = 0;
  Ratio referral_reduction{};
};

struct ReplayPlan {
  // `from_day` and `through_day` hold every day of `cases`.
  ReplayPlan(Epochs epochs, const PastCases& cases, std::int32_t from_day, std::int32_t through_day,
             FundList& funds);

  const ReplayRule& RuleOn(std::int32_t day, std::uint16_t case_class) const {
    return rules[first_rule_of_day[static_cast<std::size_t>(day - first_day)] + case_class];
  }
  std::int32_t YearOn(std::int32_t day) const {
    return year_of_day[static_cast<std::size_t>(day - first_day)];
  }

  std::int32_t first_day = 0;
  std::vector<std::size_t> first_rule_of_day;  // of the epoch, or of those that refuse
  std::vector<std::int16_t> year_of_day;
  std::vector<std::unique_ptr<ReplayBenefit>> benefits;
  std::vector<ReplayRule> rules;  // by epoch, then by class

 private:
  void LimitShortWay();
};

}  // namespace tongchou::settle

#endif  // TONGCHOU_SETTLE_REPLAY_PLAN_H_
