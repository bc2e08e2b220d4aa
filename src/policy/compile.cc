#include "policy/compile.h"

#include <algorithm>
#include <map>

#include "policy/parameter_reader.h"
#include "policy/words.h"

namespace tongchou::policy {

namespace {

// Which member of each axis a cell key stands for.
using Assignment = std::map<std::string, std::string>;

constexpr std::uint32_t kMaxCells = 1 << 16;

bool Meets(const Condition& condition, const Assignment& assignment) {
  return std::all_of(condition.begin(), condition.end(), [&](const Clause& clause) {
    const auto member = assignment.find(clause.axis);
    return member != assignment.end() && std::find(clause.members.begin(), clause.members.end(),
                                                   member->second) != clause.members.end();
  });
}

// The cells of `period` that agree with `assignment` on every axis but the bands.
std::vector<const TableCell*> CellsFor(const Parameter& parameter, const Period& period,
                                       const Assignment& assignment) {
  std::vector<const TableCell*> found;
  for (const TableCell& cell : period.cells) {
    bool agrees = cell.at.size() == parameter.axes.size();
    for (std::size_t i = 0; agrees && i < cell.at.size(); ++i) {
      if (parameter.axes[i] == kBandAxis) continue;
      const auto member = assignment.find(parameter.axes[i]);
      agrees = member != assignment.end() && member->second == cell.at[i];
    }
    if (agrees) found.push_back(&cell);
  }
  return found;
}

void CollectAxes(const std::optional<Parameter>& parameter, std::vector<std::string>& names) {
  if (!parameter) return;
  names.insert(names.end(), parameter->axes.begin(), parameter->axes.end());
  for (const Adjustment& adjustment : parameter->adjustments) {
    for (const Clause& clause : adjustment.condition) names.push_back(clause.axis);
  }
}

// Every axis that some value of the benefit depends on, whatever the day.
std::vector<std::string> AxesOf(const BenefitRule& benefit) {
  std::vector<std::string> names;
  for (const LayerRule& layer : benefit.layers) {
    for (const Clause& clause : layer.when) names.push_back(clause.axis);
    for (const auto* parameter : {&layer.deductible, &layer.share, &layer.cap, &layer.flat}) {
      CollectAxes(*parameter, names);
    }
  }
  return names;
}

// Compiles one epoch of one pack.
class EpochCompiler {
 public:
  EpochCompiler(const PackModel& model, DateRange range, Findings& findings)
      : model_(model), day_(range.from), findings_(findings) {
    epoch_.pack = model.id;
    epoch_.area = model.area;
    epoch_.in_force = range;
    epoch_.year_start_month = model.year_start_month;
    epoch_.year_start_day = model.year_start_day;
    // Citation 0: nothing in the pack says anything here.
    Citation none;
    none.since = range.from;
    epoch_.citations.push_back(none);
  }

  Epoch Compile() {
    for (const SchemeRule& scheme : model_.schemes) epoch_.schemes.push_back(CompileScheme(scheme));
    return std::move(epoch_);
  }

 private:
  CitationId Cite(const Source& source, Date since) {
    Citation citation;
    citation.document = source.document;
    for (const Document& document : model_.documents) {
      if (document.id != source.document) continue;
      citation.title = document.title.zh;
      if (!document.number.empty()) citation.title += "（" + document.number + "）";
    }
    citation.article = source.article;
    citation.since = since;
    citation.assumed = source.assumed;
    if (!source.reason.zh.empty()) citation.reason = source.reason.zh + " · " + source.reason.en;
    for (std::size_t i = 0; i < epoch_.citations.size(); ++i) {
      const Citation& other = epoch_.citations[i];
      if (other.document == citation.document && other.article == citation.article &&
          other.since == citation.since && other.assumed == citation.assumed &&
          other.reason == citation.reason) {
        return static_cast<CitationId>(i);
      }
    }
    epoch_.citations.push_back(std::move(citation));
    return static_cast<CitationId>(epoch_.citations.size() - 1);
  }

  CitationId CiteCell(const Period& period, const TableCell& cell) {
    return Cite(cell.source ? *cell.source : period.source, period.range.from);
  }

  // The adjustment of `parameter` that holds here, or nullptr; two at once are a finding.
  const Adjustment* AdjustmentFor(const Parameter& parameter, const Assignment& assignment) {
    const Adjustment* found = nullptr;
    for (const Adjustment& adjustment : parameter.adjustments) {
      if (!adjustment.range.Contains(day_) || !Meets(adjustment.condition, assignment)) continue;
      if (found != nullptr) {
        findings_.Add(
            FindingCode::kE24, adjustment.place,
            {"与第 " + std::to_string(found->place.line) + " 行的调整同时适用",
             "it applies together with the one on line " + std::to_string(found->place.line)});
      }
      found = &adjustment;
    }
    return found;
  }

  // One amount for one cell key, in fen; 0 and citation 0 without a rule.
  std::int64_t AmountFor(const std::optional<Parameter>& parameter, const Assignment& assignment,
                         CitationId* citation, std::int64_t without) {
    if (!parameter) return without;
    const Period* period = PeriodOn(*parameter, day_);
    if (period == nullptr) return without;
    const std::vector<const TableCell*> cells = CellsFor(*parameter, *period, assignment);
    if (cells.empty()) return without;
    *citation = CiteCell(*period, *cells.front());
    const std::optional<std::int64_t> fen =
        ResolveFen(model_, cells.front()->value, day_, cells.front()->place, findings_);
    if (!fen) return without;
    const Adjustment* adjustment = AdjustmentFor(*parameter, assignment);
    if (adjustment == nullptr || *fen == kNoLimit) return *fen;
    *citation = Cite(adjustment->source, std::max(adjustment->range.from, period->range.from));
    if (adjustment->kind != Adjustment::Kind::kFactor) {
      findings_.Add(FindingCode::kE25, adjustment->place,
                    {"金额只能乘以 factor", "an amount is adjusted by a factor only"});
      return *fen;
    }
    const Int128 product = Int128{*fen} * adjustment->millionths;
    if (product % Ratio::kOne != 0) {
      findings_.Add(FindingCode::kE32, adjustment->place,
                    {ToYuan({*fen}) + " 调整后不是整分",
                     ToYuan({*fen}) + " adjusted is no whole number of fen"});
    }
    return static_cast<std::int64_t>(product / Ratio::kOne);
  }

  // The fund's share from the written one: adjusted as it is written, then turned round.
  std::int64_t FundShare(const LayerRule& layer, std::int64_t written, const Adjustment* adjustment,
                         Place place) {
    std::int64_t share = written;
    if (adjustment != nullptr) {
      using Kind = Adjustment::Kind;
      if (adjustment->kind == Kind::kFactor) {
        const std::int64_t product = written * adjustment->millionths;
        if (product % Ratio::kOne != 0) {
          findings_.Add(FindingCode::kE32, adjustment->place,
                        {ToPercent({written}) + " 调整后不能精确到百万分之一",
                         ToPercent({written}) + " adjusted is not exact to a millionth"});
        }
        share = product / Ratio::kOne;
      } else {
        share += adjustment->kind == Kind::kPlus ? adjustment->millionths : -adjustment->millionths;
      }
    }
    if (share < 0 || share > Ratio::kOne) {
      const Place at = adjustment != nullptr ? adjustment->place : place;
      findings_.Add(FindingCode::kE04, at,
                    {ToPercent({written}) + " 调整后超出 0% 到 100%",
                     ToPercent({written}) + " adjusted leaves 0 % to 100 %"});
      share = std::clamp<std::int64_t>(share, 0, Ratio::kOne);
    }
    return layer.payer == Payer::kFund ? share : Ratio::kOne - share;
  }

  void FillBands(const LayerRule& layer, const Assignment& assignment, LayerCell& cell) {
    if (!layer.share) return;
    const Period* period = PeriodOn(*layer.share, day_);
    if (period == nullptr) return;
    const auto& axes = layer.share->axes;
    const auto band_axis = std::find(axes.begin(), axes.end(), kBandAxis);
    const Adjustment* adjustment = AdjustmentFor(*layer.share, assignment);
    for (const TableCell* written : CellsFor(*layer.share, *period, assignment)) {
      if (cell.band_count == kMaxBands) return;  // reported by the reader
      Band& band = cell.bands[cell.band_count++];
      if (band_axis != axes.end()) {
        const std::string& text = written->at[static_cast<std::size_t>(band_axis - axes.begin())];
        band.upper_fen = ParseBand(text).value_or(BandEdges{0, kNoLimit}).upper_fen;
      }
      band.share_millionths = FundShare(layer, written->value.number, adjustment, written->place);
      band.citation =
          adjustment == nullptr
              ? CiteCell(*period, *written)
              : Cite(adjustment->source, std::max(adjustment->range.from, period->range.from));
    }
  }

  void CheckCap(const LayerRule& layer, const LayerCell& cell) {
    if (cell.cap_fen >= cell.deductible_fen) return;
    const Text what{
        "封顶 " + ToYuan({cell.cap_fen}) + " 低于起付线 " + ToYuan({cell.deductible_fen}),
        "cap " + ToYuan({cell.cap_fen}) + " is below deductible " + ToYuan({cell.deductible_fen})};
    const bool expense = layer.cap_on == CapOn::kExpense;
    findings_.Add(expense ? FindingCode::kE29 : FindingCode::kW07, layer.cap->place, what);
  }

  LayerCell CompileCell(const LayerRule& layer, const Assignment& assignment) {
    LayerCell cell;
    cell.applies = layer.in_force.Contains(day_) && Meets(layer.when, assignment);
    if (!cell.applies) return cell;
    cell.deductible_fen = AmountFor(layer.deductible, assignment, &cell.deductible_citation, 0);
    cell.cap_fen = AmountFor(layer.cap, assignment, &cell.cap_citation, kNoLimit);
    cell.flat_fen = AmountFor(layer.flat, assignment, &cell.flat_citation, 0);
    FillBands(layer, assignment, cell);
    CheckCap(layer, cell);
    return cell;
  }

  Assignment AssignmentOf(const BenefitPlan& plan, std::uint32_t key) const {
    Assignment assignment;
    for (const Dimension& dimension : plan.dimensions) {
      const std::uint32_t index = key / dimension.stride % dimension.size;
      assignment[std::string(AxisOf(dimension.kind))] = dimension.values[index];
    }
    return assignment;
  }

  void BuildDimensions(const SchemeRule& scheme, const BenefitRule& benefit, BenefitPlan& plan) {
    const std::vector<std::string> used = AxesOf(benefit);
    for (const DimensionWord& word : kDimensionWords) {
      if (std::find(used.begin(), used.end(), word.axis) == used.end()) continue;
      const AxisRule* axis = FindAxis(scheme.axes, word.axis);
      if (axis == nullptr || axis->members.empty()) continue;
      Dimension dimension{word.kind, static_cast<std::uint32_t>(axis->members.size()),
                          plan.cell_count, axis->lower_edges, axis->members};
      plan.cell_count *= dimension.size;
      plan.dimensions.push_back(std::move(dimension));
      if (plan.cell_count > kMaxCells) {
        findings_.Add(FindingCode::kE31, benefit.place,
                      {"维度组合多于 65536 个", "more than 65536 combinations of axes"});
        plan.dimensions.clear();
        plan.cell_count = 1;
        return;
      }
    }
  }

  Layer CompileLayer(const SchemeRule& scheme, const LayerRule& rule, const BenefitPlan& plan) {
    Layer layer;
    layer.id = rule.id;
    layer.title = rule.title;
    for (std::size_t i = 0; i < scheme.funds.size(); ++i) {
      if (scheme.funds[i].id == rule.fund) layer.fund = static_cast<std::uint8_t>(i);
    }
    layer.axis = rule.axis;
    layer.span = rule.span;
    layer.deductible_span = rule.deductible_span;
    layer.bands_from = rule.measured_from;
    layer.cap_on = rule.cap_on;
    layer.cap_span = rule.cap_span;
    layer.is_flat = rule.flat.has_value();
    layer.total_slot = rule.total_slot;
    layer.citation = Cite(rule.source, std::max(rule.in_force.from, model_.in_force.from));
    layer.cells.reserve(plan.cell_count);
    for (std::uint32_t key = 0; key < plan.cell_count; ++key) {
      layer.cells.push_back(CompileCell(rule, AssignmentOf(plan, key)));
    }
    return layer;
  }

  static void AppendSteps(const Layer& layer, std::uint8_t index, std::vector<Step>& steps) {
    steps.push_back({Op::kTakeAxis, index});
    if (!layer.is_flat) steps.push_back({Op::kDeduct, index});
    if (layer.cap_on == CapOn::kExpense) steps.push_back({Op::kCapExpense, index});
    steps.push_back({layer.is_flat ? Op::kPayFlat : Op::kPayBands, index});
    if (layer.cap_on == CapOn::kPayment) steps.push_back({Op::kCapPayment, index});
    steps.push_back({Op::kAddToFund, index});
  }

  // The ratio and its citation for one member of a table with one axis.
  void FillRatio(const std::optional<Parameter>& parameter, const std::string& axis,
                 const std::string& member, Ratio* ratio, CitationId* citation) {
    if (!parameter) return;
    const Period* period = PeriodOn(*parameter, day_);
    if (period == nullptr) return;
    const std::vector<const TableCell*> cells = CellsFor(*parameter, *period, {{axis, member}});
    if (cells.empty()) return;
    *ratio = {cells.front()->value.number};
    *citation = CiteCell(*period, *cells.front());
  }

  void FillAccount(BenefitPlan& plan) {
    const Period* period = model_.account ? PeriodOn(*model_.account, day_) : nullptr;
    if (period == nullptr || period->cells.empty()) return;
    plan.account_pays = static_cast<AccountPays>(period->cells.front().value.number);
    plan.account_citation = CiteCell(*period, period->cells.front());
  }

  BenefitPlan CompileBenefit(const SchemeRule& scheme, const BenefitRule& benefit) {
    BenefitPlan plan;
    plan.id = benefit.id;
    plan.title = benefit.title;
    plan.date_rule = benefit.date_rule;
    plan.counts_as_stay = benefit.counts_as_stay;
    BuildDimensions(scheme, benefit, plan);
    static const std::string kClasses[] = {"A", "B"};
    for (std::size_t i = 0; i < 2; ++i) {
      FillRatio(scheme.first_self_pay, "class", kClasses[i], &plan.class_first_ratio[i],
                &plan.class_citation[i]);
    }
    static const std::string kReferrals[] = {"none", "referred", "unreferred"};
    for (std::size_t i = 0; i < 3; ++i) {
      FillRatio(benefit.referral, "referral", kReferrals[i], &plan.referral_reduction[i],
                &plan.referral_citation[i]);
    }
    FillAccount(plan);
    plan.steps = {{Op::kSplitScope, 0}, {Op::kReduceReferral, 0}};
    for (const LayerRule& layer : benefit.layers) {
      plan.layers.push_back(CompileLayer(scheme, layer, plan));
      AppendSteps(plan.layers.back(), static_cast<std::uint8_t>(plan.layers.size() - 1),
                  plan.steps);
    }
    plan.steps.push_back({Op::kPayAccount, 0});
    plan.steps.push_back({Op::kPayCash, 0});
    return plan;
  }

  SchemePlan CompileScheme(const SchemeRule& scheme) {
    SchemePlan plan;
    plan.id = scheme.id;
    plan.title = scheme.title;
    for (const Named& category : scheme.categories) {
      plan.categories.push_back(category.id);
      plan.category_titles.push_back(category.title);
    }
    for (const Named& fund : scheme.funds) plan.funds.push_back({fund.id, fund.title});
    plan.total_names = scheme.total_names;
    for (const BenefitRule& benefit : scheme.benefits) {
      plan.benefits.push_back(CompileBenefit(scheme, benefit));
    }
    return plan;
  }

  const PackModel& model_;
  Date day_;
  Findings& findings_;
  Epoch epoch_;
};

}  // namespace

Compiled CompilePack(const PackModel& model, const std::string& digest, Findings& findings) {
  Compiled compiled;
  for (const DateRange range : EpochRanges(model)) {
    Epoch epoch = EpochCompiler(model, range, findings).Compile();
    epoch.pack_digest = digest;
    compiled.epochs.push_back(std::make_unique<const Epoch>(std::move(epoch)));
    CompileLevy(model, range, compiled, findings);
    CompileFixed(model, range, compiled, findings);
    CompileAccounts(model, range, compiled, findings);
    CompileSpecial(model, range, compiled, findings);
  }
  return compiled;
}

}  // namespace tongchou::policy
