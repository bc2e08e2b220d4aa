// MemoryStore: a Store that keeps its rows in ordinary containers. Fast enough for millions of
// commands; what it promises is what the contract suite (store/contract_testing.h) asks of every
// store; what it keeps lives in a MemoryFile, which outlives it as a file does.
//
// Thread-safe as a Store is, but a reader and a commit must not run at the same moment.
#ifndef TONGCHOU_SIM_MEMORY_STORE_H_
#define TONGCHOU_SIM_MEMORY_STORE_H_

#include <memory>
#include <vector>

#include "store/store.h"

namespace tongchou::sim {

struct MemoryRows;

// What is appended is seen by Load at once; readers, and whoever opens the file after a power cut,
// see what Sync made durable. A reader holds on to the rows of its moment; Sync then works on a
// copy.
struct MemoryFile {
  std::shared_ptr<MemoryRows> appended, durable;
  std::vector<store::Changes> unsynced;  // what `appended` is ahead of `durable`

  // Loses what is not durable.
  void CutPower();
};

class MemoryStore final : public store::Store {
 public:
  explicit MemoryStore(std::shared_ptr<MemoryFile> file);

  Result<std::vector<store::AreaPack>> Areas() override;
  Result<store::Loaded> Load(std::int64_t area, const store::Needs& needs) override;
  Status Commit(const store::Changes& changes) override;
  Status Append(const store::Changes& changes) override;
  Status Sync() override;
  Result<std::unique_ptr<store::Reader>> Read(std::int64_t area) override;
  Status Compact() override { return Done{}; }

 private:
  const std::shared_ptr<MemoryFile> file_;
};

}  // namespace tongchou::sim

#endif  // TONGCHOU_SIM_MEMORY_STORE_H_
