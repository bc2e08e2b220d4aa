// SealedStore: a store whose personal identifiers and secrets are kept sealed, in front of one that
// knows nothing of it. What goes in and comes out is plain; what is kept is not.
//
// Sealed are the certificate numbers of persons, identifiers in stored answers and in details of
// visits, and secrets of records. A certificate is found by a keyed digest of it. Thread-safe as
// the store behind it.
#ifndef TONGCHOU_STORE_SEALED_STORE_H_
#define TONGCHOU_STORE_SEALED_STORE_H_

#include <functional>
#include <memory>

#include "base/result.h"
#include "store/seal_pass.h"
#include "store/store.h"

namespace tongchou::store {

struct SealOptions {
  std::shared_ptr<const KeyRing> keys;  // nullptr: the store must be plain, and stays so
  // Asked for sole use of the store before rows are sealed anew (true), and given it back after
  // (false). Empty: nobody else uses it.
  std::function<Status(bool alone)> hold;
  SealProgress progress;  // may be empty
};

// `behind` with its identifiers sealed; a store that is not sealed throughout with the current key
// is brought there first. Without keys, a plain store as it is. Refusals: kKeyMissing, those of
// hold, store_* codes.
Result<std::unique_ptr<Store>> SealStore(std::unique_ptr<Store> behind, std::int64_t area,
                                         const SealOptions& options);

}  // namespace tongchou::store

#endif  // TONGCHOU_STORE_SEALED_STORE_H_
