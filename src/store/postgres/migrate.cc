#include "store/postgres/migrate.h"

#include <fmt/format.h>

#include "store/postgres/migrations.h"

namespace tongchou::store::postgres {
namespace {

// What was applied stands in two tables: of the schema itself, and of its spreading over nodes.
constexpr std::string_view kTables[] = {"schema_migration", "citus_migration"};

Result<std::vector<std::string>> NamesIn(Connection& connection, std::string_view table) {
  const Result<Rows> rows =
      connection.Execute(fmt::format("SELECT name FROM {} ORDER BY number", table));
  if (!rows.ok()) return rows.error();
  std::vector<std::string> names;
  for (int i = 0; i < rows->size(); ++i) names.emplace_back((*rows)[i].Text(0));
  return names;
}

Status Apply(Connection& connection, std::string_view table, const Migration& migration,
             std::size_t number) {
  const Result<Rows> done = connection.Execute(
      fmt::format("BEGIN; SET LOCAL statement_timeout = 0; {} INSERT INTO {} (number, name) VALUES "
                  "({}, '{}'); COMMIT",
                  migration.sql, table, number, migration.name));
  if (done.ok()) return Done{};
  connection.Abandon();
  return Error{done.error().code, {}, migration.name + ": " + done.error().where};
}

Status ApplyMissing(Connection& connection, std::string_view table,
                    const std::vector<Migration>& migrations) {
  const Result<std::vector<std::string>> present = NamesIn(connection, table);
  if (!present.ok()) return present.error();
  if (present->size() > migrations.size()) return ErrorCode::kStoreTooNew;
  for (std::size_t i = 0; i < migrations.size(); ++i) {
    if (i < present->size()) {
      if ((*present)[i] == migrations[i].name) continue;
      return Error{ErrorCode::kStoreCorrupt, {}, fmt::format("{}: {}", table, (*present)[i])};
    }
    if (const Status status = Apply(connection, table, migrations[i], i + 1); !status.ok()) {
      return status;
    }
  }
  return Done{};
}

Status MakeSchema(Connection& connection, const std::string& schema) {
  std::string sql = fmt::format("CREATE SCHEMA IF NOT EXISTS \"{}\";", schema);
  for (const std::string_view table : kTables) {
    sql += fmt::format(
        "CREATE TABLE IF NOT EXISTS {} (number BIGINT PRIMARY KEY, name TEXT NOT NULL, "
        "applied_at TIMESTAMPTZ NOT NULL DEFAULT now());",
        table);
  }
  const Result<Rows> made = connection.Execute(sql);
  if (!made.ok()) return made.error();
  return Done{};
}

Status MigrateLocked(Connection& connection, const std::string& schema, bool create) {
  const Result<bool> present = HasSchema(connection, schema);
  if (!present.ok()) return present.error();
  if (!*present && !create) {
    return Error{ErrorCode::kStoreUnavailable,
                 {"该数据库中没有本系统的数据；请先运行 tongchou db init",
                  "this database holds no data of ours yet: run tongchou db init first"},
                 schema};
  }
  Status status = MakeSchema(connection, schema);
  if (status.ok()) status = ApplyMissing(connection, kTables[0], EmbeddedMigrations());
  if (!status.ok()) return status;
  const Result<Rows> citus =
      connection.Execute("SELECT 1 FROM pg_extension WHERE extname = 'citus'");
  if (!citus.ok()) return citus.error();
  if (citus->empty()) return Done{};
  return ApplyMissing(connection, kTables[1], EmbeddedCitusMigrations());
}

}  // namespace

Result<bool> HasSchema(Connection& connection, const std::string& schema) {
  const Result<Rows> found =
      connection.Execute(fmt::format("SELECT 1 FROM pg_namespace WHERE nspname = '{}'", schema));
  if (!found.ok()) return found.error();
  return !found->empty();
}

Result<std::vector<std::string>> AppliedMigrations(Connection& connection) {
  return NamesIn(connection, kTables[0]);
}

Status Migrate(Connection& connection, const std::string& schema, bool create) {
  // Two servers that start together migrate one after the other.
  const std::string lock = fmt::format("(hashtextextended('tongchou {}', 0))", schema);
  const Result<Rows> locked = connection.Execute("SELECT pg_advisory_lock" + lock);
  if (!locked.ok()) return locked.error();
  const Status status = MigrateLocked(connection, schema, create);
  const Result<Rows> unlocked = connection.Execute("SELECT pg_advisory_unlock" + lock);
  if (!status.ok()) return status;
  if (!unlocked.ok()) return unlocked.error();
  return Done{};
}

}  // namespace tongchou::store::postgres
