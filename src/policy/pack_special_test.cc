// Errors of special.yaml and of the pre-funding rules, each by one change in a good pack.
#include <algorithm>

#include "policy/bad_pack_for_test.h"

namespace tongchou::policy {
namespace {

using enum FindingCode;

constexpr std::string_view kCadre = R"(scheme: cadre
title: {zh: 离休, en: cadres}
categories:
  cadre: {zh: 离休干部, en: cadre}
funds:
  pooled: {zh: 统筹, en: pooled}
  managed: {zh: 代管, en: managed}
first_self_pay:
  axes: [class]
  values:
    - {from: 2020-01-01, table: {A: 0%, B: 0%}, source: {document: rules, article: a}}
benefits: {}
)";

constexpr std::string_view kSpecial = R"(cadres:
  scheme: cadre
  cost_years:
    values: [{from: 2020-01-01, value: 1 years, source: {document: rules, article: a}}]
  due_days:
    values: [{from: 2020-01-01, value: 1 days, source: {document: rules, article: a}}]
  finance_due:
    values: [{from: 2020-01-01, value: 3 months, source: {document: rules, article: a}}]
  managed_share:
    values: [{from: 2020-01-01, value: 40%, source: {document: rules, article: a}}]
  surplus_share:
    values: [{from: 2020-01-01, value: 50%, source: {document: rules, article: a}}]
offsite_quota:
  scheme: employee
  category: retired
  cost_years:
    values: [{from: 2020-01-01, value: 1 years, source: {document: rules, article: a}}]
  share:
    values: [{from: 2020-01-01, value: 90%, source: {document: rules, article: a}}]
soldiers:
  due_days:
    values: [{from: 2020-01-01, value: 30 days, source: {document: rules, article: a}}]
)";

constexpr std::string_view kPrefund = R"(prefund:
  fixed_years:
    values: [{from: 2020-01-01, value: 10 years, source: {document: rules, article: a}}]
  fixed_rate:
    values: [{from: 2020-01-01, value: 6%, source: {document: rules, article: a}}]
)";

PackSource SpecialPack() {
  PackSource source = MiniPack();
  source.files.push_back({"mini/cadre.yaml", std::string(kCadre)});
  source.files.push_back({"mini/special.yaml", std::string(kSpecial)});
  source.files.push_back({"mini/levy.yaml", std::string(kPrefund)});
  std::ranges::sort(source.files, {}, &PackFile::path);
  return source;
}

constexpr std::string_view kFile = "special.yaml";

constexpr BadPack kBadPacks[] = {
    {"unknown_scheme", kE20, kFile, "  scheme: cadre", "  scheme: cadres", "cadres",
     "there is no scheme `cadres`", "define it"},
    {"fund_missing", kE20, "cadre.yaml", "  managed: {zh: 代管, en: managed}\n", "", "scheme",
     "needs the fund `managed`", "define it"},
    {"unknown_category", kE20, kFile, "category: retired", "category: old", "old",
     "there is no category `old`", "define it"},
    {"bare_share", kE03, kFile, "value: 40%", "value: 0.4", "0.4", "no per cent sign", "`85%`"},
    {"share_of_other_unit", kE25, kFile, "value: 50%", "value: 50 days", "50 days",
     "a ratio such as `85%`", "the unit that is needed"},
    {"no_surplus_share", kE10, kFile,
     "  surplus_share:\n    values: [{from: 2020-01-01, value: 50%, source: {document: rules, "
     "article: a}}]\n",
     "", "scheme", "`surplus_share` is missing", "add `surplus_share`"},
    {"unknown_key", kE10, kFile, "  finance_due:", "  finance_dew:", "finance_dew",
     "unknown key `finance_dew`", "did you mean `finance_due`?"},
    {"month_beyond_the_year", kE01, kFile, "3 months", "13 months", "13 months",
     "it is within 1 .. 12", ""},
    {"without_source", kE12, kFile, "value: 30 days, source: {document: rules, article: a}",
     "value: 30 days", "{from", "neither `source` nor `assumed`", "write source"},
    {"fixed_years_without_rate", kE10, "levy.yaml",
     "  fixed_rate:\n    values: [{from: 2020-01-01, value: 6%, source: {document: rules, "
     "article: a}}]\n",
     "", "fixed_years", "`fixed_rate` is missing", "add `fixed_rate`"},
};

class SpecialFile : public testing::TestWithParam<BadPack> {};

TEST_P(SpecialFile, ErrorsAreFoundWithTheirPlace) {
  PackSource source = SpecialPack();
  Edit(source, GetParam().file, GetParam().from, GetParam().to);
  ExpectFound(source, GetParam().expected());
}

INSTANTIATE_TEST_SUITE_P(All, SpecialFile, testing::ValuesIn(kBadPacks),
                         [](const auto& info) { return std::string(info.param.name); });

TEST(SpecialPackTest, TheRulesAreCompiled) {
  const LoadedPack loaded = LoadPack(SpecialPack());
  for (const Finding& finding : loaded.findings) {
    EXPECT_FALSE(InfoOf(finding.code).is_error) << Render(finding, Language::kBoth);
  }
  ASSERT_EQ(loaded.pack.special.size(), loaded.pack.epochs.size());
  const SpecialRules& rules = loaded.pack.special.front();
  EXPECT_EQ(rules.cadres->scheme, "cadre");
  EXPECT_EQ(rules.cadres->managed_share, Ratio{400'000});
  EXPECT_EQ(rules.cadres->surplus_share, Ratio{500'000});
  EXPECT_EQ(rules.cadres->finance_due_months, 3);
  EXPECT_EQ(rules.quota->share, Ratio{900'000});
  EXPECT_EQ(rules.soldiers->due_days, 30);
  EXPECT_EQ(loaded.pack.prefund.front().life_years, 0);
  EXPECT_EQ(loaded.pack.prefund.front().fixed_years, 10);
}

}  // namespace
}  // namespace tongchou::policy
