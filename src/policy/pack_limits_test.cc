// E31: every limit of the engine, one step beyond it, in each kind of table that has it; and that
// the limit itself is allowed.
#include <fmt/format.h>

#include "policy/bad_pack_for_test.h"

namespace tongchou::policy {
namespace {

constexpr std::string_view kScheme = "employee.yaml";
constexpr std::string_view kFirstBands =
    "                0 CNY .. 5000 CNY: 25%\n                5000 CNY .. 10000 CNY: 20%\n"
    "                10000 CNY ..: 15%\n";
constexpr std::string_view kAdvice = "split into another benefit";

bool HasLimitFinding(const PackSource& source) {
  for (const Finding& finding : LoadPack(source).findings) {
    if (finding.code == FindingCode::kE31) return true;
  }
  return false;
}

// `count` bands, each line indented by `indent`.
std::string Bands(int count, std::string_view indent) {
  std::string text;
  for (int i = 0; i + 1 < count; ++i) {
    text += fmt::format("{}{} CNY .. {} CNY: 25%\n", indent, i, i + 1);
  }
  return text + fmt::format("{}{} CNY ..: 25%\n", indent, count - 1);
}

PackSource WithBands(int count) {
  PackSource source = MiniPack();
  Edit(source, kScheme, kFirstBands, Bands(count, std::string(16, ' ')));
  return source;
}

// The first share by category and band.
PackSource WithBandsByCategory(int count) {
  PackSource source = MiniPack();
  Edit(source, kScheme, "axes: [band]", "axes: [category, band]");
  const std::string deep(18, ' ');
  Edit(source, kScheme, kFirstBands,
       fmt::format("                active:\n{}                retired:\n{}", Bands(3, deep),
                   Bands(count, deep)));
  return source;
}

// One more layer, on what the person still bears.
std::string BurdenLayer(int number, std::string_view per) {
  return fmt::format(
      "      more{}:\n"
      "        title: {{zh: 补充, en: more}}\n"
      "        fund: large\n"
      "        axis: burden\n"
      "        per: {}\n"
      "        source: {{document: rules, article: a}}\n"
      "        share: {{payer: fund, values: [{{from: 2020-01-01, value: 1%, source: {{document: "
      "rules, article: a}}}}]}}\n",
      number, per);
}

// The mini pack with `layers` layers in its benefit.
PackSource WithLayers(int layers) {
  PackSource source = MiniPack();
  std::string more;
  for (int i = 2; i < layers; ++i) more += BurdenLayer(i, "stay");
  for (PackFile& file : source.files) {
    if (file.path == "mini/employee.yaml") file.bytes += more;
  }
  return source;
}

// The mini pack, whose benefit has two yearly totals, with benefits of layers per year until the
// scheme has `totals`.
PackSource WithYearlyTotals(int totals) {
  PackSource source = MiniPack();
  std::string more;
  for (int i = 2; i < totals; ++i) {
    if ((i - 2) % 7 == 0) {
      more += fmt::format(
          "  benefit{}:\n    title: {{zh: 待遇, en: benefit}}\n    settled_on: visit\n"
          "    layers:\n",
          i);
    }
    more += BurdenLayer(i, "year");
  }
  for (PackFile& file : source.files) {
    if (file.path == "mini/employee.yaml") file.bytes += more;
  }
  return source;
}

// Adjustments over axes of these many ages and years insured, beside level and category.
PackSource WithClasses(int ages, int years) {
  PackSource source = MiniPack();
  const auto classes = [](int count) {
    std::string text;
    for (int i = 0; i + 1 < count; ++i) text += fmt::format("{}-{}, ", i, i);
    return text + fmt::format("{}+", count - 1);
  };
  Edit(source, kScheme, "  level: [1, 2, 3]\n",
       fmt::format("  level: [1, 2, 3]\n  age: [{}]\n  years_insured: [{}]\n", classes(ages),
                   classes(years)));
  Edit(source, kScheme, "{for: {category: retired}, factor",
       "{for: {category: retired, age: 0-0, years_insured: 0-0}, factor");
  return source;
}

PackSource WithFunds(int count) {
  PackSource source = MiniPack();
  std::string more;
  for (int i = 2; i < count; ++i) more += fmt::format("  fund{}: {{zh: 基金, en: fund}}\n", i);
  Edit(source, kScheme, "axes:\n  level", more + "axes:\n  level");
  return source;
}

TEST(PackLimitsTest, BandsOfAShare) {
  EXPECT_FALSE(HasLimitFinding(WithBands(kMaxBands)));
  ExpectFound(WithBands(kMaxBands + 1),
              {FindingCode::kE31, "0 CNY .. 1 CNY", "more than 12 bands", kAdvice});
}

TEST(PackLimitsTest, BandsOfAShareByCategory) {
  EXPECT_FALSE(HasLimitFinding(WithBandsByCategory(kMaxBands)));
  ExpectFound(WithBandsByCategory(kMaxBands + 1),
              {FindingCode::kE31, "0 CNY .. 1 CNY", "more than 12 bands", kAdvice});
}

TEST(PackLimitsTest, LayersOfABenefit) {
  EXPECT_FALSE(HasLimitFinding(WithLayers(kMaxLayers)));
  ExpectFound(WithLayers(kMaxLayers + 1),
              {FindingCode::kE31, "pooled:", "at most 8 layers", kAdvice});
}

TEST(PackLimitsTest, YearlyTotalsOfAScheme) {
  EXPECT_FALSE(HasLimitFinding(WithYearlyTotals(kMaxTotals)));
  ExpectFound(WithYearlyTotals(kMaxTotals + 1),
              {FindingCode::kE31, "more16", "at most 16 yearly totals", kAdvice});
}

TEST(PackLimitsTest, CombinationsOfAxes) {
  // 3 levels x 2 categories x 104 x 105 = 65520, and the limit is 65536.
  EXPECT_FALSE(HasLimitFinding(WithClasses(104, 105)));
  ExpectFound(WithClasses(105, 105),
              {FindingCode::kE31, "inpatient", "more than 65536 combinations", kAdvice});
}

TEST(PackLimitsTest, FundsOfAScheme) {
  EXPECT_FALSE(HasLimitFinding(WithFunds(255)));
  ExpectFound(WithFunds(256), {FindingCode::kE31, "scheme", "more than 255 funds", kAdvice});
}

}  // namespace
}  // namespace tongchou::policy
