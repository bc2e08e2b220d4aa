#include "store/sqlite/migrate.h"

#include <string>

#include "store/sqlite/migrations.h"

namespace tongchou::store::sqlite {
namespace {

// The number of the last migration stands in the file's header, which is part of the transaction.
std::string Bracketed(const Migration& migration, std::size_t number) {
  return "BEGIN IMMEDIATE;" + migration.sql + "PRAGMA user_version = " + std::to_string(number) +
         ";COMMIT";
}

}  // namespace

Result<std::size_t> SchemaNumber(Connection& connection) {
  Statement row = connection.Prepare(Sql::kSchemaNumber);
  const std::int64_t number = row.Next() ? row.Integer(0) : 0;
  if (const Status status = row.status(); !status.ok()) return status.error();
  return static_cast<std::size_t>(number);
}

Status Migrate(Connection& connection, bool allowed) {
  const std::vector<Migration> migrations = EmbeddedMigrations();
  const Result<std::size_t> present = SchemaNumber(connection);
  if (!present.ok()) return present.error();
  if (*present > migrations.size()) return ErrorCode::kStoreTooNew;
  if (*present < migrations.size() && !allowed) return ErrorCode::kStoreCorrupt;
  for (std::size_t i = *present; i < migrations.size(); ++i) {
    const Status status = connection.Execute(Bracketed(migrations[i], i + 1));
    if (status.ok()) continue;
    if (connection.in_transaction()) (void)connection.Execute("ROLLBACK").ok();
    return Error{status.error().code, {}, migrations[i].name + ": " + status.error().where};
  }
  return Done{};
}

}  // namespace tongchou::store::sqlite
