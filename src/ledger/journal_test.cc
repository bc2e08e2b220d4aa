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
  const std::vector<Posting> postings = SettlementPostings("employee", payments, {30});
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
  ASSERT_EQ(chart.size(), 8u);
  for (const Account& account : chart) {
    const Result<Account> read = ParseAccount(CodeOf(account));
    ASSERT_TRUE(read.ok());
    EXPECT_EQ(*read, account);
  }
  for (const char* code : {"", "x", "a.b", "a..bank", ".b.bank", "a.b.cash"}) {
    EXPECT_FALSE(ParseAccount(code).ok()) << code;
  }
}

}  // namespace
}  // namespace tongchou::ledger
