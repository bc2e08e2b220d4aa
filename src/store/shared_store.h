// One store for several areas of a process: each area's region gets a store of its own that leads
// to the same one behind, in turns where the one behind takes one thread at a time.
//
// For stores whose Needs::hold does nothing (the embedded one): a held area would hold the others.
// Each of the stores is as thread-safe as any; together they may be used by as many threads.
#ifndef TONGCHOU_STORE_SHARED_STORE_H_
#define TONGCHOU_STORE_SHARED_STORE_H_

#include <cstddef>
#include <memory>
#include <vector>

#include "store/store.h"

namespace tongchou::store {

// `count` stores that all are `behind`, which ends with the last of them.
std::vector<std::unique_ptr<Store>> ShareStore(std::unique_ptr<Store> behind, std::size_t count);

}  // namespace tongchou::store

#endif  // TONGCHOU_STORE_SHARED_STORE_H_
