// The personal identifiers inside stored JSON texts (answers, details of a visit): sealed where
// they stand, so that the rest of the text stays as it was.
//
// A field is found by its name as this program's writers write it ("certno":"…"); its value becomes
// "sealed:" and the Base64 of the sealed bytes. Pure but for the ring's randomness; thread-safe.
#ifndef TONGCHOU_STORE_SEALED_FIELDS_H_
#define TONGCHOU_STORE_SEALED_FIELDS_H_

#include <string>
#include <string_view>

#include "base/result.h"
#include "store/seal_key.h"

namespace tongchou::store {

// `text` with every identifier in it sealed; nothing else of it changes.
void SealFields(const KeyRing& keys, std::string_view context, std::string& text);

// The text that SealFields was given. Refusals: those of KeyRing::Open.
Status OpenFields(const KeyRing& keys, std::string_view context, std::string& text);

// For a pass over a store that is not sealed throughout: seals what is plain and what an older key
// sealed. True when `text` changed. Refusals: kKeyMissing.
Result<bool> ResealFields(const KeyRing& keys, std::string_view context, std::string& text);

}  // namespace tongchou::store

#endif  // TONGCHOU_STORE_SEALED_FIELDS_H_
