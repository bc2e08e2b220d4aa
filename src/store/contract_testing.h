// What every store must do, written against the interface. An adapter's test makes a StoreFactory
// and instantiates the suite with it:
//
//   INSTANTIATE_TEST_SUITE_P(Sqlite, StoreContract, testing::Values(StoreFactory{…}));
//
// Not thread-safe.
#ifndef TONGCHOU_STORE_CONTRACT_TESTING_H_
#define TONGCHOU_STORE_CONTRACT_TESTING_H_

#include <gtest/gtest.h>

#include <functional>
#include <memory>
#include <string>

#include "store/sample_rows_testing.h"
#include "store/store.h"

namespace tongchou::store {

// Opens a store; the same name opens the same data again. Gives nullptr where there is no database
// to test with: the test then says that it was skipped.
using StoreFactory = std::function<std::unique_ptr<Store>(const std::string& name)>;

inline constexpr std::int64_t kTestArea = 990'100;

class StoreContract : public testing::TestWithParam<StoreFactory> {
 protected:
  StoreContract() : store_(GetParam()(name_)) {}

  void SetUp() override {
    if (store_ == nullptr) GTEST_SKIP() << "no database is given";
  }
  void Reopen() {
    store_.reset();
    store_ = GetParam()(name_);
  }
  Loaded MustLoad(const Needs& needs) {
    Result<Loaded> loaded = store_->Load(kTestArea, needs);
    EXPECT_TRUE(loaded.ok());
    return loaded.ok() ? *std::move(loaded) : Loaded();
  }
  std::unique_ptr<Reader> MustRead() {
    Result<std::unique_ptr<Reader>> reader = store_->Read(kTestArea);
    EXPECT_TRUE(reader.ok());
    return reader.ok() ? *std::move(reader) : nullptr;
  }

  // The first rows of a store, which may have written something of its own when it was made.
  Changes FirstSample() { return SampleChanges(MustLoad({}).area, 1); }

  const std::string name_ = testing::UnitTest::GetInstance()->current_test_info()->name();
  std::unique_ptr<Store> store_;
};

TEST_P(StoreContract, WhatWasCommittedIsLoadedAgainAndSurvivesReopening) {
  const Changes changes = FirstSample();
  ASSERT_TRUE(store_->Commit(changes).ok());
  for (int opened = 0; opened < 2; ++opened, Reopen()) {
    Needs needs;
    needs.messages = {{"H1", "m1"}, {"H1", "no such"}};
    needs.persons = {1, 99};
    needs.certificates = {"C1", "C99"};
    needs.visits = {1, 99};
    needs.visit_lines = {1};
    needs.line_details = true;
    needs.settlements = {1, 99};
    const Loaded loaded = MustLoad(needs);
    EXPECT_EQ(loaded.area.version, changes.state.version + 1);
    EXPECT_EQ(loaded.area.head, changes.state.head);
    ASSERT_EQ(loaded.answers.size(), 1u);
    EXPECT_EQ(loaded.answers[0].answer, changes.answers[0].answer);
    EXPECT_EQ(loaded.answers[0].body, changes.answers[0].body);
    ASSERT_EQ(loaded.persons.size(), 1u);
    PersonRow person = changes.persons[0];
    person.version = 1;
    EXPECT_EQ(loaded.persons[0], person);
    ASSERT_EQ(loaded.accounts.size(), 1u);
    EXPECT_EQ(loaded.accounts[0].balance, changes.accounts[0].balance);
    ASSERT_EQ(loaded.years.size(), 1u);
    EXPECT_EQ(loaded.years[0].totals, changes.years[0].totals);
    EXPECT_EQ(loaded.certificates, (std::vector<CertificateOwner>{{"C1", 1}}));
    ASSERT_EQ(loaded.visits.size(), 1u);
    EXPECT_EQ(loaded.visits[0].batches, changes.visits[0].batches);
    ASSERT_EQ(loaded.batches.size(), 1u);
    ASSERT_EQ(loaded.batches[0].lines.size(), 2u);
    EXPECT_EQ(loaded.batches[0].lines[1].line, changes.batches[0].lines[1].line);
    ASSERT_EQ(loaded.settlements.size(), 1u);
    EXPECT_EQ(loaded.settlements[0].figures, changes.settlements[0].figures);
    EXPECT_EQ(loaded.settlements[0].reversed_by, 0);
  }
}

TEST_P(StoreContract, AreasAreListedWithThePackThatTheyLiveBy) {
  EXPECT_EQ(store_->Areas()->empty(), MustLoad({}).area.version == 0);
  ASSERT_TRUE(store_->Commit(FirstSample()).ok());
  EXPECT_EQ(*store_->Areas(), (std::vector<AreaPack>{{kTestArea, ""}}));
  Changes changes = SampleChanges(MustLoad({}).area, 2);
  changes.state.pack = "demo-city";
  ASSERT_TRUE(store_->Commit(changes).ok());
  for (int opened = 0; opened < 2; ++opened, Reopen()) {
    EXPECT_EQ(MustLoad({}).area.pack, "demo-city");
    EXPECT_EQ(*store_->Areas(), (std::vector<AreaPack>{{kTestArea, "demo-city"}}));
  }
}

TEST_P(StoreContract, WhatWasAppendedIsLoadedAtOnceAndDurableAfterSync) {
  const std::int64_t before = MustLoad({}).area.version;
  ASSERT_TRUE(store_->Append(FirstSample()).ok());
  ASSERT_TRUE(store_->Append(SampleChanges(MustLoad({}).area, 2)).ok());
  EXPECT_EQ(MustLoad({}).area.version, before + 2);
  EXPECT_TRUE(store_->Sync().ok());
  Reopen();
  EXPECT_EQ(MustRead()->Counts()->settlements, 2);
}

TEST_P(StoreContract, AnotherAreaSeesNothing) {
  ASSERT_TRUE(store_->Commit(FirstSample()).ok());
  Needs needs;
  needs.persons = {1};
  needs.messages = {{"H1", "m1"}};
  const Result<Loaded> loaded = store_->Load(kTestArea + 1, needs);
  ASSERT_TRUE(loaded.ok());
  EXPECT_EQ(loaded->area.version, 0);
  EXPECT_TRUE(loaded->persons.empty());
  EXPECT_TRUE(loaded->answers.empty());
}

TEST_P(StoreContract, AStaleCommitIsRefusedAsAWhole) {
  ASSERT_TRUE(store_->Commit(FirstSample()).ok());
  const AreaState state = MustLoad({}).area;
  // The area has moved on.
  const Status stale_area = store_->Commit(SampleChanges({}, 2));
  ASSERT_FALSE(stale_area.ok());
  EXPECT_EQ(stale_area.error().code, ErrorCode::kStaleVersion);
  // One running row has moved on, everything else would fit.
  Changes changes = SampleChanges(state, 2);
  AccountRow account;
  account.person = 1;
  account.version = 7;
  changes.accounts.push_back(account);
  const Status stale_row = store_->Commit(changes);
  ASSERT_FALSE(stale_row.ok());
  EXPECT_EQ(stale_row.error().code, ErrorCode::kStaleVersion);
  Needs needs;
  needs.persons = {2};
  needs.settlements = {2};
  const Loaded loaded = MustLoad(needs);
  EXPECT_EQ(loaded.area.version, state.version);
  EXPECT_TRUE(loaded.persons.empty());
  EXPECT_TRUE(loaded.settlements.empty());
  EXPECT_TRUE(store_->Commit(SampleChanges(state, 2)).ok());
}

TEST_P(StoreContract, AMessageIsAnsweredOnceAndReversedOnce) {
  ASSERT_TRUE(store_->Commit(FirstSample()).ok());
  Changes twice = SampleChanges(MustLoad({}).area, 2);
  twice.answers[0].key = {"H1", "m1"};
  EXPECT_EQ(store_->Commit(twice).error().code, ErrorCode::kStaleVersion);
  Changes reversal = SampleChanges(MustLoad({}).area, 2);
  reversal.settlements[0].reverses = 1;
  ASSERT_TRUE(store_->Commit(reversal).ok());
  Needs needs;
  needs.settlements = {1};
  EXPECT_EQ(MustLoad(needs).settlements[0].reversed_by, 2);
  Changes again = SampleChanges(MustLoad({}).area, 3);
  again.settlements[0].reverses = 1;
  EXPECT_EQ(store_->Commit(again).error().code, ErrorCode::kStaleVersion);
}

TEST_P(StoreContract, AReaderSeesOneMoment) {
  ASSERT_TRUE(store_->Commit(FirstSample()).ok());
  const std::unique_ptr<Reader> before = MustRead();
  ASSERT_TRUE(store_->Commit(SampleChanges(MustLoad({}).area, 2)).ok());
  EXPECT_EQ(before->Counts()->settlements, 1);
  EXPECT_EQ(before->FindPersons("", 0, 10)->size(), 1u);
  const std::unique_ptr<Reader> after = MustRead();
  EXPECT_EQ(after->Counts()->settlements, 2);
  EXPECT_EQ(after->FindPersons("", 0, 10)->size(), 2u);
}

TEST_P(StoreContract, DailySumsAddUp) {
  ASSERT_TRUE(store_->Commit(FirstSample()).ok());
  ASSERT_TRUE(store_->Commit(SampleChanges(MustLoad({}).area, 2)).ok());
  const std::unique_ptr<Reader> reader = MustRead();
  const auto days = reader->Days(Date(2026, 1, 1), Date(2026, 12, 31));
  ASSERT_EQ(days->size(), 1u);
  EXPECT_EQ(days->front().count, 2);
  EXPECT_EQ(days->front().total, Money{200});
  const auto turnovers = reader->Turnovers(Date(2026, 1, 1), Date(2026, 12, 31));
  ASSERT_EQ(turnovers->size(), 1u);
  EXPECT_EQ(turnovers->front().debit, Money{60});
  EXPECT_TRUE(reader->Turnovers(Date(2027, 1, 1), kForever)->empty());
}

TEST_P(StoreContract, PagesFollowEachOther) {
  for (std::int64_t i = 1; i <= 7; ++i) {
    ASSERT_TRUE(store_->Commit(SampleChanges(MustLoad({}).area, i)).ok());
  }
  const std::unique_ptr<Reader> reader = MustRead();
  SettlementFilter filter;
  filter.limit = 3;
  std::vector<std::int64_t> seen;
  while (true) {
    const auto page = reader->FindSettlements(filter);
    ASSERT_TRUE(page.ok());
    if (page->empty()) break;
    for (const SettlementRow& row : *page) seen.push_back(row.settlement);
    filter.below = seen.back();
  }
  EXPECT_EQ(seen, (std::vector<std::int64_t>{7, 6, 5, 4, 3, 2, 1}));
  filter = SettlementFilter();
  filter.person = 4;
  EXPECT_EQ(reader->FindSettlements(filter)->size(), 1u);
  EntryFilter entries;
  entries.limit = 2;
  entries.below = 6;
  EXPECT_EQ(reader->FindEntries(entries)->front().number, 5);
  entries.account = "employee.pooled.income";
  EXPECT_TRUE(reader->FindEntries(entries)->empty());
  EXPECT_EQ(reader->FindPersons("张", 5, 10)->size(), 2u);
  EXPECT_EQ(reader->FindPersons("C3", 0, 10)->front().person, 3);
  EXPECT_TRUE(reader->FindPersons("李", 0, 10)->empty());
  EXPECT_EQ(reader->Audits(0, 2)->front().number, 7);
  EXPECT_EQ(reader->Movements(2, 5)->size(), 1u);
  EXPECT_EQ(reader->VisitsOfPerson(2, 5)->size(), 1u);
}

TEST_P(StoreContract, PersonsOfANameFollowEachOtherByName) {
  for (std::int64_t i = 1; i <= 12; ++i) {
    ASSERT_TRUE(store_->Commit(SampleChanges(MustLoad({}).area, i)).ok());
  }
  const std::unique_ptr<Reader> reader = MustRead();
  std::vector<std::string> names;
  for (std::int64_t after = 0;;) {
    const auto page = reader->FindPersons("张1", after, 2);
    ASSERT_TRUE(page.ok());
    if (page->empty()) break;
    for (const PersonRow& person : *page) names.push_back(person.name);
    after = page->back().person;
  }
  EXPECT_EQ(names, (std::vector<std::string>{"张1", "张10", "张11", "张12"}));
  const auto shown = reader->FindPersons("C12", 0, 10);
  ASSERT_EQ(shown->size(), 1u);
  EXPECT_EQ(shown->front().certificate, "C12");
  EXPECT_TRUE(reader->FindPersons("C12", 12, 10)->empty());
}

TEST_P(StoreContract, EntriesOfDaysAndAccountsFollowEachOtherByDay) {
  const int days[] = {3, 1, 2, 1};
  for (std::int64_t i = 1; i <= 4; ++i) {
    Changes changes = SampleChanges(MustLoad({}).area, i);
    changes.entries[0].day = changes.turnovers[0].day = Date(2026, 1, days[i - 1]);
    ASSERT_TRUE(store_->Commit(changes).ok());
  }
  const std::unique_ptr<Reader> reader = MustRead();
  const auto all_of = [&](const std::string& account, std::optional<Date> from,
                          std::optional<Date> through) {
    std::vector<std::int64_t> numbers;
    for (EntryFilter filter{account, from, through, 0, 1};; filter.below = numbers.back()) {
      const auto page = reader->FindEntries(filter);
      if (!page.ok() || page->empty()) return numbers;
      for (const ledger::Entry& entry : *page) numbers.push_back(entry.number);
    }
  };
  using Numbers = std::vector<std::int64_t>;
  const std::string account = "employee.pooled.benefits";
  EXPECT_EQ(all_of("", {}, {}), (Numbers{4, 3, 2, 1}));
  EXPECT_EQ(all_of(account, {}, {}), (Numbers{1, 3, 4, 2}));
  EXPECT_EQ(all_of("", Date(2026, 1, 1), Date(2026, 1, 2)), (Numbers{3, 4, 2}));
  EXPECT_EQ(all_of(account, {}, Date(2026, 1, 1)), (Numbers{4, 2}));
  EXPECT_EQ(all_of("employee.pooled.income", {}, {}), Numbers{});
}

TEST_P(StoreContract, ScansSeeEveryRowInOrder) {
  for (std::int64_t i = 1; i <= 3; ++i) {
    ASSERT_TRUE(store_->Commit(SampleChanges(MustLoad({}).area, i)).ok());
  }
  const std::unique_ptr<Reader> reader = MustRead();
  std::vector<std::int64_t> entries, settlements, added, accounts;
  ASSERT_TRUE(reader
                  ->EachEntry([&](const ledger::Entry& row) {
                    entries.push_back(row.number);
                    EXPECT_EQ(ledger::DigestOf(row), row.digest);
                    return true;
                  })
                  .ok());
  ASSERT_TRUE(reader
                  ->EachSettlement([&](const SettlementRow& row) {
                    settlements.push_back(row.settlement);
                    return settlements.size() < 2;
                  })
                  .ok());
  ASSERT_TRUE(reader
                  ->EachNewSettlement(1,
                                      [&](const SettlementRow& row) {
                                        added.push_back(row.settlement);
                                        return true;
                                      })
                  .ok());
  ASSERT_TRUE(reader
                  ->EachAccount([&](const AccountRow& row) {
                    accounts.push_back(row.person);
                    return true;
                  })
                  .ok());
  EXPECT_EQ(entries, (std::vector<std::int64_t>{1, 2, 3}));
  EXPECT_EQ(settlements, (std::vector<std::int64_t>{1, 2}));
  EXPECT_EQ(added, (std::vector<std::int64_t>{2, 3}));
  EXPECT_EQ(accounts, (std::vector<std::int64_t>{1, 2, 3}));
}

TEST_P(StoreContract, RecordsAreKeptByKindUnderAVersion) {
  Changes changes = FirstSample();
  changes.records = {{RecordKind::kGatewayRule, "b", "body", "", 0},
                     {RecordKind::kGatewayRule, "a", "", std::string("\0secret", 7), 0},
                     {RecordKind::kProviderKey, "a", "other", "", 0}};
  ASSERT_TRUE(store_->Commit(changes).ok());
  const std::vector<RecordRow> rows = *MustRead()->Records(RecordKind::kGatewayRule);
  ASSERT_EQ(rows.size(), 2u);
  EXPECT_EQ(rows[0], (RecordRow{RecordKind::kGatewayRule, "a", "", std::string("\0secret", 7), 1}));
  EXPECT_EQ(rows[1].body, "body");
  EXPECT_EQ(MustRead()->Records(RecordKind::kProviderKey)->front().body, "other");
  Changes update;
  update.area = kTestArea;
  update.state = MustLoad({}).area;
  update.records = {rows[1]};
  update.records[0].body = "changed";
  ASSERT_TRUE(store_->Commit(update).ok());
  EXPECT_EQ((*MustRead()->Records(RecordKind::kGatewayRule))[1].body, "changed");
  update.state = MustLoad({}).area;
  EXPECT_EQ(store_->Commit(update).error().code, ErrorCode::kStaleVersion);
}

TEST_P(StoreContract, CrossingsAreFoundByMessageStateAndDay) {
  Changes changes = FirstSample();
  CrossingRow ours = SampleCrossing(3);
  ours.side = CrossingSide::kInsured;
  ours.state = CrossingState::kAnswered;
  ours.figures.day = Date(2026, 5, 31);
  changes.crossings = {SampleCrossing(1), SampleCrossing(2), ours};
  changes.state.crossings = 3;
  ASSERT_TRUE(store_->Commit(changes).ok());
  Needs needs;
  needs.crossings = {{"H1", "x2"}, {"H1", "x3"}, {"H1", "none"}};
  Loaded loaded = MustLoad(needs);
  EXPECT_EQ(loaded.area.crossings, 3);
  ASSERT_EQ(loaded.crossings.size(), 1u) << "messages are looked up on the side of treatment";
  EXPECT_EQ(loaded.crossings[0].version, 1);
  EXPECT_EQ(MustRead()->OpenCrossings(0, 10)->size(), 2u);
  EXPECT_EQ(MustRead()->OpenCrossings(1, 10)->front().number, 2);

  Changes update;
  update.area = kTestArea;
  update.state = loaded.area;
  update.crossings = {loaded.crossings[0]};
  update.crossings[0].state = CrossingState::kAnswered;
  update.crossings[0].figures.day = Date(2026, 5, 1);
  ASSERT_TRUE(store_->Commit(update).ok());
  update.state = MustLoad({}).area;
  EXPECT_EQ(store_->Commit(update).error().code, ErrorCode::kStaleVersion);
  const std::unique_ptr<Reader> reader = MustRead();
  EXPECT_EQ(reader->OpenCrossings(0, 10)->size(), 1u);
  CrossingFilter may{CrossingSide::kTreated, 990'200, Date(2026, 5, 1), Date(2026, 5, 31)};
  ASSERT_EQ(reader->Crossings(may)->size(), 1u);
  EXPECT_EQ(reader->Crossings(may)->front().number, 2);
  may.side = CrossingSide::kInsured;
  EXPECT_EQ(reader->Crossings(may)->front().number, 3);
  may.neighbour = 1;
  EXPECT_TRUE(reader->Crossings(may)->empty());
  std::vector<std::int64_t> seen;
  ASSERT_TRUE(reader
                  ->EachCrossing([&](const CrossingRow& row) {
                    seen.push_back(row.number);
                    return true;
                  })
                  .ok());
  EXPECT_EQ(seen, (std::vector<std::int64_t>{1, 2, 3}));
}

TEST_P(StoreContract, AnswersAreReadInOrderAndTheirTextsReplaced) {
  for (std::int64_t i = 1; i <= 3; ++i) {
    ASSERT_TRUE(store_->Commit(SampleChanges(MustLoad({}).area, i)).ok());
  }
  std::vector<AnswerRow> answers = *MustRead()->Answers({}, 2);
  ASSERT_EQ(answers.size(), 2u);
  EXPECT_EQ(answers[1].key.msgid, "m2");
  EXPECT_EQ(answers[1].infno, "2207");
  EXPECT_EQ(answers[1].body, Sm3("body"));
  EXPECT_EQ(MustRead()->Answers(answers[1].key, 2)->front().key.msgid, "m3");
  EXPECT_TRUE(MustRead()->Answers({"H1", "m3"}, 2)->empty());
  Changes update;
  update.area = kTestArea;
  update.state = MustLoad({}).area;
  update.answer_texts = {answers[1]};
  update.answer_texts[0].answer = "{}";
  ASSERT_TRUE(store_->Commit(update).ok());
  answers = *MustRead()->Answers({}, 2);
  EXPECT_EQ(answers[0].answer, SampleChanges({}, 1).answers[0].answer);
  EXPECT_EQ(answers[1].answer, "{}");
  EXPECT_EQ(answers[1].subject, 2);
}

TEST_P(StoreContract, TheAuditTrailIsChainedAndUsersAreReplaced) {
  Changes changes = FirstSample();
  changes.users = {{"li", "李", {"clerk", "leader"}, "hash", "C1"}};
  ASSERT_TRUE(store_->Commit(changes).ok());
  changes = SampleChanges(MustLoad({}).area, 2);
  changes.users = {{"li", "李四", {"clerk"}, "new", "C1/T1"}};
  ASSERT_TRUE(store_->Commit(changes).ok());
  AuditChain chain(kTestArea);
  ASSERT_TRUE(MustRead()
                  ->EachAudit([&](const AuditRow& row) {
                    EXPECT_TRUE(chain.Takes(row));
                    return true;
                  })
                  .ok());
  EXPECT_EQ(chain.rows(), 2);
  EXPECT_EQ(chain.head(), MustLoad({}).area.audit_head);
  EXPECT_EQ(MustRead()->Audits(0, 1)->front().digest, chain.head());
  const std::vector<UserRow> users = *MustRead()->Users();
  ASSERT_EQ(users.size(), 1u);
  EXPECT_EQ(users[0].name, "李四");
  EXPECT_EQ(users[0].organisation, "C1/T1");
  EXPECT_EQ(users[0].roles, std::vector<std::string>{"clerk"});
  EXPECT_EQ(users[0].password_hash, "new");
}

}  // namespace tongchou::store

#endif  // TONGCHOU_STORE_CONTRACT_TESTING_H_
