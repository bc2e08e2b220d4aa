// The statements themselves: how the server finds their rows, and that none leaves its area.
#include "store/postgres/sql.h"

#include <gtest/gtest.h>

#include "store/postgres/database_testing.h"

namespace tongchou::store::postgres {
namespace {

std::size_t CountOf(std::string_view text, std::string_view part) {
  std::size_t count = 0;
  for (std::size_t at = text.find(part); at != text.npos; at = text.find(part, at + 1)) ++count;
  return count;
}

int ParametersOf(std::string_view text) {
  int count = 0;
  while (text.find("$" + std::to_string(count + 1)) != text.npos) ++count;
  return count;
}

bool IsArray(std::string_view text, int parameter) {
  const std::string cast = "$" + std::to_string(parameter) + "::";
  const std::size_t at = text.find(cast);
  if (at == text.npos) return false;
  const std::string_view type = text.substr(at + cast.size());
  return type.substr(0, type.find_first_of(" ,)")).ends_with("[]");
}

// What the server would do. With `known` parameters: the area 990100, empty arrays, and 1; without,
// whatever the values are.
std::string PlanOf(Connection& connection, Sql name, bool known) {
  std::string explain = "EXPLAIN EXECUTE \"" + std::string(NameOf(name)) + "\"";
  const int parameters = ParametersOf(TextOf(name));
  for (int i = 0; i < parameters; ++i) {
    const char* const value = i == 0 ? "990100" : IsArray(TextOf(name), i + 1) ? "'{}'" : "'1'";
    explain += std::string(i == 0 ? "(" : ", ") + (known ? value : "NULL");
  }
  const Result<Rows> rows = connection.Execute(parameters == 0 ? explain : explain + ")");
  EXPECT_TRUE(rows.ok()) << NameOf(name) << " " << (rows.ok() ? "" : rows.error().where);
  std::string plan;
  for (int i = 0; rows.ok() && i < rows->size(); ++i) {
    plan += std::string((*rows)[i].Text(0)) + "\n";
  }
  return plan;
}

// Brackets of transactions, and the list of areas that is asked for at a start.
bool IsBracket(Sql name) { return name < Sql::kLoadArea; }

// Citus sends a statement to the one node that has the area only when it says which area it is.
TEST(PostgresSql, EveryTableOfEveryStatementIsBoundToTheArea) {
  for (std::size_t i = 0; i < kSqlCount; ++i) {
    const auto name = static_cast<Sql>(i);
    if (IsBracket(name)) continue;
    const std::string_view text = TextOf(name);
    const std::size_t reads = CountOf(text, "FROM ") - CountOf(text, "FROM unnest(") -
                              CountOf(text, "FROM changed") + CountOf(text, "JOIN ");
    const std::size_t updates =
        CountOf(text, "UPDATE ") - CountOf(text, "DO UPDATE ") - CountOf(text, "FOR UPDATE ");
    const std::size_t bound = CountOf(text, "area = $1");
    EXPECT_EQ(bound, reads + updates) << NameOf(name);
    if (text.starts_with("INSERT INTO")) {
      EXPECT_TRUE(text.find(") VALUES ($1,") != text.npos ||
                  text.find(") SELECT $1::bigint, v.") != text.npos ||
                  text.find(") SELECT a.area, v.") != text.npos)
          << NameOf(name);
    } else {
      EXPECT_GT(bound, 0u) << NameOf(name);
    }
  }
}

TEST(PostgresSql, OnTablesWithoutStatisticsEveryStatementFindsItsRowsByItsWholeKey) {
  if (Setting(kTestDatabase).empty()) GTEST_SKIP() << kTestDatabase << " is not set";
  OpenSchema("plans");
  const auto connection = Connect("t_plans");
  ASSERT_TRUE(connection->Prepare().ok());
  for (std::size_t i = 0; i < kSqlCount; ++i) {
    const auto name = static_cast<Sql>(i);
    if (IsBracket(name)) continue;
    const std::string plan = PlanOf(*connection, name, /*known=*/false);
    const std::size_t scans = CountOf(plan, "Index Scan") + CountOf(plan, "Index Only Scan");
    EXPECT_EQ(CountOf(plan, "Seq Scan"), 0u) << NameOf(name) << "\n" << plan;
    EXPECT_EQ(CountOf(plan, "Index Cond: ((area = $1)") + CountOf(plan, "Index Cond: (area = $1)"),
              scans)
        << NameOf(name) << "\n"
        << plan;
    EXPECT_TRUE(scans > 0 || TextOf(name).starts_with("INSERT")) << NameOf(name) << "\n" << plan;
    // Rows that were read by a part of their key and thrown away: all of a large table.
    EXPECT_EQ(CountOf(plan, "Join Filter: ") + CountOf(plan, " = ANY "), 0u) << NameOf(name) << "\n"
                                                                             << plan;
  }
}

// The registers that are copied to every node: they are written by clerks, one at a time.
bool IsCopied(Sql name) {
  return name == Sql::kInsertEmployers || name == Sql::kUpdateEmployers ||
         name == Sql::kInsertProviders || name == Sql::kInsertItems;
}

TEST(PostgresSql, OnCitusEveryStatementIsOneTaskOnOneShard) {
  const std::string citus = Setting(kTestCitus);
  if (citus.empty()) GTEST_SKIP() << kTestCitus << " is not set";
  OpenSchema("plans_of_citus", citus);
  const auto connection = Connect("t_plans_of_citus", citus);
  ASSERT_TRUE(connection->Prepare().ok());
  for (std::size_t i = 0; i < kSqlCount; ++i) {
    const auto name = static_cast<Sql>(i);
    if (IsBracket(name) || IsCopied(name)) continue;
    const std::string plan = PlanOf(*connection, name, /*known=*/true);
    EXPECT_EQ(CountOf(plan, "Task Count: 1\n"), CountOf(plan, "Task Count: ")) << plan;
    // A register that is copied is read where it is.
    const bool local = CountOf(plan, "Custom Scan (Citus") == 0;
    EXPECT_TRUE(local || CountOf(plan, "Task Count: ") == 1) << NameOf(name) << "\n" << plan;
  }
}

}  // namespace
}  // namespace tongchou::store::postgres
