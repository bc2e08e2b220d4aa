// The papers of special groups: what they come to, that they are kept as they are, what they book.
#include "service/special_papers.h"

#include <gtest/gtest.h>

#include <random>

#include "service/dues_book.h"

namespace tongchou::service {
namespace {

TEST(DuesBookTest, ACodeSaysWhoseAndWhichBook) {
  EXPECT_EQ(DuesCode("E00001", kCadreBook), "E00001_cadre");
  EXPECT_EQ(DuesCode("E00001", ""), "E00001");
  EXPECT_EQ(EmployerOfDues("E00001_cadre"), "E00001");
  EXPECT_EQ(BookOfDues("E00001_cadre"), kCadreBook);
  EXPECT_EQ(EmployerOfDues("E00001"), "E00001");
  EXPECT_TRUE(BookOfDues("E00001").empty());
  EXPECT_FALSE(TitleOfDues("E00001_prefund").zh.empty());
  EXPECT_TRUE(TitleOfDues("E00001").zh.empty());
}

TEST(YearStandardTest, IsTheShareOfTheAverageAdjustedAndNeverBelowZero) {
  YearStandard standard;
  standard.share = {Ratio::kOne};
  EXPECT_EQ(standard.value(), Money{});
  standard.cost = {1'000};
  standard.heads = 3;
  EXPECT_EQ(standard.average(), Money{333});
  standard.share = {500'000};
  EXPECT_EQ(standard.value(), Money{167});
  standard.adjustment = {-200};
  EXPECT_EQ(standard.value(), Money{});
}

TEST(ManagedAccountTest, TheSurplusIsWithoutWhatIsLeviedForLaterYears) {
  ManagedAccount account;
  account.moves = {{Date(2025, 12, 20), ManagedKind::kCredit, Money{4'800}, 2026, "a", 1},
                   {Date(2026, 5, 1), ManagedKind::kCost, Money{-1'000}, 2026, "b", 2},
                   {Date(2026, 12, 20), ManagedKind::kCredit, Money{5'000}, 2027, "c", 3},
                   {Date(2027, 1, 2), ManagedKind::kCost, Money{-300}, 2027, "d", 4}};
  EXPECT_EQ(account.surplus(2026, Date(2027, 1, 1)), Money{3'800});
  EXPECT_EQ(account.balance(), Money{8'500});
  EXPECT_EQ(account.surplus(2025, Date(2026, 1, 1)), Money{});
}

TEST(SpecialMemberTest, ASpanHoldsOnItsDays) {
  SpecialMember member;
  member.spans = {{{Date(2026, 1, 1), Date(2026, 1, 31)}, "E1", "", "", "", {}},
                  {{Date(2026, 3, 1), kForever}, "E2", "", "", "", {}}};
  EXPECT_EQ(member.On(Date(2026, 1, 31))->payer, "E1");
  EXPECT_EQ(member.On(Date(2026, 2, 1)), nullptr);
  EXPECT_EQ(member.Within({Date(2026, 1, 1), Date(2026, 12, 31)})->payer, "E2");
  EXPECT_EQ(MemberOf(RecordOf(member))->spans, member.spans);
}

TEST(SpecialClaimTest, IsKeptAsItIs) {
  SpecialClaim claim;
  claim.id = "990100100000000042/001";
  claim.psn_no = "990100100000000042";
  claim.year = 2026;
  claim.receiver_account = "6222";
  claim.managed = {1};
  claim.pooled = {2};
  claim.scheme = "cadre";
  claim.reversed_at = Moment{5};
  const store::RecordRow row = RecordOf(claim);
  EXPECT_EQ(row.body.find("6222"), std::string::npos) << "an account number is kept sealed";
  const auto read = ClaimOf(row);
  ASSERT_TRUE(read.ok());
  EXPECT_EQ(RecordOf(*read), row);
  store::RecordRow damaged = row;
  damaged.body.pop_back();
  EXPECT_FALSE(ClaimOf(damaged).ok());
}

TEST(SpecialEntriesTest, EveryFundIsBalancedByItself) {
  std::mt19937 random(7);
  for (int i = 0; i < 200; ++i) {
    SpecialClaim claim;
    claim.scheme = "cadre";
    claim.managed = {static_cast<std::int64_t>(random() % 3)};
    claim.pooled = {static_cast<std::int64_t>(random() % 100'000)};
    claim.reversed_at = Moment{1};
    ManagedCredit credit;
    credit.scheme = "cadre";
    credit.lines = {{"1", Money{static_cast<std::int64_t>(random() % 1'000)}}};
    credit.times = {Moment{1}, Moment{2}};
    for (const ledger::Entry& entry :
         {EntryOf(claim), ReversalEntryOf(claim), EntryOf(credit, 0), EntryOf(credit, 1)}) {
      for (const std::string fund : {"pooled", "managed"}) {
        Money sum;
        for (const ledger::Posting& posting : entry.postings) {
          if (posting.account.fund == fund) sum += posting.debit - posting.credit;
        }
        EXPECT_EQ(sum, Money{});
      }
    }
    EXPECT_NE(EntryOf(credit, 0).content, EntryOf(credit, 1).content);
  }
}

}  // namespace
}  // namespace tongchou::service
