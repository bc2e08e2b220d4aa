// Interest, payouts and statements of accounts on a real store.
#include <algorithm>

#include "app/region_testing.h"
#include "service/account_statement.h"
#include "service/funds.h"
#include "service/interest_run.h"
#include "service/offsite.h"
#include "service/payouts.h"
#include "service/persons.h"
#include "service/register.h"

namespace tongchou::app {
namespace {

using service::Desk;
using service::MovementKind;
using service::PayoutForm;
using service::PayoutKind;

const Desk kClerk{"clerk", {}};
const Desk kReviewer{"reviewer", {}};
constexpr Money kOpening{100'000};
// 1000.00 carried over from 20 March (287 days of 2026) at 1.1 %: 8.7694….
constexpr Money kOfTheYear{877};

class AccountFlowTest : public RegionTest {
 protected:
  AccountFlowTest() {
    Reopen();
    people_ = Populate(3);
  }

  void Credit(const std::string& person, Money amount) {
    service::Contribution credit;
    credit.day = region_->today();
    credit.reference = "test";
    credit.credits = {{person, "employee", amount}};
    ASSERT_TRUE(PostContribution(*region_, "test", credit).ok());
  }

  service::InterestReport Post(int year) {
    const auto report = PostInterest(*region_, "finance", year, {});
    EXPECT_TRUE(report.ok());
    return report.ok() ? *report : service::InterestReport{};
  }

  PayoutForm Leaving(PayoutKind kind, Date day) {
    PayoutForm form;
    form.psn_no = people_[0];
    form.kind = kind;
    form.day = day;
    form.receiver = "外地经办机构";
    form.place = "990300";
    form.documents = "转移接续函";
    form.reason = "调离";
    return form;
  }

  service::Payout Paid(PayoutKind kind, Date day) {
    const auto asked = RequestPayout(*region_, kClerk, Leaving(kind, day));
    EXPECT_TRUE(asked.ok()) << asked.error().English();
    const auto paid = DecidePayout(*region_, kReviewer, asked->id, true, "");
    EXPECT_TRUE(paid.ok()) << paid.error().English();
    return paid.ok() ? *paid : service::Payout{};
  }

  std::vector<std::string> people_;
};

TEST_F(AccountFlowTest, InterestIsPostedOnceHoweverOftenTheRunIsRepeated) {
  EXPECT_EQ(PreviewInterest(*region_, 2026, {}).error().code, ErrorCode::kYearNotOver);
  MoveTo(Date(2027, 1, 2));
  const auto preview = PreviewInterest(*region_, 2026, {});
  ASSERT_TRUE(preview.ok());
  EXPECT_EQ(preview->figures.carried, Money{kOfTheYear.fen * 3});
  EXPECT_EQ(BalanceOf(people_[0]), kOpening);

  const service::InterestReport first = Post(2026);
  EXPECT_EQ(first.persons, 3);
  EXPECT_EQ(first.figures, preview->figures);
  EXPECT_EQ(BalanceOf(people_[0]), kOpening + kOfTheYear);
  EXPECT_EQ(Post(2026).persons, 0);
  EXPECT_EQ(BalanceOf(people_[0]), kOpening + kOfTheYear);
  const auto runs = FindInterestRuns(*region_);
  ASSERT_EQ(runs->size(), 1U);
  EXPECT_EQ(runs->front().runs, 2);
  EXPECT_TRUE(runs->front().finished_at.has_value());
  ExpectClean();
}

TEST_F(AccountFlowTest, ARunThatWasStoppedIsCompletedByTheNextOne) {
  MoveTo(Date(2027, 1, 2));
  // The store fails at each of its calls in turn, before and after it did what was asked.
  int failed = 0;
  for (std::int64_t call = 1; call <= 12; ++call) {
    for (const bool after : {false, true}) {
      faults_->Plan({call, 1, ErrorCode::kStoreUnavailable, after});
      failed += PostInterest(*region_, "finance", 2026, {}).ok() ? 0 : 1;
      faults_->Plan({});
      Reopen();
    }
  }
  EXPECT_GT(failed, 5);
  Post(2026);
  EXPECT_EQ(BalanceOf(people_[2]), kOpening + kOfTheYear);
  ExpectClean();
}

TEST_F(AccountFlowTest, TakenBackInterestIsPostedAnewAndNobodyGoesBelowZero) {
  MoveTo(Date(2027, 1, 2));
  Post(2026);
  // One of them spends everything.
  const auto spent =
      RequestPayout(*region_, kClerk, Leaving(PayoutKind::kRefund, Date(2027, 1, 1)));
  ASSERT_TRUE(spent.ok());
  ASSERT_TRUE(DecidePayout(*region_, kReviewer, spent->id, true, "").ok());
  EXPECT_EQ(ReverseInterest(*region_, "finance", 2026, "", {}).error().code,
            ErrorCode::kMissingField);
  const auto back = ReverseInterest(*region_, "finance", 2026, "利率有误", {});
  ASSERT_TRUE(back.ok());
  EXPECT_EQ(back->persons, 2);
  EXPECT_EQ(back->problems.size(), 1U);
  EXPECT_EQ(BalanceOf(people_[0]), Money{});
  EXPECT_EQ(BalanceOf(people_[1]), kOpening);
  EXPECT_EQ(Post(2026).persons, 2);
  EXPECT_EQ(BalanceOf(people_[1]), kOpening + kOfTheYear);
  ExpectClean();
}

TEST_F(AccountFlowTest, InterestIsCarriedOverIntoTheYearInWhichItIsBooked) {
  MoveTo(Date(2027, 1, 2));
  Post(2026);
  MoveTo(Date(2028, 1, 2));
  const auto explained = ExplainInterest(*region_, {}, people_[0], 2027);
  ASSERT_TRUE(explained.ok());
  ASSERT_EQ(explained->earned.stretches.size(), 1U);
  EXPECT_TRUE(explained->earned.stretches[0].carried);
  EXPECT_EQ(explained->earned.stretches[0].balance, kOpening + kOfTheYear);
  EXPECT_EQ(explained->earned.stretches[0].days(), 365);
  ASSERT_EQ(explained->rates.size(), 2U);
  EXPECT_EQ(explained->rates[0].citation.article, "第三条");
  EXPECT_EQ(Post(2027).figures.current, Money{});
  ExpectClean();
}

TEST_F(AccountFlowTest, WhoMovesAwayTakesTheBalanceAndTheInterestAlong) {
  MoveTo(Date(2026, 9, 20));
  const auto asked =
      RequestPayout(*region_, kClerk, Leaving(PayoutKind::kTransferOut, Date(2026, 9, 16)));
  ASSERT_TRUE(asked.ok());
  EXPECT_EQ(BalanceOf(people_[0]), kOpening);
  EXPECT_EQ(DecidePayout(*region_, kClerk, asked->id, true, "").error().code,
            ErrorCode::kOwnRequest);
  const auto paid = DecidePayout(*region_, kReviewer, asked->id, true, "");
  ASSERT_TRUE(paid.ok());
  EXPECT_EQ(paid->interest, Money{550});  // 1000.00 × 1.1 % × 180/360
  EXPECT_EQ(paid->amount, kOpening + Money{550});
  EXPECT_EQ(BalanceOf(people_[0]), Money{});
  const auto person = service::GetPerson(*region_, people_[0]);
  EXPECT_EQ(person->coverage.back().range.through, Date(2026, 9, 16));
  EXPECT_EQ(DecidePayout(*region_, kReviewer, asked->id, true, "").error().code,
            ErrorCode::kRequestDecided);
  MoveTo(Date(2027, 1, 2));
  EXPECT_EQ(Post(2026).persons, 2);
  EXPECT_EQ(BalanceOf(people_[0]), Money{});
  ExpectClean();
}

TEST_F(AccountFlowTest, APayoutTakenBackLeavesTheAccountAsItWas) {
  MoveTo(Date(2026, 9, 20));
  const service::Payout paid = Paid(PayoutKind::kInheritance, Date(2026, 9, 16));
  EXPECT_EQ(ReversePayout(*region_, kReviewer, paid.id, "").error().code, ErrorCode::kMissingField);
  ASSERT_TRUE(ReversePayout(*region_, kReviewer, paid.id, "死亡登记有误").ok());
  EXPECT_EQ(BalanceOf(people_[0]), kOpening);
  EXPECT_EQ(ReversePayout(*region_, kReviewer, paid.id, "再次").error().code,
            ErrorCode::kPayoutNotPosted);
  MoveTo(Date(2027, 1, 2));
  Post(2026);
  EXPECT_EQ(BalanceOf(people_[0]), kOpening + kOfTheYear);
  ExpectClean();
}

TEST_F(AccountFlowTest, AFormThatLacksSomethingIsRefusedByName) {
  PayoutForm form = Leaving(PayoutKind::kTransferOut, Date(2026, 3, 19));
  form.documents.clear();
  EXPECT_EQ(RequestPayout(*region_, kClerk, form).error().where, "documents");
  form = Leaving(PayoutKind::kTransferOut, Date(2026, 3, 21));
  EXPECT_EQ(RequestPayout(*region_, kClerk, form).error().code, ErrorCode::kTimeInFuture);
  form = Leaving(PayoutKind::kTransferOut, Date(2025, 12, 31));
  EXPECT_EQ(RequestPayout(*region_, kClerk, form).error().code, ErrorCode::kBadCoverage);
  form = Leaving(PayoutKind::kTransferOut, Date(2026, 3, 19));
  ASSERT_TRUE(RequestPayout(*region_, kClerk, form).ok());
  EXPECT_EQ(RequestPayout(*region_, kClerk, form).error().code, ErrorCode::kRequestWaiting);
}

TEST_F(AccountFlowTest, ThoseSettledElsewhereArePaidOncePerPeriodAndStayInsured) {
  service::Offsite offsite;
  offsite.psn_no = people_[1];
  offsite.year = 2026;
  offsite.range = {Date(2026, 3, 20), Date(2026, 12, 31)};
  offsite.place = "海南省三亚市";
  offsite.documents = "异地安置登记表";
  ASSERT_TRUE(RegisterOffsite(*region_, kClerk, offsite).ok());
  EXPECT_EQ(PrepareOffsitePayouts(*region_, kClerk, 2026, 1).error().code,
            ErrorCode::kTimeInFuture);
  MoveTo(Date(2026, 7, 5));
  EXPECT_EQ(PrepareOffsitePayouts(*region_, kClerk, 2026, 3).error().code,
            ErrorCode::kBadParameter);
  const auto run = PrepareOffsitePayouts(*region_, kClerk, 2026, 1);
  ASSERT_TRUE(run.ok());
  EXPECT_EQ(run->made, 1);
  EXPECT_EQ(PrepareOffsitePayouts(*region_, kClerk, 2026, 1)->before, 1);
  const auto page = FindPayouts(*region_, {}, "2026-07", "", 50);
  ASSERT_EQ(page->payouts.size(), 1U);
  const auto paid = DecidePayout(*region_, kReviewer, page->payouts[0].payout.id, true, "");
  ASSERT_TRUE(paid.ok());
  EXPECT_EQ(paid->amount, kOpening);
  EXPECT_EQ(paid->interest, Money{});
  EXPECT_EQ(service::GetPerson(*region_, people_[1])->coverage.back().range.through, kForever);
  EXPECT_EQ(PrepareOffsitePayouts(*region_, kClerk, 2026, 1)->before, 1);
  ExpectClean();
}

TEST_F(AccountFlowTest, TheStatementAddsUpToTheMovements) {
  Credit(people_[0], Money{12'345});
  MoveTo(Date(2026, 9, 20));
  Paid(PayoutKind::kRefund, Date(2026, 9, 16));
  const auto statement = StatementOf(*region_, {}, people_[0], 2026);
  ASSERT_TRUE(statement.ok());
  EXPECT_EQ(statement->opening, Money{});
  EXPECT_EQ(statement->sums.brought_forward, kOpening);
  EXPECT_EQ(statement->sums.credits, Money{12'345});
  EXPECT_EQ(statement->opening + statement->sums.total(), statement->closing);
  EXPECT_EQ(statement->closing, Money{});
  ASSERT_EQ(statement->months.size(), 2U);
  EXPECT_EQ(statement->lines.size(), 4U);
  const std::string csv = CsvOf(*statement);
  EXPECT_EQ(std::ranges::count(csv, '\n'), 5);
  MoveTo(Date(2027, 2, 1));
  EXPECT_EQ(StatementOf(*region_, {}, people_[1], 2027)->opening, kOpening);
  EXPECT_EQ(StatementOf(*region_, {}, people_[1], 2028).error().code, ErrorCode::kTimeInFuture);
  EXPECT_EQ(StatementOf(*region_, {"C9"}, people_[1], 2027).error().code,
            ErrorCode::kUnknownPerson);
}

}  // namespace
}  // namespace tongchou::app
