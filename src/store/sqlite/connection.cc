#include "store/sqlite/connection.h"

#include <sqlite3.h>

#include <algorithm>

namespace tongchou::store::sqlite {
namespace {

// The one place that turns results of the library into refusals. The library's text names no
// personal data: it says which table or file, which is what an administrator needs.
Error ErrorOf(int result, sqlite3* database) {
  const std::string where = database != nullptr ? sqlite3_errmsg(database) : sqlite3_errstr(result);
  switch (result & 0xff) {
    case SQLITE_FULL:
      return Error{ErrorCode::kStoreFull, {}, where};
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
    case SQLITE_MISMATCH:
    case SQLITE_SCHEMA:
    case SQLITE_ERROR:
      return Error{ErrorCode::kStoreCorrupt, {}, where};
    case SQLITE_CONSTRAINT:
      // Somebody else wrote the same key meanwhile; what was loaded is stale.
      return Error{ErrorCode::kStaleVersion, {}, where};
    default:
      return Error{ErrorCode::kStoreUnavailable, {}, where};
  }
}

constexpr int kBusyTimeoutMs = 5000;

}  // namespace

Statement::Statement(sqlite3* database, sqlite3_stmt* prepared, int failure)
    : database_(database), prepared_(prepared), failure_(failure) {}

Statement::~Statement() {
  if (prepared_ == nullptr) return;
  sqlite3_reset(prepared_);
  sqlite3_clear_bindings(prepared_);
}

bool Statement::Next() {
  if (failure_ != SQLITE_OK) return false;
  const int result = sqlite3_step(prepared_);
  if (result == SQLITE_ROW) return true;
  if (result != SQLITE_DONE) failure_ = result;
  return false;
}

Status Statement::Run() {
  while (Next()) {
  }
  return status();
}

Status Statement::status() const {
  if (failure_ == SQLITE_OK) return Done{};
  return ErrorOf(failure_, database_);
}

std::int64_t Statement::Integer(int column) const {
  return sqlite3_column_int64(prepared_, column);
}

std::string_view Statement::Text(int column) const { return Blob(column); }

std::string_view Statement::Blob(int column) const {
  const void* bytes = sqlite3_column_blob(prepared_, column);
  const int size = sqlite3_column_bytes(prepared_, column);
  return bytes == nullptr
             ? std::string_view()
             : std::string_view(static_cast<const char*>(bytes), static_cast<std::size_t>(size));
}

Sm3Digest Statement::Digest(int column) const {
  Sm3Digest digest{};
  const std::string_view bytes = Blob(column);
  if (bytes.size() == digest.size()) std::copy(bytes.begin(), bytes.end(), digest.begin());
  return digest;
}

void Statement::BindOne(int index, std::int64_t value) {
  if (failure_ == SQLITE_OK) failure_ = sqlite3_bind_int64(prepared_, index, value);
}

// SQLITE_STATIC: what is bound lives until the run is over, because callers bind named values.
void Statement::BindOne(int index, std::string_view text) {
  if (failure_ != SQLITE_OK) return;
  const char* bytes = text.data() != nullptr ? text.data() : "";
  failure_ =
      sqlite3_bind_text(prepared_, index, bytes, static_cast<int>(text.size()), SQLITE_STATIC);
}

void Statement::BindOne(int index, const Bytes& bytes) {
  if (failure_ != SQLITE_OK) return;
  const void* data = bytes.view.data() != nullptr ? bytes.view.data() : "";
  failure_ =
      sqlite3_bind_blob(prepared_, index, data, static_cast<int>(bytes.view.size()), SQLITE_STATIC);
}

void Statement::BindOne(int index, const Sm3Digest& digest) {
  if (failure_ != SQLITE_OK) return;
  failure_ = sqlite3_bind_blob(prepared_, index, digest.data(), static_cast<int>(digest.size()),
                               SQLITE_STATIC);
}

Result<std::unique_ptr<Connection>> Connection::Open(const std::string& path,
                                                     const OpenOptions& options) {
  int flags = SQLITE_OPEN_NOMUTEX;
  flags |= options.read_only ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE;
  if (options.create) flags |= SQLITE_OPEN_CREATE;
  sqlite3* database = nullptr;
  const int result = sqlite3_open_v2(path.c_str(), &database, flags,
                                     options.vfs.empty() ? nullptr : options.vfs.c_str());
  auto connection = std::unique_ptr<Connection>(new Connection(database));
  if (result != SQLITE_OK) return ErrorOf(result, database);
  sqlite3_busy_timeout(database, kBusyTimeoutMs);
  sqlite3_extended_result_codes(database, 1);
  return connection;
}

Connection::~Connection() {
  for (sqlite3_stmt* statement : prepared_) sqlite3_finalize(statement);
  sqlite3_close(database_);
}

Statement Connection::Prepare(Sql name) {
  sqlite3_stmt*& prepared = prepared_[static_cast<std::size_t>(name)];
  int result = SQLITE_OK;
  if (prepared == nullptr) {
    const std::string_view text = TextOf(name);
    result = sqlite3_prepare_v3(database_, text.data(), static_cast<int>(text.size()),
                                SQLITE_PREPARE_PERSISTENT, &prepared, nullptr);
  }
  return Statement(database_, prepared, result);
}

Status Connection::Execute(const std::string& sql) {
  const int result = sqlite3_exec(database_, sql.c_str(), nullptr, nullptr, nullptr);
  if (result != SQLITE_OK) return ErrorOf(result, database_);
  return Done{};
}

std::int64_t Connection::changed() const { return sqlite3_changes64(database_); }

bool Connection::in_transaction() const { return sqlite3_get_autocommit(database_) == 0; }

Status Connection::WatchLog() {
  const int found = sqlite3_file_control(database_, "main", SQLITE_FCNTL_JOURNAL_POINTER,
                                         static_cast<void*>(&log_));
  if (found != SQLITE_OK) return ErrorOf(found, database_);
  if (log_ == nullptr || log_->pMethods == nullptr) return ErrorOf(SQLITE_IOERR, nullptr);
  // The hook also takes the place of the library's own checkpoints.
  sqlite3_wal_hook(
      database_,
      [](void* connection, sqlite3*, const char*, int pages) {
        static_cast<Connection*>(connection)->log_pages_ = pages;
        return SQLITE_OK;
      },
      this);
  return Done{};
}

Status Connection::SyncLog() {
  const int result = log_->pMethods->xSync(log_, SQLITE_SYNC_NORMAL);
  if (result != SQLITE_OK) return ErrorOf(result, nullptr);
  return Done{};
}

Result<std::int64_t> Connection::Checkpoint() {
  int pages = 0;
  int copied = 0;
  const int result =
      sqlite3_wal_checkpoint_v2(database_, "main", SQLITE_CHECKPOINT_PASSIVE, &pages, &copied);
  if (result != SQLITE_OK) return ErrorOf(result, database_);
  if (copied < 0) return ErrorOf(SQLITE_MISUSE, nullptr);  // the log was never opened
  return std::int64_t{copied};
}

Result<std::string> Connection::PlanOf(Sql name) {
  const std::string text = "EXPLAIN QUERY PLAN " + std::string(TextOf(name));
  sqlite3_stmt* prepared = nullptr;
  const int result = sqlite3_prepare_v2(database_, text.c_str(), -1, &prepared, nullptr);
  if (result != SQLITE_OK) return ErrorOf(result, database_);
  std::string plan;
  constexpr int kDetailColumn = 3;
  while (sqlite3_step(prepared) == SQLITE_ROW) {
    plan.append(reinterpret_cast<const char*>(sqlite3_column_text(prepared, kDetailColumn)));
    plan.push_back('\n');
  }
  sqlite3_finalize(prepared);
  return plan;
}

}  // namespace tongchou::store::sqlite
