// What-if: one case of a result explained under two sets of rules, side by side.
#include <algorithm>
#include <utility>

#include "service/desk_work.h"
#include "service/explanation.h"
#include "service/ids.h"
#include "service/policy_shelf.h"
#include "service/sample_history.h"
#include "service/what_if.h"

namespace tongchou::service {
namespace {

// Where a case is in the history that it was computed from.
struct Place {
  std::shared_ptr<const Extract> extract;
  std::shared_ptr<const SampleHistory> sample;
  std::uint64_t person = 0, row = 0;

  const settle::PastCases& past() const { return sample ? sample->cases() : extract->cases(); }
};

// The rules of a variant as they were when it was computed.
Result<PolicyVariant> RulesOf(Region& region, const WhatIfVariant& variant) {
  if (variant.digest.empty()) return PolicyVariant{variant.name, nullptr};
  const std::string day = AsOfDay(variant.name);
  Result<PolicyVariant> same =
      FindVariantAsOf(region, day.empty() ? variant.digest : variant.digest + "@" + day);
  if (same.ok()) return same;
  // A draft is not found by its digest; and it may have been changed since.
  same = FindVariantAsOf(region, variant.name);
  if (same.ok() && same->pack->digest == variant.digest) return same;
  return Error{ErrorCode::kUnknownVersion, {}, variant.digest};
}

Result<Place> HistoryOf(Region& region, const std::string& folder, const WhatIf& result) {
  Place place;
  if (result.source == WhatIfSource::kHistory) {
    auto extract = OpenExtract(ExtractPath(region, folder), region.area_number());
    if (!extract.ok()) return extract.error();
    place.extract = *std::move(extract);
    return place;
  }
  const Result<PolicyVariant> base = RulesOf(region, result.variants.front());
  if (!base.ok()) return base.error();
  const policy::Epoch* epoch = EpochOn(*base->pack, result.from);
  if (epoch == nullptr) return Error{ErrorCode::kNoPolicyInForce, {}, base->pack->id};
  const SampleOrder order{result.sample_persons, result.seed, result.from, result.through};
  place.sample = std::make_shared<const SampleHistory>(*epoch, order);
  return place;
}

Result<Place> FindCase(Region& region, const std::string& folder, const WhatIf& result,
                       std::int64_t settlement) {
  Result<Place> place = HistoryOf(region, folder, result);
  if (!place.ok()) return place;
  const auto& numbers = place->past().settlement;
  const auto found = std::ranges::find(numbers, settlement);
  if (found == numbers.end()) {
    return Error{ErrorCode::kUnknownSettlement,
                 {},
                 IdText(region.area_number(), IdKind::kSettlement, settlement)};
  }
  place->row = static_cast<std::uint64_t>(found - numbers.begin());
  place->person = PersonOfRow(place->past(), place->row);
  return place;
}

// What the counter had of the case beside what the extract keeps.
struct Paper {
  std::vector<settle::FeeLine> lines;
  bool use_account = false;
  Money balance;
  std::string provider;
};

Paper MadePaper(const Place& place) {
  const settle::PastCases& past = place.past();
  std::uint64_t line = past.first_line[place.person];
  for (std::uint64_t row = past.first_row[place.person]; row < place.row; ++row) {
    line += past.line_count[row];
  }
  Paper paper;
  for (std::uint16_t i = 0; i < past.line_count[place.row]; ++i) {
    const settle::PackedLine packed = past.lines[line + i];
    const auto fee_class = packed % 2 == 0 ? settle::FeeClass::kA : settle::FeeClass::kB;
    paper.lines.push_back({Money{packed / 2}, fee_class, {}, {}});
  }
  return paper;
}

Result<Paper> PaperOf(Region& region, const Place& place, std::int64_t settlement) {
  if (place.sample) return MadePaper(place);
  const auto reader = ReadNow(region);
  if (!reader.ok()) return reader.error();
  store::Needs needs;
  needs.settlements.push_back(settlement);
  const auto loaded = (*reader)->Load(needs);
  if (!loaded.ok()) return loaded.error();
  if (loaded->settlements.empty()) {
    return Error{ErrorCode::kUnknownSettlement, {}, std::to_string(settlement)};
  }
  const store::SettlementRow& row = loaded->settlements.front();
  return Paper{row.inputs.lines, row.inputs.use_account, row.inputs.balance_before, row.provider};
}

// The settlement as it was paid: what was stored, explained by what it was settled with.
Result<CaseSide> AsPaid(Region& region, std::int64_t settlement) {
  const auto explained =
      ExplainSettlement(region, IdText(region.area_number(), IdKind::kSettlement, settlement));
  if (!explained.ok()) return explained.error();
  CaseSide side;
  side.variant.name = kAsPaid;
  side.epoch = explained->epoch;
  side.scheme = explained->scheme;
  side.benefit = explained->benefit;
  side.explanation = explained->explanation;
  return side;
}

Result<CaseSide> SideOf(Region& region, const WhatIf& result, const WhatIfVariant& variant,
                        const Place& place, const Paper& paper) {
  if (variant.digest.empty()) return AsPaid(region, place.past().settlement[place.row]);
  CaseSide side;
  Result<PolicyVariant> rules = RulesOf(region, variant);
  if (!rules.ok()) return rules.error();
  side.variant = *std::move(rules);
  const std::vector<settle::ReplayedRow> rows = ReplayPerson(
      place.past(), side.variant.pack->epochs, {result.from, result.through}, place.person);
  const auto row = std::ranges::find(rows, place.row, &settle::ReplayedRow::row);
  if (row == rows.end()) return Error{ErrorCode::kUnknownSettlement, {}, "period"};
  side.refused = row->refused;
  if (side.refused) return side;
  side.epoch = row->epoch;
  side.scheme = row->scheme;
  side.benefit = row->benefit;
  settle::Encounter encounter = row->encounter;
  encounter.lines = paper.lines;
  encounter.use_account = paper.use_account;
  settle::YearTotals totals = row->totals_before;
  auto explanation = ExplainOne(*row->epoch, *row->scheme, *row->benefit, row->facts, encounter,
                                paper.balance, totals);
  if (!explanation.ok()) {
    side.refused = explanation.error().code;
  } else {
    side.explanation = *std::move(explanation);
  }
  return side;
}

bool Differs(const settle::ExplanationLine& before, const settle::ExplanationLine& after) {
  return before.amount != after.amount || before.text != after.text ||
         before.binding != after.binding;
}

}  // namespace

std::vector<LinePair> PairLines(const settle::Explanation& before,
                                const settle::Explanation& after) {
  std::vector<LinePair> pairs;
  std::size_t next = 0;  // of `after`, not paired yet
  const auto add_up_to = [&](std::size_t end) {
    for (; next < end; ++next) pairs.push_back({-1, static_cast<int>(next), true});
  };
  for (std::size_t i = 0; i < before.lines.size(); ++i) {
    const settle::ExplanationLine& line = before.lines[i];
    std::size_t same = next;
    while (same < after.lines.size() &&
           (after.lines[same].step != line.step || after.lines[same].figure != line.figure)) {
      ++same;
    }
    if (same == after.lines.size()) {
      pairs.push_back({static_cast<int>(i), -1, true});
      continue;
    }
    add_up_to(same);
    pairs.push_back(
        {static_cast<int>(i), static_cast<int>(same), Differs(line, after.lines[same])});
    next = same + 1;
  }
  add_up_to(after.lines.size());
  return pairs;
}

Result<ExplainedChange> ExplainChange(Region& region, const std::string& folder,
                                      const WhatIf& result, std::size_t variant,
                                      std::int64_t settlement) {
  if (variant == 0 || variant >= result.variants.size()) {
    return Error{ErrorCode::kBadParameter, {}, "variant"};
  }
  const Result<Place> place = FindCase(region, folder, result, settlement);
  if (!place.ok()) return place.error();
  const Result<Paper> paper = PaperOf(region, *place, settlement);
  if (!paper.ok()) return paper.error();
  Result<CaseSide> before = SideOf(region, result, result.variants.front(), *place, *paper);
  if (!before.ok()) return before.error();
  Result<CaseSide> after = SideOf(region, result, result.variants[variant], *place, *paper);
  if (!after.ok()) return after.error();
  const settle::PastCases& past = place->past();
  ExplainedChange change;
  change.settlement = settlement;
  change.begin = Date::FromDays(past.begin[place->row]);
  change.end = Date::FromDays(past.end[place->row]);
  change.provider = paper->provider;
  change.level = past.words->classes[past.case_class[place->row]].level;
  change.before = *std::move(before);
  change.after = *std::move(after);
  change.lines = PairLines(change.before.explanation, change.after.explanation);
  return change;
}

}  // namespace tongchou::service
