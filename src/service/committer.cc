#include "service/committer.h"

#include <algorithm>
#include <utility>

#include "service/policy_shelf.h"

namespace tongchou::service {
namespace {

using std::chrono::duration_cast;
using std::chrono::microseconds;
using std::chrono::steady_clock;

constexpr int kTries = 8;

// Where several processes write one area, a batch that has lost holds the area while it runs again,
// and so do the next ones: others are at work, and losing costs a whole batch.
constexpr int kHoldingBatches = 64;

// A refusal that belongs to what was asked rather than to the store as a whole.
bool ConcernsOneCommand(ErrorCode code) {
  return code == ErrorCode::kStoreCorrupt || code == ErrorCode::kStaleVersion;
}

// Makes durable what was appended. A store that refuses here, for whatever reason, has the rows
// already: whether they stay is not known, so nobody may be told that nothing happened.
Status MakeDurable(store::Store& store) {
  const Status durable = store.Sync();
  if (durable.ok()) return durable;
  return Error{ErrorCode::kStoreUnavailable, {}, durable.error().where};
}

}  // namespace

Committer::Committer(Region& region, int batch_max, CommitWatch* watch,
                     std::function<void()> while_waiting)
    : region_(region),
      batch_max_(static_cast<std::size_t>(std::max(batch_max, 1))),
      watch_(watch),
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

CommitterQueue Committer::queue() const {
  const std::lock_guard lock(mutex_);
  CommitterQueue queue{!stopping_, arrivals_.size(), {}};
  if (queue.length == 0) return queue;
  queue.oldest = duration_cast<microseconds>(steady_clock::now() - arrivals_.front());
  return queue;
}

Result<Answered> Committer::Submit(const Command& command) {
  Pending pending;
  pending.command = &command;
  pending.arrived = steady_clock::now();
  {
    std::unique_lock lock(mutex_);
    if (stopping_) return ErrorCode::kStoreUnavailable;
    queue_.push_back(&pending);
    arrivals_.push_back(pending.arrived);
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
  TellTakenUp(batch);
  RunBatch(batch);
  lock.lock();
}

void Committer::TellTakenUp(std::span<Pending* const> batch) const {
  if (watch_ == nullptr) return;
  const Time now = steady_clock::now();
  for (const Pending* pending : batch) {
    watch_->TakenUp(duration_cast<microseconds>(now - pending->arrived));
  }
}

void Committer::Answer() {
  std::unique_lock lock(mutex_);
  while (true) {
    appended_.wait(lock, [&] { return written_ || !unanswered_.empty(); });
    if (unanswered_.empty()) return;
    AnswerNext(lock);
  }
}

void Committer::TellDurable(const Appended& appended, const Status& durable) const {
  if (watch_ == nullptr || !appended.changed) return;
  if (!durable.ok()) return watch_->Failed(appended.about, durable.error(), false);
  watch_->Committed(appended.about, appended.changes,
                    duration_cast<microseconds>(steady_clock::now() - appended.started));
}

void Committer::AnswerNext(std::unique_lock<std::mutex>& lock) {
  std::vector<Appended> all = std::exchange(unanswered_, {});
  lock.unlock();
  const Status durable = MakeDurable(region_.store());
  lock.lock();
  if (!durable.ok()) ++counts_.failures;
  for (const Appended& appended : all) {
    const std::size_t size = appended.batch.size();
    on_disk_ -= size;
    arrivals_.erase(arrivals_.begin(), arrivals_.begin() + static_cast<std::ptrdiff_t>(size));
  }
  if (MayTake()) arrived_.notify_one();
  lock.unlock();
  for (Appended& appended : all) {
    TellDurable(appended, durable);
    for (std::size_t i = 0; i < appended.batch.size(); ++i) {
      Pending& pending = *appended.batch[i];
      const std::lock_guard waiting(pending.mutex);
      const bool stands = durable.ok() || appended.refused;
      pending.result = stands ? std::move(appended.results[i]) : Result<Answered>(durable.error());
      pending.done.notify_one();
    }
  }
  lock.lock();
}

void Committer::RunBatch(std::span<Pending* const> batch) {
  Appended tried{
      {batch.begin(), batch.end()}, {}, {++batch_number_, batch.size()}, {}, false, {}, false};
  Status status = Done{};
  for (int i = 0; i < kTries; ++i) {
    status = TryBatch(tried);
    if (status.ok() || status.error().code != ErrorCode::kStaleVersion) break;
    if (watch_ != nullptr) watch_->Retried(tried.about);
    holding_left_ = kHoldingBatches;
    const std::lock_guard lock(mutex_);
    ++counts_.retries;
  }
  const bool split = !status.ok() && batch.size() > 1 && ConcernsOneCommand(status.error().code);
  if (!status.ok() && watch_ != nullptr) watch_->Failed(tried.about, status.error(), split);
  if (split) {
    for (Pending* const pending : batch) RunBatch(std::span(&pending, 1));
    return;
  }
  tried.refused = !status.ok();
  if (tried.refused) tried.results.assign(batch.size(), Result<Answered>(status.error()));
  // Refusals and repeated answers too may rest on rows that are not durable yet.
  const std::lock_guard lock(mutex_);
  if (!status.ok()) ++counts_.failures;
  unanswered_.push_back(std::move(tried));
  on_disk_ += batch.size();
  appended_.notify_one();
}

Status Committer::TryBatch(Appended& tried) {
  const std::int64_t area = region_.area_number();
  const bool holds = holding_left_ > 0;
  if (holds) --holding_left_;
  WorkingSet set(area);
  const auto needs = [&](const WorkingSet& known, store::Needs& wanted) {
    wanted.hold = holds;
    for (const Pending* pending : tried.batch) {
      const Command& command = *pending->command;
      if (command.key) wanted.messages.push_back({command.key->provider, command.key->msgid});
      if (command.needs) command.needs(known, wanted);
    }
  };
  const Status loaded = LoadRounds(
      needs, [&](const store::Needs& wanted) { return region_.store().Load(area, wanted); }, set);
  const auto reference = region_.reference().UpTo(set.state().registers);
  const Status policies = region_.policies().UpTo(set.state().registers);
  if (!loaded.ok() || !reference.ok() || !policies.ok()) {
    region_.store().Release();
    if (!loaded.ok()) return loaded;
    return reference.ok() ? policies : reference.error();
  }
  std::int64_t accepted = 0;
  tried.results.clear();
  for (const Pending* pending : tried.batch) {
    Result<Answered> answered = ExecuteOne(*pending->command, **reference, set);
    if (answered.ok() && !answered->repeated) {
      answered->batch = tried.about.number;
      ++accepted;
    }
    tried.results.push_back(std::move(answered));
  }
  if (!set.has_changes()) {
    region_.store().Release();
    return Done{};
  }
  tried.changes = set.TakeChanges();
  tried.started = steady_clock::now();
  const Status appended = region_.store().Append(tried.changes);
  if (!appended.ok()) return appended;
  for (std::size_t i = 0; i < tried.batch.size(); ++i) {
    if (!tried.results[i].ok() || !tried.batch[i]->command->after_commit) continue;
    const Status durable = MakeDurable(region_.store());
    if (!durable.ok()) return durable;
    tried.batch[i]->command->after_commit();
  }
  tried.changed = true;
  const std::lock_guard lock(mutex_);
  ++counts_.batches;
  if (holds) ++counts_.held;
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
  Work work = WorkOf(region_, command, reference, set);
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
