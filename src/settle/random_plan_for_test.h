// Random benefits, persons and encounters for the property and differential tests: every axis,
// span, cap and band shape of the closed vocabulary, with amounts that hit edges often.
//
// The same seed gives the same sequence. Not thread-safe.
#ifndef TONGCHOU_SETTLE_RANDOM_PLAN_FOR_TEST_H_
#define TONGCHOU_SETTLE_RANDOM_PLAN_FOR_TEST_H_

#include <algorithm>
#include <initializer_list>
#include <random>
#include <string>
#include <vector>

#include "settle/encounter.h"
#include "settle/plan_for_test.h"

namespace tongchou::settle {

class RandomCases {
 public:
  explicit RandomCases(std::uint64_t seed) : engine_(seed) {}

  std::int64_t From(std::int64_t low, std::int64_t high) {
    return std::uniform_int_distribution<std::int64_t>(low, high)(engine_);
  }
  bool OneIn(int n) { return From(1, n) == 1; }

  // An amount up to `high` fen: often small, round or zero.
  std::int64_t Amount(std::int64_t high) {
    switch (From(0, 5)) {
      case 0:
        return 0;
      case 1:
        return From(0, std::min<std::int64_t>(high, 20));
      case 2:
        return From(0, high / 100) * 100;
      default:
        return From(0, high);
    }
  }

  std::int64_t Share() {
    switch (From(0, 5)) {
      case 0:
        return 0;
      case 1:
        return Ratio::kOne;
      case 2:
        return From(0, Ratio::kOne);
      default:
        return From(0, 100) * 10'000;
    }
  }

  policy::LayerCell Cell(bool is_flat, bool capped) {
    BandList bands;
    std::int64_t edge = 0;
    for (std::int64_t i = From(0, 3); i > 0; --i) {
      edge += 1 + Amount(300'000);
      bands.emplace_back(edge, Share());
    }
    bands.emplace_back(policy::kNoLimit, Share());
    policy::LayerCell cell = CellWith(bands, OneIn(3) ? 0 : Amount(100'000));
    cell.applies = !OneIn(8);
    if (capped && !OneIn(8)) cell.cap_fen = Amount(800'000);
    if (is_flat) cell.flat_fen = Amount(200'000);
    return cell;
  }

  policy::Layer Layer(std::size_t index, std::uint32_t cell_count) {
    policy::Layer layer = LayerWith("layer_" + std::to_string(index), {});
    layer.axis = index == 0 ? policy::Axis::kEligible : static_cast<policy::Axis>(From(0, 2));
    layer.is_flat = OneIn(10);
    layer.span = static_cast<policy::Span>(From(0, 1));
    if (layer.span == policy::Span::kYear) {
      layer.deductible_span = static_cast<policy::Span>(From(0, 1));
    }
    layer.bands_from = OneIn(4) ? policy::BandsFrom::kDeductible : policy::BandsFrom::kZero;
    layer.cap_on = layer.is_flat ? policy::CapOn::kNone : static_cast<policy::CapOn>(From(0, 2));
    layer.cap_span = static_cast<policy::Span>(From(0, 1));
    layer.cells.clear();
    for (std::uint32_t i = 0; i < cell_count; ++i) {
      layer.cells.push_back(Cell(layer.is_flat, layer.cap_on != policy::CapOn::kNone));
    }
    return layer;
  }

  policy::BenefitPlan Benefit() {
    policy::BenefitPlan benefit;
    benefit.id = "inpatient";
    benefit.counts_as_stay = !OneIn(4);
    benefit.cell_count = 1;
    using policy::DimensionKind;
    AddDimension(benefit, DimensionKind::kLevel, 3, {});
    AddDimension(benefit, DimensionKind::kCategory, 2, {});
    AddDimension(benefit, DimensionKind::kAid, 3, {});
    AddDimension(benefit, DimensionKind::kCivilServant, 2, {});
    AddDimension(benefit, DimensionKind::kStay, 3, {});
    AddDimension(benefit, DimensionKind::kAge, 3, {0, 13, 60});
    AddDimension(benefit, DimensionKind::kYearsInsured, 2, {0, 10});
    AddDimension(benefit, DimensionKind::kReferral, 3, {});
    const auto layer_count = static_cast<std::size_t>(From(0, 5));
    for (std::size_t i = 0; i < layer_count; ++i) {
      benefit.layers.push_back(Layer(i, benefit.cell_count));
    }
    benefit.class_first_ratio = {Ratio{OneIn(4) ? Share() : 0}, Ratio{Share()}};
    if (OneIn(2)) benefit.referral_reduction = {Ratio{0}, Ratio{100'000}, Ratio{Share()}};
    benefit.account_pays = static_cast<policy::AccountPays>(From(0, 2));
    FinishBenefit(benefit);
    return benefit;
  }

  // One share of the eligible amount, then one of the burden: what the short ways are for.
  policy::BenefitPlan PlainBenefit() {
    policy::BenefitPlan benefit;
    benefit.counts_as_stay = OneIn(2);
    for (const policy::Axis axis : {policy::Axis::kEligible, policy::Axis::kBurden}) {
      const std::int64_t cap = OneIn(3) ? policy::kNoLimit : Amount(1'000'000);
      policy::Layer layer =
          LayerWith("layer_" + std::to_string(benefit.layers.size()),
                    CellWith({{policy::kNoLimit, Share()}}, OneIn(2) ? 0 : Amount(600'000), cap));
      layer.axis = axis;
      layer.span = policy::Span::kYear;
      layer.deductible_span = static_cast<policy::Span>(From(0, 1));
      layer.cap_on = policy::CapOn::kPayment;
      layer.cap_span = static_cast<policy::Span>(From(0, 1));
      benefit.layers.push_back(std::move(layer));
    }
    FinishBenefit(benefit);
    return benefit;
  }

  PersonFacts Facts() {
    return {.category = static_cast<int>(From(0, 1)),
            .age = static_cast<int>(From(0, 90)),
            .years_insured = static_cast<int>(From(0, 30)),
            .aid = static_cast<Aid>(From(0, 2)),
            .civil_servant = OneIn(3),
            .frozen = OneIn(10)};
  }

  std::vector<FeeLine> Lines() {
    std::vector<FeeLine> lines(static_cast<std::size_t>(From(1, 4)));
    for (FeeLine& line : lines) {
      line.amount = Money{Amount(OneIn(20) ? kMaxFen / 8 : 400'000)};
      line.fee_class = static_cast<FeeClass>(OneIn(8) ? 2 : From(0, 1));
      if (OneIn(5)) line.ceiling = Money{Amount(200'000)};
      if (OneIn(5)) line.first_ratio = Ratio{Share()};
    }
    return lines;
  }

  // An encounter over `lines`, which must outlive it.
  Encounter Over(const std::vector<FeeLine>& lines) {
    return {.level = static_cast<int>(From(1, 3)),
            .referral = static_cast<Referral>(From(0, 2)),
            .use_account = OneIn(2),
            .lines = lines};
  }

 private:
  void AddDimension(policy::BenefitPlan& benefit, policy::DimensionKind kind, std::uint32_t size,
                    std::vector<int> lower_edges) {
    if (!OneIn(3)) return;
    benefit.dimensions.push_back({.kind = kind,
                                  .size = size,
                                  .stride = benefit.cell_count,
                                  .lower_edges = std::move(lower_edges),
                                  .values = {}});
    benefit.cell_count *= size;
  }

  std::mt19937_64 engine_;
};

}  // namespace tongchou::settle

#endif  // TONGCHOU_SETTLE_RANDOM_PLAN_FOR_TEST_H_
