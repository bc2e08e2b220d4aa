// Every warning: one change in a good pack that stays legal and looks like a slip.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "policy/pack_for_test.h"

namespace tongchou::policy {
namespace {

using testing::HasSubstr;

constexpr std::string_view kScheme = "employee.yaml";

const Finding* Find(const LoadedPack& loaded, FindingCode code) {
  const auto found = std::find_if(loaded.findings.begin(), loaded.findings.end(),
                                  [&](const Finding& finding) { return finding.code == code; });
  return found == loaded.findings.end() ? nullptr : &*found;
}

// The warning must be there, in the scheme file, and the pack must load all the same.
void ExpectWarning(const PackSource& source, FindingCode code, std::string_view what) {
  const LoadedPack loaded = LoadPack(source);
  EXPECT_EQ(loaded.error_count, 0);
  EXPECT_FALSE(loaded.pack.epochs.empty());
  const Finding* found = Find(loaded, code);
  ASSERT_NE(found, nullptr);
  EXPECT_FALSE(InfoOf(code).is_error);
  EXPECT_THAT(found->what.en, HasSubstr(std::string(what)));
}

// Gives the large layer a second value of its cap from 2021 on.
PackSource WithSecondCap(std::string_view from, std::string_view cap) {
  PackSource source = MiniPack();
  const std::string value =
      "- {from: 2020-01-01, value: 70000 CNY, source: {document: rules, article: art. 11}}";
  Edit(source, kScheme, value,
       value + "\n            - {from: " + std::string(from) + ", value: " + std::string(cap) +
           ", source: {document: rules, article: a}}");
  return source;
}

TEST(PackWarningsTest, BigChange) {
  ExpectWarning(WithSecondCap("2021-01-01", "700000 CNY"), FindingCode::kW01,
                "from 70000.00 CNY to 700000.00 CNY");
}

TEST(PackWarningsTest, CapLowered) {
  ExpectWarning(WithSecondCap("2021-01-01", "60000 CNY"), FindingCode::kW04, "lowered from 70000");
}

TEST(PackWarningsTest, ShortEpoch) {
  ExpectWarning(WithSecondCap("2020-01-10", "80000 CNY"), FindingCode::kW05, "only 9 days");
}

PackSource WithLargeShare(std::string_view axis, std::string_view table) {
  PackSource source = MiniPack();
  Edit(source, kScheme,
       "          payer: fund\n          values:\n            - {from: 2020-01-01, value: 80%, "
       "source",
       "          payer: fund\n          axes: [" + std::string(axis) +
           "]\n          values:\n            - {from: 2020-01-01, table: " + std::string(table) +
           ", source");
  return source;
}

TEST(PackWarningsTest, HigherLevelPaidBetter) {
  ExpectWarning(WithLargeShare("level", "{1: 70%, 2: 80%, 3: 60%}"), FindingCode::kW02,
                "level 2 is paid more than level 1");
}

TEST(PackWarningsTest, RetiredPaidLess) {
  ExpectWarning(WithLargeShare("category", "{active: 90%, retired: 80%}"), FindingCode::kW03,
                "retired are paid less");
}

TEST(PackWarningsTest, MemberThatNoExampleHas) {
  ExpectWarning(WithLargeShare("category", "{active: 80%, retired: 90%}"), FindingCode::kW06,
                "no example has category = retired");
}

TEST(PackWarningsTest, PaymentCapBelowDeductible) {
  PackSource source = MiniPack();
  Edit(source, kScheme, "        share:\n          payer: fund\n",
       "        deductible:\n          per: year\n          values:\n            - {from: "
       "2020-01-01, "
       "value: 80000 CNY, source: {document: rules, article: a}}\n        share:\n          payer: "
       "fund\n");
  ExpectWarning(source, FindingCode::kW07, "cap 70000.00 is below deductible 80000.00");
}

TEST(PackWarningsTest, ExampleWithoutExpectation) {
  PackSource source = MiniPack();
  Edit(source, "examples/one.yaml", "expect: {total: 1 CNY}", "expect: {}");
  ExpectWarning(source, FindingCode::kW08, "`expect` is empty");
}

}  // namespace
}  // namespace tongchou::policy
