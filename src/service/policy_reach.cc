#include "service/policy_reach.h"

#include <fmt/format.h>

#include <filesystem>
#include <map>
#include <set>
#include <string_view>
#include <tuple>
#include <utility>

#include "policy/words.h"
#include "service/policy_coverage.h"
#include "service/region.h"
#include "service/what_if.h"
#include "settle/cell_key.h"
#include "settle/explain.h"

namespace tongchou::service {
namespace {

constexpr std::string_view kBand = "band";
constexpr int kPastDays = 365;
constexpr std::size_t kPersonsBetweenTellings = 500;

struct Edges {
  std::int64_t lower_fen = 0, upper_fen = 0;
  auto operator<=>(const Edges&) const = default;
};

Edges EdgesOf(const policy::LayerCell& cell, std::size_t band) {
  return {band == 0 ? 0 : cell.bands[band - 1].upper_fen, cell.bands[band].upper_fen};
}

// As packs write it, so that pages show both alike.
std::string BandWord(const Edges& edges) {
  const std::string from = ToYuan(Money{edges.lower_fen}) + " CNY ..";
  if (edges.upper_fen == policy::kNoLimit) return from;
  return fmt::format("{} {} CNY", from, ToYuan(Money{edges.upper_fen}));
}

// Where the cases of one set of rules are counted.
class Counter {
 public:
  explicit Counter(const policy::Epoch& epoch) {
    for (const policy::SchemePlan& scheme : epoch.schemes) {
      for (const policy::BenefitPlan& benefit : scheme.benefits) {
        AddClasses(scheme, benefit);
        for (const policy::Layer& layer : benefit.layers) AddBands(scheme, benefit, layer);
      }
    }
  }

  // Counts an encounter in `column`. The scheme and the benefit may be of other rules; what those
  // of this counter do not have is not counted.
  void Add(const policy::SchemePlan& scheme, const policy::BenefitPlan& benefit,
           const settle::Encounter& encounter, std::int32_t stays, const settle::Trace& trace,
           std::int64_t ReachRow::*column) {
    std::set<std::size_t> hit;
    const auto count = [&](const Key& key) {
      if (const auto row = index_.find(key); row != index_.end()) hit.insert(row->second);
    };
    for (const policy::Dimension& dimension : benefit.dimensions) {
      const std::uint32_t member = ClassOf(dimension, trace.facts, encounter, stays);
      const std::string_view axis = policy::AxisOf(dimension.kind);
      count({scheme.id, benefit.id, axis, dimension.values[member], {}});
    }
    const std::uint32_t key = CellKeyOf(benefit, trace.facts, encounter, stays);
    for (std::size_t i = 0; i < trace.band_count; ++i) {
      const settle::BandRecord& record = trace.bands[i];
      const policy::Layer& layer = benefit.layers[record.layer];
      count({scheme.id, benefit.id, kBand, layer.id, EdgesOf(layer.cells[key], record.band)});
    }
    for (const std::size_t row : hit) ++(rows_[row].*column);
  }

  std::vector<ReachRow> Take() { return std::move(rows_); }

 private:
  // Scheme, benefit, axis, member; of a band the layer and its edges. Into the rules.
  using Key =
      std::tuple<std::string_view, std::string_view, std::string_view, std::string_view, Edges>;

  void AddClasses(const policy::SchemePlan& scheme, const policy::BenefitPlan& benefit) {
    for (const policy::Dimension& dimension : benefit.dimensions) {
      const std::string_view axis = policy::AxisOf(dimension.kind);
      for (const std::string& member : dimension.values) {
        Text title = policy::MemberTitle(axis, member);
        const int category = FindCategory(scheme, member);
        if (dimension.kind == policy::DimensionKind::kCategory && category >= 0) {
          title = scheme.category_titles[static_cast<std::size_t>(category)];
        }
        index_.emplace(Key{scheme.id, benefit.id, axis, member, {}}, rows_.size());
        rows_.push_back({{scheme.title, benefit.title},
                         std::string(axis),
                         policy::AxisTitle(axis),
                         member,
                         std::move(title)});
      }
    }
  }

  // Bands of a layer that has any: a share without bands is reached by whoever reaches the layer.
  void AddBands(const policy::SchemePlan& scheme, const policy::BenefitPlan& benefit,
                const policy::Layer& layer) {
    std::set<Edges> bands;
    for (const policy::LayerCell& cell : layer.cells) {
      if (!cell.applies || cell.band_count < 2) continue;
      for (std::size_t i = 0; i < cell.band_count; ++i) bands.insert(EdgesOf(cell, i));
    }
    for (const Edges& edges : bands) {
      const std::string word = BandWord(edges);
      index_.emplace(Key{scheme.id, benefit.id, kBand, layer.id, edges}, rows_.size());
      rows_.push_back({{scheme.title, benefit.title, layer.title},
                       std::string(kBand),
                       policy::AxisTitle(kBand),
                       word,
                       {word, word}});
    }
  }

  std::vector<ReachRow> rows_;
  std::map<Key, std::size_t> index_;
};

using OneEpoch = std::vector<std::unique_ptr<const policy::Epoch>>;

// The rules for all days there are. With `plain`, what is eligible of a fee line is all of it.
OneEpoch Always(const policy::Epoch& epoch, bool plain) {
  policy::Epoch always = epoch;
  always.in_force = {Date(1900, 1, 1), kForever};
  for (policy::SchemePlan& scheme : always.schemes) {
    for (policy::BenefitPlan& benefit : scheme.benefits) {
      if (!plain) continue;
      benefit.class_first_ratio = {};
      benefit.referral_reduction = {};
    }
  }
  OneEpoch epochs;
  epochs.push_back(std::make_unique<const policy::Epoch>(std::move(always)));
  return epochs;
}

// Counts past cases: each replayed, then taken through the steps with what is eligible of it.
class PastCounter {
 public:
  PastCounter(const policy::Epoch& epoch, Counter& counter, PolicyReach& reach)
      : rules_(Always(epoch, false)),
        plain_(Always(epoch, true)),
        counter_(counter),
        reach_(reach) {}

  Status AddAll(const settle::PastCases& cases, const ReachProgress& progress) {
    const settle::PersonReplay replay(cases, rules_);
    for (std::uint64_t person = 0; person < cases.persons(); ++person) {
      if (progress && person % kPersonsBetweenTellings == 0 &&
          !progress(static_cast<std::int64_t>(person),
                    static_cast<std::int64_t>(cases.persons()))) {
        return ErrorCode::kWorkCancelled;
      }
      for (const settle::ReplayedRow& row : replay.Rows(reach_.period, person)) AddRow(row);
    }
    return Done{};
  }

 private:
  void AddRow(const settle::ReplayedRow& row) {
    if (row.refused) {
      ++reach_.refused;
      return;
    }
    ++reach_.encounters;
    const auto scheme = static_cast<std::size_t>(row.scheme - rules_.front()->schemes.data());
    const auto benefit = static_cast<std::size_t>(row.benefit - row.scheme->benefits.data());
    const settle::FeeLine line{.amount = row.eligible};
    settle::Encounter encounter = row.encounter;
    encounter.lines = {&line, 1};
    settle::YearTotals totals = row.totals_before;
    const Result<settle::Trace> trace = TraceOne(plain_.front()->schemes[scheme].benefits[benefit],
                                                 row.facts, encounter, Money{}, totals);
    if (!trace.ok()) return;
    counter_.Add(*row.scheme, *row.benefit, encounter, row.totals_before.stays, *trace,
                 &ReachRow::past);
  }

  const OneEpoch rules_, plain_;
  Counter& counter_;
  PolicyReach& reach_;
};

}  // namespace

Result<PolicyReach> ReachOf(const policy::Pack& pack, const settle::PastCases& cases,
                            const DateRange& period, const ReachProgress& progress) {
  if (pack.epochs.empty()) return Error{ErrorCode::kNoPolicyInForce, {}, pack.id};
  const policy::Epoch& epoch = *pack.epochs.back();
  PolicyReach reach{.on = epoch.in_force.from, .period = period};
  Counter counter(epoch);
  TraceExamples(pack, [&](const SettledWith& with, const settle::Encounter& encounter,
                          const settle::Trace& trace) {
    counter.Add(*with.scheme, *with.benefit, encounter, with.totals_before.stays, trace,
                &ReachRow::examples);
  });
  if (cases.rows() > 0) {
    const Status counted = PastCounter(epoch, counter, reach).AddAll(cases, progress);
    if (!counted.ok()) return counted.error();
  }
  reach.rows = counter.Take();
  return reach;
}

Result<PolicyReach> ReachInRegion(Region& region, const std::string& folder,
                                  const policy::Pack& pack, const ReachProgress& progress) {
  std::error_code ignored;  // when it cannot be made, writing the extract says so
  std::filesystem::create_directories(folder, ignored);
  const auto extract = UpdateExtract(region, ExtractPath(region, folder), {false, progress});
  if (!extract.ok()) return extract.error();
  const Date today = region.today();
  return ReachOf(pack, (*extract)->cases(), {today.PlusDays(1 - kPastDays), today}, progress);
}

}  // namespace tongchou::service
