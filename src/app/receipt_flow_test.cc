// From the levy to the money and back: receipts, accounts, late fees, arrears, notices, on a real
// store and a clock that is moved.
#include <algorithm>

#include "app/region_testing.h"
#include "base/id_number.h"
#include "service/account_credits.h"
#include "service/credit_refunds.h"
#include "service/desk_work.h"
#include "service/dues_reads.h"
#include "service/dunning_document.h"
#include "service/funds.h"
#include "service/imports.h"
#include "service/levy_reads.h"
#include "service/persons.h"
#include "service/receipt_cases.h"
#include "service/verify.h"

namespace tongchou::app {
namespace {

using service::Desk;
using service::DunningStep;
using service::LineStatus;
using service::Month;
using service::ReceiptCells;

const Desk kClerk{"clerk", {}};
const Month kMarch{Date(2026, 3, 1)};
const Month kApril{Date(2026, 4, 1)};
constexpr char kBill[] = "202603-E00001-1";
// 2 x (6000 x 10 % + 9): the accounts 240, the pooled fund 960, large illness 18
constexpr char kOwed[] = "1218.00";
constexpr Money kOwedFen{121'800};

class ReceiptFlowTest : public RegionTest {
 protected:
  ReceiptFlowTest() {
    Reopen();
    Populate(1);
    service::Employer form;
    form.code = "E00001";
    form.name = "示范纺织厂";
    form.unit_kind = "enterprise";
    form.documents = "证件";
    form.event_day = Date(2026, 1, 1);
    EXPECT_TRUE(OpenEmployer(*region_, kClerk, form).ok());
    for (const int sequence : {901, 902}) Enrol(sequence);
    Levy(kMarch);
  }

  void Enrol(int sequence) {
    service::ImportRow row;
    row.row = 2;
    row.name = "张三";
    row.certificate = MakeIdNumber("990100", Date(1985, 6, 15), sequence);
    row.category = "active";
    row.wage = "6000";
    row.begin = "2026-01-01";
    row.employer = "E00001";
    persons_.push_back(TakeIn(row, 2026));
  }

  void Leave(int sequence, const std::string& day) {
    service::ImportRow row;
    row.row = 2;
    row.name = "张三";
    row.certificate = MakeIdNumber("990100", Date(1985, 6, 15), sequence);
    row.category = "active";
    row.end = day;
    row.employer = "E00001";
    TakeIn(row, 2026);
  }

  void Levy(Month month) { ASSERT_TRUE(RunLevy(*region_, "finance", month, {}).ok()); }

  ReceiptCells Row(const std::string& amount, const std::string& bill,
                   const std::string& payer = {}) {
    ReceiptCells cells;
    cells.row = ++rows_ + 1;
    cells.day = ToString(region_->today());
    cells.amount = amount;
    cells.reference = "R" + std::to_string(rows_);
    cells.bill = bill;
    cells.payer = payer;
    return cells;
  }

  Result<service::PostingReport> TryPost(const std::vector<ReceiptCells>& rows) {
    std::string digest = std::to_string(rows.front().row);
    digest.resize(64, '0');
    const auto file = StartReceiptFile(
        *region_, "clerk", {"bank.csv", digest, static_cast<std::int64_t>(rows.size())});
    if (!file.ok()) return file.error();
    const auto sent = AddReceiptPart(*region_, "clerk", file->id, 1, rows);
    if (!sent.ok()) return sent.error();
    auto report = PostReceiptFile(*region_, "finance", file->id, {});
    if (!report.ok()) return report;
    const auto credited = CreditAccounts(*region_, "finance", {}, {});
    if (!credited.ok()) return credited.error();
    return report;
  }

  // Posts one receipt of today; its reference.
  std::string Pay(const std::string& amount, const std::string& bill = kBill,
                  const std::string& payer = {}) {
    const ReceiptCells row = Row(amount, bill, payer);
    const auto report = TryPost({row});
    EXPECT_TRUE(report.ok());
    if (report.ok()) {
      EXPECT_EQ(report->counts[static_cast<std::size_t>(LineStatus::kMatched)].lines, 1);
    }
    return row.reference;
  }

  void Undo(const std::string& reference) {
    const auto undone = ReverseReceipt(*region_, kClerk, reference, "退票");
    ASSERT_TRUE(undone.ok()) << InfoOf(undone.error().code).en;
    ASSERT_TRUE(CreditAccounts(*region_, "finance", {}, {}).ok());
  }

  // Puts `row` over the one that is there; `ledger verify` must name `what` (empty: be clean).
  void ExpectFound(store::RecordRow row, const std::string& what) {
    service::Command command = service::DeskCommand(*region_, "test", "tamper");
    command.needs = [&](const service::WorkingSet&, store::Needs& needs) {
      needs.records = {{row.kind, row.code}};
    };
    command.execute = [&](service::Work& work) -> Result<service::Executed> {
      row.version = work.set.FindRecord({row.kind, row.code})->version;
      work.set.Put(row);
      return service::Executed{{}, 0, row.code};
    };
    ASSERT_TRUE(Submit(*region_, command).ok());
    const auto report = service::VerifyLedger(*region_, {});
    ASSERT_TRUE(report.ok());
    EXPECT_EQ(report->clean(), what.empty());
    EXPECT_TRUE(what.empty() ||
                std::ranges::any_of(
                    report->differences,
                    [&](const Text& text) { return text.en.find(what) != std::string::npos; }))
        << what;
  }

  service::EmployerDues Dues() {
    auto dues = DuesOfEmployer(*region_, {}, "E00001");
    EXPECT_TRUE(dues.ok());
    return dues.ok() ? *std::move(dues) : service::EmployerDues();
  }

  Money Balance(const std::string& code) {
    const auto balances = service::FundBalances(*region_);
    for (const service::AccountBalance& row : *balances) {
      if (ledger::CodeOf(row.account) == code) return row.balance();
    }
    return {};
  }

  // What the pooled fund pays of a visit of today.
  Money FundsPaidToday() {
    const service::Visit visit = Register(persons_[0], service::VisitKind::kOutpatient, kClinic);
    Upload(visit, {Line("1", 200'000)});
    return MustSettle(visit).settlement.figures.funds_paid;
  }

  std::vector<std::string> persons_;
  int rows_ = 0;
};

TEST_F(ReceiptFlowTest, APaidBillIsIncomeOfItsFundsAndOfItsMembersAccounts) {
  Pay(kOwed);
  EXPECT_EQ(Balance("employee.pooled.receivable"), Money{});
  EXPECT_EQ(Balance("employee.pooled.levied"), Money{});
  EXPECT_EQ(Balance("employee.account.levied"), Money{});
  for (const std::string& person : persons_) EXPECT_EQ(BalanceOf(person), Money{12'000});
  EXPECT_TRUE(Dues().debts[0].debt.settled());
  ExpectClean();
}

TEST_F(ReceiptFlowTest, AccountsWaitUntilTheAccountPartIsPaidInFull) {
  Pay("600");
  EXPECT_EQ(BalanceOf(persons_[0]), Money{});
  EXPECT_EQ(Dues().debts[0].debt.open_principal(), kOwedFen - Money{60'000});
  ExpectClean();
  Pay("618", "", "E00001");
  EXPECT_EQ(BalanceOf(persons_[0]), Money{12'000});
  ExpectClean();
}

TEST_F(ReceiptFlowTest, AFileThatFailsAnywhereIsPostedByTheNextRunWithoutDoubling) {
  const std::vector<ReceiptCells> rows = {Row("100", kBill), Row("200", "", "E00001"),
                                          Row("7", "", "E00099"), Row("x", kBill)};
  for (std::int64_t call = 1; call <= 14; ++call) {
    for (const bool after : {false, true}) {
      faults_->Plan(
          {.at_call = call, .calls = 1, .code = ErrorCode::kStoreUnavailable, .after = after});
      (void)TryPost(rows);
      faults_->Plan({});
    }
  }
  Reopen();
  (void)TryPost(rows);
  const auto files = service::FindReceiptFiles(*region_, 10);
  ASSERT_TRUE(files.ok());
  ASSERT_EQ(files->size(), 1U);
  EXPECT_EQ(files->front().counts[1].amount, Money{30'000});
  EXPECT_EQ(files->front().counts[2].lines, 1);
  EXPECT_EQ(files->front().counts[3].lines, 1);
  EXPECT_EQ(Dues().debts[0].debt.open_principal(), kOwedFen - Money{30'000});
  ExpectClean();
}

TEST_F(ReceiptFlowTest, AFileOfSeveralPartsIsPreviewedAndPostedWhole) {
  constexpr std::int64_t kLines = 2'500;
  const std::string digest(64, 'a');
  auto file = StartReceiptFile(*region_, "clerk", {"big.csv", digest, kLines});
  ASSERT_TRUE(file.ok());
  while (!file->complete()) {
    std::vector<ReceiptCells> part;
    const std::int64_t left = kLines - file->parts * std::int64_t{service::kReceiptPart};
    for (std::int64_t i = 0; i < std::min<std::int64_t>(left, service::kReceiptPart); ++i) {
      part.push_back(Row("0.10", i % 2 == 0 ? kBill : "", "E00001"));
    }
    file = AddReceiptPart(*region_, "clerk", file->id, file->parts + 1, part);
    ASSERT_TRUE(file.ok());
  }
  const auto preview = PreviewReceiptFile(*region_, file->id, {});
  ASSERT_TRUE(preview.ok());
  EXPECT_EQ(preview->counts[1].lines, kLines);
  EXPECT_EQ(Dues().debts[0].debt.open_principal(), kOwedFen) << "a preview stores nothing";
  const auto posted = PostReceiptFile(*region_, "finance", file->id, {});
  ASSERT_TRUE(posted.ok());
  EXPECT_EQ(posted->counts[1].lines, kLines);
  EXPECT_EQ(Dues().debts[0].debt.open_principal(), kOwedFen - Money{25'000});
  ExpectClean();
}

TEST_F(ReceiptFlowTest, LateMoneyIsChargedAFeeForThePooledFund) {
  MoveTo(Date(2026, 4, 20));
  EXPECT_EQ(Dues().debts[0].fee_if_paid, Money{2'436}) << "1218.00 x 0.2 % x 10 days";
  Pay(kOwed);
  EXPECT_EQ(Dues().debts[0].debt.open_fee(), Money{2'436});
  EXPECT_EQ(Balance("employee.pooled.receivable"), Money{2'436});
  ExpectClean();
  MoveTo(Date(2026, 4, 25));
  Pay("24.36");
  EXPECT_TRUE(Dues().debts[0].debt.settled()) << "there is no fee on a fee";
  EXPECT_EQ(Balance("employee.pooled.receivable"), Money{});
  ExpectClean();
}

TEST_F(ReceiptFlowTest, ArrearsFreezeThePooledBenefitFromTheirDayAndPaymentThaws) {
  MoveTo(Date(2026, 4, 30));
  ASSERT_TRUE(NoteArrears(*region_, "timer").ok());
  EXPECT_GT(FundsPaidToday(), Money{}) << "frozen from the first of the month after";
  MoveTo(Date(2026, 5, 4));
  EXPECT_EQ(FundsPaidToday(), Money{});
  const auto frozen = service::GetPerson(*region_, persons_[0]);
  ASSERT_TRUE(frozen.ok());
  EXPECT_EQ(StatusOn(*frozen, Date(2026, 5, 4)), service::CoverageStatus::kFrozen);
  EXPECT_NE(CoverageOn(*frozen, Date(2026, 5, 4), "employee")->reason.find(kBill),
            std::string::npos);
  Reopen();
  EXPECT_EQ(FundsPaidToday(), Money{}) << "it is kept";
  MoveTo(Date(2026, 5, 6));
  const std::string reference = Pay(kOwed);
  EXPECT_GT(FundsPaidToday(), Money{});
  const auto thawed = service::GetPerson(*region_, persons_[0]);
  EXPECT_EQ(StatusOn(*thawed, Date(2026, 5, 6)), service::CoverageStatus::kActive);
  EXPECT_EQ(StatusOn(*thawed, Date(2026, 5, 5)), service::CoverageStatus::kFrozen)
      << "history shows which days were frozen";
  ExpectClean();
  Undo(reference);
  EXPECT_EQ(FundsPaidToday(), Money{}) << "the receipt was taken back";
  ExpectClean();
}

TEST_F(ReceiptFlowTest, WhatIsPaidInTimeFreezesNobody) {
  MoveTo(Date(2026, 4, 10));
  ASSERT_TRUE(NoteArrears(*region_, "timer").ok());
  EXPECT_EQ(Dues().frozen.size(), 1U) << "noted on the due day already";
  Pay(kOwed);
  EXPECT_TRUE(Dues().frozen.empty());
  MoveTo(Date(2026, 5, 4));
  EXPECT_GT(FundsPaidToday(), Money{});
  ExpectClean();
}

TEST_F(ReceiptFlowTest, AReversalTakesEverythingBack) {
  const Money before = Balance("employee.pooled.income");
  const std::string reference = Pay(kOwed);
  EXPECT_GT(Balance("employee.pooled.income"), before);
  Undo(reference);
  EXPECT_EQ(Balance("employee.pooled.income"), before);
  EXPECT_EQ(Dues().debts[0].debt.open_principal(), kOwedFen);
  for (const std::string& person : persons_) EXPECT_EQ(BalanceOf(person), Money{});
  EXPECT_EQ(service::FindHeldReceipts(*region_, {}, 0, 10)->total, 1U);
  ExpectClean();
}

TEST_F(ReceiptFlowTest, AnAccountThatIsSpentIsNotTakenBelowZero) {
  const std::string reference = Pay(kOwed);
  service::SettleOrder order;
  order.use_account = true;
  const service::Visit visit = Register(persons_[0], service::VisitKind::kOutpatient, kClinic);
  Upload(visit, {Line("1", 1'000'000)});
  ASSERT_TRUE(Settle(visit, order).ok());
  const Money left = BalanceOf(persons_[0]);
  ASSERT_LT(left, Money{12'000});
  Undo(reference);
  EXPECT_EQ(BalanceOf(persons_[0]), Money{});
  ExpectClean();
  Pay(kOwed);
  EXPECT_EQ(BalanceOf(persons_[0]), left) << "what was spent is not credited twice";
  EXPECT_EQ(BalanceOf(persons_[1]), Money{12'000});
  ExpectClean();
}

TEST_F(ReceiptFlowTest, AnOverpaymentPaysTheNextBill) {
  Pay("2000", "", "E00001");
  EXPECT_EQ(Dues().credit, Money{200'000} - kOwedFen);
  MoveTo(Date(2026, 4, 20));
  Levy(kApril);
  EXPECT_EQ(Dues().credit, Money{});
  EXPECT_EQ(Dues().debts[0].bill, "202604-E00001-1");
  EXPECT_EQ(Dues().debts[0].debt.open_principal(), kOwedFen + kOwedFen - Money{200'000});
  ExpectClean();
  const auto refused = ReverseReceipt(*region_, kClerk, "R1", "x");
  ASSERT_FALSE(refused.ok());
  EXPECT_EQ(refused.error().code, ErrorCode::kLaterPayment);
  const auto bill = ReverseBill(*region_, kClerk, kBill, "x");
  ASSERT_FALSE(bill.ok());
  EXPECT_EQ(bill.error().code, ErrorCode::kBillPaid);
}

TEST_F(ReceiptFlowTest, ABillThatCreditPaidIsReversedAndLeviedAnew) {
  Pay("4000", "", "E00001");
  MoveTo(Date(2026, 4, 20));
  Levy(kApril);
  const Money credit = Money{400'000} - kOwedFen - kOwedFen;
  EXPECT_EQ(Dues().credit, credit);
  EXPECT_EQ(BalanceOf(persons_[0]), Money{12'000}) << "not credited yet";
  ASSERT_TRUE(CreditAccounts(*region_, "finance", {}, {}).ok());
  EXPECT_EQ(BalanceOf(persons_[0]), Money{24'000});
  ASSERT_TRUE(ReverseBill(*region_, kClerk, "202604-E00001-1", "重复").ok());
  EXPECT_EQ(Dues().credit, credit + kOwedFen);
  ASSERT_TRUE(CreditAccounts(*region_, "finance", {}, {}).ok());
  EXPECT_EQ(BalanceOf(persons_[0]), Money{12'000}) << "taken back with its bill";
  ExpectClean();
  Levy(kApril);
  EXPECT_EQ(Dues().credit, credit);
  ExpectClean();
}

TEST_F(ReceiptFlowTest, WhoLeftIsSetOffAgainstAnOpenBillAndGivenBackOfAPaidOne) {
  MoveTo(Date(2026, 4, 5));
  Leave(902, "2026-02-28");
  Levy(kApril);
  const auto arrears = service::FindArrears(*region_, {}, {});
  ASSERT_TRUE(arrears.ok());
  EXPECT_EQ((*arrears)[0].total, kOwedFen) << "half of March and half of April";
  ExpectClean();
  Pay("1218", "", "E00001");
  EXPECT_TRUE(service::FindArrears(*region_, {}, {})->empty());
  EXPECT_EQ(BalanceOf(persons_[0]), Money{24'000});
  EXPECT_EQ(BalanceOf(persons_[1]), Money{});
  ExpectClean();
  Leave(901, "2026-02-28");
  Levy(kApril);
  EXPECT_EQ(Dues().credit, kOwedFen) << "what was paid for both months is the employer's";
  ASSERT_TRUE(CreditAccounts(*region_, "finance", {}, {}).ok());
  EXPECT_EQ(BalanceOf(persons_[0]), Money{});
  ExpectClean();
}

TEST_F(ReceiptFlowTest, AHeldReceiptIsGivenToItsPayerOrBack) {
  const std::vector<ReceiptCells> rows = {Row(kOwed, "", "E00099"), Row("5", "", "E00099")};
  ASSERT_TRUE(TryPost(rows).ok());
  EXPECT_EQ(Balance("collection.receipts.held"), kOwedFen + Money{500});
  EXPECT_EQ(service::FindHeldReceipts(*region_, {"C1"}, 0, 10)->total, 0U)
      << "an office below sees none";
  const auto assigned = AssignReceipt(*region_, kClerk, {rows[0].reference, "", kBill, "电话核实"});
  ASSERT_TRUE(assigned.ok());
  EXPECT_EQ(assigned->employer, "E00001");
  ASSERT_TRUE(ReturnReceipt(*region_, kClerk, rows[1].reference, "转错").ok());
  EXPECT_EQ(Balance("collection.receipts.held"), Money{});
  EXPECT_TRUE(Dues().debts[0].debt.settled());
  EXPECT_EQ(ReturnReceipt(*region_, kClerk, rows[1].reference, "转错").error().code,
            ErrorCode::kReceiptDecided);
  ASSERT_TRUE(CreditAccounts(*region_, "finance", {}, {}).ok());
  ExpectClean();
}

TEST_F(ReceiptFlowTest, NoticesFollowOneAnotherAndStopWhenTheBillIsPaid) {
  const auto run = [&](Date day) {
    MoveTo(day);
    const auto report = RunDunning(*region_, kClerk, {});
    EXPECT_TRUE(report.ok());
    return report.ok() && !report->papers.empty() ? report->papers[0].step : DunningStep::kNone;
  };
  EXPECT_EQ(run(Date(2026, 4, 1)), DunningStep::kNotice);
  EXPECT_EQ(run(Date(2026, 4, 1)), DunningStep::kNone) << "once a day";
  EXPECT_EQ(run(Date(2026, 4, 14)), DunningStep::kNone);
  EXPECT_EQ(run(Date(2026, 4, 15)), DunningStep::kReminder);
  EXPECT_EQ(run(Date(2026, 4, 29)), DunningStep::kNone);
  EXPECT_EQ(run(Date(2026, 5, 3)), DunningStep::kOrder) << "whoever is late goes on from there";
  EXPECT_EQ(run(Date(2026, 7, 2)), DunningStep::kCourt);
  EXPECT_EQ(run(Date(2026, 12, 1)), DunningStep::kNone);
  const auto papers = service::PapersOfEmployer(*region_, {}, "E00001");
  ASSERT_TRUE(papers.ok());
  ASSERT_EQ(papers->size(), 4U);
  EXPECT_EQ(papers->front().bills[0].days, 83);
  const service::Document document =
      DocumentOf(*papers, "示范市", Ratio{2'000}, clock_.Now(), &Text::zh);
  EXPECT_EQ(document.sheets.size(), 4U);
  Pay("2000", "", "E00001");
  EXPECT_TRUE(service::FindArrears(*region_, {}, {})->empty());
  ExpectClean();
}

TEST_F(ReceiptFlowTest, ANoticeOfAnotherDebtOrOutOfItsTurnIsFound) {
  ASSERT_TRUE(RunDunning(*region_, kClerk, {}).ok());
  Pay("600");
  MoveTo(Date(2026, 4, 20));
  ASSERT_TRUE(RunDunning(*region_, kClerk, {}).ok());
  ExpectClean();
  const auto papers = service::PapersOfEmployer(*region_, {}, "E00001");
  ASSERT_TRUE(papers.ok());
  ASSERT_EQ(papers->size(), 2U);
  service::DunningPaper wrong = papers->front();
  wrong.bills[0].principal += Money{1};
  wrong.total += Money{1};
  ExpectFound(RecordOf(wrong), "notice E00001/2");
  wrong = papers->front();
  wrong.step = DunningStep::kCourt;
  ExpectFound(RecordOf(wrong), "notice E00001/2");
  ExpectFound(RecordOf(papers->front()), "");
}

TEST_F(ReceiptFlowTest, ARefundThatWasNotPaidAsItSaysIsFound) {
  Pay("1300");
  const auto asked =
      RequestRefund(*region_, kClerk, {"E00001", Money{8'200}, "厂", "工行", "多缴"});
  ASSERT_TRUE(asked.ok()) << asked.error().English();
  EXPECT_EQ(DecideRefund(*region_, kClerk, asked->id, true, "").error().code,
            ErrorCode::kOwnRequest);
  const auto paid = DecideRefund(*region_, {"finance", {}}, asked->id, true, "");
  ASSERT_TRUE(paid.ok()) << paid.error().English();
  EXPECT_EQ(Balance("collection.receipts.held"), Money{});
  ExpectClean();
  service::CreditRefund wrong = *paid;
  wrong.form.amount -= Money{1};
  ExpectFound(RecordOf(wrong), "refund " + paid->id);
  wrong = *paid;
  wrong.payment = 0;
  ExpectFound(RecordOf(wrong), "refund " + paid->id);
  ExpectFound(RecordOf(*paid), "");
}

TEST_F(ReceiptFlowTest, TheCollectionRateIsWhatCameInOfWhatWasLevied) {
  Pay("600");
  const auto collection = service::FindCollection(*region_, {}, kMarch);
  ASSERT_TRUE(collection.ok());
  ASSERT_EQ(collection->months.size(), 1U);
  EXPECT_EQ(collection->months[0].owed, kOwedFen);
  EXPECT_EQ(collection->months[0].paid, Money{60'000});
  EXPECT_EQ(collection->employers[0].name, "E00001");
}

}  // namespace
}  // namespace tongchou::app
