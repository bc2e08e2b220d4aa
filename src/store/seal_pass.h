// Bringing a whole store under the current key: at the first start with keys on a store that was
// plain, and after a rotation.
//
// Rows are read and written in small transactions, so memory stays bounded and a pass that was
// killed is gone through again by the next one, which skips what is done. Nothing else may use the
// store meanwhile. What the store is sealed with stands in its records (RecordKind::kSeal).
#ifndef TONGCHOU_STORE_SEAL_PASS_H_
#define TONGCHOU_STORE_SEAL_PASS_H_

#include <cstdint>
#include <functional>

#include "base/result.h"
#include "store/seal_key.h"
#include "store/store.h"

namespace tongchou::store {

enum class SealState : std::uint8_t {
  kPlain,    // no key was ever used
  kPartly,   // a pass has to be made (to the end), or the current key is another one
  kCurrent,  // all is sealed with the ring's current key
};

// `keys` may be nullptr. Refusals: kKeyMissing (the store is sealed with a key that `keys` lacks),
// store_* codes.
Result<SealState> SealStateOf(Store& behind, std::int64_t area, const KeyRing* keys);

// Told now and then how many rows have been looked at.
using SealProgress = std::function<void(std::int64_t rows)>;

// Seals everything with the current key, compacts the store, and notes it. Refusals: kKeyMissing,
// store_* codes; it may then be called again.
Status SealEverything(Store& behind, std::int64_t area, const KeyRing& keys,
                      const SealProgress& progress);

}  // namespace tongchou::store

#endif  // TONGCHOU_STORE_SEAL_PASS_H_
