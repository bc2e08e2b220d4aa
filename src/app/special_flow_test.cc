// Special groups on a real store and a clock that is moved: pre-funding, the levy for retired
// cadres and their managed accounts, disabled soldiers, the quota of those settled elsewhere.
#include <algorithm>

#include "app/region_testing.h"
#include "base/id_number.h"
#include "service/account_credits.h"
#include "service/dues_reads.h"
#include "service/dunning.h"
#include "service/employers.h"
#include "service/funds.h"
#include "service/levy_explain.h"
#include "service/offsite.h"
#include "service/prefund_claims.h"
#include "service/receipt_cases.h"
#include "service/soldier_sheets.h"
#include "service/special_claims.h"

namespace tongchou::app {
namespace {

using service::Desk;
using service::Month;
using service::PrefundKind;
using service::SpecialClaimKind;
using service::SpecialGroup;
using service::StandardKind;

const Desk kClerk{"clerk", {}};
const Desk kReviewer{"reviewer", {}};

class SpecialFlowTest : public RegionTest {
 protected:
  SpecialFlowTest() {
    Reopen();
    people_ = Populate(1);
    Open("E00001", "示范纺织厂", "enterprise");
    Open("E00002", "示范特困厂", "enterprise");
    Open("E00009", "示范市财政局", "finance");
  }

  void Open(const std::string& code, const std::string& name, const std::string& kind) {
    service::Employer form;
    form.code = code;
    form.name = name;
    form.unit_kind = kind;
    form.documents = "证件";
    form.event_day = Date(2026, 1, 1);
    ASSERT_TRUE(OpenEmployer(*region_, kClerk, form).ok());
  }

  // Somebody covered by the scheme of employees from 2026-01-01 on.
  std::string Enrol(const std::string& category, const std::string& employer, Date birth,
                    int sequence) {
    service::NewPerson person;
    person.name = "退休" + std::to_string(sequence);
    person.certificate = MakeIdNumber("990100", birth, sequence);
    person.birth = birth;
    person.gender = sequence % 2 == 1 ? service::Gender::kMale : service::Gender::kFemale;
    service::Coverage coverage;
    coverage.scheme = "employee";
    coverage.category = category;
    coverage.employer = employer;
    coverage.range = {Date(2026, 1, 1), kForever};
    person.coverage = {coverage};
    const auto made = EnrolPersons(*region_, "test", {person});
    EXPECT_TRUE(made.ok()) << made.error().English();
    return made.ok() ? made->front() : std::string();
  }

  // Posts one receipt of today for the bill; its reference.
  std::string Pay(Money amount, const std::string& bill) {
    service::ReceiptCells cells;
    cells.row = ++rows_ + 1;
    cells.day = ToString(region_->today());
    cells.amount = ToYuan(amount);
    cells.reference = "R" + std::to_string(rows_);
    cells.bill = bill;
    std::string digest = std::to_string(rows_);
    digest.resize(64, '0');
    const auto file = StartReceiptFile(*region_, "clerk", {"bank.csv", digest, 1});
    EXPECT_TRUE(file.ok());
    EXPECT_TRUE(AddReceiptPart(*region_, "clerk", file->id, 1, {cells}).ok());
    const auto report = PostReceiptFile(*region_, "finance", file->id, {});
    EXPECT_TRUE(report.ok());
    EXPECT_EQ(report->counts[static_cast<std::size_t>(service::LineStatus::kMatched)].lines, 1);
    EXPECT_TRUE(CreditManaged(*region_, "finance").ok());
    return cells.reference;
  }

  Money Balance(const std::string& account) {
    const auto balances = FundBalances(*region_);
    EXPECT_TRUE(balances.ok());
    for (const auto& row : *balances) {
      if (CodeOf(row.account) == account) return row.balance();
    }
    ADD_FAILURE() << account;
    return {};
  }

  service::EmployerDues DuesOf(const std::string& code) {
    auto dues = DuesOfEmployer(*region_, {}, code);
    EXPECT_TRUE(dues.ok()) << dues.error().English();
    return dues.ok() ? *std::move(dues) : service::EmployerDues();
  }

  service::PrefundOrder Order(PrefundKind kind) {
    service::PrefundOrder order;
    order.employer = "E00001";
    order.kind = kind;
    order.declared = Date(2026, 3, 10);
    order.documents = "破产裁定书 2026-7";
    return order;
  }

  std::string Cadre(const std::string& unit, int sequence) {
    service::SpecialForm form;
    form.group = SpecialGroup::kCadre;
    form.name = "离休" + std::to_string(sequence);
    form.certificate = MakeIdNumber("990100", Date(1932, 5, 4), sequence);
    form.payer = unit;
    form.from = Date(2026, 1, 1);
    form.documents = "离休干部基本情况报表";
    const auto made = ListSpecial(*region_, kClerk, form);
    EXPECT_TRUE(made.ok()) << made.error().English();
    return made.ok() ? made->psn_no : std::string();
  }

  // The standard of the year as entered: 12000.00 a head.
  void SetStandard(StandardKind kind, std::int32_t year) {
    service::StandardForm form;
    form.kind = kind;
    form.year = year;
    form.stored = false;
    form.cost = Money{3'600'000};
    form.heads = 3;
    form.documents = "决算表";
    ASSERT_TRUE(RequestStandard(*region_, kClerk, form).ok());
    ASSERT_TRUE(DecideStandard(*region_, kReviewer, kind, year, true, "").ok());
  }

  service::SpecialClaimForm Costs(const std::string& psn_no, SpecialClaimKind kind, Money amount,
                                  std::int32_t year) {
    return {psn_no, kind, year, amount, amount, "发票 3 张", "季度报销", "工行 6222"};
  }

  service::SpecialClaim Paid(const service::SpecialClaimForm& form) {
    const auto asked = RequestSpecialClaim(*region_, kClerk, form);
    EXPECT_TRUE(asked.ok()) << asked.error().English();
    if (!asked.ok()) return {};
    const auto paid = DecideSpecialClaim(*region_, kReviewer, asked->id, true, "同意");
    EXPECT_TRUE(paid.ok()) << paid.error().English();
    return paid.ok() ? *paid : service::SpecialClaim();
  }

  std::vector<std::string> people_;
  int rows_ = 0;
};

TEST_F(SpecialFlowTest, PrefundingIsABillThatIsPaidAndTakenBack) {
  const std::string older = Enrol("retired", "E00001", Date(1950, 3, 2), 11);
  Enrol("retired", "E00001", Date(1940, 1, 2), 12);  // 862 months and more: 78 years are 936
  const auto table = DrawUpPrefund(*region_, kClerk, Order(PrefundKind::kLife));
  ASSERT_TRUE(table.ok()) << table.error().English();
  ASSERT_EQ(table->lines.size(), 2U);
  // 96000 / 12 x 6 % x (78 x 12 - 76 x 12) = 480 x 24
  EXPECT_EQ(table->lines[0].line.input.age, 76 * 12);
  EXPECT_EQ(table->lines[0].months, 24);
  EXPECT_EQ(table->lines[0].line.figures.employer, Money{1'152'000});
  EXPECT_LT(table->lines[1].months, 0);
  EXPECT_EQ(table->total, Money{1'152'000});

  const auto bill = PostPrefund(*region_, kClerk, Order(PrefundKind::kLife));
  ASSERT_TRUE(bill.ok()) << bill.error().English();
  EXPECT_EQ(NumberOf(*bill), "202603-E00001_prefund-1");
  EXPECT_EQ(bill->persons, 1);
  EXPECT_EQ(PostPrefund(*region_, kClerk, Order(PrefundKind::kLife)).error().code,
            ErrorCode::kClaimStands);
  const auto explained = ExplainLevy(*region_, {}, NumberOf(*bill), older);
  ASSERT_TRUE(explained.ok()) << explained.error().English();
  ASSERT_EQ(explained->steps.size(), 2U);
  EXPECT_EQ(explained->steps[1].amount, Money{1'152'000});
  EXPECT_EQ(explained->steps[1].citation->article, "第十二条");
  EXPECT_EQ(DuesOf("E00001").debts.size(), 0U);
  ASSERT_EQ(DuesOf("E00001_prefund").debts.size(), 1U);

  const std::string reference = Pay(Money{1'152'000}, NumberOf(*bill));
  EXPECT_TRUE(DuesOf("E00001_prefund").debts[0].debt.settled());
  EXPECT_EQ(Balance("employee.pooled.income"), Money{1'152'000});
  EXPECT_EQ(ReverseBill(*region_, kClerk, NumberOf(*bill), "错单").error().code,
            ErrorCode::kBillPaid);
  ASSERT_TRUE(ReverseReceipt(*region_, kClerk, reference, "退票").ok());
  ASSERT_TRUE(ReverseBill(*region_, kClerk, NumberOf(*bill), "错单").ok());
  EXPECT_EQ(DuesOf("E00001_prefund").debts.size(), 0U);
  EXPECT_TRUE(PostPrefund(*region_, kClerk, Order(PrefundKind::kLife)).ok());
  ExpectClean();
}

TEST_F(SpecialFlowTest, FixedYearsAndBackPaymentsFollowTheirOwnClauses) {
  const std::string man = Enrol("retired", "E00001", Date(1968, 7, 2), 13);
  const auto years = DrawUpPrefund(*region_, kClerk, Order(PrefundKind::kYears));
  ASSERT_TRUE(years.ok());
  EXPECT_EQ(years->lines[0].months, 120);
  EXPECT_EQ(years->total, Money{5'760'000});  // 480 x 120
  // Retired in 2026-01 at 57 years and 6 months: 30 months to 60, 8 % of 8000
  service::PrefundOrder order = Order(PrefundKind::kBack);
  order.persons = {man};
  const auto back = DrawUpPrefund(*region_, kClerk, order);
  ASSERT_TRUE(back.ok());
  EXPECT_EQ(back->lines[0].months, 30);
  EXPECT_EQ(back->total, Money{1'920'000});
  order.persons.push_back("990100100000000999");
  EXPECT_EQ(DrawUpPrefund(*region_, kClerk, order).error().code, ErrorCode::kUnknownPerson);
  order = Order(PrefundKind::kYears);
  order.declared = Date(2026, 3, 21);
  EXPECT_EQ(DrawUpPrefund(*region_, kClerk, order).error().code, ErrorCode::kTimeInFuture);
}

TEST_F(SpecialFlowTest, AnUnpaidClaimFreezesNobodyAndIsDunned) {
  Enrol("retired", "E00001", Date(1950, 3, 2), 11);
  ASSERT_TRUE(PostPrefund(*region_, kClerk, Order(PrefundKind::kLife)).ok());
  MoveTo(Date(2026, 6, 20));
  ASSERT_TRUE(NoteArrears(*region_, "clock").ok());
  const auto arrears = FindArrears(*region_, {}, {{}, {}, false, false});
  ASSERT_TRUE(arrears.ok());
  ASSERT_EQ(arrears->size(), 1U);
  EXPECT_EQ(arrears->front().employer, "E00001_prefund");
  EXPECT_FALSE(arrears->front().frozen_from.has_value());
  const auto sent = RunDunning(*region_, kClerk, {});
  ASSERT_TRUE(sent.ok());
  ASSERT_EQ(sent->papers.size(), 1U);
  EXPECT_EQ(sent->papers[0].name, "示范纺织厂");
  ExpectClean();
}

TEST_F(SpecialFlowTest, CadresAreLeviedOnceAndFinancePaysForExemptUnits) {
  const std::string first = Cadre("E00001", 21), second = Cadre("E00001", 22);
  const std::string poor = Cadre("E00002", 23);
  EXPECT_EQ(RunCadreLevy(*region_, "finance", 2027).error().code, ErrorCode::kNoStandard);
  service::StandardForm none;
  none.kind = StandardKind::kCadre;
  none.year = 2027;
  none.documents = "测算";
  EXPECT_EQ(RequestStandard(*region_, kClerk, none).error().code, ErrorCode::kNoCost);
  SetStandard(StandardKind::kCadre, 2027);
  EXPECT_EQ(RequestStandard(*region_, kClerk, none).error().code, ErrorCode::kStandardSet);
  service::Hardship hardship;
  hardship.year = 2027;
  hardship.employer = "E00002";
  hardship.payer = "E00001";
  hardship.documents = "审批表";
  hardship.reason = "停产";
  EXPECT_EQ(RequestHardship(*region_, kClerk, hardship).error().code, ErrorCode::kBadParameter);
  hardship.payer = "E00009";
  ASSERT_TRUE(RequestHardship(*region_, kClerk, hardship).ok());
  EXPECT_EQ(DecideHardship(*region_, kClerk, 2027, "E00002", true, "").error().code,
            ErrorCode::kOwnRequest);
  ASSERT_TRUE(DecideHardship(*region_, kReviewer, 2027, "E00002", true, "").ok());

  MoveTo(Date(2026, 12, 12));
  const auto levy = RunCadreLevy(*region_, "finance", 2027);
  ASSERT_TRUE(levy.ok()) << levy.error().English();
  ASSERT_EQ(levy->parts.size(), 2U);
  EXPECT_EQ(levy->parts[0].bill, "202701-E00001_cadre-1");
  EXPECT_EQ(levy->parts[0].amount, Money{2'400'000});
  EXPECT_EQ(levy->parts[0].due, Date(2026, 12, 31));
  EXPECT_EQ(levy->parts[1].bill, "202701-E00009_cadre-1");
  EXPECT_EQ(levy->parts[1].due, Date(2027, 3, 31));
  EXPECT_EQ(RunCadreLevy(*region_, "finance", 2027)->before, 3);
  ExpectClean();

  // Their fund and the managed accounts, and nothing of another scheme.
  const std::string reference = Pay(Money{2'400'000}, levy->parts[0].bill);
  EXPECT_EQ(ManagedOfPerson(*region_, {}, first)->balance(), Money{480'000});
  EXPECT_EQ(ManagedOfPerson(*region_, {}, poor)->balance(), Money{});
  EXPECT_EQ(Balance("cadre.pooled.bank"), Money{1'440'000});
  EXPECT_EQ(Balance("cadre.managed.bank"), Money{960'000});
  EXPECT_EQ(Balance("employee.pooled.bank"), Money{});
  const auto explained = ExplainLevy(*region_, {}, levy->parts[0].bill, second);
  ASSERT_TRUE(explained.ok());
  EXPECT_EQ(explained->steps.front().citation->article, "第三条");
  // The account pays first, then the fund.
  const auto paid = Paid(Costs(first, SpecialClaimKind::kCadreCost, Money{500'000}, 2026));
  EXPECT_EQ(paid.managed, Money{480'000});
  EXPECT_EQ(paid.pooled, Money{20'000});
  EXPECT_EQ(paid.unit, "E00001");
  ASSERT_TRUE(ReverseReceipt(*region_, kClerk, reference, "退票").ok());
  const auto back = CreditManaged(*region_, "finance");
  EXPECT_EQ(back->not_taken_back, 1);  // one of the two has spent it
  ExpectClean();
  ASSERT_TRUE(ReverseSpecialClaim(*region_, kReviewer, paid.id, "重复").ok());
  EXPECT_EQ(CreditManaged(*region_, "finance")->taken_back, 1);
  EXPECT_EQ(ManagedOfPerson(*region_, {}, first)->balance(), Money{});
  EXPECT_EQ(Balance("cadre.managed.bank"), Money{});
  ExpectClean();
}

TEST_F(SpecialFlowTest, HalfOfTheSurplusIsPaidOutWhenTheYearIsOver) {
  const std::string cadre = Cadre("E00001", 21);
  SetStandard(StandardKind::kCadre, 2026);
  const auto levy = RunCadreLevy(*region_, "finance", 2026);
  ASSERT_TRUE(levy.ok());
  Pay(Money{1'200'000}, levy->parts[0].bill);
  // Late by months: the fee is owed besides. 4800.00 to the account, 1000.00 of it spent.
  Paid(Costs(cadre, SpecialClaimKind::kCadreCost, Money{100'000}, 2026));
  EXPECT_EQ(PrepareSurplus(*region_, kClerk, 2026).error().code, ErrorCode::kYearNotOver);
  // What is levied for the next year is none of this one's surplus.
  MoveTo(Date(2026, 12, 12));
  SetStandard(StandardKind::kCadre, 2027);
  const auto next = RunCadreLevy(*region_, "finance", 2027);
  Pay(Money{1'200'000}, next->parts[0].bill);
  MoveTo(Date(2027, 1, 8));
  auto more = Costs(cadre, SpecialClaimKind::kSurplus, Money{190'001}, 2026);
  EXPECT_EQ(RequestSpecialClaim(*region_, kClerk, more).error().code, ErrorCode::kBadAmount);
  const auto run = PrepareSurplus(*region_, kClerk, 2026);
  ASSERT_TRUE(run.ok());
  EXPECT_EQ(run->made, 1);
  EXPECT_EQ(PrepareSurplus(*region_, kClerk, 2026)->before, 1);
  const auto claims = SpecialClaimsOf(*region_, {}, cadre);
  const auto paid = DecideSpecialClaim(*region_, kReviewer, claims->back().id, true, "");
  ASSERT_TRUE(paid.ok()) << paid.error().English();
  EXPECT_EQ(paid->managed, Money{190'000});  // half of 3800.00
  EXPECT_EQ(ManagedOfPerson(*region_, {}, cadre)->balance(), Money{670'000});
  EXPECT_EQ(PrepareSurplus(*region_, kClerk, 2026)->before, 1);
  ExpectClean();
}

TEST_F(SpecialFlowTest, TheStandardIsComputedFromWhatWasReimbursed) {
  const std::string cadre = Cadre("E00001", 21);
  Cadre("E00001", 22);
  Paid(Costs(cadre, SpecialClaimKind::kCadreCost, Money{900'001}, 2026));
  const auto computed = ComputeStandard(*region_, StandardKind::kCadre, 2027);
  ASSERT_TRUE(computed.ok());
  EXPECT_EQ(computed->cost, Money{900'001});
  EXPECT_EQ(computed->heads, 2);
  EXPECT_EQ(computed->value(), Money{450'001});
  service::StandardForm form;
  form.kind = StandardKind::kCadre;
  form.year = 2027;
  form.adjustment = Money{-1};
  form.documents = "会议纪要";
  ASSERT_TRUE(RequestStandard(*region_, kClerk, form).ok());
  ASSERT_TRUE(DecideStandard(*region_, kReviewer, StandardKind::kCadre, 2027, true, "").ok());
  EXPECT_EQ(ApprovedStandard(*region_, StandardKind::kCadre, 2027)->value(), Money{450'000});
  // Costs of that year that are paid later change nothing of it.
  Paid(Costs(cadre, SpecialClaimKind::kCadreCost, Money{100}, 2026));
  ExpectClean();
}

TEST_F(SpecialFlowTest, ACadreIsOnOneListAndHasAHealthFile) {
  const std::string cadre = Cadre("E00001", 21);
  service::SpecialForm form;
  form.group = SpecialGroup::kCountyCadre;
  form.psn_no = cadre;
  form.payer = "E00001";
  form.from = Date(2026, 2, 1);
  form.documents = "任免文件";
  EXPECT_EQ(ListSpecial(*region_, kClerk, form).error().code, ErrorCode::kDuplicateId);
  const service::Checkup checkup{{}, Date(2026, 3, 1), "市医院", "李医生", "血压偏高", {}, {}};
  ASSERT_TRUE(AddCheckup(*region_, kClerk, cadre, checkup).ok());
  EXPECT_EQ(AddCheckup(*region_, kClerk, people_[0], checkup).error().code, ErrorCode::kNotOfGroup);
  const auto file = CheckupsOf(*region_, kClerk, cadre);
  ASSERT_TRUE(file.ok());
  ASSERT_EQ(file->size(), 1U);
  EXPECT_EQ(file->front().findings, "血压偏高");
  ASSERT_TRUE(
      UnlistSpecial(*region_, kClerk, SpecialGroup::kCadre, cadre, Date(2026, 1, 31), "去世").ok());
  EXPECT_EQ(service::GetPerson(*region_, cadre)->coverage.back().range.through, Date(2026, 1, 31));
  EXPECT_EQ(RequestSpecialClaim(*region_, kClerk,
                                Costs(people_[0], SpecialClaimKind::kCadreCost, Money{100}, 2026))
                .error()
                .code,
            ErrorCode::kNotOfGroup);
  ExpectClean();
}

TEST_F(SpecialFlowTest, WhatASoldiersCareCostIsBilledOnceAMonth) {
  service::SpecialForm form;
  form.group = SpecialGroup::kSoldier;
  form.psn_no = people_[0];
  form.payer = "E00009";
  form.from = Date(2026, 1, 1);
  form.documents = "残疾军人证";
  ASSERT_TRUE(ListSpecial(*region_, kClerk, form).ok());
  const auto visit = Register(people_[0], service::VisitKind::kStay);
  Upload(visit, {Line("1", 1'000'000)});
  Discharge(visit);
  const auto settled = MustSettle(visit);
  const Money funds = settled.settlement.figures.funds_paid;
  ASSERT_GT(funds, Money{});
  const Month march{Date(2026, 3, 1)};
  EXPECT_EQ(PostSoldiers(*region_, "finance", march).error().code, ErrorCode::kTimeInFuture);
  MoveTo(Date(2026, 4, 2));
  const auto posted = PostSoldiers(*region_, "finance", march);
  ASSERT_TRUE(posted.ok()) << posted.error().English();
  ASSERT_EQ(posted->sheets.size(), 1U);
  EXPECT_EQ(posted->sheets[0].amount, funds);
  EXPECT_EQ(posted->sheets[0].due, Date(2026, 4, 30));
  EXPECT_FALSE(PostSoldiers(*region_, "finance", march)->sheets[0].posted);
  Pay(funds, posted->sheets[0].bill);
  EXPECT_TRUE(DuesOf("E00009_soldier").debts[0].debt.settled());
  const auto explained = ExplainLevy(*region_, {}, posted->sheets[0].bill, people_[0]);
  ASSERT_TRUE(explained.ok());
  EXPECT_EQ(explained->steps.front().amount, funds);
  ExpectClean();
  // Taken back in April: it stands on April's sheet, and the payer gets it back.
  ASSERT_TRUE(Reverse(settled).ok());
  MoveTo(Date(2026, 5, 2));
  const auto april = PostSoldiers(*region_, "finance", Month{Date(2026, 4, 1)});
  ASSERT_TRUE(april.ok()) << april.error().English();
  EXPECT_EQ(april->sheets[0].amount, -funds);
  EXPECT_EQ(DuesOf("E00009_soldier").credit, funds);
  ExpectClean();
}

TEST_F(SpecialFlowTest, ThoseSettledElsewhereAreReimbursedUpToTheQuota) {
  const std::string retired = Enrol("retired", "E00001", Date(1950, 3, 2), 11);
  const auto costs = Costs(retired, SpecialClaimKind::kOffsiteCost, Money{800'000}, 2026);
  EXPECT_EQ(RequestSpecialClaim(*region_, kClerk, costs).error().code, ErrorCode::kNoStandard);
  SetStandard(StandardKind::kOffsite, 2026);
  EXPECT_EQ(RequestSpecialClaim(*region_, kClerk, costs).error().code, ErrorCode::kNotOfGroup);
  service::Offsite elsewhere;
  elsewhere.psn_no = retired;
  elsewhere.year = 2026;
  elsewhere.range = {Date(2026, 1, 1), Date(2026, 12, 31)};
  elsewhere.place = "海南三亚";
  elsewhere.documents = "登记表";
  ASSERT_TRUE(RegisterOffsite(*region_, kClerk, elsewhere).ok());
  const auto first = Paid(costs);
  EXPECT_EQ(first.pooled, Money{800'000});
  EXPECT_EQ(first.unit, "E00001");
  const auto second = Paid(costs);
  EXPECT_EQ(second.pooled, Money{400'000});  // what was left of 12000.00
  EXPECT_EQ(RequestSpecialClaim(*region_, kClerk, costs).error().code, ErrorCode::kNothingLeft);
  ASSERT_TRUE(ReverseSpecialClaim(*region_, kReviewer, first.id, "票据有误").ok());
  EXPECT_EQ(ReverseSpecialClaim(*region_, kReviewer, first.id, "票据有误").error().code,
            ErrorCode::kSpecialNotPosted);
  EXPECT_EQ(Paid(costs).pooled, Money{800'000});
  EXPECT_EQ(Balance("employee.pooled.benefits"), Money{1'200'000});
  ExpectClean();
}

TEST_F(SpecialFlowTest, ALevyOfCadresThatWasStoppedIsCompletedByTheNextRun) {
  Cadre("E00001", 21);
  Cadre("E00002", 22);
  SetStandard(StandardKind::kCadre, 2027);
  int failed = 0;
  for (std::int64_t call = 1; call <= 8; ++call) {
    for (const bool after : {false, true}) {
      faults_->Plan({call, 1, ErrorCode::kStoreUnavailable, after});
      failed += RunCadreLevy(*region_, "finance", 2027).ok() ? 0 : 1;
      faults_->Plan({});
      Reopen();
    }
  }
  EXPECT_GT(failed, 2);
  ASSERT_TRUE(RunCadreLevy(*region_, "finance", 2027).ok());
  for (const char* code : {"E00001_cadre", "E00002_cadre"}) {
    EXPECT_EQ(DuesOf(code).debts.size(), 1U) << code;
  }
  ExpectClean();
}

}  // namespace
}  // namespace tongchou::app
