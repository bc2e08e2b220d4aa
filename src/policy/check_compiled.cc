// Warnings: values that are legal and look like slips.
#include <algorithm>

#include "policy/checks.h"
#include "policy/parameter_reader.h"

namespace tongchou::policy {

namespace {

constexpr std::int64_t kRatioJump = 200'000;  // twenty percentage points
constexpr int kShortEpochDays = 28;

const TableCell* SameCell(const Period& period, const TableCell& cell) {
  const auto found = std::find_if(period.cells.begin(), period.cells.end(),
                                  [&](const TableCell& other) { return other.at == cell.at; });
  return found == period.cells.end() ? nullptr : &*found;
}

bool IsBigChange(const Quantity& before, const Quantity& after) {
  if (before.kind != after.kind) return false;
  if (before.kind == QuantityKind::kRatio) {
    return std::max(before.number, after.number) - std::min(before.number, after.number) >
           kRatioJump;
  }
  if (before.kind != QuantityKind::kAmount && before.kind != QuantityKind::kShareOf) return false;
  const std::int64_t low = std::min(before.number, after.number);
  const std::int64_t high = std::max(before.number, after.number);
  return low > 0 && high / 2 > low;
}

void CheckChanges(const std::optional<Parameter>& parameter, bool is_cap, Findings& findings) {
  if (!parameter) return;
  for (std::size_t i = 1; i < parameter->periods.size(); ++i) {
    for (const TableCell& cell : parameter->periods[i].cells) {
      const TableCell* before = SameCell(parameter->periods[i - 1], cell);
      if (before == nullptr) continue;
      const std::string from = ToString(before->value);
      const std::string to = ToString(cell.value);
      if (IsBigChange(before->value, cell.value)) {
        findings.Add(FindingCode::kW01, cell.place,
                     {"由 " + from + " 变为 " + to, "from " + from + " to " + to});
      }
      if (is_cap && before->value.kind == cell.value.kind &&
          cell.value.number < before->value.number) {
        findings.Add(FindingCode::kW04, cell.place,
                     {"由 " + from + " 降为 " + to, "lowered from " + from + " to " + to});
      }
    }
  }
}

const Dimension* FindDimension(const BenefitPlan& plan, DimensionKind kind) {
  const auto found =
      std::find_if(plan.dimensions.begin(), plan.dimensions.end(),
                   [&](const Dimension& dimension) { return dimension.kind == kind; });
  return found == plan.dimensions.end() ? nullptr : &*found;
}

// True when some band of `better` is paid more than the same band of `worse`.
bool PaysMore(const LayerCell& better, const LayerCell& worse) {
  if (!better.applies || !worse.applies || better.band_count != worse.band_count) return false;
  for (std::uint16_t i = 0; i < better.band_count; ++i) {
    if (better.bands[i].share_millionths > worse.bands[i].share_millionths) return true;
  }
  return false;
}

// Compares every cell with the one `step` classes further along `dimension`.
bool AnyPaysMore(const Layer& layer, const Dimension& dimension, std::uint32_t low,
                 std::uint32_t high) {
  for (std::uint32_t key = 0; key < layer.cells.size(); ++key) {
    if (key / dimension.stride % dimension.size != low) continue;
    const std::uint32_t other = key + (high - low) * dimension.stride;
    if (PaysMore(layer.cells[other], layer.cells[key])) return true;
  }
  return false;
}

void CheckOrder(const BenefitPlan& plan, const Layer& layer, const LayerRule& rule,
                Findings& findings) {
  if (!rule.share) return;
  if (const Dimension* level = FindDimension(plan, DimensionKind::kLevel)) {
    for (std::uint32_t i = 0; i + 1 < level->size; ++i) {
      if (!AnyPaysMore(layer, *level, i, i + 1)) continue;
      const std::string a = level->values[i + 1];
      const std::string b = level->values[i];
      findings.Add(
          FindingCode::kW02, rule.share->place,
          {a + " 级比例高于 " + b + " 级", "level " + a + " is paid more than level " + b});
    }
  }
  const Dimension* category = FindDimension(plan, DimensionKind::kCategory);
  if (category == nullptr) return;
  const auto index = [&](std::string_view name) {
    const auto& values = category->values;
    return static_cast<std::uint32_t>(std::find(values.begin(), values.end(), name) -
                                      values.begin());
  };
  const std::uint32_t active = index("active");
  const std::uint32_t retired = index("retired");
  if (active >= category->size || retired >= category->size) return;
  // The one that is worse off must not be the retired.
  for (std::uint32_t key = 0; key < layer.cells.size(); ++key) {
    if (key / category->stride % category->size != retired) continue;
    const std::uint32_t other = key - retired * category->stride + active * category->stride;
    if (!PaysMore(layer.cells[other], layer.cells[key])) continue;
    findings.Add(FindingCode::kW03, rule.share->place,
                 {"退休人员比例低于在职", "the retired are paid less than those in service"});
    return;
  }
}

}  // namespace

void CheckCompiled(const PackModel& model, const Compiled& compiled, Findings& findings) {
  for (const auto& epoch : compiled.epochs) {
    const DateRange range = epoch->in_force;
    const int days = range.through.days() - range.from.days() + 1;
    if (days < kShortEpochDays) {
      findings.Add(FindingCode::kW05, {0, 0, 0},
                   {ToString(range.from) + " 至 " + ToString(range.through) + " 只有 " +
                        std::to_string(days) + " 天",
                    ToString(range.from) + " through " + ToString(range.through) + " is only " +
                        std::to_string(days) + " days"});
    }
    for (std::size_t s = 0; s < model.schemes.size(); ++s) {
      for (std::size_t b = 0; b < model.schemes[s].benefits.size(); ++b) {
        const BenefitRule& rule = model.schemes[s].benefits[b];
        const BenefitPlan& plan = epoch->schemes[s].benefits[b];
        for (std::size_t i = 0; i < rule.layers.size(); ++i) {
          CheckOrder(plan, plan.layers[i], rule.layers[i], findings);
        }
      }
    }
  }
  for (const SchemeRule& scheme : model.schemes) {
    for (const BenefitRule& benefit : scheme.benefits) {
      for (const LayerRule& layer : benefit.layers) {
        for (const auto* table : {&layer.deductible, &layer.share, &layer.flat}) {
          CheckChanges(*table, false, findings);
        }
        CheckChanges(layer.cap, true, findings);
      }
    }
  }
  CheckReachedByExamples(model, findings);
}

}  // namespace tongchou::policy
