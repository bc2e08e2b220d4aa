#include "settle/explain_text.h"

namespace tongchou::settle {

std::string ExactYuan(Int128 fen_millionths) {
  constexpr std::int64_t kPerYuan = Ratio::kOne * 100;
  const auto yuan = static_cast<std::int64_t>(fen_millionths / kPerYuan);
  const auto rest = static_cast<std::int64_t>(fen_millionths % kPerYuan);
  std::string text = fmt::format("{}.{:08}", yuan, rest);
  const std::size_t shortest = text.size() - 6;
  while (text.size() > shortest && text.back() == '0') text.pop_back();
  return text;
}

Text SourceText(const policy::Citation& citation) {
  const std::string& title = citation.title.empty() ? citation.document : citation.title;
  const std::string since = ToString(citation.since);
  Text text{fmt::format("《{}》{}（{}起）", title, citation.article, since),
            fmt::format("{}, {} (since {})", title, citation.article, since)};
  if (citation.assumed) {
    text.zh += "；假定：" + citation.reason;
    text.en += "; assumed: " + citation.reason;
  }
  return text;
}

}  // namespace tongchou::settle
