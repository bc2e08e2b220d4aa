#include "store/postgres/draft.h"

#include <fmt/format.h>

#include <utility>

#include "store/postgres/connection.h"
#include "store/postgres/migrate.h"

namespace tongchou::store {
namespace {

using postgres::Connection;
using postgres::Rows;

constexpr std::string_view kSuffix = "_building";

Status Run(Connection& connection, const std::string& sql) {
  const Result<Rows> done = connection.Execute(sql);
  if (!done.ok()) return done.error();
  return Done{};
}

// A text as SQL writes it.
std::string Quoted(const std::string& text) {
  std::string quoted = "'";
  for (const char letter : text) quoted.append(letter == '\'' ? 2 : 1, letter);
  return quoted + "'";
}

Result<std::unique_ptr<Connection>> Connect(const PostgresOptions& options) {
  return Connection::Open({options.database, options.schema, {}});
}

}  // namespace

PostgresDraft::PostgresDraft(std::unique_ptr<Connection> connection, PostgresOptions place,
                             std::string schema)
    : connection_(std::move(connection)), place_(std::move(place)), schema_(std::move(schema)) {}

PostgresDraft::~PostgresDraft() = default;

Result<std::unique_ptr<PostgresDraft>> PostgresDraft::Begin(const PostgresOptions& options) {
  Result<std::unique_ptr<Connection>> connection = Connect(options);
  if (!connection.ok()) return connection.error();
  PostgresOptions place = options;
  place.schema += kSuffix;
  place.create = true;
  // The lock goes with the connection; waiting for another process's draft may take minutes. Its
  // name is not that of Migrate, which locks the schema it fills from another connection.
  const Status locked =
      Run(**connection, fmt::format("SET statement_timeout = 0; SELECT pg_advisory_lock("
                                    "hashtextextended('tongchou draft {}', 0))",
                                    place.schema));
  if (!locked.ok()) return locked.error();
  const Result<bool> present = postgres::HasSchema(**connection, options.schema);
  if (!present.ok()) return present.error();
  if (*present) return std::unique_ptr<PostgresDraft>();
  const Status removed =
      Run(**connection, fmt::format("DROP SCHEMA IF EXISTS \"{}\" CASCADE", place.schema));
  if (!removed.ok()) return removed.error();
  return std::unique_ptr<PostgresDraft>(
      new PostgresDraft(*std::move(connection), std::move(place), options.schema));
}

Status PostgresDraft::Publish(const std::string& note) {
  return Run(*connection_, fmt::format("BEGIN; COMMENT ON SCHEMA \"{0}\" IS {2}; "
                                       "ALTER SCHEMA \"{0}\" RENAME TO \"{1}\"; COMMIT",
                                       place_.schema, schema_, Quoted(note)));
}

Result<bool> HasPostgresStore(const PostgresOptions& options) {
  const Result<std::unique_ptr<Connection>> connection = Connect(options);
  if (!connection.ok()) return connection.error();
  return postgres::HasSchema(**connection, options.schema);
}

Result<std::string> PostgresNote(const PostgresOptions& options) {
  const Result<std::unique_ptr<Connection>> connection = Connect(options);
  if (!connection.ok()) return connection.error();
  const Result<Rows> note =
      (*connection)
          ->Execute(fmt::format(
              "SELECT coalesce(obj_description(oid, 'pg_namespace'), '') FROM pg_namespace "
              "WHERE nspname = '{}'",
              options.schema));
  if (!note.ok()) return note.error();
  return note->empty() ? std::string() : std::string((*note)[0].Text(0));
}

}  // namespace tongchou::store
