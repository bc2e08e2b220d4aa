#include "service/member_change.h"

#include <gtest/gtest.h>

namespace tongchou::service {
namespace {

class MemberChangeTest : public testing::Test {
 protected:
  MemberChangeTest() {
    member_.name = person_.name = "张三";
    member_.scheme = "employee";
    member_.category = "active";
    member_.employer = "E1";
    member_.begin = Date(2026, 1, 1);
    member_.wage = Money{500'000};
  }

  // The code of the refusal, or whether anything changed.
  std::string Apply() {
    store::PersonRow changed = person_;
    const auto done = ChangeMember(member_, terms_, changed);
    if (!done.ok()) return std::string(InfoOf(done.error().code).text_code);
    person_ = changed;
    return *done ? "changed" : "same";
  }

  MemberTerms terms_{2026, {}, Date(2026, 3, 20), Moment{5}, 42};
  ImportMember member_;
  store::PersonRow person_;
};

TEST_F(MemberChangeTest, ANewMemberIsCoveredAndMarkedAndTheSameRowChangesNothing) {
  EXPECT_EQ(Apply(), "changed");
  ASSERT_EQ(person_.coverage.size(), 1U);
  EXPECT_EQ(person_.coverage[0].range, (DateRange{Date(2026, 1, 1), kForever}));
  EXPECT_EQ(person_.changed, 42);
  EXPECT_EQ(Apply(), "same");
  member_.begin.reset();
  EXPECT_EQ(Apply(), "same");
}

TEST_F(MemberChangeTest, AnotherCategoryIsANewIntervalAndTheHistoryStays) {
  EXPECT_EQ(Apply(), "changed");
  member_.category = "retired";
  EXPECT_EQ(Apply(), "bad_coverage") << "it cannot begin when the first did";
  member_.begin = Date(2026, 3, 1);
  EXPECT_EQ(Apply(), "changed");
  ASSERT_EQ(person_.coverage.size(), 2U);
  EXPECT_EQ(person_.coverage[0].range.through, Date(2026, 2, 28));
  EXPECT_EQ(person_.coverage[1].category, "retired");
  EXPECT_EQ(person_.coverage[1].insured_since, Date(2026, 1, 1));
}

TEST_F(MemberChangeTest, AFrozenIntervalIsStillTheSame) {
  EXPECT_EQ(Apply(), "changed");
  store::Coverage frozen = person_.coverage[0];
  person_.coverage[0].range.through = Date(2026, 2, 28);
  frozen.range.from = Date(2026, 3, 1);
  frozen.frozen = true;
  person_.coverage.push_back(frozen);
  EXPECT_EQ(Apply(), "same");
}

TEST_F(MemberChangeTest, AnEndEndsTheIntervalOnceAndNeedsOne) {
  member_.begin.reset();
  member_.end = Date(2026, 2, 28);
  EXPECT_EQ(Apply(), "no_coverage");
  member_.begin = Date(2026, 1, 1);
  EXPECT_EQ(Apply(), "changed");
  EXPECT_EQ(person_.coverage[0].range.through, Date(2026, 2, 28));
  EXPECT_EQ(Apply(), "same");
  member_.end = Date(2026, 3, 1);
  EXPECT_EQ(Apply(), "bad_coverage") << "an end is not moved";
}

TEST_F(MemberChangeTest, OthersAreNotTakenOverAndNamesMustAgree) {
  EXPECT_EQ(Apply(), "changed");
  member_.employer = "E2";
  member_.begin = Date(2026, 2, 1);
  EXPECT_EQ(Apply(), "covered_elsewhere");
  member_.name = "李四";
  EXPECT_EQ(Apply(), "person_differs");
}

TEST_F(MemberChangeTest, TheWageOfAYearIsTheLastDeclaredForItOrBefore) {
  EXPECT_EQ(WageOf(person_, "E1", 2026), nullptr);
  EXPECT_EQ(Apply(), "changed");
  member_.wage = Money{600'000};
  EXPECT_EQ(Apply(), "wage_declared");
  terms_.reason = "稽核";
  EXPECT_EQ(Apply(), "changed");
  EXPECT_EQ(WageOf(person_, "E1", 2026)->wage, Money{600'000});
  EXPECT_EQ(WageOf(person_, "E1", 2028)->wage, Money{600'000});
  EXPECT_EQ(WageOf(person_, "E1", 2025)->wage, Money{600'000}) << "a new unit's first wage";
  EXPECT_EQ(WageOf(person_, "E2", 2026), nullptr);
  terms_.year = 2025;
  member_.wage = Money{400'000};
  EXPECT_EQ(Apply(), "changed");
  EXPECT_EQ(WageOf(person_, "E1", 2026)->wage, Money{600'000});
  EXPECT_EQ(WageOf(person_, "E1", 2025)->wage, Money{400'000});
}

}  // namespace
}  // namespace tongchou::service
