#include "service/crossing_pairs.h"

#include <array>
#include <map>
#include <utility>

#include "store/store.h"

namespace tongchou::service {
namespace {

using store::CrossingRow;
using store::CrossingSide;

struct StateRow {
  std::string_view code;
  Text title;
};

const StateRow& RowOf(PairState state) {
  static const std::array<StateRow, 4> kStates = {{
      {"matched", {"一致", "both sides agree"}},
      {"unfinished", {"就医地尚未入账", "not booked yet where the person was treated"}},
      {"unfounded", {"参保地没有这笔结算", "unknown where the person is insured"}},
      {"differs", {"两地金额不一致", "the figures of the two sides differ"}},
  }};
  return kStates.at(static_cast<std::size_t>(state));
}

Result<std::vector<CrossingRow>> SideOf(Region& region, CrossingSide side, const Region& other,
                                        Date from, Date through) {
  Result<std::unique_ptr<store::Reader>> reader = region.store().Read(region.area_number());
  if (!reader.ok()) return reader.error();
  return (*reader)->Crossings({side, other.area_number(), from, through});
}

void Describe(const CrossingRow& row, PairItem& item) {
  item.outbox = row.outbox;
  item.settlement = row.figures.settlement;
  item.provider = row.key.provider;
  item.day = row.figures.day;
  item.scheme = row.figures.scheme;
}

bool SameFigures(const CrossingRow& left, const CrossingRow& right) {
  const store::CrossingFigures &a = left.figures, &b = right.figures;
  return a.settlement == b.settlement && a.day == b.day && a.scheme == b.scheme &&
         a.total == b.total && a.funds == b.funds && a.account == b.account &&
         left.key == right.key;
}

}  // namespace

std::string_view PairStateCode(PairState state) { return RowOf(state).code; }

const Text& PairStateTitle(PairState state) { return RowOf(state).title; }

Result<std::vector<PairItem>> PairItems(Region& insured, Region& treated, Date from, Date through) {
  // Treatment first: what it has booked, the area of insurance had before.
  const Result<std::vector<CrossingRow>> claims =
      SideOf(treated, CrossingSide::kTreated, insured, from, through);
  if (!claims.ok()) return claims.error();
  const Result<std::vector<CrossingRow>> debts =
      SideOf(insured, CrossingSide::kInsured, treated, from, through);
  if (!debts.ok()) return debts.error();
  std::map<std::int64_t, std::pair<const CrossingRow*, const CrossingRow*>> by_number;
  for (const CrossingRow& row : *claims) by_number[row.outbox].first = &row;
  for (const CrossingRow& row : *debts) by_number[row.outbox].second = &row;
  std::vector<PairItem> items;
  for (const auto& [number, sides] : by_number) {
    const auto [claim, debt] = sides;
    PairItem& item = items.emplace_back();
    Describe(debt != nullptr ? *debt : *claim, item);
    if (claim != nullptr) item.claimed = claim->figures.due();
    if (debt != nullptr) {
      item.owed = debt->figures.due();
      item.payments = debt->figures.payments;
    }
    item.state = claim == nullptr             ? PairState::kUnfinished
                 : debt == nullptr            ? PairState::kUnfounded
                 : SameFigures(*claim, *debt) ? PairState::kMatched
                                              : PairState::kDiffers;
  }
  return items;
}

}  // namespace tongchou::service
