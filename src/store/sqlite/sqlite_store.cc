#include "store/sqlite/sqlite_store.h"

#include <mutex>
#include <vector>

#include "store/sqlite/connection.h"
#include "store/sqlite/load.h"
#include "store/sqlite/migrate.h"
#include "store/sqlite/reader.h"
#include "store/sqlite/write.h"

namespace tongchou::store {
namespace {

using sqlite::Connection;

// 64 MB of log before it is folded back: random rows of many commits then share their pages.
constexpr const char* kWriterPragmas =
    "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 16000; "
    "PRAGMA cache_size = -131072; PRAGMA foreign_keys = OFF; PRAGMA temp_store = MEMORY";
constexpr const char* kReaderPragmas =
    "PRAGMA query_only = ON; PRAGMA cache_size = -8192; PRAGMA temp_store = MEMORY";

constexpr std::size_t kIdleReaders = 8;  // connections kept open for the next reader

class SqliteStore final : public Store {
 public:
  SqliteStore(SqliteOptions options, std::unique_ptr<Connection> writer)
      : options_(std::move(options)), writer_(std::move(writer)) {}

  Result<std::vector<AreaPack>> Areas() override { return sqlite::LoadAreas(*writer_); }

  Result<Loaded> Load(std::int64_t area, const Needs& needs) override {
    return sqlite::Load(*writer_, area, needs);
  }

  Status Commit(const Changes& changes) override {
    if (options_.read_only) return ErrorCode::kStoreUnavailable;
    Status status = writer_->Execute("BEGIN IMMEDIATE");
    if (!status.ok()) return status;
    status = sqlite::Write(*writer_, changes);
    if (status.ok()) status = writer_->Execute("COMMIT");
    if (!status.ok() && writer_->in_transaction()) {
      // Were the rollback to fail, the next BEGIN fails too and nothing can be committed by halves.
      const Status rolled_back = writer_->Execute("ROLLBACK");
      if (!rolled_back.ok()) return rolled_back;
    }
    return status;
  }

  Result<std::unique_ptr<Reader>> Read(std::int64_t area) override {
    Result<std::unique_ptr<Connection>> connection = TakeReader();
    if (!connection.ok()) return connection.error();
    return sqlite::SqliteReader::Begin(
        *std::move(connection), area,
        [this](std::unique_ptr<Connection> back) { GiveBack(std::move(back)); });
  }

 private:
  Result<std::unique_ptr<Connection>> TakeReader() {
    {
      const std::lock_guard lock(mutex_);
      if (!idle_.empty()) {
        std::unique_ptr<Connection> connection = std::move(idle_.back());
        idle_.pop_back();
        return connection;
      }
    }
    // Not opened as read-only: a reader may have to make the shared memory of the log.
    Result<std::unique_ptr<Connection>> connection =
        Connection::Open(options_.path, {.create = false, .read_only = false, .vfs = options_.vfs});
    if (!connection.ok()) return connection;
    const Status status = (*connection)->Execute(kReaderPragmas);
    if (!status.ok()) return status.error();
    return connection;
  }

  void GiveBack(std::unique_ptr<Connection> connection) {
    const std::lock_guard lock(mutex_);
    if (idle_.size() < kIdleReaders) idle_.push_back(std::move(connection));
  }

  SqliteOptions options_;
  std::unique_ptr<Connection> writer_;
  std::mutex mutex_;
  std::vector<std::unique_ptr<Connection>> idle_;
};

}  // namespace

Result<std::unique_ptr<Store>> OpenSqlite(const SqliteOptions& options) {
  Result<std::unique_ptr<Connection>> writer = Connection::Open(
      options.path, {.create = options.create, .read_only = false, .vfs = options.vfs});
  if (!writer.ok()) return writer.error();
  Status status = (*writer)->Execute(options.read_only ? kReaderPragmas : kWriterPragmas);
  if (status.ok()) status = sqlite::Migrate(**writer, !options.read_only);
  if (!status.ok()) return status.error();
  return std::unique_ptr<Store>(std::make_unique<SqliteStore>(options, *std::move(writer)));
}

}  // namespace tongchou::store
