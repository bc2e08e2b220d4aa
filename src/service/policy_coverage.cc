#include "service/policy_coverage.h"

#include <algorithm>
#include <set>
#include <string>
#include <tuple>

#include "policy/parameter_reader.h"
#include "service/policy_examples.h"
#include "settle/cell_key.h"

namespace tongchou::service {

namespace {

// Scheme, benefit, layer and upper edge of a band.
using Reached = std::set<std::tuple<std::string, std::string, std::string, std::int64_t>>;

Reached ReachedBy(const policy::Pack& pack) {
  Reached reached;
  TraceExamples(pack, [&](const SettledWith& with, const settle::Encounter& encounter,
                          const settle::Trace& trace) {
    const std::uint32_t key =
        settle::CellKeyOf(*with.benefit, with.facts, encounter, with.totals_before.stays);
    for (std::size_t i = 0; i < trace.band_count; ++i) {
      const settle::BandRecord& record = trace.bands[i];
      const policy::Layer& layer = with.benefit->layers[record.layer];
      reached.emplace(with.scheme->id, with.benefit->id, layer.id,
                      layer.cells[key].bands[record.band].upper_fen);
    }
  });
  return reached;
}

// The bands of the last period of `layer`, each once, with the place of its first share.
void CheckLayer(const policy::LayerRule& layer, const std::string& scheme,
                const std::string& benefit, const Reached& reached, policy::Findings& findings) {
  if (!layer.share || layer.share->periods.empty()) return;
  const auto& axes = layer.share->axes;
  const auto axis = std::find(axes.begin(), axes.end(), policy::kBandAxis);
  if (axis == axes.end()) return;
  std::set<std::string> seen;
  for (const policy::TableCell& cell : layer.share->periods.back().cells) {
    const std::string& band = cell.at[static_cast<std::size_t>(axis - axes.begin())];
    const auto edges = policy::ParseBand(band);
    if (!edges || !seen.insert(band).second) continue;
    if (reached.contains({scheme, benefit, layer.id, edges->upper_fen})) continue;
    const std::string where = scheme + "." + benefit + "." + layer.id;
    findings.Add(policy::FindingCode::kW06, cell.place,
                 {where + "：没有示例落在 " + band, where + ": no example reaches " + band});
  }
}

void TraceEncounter(const SettledWith& with, const CaseEncounter& encounter,
                    const TracedExample& visit) {
  const settle::Encounter input{.level = encounter.level,
                                .referral = encounter.referral,
                                .use_account = encounter.use_account,
                                .lines = encounter.lines};
  settle::YearTotals totals = with.totals_before;
  const Result<settle::Trace> trace =
      TraceOne(*with.benefit, with.facts, input, with.balance_before, totals);
  if (trace.ok()) visit(with, input, *trace);
}

}  // namespace

void TraceExamples(const policy::Pack& pack, const TracedExample& visit) {
  for (const policy::Example& example : pack.model->examples) {
    if (example.kind != policy::ExampleKind::kSettle) continue;
    const Result<SettleCase> settle_case = CaseOf(pack, example);
    if (!settle_case.ok()) continue;
    const CaseAnswer answer = RunSettleCase(&pack, *settle_case);
    for (std::size_t i = 0; i < answer.results.size(); ++i) {
      if (const auto& with = answer.results[i].with) {
        TraceEncounter(*with, settle_case->encounters[i], visit);
      }
    }
  }
}

std::vector<policy::Finding> UnreachedBands(const policy::Pack& pack,
                                            const policy::PackSource& source) {
  policy::Findings findings(source.files);
  const Reached reached = ReachedBy(pack);
  for (const policy::SchemeRule& scheme : pack.model->schemes) {
    for (const policy::BenefitRule& benefit : scheme.benefits) {
      for (const policy::LayerRule& layer : benefit.layers) {
        CheckLayer(layer, scheme.id, benefit.id, reached, findings);
      }
    }
  }
  return findings.all();
}

}  // namespace tongchou::service
