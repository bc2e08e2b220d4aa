#include "service/committer.h"

#include <algorithm>
#include <utility>

namespace tongchou::service {
namespace {

constexpr int kTries = 8;

// A refusal that belongs to what was asked rather than to the store as a whole.
bool ConcernsOneCommand(ErrorCode code) {
  return code == ErrorCode::kStoreCorrupt || code == ErrorCode::kStaleVersion;
}

}  // namespace

Committer::Committer(Region& region, int batch_max, std::function<void()> while_waiting)
    : region_(region),
      batch_max_(static_cast<std::size_t>(std::max(batch_max, 1))),
      while_waiting_(std::move(while_waiting)) {
  if (!while_waiting_) thread_ = std::thread([this] { Run(); });
}

Committer::~Committer() { Stop(); }

void Committer::Stop() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  arrived_.notify_all();
  if (thread_.joinable()) thread_.join();
}

CommitterCounts Committer::counts() const {
  const std::lock_guard lock(mutex_);
  return counts_;
}

Result<Answered> Committer::Submit(const Command& command) {
  Pending pending;
  pending.command = &command;
  std::unique_lock lock(mutex_);
  if (stopping_) return ErrorCode::kStoreUnavailable;
  queue_.push_back(&pending);
  ++taken_;
  if (while_waiting_) {
    lock.unlock();
    while_waiting_();
    lock.lock();
    while (!pending.result) RunNext(lock);
    return *std::move(pending.result);
  }
  if (queue_.size() == 1) arrived_.notify_one();
  pending.done.wait(lock, [&] { return pending.result.has_value(); });
  return *std::move(pending.result);
}

void Committer::Run() {
  std::unique_lock lock(mutex_);
  while (true) {
    arrived_.wait(lock, [&] { return stopping_ || !queue_.empty(); });
    if (queue_.empty()) return;
    RunNext(lock);
  }
}

void Committer::RunNext(std::unique_lock<std::mutex>& lock) {
  const std::size_t size = std::min(queue_.size(), batch_max_);
  const auto end = queue_.begin() + static_cast<std::ptrdiff_t>(size);
  const std::vector<Pending*> batch(queue_.begin(), end);
  queue_.erase(queue_.begin(), end);
  lock.unlock();
  RunBatch(batch);
  lock.lock();
}

void Committer::RunBatch(std::span<Pending* const> batch) {
  std::vector<Result<Answered>> results;
  Status status = Done{};
  for (int i = 0; i < kTries; ++i) {
    results.clear();
    status = TryBatch(batch, results);
    if (status.ok() || status.error().code != ErrorCode::kStaleVersion) break;
    const std::lock_guard lock(mutex_);
    ++counts_.retries;
  }
  if (!status.ok() && batch.size() > 1 && ConcernsOneCommand(status.error().code)) {
    for (Pending* const pending : batch) RunBatch(std::span(&pending, 1));
    return;
  }
  const std::lock_guard lock(mutex_);
  if (!status.ok()) ++counts_.failures;
  for (std::size_t i = 0; i < batch.size(); ++i) {
    batch[i]->result = status.ok() ? std::move(results[i]) : Result<Answered>(status.error());
    batch[i]->done.notify_one();
  }
}

Status Committer::TryBatch(std::span<Pending* const> batch,
                           std::vector<Result<Answered>>& results) {
  const std::int64_t area = region_.area_number();
  WorkingSet set(area);
  const auto needs = [&](const WorkingSet& known, store::Needs& wanted) {
    for (const Pending* pending : batch) {
      const Command& command = *pending->command;
      if (command.key) wanted.messages.push_back({command.key->provider, command.key->msgid});
      if (command.needs) command.needs(known, wanted);
    }
  };
  const Status loaded = LoadRounds(
      needs, [&](const store::Needs& wanted) { return region_.store().Load(area, wanted); }, set);
  if (!loaded.ok()) return loaded;

  const std::shared_ptr<const ReferenceSnapshot> reference = region_.reference().Get();
  std::int64_t accepted = 0;
  for (const Pending* pending : batch) {
    results.push_back(ExecuteOne(*pending->command, *reference, set));
    if (results.back().ok() && !results.back()->repeated) ++accepted;
  }
  if (!set.has_changes()) return Done{};
  const Status committed = region_.store().Commit(set.TakeChanges());
  if (!committed.ok()) return committed;
  for (std::size_t i = 0; i < batch.size(); ++i) {
    if (results[i].ok() && batch[i]->command->after_commit) batch[i]->command->after_commit();
  }
  const std::lock_guard lock(mutex_);
  ++counts_.batches;
  counts_.commands += accepted;
  return Done{};
}

Result<Answered> Committer::ExecuteOne(const Command& command, const ReferenceSnapshot& reference,
                                       WorkingSet& set) {
  const std::optional<RequestKey>& key = command.key;
  if (key) {
    const store::AnswerRow* earlier = set.FindAnswer({key->provider, key->msgid});
    if (earlier != nullptr) {
      if (earlier->body != key->body || earlier->infno != key->infno) {
        return Error{ErrorCode::kMessageIdReused, {}, key->msgid};
      }
      return Answered{earlier->answer, true};
    }
  }
  Work work{region_, reference, set, command.at, command.actor, key ? key->msgid : std::string()};
  Result<Executed> executed = command.execute(work);
  if (!executed.ok()) return executed.error();
  if (key) {
    set.Add(store::AnswerRow{{key->provider, key->msgid},
                             key->infno,
                             key->body,
                             executed->subject,
                             command.at,
                             executed->answer});
  }
  set.AddAudit(command.at, command.actor, command.action, std::move(executed->about));
  return Answered{std::move(executed->answer), false};
}

}  // namespace tongchou::service
