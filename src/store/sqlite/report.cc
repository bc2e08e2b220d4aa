#include "store/sqlite/report.h"

#include <sqlite3.h>

#include <filesystem>
#include <system_error>

#include "store/sqlite/connection.h"
#include "store/sqlite/load.h"
#include "store/sqlite/migrate.h"
#include "store/sqlite/migrations.h"

namespace tongchou::store {
namespace {

namespace fs = std::filesystem;

// The file and what belongs to it.
std::int64_t SizeOf(const std::string& path) {
  std::int64_t bytes = 0;
  for (const char* suffix : {"", "-wal", "-shm"}) {
    std::error_code missing;
    const std::uintmax_t size = fs::file_size(path + suffix, missing);
    if (!missing) bytes += static_cast<std::int64_t>(size);
  }
  return bytes;
}

Status AddAreas(sqlite::Connection& connection, StoreReport& report) {
  const Result<std::vector<AreaPack>> areas = sqlite::LoadAreas(connection);
  if (!areas.ok()) return areas.error();
  for (const AreaPack& area : *areas) {
    const Result<AreaState> state = sqlite::LoadArea(connection, area.area);
    if (!state.ok()) return state.error();
    report.areas.emplace_back(area.area, *state);
  }
  return Done{};
}

}  // namespace

Result<StoreReport> DescribeSqlite(const std::string& path) {
  StoreReport report;
  report.backend = std::string("SQLite ") + sqlite3_libversion();
  report.place = path;
  report.facts = {{"journal_mode", "wal"}, {"synchronous", "full"}};
  report.size_bytes = SizeOf(path);
  std::error_code ignored;
  report.present = fs::exists(path, ignored);
  std::size_t applied = 0;
  std::unique_ptr<sqlite::Connection> connection;
  if (report.present) {
    auto opened = sqlite::Connection::Open(path, {.create = false, .read_only = true, .vfs = {}});
    if (!opened.ok()) return opened.error();
    connection = *std::move(opened);
    const Result<std::size_t> number = sqlite::SchemaNumber(*connection);
    if (!number.ok()) return number.error();
    applied = *number;
  }
  for (const Migration& known : sqlite::EmbeddedMigrations()) {
    const bool is_there = report.applied.size() < applied;
    (is_there ? report.applied : report.pending).push_back(known.name);
  }
  if (connection == nullptr || !report.pending.empty()) return report;
  const Status status = AddAreas(*connection, report);
  if (!status.ok()) return status.error();
  return report;
}

}  // namespace tongchou::store
