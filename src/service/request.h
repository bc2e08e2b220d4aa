// How a write verb is asked and answered: the idempotency key of a message, and the answer that is
// stored under it in the transaction that does the work.
//
// A verb that takes a RequestKey and an AnswerWriter promises:
//   - the first message with a key is executed once; the writer makes its answer text inside the
//     transaction, and what is returned is exactly what is stored;
//   - the same key with the same body gets the stored text (`repeated`), nothing is executed, the
//     writer is not called;
//   - the same key with another body (or another infno) is refused: kMessageIdReused;
//   - a refused message stores nothing, so the same msgid may be sent again when mended;
//   - kStoreUnavailable means that the outcome is not known here: ask again with the same key.
// The writer runs on the committer's thread: it must be quick and must not call the service.
//
// Plain values; thread-safe as any value is.
#ifndef TONGCHOU_SERVICE_REQUEST_H_
#define TONGCHOU_SERVICE_REQUEST_H_

#include <cstdint>
#include <functional>
#include <memory>
#include <string>

#include "base/sm3.h"

namespace tongchou::service {

struct ReferenceSnapshot;

// A provider of another area who serves one of our insured: its registers hold there, its own
// message stands in what is stored, and what it is owed goes through its area.
struct Guest {
  std::int64_t area = 0;        // where the provider is
  std::int64_t crossing = 0;    // of that area; 0: a message that moves no money
  std::string provider, msgid;  // of the hospital's message
  std::shared_ptr<const ReferenceSnapshot> reference;  // of that area
};

// Who sent which message. `body` is the digest of the request as received.
struct RequestKey {
  std::string provider;  // fixmedins_code, or "console" / "generator" for the agency's own work
  std::string msgid;     // unique within the provider
  std::string infno;     // "2207"; for our own work a verb such as "settle"
  Sm3Digest body{};
  std::shared_ptr<const Guest> guest = {};  // none: a provider of the region itself
};

struct Answered {
  std::string answer;
  bool repeated = false;   // the stored answer of an earlier message
  std::int64_t batch = 0;  // of the committer, since the start
};

// Makes the answer text of an outcome.
template <typename Outcome>
using AnswerWriter = std::function<std::string(const Outcome&)>;

// The outcome of a verb that has nothing to tell.
struct Accepted {};

}  // namespace tongchou::service

#endif  // TONGCHOU_SERVICE_REQUEST_H_
