#include "sim/server_store.h"

#include <array>

namespace tongchou::sim {

const char* NameOf(FaultKind kind) {
  static constexpr std::array<const char*, kFaultCount> kNames = {
      "none", "unavailable", "full",        "corrupt", "stale",
      "lost", "crash",       "crash-after", "rival",   "slow"};
  return kNames[static_cast<std::size_t>(kind)];
}

void Connection::Plan(FaultKind fault, CallKind of, int call, int how_many) {
  kind = fault;
  on = of;
  at_call = call;
  calls = how_many;
  seen = 0;
}

FaultKind ServerStore::Next(CallKind kind) {
  if (connection_.crashed) return FaultKind::kUnavailable;
  if (connection_.kind == FaultKind::kNone || kind != connection_.on) return FaultKind::kNone;
  const int call = ++connection_.seen;
  if (connection_.holds && connection_.kind == FaultKind::kRival) return FaultKind::kNone;
  const bool hit = call >= connection_.at_call && call < connection_.at_call + connection_.calls;
  return hit ? connection_.kind : FaultKind::kNone;
}

Status ServerStore::Lose(ErrorCode code) {
  Release();
  return code;
}

void ServerStore::Release() {
  if (connection_.holds) shared_.Release();
  connection_.holds = false;
}

Status ServerStore::BeforeLooking() {
  switch (Next(CallKind::kLook)) {
    case FaultKind::kUnavailable:
    case FaultKind::kLost:
      return Lose(ErrorCode::kStoreUnavailable);
    case FaultKind::kCorrupt:
      return Lose(ErrorCode::kStoreCorrupt);
    case FaultKind::kCrash:
    case FaultKind::kCrashAfter:
      connection_.crashed = true;
      return Lose(ErrorCode::kStoreUnavailable);
    case FaultKind::kRival:
      connection_.rival();
      return Done{};
    case FaultKind::kSlow:
      connection_.slow();
      return Done{};
    case FaultKind::kFull:
    case FaultKind::kStale:
    case FaultKind::kNone:
      return Done{};
  }
  return Done{};
}

Result<std::vector<store::AreaPack>> ServerStore::Areas() {
  if (const Status status = BeforeLooking(); !status.ok()) return status.error();
  return shared_.Areas();
}

Result<store::Loaded> ServerStore::Load(std::int64_t area, const store::Needs& needs) {
  if (const Status status = BeforeLooking(); !status.ok()) return status.error();
  connection_.holds |= needs.hold;
  return shared_.Load(area, needs);
}

Result<std::unique_ptr<store::Reader>> ServerStore::Read(std::int64_t area) {
  if (const Status status = BeforeLooking(); !status.ok()) return status.error();
  return shared_.Read(area);
}

template <typename Write>
Status ServerStore::Writing(CallKind kind, const Write& write) {
  switch (Next(kind)) {
    case FaultKind::kUnavailable:
      return Lose(ErrorCode::kStoreUnavailable);
    case FaultKind::kFull:
      return Lose(ErrorCode::kStoreFull);
    case FaultKind::kCorrupt:
      return Lose(ErrorCode::kStoreCorrupt);
    case FaultKind::kStale:
      return Lose(ErrorCode::kStaleVersion);
    case FaultKind::kLost: {
      const Status status = write();
      return status.ok() ? Status(ErrorCode::kStoreUnavailable) : status;
    }
    case FaultKind::kCrash:
      connection_.crashed = true;
      return Lose(ErrorCode::kStoreUnavailable);
    case FaultKind::kCrashAfter: {
      connection_.crashed = true;
      const Status status = write();
      return status.ok() ? Status(ErrorCode::kStoreUnavailable) : status;
    }
    case FaultKind::kRival:
      connection_.rival();
      break;
    case FaultKind::kSlow:
      connection_.slow();
      break;
    case FaultKind::kNone:
      break;
  }
  return write();
}

Status ServerStore::Commit(const store::Changes& changes) {
  return Writing(CallKind::kCommit, [&] {
    connection_.holds = false;
    return shared_.Commit(changes);
  });
}

Status ServerStore::Append(const store::Changes& changes) {
  return Writing(CallKind::kCommit, [&] {
    connection_.holds = false;
    return shared_.Append(changes);
  });
}

Status ServerStore::Sync() {
  return Writing(CallKind::kSync, [&] { return shared_.Sync(); });
}

}  // namespace tongchou::sim
