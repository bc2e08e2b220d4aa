// The monthly levy on a real store.
#include <algorithm>

#include "app/region_testing.h"
#include "base/id_number.h"
#include "service/employers.h"
#include "service/funds.h"
#include "service/imports.h"
#include "service/levy_explain.h"
#include "service/levy_reads.h"
#include "service/levy_run.h"
#include "service/persons.h"
#include "service/verify.h"

namespace tongchou::app {
namespace {

using service::BillKind;
using service::Desk;
using service::ImportRow;
using service::LevyFigures;
using service::Month;

const Desk kClerk{"clerk", {}};
const Month kMarch{Date(2026, 3, 1)};
const Month kFebruary{Date(2026, 2, 1)};

std::string IdOf(int sequence) { return MakeIdNumber("990100", Date(1985, 6, 15), sequence); }

class LevyFlowTest : public RegionTest {
 protected:
  LevyFlowTest() {
    Reopen();
    for (const char* kind : {"enterprise", "government"}) {
      service::Employer form;
      form.name = kind;
      form.unit_kind = kind;
      form.documents = "证件";
      form.event_day = Date(2026, 1, 1);
      EXPECT_TRUE(OpenEmployer(*region_, kClerk, form).ok());
    }
  }

  // One member of an employer; `wage` empty: none is declared.
  void Enrol(int sequence, const std::string& employer, const std::string& wage,
             const std::string& begin = "2026-01-01", const std::string& category = "active") {
    ImportRow row;
    row.row = 2;
    row.name = "张三" + std::to_string(sequence);
    row.certificate = IdOf(sequence);
    row.category = category;
    row.wage = wage;
    row.begin = begin;
    row.employer = employer;
    EXPECT_EQ(Import(row), 1);
  }

  std::int64_t Import(const ImportRow& row, const std::string& reason = {}) {
    const std::string digest = std::to_string(++imports_);
    const auto job = StartImport(*region_, kClerk, {"a.csv", digest, "", 2026, reason, 1});
    if (!job.ok()) return 0;
    const auto done = ImportChunk(*region_, kClerk, memory_, job->id, 1, {row});
    if (!done.ok()) return 0;
    if (done->results[0].error) ADD_FAILURE() << done->results[0].error->English();
    return done->job.accepted;
  }

  void Correct(int sequence, const std::string& employer, const std::string& wage) {
    ImportRow row;
    row.row = 2;
    row.name = "张三" + std::to_string(sequence);
    row.certificate = IdOf(sequence);
    row.category = "active";
    row.wage = wage;
    row.employer = employer;
    EXPECT_EQ(Import(row, "稽核"), 1);
  }

  service::LevyReport Post(Month month) {
    auto report = RunLevy(*region_, "finance", month, {});
    EXPECT_TRUE(report.ok());
    return report.ok() ? *std::move(report) : service::LevyReport();
  }

  Money BalanceOfFund(const std::string& code) {
    const auto balances = service::FundBalances(*region_);
    for (const service::AccountBalance& row : *balances) {
      if (ledger::CodeOf(row.account) == code) return row.balance();
    }
    return {};
  }

  int imports_ = 0;
  service::ImportMemory memory_;
};

TEST_F(LevyFlowTest, AMonthIsPreviewedWithoutATraceAndPostedToTheFen) {
  Enrol(1, "E00001", "6543.21");
  Enrol(2, "E00001", "3000");
  Enrol(3, "E00001", "", "2026-01-01", "retired");
  Enrol(4, "E00002", "25000");
  const auto preview = PreviewLevy(*region_, kMarch, {});
  ASSERT_TRUE(preview.ok());
  EXPECT_EQ(preview->sum.bills, 2);
  EXPECT_EQ(BalanceOfFund("employee.pooled.receivable"), Money{});
  const service::LevyReport posted = Post(kMarch);
  EXPECT_EQ(posted.sum.figures, preview->sum.figures);
  EXPECT_EQ(posted.sum.persons, 4);
  // 523.46 + 384.00 + 1920.00; 130.86 + 96.00 + 480.00; 4 x 6 + 3 x 3; 25000 x 4 %
  const LevyFigures& sums = posted.sum.figures;
  EXPECT_EQ(sums.employer, Money{282'746});
  EXPECT_EQ(sums.person, Money{70'686});
  EXPECT_EQ(sums.account, Money{70'686});
  EXPECT_EQ(sums.pooled, Money{282'746});
  EXPECT_EQ(sums.large_illness_employer, Money{2'400});
  EXPECT_EQ(sums.large_illness_person, Money{900});
  EXPECT_EQ(sums.civil_servant, Money{100'000});
  EXPECT_EQ(BalanceOfFund("employee.pooled.receivable"), Money{282'746});
  EXPECT_EQ(BalanceOfFund("employee.pooled.levied"), Money{282'746});
  EXPECT_EQ(BalanceOfFund("employee.account.receivable"), Money{70'686});
  EXPECT_EQ(BalanceOfFund("employee.large_illness.receivable"), Money{3'300});
  EXPECT_EQ(BalanceOfFund("employee.pooled.income"), Money{}) << "nothing was received";
  // 3 x 1 of those in service, 4 of the retired: out of the pooled fund, nothing of it is claimed.
  EXPECT_EQ(sums.large_illness_pooled, Money{700});
  EXPECT_EQ(BalanceOfFund("employee.pooled.benefits"), Money{700});
  EXPECT_EQ(BalanceOfFund("employee.large_illness.income"), Money{700});
  EXPECT_EQ(BalanceOfFund("employee.large_illness.bank"), Money{700});
  const auto bill = service::GetBill(*region_, {}, "202603-E00001-1");
  ASSERT_TRUE(bill.ok());
  EXPECT_EQ(bill->bill.due, Date(2026, 4, 10));
  EXPECT_TRUE(bill->standing);
  ExpectClean();
}

TEST_F(LevyFlowTest, ARunThatIsRepeatedLeviesNothingTwice) {
  Enrol(1, "E00001", "6000");
  Enrol(2, "E00002", "6000");
  EXPECT_EQ(Post(kMarch).sum.bills, 2);
  const std::int64_t entries = service::GetJournalHead(*region_)->entries;
  EXPECT_EQ(Post(kMarch).sum.bills, 0);
  Reopen();
  EXPECT_EQ(Post(kMarch).sum.bills, 0);
  EXPECT_EQ(service::GetJournalHead(*region_)->entries, entries);
  const auto runs = service::FindLevyRuns(*region_);
  ASSERT_TRUE(runs.ok());
  ASSERT_EQ(runs->size(), 1U);
  EXPECT_EQ(runs->front().runs, 3);
}

TEST_F(LevyFlowTest, ARunThatFailsAnywhereIsCompletedByTheNextOne) {
  for (int i = 1; i <= 6; ++i) Enrol(i, i % 2 == 0 ? "E00001" : "E00002", "6000");
  for (std::int64_t call = 1; call <= 16; ++call) {
    for (const bool after : {false, true}) {
      faults_->Plan(
          {.at_call = call, .calls = 1, .code = ErrorCode::kStoreUnavailable, .after = after});
      (void)RunLevy(*region_, "finance", kMarch, {});
      faults_->Plan({});
    }
  }
  Reopen();
  Post(kMarch);
  const auto totals = service::MonthTotals(*region_, {}, kMarch);
  ASSERT_TRUE(totals.ok());
  EXPECT_EQ(totals->sum.bills, 2);
  EXPECT_EQ(totals->sum.persons, 6);
  EXPECT_EQ(totals->sum.figures.employer, Money{6 * 48'000});
  ExpectClean();
}

TEST_F(LevyFlowTest, ACorrectedWageIsASupplementaryBillOfTheNextRun) {
  Enrol(1, "E00001", "6000");
  Enrol(2, "E00001", "6000");
  Post(kFebruary);
  Correct(1, "E00001", "7000");
  const service::LevyReport march = Post(kMarch);
  EXPECT_EQ(march.sum.bills, 2);
  EXPECT_EQ(march.sum.supplementary, 1);
  const auto more = service::GetBill(*region_, {}, "202602-E00001-2");
  ASSERT_TRUE(more.ok());
  EXPECT_EQ(more->bill.kind, BillKind::kSupplementary);
  EXPECT_EQ(more->bill.persons, 1);
  EXPECT_EQ(more->bill.sums.employer, Money{8'000});
  EXPECT_EQ(more->bill.run, kMarch);
  EXPECT_EQ(more->bill.due, Date(2026, 4, 10));
  EXPECT_EQ(Post(kMarch).sum.bills, 0) << "the difference is levied once";
  const auto person = service::FindPersonByCertificate(*region_, IdOf(1));
  const auto levied = service::LevyOfPerson(*region_, *person);
  ASSERT_TRUE(levied.ok());
  EXPECT_EQ(levied->size(), 3U);
  ExpectClean();
}

TEST_F(LevyFlowTest, WhoLeftBeforeTheMonthIsTakenBackAndWhoCameLaterIsLeviedAfterwards) {
  Enrol(1, "E00001", "6000");
  Post(kFebruary);
  ImportRow left;
  left.row = 2;
  left.name = "张三1";
  left.certificate = IdOf(1);
  left.category = "active";
  left.end = "2026-01-31";
  left.employer = "E00001";
  EXPECT_EQ(Import(left), 1);
  Enrol(2, "E00001", "6000", "2026-02-10");
  Post(kMarch);
  const auto more = service::GetBill(*region_, {}, "202602-E00001-2");
  ASSERT_TRUE(more.ok());
  EXPECT_EQ(more->bill.persons, 2);
  EXPECT_EQ(more->bill.sums.employer, Money{}) << "one comes, one goes";
  const auto totals = service::MonthTotals(*region_, {}, kFebruary);
  EXPECT_EQ(totals->sum.figures.employer, Money{48'000});
  ExpectClean();
}

TEST_F(LevyFlowTest, AReversedBillIsLeviedAnewAndOnlyTheLastCanBeTakenBack) {
  Enrol(1, "E00001", "6000");
  Post(kMarch);
  Correct(1, "E00001", "7000");
  Post(kMarch);
  const Desk finance{"finance", {}};
  EXPECT_EQ(ReverseBill(*region_, finance, "202603-E00001-1", "错误").error().code,
            ErrorCode::kLaterSettlementExists);
  ASSERT_TRUE(ReverseBill(*region_, finance, "202603-E00001-2", "错误").ok());
  ASSERT_TRUE(ReverseBill(*region_, finance, "202603-E00001-1", "错误").ok());
  EXPECT_EQ(ReverseBill(*region_, finance, "202603-E00001-1", "错误").error().code,
            ErrorCode::kBillReversed);
  EXPECT_EQ(BalanceOfFund("employee.pooled.receivable"), Money{});
  EXPECT_EQ(Post(kMarch).sum.bills, 1);
  const auto bill = service::GetBill(*region_, {}, "202603-E00001-5");
  ASSERT_TRUE(bill.ok());
  EXPECT_EQ(bill->bill.kind, BillKind::kRegular);
  EXPECT_EQ(bill->bill.sums.employer, Money{56'000});
  ExpectClean();
}

TEST_F(LevyFlowTest, WhoHasNoWageIsNamedAndLeviedWhenOneIsDeclared) {
  Enrol(1, "E00001", "");
  const service::LevyReport report = Post(kMarch);
  EXPECT_EQ(report.sum.bills, 0);
  ASSERT_EQ(report.problems.size(), 1U);
  EXPECT_EQ(report.problems[0].code, ErrorCode::kNoWage);
  Correct(1, "E00001", "6000");
  EXPECT_EQ(Post(kMarch).sum.bills, 1);
}

TEST_F(LevyFlowTest, AMonthBelongsToTheEmployerOfItsLastInterval) {
  Enrol(1, "E00001", "6000");
  ImportRow left;
  left.row = 2;
  left.name = "张三1";
  left.certificate = IdOf(1);
  left.category = "active";
  left.end = "2026-03-10";
  left.employer = "E00001";
  EXPECT_EQ(Import(left), 1);
  left.end.clear();
  left.begin = "2026-03-11";
  left.employer = "E00002";
  left.wage = "8000";
  EXPECT_EQ(Import(left), 1);
  const service::LevyReport report = Post(kMarch);
  EXPECT_EQ(report.sum.bills, 1);
  EXPECT_EQ(report.sum.figures.employer, Money{64'000});
}

TEST_F(LevyFlowTest, ALineIsExplainedWithItsClausesAndGivesTheStoredFigures) {
  Enrol(1, "E00001", "3000");
  Post(kMarch);
  const auto person = service::FindPersonByCertificate(*region_, IdOf(1));
  const auto explained = ExplainLevy(*region_, {}, "202603-E00001-1", person->psn_no);
  ASSERT_TRUE(explained.ok());
  EXPECT_EQ(explained->owed, explained->line.figures);
  EXPECT_EQ(service::TotalOf(explained->before), Money{});
  ASSERT_FALSE(explained->steps.empty());
  EXPECT_EQ(explained->steps[0].amount, Money{480'000});
  EXPECT_NE(explained->steps[0].arithmetic.zh.find("下限"), std::string::npos);
  ASSERT_TRUE(explained->steps[1].citation.has_value());
  EXPECT_EQ(explained->steps[1].citation->article, "第四条");
  EXPECT_EQ(explained->steps[1].arithmetic.en, "4800.00 × 8% = 384.00");
  EXPECT_EQ(ExplainLevy(*region_, {"C9"}, "202603-E00001-1", person->psn_no).error().code,
            ErrorCode::kUnknownBill);
}

TEST_F(LevyFlowTest, AFutureMonthAndAMonthWithoutRulesAreRefused) {
  EXPECT_EQ(RunLevy(*region_, "finance", kMarch.Plus(1), {}).error().code,
            ErrorCode::kTimeInFuture);
  EXPECT_EQ(PreviewLevy(*region_, Month{Date(2025, 12, 1)}, {}).error().code,
            ErrorCode::kNoPolicyInForce);
}

}  // namespace
}  // namespace tongchou::app
