// Passwords and unguessable tokens: the only code that knows libsodium.
//
// Thread-safe. Hashing takes some 50 ms and 64 MiB on purpose.
#ifndef TONGCHOU_SERVICE_PASSWORD_H_
#define TONGCHOU_SERVICE_PASSWORD_H_

#include <string>

#include "base/result.h"

namespace tongchou::service {

// Argon2id with the library's interactive cost; salt and cost are part of the text. Refusals:
// kStoreUnavailable when there is not enough memory.
Result<std::string> HashPassword(const std::string& password);

// True when `password` is that of `hash`. A text that is no hash takes the same time and is false.
bool IsPassword(const std::string& hash, const std::string& password);

// `bytes` random bytes in hexadecimal digits.
std::string RandomHex(std::size_t bytes);

}  // namespace tongchou::service

#endif  // TONGCHOU_SERVICE_PASSWORD_H_
