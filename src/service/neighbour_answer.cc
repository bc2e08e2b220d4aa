#include "service/neighbour_answer.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <optional>
#include <string_view>

#include "base/clock.h"

namespace tongchou::service {
namespace {

// A head of words, and behind it texts. The head is text like the rest, since answers are kept as
// texts. No settlement has this word for an id.
constexpr char kEndOfHead = '\n';
constexpr std::string_view kRefused = "refused";

// Takes the next word of `head`.
std::string TakeWord(std::string_view& head) {
  const std::size_t end = head.find(' ');
  std::string word(head.substr(0, end));
  head.remove_prefix(end == std::string_view::npos ? head.size() : end + 1);
  return word;
}

std::optional<std::int64_t> TakeNumber(std::string_view& head) {
  const std::string word = TakeWord(head);
  const char* const end = word.data() + word.size();
  std::int64_t number = 0;
  const auto read = std::from_chars(word.data(), end, number);
  if (read.ec != std::errc() || read.ptr != end) return std::nullopt;
  return number;
}

Error Damaged() { return {ErrorCode::kStoreCorrupt, {}, "answer"}; }

// `head`: the text code, and how long the Chinese and the English sentence are; the rest of `texts`
// is the place.
Error ReadRefusal(std::string_view head, std::string_view texts) {
  const std::string code = TakeWord(head);
  const auto zh = TakeNumber(head), en = TakeNumber(head);
  const auto known = std::ranges::find(AllErrors(), code, &ErrorInfo::text_code);
  if (known == AllErrors().end() || !zh || !en || *zh < 0 || *en < 0 || !head.empty()) {
    return Damaged();
  }
  const auto chinese = static_cast<std::size_t>(*zh), english = static_cast<std::size_t>(*en);
  if (chinese > texts.size() || english > texts.size() - chinese) return Damaged();
  return {known->code,
          {std::string(texts.substr(0, chinese)), std::string(texts.substr(chinese, english))},
          std::string(texts.substr(chinese + english))};
}

}  // namespace

std::string SettledText(const Settlement& settlement, const std::string& text) {
  const settle::Figures& figures = settlement.figures;
  return fmt::format("{} {} {} {} {} {}{}{}", settlement.setl_id, ToString(DayOf(settlement.at)),
                     settlement.scheme, figures.total.fen, figures.funds_paid.fen,
                     figures.account.fen, kEndOfHead, text);
}

std::string RefusedText(const Error& refusal) {
  return fmt::format("{} {} {} {}{}{}{}{}", kRefused, InfoOf(refusal.code).text_code,
                     refusal.say.zh.size(), refusal.say.en.size(), kEndOfHead, refusal.say.zh,
                     refusal.say.en, refusal.where);
}

Result<CrossingAnswer> ReadStoredAnswer(const std::string& stored) {
  const std::size_t end = stored.find(kEndOfHead);
  if (end == std::string::npos) return Damaged();
  std::string_view head = std::string_view(stored).substr(0, end);
  CrossingAnswer answer;
  answer.figures.settlement = TakeWord(head);
  answer.text = stored.substr(end + 1);
  if (answer.figures.settlement == kRefused) return ReadRefusal(head, answer.text);
  const Result<Date> day = ParseDate(TakeWord(head));
  answer.figures.scheme = TakeWord(head);
  const auto total = TakeNumber(head), funds = TakeNumber(head), account = TakeNumber(head);
  if (!day.ok() || !total || !funds || !account || !head.empty()) return Damaged();
  answer.figures.day = *day;
  answer.figures.total = {*total};
  answer.figures.funds = {*funds};
  answer.figures.account = {*account};
  return answer;
}

}  // namespace tongchou::service
