#include "policy/quantity.h"

#include <gtest/gtest.h>

namespace tongchou::policy {
namespace {

struct Good {
  std::string_view text;
  Wanted wanted;
  QuantityKind kind;
  std::int64_t number;
  std::string_view shown;
};

TEST(QuantityTest, ReadsValuesWithTheirUnit) {
  const Good cases[] = {
      {"300 CNY", Wanted::kAmount, QuantityKind::kAmount, 30'000, "300.00 CNY"},
      {"0.01 CNY", Wanted::kAmount, QuantityKind::kAmount, 1, "0.01 CNY"},
      {"10000000000 CNY", Wanted::kAmount, QuantityKind::kAmount, kMaxFen, "10000000000.00 CNY"},
      {"85%", Wanted::kRatio, QuantityKind::kRatio, 850'000, "85%"},
      {"0.2%", Wanted::kRatio, QuantityKind::kRatio, 2'000, "0.2%"},
      {"12.3456%", Wanted::kRatio, QuantityKind::kRatio, 123'456, "12.3456%"},
      {"100%", Wanted::kRatio, QuantityKind::kRatio, 1'000'000, "100%"},
      {"1 point", Wanted::kPoints, QuantityKind::kPoints, 10'000, "1 point"},
      {"2.5 points", Wanted::kPoints, QuantityKind::kPoints, 25'000, "2.5 points"},
      {"10% of average_wage", Wanted::kAmount, QuantityKind::kShareOf, 100'000,
       "10% of average_wage"},
      {"300% of average_wage", Wanted::kLevyLimit, QuantityKind::kShareOf, 3'000'000,
       "3 x average_wage"},
      {"4 x average_wage", Wanted::kAmountOrNone, QuantityKind::kShareOf, 4'000'000,
       "4 x average_wage"},
      {"none", Wanted::kAmountOrNone, QuantityKind::kNone, 0, "none"},
      {"33 diseases", Wanted::kAny, QuantityKind::kCount, 33, "33 diseases"},
      {"wage", Wanted::kLevyBase, QuantityKind::kWord, 0, "wage"},
  };
  for (const Good& good : cases) {
    const QuantityResult result = ParseQuantity(good.text, good.wanted);
    const Quantity* quantity = std::get_if<Quantity>(&result);
    ASSERT_NE(quantity, nullptr) << good.text;
    EXPECT_EQ(quantity->kind, good.kind) << good.text;
    EXPECT_EQ(quantity->number, good.number) << good.text;
    EXPECT_EQ(ToString(*quantity), good.shown) << good.text;
  }
}

TEST(QuantityTest, RefusesEverythingElse) {
  struct Bad {
    std::string_view text;
    Wanted wanted;
    FindingCode code;
  };
  using enum FindingCode;
  const Bad cases[] = {
      {"300", Wanted::kAmount, kE02},
      {"", Wanted::kAmount, kE02},
      {"-300 CNY", Wanted::kAmount, kE02},
      {"300CNY ", Wanted::kAmount, kE02},
      {"3e5 CNY", Wanted::kAmount, kE02},
      {"1.005 CNY", Wanted::kAmount, kE02},
      {"３００ CNY", Wanted::kAmount, kE02},
      {".5 CNY", Wanted::kAmount, kE02},
      {"5. CNY", Wanted::kAmount, kE02},
      {"300 元", Wanted::kAmount, kE02},
      {"0.85", Wanted::kRatio, kE03},
      {"85", Wanted::kRatio, kE03},
      {"85 percent%", Wanted::kRatio, kE03},
      {"-5%", Wanted::kRatio, kE03},
      {"100.0001%", Wanted::kRatio, kE04},
      {"85.00001%", Wanted::kRatio, kE32},
      {"85%", Wanted::kAmount, kE25},
      {"300 CNY", Wanted::kRatio, kE25},
      {"none", Wanted::kAmount, kE25},
      {"10 days", Wanted::kAmount, kE25},
      {"10000000000.01 CNY", Wanted::kAmount, kE28},
      {"123456789012 CNY", Wanted::kAmount, kE02},
      {"2 points", Wanted::kRatio, kE25},
      {"300 CNY", Wanted::kLevyBase, kE25},
  };
  for (const Bad& bad : cases) {
    const QuantityResult result = ParseQuantity(bad.text, bad.wanted);
    const QuantityProblem* problem = std::get_if<QuantityProblem>(&result);
    ASSERT_NE(problem, nullptr) << bad.text;
    EXPECT_EQ(problem->code, bad.code) << bad.text << ": " << problem->what.en;
    EXPECT_FALSE(problem->what.zh.empty());
  }
}

}  // namespace
}  // namespace tongchou::policy
