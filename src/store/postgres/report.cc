#include "store/postgres/report.h"

#include <fmt/format.h>

#include <charconv>
#include <utility>

#include "store/postgres/connection.h"
#include "store/postgres/load.h"
#include "store/postgres/migrate.h"
#include "store/postgres/migrations.h"

namespace tongchou::store {
namespace {

using postgres::Connection;
using postgres::Row;
using postgres::Rows;

Status AddServer(Connection& connection, const std::string& schema, StoreReport& report) {
  const Result<Rows> rows = connection.Execute(
      "SELECT 'PostgreSQL ' || current_setting('server_version'), "
      "coalesce(host(inet_server_addr()), 'local') || ':' || coalesce(inet_server_port(), 0) || "
      "'/' || current_database(), current_setting('fsync'), "
      "current_setting('synchronous_commit'), current_setting('full_page_writes')");
  if (!rows.ok()) return rows.error();
  const Row row = (*rows)[0];
  report.backend = row.Text(0);
  report.place = fmt::format("{} {}", row.Text(1), schema);
  report.facts = {{"fsync", std::string(row.Text(2))},
                  {"synchronous_commit", std::string(row.Text(3))},
                  {"full_page_writes", std::string(row.Text(4))}};
  return Done{};
}

Status AddMigrations(Connection& connection, StoreReport& report) {
  Result<std::vector<std::string>> applied = postgres::AppliedMigrations(connection);
  if (!applied.ok()) return applied.error();
  report.applied = *std::move(applied);
  const std::vector<Migration> known = postgres::EmbeddedMigrations();
  for (std::size_t i = report.applied.size(); i < known.size(); ++i) {
    report.pending.push_back(known[i].name);
  }
  return Done{};
}

Status AddAreas(Connection& connection, StoreReport& report) {
  if (const Status prepared = connection.Prepare(); !prepared.ok()) return prepared;
  const Result<std::vector<AreaPack>> areas = postgres::LoadAreas(connection);
  if (!areas.ok()) return areas.error();
  for (const AreaPack& area : *areas) {
    const Result<Rows> state =
        connection.RunOne(postgres::Sql::kLoadArea, postgres::Values::Of(area.area));
    if (!state.ok()) return state.error();
    report.areas.emplace_back(area.area, postgres::AreaStateOf(*state));
  }
  return Done{};
}

// Of all tables of the schema, with their indexes.
Result<std::int64_t> SizeOver(Connection& connection, const std::string& schema) {
  const Result<Rows> rows = connection.Execute(fmt::format(
      "SELECT coalesce(sum(pg_total_relation_size(c.oid)), 0)::bigint FROM pg_class AS c "
      "JOIN pg_namespace AS n ON n.oid = c.relnamespace WHERE n.nspname = '{}' AND c.relkind = 'r'",
      schema));
  if (!rows.ok()) return rows.error();
  const std::string_view text = (*rows)[0].Text(0);
  std::int64_t bytes = 0;
  std::from_chars(text.data(), text.data() + text.size(), bytes);
  return bytes;
}

}  // namespace

Result<StoreReport> DescribePostgres(const PostgresOptions& options) {
  const auto connection = Connection::Open({options.database, options.schema, {}});
  if (!connection.ok()) return connection.error();
  StoreReport report;
  Status status = AddServer(**connection, options.schema, report);
  if (!status.ok()) return status.error();
  const Result<bool> present = postgres::HasSchema(**connection, options.schema);
  if (!present.ok()) return present.error();
  report.present = *present;
  if (!report.present) {
    for (const Migration& known : postgres::EmbeddedMigrations()) {
      report.pending.push_back(known.name);
    }
    return report;
  }
  status = AddMigrations(**connection, report);
  if (status.ok() && report.pending.empty()) status = AddAreas(**connection, report);
  if (!status.ok()) return status.error();
  const Result<std::int64_t> bytes = SizeOver(**connection, options.schema);
  if (!bytes.ok()) return bytes.error();
  report.size_bytes = *bytes;
  return report;
}

PostgresSizer::PostgresSizer(PostgresOptions options) : options_(std::move(options)) {}
PostgresSizer::~PostgresSizer() = default;

Result<std::int64_t> PostgresSizer::Bytes() {
  const std::lock_guard lock(mutex_);
  if (connection_ == nullptr) {
    auto opened = Connection::Open({options_.database, options_.schema, {}});
    if (!opened.ok()) return opened.error();
    connection_ = *std::move(opened);
  }
  const Result<std::int64_t> bytes = SizeOver(*connection_, options_.schema);
  if (connection_->lost()) connection_.reset();
  return bytes;
}

}  // namespace tongchou::store
