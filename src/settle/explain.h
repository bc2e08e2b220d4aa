// Explanation: SettleOne once more, keeping what each step did: which clause, which dated value,
// which running total, which side was binding, band by band. Asked for only when somebody wants to
// know; the fast path pays nothing.
//
// Two halves: TraceOne settles and keeps compact records (a microsecond); Render makes sentences of
// them. Both are generated from the very steps that settle, so text and rule cannot drift apart.
// Pure and thread-safe. The figures they return equal SettleOne's to the fen, for every case.
#ifndef TONGCHOU_SETTLE_EXPLAIN_H_
#define TONGCHOU_SETTLE_EXPLAIN_H_

#include <array>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "base/text.h"
#include "settle/encounter.h"
#include "settle/run.h"

namespace tongchou::settle {

// A part of one band that held some of the amount.
struct BandRecord {
  std::uint8_t layer = 0;
  std::uint8_t band = 0;
  std::int64_t from_fen = 0, to_fen = 0;  // on the axis
};

// What the steps did with one encounter. Refers to the plan it was settled with.
struct Trace {
  PersonFacts facts;
  Encounter encounter;  // without the lines, which were split into `splits`
  Money balance;
  std::int32_t stays_before = 0;
  std::int64_t eligible_before_referral_fen = 0;
  std::int64_t account_limit_fen = 0;
  std::vector<FeeLine> lines;
  std::vector<LineSplit> splits;                    // one for each fee line
  std::array<LayerRun, policy::kMaxLayers> layers;  // one for each layer of the benefit
  std::array<BandRecord, policy::kMaxLayers * policy::kMaxBands> bands;
  std::size_t band_count = 0;
  Figures figures;
};

struct BandLine {
  Money from, to;  // edges on the axis; `to` = the amount's end for the last one
  Money amount;    // of this encounter in the band
  Ratio share;
  std::string product;  // exact, before rounding: "48197.832" yuan
};

struct Operand {
  Text name;
  Text value;  // 650.00 in both languages, or a word: 三级, level 3
};

Operand AmountOperand(Text name, Money amount);

struct ExplanationLine {
  std::string figure;  // "eligible", "deductible", "fund.pooled", "burden", "account", "cash", …
  std::string step;    // stable id of the step: "pooled.bands"
  Text text;           // one sentence: what was done here and why it came out so
  std::vector<Operand> operands;
  std::vector<BandLine> bands;
  std::string before_rounding;                 // exact yuan; empty when nothing was rounded
  Money amount;                                // the result of this step
  std::optional<policy::CitationId> citation;  // of the value used; its date is Citation::since
  Text source;                // of the citation: document, article, first day, assumed or not
  std::string running_total;  // name of the total ("inpatient.pooled"), empty: none
  LayerTotal before, after;   // of that total
  Text binding;               // which side of a min/max won; empty: not a choice
};

// Which lines belong to which figure: the line's `figure`. Those of a layer name its fund; the
// first layer's deductible stands a second time under "deductible".
struct Explanation {
  Figures figures;
  std::vector<ExplanationLine> lines;
};

// As SettleOne (same arguments, same refusals, same movement of `totals`), with the records.
Result<Trace> TraceOne(const policy::BenefitPlan& benefit, const PersonFacts& facts,
                       const Encounter& encounter, Money balance, YearTotals& totals);

// The lines of `trace`, in the order of the steps, in both languages. A layer that paid nothing
// says why. `epoch`, `scheme` and `benefit` are those it was settled with.
Explanation Render(const policy::Epoch& epoch, const policy::SchemePlan& scheme,
                   const policy::BenefitPlan& benefit, const Trace& trace);

// TraceOne and Render: what SettleOne gives, with the lines.
Result<Explanation> ExplainOne(const policy::Epoch& epoch, const policy::SchemePlan& scheme,
                               const policy::BenefitPlan& benefit, const PersonFacts& facts,
                               const Encounter& encounter, Money balance, YearTotals& totals);

}  // namespace tongchou::settle

#endif  // TONGCHOU_SETTLE_EXPLAIN_H_
