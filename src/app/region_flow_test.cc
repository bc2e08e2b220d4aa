// The use cases on a real store: visits, stays, purchases, refunds, reversals, repeats, reads.
#include "app/region_testing.h"
#include "service/explanation.h"
#include "service/funds.h"
#include "service/history.h"
#include "service/overview.h"
#include "service/persons.h"
#include "service/register.h"

namespace tongchou::app {
namespace {

using service::VisitKind;

class RegionFlow : public RegionTest {
 protected:
  RegionFlow() { person_ = Populate(2).front(); }

  static service::SettleOrder OrderOf(const service::Visit& visit) {
    service::SettleOrder order;
    order.visit = {visit.mdtrt_id, visit.psn_no};
    return order;
  }

  ErrorCode CodeOf(const auto& result) { return result.error().code; }

  std::string person_;
};

TEST_F(RegionFlow, AnOutpatientVisitIsSettledBookedAndTakenBack) {
  const service::Visit visit = Register(person_, VisitKind::kOutpatient);
  Upload(visit, {Line("1", 50'000), Line("2", 30'000)});
  const service::SettlementOutcome settled = MustSettle(visit);
  const settle::Figures& figures = settled.settlement.figures;
  EXPECT_EQ(figures.total, Money{80'000});
  EXPECT_EQ(figures.total, figures.funds_paid + figures.account + figures.cash);
  // demo-city: 200 a year are the person's, then a hospital of level 3 gets 50 %.
  EXPECT_EQ(figures.funds_paid, Money{30'000});
  EXPECT_EQ(BalanceOf(person_), Money{100'000} - figures.account);
  EXPECT_EQ(settled.settlement.balance_after, BalanceOf(person_));
  ExpectClean();

  EXPECT_EQ(CodeOf(Settle(visit)), ErrorCode::kAlreadySettled);
  const auto reversed = Reverse(settled);
  ASSERT_TRUE(reversed.ok());
  EXPECT_EQ(reversed->settlement.figures.total, Money{-80'000});
  EXPECT_EQ(BalanceOf(person_), Money{100'000});
  EXPECT_EQ(CodeOf(Reverse(settled)), ErrorCode::kAlreadyReversed);
  ExpectClean();

  const service::SettlementOutcome again = MustSettle(visit);
  EXPECT_EQ(again.settlement.figures, figures);
  EXPECT_NE(again.settlement.setl_id, settled.settlement.setl_id);
  ExpectClean();
}

TEST_F(RegionFlow, OnlyTheLatestStandingSettlementCanBeTakenBack) {
  const service::Visit first = Register(person_, VisitKind::kOutpatient);
  Upload(first, {Line("1", 50'000)});
  const auto one = MustSettle(first);
  const service::Visit second = Register(person_, VisitKind::kOutpatient);
  Upload(second, {Line("1", 50'000)});
  const auto two = MustSettle(second);
  EXPECT_EQ(CodeOf(Reverse(one)), ErrorCode::kLaterSettlementExists);
  EXPECT_TRUE(Reverse(two).ok());
  EXPECT_TRUE(Reverse(one).ok());
  EXPECT_EQ(CodeOf(Reverse(one)), ErrorCode::kAlreadyReversed);
  ExpectClean();
}

TEST_F(RegionFlow, AStayNeedsItsDischargeAndClosesOnce) {
  const service::Visit stay = Register(person_, VisitKind::kStay);
  Upload(stay, {Line("1", 500'000), Line("2", 20'000)});
  EXPECT_EQ(CodeOf(Settle(stay)), ErrorCode::kNotDischarged);
  const auto tried = service::TrialSettle(*region_, kHospital, OrderOf(stay));
  ASSERT_TRUE(tried.ok());
  EXPECT_TRUE(tried->settlement.setl_id.empty());
  Discharge(stay);
  const auto settled = MustSettle(stay);
  EXPECT_EQ(settled.settlement.stay_number, 1);
  EXPECT_EQ(settled.settlement.figures.funds_paid, tried->settlement.figures.funds_paid);
  EXPECT_EQ(CodeOf(Settle(stay)), ErrorCode::kAlreadySettled);
  const auto undone =
      service::UndoDischarge(*region_, Key(kHospital, "2405"), {stay.mdtrt_id, stay.psn_no}, {});
  EXPECT_EQ(CodeOf(undone), ErrorCode::kVisitSettled);
  ASSERT_TRUE(Reverse(settled).ok());
  EXPECT_TRUE(
      service::UndoDischarge(*region_, Key(kHospital, "2405"), {stay.mdtrt_id, ""}, {}).ok());
  EXPECT_EQ(CodeOf(service::CancelVisit(*region_, Key(kHospital, "2404"), {stay.mdtrt_id, ""}, {})),
            ErrorCode::kVisitHasFees);
  const service::WithdrawOrder all{{stay.mdtrt_id, ""}, {}, {"0000"}};
  EXPECT_TRUE(service::WithdrawLines(*region_, Key(kHospital, "2302"), all, {}).ok());
  EXPECT_TRUE(service::CancelVisit(*region_, Key(kHospital, "2404"), {stay.mdtrt_id, ""}, {}).ok());
  ExpectClean();
}

TEST_F(RegionFlow, RefundsAreNettedAndTheirSplitsAddUp) {
  const service::Visit stay = Register(person_, VisitKind::kStay);
  const auto charged = Upload(stay, {Line("1", 500'000), Line("2", 20'000)});
  const auto refunded = Upload(stay, {Refund("3", "2", 20'000)});
  ASSERT_EQ(refunded.size(), 1u);
  EXPECT_EQ(refunded[0].split.eligible, Money{-20'000});
  const service::UploadOrder again{{stay.mdtrt_id, ""}, {{"", {Refund("4", "2", 20'000)}}}};
  EXPECT_EQ(CodeOf(service::UploadLines(*region_, Key(kHospital, "2301"), again, {})),
            ErrorCode::kBadRefund);
  const service::WithdrawOrder original{{stay.mdtrt_id, ""}, {}, {"2"}};
  EXPECT_EQ(CodeOf(service::WithdrawLines(*region_, Key(kHospital, "2302"), original, {})),
            ErrorCode::kBadRefund);
  Discharge(stay);
  const auto settled = MustSettle(stay);
  EXPECT_EQ(settled.settlement.figures.total, Money{500'000});
  EXPECT_EQ(settled.settlement.figures.eligible,
            charged[0].split.eligible + charged[1].split.eligible + refunded[0].split.eligible);
  ExpectClean();
}

TEST_F(RegionFlow, AStatedAmountThatDiffersStoresNothing) {
  const service::Visit visit = Register(person_, VisitKind::kOutpatient);
  Upload(visit, {Line("1", 50'000)});
  service::SettleOrder order;
  order.stated.total = Money{50'001};
  EXPECT_EQ(CodeOf(Settle(visit, order)), ErrorCode::kStatedAmountDiffers);
  order.stated.total = Money{50'000};
  order.stated.eligible = Money{49'999};
  EXPECT_EQ(CodeOf(Settle(visit, order)), ErrorCode::kStatedAmountDiffers);
  service::SettlementQuery query;
  query.psn_no = person_;
  const auto found = service::FindSettlements(*region_, query);
  ASSERT_TRUE(found.ok());
  EXPECT_TRUE(found->items.empty());
}

TEST_F(RegionFlow, SettlementsOfOneProviderFollowEachOtherPageByPage) {
  std::vector<std::string> of_clinic;
  for (const char* provider : {kClinic, kHospital, kClinic, kClinic, kHospital}) {
    const service::Visit visit = Register(person_, VisitKind::kOutpatient, provider);
    Upload(visit, {Line("1", 50'000)});
    const std::string setl_id = MustSettle(visit).settlement.setl_id;
    if (provider == std::string(kClinic)) of_clinic.insert(of_clinic.begin(), setl_id);
  }
  std::vector<std::string> found;
  service::SettlementQuery query;
  query.provider = kClinic;
  query.limit = 1;
  for (int pages = 0; pages < 3; ++pages) {
    const auto page = service::FindSettlements(*region_, query);
    ASSERT_TRUE(page.ok());
    for (const auto& item : page->items) found.push_back(item.settlement.setl_id);
    query.before = page->next;
  }
  EXPECT_EQ(found, of_clinic);
  EXPECT_EQ(query.before, "") << "there is no fourth page";
  query.benefit = "inpatient";
  EXPECT_TRUE(service::FindSettlements(*region_, query)->items.empty());
}

TEST_F(RegionFlow, AMessageIsExecutedOnce) {
  const service::Visit visit = Register(person_, VisitKind::kOutpatient);
  Upload(visit, {Line("1", 50'000)});
  const service::RequestKey key = Key(kHospital, "2207");
  const service::SettleOrder order = OrderOf(visit);
  const auto write = [](const service::SettlementOutcome& made) {
    return "settled " + made.settlement.setl_id;
  };
  const auto first = service::Settle(*region_, key, order, write);
  ASSERT_TRUE(first.ok());
  EXPECT_FALSE(first->repeated);
  const auto second = service::Settle(*region_, key, order, write);
  ASSERT_TRUE(second.ok());
  EXPECT_TRUE(second->repeated);
  EXPECT_EQ(second->answer, first->answer);
  service::RequestKey other = key;
  other.body = Sm3("another body");
  EXPECT_EQ(CodeOf(service::Settle(*region_, other, order, write)), ErrorCode::kMessageIdReused);
  Reopen();
  EXPECT_EQ(service::Settle(*region_, key, order, write)->answer, first->answer);
  EXPECT_TRUE(service::FindSettlementByMessage(*region_, kHospital, key.msgid).ok());
  ExpectClean();
}

TEST_F(RegionFlow, APurchaseIsVisitLinesAndSettlementInOne) {
  service::PurchaseOrder order;
  order.psn_no = person_;
  order.scheme = "employee";
  order.benefit = "pharmacy";
  order.begin = clock_.Now();
  order.lines = {Line("1", 3'000), Line("2", 4'000)};
  order.use_account = true;
  const auto tried = service::TrialPurchase(*region_, kPharmacy, order);
  ASSERT_TRUE(tried.ok());
  EXPECT_EQ(tried->lines.size(), 2u);
  EXPECT_EQ(BalanceOf(person_), Money{100'000});
  const service::RequestKey key = Key(kPharmacy, "2102");
  service::SettlementOutcome bought;
  ASSERT_TRUE(service::Purchase(*region_, key, order, [&](const auto& made) {
                bought = made;
                return std::string();
              }).ok());
  EXPECT_EQ(bought.settlement.figures, tried->settlement.figures);
  EXPECT_EQ(bought.lines.size(), 2u);
  EXPECT_EQ(BalanceOf(person_), Money{93'000});
  ExpectClean();

  const service::UndoOrder undo{person_, key.msgid, "2102"};
  EXPECT_EQ(CodeOf(service::UndoByMessage(*region_, Key(kPharmacy, "2601"),
                                          {person_, "no such", "2102"}, {})),
            ErrorCode::kUnknownMessage);
  EXPECT_EQ(CodeOf(service::UndoByMessage(*region_, Key(kPharmacy, "2601"),
                                          {person_, key.msgid, "2401"}, {})),
            ErrorCode::kNotUndoable);
  EXPECT_TRUE(service::UndoByMessage(*region_, Key(kPharmacy, "2601"), undo, {}).ok());
  EXPECT_EQ(CodeOf(service::UndoByMessage(*region_, Key(kPharmacy, "2601"), undo, {})),
            ErrorCode::kAlreadyReversed);
  EXPECT_EQ(BalanceOf(person_), Money{100'000});
  ExpectClean();
}

TEST_F(RegionFlow, WhoeverIsNotCoveredOrFrozenIsSettledSo) {
  ASSERT_TRUE(service::SetCoverageFrozen(*region_, "test", person_, "employee", Date(2026, 3, 1),
                                         true, "欠费")
                  .ok());
  const service::Visit visit = Register(person_, VisitKind::kOutpatient);
  Upload(visit, {Line("1", 50'000)});
  const auto settled = MustSettle(visit);
  EXPECT_TRUE(settled.settlement.facts.frozen);
  EXPECT_EQ(settled.settlement.figures.funds_paid, Money{0});
  clock_.MoveTo(MomentOf(Date(2025, 12, 31)));
  service::NewVisit early;
  early.psn_no = person_;
  early.scheme = "employee";
  early.begin = clock_.Now();
  EXPECT_EQ(CodeOf(service::RegisterVisit(*region_, Key(kHospital, "2201"), early, {})),
            ErrorCode::kNoCoverage);
  ExpectClean();
}

TEST_F(RegionFlow, EveryFigureIsExplainedFromStoredInputs) {
  const service::Visit visit = Register(person_, VisitKind::kOutpatient);
  Upload(visit, {Line("1", 50'000)});
  const auto settled = MustSettle(visit);
  const auto explained = service::ExplainSettlement(*region_, settled.settlement.setl_id);
  ASSERT_TRUE(explained.ok()) << explained.error().English();
  EXPECT_TRUE(explained->reproduced);
  EXPECT_EQ(explained->explanation.figures, settled.settlement.figures);
  EXPECT_FALSE(explained->explanation.lines.empty());
}

TEST_F(RegionFlow, WhatWasSettledIsFoundAgain) {
  const service::Visit visit = Register(person_, VisitKind::kOutpatient);
  Upload(visit, {Line("1", 50'000), Line("2", 10)});
  const auto settled = MustSettle(visit);
  const auto view = service::GetSettlement(*region_, settled.settlement.setl_id);
  ASSERT_TRUE(view.ok());
  EXPECT_EQ(view->lines.size(), 2u);
  EXPECT_EQ(view->person.psn_no, person_);
  const auto days = service::DayTotals(*region_, Date(2026, 3, 1), Date(2026, 3, 31));
  ASSERT_TRUE(days.ok());
  ASSERT_EQ(days->size(), 1u);
  EXPECT_EQ(days->front().total, Money{50'010});
  const auto entry = service::GetEntry(*region_, settled.settlement.entry);
  ASSERT_TRUE(entry.ok());
  EXPECT_EQ(entry->source, settled.settlement.setl_id);
  const auto years = service::FindYears(*region_, person_);
  ASSERT_TRUE(years.ok());
  ASSERT_EQ(years->size(), 1u);
  EXPECT_EQ(years->front().total, Money{50'010});
  const auto people = service::FindPersons(*region_, "张", "", 1);
  ASSERT_TRUE(people.ok());
  EXPECT_EQ(people->persons.size(), 1u);
  EXPECT_FALSE(people->next.empty());
  Money debit, credit;
  const auto balances = service::FundBalances(*region_);
  ASSERT_TRUE(balances.ok());
  for (const auto& account : *balances) {
    debit += account.debit;
    credit += account.credit;
  }
  EXPECT_EQ(debit, credit);
}

}  // namespace
}  // namespace tongchou::app
