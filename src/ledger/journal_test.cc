#include "ledger/journal.h"

#include <gtest/gtest.h>

namespace tongchou::ledger {
namespace {

Posting Debit(const Account& account, std::int64_t fen) { return {account, {fen}, {}}; }
Posting Credit(const Account& account, std::int64_t fen) { return {account, {}, {fen}}; }

const Account kBank{"employee", "pooled", Role::kBank};
const Account kIncome{"employee", "pooled", Role::kIncome};
const Account kPayable{"employee", "pooled", Role::kPayable};

Entry Draft(std::vector<Posting> postings) {
  Entry entry;
  entry.area = 990100;
  entry.at = Moment{1'767'225'600'000};
  entry.day = Date(2026, 1, 1);
  entry.kind = EntryKind::kContribution;
  entry.source = "2026-01";
  entry.postings = std::move(postings);
  return entry;
}

TEST(Journal, RefusesWhatDoesNotBalance) {
  const std::vector<std::vector<Posting>> unbalanced = {
      {Debit(kBank, 100)},
      {Debit(kBank, 100), Credit(kIncome, 99)},
      {Debit(kBank, 0), Credit(kIncome, 0)},
      {Debit(kBank, -5), Credit(kIncome, -5)},
      {{kBank, {5}, {5}}},
      {Debit(kBank, 50), Debit(kBank, 50), Credit(kIncome, 100)},
  };
  for (const auto& postings : unbalanced) {
    const Result<Entry> entry = MakeEntry(Draft(postings), 1, {});
    ASSERT_FALSE(entry.ok());
    EXPECT_EQ(entry.error().code, ErrorCode::kUnbalancedEntry);
  }
  EXPECT_TRUE(
      MakeEntry(Draft({Debit(kBank, 100), Credit(kIncome, 60), Credit(kPayable, 40)}), 1, {}).ok());
  EXPECT_TRUE(MakeEntry(Draft({}), 1, {}).ok());
}

TEST(Journal, EveryByteOfAnEntryIsInItsDigest) {
  const Entry entry =
      *MakeEntry(Draft({Debit(kBank, 100), Credit(kIncome, 100)}), 7, Sm3("before"));
  EXPECT_EQ(entry.digest, DigestOf(entry));
  const auto changed = [&](auto change) {
    Entry other = entry;
    change(other);
    return DigestOf(other) != entry.digest;
  };
  EXPECT_TRUE(changed([](Entry& e) { e.area += 1; }));
  EXPECT_TRUE(changed([](Entry& e) { e.number += 1; }));
  EXPECT_TRUE(changed([](Entry& e) { e.at.ms += 1; }));
  EXPECT_TRUE(changed([](Entry& e) { e.day = e.day.PlusDays(1); }));
  EXPECT_TRUE(changed([](Entry& e) { e.kind = EntryKind::kOpening; }));
  EXPECT_TRUE(changed([](Entry& e) { e.source += "x"; }));
  EXPECT_TRUE(changed([](Entry& e) { e.content[31] ^= 1; }));
  EXPECT_TRUE(changed([](Entry& e) { e.previous[0] ^= 1; }));
  EXPECT_TRUE(changed([](Entry& e) { e.postings[0].debit.fen += 1; }));
  EXPECT_TRUE(changed([](Entry& e) { e.postings[1].account.fund = "other"; }));
  EXPECT_TRUE(changed([](Entry& e) { e.postings.pop_back(); }));
}

TEST(Journal, ASettlementBooksEachFundOnceAndTheAccount) {
  const std::vector<FundPayment> payments = {
      {"pooled", {500}}, {"large_illness", {0}}, {"medical_aid", {20}}, {"pooled", {5}}};
  const std::vector<Posting> postings = SettlementPostings("employee", payments, {30}, 0);
  ASSERT_TRUE(CheckPostings(postings).ok());
  ASSERT_EQ(postings.size(), 6u);
  EXPECT_EQ(postings[0], Debit({"employee", "pooled", Role::kBenefits}, 505));
  EXPECT_EQ(postings[1], Credit({"employee", "pooled", Role::kPayable}, 505));
  EXPECT_EQ(postings[3], Credit({"employee", "medical_aid", Role::kPayable}, 20));
  EXPECT_EQ(postings[4], Debit({"employee", "account", Role::kHolders}, 30));
  EXPECT_EQ(postings[5], Credit({"employee", "account", Role::kPayable}, 30));

  const std::vector<Posting> back = ReversalOf(postings);
  ASSERT_TRUE(CheckPostings(back).ok());
  EXPECT_EQ(ReversalOf(back), postings);
  EXPECT_EQ(back[0], Credit({"employee", "pooled", Role::kBenefits}, 505));
}

TEST(Journal, WhatIsPaidForSomebodyTreatedElsewhereIsDueToThatArea) {
  const std::vector<FundPayment> payments = {{"pooled", {500}}};
  const std::vector<Posting> postings = SettlementPostings("employee", payments, {30}, 990'200);
  ASSERT_TRUE(CheckPostings(postings).ok());
  EXPECT_EQ(postings[1], Credit({"employee", "pooled", Role::kDueTo, 990'200}, 500));
  EXPECT_EQ(postings[3], Credit({"employee", "account", Role::kDueTo, 990'200}, 30));
}

TEST(Journal, ACrossingPassesThroughABookOfItsOwn) {
  const Account due{"clearing", "990100", Role::kDueFrom};
  const Account payable{"clearing", "990100", Role::kPayable};
  EXPECT_EQ(CrossingPostings("990100", {530}),
            (std::vector<Posting>{Debit(due, 530), Credit(payable, 530)}));
  EXPECT_EQ(CrossingPostings("990100", {-530}),
            (std::vector<Posting>{Debit(payable, 530), Credit(due, 530)}));
  EXPECT_TRUE(CrossingPostings("990100", {0}).empty());
}

TEST(Journal, EachFundClearsWhatItOwesAndGetsBackWhatItIsOwed) {
  const std::vector<FundPayment> payments = {{"pooled", {500}}, {"account", {-30}}};
  const std::vector<Posting> paid = ClearingPaid("employee", payments, 990'200);
  ASSERT_TRUE(CheckPostings(paid).ok());
  EXPECT_EQ(paid[0], Debit({"employee", "pooled", Role::kDueTo, 990'200}, 500));
  EXPECT_EQ(paid[1], Credit(kBank, 500));
  EXPECT_EQ(paid[2], Debit({"employee", "account", Role::kBank}, 30));
  EXPECT_EQ(ClearingReceived("990100", {470})[0], Debit({"clearing", "990100", Role::kBank}, 470));
}

TEST(Journal, IncomeOfOneFundIsAddedUp) {
  std::vector<Posting> postings;
  AppendIncome("employee", "pooled", {100}, false, postings);
  AppendIncome("employee", "pooled", {50}, false, postings);
  AppendIncome("employee", "account", {20}, false, postings);
  ASSERT_TRUE(CheckPostings(postings).ok());
  ASSERT_EQ(postings.size(), 4u);
  EXPECT_EQ(postings[0], Debit(kBank, 150));
  EXPECT_EQ(postings[3], Credit({"employee", "account", Role::kHolders}, 20));
}

TEST(Chart, CodesAreReadBack) {
  const std::vector<FundName> funds = {{"employee", "pooled"}, {"employee", "account"}};
  const std::vector<Account> chart = ChartOf(funds);
  ASSERT_EQ(chart.size(), 13u);
  for (const Account& account : chart) {
    const Result<Account> read = ParseAccount(CodeOf(account));
    ASSERT_TRUE(read.ok());
    EXPECT_EQ(*read, account);
  }
  const Account due{"employee", "pooled", Role::kDueTo, 990'200};
  EXPECT_EQ(CodeOf(due), "employee.pooled.due_to:990200");
  EXPECT_EQ(*ParseAccount(CodeOf(due)), due);
  for (const char* code : {"", "x", "a.b", "a..bank", ".b.bank", "a.b.cash", "a.b.due_to",
                           "a.b.due_to:", "a.b.due_to:x", "a.b.due_to:1x", "a.b.bank:1"}) {
    EXPECT_FALSE(ParseAccount(code).ok()) << code;
  }
}

}  // namespace
}  // namespace tongchou::ledger
