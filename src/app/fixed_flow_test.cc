// Fixed yearly contributions on a real store: who is covered in the new year.
#include "app/region_testing.h"
#include "base/id_number.h"
#include "service/dunning.h"
#include "service/employers.h"
#include "service/entitled.h"
#include "service/fixed_run.h"
#include "service/imports.h"
#include "service/levy_reads.h"
#include "service/persons.h"
#include "service/receipts.h"

namespace tongchou::app {
namespace {

using service::CoverageStatus;
using service::Desk;
using service::Month;

const Desk kClerk{"clerk", {}};
const Month kYear{Date(2027, 1, 1)};
const Date kNewYear(2027, 1, 5);

class FixedFlowTest : public RegionTest {
 protected:
  FixedFlowTest() {
    Reopen();
    Populate(1);
    MoveTo(Date(2026, 10, 8));
    village_ = Open("village");
    civil_ = Open("civil_affairs");
    for (const char* kind : {"finance_central", "finance_region", "finance_city", "finance_county"})
      Open(kind);
    for (const int sequence : {801, 802}) Enrol(sequence);
  }

  std::string Open(const char* kind) {
    service::Employer form;
    form.name = kind;
    form.unit_kind = kind;
    form.documents = "批复";
    form.event_day = Date(2026, 10, 1);
    const auto made = OpenEmployer(*region_, kClerk, form);
    EXPECT_TRUE(made.ok());
    return made.ok() ? made->code : std::string();
  }

  void Enrol(int sequence) {
    service::ImportRow row;
    row.row = 2;
    row.name = "李四";
    row.certificate = MakeIdNumber("990100", Date(1985, 6, 15), sequence);
    row.category = "adult";
    row.begin = "2027-01-01";
    row.employer = village_;
    persons_.push_back(TakeIn(row, 2027));
  }

  void Run() {
    const auto report = RunFixed(*region_, "finance", kYear, {});
    ASSERT_TRUE(report.ok()) << report.error().English();
    ASSERT_TRUE(report->problems.empty());
  }

  void Pay(const std::string& payer, const std::string& amount) {
    service::ReceiptCells cells;
    cells.row = 2;
    cells.day = ToString(region_->today());
    cells.amount = amount;
    cells.reference = "R" + std::to_string(++receipts_);
    cells.payer = payer;
    const std::string digest(64, static_cast<char>('a' + receipts_));
    const auto file = StartReceiptFile(*region_, "clerk", {"bank.csv", digest, 1});
    ASSERT_TRUE(file.ok());
    ASSERT_TRUE(AddReceiptPart(*region_, "clerk", file->id, 1, {cells}).ok());
    const auto posted = PostReceiptFile(*region_, "finance", file->id, {});
    ASSERT_TRUE(posted.ok());
    ASSERT_EQ(posted->counts[1].lines, 1);
  }

  CoverageStatus StatusOf(const std::string& psn_no, Date day) {
    const auto person = service::GetPerson(*region_, psn_no);
    EXPECT_TRUE(person.ok());
    return person.ok() ? StatusOn(*person, day) : CoverageStatus::kNone;
  }

  Money FundsPaidFor(const std::string& psn_no) {
    service::NewVisit order;
    order.psn_no = psn_no;
    order.scheme = "resident";
    order.kind = service::VisitKind::kOutpatient;
    order.begin = clock_.Now();
    service::Visit visit;
    const auto answered =
        RegisterVisit(*region_, Key(kClinic, "2201"), order, [&](const service::Visit& made) {
          visit = made;
          return std::string();
        });
    EXPECT_TRUE(answered.ok()) << answered.error().English();
    Upload(visit, {Line("1", 20'000)});
    return MustSettle(visit).settlement.figures.funds_paid;
  }

  std::string village_, civil_;
  std::vector<std::string> persons_;
  int receipts_ = 0;
};

TEST_F(FixedFlowTest, WhoseOwnPartWasNotPaidByTheLastDayIsNotCoveredUntilItIs) {
  Run();
  MoveTo(kNewYear);
  ASSERT_TRUE(NoteArrears(*region_, "timer").ok());
  EXPECT_EQ(StatusOf(persons_[0], kNewYear), CoverageStatus::kFrozen);
  EXPECT_EQ(FundsPaidFor(persons_[0]), Money{}) << "no fund pays at the till";
  Pay(village_, "840.00");
  EXPECT_EQ(StatusOf(persons_[0], kNewYear), CoverageStatus::kActive);
  EXPECT_GT(FundsPaidFor(persons_[0]), Money{});
  EXPECT_EQ(StatusOf(persons_[0], Date(2027, 1, 4)), CoverageStatus::kFrozen)
      << "covered from the payment on";
  ExpectClean();
}

TEST_F(FixedFlowTest, WhoeverIsPaidForInTimeIsCoveredFromTheFirstDay) {
  Run();
  Pay(village_, "840.00");
  MoveTo(kNewYear);
  ASSERT_TRUE(NoteArrears(*region_, "timer").ok());
  EXPECT_EQ(StatusOf(persons_[0], Date(2027, 1, 1)), CoverageStatus::kActive);
  ExpectClean();
}

TEST_F(FixedFlowTest, WhomCivilAffairsPaysForIsNotFrozenForTheVillage) {
  ASSERT_TRUE(
      SetEntitled(*region_, kClerk, {persons_[1], "destitute", "特困证", Date(2027, 1, 1)}).ok());
  Run();
  MoveTo(kNewYear);
  ASSERT_TRUE(NoteArrears(*region_, "timer").ok());
  EXPECT_EQ(StatusOf(persons_[0], kNewYear), CoverageStatus::kFrozen);
  EXPECT_EQ(StatusOf(persons_[1], kNewYear), CoverageStatus::kActive);
  ExpectClean();
}

TEST_F(FixedFlowTest, AMonthsLevyAndAYearsContributionsDoNotMix) {
  Run();
  ASSERT_TRUE(RunLevy(*region_, "finance", Month{Date(2026, 10, 1)}, {}).ok());
  const auto monthly = service::MonthTotals(*region_, {}, kYear);
  ASSERT_TRUE(monthly.ok());
  EXPECT_EQ(monthly->sum.bills, 0);
  const auto yearly = service::MonthTotals(*region_, {}, kYear, service::RunOf::kYear);
  ASSERT_TRUE(yearly.ok());
  EXPECT_EQ(yearly->sum.bills, 5);
  EXPECT_EQ(service::TotalOf(yearly->sum.figures), Money{2 * 1'130'00});
  ExpectClean();
}

}  // namespace
}  // namespace tongchou::app
