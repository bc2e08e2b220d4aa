// Retroactive change on a real store: a later version of the pack, settlements done again.
#include <utility>

#include "app/region_testing.h"
#include "policy/load.h"
#include "service/funds.h"
#include "service/history.h"
#include "service/persons.h"
#include "service/policy_shelf.h"
#include "service/recompute.h"
#include "service/verify.h"

namespace tongchou::app {
namespace {

using service::Changed;
using service::PersonStage;
using service::Recompute;
using service::RecomputeLine;

constexpr const char* kOfficer = "finance";
constexpr const char* kLeader = "leader";

class RecomputeFlowTest : public RegionTest {
 protected:
  RecomputeFlowTest() { people_ = Populate(3); }

  // Publishes the pack of the folder with `from` replaced by `to` in the employees' rules.
  void Publish(std::string from, std::string to) {
    from_ = std::move(from);
    to_ = std::move(to);
    const auto sources = policy::ReadPackFolders(TONGCHOU_SOURCE_DIR "/policies");
    ASSERT_TRUE(sources.ok());
    for (policy::PackSource source : *sources) {
      if (source.id != kPack) continue;
      for (policy::PackFile& file : source.files) {
        if (file.path != "demo-city/employee.yaml") continue;
        const std::size_t at = file.bytes.find(from_);
        ASSERT_NE(at, std::string::npos);
        file.bytes.replace(at, from_.size(), to_);
      }
      policy::LoadedPack loaded = policy::LoadPack(source);
      ASSERT_EQ(loaded.error_count, 0);
      region_->policies().SetCurrent(region_->policies().Keep(std::move(loaded.pack)));
    }
  }
  void ReopenPublished() {
    Reopen();
    Publish(from_, to_);
  }
  void RaiseShare() {
    Publish("table: {1: 92%, 2: 88%, 3: 85%}", "table: {1: 92%, 2: 88%, 3: 87%}");
  }

  service::SettlementOutcome Stay(const std::string& person, std::int64_t fen,
                                  bool use_account = false) {
    const service::Visit visit = Register(person, service::VisitKind::kStay);
    Upload(visit, {Line("1", fen)});
    Discharge(visit);
    service::SettleOrder order;
    order.use_account = use_account;
    const auto settled = Settle(visit, order);
    EXPECT_TRUE(settled.ok()) << settled.error().English();
    return settled.ok() ? *settled : service::SettlementOutcome();
  }

  Result<Recompute> Draw() {
    return DrawRecompute(*region_, kOfficer, {"", Date(2026, 3, 1), "市医保〔2026〕9号"}, {});
  }
  Recompute Approved() {
    const auto drawn = Draw();
    EXPECT_TRUE(drawn.ok()) << drawn.error().English();
    if (!drawn.ok()) return {};
    const auto approved = DecideRecompute(*region_, kLeader, drawn->id, true, "");
    EXPECT_TRUE(approved.ok()) << approved.error().English();
    return approved.ok() ? *approved : Recompute{};
  }
  service::RecomputePage Sheet(const std::string& id) {
    const auto page = GetRecomputeSheet(*region_, id, 1);
    EXPECT_TRUE(page.ok());
    return page.ok() ? *page : service::RecomputePage{};
  }
  Money Pooled(const RecomputeLine& line, Money Changed::*side) {
    for (const auto& fund : line.by_fund) {
      if (fund.fund == "pooled") return fund.paid.*side;
    }
    return {};
  }
  // Credit less debit of an account of the employees' scheme.
  Money Owed(const std::string& fund, ledger::Role role) {
    auto reader = region_->store().Read(region_->area_number());
    const auto rows = (*reader)->Turnovers(Date(2026, 1, 1), Date(2027, 1, 1));
    Money sum;
    for (const store::TurnoverRow& row : *rows) {
      const bool ours = row.account.fund == fund && row.account.role == role;
      if (ours) sum += row.credit - row.debit;
    }
    return sum;
  }
  std::int64_t Standing() {
    auto reader = region_->store().Read(region_->area_number());
    const auto counts = (*reader)->Counts();
    return counts->settlements - 2 * counts->reversals;
  }

  std::vector<std::string> people_;
  std::string from_, to_;
};

TEST_F(RecomputeFlowTest, ThreeStaysAreListedWithTheDifferencesOfTheirOrderInTheYear) {
  Stay(people_[0], 1'090'000, true);
  Stay(people_[0], 1'090'000);
  Stay(people_[0], 1'090'000);
  EXPECT_EQ(Draw().error().code, ErrorCode::kNothingToRecompute);
  RaiseShare();
  const auto drawn = Draw();
  ASSERT_TRUE(drawn.ok()) << drawn.error().English();
  const auto rows = Sheet(drawn->id).rows;
  ASSERT_EQ(rows.size(), 1U);
  const auto& lines = rows[0].listed.lines;
  ASSERT_EQ(lines.size(), 3U);
  // 10 900 less 900, 450 and nothing; 85 % before, 87 % after.
  EXPECT_EQ(lines[0].funds, (Changed{{850'000}, {870'000}}));
  EXPECT_EQ(lines[1].funds, (Changed{{888'250}, {909'150}}));
  EXPECT_EQ(lines[2].funds, (Changed{{926'500}, {948'300}}));
  // The account pays what it paid at the counter.
  EXPECT_EQ(lines[0].account, (Changed{{100'000}, {100'000}}));
  EXPECT_EQ(lines[0].cash, (Changed{{140'000}, {120'000}}));
  EXPECT_EQ(rows[0].listed.due(), Money{62'700});
  EXPECT_EQ(drawn->sums.to_pay, Money{62'700});
  ASSERT_EQ(drawn->sums.providers.size(), 1U);
  EXPECT_EQ(drawn->sums.providers[0].funds.difference(), Money{62'700});
  ExpectClean();
}

TEST_F(RecomputeFlowTest, UnderAYearlyCapWhatTheFirstStayGainsTheNextOneLoses) {
  for (int i = 0; i < 3; ++i) Stay(people_[0], 25'000'000);
  RaiseShare();
  const auto drawn = Draw();
  ASSERT_TRUE(drawn.ok());
  const auto lines = Sheet(drawn->id).rows.at(0).listed.lines;
  // The cap of the year is 400 000: 250 000 less 900 at 85 % and 87 %, and what is left of it.
  EXPECT_EQ(Pooled(lines.at(0), &Changed::before), Money{21'173'500});
  EXPECT_EQ(Pooled(lines.at(0), &Changed::after), Money{21'671'700});
  EXPECT_EQ(Pooled(lines.at(1), &Changed::before), Money{18'826'500});
  EXPECT_EQ(Pooled(lines.at(1), &Changed::after), Money{18'328'300});
}

TEST_F(RecomputeFlowTest, OnlyWhatDiffersIsListedAndOnlyFromThereOnIsDoneAgain) {
  const auto first = Stay(people_[0], 1'090'000);
  Stay(people_[0], 1'090'000);
  Stay(people_[0], 1'090'000);
  Publish("3: {1: 900 CNY, 2: 450 CNY, 3+: 0 CNY}", "3: {1: 900 CNY, 2: 550 CNY, 3+: 0 CNY}");
  const Recompute paper = Approved();
  const auto listed = Sheet(paper.id).rows.at(0).listed;
  EXPECT_EQ(listed.chain.size(), 2U);
  ASSERT_EQ(listed.lines.size(), 1U);
  EXPECT_EQ(listed.lines[0].deductible, (Changed{{45'000}, {55'000}}));
  EXPECT_EQ(listed.due(), Money{-8'500});  // recovered
  EXPECT_EQ(paper.sums.to_recover, Money{8'500});
  ASSERT_TRUE(PostRecompute(*region_, kOfficer, paper.id, {}).ok());
  EXPECT_EQ(Standing(), 3);
  const auto kept = GetSettlement(*region_, first.settlement.setl_id);
  EXPECT_TRUE(kept->settlement.reversed_by.empty());
  ExpectClean();
}

TEST_F(RecomputeFlowTest, PostedDifferencesAreOwedToThePersonAndTheProviderIsOwedWhatItWas) {
  Stay(people_[0], 1'090'000);
  const auto small = Stay(people_[1], 100'000, true);  // 915.00 of it from the account
  const Money owed = Owed("pooled", ledger::Role::kPayable);
  const Money from_accounts = Owed("account", ledger::Role::kPayable);
  RaiseShare();
  const Recompute paper = Approved();
  const auto posted = PostRecompute(*region_, kOfficer, paper.id, {});
  ASSERT_TRUE(posted.ok()) << posted.error().English();
  EXPECT_EQ(posted->posted, 2);
  EXPECT_EQ(Owed("pooled", ledger::Role::kPayable), owed);
  EXPECT_EQ(Owed("account", ledger::Role::kPayable), from_accounts);
  EXPECT_EQ(Owed("pooled", ledger::Role::kInsured), Money{20'200});
  // What the smaller burden no longer takes is the account's again, not cash.
  EXPECT_EQ(Owed("account", ledger::Role::kInsured), Money{-200});
  EXPECT_EQ(BalanceOf(people_[1]), Money{100'000 - 91'300});
  ExpectClean();
  const Money bank = Owed("pooled", ledger::Role::kBank);
  const auto paid = PayRecompute(*region_, kOfficer, paper.id, "", "B1", {});
  ASSERT_TRUE(paid.ok()) << paid.error().English();
  EXPECT_EQ(paid->paid, Money{20'000});
  EXPECT_EQ(Owed("pooled", ledger::Role::kInsured), Money{});
  EXPECT_EQ(Owed("account", ledger::Role::kInsured), Money{});
  EXPECT_EQ(Owed("pooled", ledger::Role::kBank) - bank, Money{20'200});
  EXPECT_EQ(PayRecompute(*region_, kOfficer, paper.id, people_[0], "", {}).error().code,
            ErrorCode::kRecomputeState);
  ExpectClean();
  const auto links = RecomputeLinks(*region_, {small.settlement.setl_id});
  ASSERT_EQ(links->size(), 1U);
  EXPECT_EQ(links->front().reason, "市医保〔2026〕9号");
}

TEST_F(RecomputeFlowTest, AnotherPersonApprovesAndNothingIsPostedBefore) {
  Stay(people_[0], 1'090'000);
  RaiseShare();
  const auto drawn = Draw();
  ASSERT_TRUE(drawn.ok());
  EXPECT_EQ(PostRecompute(*region_, kOfficer, drawn->id, {}).error().code,
            ErrorCode::kRecomputeState);
  EXPECT_EQ(DecideRecompute(*region_, kOfficer, drawn->id, true, "").error().code,
            ErrorCode::kOwnRequest);
  ASSERT_TRUE(DecideRecompute(*region_, kLeader, drawn->id, false, "不适用").ok());
  EXPECT_EQ(PostRecompute(*region_, kOfficer, drawn->id, {}).error().code,
            ErrorCode::kRecomputeState);
  EXPECT_EQ(GetRecompute(*region_, "demo-city/000009").error().code, ErrorCode::kUnknownRecompute);
}

TEST_F(RecomputeFlowTest, WhoWasSettledAgainSinceTheListIsSkippedAndTheOthersArePosted) {
  Stay(people_[0], 1'090'000);
  Stay(people_[1], 1'090'000);
  RaiseShare();
  const Recompute paper = Approved();
  Stay(people_[0], 1'090'000);
  const auto posted = PostRecompute(*region_, kOfficer, paper.id, {});
  ASSERT_TRUE(posted.ok());
  EXPECT_EQ(posted->posted, 1);
  EXPECT_EQ(posted->skipped, 1);
  const auto rows = Sheet(paper.id).rows;
  EXPECT_EQ(rows.at(0).done->stage, PersonStage::kSkipped);
  EXPECT_EQ(rows.at(0).done->code, "recompute_outdated");
  ExpectClean();
  // Drawn up again, the rest is done.
  const Recompute second = Approved();
  EXPECT_EQ(second.sums.persons, 1);
  EXPECT_EQ(PostRecompute(*region_, kOfficer, second.id, {})->posted, 1);
  EXPECT_EQ(Draw().error().code, ErrorCode::kNothingToRecompute);
  ExpectClean();
}

TEST_F(RecomputeFlowTest, PostingThatWasStoppedAnywhereIsCompletedAndNothingIsPostedTwice) {
  for (const std::string& person : people_) Stay(person, 1'090'000);
  const Money owed = Owed("pooled", ledger::Role::kPayable);
  RaiseShare();
  const Recompute paper = Approved();
  int failed = 0;
  for (std::int64_t call = 1; call <= 8; ++call) {
    for (const bool after : {false, true}) {
      faults_->Plan({call, 1, ErrorCode::kStoreUnavailable, after});
      failed += PostRecompute(*region_, kOfficer, paper.id, {}).ok() ? 0 : 1;
      faults_->Plan({});
      ReopenPublished();
    }
  }
  EXPECT_GT(failed, 3);
  const auto posted = PostRecompute(*region_, kOfficer, paper.id, {});
  ASSERT_TRUE(posted.ok());
  EXPECT_EQ(posted->posted, 3);
  EXPECT_EQ(Standing(), 3);
  EXPECT_EQ(Owed("pooled", ledger::Role::kInsured), Money{60'000});
  EXPECT_EQ(Owed("pooled", ledger::Role::kPayable), owed);
  ExpectClean();
}

TEST_F(RecomputeFlowTest, WhatAHospitalUndoesAfterwardsIsAsBeforeItWasSettled) {
  const auto stay = Stay(people_[0], 1'090'000);
  const auto small = Stay(people_[1], 100'000, true);  // 915.00 of it from the account
  RaiseShare();
  const Recompute paper = Approved();
  ASSERT_TRUE(PostRecompute(*region_, kOfficer, paper.id, {}).ok());
  ASSERT_TRUE(PayRecompute(*region_, kOfficer, paper.id, people_[0], "B1", {}).ok());
  // By the number and with the figures of the counter: the cash of then is given back there.
  const auto undone = Reverse(stay);
  ASSERT_TRUE(undone.ok()) << undone.error().English();
  EXPECT_EQ(undone->settlement.figures.funds_paid, -stay.settlement.figures.funds_paid);
  EXPECT_EQ(undone->settlement.figures.cash, -stay.settlement.figures.cash);
  EXPECT_EQ(undone->settlement.reverses, stay.settlement.setl_id);
  const auto undone_small = Reverse(small);
  ASSERT_TRUE(undone_small.ok()) << undone_small.error().English();
  EXPECT_EQ(BalanceOf(people_[1]), Money{100'000});
  EXPECT_EQ(Standing(), 0);
  for (const char* fund : {"pooled", "account"}) {
    EXPECT_EQ(Owed(fund, ledger::Role::kPayable), Money{}) << fund;
  }
  // The 200 that were paid are claimed from one; what was not paid to the other is settled by zero.
  EXPECT_EQ(Owed("pooled", ledger::Role::kInsured), Money{-20'000});
  const auto rows = Sheet(paper.id).rows;
  EXPECT_EQ(rows.at(0).done->OpenAmount(), Money{-20'000});
  EXPECT_EQ(rows.at(1).done->OpenAmount(), Money{});
  ExpectClean();
  const auto recovered = PayRecompute(*region_, kOfficer, paper.id, "", "B2", {});
  ASSERT_TRUE(recovered.ok());
  EXPECT_EQ(recovered->recovered, Money{20'000});
  for (const char* fund : {"pooled", "account"}) {
    EXPECT_EQ(Owed(fund, ledger::Role::kInsured), Money{}) << fund;
  }
  EXPECT_EQ(Reverse(stay).error().code, ErrorCode::kAlreadyReversed);
  EXPECT_EQ(PayRecompute(*region_, kOfficer, paper.id, people_[0], "", {}).error().code,
            ErrorCode::kRecomputeState);
  ExpectClean();
}

TEST_F(RecomputeFlowTest, TheLatestIsUndoneFirstAndCanBeSettledAgainByWhatHolds) {
  const auto first = Stay(people_[0], 1'090'000);
  const auto second = Stay(people_[0], 1'090'000);
  RaiseShare();
  ASSERT_TRUE(PostRecompute(*region_, kOfficer, Approved().id, {}).ok());
  EXPECT_EQ(Reverse(first).error().code, ErrorCode::kLaterSettlementExists);
  const service::UndoOrder undo{people_[0], second.settlement.msgid, "2207"};
  ASSERT_TRUE(service::UndoByMessage(*region_, Key(kHospital, "2601"), undo, {}).ok());
  service::SettleOrder order;
  const auto again = Settle(second.visit, order);
  ASSERT_TRUE(again.ok()) << again.error().English();
  EXPECT_EQ(again->settlement.figures.funds_paid, Money{909'150});  // 10 900 less 450, 87 %
  // It was never done again: the hospital undoes it like any other.
  ASSERT_TRUE(Reverse(*again).ok());
  EXPECT_EQ(Draw().error().code, ErrorCode::kNothingToRecompute);
  ExpectClean();
}

TEST_F(RecomputeFlowTest, AWithdrawnDocumentIsUndoneByTheVersionBeforeItAndNothingIsLeftOwed) {
  const auto stay = Stay(people_[0], 1'090'000);
  const auto small = Stay(people_[1], 100'000, true);
  const std::string before = region_->pack().digest;
  RaiseShare();
  ASSERT_TRUE(PostRecompute(*region_, kOfficer, Approved().id, {}).ok());
  const auto drawn =
      DrawRecompute(*region_, kOfficer, {before, Date(2026, 3, 1), "市医保〔2026〕9号废止"}, {});
  ASSERT_TRUE(drawn.ok()) << drawn.error().English();
  EXPECT_EQ(drawn->sums.persons, 2);
  ASSERT_TRUE(DecideRecompute(*region_, kLeader, drawn->id, true, "").ok());
  ASSERT_TRUE(PostRecompute(*region_, kOfficer, drawn->id, {}).ok());
  EXPECT_EQ(Owed("pooled", ledger::Role::kInsured), Money{});
  ExpectClean();
  // Done again twice; undone from what it was at the counter. The account gave what it could.
  ASSERT_TRUE(Reverse(stay).ok());
  ASSERT_TRUE(Reverse(small).ok());
  for (const char* fund : {"pooled", "account"}) {
    EXPECT_EQ(Owed(fund, ledger::Role::kPayable), Money{}) << fund;
  }
  EXPECT_EQ(BalanceOf(people_[1]), Money{100'000});
  ExpectClean();
}

TEST_F(RecomputeFlowTest, ADifferenceThatWasNotTakenBackWithItsSettlementIsFound) {
  const auto stay = Stay(people_[0], 1'090'000);
  RaiseShare();
  const Recompute paper = Approved();
  ASSERT_TRUE(PostRecompute(*region_, kOfficer, paper.id, {}).ok());
  ASSERT_TRUE(Reverse(stay).ok());
  service::RecomputedPerson forged = *Sheet(paper.id).rows.at(0).done;
  ASSERT_EQ(forged.taken_back.size(), 1U);
  forged.taken_back[0].due[0].paid.after += Money{100'00};
  auto reader = region_->store().Read(region_->area_number());
  store::Changes changes;
  changes.area = region_->area_number();
  changes.state = (*reader)->Load({})->area;
  changes.records = {service::RecordOf(forged)};
  ASSERT_TRUE(region_->store().Commit(changes).ok());
  reader->reset();  // it must not outlive its store
  const auto report = service::VerifyLedger(*region_, {});
  ASSERT_TRUE(report.ok());
  EXPECT_FALSE(report->clean());
}

TEST_F(RecomputeFlowTest, AListThatWasTamperedWithIsNeitherPostedNorClean) {
  Stay(people_[0], 1'090'000);
  RaiseShare();
  const Recompute paper = Approved();
  auto reader = region_->store().Read(region_->area_number());
  store::Needs needs;
  needs.records = {service::RecomputeSheetKey(paper.id, 1), service::RecomputeKey(paper.id)};
  auto loaded = (*reader)->Load(needs);
  ASSERT_EQ(loaded->records.size(), 2U);
  if (loaded->records[0].kind == store::RecordKind::kRecompute) {
    std::swap(loaded->records[0], loaded->records[1]);
  }
  auto sheet = *service::RecomputeSheetOf(loaded->records[0]);
  sheet.persons[0].lines[0].cash.after -= Money{100'00};
  store::Changes changes;
  changes.area = region_->area_number();
  changes.state = loaded->area;
  changes.records.push_back(service::RecordOf(sheet));
  changes.records.back().version = loaded->records[0].version;
  ASSERT_TRUE(region_->store().Commit(changes).ok());
  reader->reset();  // it must not outlive its store
  ReopenPublished();
  EXPECT_EQ(PostRecompute(*region_, kOfficer, paper.id, {}).error().code, ErrorCode::kStoreCorrupt);
  // The digest forged too: the list is still not what the rules give.
  reader = region_->store().Read(region_->area_number());
  loaded = (*reader)->Load(needs);
  auto forged = *service::GetRecompute(*region_, paper.id);
  forged.sheets[0] = Sm3(service::RecordOf(sheet).body);
  changes.state = loaded->area;
  changes.records = {service::RecordOf(forged)};
  ASSERT_TRUE(region_->store().Commit(changes).ok());
  reader->reset();  // it must not outlive its store
  ReopenPublished();
  EXPECT_EQ(PostRecompute(*region_, kOfficer, paper.id, {}).error().code, ErrorCode::kStoreCorrupt);
  const auto report = service::VerifyLedger(*region_, {});
  ASSERT_TRUE(report.ok());
  EXPECT_FALSE(report->clean());
}

}  // namespace
}  // namespace tongchou::app
