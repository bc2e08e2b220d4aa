#include "store/postgres/reader_pool.h"

#include <chrono>
#include <utility>

#include "store/postgres/load.h"
#include "store/postgres/reader.h"

namespace tongchou::store::postgres {
namespace {

// docs/operating/postgresql.md counts with these.
constexpr int kReadersAtOnce = 16;
constexpr std::size_t kIdleReaders = 8;
constexpr std::chrono::seconds kPatience{10};

// A reader holds nobody up: a verification or an export may think between two pages.
constexpr int kIdleMs = 600'000;

}  // namespace

ReaderPool::ReaderPool(ConnectOptions options) : options_(std::move(options)) {
  options_.deadlines.idle_ms = kIdleMs;
}

Result<std::vector<AreaPack>> ReaderPool::Areas() {
  constexpr int kTries = 2;  // as Read
  for (int i = 1;; ++i) {
    Result<std::unique_ptr<Connection>> connection = Take();
    if (!connection.ok()) return connection.error();
    Result<std::vector<AreaPack>> areas = LoadAreas(**connection);
    const bool lost = (*connection)->lost();
    GiveBack(lost ? nullptr : *std::move(connection));
    if (!lost || i == kTries) return areas;
    ForgetIdle();
  }
}

Result<std::unique_ptr<Reader>> ReaderPool::Read(std::int64_t area) {
  constexpr int kTries = 2;  // a connection that was lost while nobody used it is made again
  for (int i = 1;; ++i) {
    Result<std::unique_ptr<Connection>> connection = Take();
    if (!connection.ok()) return connection.error();
    auto reader = std::make_unique<PostgresReader>(
        *std::move(connection), area,
        [this](std::unique_ptr<Connection> back) { GiveBack(std::move(back)); });
    const Status begun = reader->Begin();
    if (begun.ok()) return std::unique_ptr<Reader>(std::move(reader));
    const bool lost = reader->lost();
    reader.reset();
    if (!lost || i == kTries) return begun.error();
    ForgetIdle();
  }
}

Result<std::unique_ptr<Connection>> ReaderPool::Take() {
  {
    std::unique_lock lock(mutex_);
    if (!came_back_.wait_for(lock, kPatience, [&] { return out_ < kReadersAtOnce; })) {
      return Error{ErrorCode::kStoreUnavailable, {}, "readers"};
    }
    ++out_;
    if (!idle_.empty()) {
      std::unique_ptr<Connection> connection = std::move(idle_.back());
      idle_.pop_back();
      return connection;
    }
  }
  Result<std::unique_ptr<Connection>> opened = Open();
  if (!opened.ok()) GiveBack(nullptr);
  return opened;
}

Result<std::unique_ptr<Connection>> ReaderPool::Open() {
  Result<std::unique_ptr<Connection>> opened = Connection::Open(options_);
  if (!opened.ok()) return opened;
  if (const Status prepared = (*opened)->Prepare(); !prepared.ok()) return prepared.error();
  return opened;
}

void ReaderPool::GiveBack(std::unique_ptr<Connection> connection) {
  const std::lock_guard lock(mutex_);
  --out_;
  if (connection != nullptr && idle_.size() < kIdleReaders) idle_.push_back(std::move(connection));
  came_back_.notify_one();
}

void ReaderPool::ForgetIdle() {
  const std::lock_guard lock(mutex_);
  idle_.clear();
}

}  // namespace tongchou::store::postgres
