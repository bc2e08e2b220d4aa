#include "store/postgres/writer.h"

#include <chrono>
#include <thread>
#include <utility>

#include "store/postgres/load.h"
#include "store/postgres/write.h"

namespace tongchou::store::postgres {
namespace {

// Between two tries to ask for the outcome of a cut commit.
constexpr int kFindOutPauseMs = 200;

Call Bracket(Sql name) { return {name, {}}; }

// What was loaded under a hold that is gone: everything has to be loaded again.
Error HoldLost(const Error& why) { return {ErrorCode::kStaleVersion, {}, why.where}; }

}  // namespace

Status Writer::Connect() {
  if (connection_ != nullptr && !connection_->lost()) return Done{};
  connection_.reset();
  holding_ = false;
  Result<std::unique_ptr<Connection>> opened = Connection::Open(options_);
  if (!opened.ok()) return opened.error();
  if (const Status status = (*opened)->Prepare(); !status.ok()) return status;
  const Result<Rows> number = (*opened)->RunOne(Sql::kNewWriter, {});
  if (!number.ok()) return number.error();
  number_ = (*number)[0].Integer(0);
  connection_ = *std::move(opened);
  return Done{};
}

void Writer::CleanUp() {
  holding_ = false;
  if (connection_ == nullptr) return;
  connection_->Abandon();
  if (connection_->lost()) connection_.reset();
}

Result<Loaded> Writer::Load(std::int64_t area, const Needs& needs) {
  if (holding_ && !needs.hold) CleanUp();
  const bool goes_on = holding_;
  constexpr int kTries = 2;  // a connection that was lost while nobody used it is made again
  for (int i = 1;; ++i) {
    if (const Status connected = Connect(); !connected.ok()) return connected.error();
    std::vector<Call> before, after;
    if (!needs.hold) {
      before.push_back(Bracket(Sql::kBeginView));
      after.push_back(Bracket(Sql::kCommit));
    } else if (!goes_on) {
      before.push_back(Bracket(Sql::kBegin));
    }
    Result<Loaded> loaded =
        postgres::Load(*connection_, area, needs, std::move(before), std::move(after));
    if (loaded.ok()) {
      holding_ = needs.hold;
      return loaded;
    }
    const bool lost = connection_->lost();
    CleanUp();
    if (goes_on) return HoldLost(loaded.error());
    if (!lost || i == kTries) return loaded.error();
  }
}

Status Writer::Commit(const Changes& changes) {
  if (holding_ && connection_->lost()) {
    CleanUp();
    return ErrorCode::kStaleVersion;
  }
  if (const Status connected = Connect(); !connected.ok()) return connected;
  const Status committed = TryCommit(changes);
  if (committed.ok()) {
    holding_ = false;
    return committed;
  }
  const bool lost = connection_->lost();
  const std::int64_t writer = number_;
  CleanUp();
  return lost ? FindOut(changes, writer, committed.error()) : committed;
}

Status Writer::TryCommit(const Changes& changes) {
  std::vector<Call> calls;
  if (!holding_) calls.push_back(Bracket(Sql::kBegin));
  for (Call& call : WriteCalls(changes)) calls.push_back(std::move(call));
  calls.push_back({Sql::kMarkCommit, Values::Of(changes.area, number_, changes.state.version + 1)});
  calls.push_back(Bracket(Sql::kCommit));
  const Result<std::vector<Rows>> done = connection_->Run(calls);
  if (!done.ok()) return done.error();
  return Done{};
}

// The fence waits for a commit that is still under way and then, when the area is where it was,
// moves it on: from there the cut commit can no longer succeed. What the mark says after that is
// final.
Result<bool> Writer::AskForMark(const Changes& changes, std::int64_t writer) {
  if (const Status connected = Connect(); !connected.ok()) return connected.error();
  std::vector<Call> calls;
  calls.push_back(Bracket(Sql::kBegin));
  calls.push_back({Sql::kFenceArea, Values::Of(changes.area, changes.state.version, Sm3Digest{})});
  calls.push_back({Sql::kFindMark, Values::Of(changes.area, writer)});
  calls.push_back(Bracket(Sql::kCommit));
  const Result<std::vector<Rows>> asked = connection_->Run(calls);
  if (!asked.ok()) {
    CleanUp();
    return asked.error();
  }
  const Rows& mark = (*asked)[2];
  return !mark.empty() && mark[0].Integer(0) == changes.state.version + 1;
}

Status Writer::FindOut(const Changes& changes, std::int64_t writer, const Error& cut) {
  for (int waited_ms = 0; waited_ms <= options_.deadlines.find_out_ms;
       waited_ms += kFindOutPauseMs) {
    if (waited_ms > 0) std::this_thread::sleep_for(std::chrono::milliseconds(kFindOutPauseMs));
    const Result<bool> happened = AskForMark(changes, writer);
    if (!happened.ok()) continue;
    if (*happened) return Done{};
    return Error{ErrorCode::kStaleVersion, {}, cut.where};
  }
  return cut;
}

void Writer::Release() {
  if (holding_) CleanUp();
}

}  // namespace tongchou::store::postgres
