// ServerStore: the store as one server of a simulation sees it: the shared store behind a
// connection that fails, loses answers, lets others go first, or dies with its server, where the
// simulation plans it.
//
// One thread at a time.
#ifndef TONGCHOU_SIM_SERVER_STORE_H_
#define TONGCHOU_SIM_SERVER_STORE_H_

#include <cstdint>
#include <functional>
#include <memory>

#include "store/store.h"

namespace tongchou::sim {

enum class FaultKind : std::uint8_t {
  kNone,
  kUnavailable,  // refused without being asked
  kFull,         // a commit finds the disk full
  kCorrupt,      // a damaged page
  kStale,        // a commit meets a newer version
  kLost,         // a commit happens, its answer is lost
  kCrash,        // the server dies before the store is asked
  kCrashAfter,   // the server dies when the commit has happened
  kRival,        // another server commits first
  kSlow,         // the call takes long: the clock moves on
};
inline constexpr std::size_t kFaultCount = 10;
const char* NameOf(FaultKind kind);

// Which calls a fault is about.
enum class CallKind : std::uint8_t { kLook, kCommit, kSync };
inline constexpr std::uint64_t kCallKinds = 3;

// What one server's connection does. Calls are counted from 1 since Plan.
struct Connection {
  FaultKind kind = FaultKind::kNone;
  CallKind on = CallKind::kCommit;  // these are counted
  int at_call = 0;
  int calls = 1;  // how many fail, from that one on
  int seen = 0;
  bool crashed = false;  // nothing gets through any more
  bool holds = false;    // the area is held: no rival comes in between
  std::function<void()> rival, slow;

  void Plan(FaultKind fault, CallKind calls, int call, int how_many);
};

class ServerStore final : public store::Store {
 public:
  // Both outlive it.
  ServerStore(store::Store& shared, Connection& connection)
      : shared_(shared), connection_(connection) {}

  Result<std::vector<store::AreaPack>> Areas() override;
  Result<store::Loaded> Load(std::int64_t area, const store::Needs& needs) override;
  Status Commit(const store::Changes& changes) override;
  Status Append(const store::Changes& changes) override;
  Status Sync() override;
  void Release() override;
  Result<std::unique_ptr<store::Reader>> Read(std::int64_t area) override;
  Status Compact() override { return shared_.Compact(); }

 private:
  // What this call meets.
  FaultKind Next(CallKind call);
  // A call that writes, and what it meets.
  template <typename Write>
  Status Writing(CallKind kind, const Write& write);
  // The session is gone, or the store was never asked: what it held is free.
  Status Lose(ErrorCode code);
  // Before a load or read: refuses, or lets others do what they do first.
  Status BeforeLooking();

  store::Store& shared_;
  Connection& connection_;
};

}  // namespace tongchou::sim

#endif  // TONGCHOU_SIM_SERVER_STORE_H_
