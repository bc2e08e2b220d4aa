// Forms that several desks send: a decision, a reason; and the desk itself.
//
// Pure; thread-safe.
#ifndef TONGCHOU_CONSOLE_FORMS_H_
#define TONGCHOU_CONSOLE_FORMS_H_

#include <string>

#include "console/call.h"
#include "service/review.h"

namespace tongchou::console {

inline constexpr std::size_t kLongestNote = 400;  // bytes

// The desk of who makes the call.
service::Desk DeskOf(const Call& call);

// {"approve": true, "note": "…"}.
struct Verdict {
  bool approve = false;
  std::string note;
};
// Refusals: those of Body.
Result<Verdict> VerdictOf(const Call& call);

// {"reason": "…"}. Refusals: those of Body.
Result<std::string> ReasonOf(const Call& call);

}  // namespace tongchou::console

#endif  // TONGCHOU_CONSOLE_FORMS_H_
