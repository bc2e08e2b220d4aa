#include "settle/explain.h"

#include <utility>

#include "settle/steps.h"

namespace tongchou::settle {

namespace {

// Keeps what a step leaves in the run when the step is the last that tells something new.
class Recorder {
 public:
  explicit Recorder(Trace& trace) : trace_(trace) {}

  void OnLine(const FeeLine& line, const LineSplit& split) {
    trace_.lines.push_back(line);
    trace_.splits.push_back(split);
  }

  void OnBand(int band, std::int64_t from, std::int64_t to) {
    trace_.bands[trace_.band_count++] = {
        .layer = layer_, .band = static_cast<std::uint8_t>(band), .from_fen = from, .to_fen = to};
  }

  void OnStep(policy::Step step, const Run& run) {
    switch (step.op) {
      case policy::Op::kReduceReferral:
        trace_.eligible_before_referral_fen = run.eligible_before_referral_fen;
        return;
      case policy::Op::kTakeAxis:
        layer_ = step.layer;
        trace_.layers[layer_] = run.layer;
        return;
      case policy::Op::kAddToFund:
        if (run.layer.applies) trace_.layers[layer_] = run.layer;
        return;
      case policy::Op::kPayAccount:
        trace_.account_limit_fen = run.account_limit_fen;
        return;
      default:
        return;
    }
  }

 private:
  Trace& trace_;
  std::uint8_t layer_ = 0;
};

}  // namespace

Operand AmountOperand(Text name, Money amount) {
  const std::string value = ToYuan(amount);
  return {std::move(name), {value, value}};
}

Result<Trace> TraceOne(const policy::BenefitPlan& benefit, const PersonFacts& facts,
                       const Encounter& encounter, Money balance, YearTotals& totals) {
  Result<Trace> result{Trace{}};
  Trace& trace = *result;
  trace.facts = facts;
  trace.encounter = encounter;
  trace.encounter.lines = {};
  trace.balance = balance;
  trace.stays_before = totals.stays;
  trace.lines.reserve(encounter.lines.size());
  trace.splits.reserve(encounter.lines.size());
  Run run{.benefit = benefit,
          .facts = facts,
          .encounter = encounter,
          .balance = balance,
          .totals = totals};
  Recorder recorder(trace);
  const Status settled = Interpret(run, recorder);
  if (!settled.ok()) return settled.error();
  trace.figures = run.figures;
  return result;
}

Result<Explanation> ExplainOne(const policy::Epoch& epoch, const policy::SchemePlan& scheme,
                               const policy::BenefitPlan& benefit, const PersonFacts& facts,
                               const Encounter& encounter, Money balance, YearTotals& totals) {
  const Result<Trace> trace = TraceOne(benefit, facts, encounter, balance, totals);
  if (!trace.ok()) return trace.error();
  return Render(epoch, scheme, benefit, *trace);
}

}  // namespace tongchou::settle
