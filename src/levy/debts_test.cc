#include "levy/debts.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>

namespace tongchou::levy {
namespace {

using policy::FeeOrder;
using policy::PartOrder;

const Date kDue(2026, 4, 10);

policy::LevyRules Rules() {
  policy::LevyRules rules;
  rules.late_fee_per_day = Ratio{2'000};
  rules.receipts = policy::ReceiptRules{};
  return rules;
}

Debt DebtOf(int month, std::int32_t number, Parts owed) {
  Debt debt;
  debt.bill = {Date(2026, static_cast<unsigned>(month), 1), number};
  debt.due = Date(2026, static_cast<unsigned>(month) + 1, 10);
  debt.owed = owed;
  return debt;
}

// The debts after the laying; the money must be where it says.
std::vector<Debt> After(std::vector<Debt> debts, const Laying& laying) {
  for (const Laid& laid : laying.lines) {
    const auto debt = std::ranges::find(debts, laid.bill, &Debt::bill);
    EXPECT_NE(debt, debts.end());
    Apply(laid, *debt);
    EXPECT_TRUE(IsSound(*debt));
  }
  return debts;
}

Money LaidOut(const Laying& laying) {
  Money sum = laying.left;
  for (const Laid& laid : laying.lines) sum += SumOf(laid.paid) + laid.fee_paid;
  return sum;
}

TEST(Lay, PaysTheOldestMonthFirstAndLeavesTheRestAsCredit) {
  const std::vector<Debt> debts = {DebtOf(3, 1, {Money{200}, Money{800}}),
                                   DebtOf(4, 1, {Money{200}, Money{800}})};
  const Laying part = Lay(Rules(), debts, Money{1'500}, kDue, {});
  ASSERT_EQ(part.lines.size(), 2U);
  EXPECT_EQ(part.lines[0].paid, (Parts{Money{200}, Money{800}}));
  EXPECT_EQ(part.lines[1].paid, (Parts{Money{100}, Money{400}}));
  EXPECT_EQ(part.left, Money{});
  const Laying all = Lay(Rules(), debts, Money{2'500}, kDue, {});
  EXPECT_EQ(all.left, Money{500});
}

TEST(Lay, PaysTheNamedBillBeforeOlderOnes) {
  const std::vector<Debt> debts = {DebtOf(3, 1, {Money{}, Money{1'000}}),
                                   DebtOf(4, 1, {Money{}, Money{1'000}})};
  const Laying laying = Lay(Rules(), debts, Money{1'200}, kDue, debts[1].bill);
  ASSERT_EQ(laying.lines.size(), 2U);
  EXPECT_EQ(laying.lines[0].paid[kPooledPart], Money{200});
  EXPECT_EQ(laying.lines[1].paid[kPooledPart], Money{1'000});
}

TEST(Lay, SharesAPartialPaymentByLargestRemainders) {
  const std::vector<Debt> debts = {DebtOf(3, 1, {Money{333}, Money{333}, Money{334}})};
  const Laying laying = Lay(Rules(), debts, Money{100}, kDue, {});
  EXPECT_EQ(laying.lines[0].paid, (Parts{Money{33}, Money{33}, Money{34}}));
}

TEST(Lay, FollowsTheStatedOrderOfFunds) {
  const std::vector<Debt> debts = {DebtOf(3, 1, {Money{300}, Money{700}})};
  policy::LevyRules rules = Rules();
  rules.receipts->part_order = PartOrder::kAccountFirst;
  EXPECT_EQ(Lay(rules, debts, Money{400}, kDue, {}).lines[0].paid, (Parts{Money{300}, Money{100}}));
  rules.receipts->part_order = PartOrder::kPooledFirst;
  EXPECT_EQ(Lay(rules, debts, Money{400}, kDue, {}).lines[0].paid, (Parts{Money{}, Money{400}}));
}

TEST(Lay, ChargesALateFeeOnWhatComesLate) {
  const std::vector<Debt> debts = {DebtOf(3, 1, {Money{}, Money{100'000}})};
  const Laying laying = Lay(Rules(), debts, Money{100'000}, kDue.PlusDays(5), {});
  ASSERT_EQ(laying.lines.size(), 1U);
  EXPECT_EQ(laying.lines[0].days, 5);
  EXPECT_EQ(laying.lines[0].fee, Money{1'000});
  EXPECT_EQ(laying.lines[0].fee_paid, Money{}) << "the principal goes first";
  const std::vector<Debt> after = After(debts, laying);
  const Laying rest = Lay(Rules(), after, Money{1'000}, kDue.PlusDays(9), {});
  EXPECT_EQ(rest.lines[0].fee, Money{}) << "there is no fee on a fee";
  EXPECT_EQ(rest.lines[0].fee_paid, Money{1'000});
  EXPECT_TRUE(After(after, rest)[0].settled());
}

TEST(Lay, PaysTheFeeBeforeThePrincipalWhereThePackSaysSo) {
  policy::LevyRules rules = Rules();
  rules.receipts->fee_order = FeeOrder::kBeforePrincipal;
  const std::vector<Debt> debts = {DebtOf(3, 1, {Money{}, Money{100'000}})};
  const Laying laying = Lay(rules, debts, Money{50'500}, kDue.PlusDays(5), {});
  EXPECT_EQ(laying.lines[0].paid[kPooledPart], Money{50'000});
  EXPECT_EQ(laying.lines[0].fee, Money{500});
  EXPECT_EQ(laying.lines[0].fee_paid, Money{500});
  EXPECT_EQ(laying.left, Money{});
}

TEST(Lay, SetsOffWhatIsGivenBackWithinAFundAndMakesMoneyOfTheRest) {
  const std::vector<Debt> open = {DebtOf(3, 1, {Money{200}, Money{800}}),
                                  DebtOf(3, 2, {-Money{50}, -Money{100}})};
  const Laying off = Lay(Rules(), open, Money{}, kDue, {});
  EXPECT_EQ(off.left, Money{});
  const std::vector<Debt> after = After(open, off);
  EXPECT_TRUE(after[1].settled());
  EXPECT_EQ(after[0].open_principal(), Money{850});
  std::vector<Debt> paid = open;
  paid[0].paid = paid[0].owed;
  const Laying back = Lay(Rules(), paid, Money{}, kDue, {});
  EXPECT_EQ(back.left, Money{150}) << "it was paid: the money is the employer's credit";
  EXPECT_TRUE(After(paid, back)[1].settled());
}

TEST(Lay, AddsUpToTheFenInAnyOrderOfReceiptsAndAReversalRestores) {
  std::mt19937 random(20'260'401);
  const auto upto = [&](int most) { return static_cast<int>(random() % (most + 1)); };
  for (int round = 0; round < 2'000; ++round) {
    policy::LevyRules rules = Rules();
    rules.receipts->fee_order = static_cast<FeeOrder>(upto(1));
    rules.receipts->part_order = static_cast<PartOrder>(upto(2));
    std::vector<Debt> debts;
    for (int month = 1; month <= 1 + upto(4); ++month) {
      for (int number = 1; number <= 1 + upto(1); ++number) {
        Parts owed{};
        for (Money& part : owed) part = Money{upto(100'000) - (number > 1 ? 50'000 : 0)};
        debts.push_back(DebtOf(month, number, owed));
      }
    }
    Money credit;
    for (int receipt = 0; receipt < 6; ++receipt) {
      const Money money{upto(250'000)};
      const Date day = Date(2026, 2, 1).PlusDays(upto(200));
      const std::optional<BillRef> first =
          upto(1) == 0 ? std::optional<BillRef>() : debts[random() % debts.size()].bill;
      const Laying laying = Lay(rules, debts, credit + money, day, first);
      ASSERT_EQ(LaidOut(laying), credit + money);
      ASSERT_GE(laying.left, Money{});
      const std::vector<Debt> before = debts;
      debts = After(debts, laying);
      std::vector<Debt> restored = debts;
      for (const Laid& laid : laying.lines) {
        Apply(Negated(laid), *std::ranges::find(restored, laid.bill, &Debt::bill));
      }
      ASSERT_EQ(restored, before);
      // One fen more of principal may need two, with its fee before it.
      const bool fee_first = rules.receipts->fee_order == FeeOrder::kBeforePrincipal;
      const Money most{fee_first ? 1 : 0};
      const bool all_paid = std::ranges::all_of(debts, &Debt::settled);
      ASSERT_TRUE(all_paid || laying.left <= most) << "credit is left beside an open debt";
      credit = laying.left;
    }
  }
}

}  // namespace
}  // namespace tongchou::levy
