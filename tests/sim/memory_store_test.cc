// The store contract on the memory store.
#include "sim/memory_store.h"

#include <map>

#include "store/contract_register_testing.h"

namespace tongchou::store {
namespace {

std::unique_ptr<Store> OpenTest(const std::string& name) {
  static std::map<std::string, std::shared_ptr<sim::MemoryFile>> files;
  std::shared_ptr<sim::MemoryFile>& file = files[name];
  if (file == nullptr) file = std::make_shared<sim::MemoryFile>();
  return std::make_unique<sim::MemoryStore>(file);
}

INSTANTIATE_TEST_SUITE_P(Memory, StoreContract, testing::Values(StoreFactory(OpenTest)));

}  // namespace
}  // namespace tongchou::store
