// Settlements across areas: whose rules and whose money, what both books say, what a repeat, an
// undoing and a refusal do.
#include "app/crossing_testing.h"
#include "service/register.h"
#include "service/settlements.h"

namespace tongchou::app {
namespace {

// Demo City pays (1000 - 200) x 50 % at level 3; Demo County would pay (1000 - 300) x 40 %.
constexpr std::int64_t kFee = 100'000;
constexpr Money kCityPays{40'000};

TEST_F(CrossingTest, TheAreaOfInsuranceSettlesAndPaysAndTheOtherOneClaims) {
  const std::string& person = Person(kCity, 0);
  const service::VisitRef visit = Visit(kCity, kCounty, person, kFee);
  const service::RequestKey key = Key(kCounty, "2207");
  const auto settled = Settle(kCity, kCounty, key, visit);
  ASSERT_TRUE(settled.ok()) << settled.error().English();
  EXPECT_EQ(settled->answer.substr(0, 6), "990100");
  EXPECT_EQ(BalanceOf(kCity, "employee.pooled.benefits"), kCityPays);
  EXPECT_EQ(BalanceOf(kCity, "employee.pooled.due_to:990200"), kCityPays);
  EXPECT_EQ(BalanceOf(kCity, "employee.pooled.payable"), Money{});
  EXPECT_EQ(BalanceOf(kCounty, "clearing.990100.due_from"), kCityPays);
  EXPECT_EQ(BalanceOf(kCounty, "clearing.990100.payable"), kCityPays);
  EXPECT_EQ(BalanceOf(kCounty, "employee.pooled.benefits"), Money{});
  const store::CrossingRow row = Crossing(kCounty, key);
  EXPECT_EQ(row.state, store::CrossingState::kAnswered);
  EXPECT_EQ(row.figures.settlement, settled->answer);
  EXPECT_EQ(row.figures.total, Money{kFee});
  EXPECT_TRUE(row.request.empty());
  ExpectClean();
}

TEST_F(CrossingTest, ThePersonalAccountPaysThroughTheClearingToo) {
  const std::string& person = Person(kCity, 0);
  const service::VisitRef visit = Visit(kCity, kCounty, person, kFee);
  ASSERT_TRUE(Settle(kCity, kCounty, Key(kCounty, "2207"), visit, /*use_account=*/true).ok());
  EXPECT_EQ(AccountOf(kCity, person), Money{40'000});
  EXPECT_EQ(BalanceOf(kCity, "employee.account.due_to:990200"), Money{60'000});
  EXPECT_EQ(BalanceOf(kCounty, "clearing.990100.due_from"), Money{100'000});
  ExpectClean();
}

TEST_F(CrossingTest, ARepeatIsAnsweredAndAnotherRequestUnderItsNumberIsNot) {
  const service::VisitRef visit = Visit(kCity, kCounty, Person(kCity, 0), kFee);
  service::RequestKey key = Key(kCounty, "2207");
  const auto first = Settle(kCity, kCounty, key, visit);
  const auto again = Settle(kCity, kCounty, key, visit);
  ASSERT_TRUE(first.ok() && again.ok());
  EXPECT_FALSE(first->repeated);
  EXPECT_TRUE(again->repeated);
  EXPECT_EQ(again->answer, first->answer);
  key.body = Sm3("another");
  EXPECT_EQ(Settle(kCity, kCounty, key, visit).error().code, ErrorCode::kMessageIdReused);
  EXPECT_EQ(SettlementsOf(kCity), 1);
  ExpectClean();
}

TEST_F(CrossingTest, AnUndoingTakesBackInBothBooks) {
  const std::string& person = Person(kCity, 0);
  const service::VisitRef visit = Visit(kCity, kCounty, person, kFee);
  const auto settled = Settle(kCity, kCounty, Key(kCounty, "2207"), visit, true);
  ASSERT_TRUE(settled.ok());
  const auto undone = Undo(kCity, kCounty, Key(kCounty, "2208"), settled->answer);
  ASSERT_TRUE(undone.ok()) << undone.error().English();
  EXPECT_NE(undone->answer, settled->answer);
  EXPECT_EQ(AccountOf(kCity, person), Money{100'000});
  for (const char* account : {"employee.pooled.due_to:990200", "employee.account.due_to:990200"}) {
    EXPECT_EQ(BalanceOf(kCity, account), Money{}) << account;
  }
  EXPECT_EQ(BalanceOf(kCounty, "clearing.990100.payable"), Money{});
  const auto twice = Undo(kCity, kCounty, Key(kCounty, "2208"), settled->answer);
  EXPECT_EQ(twice.error().code, ErrorCode::kAlreadyReversed);
  ASSERT_TRUE(Settle(kCity, kCounty, Key(kCounty, "2207"), visit).ok());
  ExpectClean();
}

TEST_F(CrossingTest, ARefusalClosesTheOrderAndItsNumberServesForTheMendedOne) {
  const service::VisitRef visit = Visit(kCity, kCounty, Person(kCity, 0), kFee);
  const service::RequestKey key = Key(kCounty, "2207");
  const auto unknown = Settle(kCity, kCounty, key, {"990100200000000099", ""});
  EXPECT_EQ(unknown.error().code, ErrorCode::kUnknownVisit);
  EXPECT_EQ(Crossing(kCounty, key).state, store::CrossingState::kRefused);
  EXPECT_EQ(Crossing(kCounty, key).refusal, "unknown_visit");
  service::RequestKey mended = key;
  mended.body = Sm3("mended");
  const auto settled = Settle(kCity, kCounty, mended, visit);
  ASSERT_TRUE(settled.ok()) << settled.error().English();
  EXPECT_EQ(Crossing(kCounty, key).state, store::CrossingState::kAnswered);
  ExpectClean();
}

TEST_F(CrossingTest, WhatTwoAreasBookedNoAreaTakesBackAlone) {
  ASSERT_TRUE(
      service::RegisterProviders(
          At(kCity), "test", {{kHospitals[kCounty], "也签约", service::ProviderKind::kHospital, 3}})
          .ok());
  const service::VisitRef visit = Visit(kCity, kCounty, Person(kCity, 0), kFee);
  const auto settled = Settle(kCity, kCounty, Key(kCounty, "2207"), visit);
  ASSERT_TRUE(settled.ok());
  const auto alone =
      service::ReverseSettlement(At(kCity), Key(kCounty, "2208"), {settled->answer, {}, {}}, {});
  EXPECT_EQ(alone.error().code, ErrorCode::kUnknownReference);
}

TEST_F(CrossingTest, AnAreaThatNobodyServesIsRefusedBeforeAnythingIsWritten) {
  const service::RequestKey key = Key(kCounty, "2207");
  EXPECT_EQ(areas_->of(kCounty).Ask(110'000, key, service::SettleOrder()).error().code,
            ErrorCode::kNoNeighbour);
  const auto row = areas_->of(kCounty).Find({key.provider, key.msgid});
  ASSERT_TRUE(row.ok());
  EXPECT_FALSE(row->has_value());
}

// The policy of the area of insurance reduces care elsewhere without a referral.
TEST_F(CrossingTest, AStayElsewhereIsOneWithoutReferral) {
  service::NewVisit order;
  order.psn_no = Person(kCity, 1);
  order.scheme = "employee";
  order.kind = service::VisitKind::kStay;
  order.begin = clock_.Now();
  settle::Referral referral = settle::Referral::kNone;
  ASSERT_TRUE(service::RegisterVisit(At(kCity), GuestKey(kCounty, "2401"), order,
                                     [&](const service::Visit& visit) {
                                       referral = visit.referral;
                                       return visit.mdtrt_id;
                                     })
                  .ok());
  EXPECT_EQ(referral, settle::Referral::kUnreferred);
}

TEST_F(CrossingTest, AMonthIsClearedOnceToTheFenAfterItsEnd) {
  const auto month = service::MonthOf("2026-03");
  ASSERT_TRUE(month.ok());
  const service::VisitRef first = Visit(kCity, kCounty, Person(kCity, 0), kFee);
  const auto settled = Settle(kCity, kCounty, Key(kCounty, "2207"), first, true);
  ASSERT_TRUE(settled.ok());
  const service::VisitRef second = Visit(kCity, kCounty, Person(kCity, 1), 77'777);
  ASSERT_TRUE(Settle(kCity, kCounty, Key(kCounty, "2207"), second, true).ok());
  const auto early = service::PayMonth(At(kCity), At(kCounty), *month, "test");
  EXPECT_EQ(early.error().code, ErrorCode::kClearingNotDue);
  clock_.MoveTo(MomentOf(Date(2026, 4, 2)));
  ASSERT_TRUE(Undo(kCity, kCounty, Key(kCounty, "2208"), settled->answer).ok());

  const auto statement = service::StatementOf(At(kCity), At(kCounty), *month);
  ASSERT_TRUE(statement.ok());
  EXPECT_EQ(statement->items.size(), 2u);
  EXPECT_TRUE(statement->agrees());
  EXPECT_EQ(statement->difference(), Money{});
  const auto paid = service::PayMonth(At(kCity), At(kCounty), *month, "test");
  ASSERT_TRUE(paid.ok()) << paid.error().English();
  EXPECT_TRUE(paid->paid_now && paid->received_now);
  EXPECT_EQ(paid->amount, statement->owed);
  const Money bank = BalanceOf(kCounty, "clearing.990100.bank");
  EXPECT_EQ(bank, statement->claimed);
  const auto again = service::PayMonth(At(kCity), At(kCounty), *month, "test");
  ASSERT_TRUE(again.ok());
  EXPECT_FALSE(again->paid_now || again->received_now);
  EXPECT_EQ(BalanceOf(kCounty, "clearing.990100.bank"), bank);
  // What is left is April's undoing, which the county owes back.
  EXPECT_EQ(BalanceOf(kCounty, "clearing.990100.due_from"), Money{-kFee});
  ExpectClean();
}

}  // namespace
}  // namespace tongchou::app
