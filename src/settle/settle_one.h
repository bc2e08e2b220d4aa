// SettleOne: one encounter through the plan of its benefit; the executor of the counter.
//
// Pure: same values in, same values out; no allocation, no clock. Thread-safe.
#ifndef TONGCHOU_SETTLE_SETTLE_ONE_H_
#define TONGCHOU_SETTLE_SETTLE_ONE_H_

#include "base/result.h"
#include "settle/encounter.h"

namespace tongchou::settle {

// Splits one fee line by class, ceiling and first-self-pay ratio (settlement.md 1).
LineSplit SplitLine(const policy::BenefitPlan& benefit, const FeeLine& line);

// Settles `encounter` of a person with `facts`, whose totals of the benefit year are `totals` and
// whose account holds `balance`. Moves `totals` on (a frozen encounter moves none of them); the
// caller takes Figures::account off the balance.
//
// Refusals: kUnknownLevel (level not 1..3), kNoLines, kBadAmount (a negative amount), kBadRatio,
// kAmountOverflow (amounts whose sum passes kMaxFen). A refusal leaves `totals` as it was.
Result<Figures> SettleOne(const policy::BenefitPlan& benefit, const PersonFacts& facts,
                          const Encounter& encounter, Money balance, YearTotals& totals);

}  // namespace tongchou::settle

#endif  // TONGCHOU_SETTLE_SETTLE_ONE_H_
