// A store that an earlier program filled, opened by this one.
#include <gtest/gtest.h>
#include <stdlib.h>

#include <filesystem>
#include <string>

#include "store/row_codec.h"
#include "store/sample_rows_testing.h"
#include "store/sqlite/connection.h"
#include "store/sqlite/migrations.h"
#include "store/sqlite/sqlite_store.h"

namespace tongchou::store {
namespace {

constexpr std::int64_t kArea = 990'100;

// A file of schema 0001 in a folder of its own, removed at the end.
class FirstSchema : public testing::Test {
 protected:
  FirstSchema() {
    std::string pattern =
        (std::filesystem::temp_directory_path() / "tongchou-migration-XXXXXX").string();
    folder_ = mkdtemp(pattern.data());
    file_ = folder_ + "/tongchou.db";
    connection_ =
        sqlite::Connection::Open(file_, {.create = true, .read_only = false, .vfs = {}}).value();
    Execute(sqlite::EmbeddedMigrations().front().sql + "PRAGMA user_version = 1");
  }
  ~FirstSchema() override {
    connection_.reset();
    std::filesystem::remove_all(folder_);
  }

  void Execute(const std::string& sql) { ASSERT_TRUE(connection_->Execute(sql).ok()) << sql; }

  // The bytes as a literal of SQL.
  static std::string Literal(std::string_view bytes) {
    std::string hex = "X'";
    for (const char byte : bytes) {
      hex += "0123456789abcdef"[static_cast<unsigned char>(byte) >> 4];
      hex += "0123456789abcdef"[static_cast<unsigned char>(byte) & 15];
    }
    return hex + "'";
  }

  // The rows of person `number` that 0002 moves: three settlements would differ in nothing new.
  void Fill(const Changes& changes) {
    const std::string person = std::to_string(changes.persons.front().person);
    Execute("INSERT INTO account VALUES (990100, " + person + ", 7, 5, 1, " + person + ", 3)");
    Execute("INSERT INTO person_year VALUES (990100, " + person + ", 'employee', 2026, 4, " +
            Literal(PackYear(changes.years.front())) + ")");
    Execute("INSERT INTO movement VALUES (990100, " + person + ", 1, 11, 3, -5, 2, " + person +
            ", 9)");
    const SettlementRow& row = changes.settlements.front();
    Execute("INSERT INTO settlement VALUES (990100, " + std::to_string(row.settlement) + ", " +
            person + ", " + std::to_string(row.at.ms) + ", " + std::to_string(row.reverses) + ", " +
            Literal(PackSettlement(row)) + ")");
    const ledger::Entry& entry = changes.entries.front();
    Execute("INSERT INTO journal VALUES (990100, " + std::to_string(entry.number) + ", " +
            std::to_string(entry.day.days()) + ", " + Literal(ToBytes(entry.digest)) + ", " +
            Literal(PackEntry(entry)) + ")");
    Execute("INSERT INTO audit VALUES (990100, " + person + ", 1, 'H1', '2207', 's')");
  }

  std::string folder_, file_;
  std::unique_ptr<sqlite::Connection> connection_;
};

TEST_F(FirstSchema, IsCarriedOverWithEveryRow) {
  const Changes first = SampleChanges({}, 1);
  const Changes second = SampleChanges(first.state, 2);
  Fill(second);
  Fill(first);
  connection_.reset();

  SqliteOptions options;
  options.path = file_;
  const auto store = OpenSqlite(options);
  ASSERT_TRUE(store.ok()) << store.error().where;
  Needs needs;
  needs.persons = {2};
  needs.settlements = {2};
  const Result<Loaded> loaded = (*store)->Load(kArea, needs);
  ASSERT_TRUE(loaded.ok());
  AccountRow account;
  account.person = 2;
  account.balance = {5};
  account.movements = 1;
  account.standing = 2;
  account.open_stay = 3;
  account.version = 7;
  EXPECT_EQ(loaded->accounts, std::vector<AccountRow>{account});
  YearRow year = SampleYear(2);
  year.version = 4;
  EXPECT_EQ(loaded->years, std::vector<YearRow>{year});
  ASSERT_EQ(loaded->settlements.size(), 1u);
  EXPECT_EQ(PackSettlement(loaded->settlements.front()),
            PackSettlement(second.settlements.front()));

  const auto reader = (*store)->Read(kArea).value();
  const std::vector<MovementRow> movements = reader->Movements(2, 10).value();
  ASSERT_EQ(movements.size(), 1u);
  EXPECT_EQ(movements[0].at.ms, 11);
  EXPECT_EQ(movements[0].kind, MovementKind::kPayment);
  EXPECT_EQ(movements[0].amount.fen, -5);
  EXPECT_EQ(movements[0].balance_after.fen, 2);
  EXPECT_EQ(movements[0].settlement, 2);
  EXPECT_EQ(movements[0].entry, 9);
  std::vector<std::int64_t> numbers;
  const Status settlements = reader->EachSettlement([&](const SettlementRow& row) {
    numbers.push_back(row.settlement);
    return true;
  });
  EXPECT_TRUE(settlements.ok());
  EXPECT_EQ(numbers, (std::vector<std::int64_t>{1, 2}));
  const std::vector<ledger::Entry> entries = reader->FindEntries({}).value();
  ASSERT_EQ(entries.size(), 2u);
  EXPECT_EQ(entries[0].number, 2);
  EXPECT_EQ(entries[0].digest, second.entries.front().digest);
  const std::vector<AuditRow> audits = reader->Audits(0, 10).value();
  ASSERT_EQ(audits.size(), 2u);
  EXPECT_EQ(audits[1].number, 1);
  EXPECT_EQ(audits[1].action, "2207");
}

}  // namespace
}  // namespace tongchou::store
