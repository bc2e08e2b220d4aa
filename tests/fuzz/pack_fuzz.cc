// Fuzz target of the policy packs: any bytes as the files of one pack. Whatever is read gives
// findings and never a crash; a pack without errors keeps the invariants that the engines rely on.
//
// The input is cut at lines that begin with "=== ": the rest of such a line names the file.
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "policy/load.h"

namespace {

using tongchou::policy::BenefitPlan;
using tongchou::policy::Epoch;
using tongchou::policy::kNoLimit;
using tongchou::policy::LayerCell;
using tongchou::policy::PackSource;

void Expect(bool holds) {
  if (!holds) std::abort();
}

PackSource SourceOf(std::string_view bytes) {
  PackSource source{"fuzz", {}};
  while (!bytes.empty()) {
    const std::size_t end = bytes.find('\n');
    const std::string_view line = bytes.substr(0, end);
    if (line.starts_with("=== ")) {
      source.files.push_back({"fuzz/" + std::string(line.substr(4)), {}});
    } else if (!source.files.empty()) {
      source.files.back().bytes += std::string(line) + "\n";
    }
    if (end == std::string_view::npos) break;
    bytes.remove_prefix(end + 1);
  }
  return source;
}

void CheckCell(const LayerCell& cell, bool is_flat) {
  if (!cell.applies) return;
  Expect(cell.deductible_fen >= 0 && cell.cap_fen >= 0 && cell.flat_fen >= 0);
  if (is_flat) return;
  Expect(cell.band_count > 0);
  std::int64_t lower = 0;
  for (std::uint16_t i = 0; i < cell.band_count; ++i) {
    const auto& band = cell.bands[i];
    Expect(band.upper_fen > lower);
    Expect(band.share_millionths >= 0 && band.share_millionths <= tongchou::Ratio::kOne);
    lower = band.upper_fen;
  }
  Expect(lower == kNoLimit);
}

void CheckBenefit(const BenefitPlan& benefit) {
  std::uint32_t cells = 1;
  for (const auto& dimension : benefit.dimensions) {
    Expect(dimension.size == dimension.values.size() && dimension.stride == cells);
    cells *= dimension.size;
  }
  Expect(cells == benefit.cell_count);
  for (const auto& layer : benefit.layers) {
    Expect(layer.cells.size() == cells);
    for (const LayerCell& cell : layer.cells) CheckCell(cell, layer.is_flat);
  }
}

void CheckEpoch(const Epoch& epoch) {
  Expect(epoch.in_force.from <= epoch.in_force.through);
  for (const auto& scheme : epoch.schemes) {
    for (const BenefitPlan& benefit : scheme.benefits) CheckBenefit(benefit);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const auto loaded = LoadPack(SourceOf(bytes));
  for (const auto& finding : loaded.findings) {
    Expect(!Render(finding, tongchou::policy::Language::kBoth).empty());
  }
  Expect((loaded.error_count > 0) == loaded.pack.epochs.empty());
  for (const auto& epoch : loaded.pack.epochs) CheckEpoch(*epoch);
  return 0;
}
