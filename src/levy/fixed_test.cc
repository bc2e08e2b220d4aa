#include "levy/fixed.h"

#include <gtest/gtest.h>

#include <random>
#include <set>

namespace tongchou::levy {
namespace {

using policy::FixedGroup;
using policy::FixedRules;

FixedGroup GroupOf(std::string id, std::string identity, Money own, Money civil, Money account) {
  return {std::move(id),
          "adult",
          std::move(identity),
          {own, civil, {39'000}, {12'000}, {}, {}},
          account};
}

FixedRules Rules() {
  FixedRules rules;
  rules.opens_months = 4;
  rules.closes_months = 0;
  rules.others_months = 6;
  rules.groups = {GroupOf("adult", "", {42'000}, {}, {}),
                  GroupOf("veteran", "entitled", {}, {42'000}, {15'000})};
  return rules;
}

constexpr FixedPart kAll[] = {FixedPart::kOwn,    FixedPart::kCivilAffairs, FixedPart::kCentral,
                              FixedPart::kRegion, FixedPart::kCity,         FixedPart::kCounty};

TEST(FixedTest, TheGroupNamedForBothHoldsBeforeTheOneForEverybody) {
  const FixedRules rules = Rules();
  EXPECT_EQ((*FindFixedGroup(rules, "adult", "entitled"))->id, "veteran");
  EXPECT_EQ((*FindFixedGroup(rules, "adult", "low_income"))->id, "adult");
  EXPECT_EQ((*FindFixedGroup(rules, "adult", ""))->id, "adult");
  EXPECT_EQ(FindFixedGroup(rules, "minor", "").error().code, ErrorCode::kUnknownCategory);
  EXPECT_EQ(FixedGroupCalled(rules, "nobody").error().code, ErrorCode::kUnknownCategory);
}

TEST(FixedTest, TheAccountIsTakenOfCivilAffairsPartOrElseOfTheOwn) {
  FixedRules rules = Rules();
  const LevyFigures civil = FixedFigures(rules.groups[1], FixedPart::kCivilAffairs);
  EXPECT_EQ(civil.account, Money{15'000});
  EXPECT_EQ(civil.pooled, Money{27'000});
  EXPECT_EQ(civil.employer, Money{42'000});
  rules.groups[0].account = {5'000};
  const LevyFigures own = FixedFigures(rules.groups[0], FixedPart::kOwn);
  EXPECT_EQ(own.account, Money{5'000});
  EXPECT_EQ(own.person, Money{42'000});
}

TEST(FixedTest, ThePartsSumToTheWholeAndEveryFenGoesSomewhere) {
  std::mt19937_64 random(20261122);
  for (int i = 0; i < 5'000; ++i) {
    FixedGroup group;
    for (Money& part : group.parts) part = {static_cast<std::int64_t>(random() % 100'000)};
    if (random() % 2 == 0) group.parts[1] = {};
    const Money source = PartOf(group, AccountPart(group));
    group.account = {
        static_cast<std::int64_t>(random() % static_cast<std::uint64_t>(source.fen + 1))};
    Money paid, account, pooled;
    for (const FixedPart part : kAll) {
      const LevyFigures figures = FixedFigures(group, part);
      paid += figures.employer + figures.person;
      account += figures.account;
      pooled += figures.pooled;
      EXPECT_GE(figures.pooled, Money{});
    }
    EXPECT_EQ(paid, TotalOf(group));
    EXPECT_EQ(account, group.account);
    EXPECT_EQ(account + pooled, paid);
  }
}

TEST(FixedTest, TheDaysOfTheCollectionAreCountedFromTheYear) {
  FixedRules rules = Rules();
  const Date year(2027, 1, 1);
  EXPECT_EQ(OpensOn(rules, year), Date(2026, 9, 1));
  EXPECT_EQ(DueOn(rules, year, FixedPart::kOwn), Date(2026, 12, 31));
  EXPECT_EQ(DueOn(rules, year, FixedPart::kCounty), Date(2027, 6, 30));
  rules.closes_months = 2;
  EXPECT_EQ(DueOn(rules, year, FixedPart::kOwn), Date(2027, 2, 28));
}

TEST(FixedTest, EveryPartHasAPayerAndRollsAreKeptByWhomPersonsAreCoveredThrough) {
  std::set<FixedPart> parts;
  for (const PayerKind& kind : PayerKinds()) {
    parts.insert(kind.part);
    EXPECT_EQ(FindPayerKind(kind.id), &kind);
  }
  EXPECT_EQ(parts.size(), policy::kFixedParts);
  EXPECT_TRUE(KeepsRoll(*FindPayerKind("village")));
  EXPECT_TRUE(KeepsRoll(*FindPayerKind("civil_affairs")));
  EXPECT_FALSE(KeepsRoll(*FindPayerKind("finance_city")));
  EXPECT_EQ(FindPayerKind("enterprise"), nullptr);
}

}  // namespace
}  // namespace tongchou::levy
