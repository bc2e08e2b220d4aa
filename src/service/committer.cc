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
  if (while_waiting_) return;
  writer_ = std::thread([this] { Write(); });
  answerer_ = std::thread([this] { Answer(); });
}

Committer::~Committer() { Stop(); }

void Committer::Stop() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  arrived_.notify_all();
  if (writer_.joinable()) writer_.join();
  if (answerer_.joinable()) answerer_.join();
}

CommitterCounts Committer::counts() const {
  const std::lock_guard lock(mutex_);
  return counts_;
}

Result<Answered> Committer::Submit(const Command& command) {
  Pending pending;
  pending.command = &command;
  {
    std::unique_lock lock(mutex_);
    if (stopping_) return ErrorCode::kStoreUnavailable;
    queue_.push_back(&pending);
    ++taken_;
    if (while_waiting_) {
      lock.unlock();
      while_waiting_();
      lock.lock();
      while (!pending.result) {
        WriteNext(lock);
        AnswerNext(lock);
      }
      return *std::move(pending.result);
    }
    if (MayTake()) arrived_.notify_one();
  }
  std::unique_lock lock(pending.mutex);
  pending.done.wait(lock, [&] { return pending.result.has_value(); });
  return *std::move(pending.result);
}

bool Committer::MayTake() const {
  return !queue_.empty() && (stopping_ || 2 * queue_.size() >= on_disk_);
}

void Committer::Write() {
  std::unique_lock lock(mutex_);
  while (true) {
    arrived_.wait(lock, [&] { return stopping_ || MayTake(); });
    if (queue_.empty()) break;
    WriteNext(lock);
  }
  written_ = true;
  appended_.notify_one();
}

void Committer::WriteNext(std::unique_lock<std::mutex>& lock) {
  const std::size_t size = std::min(queue_.size(), batch_max_);
  const auto end = queue_.begin() + static_cast<std::ptrdiff_t>(size);
  const std::vector<Pending*> batch(queue_.begin(), end);
  queue_.erase(queue_.begin(), end);
  lock.unlock();
  RunBatch(batch);
  lock.lock();
}

void Committer::Answer() {
  std::unique_lock lock(mutex_);
  while (true) {
    appended_.wait(lock, [&] { return written_ || !unanswered_.empty(); });
    if (unanswered_.empty()) return;
    AnswerNext(lock);
  }
}

void Committer::AnswerNext(std::unique_lock<std::mutex>& lock) {
  std::vector<Appended> all = std::exchange(unanswered_, {});
  lock.unlock();
  const Status durable = region_.store().Sync();
  lock.lock();
  if (!durable.ok()) ++counts_.failures;
  for (const Appended& appended : all) on_disk_ -= appended.batch.size();
  if (MayTake()) arrived_.notify_one();
  lock.unlock();
  for (Appended& appended : all) {
    for (std::size_t i = 0; i < appended.batch.size(); ++i) {
      Pending& pending = *appended.batch[i];
      const std::lock_guard waiting(pending.mutex);
      pending.result =
          durable.ok() ? std::move(appended.results[i]) : Result<Answered>(durable.error());
      pending.done.notify_one();
    }
  }
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
  if (!status.ok()) results.assign(batch.size(), Result<Answered>(status.error()));
  // Refusals and repeated answers too may rest on rows that are not durable yet.
  const std::lock_guard lock(mutex_);
  if (!status.ok()) ++counts_.failures;
  unanswered_.push_back({{batch.begin(), batch.end()}, std::move(results)});
  on_disk_ += batch.size();
  appended_.notify_one();
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
  const Status appended = region_.store().Append(set.TakeChanges());
  if (!appended.ok()) return appended;
  for (std::size_t i = 0; i < batch.size(); ++i) {
    if (!results[i].ok() || !batch[i]->command->after_commit) continue;
    const Status durable = region_.store().Sync();
    if (!durable.ok()) return durable;
    batch[i]->command->after_commit();
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
