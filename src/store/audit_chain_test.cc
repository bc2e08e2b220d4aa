#include "store/audit_chain.h"

#include <gtest/gtest.h>

#include <vector>

namespace tongchou::store {
namespace {

constexpr std::int64_t kArea = 990'100;

// Two rows from before the chain, then four that are chained.
std::vector<AuditRow> Trail() {
  std::vector<AuditRow> rows;
  Sm3Digest head{};
  for (std::int64_t i = 1; i <= 6; ++i) {
    AuditRow& row = rows.emplace_back(AuditRow{i, Moment{i}, "li", "person.read", "1", {}});
    if (i > 2) head = row.digest = AuditDigest(head, kArea, row);
  }
  return rows;
}

int Broken(const std::vector<AuditRow>& rows) {
  AuditChain chain(kArea);
  int broken = 0;
  for (const AuditRow& row : rows) broken += chain.Takes(row) ? 0 : 1;
  return broken;
}

TEST(AuditChainTest, AWholeTrailIsTakenAndItsHeadKnown) {
  const std::vector<AuditRow> rows = Trail();
  AuditChain chain(kArea);
  for (const AuditRow& row : rows) EXPECT_TRUE(chain.Takes(row));
  EXPECT_EQ(chain.rows(), 6);
  EXPECT_EQ(chain.head(), rows.back().digest);
}

TEST(AuditChainTest, EveryChangeOfAChainedRowIsNoticed) {
  const auto changed = [](const auto& change) {
    std::vector<AuditRow> rows = Trail();
    change(rows[3]);
    return Broken(rows);
  };
  EXPECT_EQ(changed([](AuditRow& row) { row.at.ms = 9; }), 1);
  EXPECT_EQ(changed([](AuditRow& row) { row.actor = "wang"; }), 1);
  EXPECT_EQ(changed([](AuditRow& row) { row.action = "sign_in"; }), 1);
  EXPECT_EQ(changed([](AuditRow& row) { row.subject.clear(); }), 1);
  EXPECT_EQ(changed([](AuditRow& row) { row.digest[0] ^= 1; }), 2);
  EXPECT_EQ(changed([](AuditRow& row) { row.digest = {}; }), 2);
  // The same text, cut elsewhere between two fields.
  EXPECT_EQ(changed([](AuditRow& row) {
              row.actor = "l";
              row.action = "iperson.read";
            }),
            1);
}

TEST(AuditChainTest, RowsTakenOutPutInOrExchangedAreNoticed) {
  std::vector<AuditRow> rows = Trail();
  rows.erase(rows.begin() + 3);
  EXPECT_GT(Broken(rows), 0);
  rows = Trail();
  rows.insert(rows.begin() + 3, rows[3]);
  EXPECT_GT(Broken(rows), 0);
  rows = Trail();
  std::swap(rows[3], rows[4]);
  EXPECT_GT(Broken(rows), 0);
}

}  // namespace
}  // namespace tongchou::store
