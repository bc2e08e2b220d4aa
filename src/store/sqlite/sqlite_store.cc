#include "store/sqlite/sqlite_store.h"

#include <mutex>
#include <optional>
#include <vector>

#include "store/sqlite/checkpointer.h"
#include "store/sqlite/connection.h"
#include "store/sqlite/load.h"
#include "store/sqlite/log_sync.h"
#include "store/sqlite/migrate.h"
#include "store/sqlite/reader.h"
#include "store/sqlite/write.h"

namespace tongchou::store {
namespace {

using sqlite::Connection;
using sqlite::Sql;

// NORMAL: a commit only writes to the log, and Sync makes the log durable before anybody is told.
// Each commit that splits a page makes the library walk its whole cache, so a large one costs more
// than it saves. The log is begun anew in place: cutting it to a size holds up the commits for as
// long as the file system takes (0.4 s were seen), so only one that a reader kept very long is cut.
constexpr const char* kWriterPragmas =
    "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA cache_size = -16384; "
    "PRAGMA foreign_keys = OFF; PRAGMA temp_store = MEMORY; "
    "PRAGMA journal_size_limit = 1073741824";
constexpr const char* kReaderPragmas =
    "PRAGMA query_only = ON; PRAGMA cache_size = -8192; PRAGMA temp_store = MEMORY";
// The first statement opens the log: a connection that has not seen it copies nothing.
constexpr const char* kCheckpointPragmas = "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL";

constexpr std::size_t kIdleReaders = 8;  // connections kept open for the next reader

class SqliteStore final : public Store {
 public:
  // Without `checkpoints` nothing may be committed.
  SqliteStore(SqliteOptions options, std::unique_ptr<Connection> writer,
              std::unique_ptr<Connection> checkpoints)
      : options_(std::move(options)), writer_(std::move(writer)), log_(*writer_) {
    if (checkpoints == nullptr) return;
    checkpointer_.emplace(std::move(checkpoints), commits_);
  }

  Result<std::vector<AreaPack>> Areas() override { return sqlite::LoadAreas(*writer_); }

  Result<Loaded> Load(std::int64_t area, const Needs& needs) override {
    // One read transaction: the library would else lock and unlock the log for every statement.
    const Status begun = writer_->Prepare(Sql::kBegin).Run();
    if (!begun.ok()) return begun.error();
    Result<Loaded> loaded = sqlite::Load(*writer_, area, needs);
    const Status ended = writer_->Prepare(Sql::kCommit).Run();
    if (!ended.ok()) return ended.error();
    return loaded;
  }

  Status Commit(const Changes& changes) override {
    const Status appended = Append(changes);
    return appended.ok() ? Sync() : appended;
  }

  Status Append(const Changes& changes) override {
    if (!checkpointer_) return ErrorCode::kStoreUnavailable;
    const std::lock_guard lock(commits_);
    if (log_.IsBroken()) return ErrorCode::kStoreUnavailable;
    Status status = writer_->Prepare(Sql::kBeginWriting).Run();
    if (!status.ok()) return status;
    status = sqlite::Write(*writer_, changes);
    if (status.ok()) status = writer_->Prepare(Sql::kCommit).Run();
    if (!status.ok() && writer_->in_transaction()) {
      // Were the rollback to fail, the next BEGIN fails too and nothing can be committed by halves.
      const Status rolled_back = writer_->Execute("ROLLBACK");
      if (!rolled_back.ok()) return rolled_back;
    }
    if (!status.ok()) return status;
    log_.Appended();
    checkpointer_->Logged(writer_->log_pages());
    return status;
  }

  Status Sync() override { return log_.Sync(); }

  // The file is written anew; what stood in the log goes with it.
  Status Compact() override {
    if (!checkpointer_) return ErrorCode::kStoreUnavailable;
    const std::lock_guard lock(commits_);
    const Status rewritten = writer_->Execute("VACUUM");
    if (!rewritten.ok()) return rewritten;
    return writer_->Execute("PRAGMA wal_checkpoint(TRUNCATE)");
  }

  Result<std::unique_ptr<Reader>> Read(std::int64_t area) override {
    Result<std::unique_ptr<Connection>> connection = TakeReader();
    if (!connection.ok()) return connection.error();
    Result<std::unique_ptr<Reader>> reader = sqlite::SqliteReader::Begin(
        *std::move(connection), area,
        [this](std::unique_ptr<Connection> back) { GiveBack(std::move(back)); });
    if (!reader.ok()) return reader;
    // The view may hold what was appended but is not durable yet.
    { const std::lock_guard committed(commits_); }
    if (const Status durable = log_.Sync(); !durable.ok()) return durable.error();
    return reader;
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
  sqlite::LogSync log_;
  std::mutex commits_;                                // held while a transaction writes
  std::optional<sqlite::Checkpointer> checkpointer_;  // none when read-only
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
  if (options.read_only) {
    return std::unique_ptr<Store>(
        std::make_unique<SqliteStore>(options, *std::move(writer), nullptr));
  }
  status = (*writer)->WatchLog();
  // A process that was killed may have left commits in the log that never reached the disk.
  if (status.ok()) status = (*writer)->SyncLog();
  if (!status.ok()) return status.error();
  Result<std::unique_ptr<Connection>> checkpoints =
      Connection::Open(options.path, {.create = false, .read_only = false, .vfs = options.vfs});
  if (!checkpoints.ok()) return checkpoints.error();
  status = (*checkpoints)->Execute(kCheckpointPragmas);
  if (!status.ok()) return status.error();
  return std::unique_ptr<Store>(
      std::make_unique<SqliteStore>(options, *std::move(writer), *std::move(checkpoints)));
}

}  // namespace tongchou::store
