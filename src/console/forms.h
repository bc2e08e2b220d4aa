// Forms that several desks send: a decision, a reason, an amount; and the desk itself.
//
// Pure; thread-safe.
#ifndef TONGCHOU_CONSOLE_FORMS_H_
#define TONGCHOU_CONSOLE_FORMS_H_

#include <string>
#include <string_view>
#include <vector>

#include "base/money.h"
#include "console/body.h"
#include "console/call.h"
#include "service/review.h"

namespace tongchou::console {

inline constexpr std::size_t kLongestNote = 400;  // bytes

// The desk of who makes the call.
service::Desk DeskOf(const Call& call);

// What concerns the whole area at once is for who works for all of it. `right`: that an office
// below lacks. Refusals: kRightMissing.
Status ForWholeArea(const Call& call, std::string_view right);

// {"approve": true, "note": "…"}.
struct Verdict {
  bool approve = false;
  std::string note;
};
// Refusals: those of Body.
Result<Verdict> VerdictOf(const Call& call);

// The amount `name`, which may be absent (0) and, when `below_zero` is allowed, begin with a minus.
// Refusals: those of Body and of ParseMoney.
Result<Money> AmountOf(const Body& body, std::string_view name, bool below_zero = false);

// The names of `variants`, at most `most`. Refusals: those of Body, kBadParameter.
Result<std::vector<std::string>> VariantNames(const Body& body, std::size_t most);

// The number in the path of a kept result. Refusals: kUnknownResult.
Result<std::int64_t> ResultNumber(const Call& call);

// {"reason": "…"}. Refusals: those of Body.
Result<std::string> ReasonOf(const Call& call);

}  // namespace tongchou::console

#endif  // TONGCHOU_CONSOLE_FORMS_H_
