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

Text NameOf(policy::DimensionKind kind) {
  switch (kind) {
    case policy::DimensionKind::kLevel:
      return {"医疗机构等级", "provider level"};
    case policy::DimensionKind::kCategory:
      return {"人员类别", "category"};
    case policy::DimensionKind::kAid:
      return {"救助身份", "aid status"};
    case policy::DimensionKind::kCivilServant:
      return {"公务员", "civil servant"};
    case policy::DimensionKind::kStay:
      return {"年度内住院次序", "stay of the year"};
    case policy::DimensionKind::kAge:
      return {"年龄段", "age class"};
    case policy::DimensionKind::kYearsInsured:
      return {"参保年限", "years insured"};
    case policy::DimensionKind::kReferral:
      return {"转诊", "referral"};
  }
  return {};
}

}  // namespace tongchou::settle
