// Sentences in two languages from one list of values. Internal to this folder.
//
// Pure functions; thread-safe.
#ifndef TONGCHOU_SETTLE_EXPLAIN_TEXT_H_
#define TONGCHOU_SETTLE_EXPLAIN_TEXT_H_

#include <fmt/format.h>

#include <string>
#include <string_view>

#include "base/money.h"
#include "base/text.h"
#include "policy/plan.h"

namespace tongchou::settle {

inline std::string InChinese(Money amount) { return ToYuan(amount); }
inline std::string InChinese(Ratio ratio) { return ToPercent(ratio); }
inline const std::string& InChinese(const Text& text) { return text.zh; }
inline int InChinese(int number) { return number; }
inline std::string InEnglish(Money amount) { return ToYuan(amount); }
inline std::string InEnglish(Ratio ratio) { return ToPercent(ratio); }
inline const std::string& InEnglish(const Text& text) { return text.en; }
inline int InEnglish(int number) { return number; }

// Fills the values into both sentences: {} or {0}, {1} … as fmt has it. Values are Money, Ratio,
// Text or int.
template <typename... Values>
Text Say(std::string_view zh, std::string_view en, const Values&... values) {
  return {fmt::format(fmt::runtime(zh), InChinese(values)...),
          fmt::format(fmt::runtime(en), InEnglish(values)...)};
}

// "48197.832": millionths of a fen as exact yuan, two decimals at least.
std::string ExactYuan(Int128 fen_millionths);

// "《title》第十二条（2026-01-01起）", and the reason when it is assumed.
Text SourceText(const policy::Citation& citation);

}  // namespace tongchou::settle

#endif  // TONGCHOU_SETTLE_EXPLAIN_TEXT_H_
