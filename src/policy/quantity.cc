#include "policy/quantity.h"

#include <algorithm>
#include <array>

namespace tongchou::policy {

namespace {

constexpr std::int64_t kMillion = 1'000'000;

bool IsDigit(char c) { return c >= '0' && c <= '9'; }

// The number at the start of `text` in millionths; takes it off. Nothing when there is none, it has
// more than six decimals or more than eleven digits before the point.
std::optional<std::int64_t> TakeNumber(std::string_view& text) {
  std::int64_t whole = 0;
  std::size_t at = 0;
  while (at < text.size() && IsDigit(text[at])) {
    if (at >= 11) return std::nullopt;
    whole = whole * 10 + (text[at++] - '0');
  }
  if (at == 0) return std::nullopt;
  std::int64_t micro = whole * kMillion;
  if (at < text.size() && text[at] == '.') {
    const std::size_t begin = ++at;
    std::int64_t unit = kMillion / 10;
    while (at < text.size() && IsDigit(text[at])) {
      if (at - begin >= 6) return std::nullopt;
      micro += (text[at++] - '0') * unit;
      unit /= 10;
    }
    if (at == begin) return std::nullopt;
  }
  text.remove_prefix(at);
  return micro;
}

void TrimLeft(std::string_view& text) {
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
}

bool IsName(std::string_view text) {
  return !text.empty() && text.front() >= 'a' && text.front() <= 'z' &&
         std::all_of(text.begin(), text.end(),
                     [](char c) { return (c >= 'a' && c <= 'z') || IsDigit(c) || c == '_'; });
}

QuantityProblem Miswritten(std::string_view text, Wanted wanted) {
  const std::string shown(text.substr(0, 40));
  std::string_view rest = text;
  const bool bare = TakeNumber(rest).has_value() && rest.empty();
  const bool is_ratio = wanted == Wanted::kRatio || wanted == Wanted::kPoints;
  if (bare && is_ratio) {
    return {FindingCode::kE03,
            {"“" + shown + "”没有百分号", "`" + shown + "` has no per cent sign"}};
  }
  if (bare) {
    return {FindingCode::kE02, {"“" + shown + "”没有单位", "`" + shown + "` has no unit"}};
  }
  return {is_ratio ? FindingCode::kE03 : FindingCode::kE02,
          {"读不懂“" + shown + "”", "`" + shown + "` cannot be read as a value with its unit"}};
}

// `text` is what follows the number: the unit.
QuantityResult WithUnit(std::int64_t micro, std::string_view unit, std::string_view whole,
                        Wanted wanted) {
  if (unit == "CNY") {
    if (micro % 10'000 != 0) return Miswritten(whole, wanted);
    const std::int64_t fen = micro / 10'000;
    if (fen > kMaxFen) {
      return QuantityProblem{FindingCode::kE28, {"金额过大", "the amount is too large"}};
    }
    return Quantity{QuantityKind::kAmount, fen, {}, {}};
  }
  if (unit == "%" || unit == "points" || unit == "point") {
    if (micro % 100 != 0) {
      return QuantityProblem{FindingCode::kE32,
                             {"比例多于四位小数", "the percentage has more than four decimals"}};
    }
    if (unit == "%" && micro > 100 * kMillion) {
      return QuantityProblem{
          FindingCode::kE04,
          {std::string(whole) + " 大于 100%", std::string(whole) + " is above 100 %"}};
    }
    const QuantityKind kind = unit == "%" ? QuantityKind::kRatio : QuantityKind::kPoints;
    return Quantity{kind, micro / 100, {}, {}};
  }
  if (unit.starts_with("x ") && IsName(unit.substr(2))) {
    return Quantity{QuantityKind::kShareOf, micro, std::string(unit.substr(2)), {}};
  }
  if (unit.starts_with("% of ") && IsName(unit.substr(5))) {
    if (micro % 100 != 0) {
      return QuantityProblem{FindingCode::kE32,
                             {"比例多于四位小数", "the percentage has more than four decimals"}};
    }
    return Quantity{QuantityKind::kShareOf, micro / 100, std::string(unit.substr(5)), {}};
  }
  if (IsName(unit) && micro % kMillion == 0) {
    return Quantity{QuantityKind::kCount, micro / kMillion, std::string(unit), {}};
  }
  return Miswritten(whole, wanted);
}

bool Fits(const Quantity& quantity, Wanted wanted) {
  using enum QuantityKind;
  switch (wanted) {
    case Wanted::kAmount:
      return quantity.kind == kAmount || quantity.kind == kShareOf;
    case Wanted::kAmountOrNone:
      return quantity.kind == kAmount || quantity.kind == kShareOf || quantity.kind == kNone;
    case Wanted::kRatio:
      return quantity.kind == kRatio;
    case Wanted::kPoints:
      return quantity.kind == kPoints;
    case Wanted::kCount:
      return quantity.kind == kCount;
    case Wanted::kLevyBase:
      return quantity.kind == kShareOf || quantity.kind == kNone || quantity.kind == kWord;
    case Wanted::kLevyLimit:
      return quantity.kind == kShareOf || quantity.kind == kNone;
    case Wanted::kAny:
      return true;
  }
  return false;
}

Text Needed(Wanted wanted) {
  switch (wanted) {
    case Wanted::kAmount:
      return {"这里需要金额，如“300 CNY”", "an amount such as `300 CNY` is needed"};
    case Wanted::kAmountOrNone:
      return {"这里需要金额或 none", "an amount such as `300 CNY`, or `none`, is needed"};
    case Wanted::kRatio:
      return {"这里需要比例，如“85%”", "a ratio such as `85%` is needed"};
    case Wanted::kPoints:
      return {"这里需要百分点，如“2 points”", "percentage points such as `2 points` are needed"};
    case Wanted::kCount:
      return {"这里需要数量，如“10 days”", "a count such as `10 days` is needed"};
    case Wanted::kLevyBase:
      return {"这里需要 wage、none 或“60% of average_wage”",
              "`wage`, `none` or `60% of average_wage` is needed"};
    case Wanted::kLevyLimit:
      return {"这里需要“60% of average_wage”或 none", "`60% of average_wage` or `none` is needed"};
    case Wanted::kAny:
      return {};
  }
  return {};
}

}  // namespace

QuantityResult ParseQuantity(std::string_view text, Wanted wanted) {
  QuantityResult result = Quantity{};
  if (text == "wage" && wanted == Wanted::kLevyBase) {
    result = Quantity{QuantityKind::kWord, 0, "wage", {}};
  } else if (text != "none") {
    std::string_view rest = text;
    const std::optional<std::int64_t> micro = TakeNumber(rest);
    if (!micro || rest.empty()) return Miswritten(text, wanted);
    TrimLeft(rest);
    result = WithUnit(*micro, rest, text, wanted);
  }
  if (const Quantity* quantity = std::get_if<Quantity>(&result)) {
    if (!Fits(*quantity, wanted)) {
      Text what = Needed(wanted);
      what.zh += "，而不是“" + std::string(text) + "”";
      what.en += ", not `" + std::string(text) + "`";
      return QuantityProblem{FindingCode::kE25, std::move(what)};
    }
  }
  return result;
}

std::string ToString(const Quantity& quantity) {
  switch (quantity.kind) {
    case QuantityKind::kAmount:
      return ToYuan({quantity.number}) + " CNY";
    case QuantityKind::kRatio:
      return ToPercent({quantity.number});
    case QuantityKind::kPoints: {
      std::string percent = ToPercent({quantity.number});
      percent.pop_back();
      return percent + (percent == "1" ? " point" : " points");
    }
    case QuantityKind::kShareOf:
      if (quantity.number % kMillion == 0 && quantity.number > kMillion) {
        return std::to_string(quantity.number / kMillion) + " x " + quantity.name;
      }
      return ToPercent({quantity.number}) + " of " + quantity.name;
    case QuantityKind::kCount:
      return std::to_string(quantity.number) + " " + quantity.name;
    case QuantityKind::kNone:
      return "none";
    case QuantityKind::kWord:
      return quantity.name;
    case QuantityKind::kText:
      return quantity.text.zh;
  }
  return {};
}

}  // namespace tongchou::policy
