// Explanation: SettleOne once more, keeping a line for each step: which clause, which dated value,
// which running total, which side was binding, band by band. Asked for only when somebody wants to
// know; the fast path pays nothing.
//
// Pure and thread-safe. The figures it returns equal SettleOne's to the fen, for every case.
#ifndef TONGCHOU_SETTLE_EXPLAIN_H_
#define TONGCHOU_SETTLE_EXPLAIN_H_

#include <string>
#include <vector>

#include "base/result.h"
#include "base/text.h"
#include "settle/encounter.h"

namespace tongchou::settle {

struct BandLine {
  Money from, to;  // edges on the axis; `to` = the amount's end for the last one
  Money amount;    // of this encounter in the band
  Ratio share;
  std::string product;  // exact, before rounding: "48197.832" yuan
};

struct Operand {
  Text name;
  std::string value;  // "650.00", "88%", "2"
};

struct ExplanationLine {
  std::string figure;  // "eligible", "deductible", "fund.pooled", "burden", "account", "cash", …
  std::string step;    // stable id of the step: "pooled.bands"
  Text text;           // one sentence: what was done here and why it came out so
  std::vector<Operand> operands;
  std::vector<BandLine> bands;
  std::string before_rounding;                 // exact yuan; empty when nothing was rounded
  Money amount;                                // the result of this step
  std::optional<policy::CitationId> citation;  // of the value used; its date is Citation::since
  std::string running_total;  // name of the total ("inpatient.pooled"), empty: none
  LayerTotal before, after;   // of that total
  Text binding;               // which side of a min/max won; empty: not a choice
};

struct Explanation {
  Figures figures;
  std::vector<ExplanationLine> lines;
};

// As SettleOne (same arguments, same refusals, same movement of `totals`), with the lines.
Result<Explanation> ExplainOne(const policy::Epoch& epoch, const policy::SchemePlan& scheme,
                               const policy::BenefitPlan& benefit, const PersonFacts& facts,
                               const Encounter& encounter, Money balance, YearTotals& totals);

}  // namespace tongchou::settle

#endif  // TONGCHOU_SETTLE_EXPLAIN_H_
