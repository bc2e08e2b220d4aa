#include "settle/cell_key.h"

#include <algorithm>

namespace tongchou::settle {

namespace {

using policy::Dimension;
using policy::DimensionKind;

// The last class whose lower edge is not above `value`; below the first edge counts as the first.
int ClassByEdges(const Dimension& dimension, int value) {
  const auto& edges = dimension.lower_edges;
  const auto above = std::upper_bound(edges.begin(), edges.end(), value);
  return std::max(0, static_cast<int>(above - edges.begin()) - 1);
}

int RawClassOf(const Dimension& dimension, const PersonFacts& facts, const Encounter& encounter,
               std::int32_t stays_before) {
  switch (dimension.kind) {
    case DimensionKind::kLevel:
      return encounter.level - 1;
    case DimensionKind::kCategory:
      return facts.category;
    case DimensionKind::kAid:
      return static_cast<int>(facts.aid);
    case DimensionKind::kCivilServant:
      return facts.civil_servant ? 1 : 0;
    case DimensionKind::kStay:
      return std::min(stays_before, static_cast<std::int32_t>(dimension.size) - 1);
    case DimensionKind::kAge:
      return ClassByEdges(dimension, facts.age);
    case DimensionKind::kYearsInsured:
      return ClassByEdges(dimension, facts.years_insured);
    case DimensionKind::kReferral:
      return static_cast<int>(encounter.referral);
  }
  return 0;
}

}  // namespace

std::uint32_t ClassOf(const Dimension& dimension, const PersonFacts& facts,
                      const Encounter& encounter, std::int32_t stays_before) {
  const int index = RawClassOf(dimension, facts, encounter, stays_before);
  TC_CHECK(index >= 0 && index < static_cast<int>(dimension.size));
  return static_cast<std::uint32_t>(index);
}

std::uint32_t CellKeyOf(const policy::BenefitPlan& benefit, const PersonFacts& facts,
                        const Encounter& encounter, std::int32_t stays_before) {
  std::uint32_t key = 0;
  for (const Dimension& dimension : benefit.dimensions) {
    key += ClassOf(dimension, facts, encounter, stays_before) * dimension.stride;
  }
  TC_CHECK(key < benefit.cell_count);
  return key;
}

}  // namespace tongchou::settle
