#include "gateway/input.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <utility>

#include "gateway/decimal.h"
#include "gateway/wire_time.h"

namespace tongchou::gateway {
namespace {

constexpr int kMostDigits = 18;  // what 64 bits hold
constexpr int kMoneyPlaces = 2;
constexpr int kFreeTextLength = 1000;  // from here on (exp_content) objects are let through

// Refunds are negative rows; nothing else may be below zero.
constexpr std::array<std::string_view, 2> kMayBeNegative = {"cnt", "det_item_fee_sumamt"};

// A refusal about one field: code, field, why and what to do in both languages.
Error Refuse(ErrorCode code, const Field& field, const std::string& place, const std::string& zh,
             const std::string& en) {
  return Error{code,
               {fmt::format("{}{}（{}）{}", place, field.code, field.name, zh),
                fmt::format("{}{} {}", place, field.code, en)},
               place + field.code};
}

std::size_t Characters(std::string_view utf8) {
  return static_cast<std::size_t>(std::ranges::count_if(
      utf8, [](char byte) { return (static_cast<unsigned char>(byte) & 0xC0) != 0x80; }));
}

// A value short enough to be quoted back.
std::string Shown(std::string_view text) {
  constexpr std::size_t kShown = 40;
  if (text.size() <= kShown) return std::string(text);
  std::size_t end = kShown;
  while ((static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;
  return std::string(text.substr(0, end)) + "…";
}

Status CheckText(const Field& field, std::string_view text, const std::string& place) {
  if (field.length > 0 && Characters(text) > static_cast<std::size_t>(field.length)) {
    return Refuse(ErrorCode::kFieldTooLong, field, place,
                  fmt::format("超过{}个字符，请缩短", field.length),
                  fmt::format("has more than {} characters; shorten it", field.length));
  }
  if (field.dictionary != nullptr && !field.dictionary->Contains(text)) {
    return Refuse(ErrorCode::kNotInDictionary, field, place,
                  fmt::format("的代码“{}”不在字典中，请核对", Shown(text)),
                  fmt::format("has the unknown code \"{}\"; check it", Shown(text)));
  }
  return Done{};
}

Status CheckNumber(const Field& field, std::string_view text, const std::string& place) {
  const int digits = std::min(field.length == 0 ? kMostDigits : field.length, kMostDigits);
  const std::optional<std::int64_t> value = ReadDecimal(text, digits, field.places);
  const bool too_much =
      value && field.places == kMoneyPlaces && (*value > kMaxFen || *value < -kMaxFen);
  if (!value || too_much) {
    return Refuse(
        ErrorCode::kBadNumber, field, place,
        fmt::format("的值“{}”不是最多{}位小数的十进制数，请按原值填写", Shown(text), field.places),
        fmt::format("is \"{}\": write plain digits with at most {} decimals", Shown(text),
                    field.places));
  }
  if (*value < 0 && std::ranges::find(kMayBeNegative, field.code) == kMayBeNegative.end()) {
    return Refuse(ErrorCode::kBadNumber, field, place, "不能为负数", "must not be negative");
  }
  return Done{};
}

Status CheckField(const Field& field, const WireValue& value, const std::string& place) {
  if (value.IsAbsent()) {
    if (!field.required) return Done{};
    return Refuse(ErrorCode::kMissingField, field, place, "为必填项，请补充后重发",
                  "is required; fill it in and send again");
  }
  if (!value.IsScalar() || value.kind == WireValue::Kind::kBool) {
    if (field.type == FieldType::kText && field.length >= kFreeTextLength) return Done{};
    return Refuse(ErrorCode::kBadFieldType, field, place, "应为单个值，请改为文本或数字",
                  "must be one value, a text or a number");
  }
  switch (field.type) {
    case FieldType::kText:
      return CheckText(field, value.text, place);
    case FieldType::kNumber:
      return CheckNumber(field, value.text, place);
    case FieldType::kDay:
      if (ReadDay(value.text)) return Done{};
      return Refuse(ErrorCode::kBadDate, field, place,
                    fmt::format("的值“{}”不是日期，请写作 2026-01-31", Shown(value.text)),
                    fmt::format("is \"{}\": write a day as 2026-01-31", Shown(value.text)));
    case FieldType::kTime:
      if (ReadTime(value.text)) return Done{};
      return Refuse(
          ErrorCode::kBadDate, field, place,
          fmt::format("的值“{}”不是时间，请写作 2026-01-31 09:30:00", Shown(value.text)),
          fmt::format("is \"{}\": write a time as 2026-01-31 09:30:00", Shown(value.text)));
  }
  TC_CHECK(false);
}

Error BadNode(const std::string& name, ErrorCode code, const char* zh, const char* en) {
  return Error{
      code, {fmt::format("节点 {} {}", name, zh), fmt::format("node {} {}", name, en)}, name};
}

// The rows of `value` as node `node`, without what the specification does not list.
Result<std::vector<WireValue>> RowsOfNode(const Node& node, WireValue value) {
  std::vector<WireValue> rows;
  if (value.kind == WireValue::Kind::kList) {
    rows = std::move(value.items);
  } else {
    rows.push_back(std::move(value));
  }
  const bool objects = std::ranges::all_of(
      rows, [](const WireValue& row) { return row.kind == WireValue::Kind::kObject; });
  if (!objects || (!node.is_list && rows.size() > 1)) {
    return BadNode(node.name, ErrorCode::kBadFieldType,
                   node.is_list ? "应为对象的列表" : "应为一个对象",
                   node.is_list ? "must be a list of objects" : "must be one object");
  }
  for (WireValue& row : rows) {
    std::erase_if(row.items,
                  [&](const WireValue& member) { return node.Find(member.key) == nullptr; });
  }
  return rows;
}

// The member `name`, out of its object; null when there is none.
WireValue TakeMember(WireValue& object, const std::string& name) {
  const auto found = std::ranges::find(object.items, name, &WireValue::key);
  return found == object.items.end() ? WireValue{} : std::move(*found);
}

// Whether `input` holds the fields of the node without its name.
bool StandsBare(const Node& node, const WireValue& input) {
  return std::ranges::any_of(node.fields,
                             [&](const Field& field) { return !input[field.code].IsAbsent(); });
}

}  // namespace

Status CheckRow(const Node& node, const WireValue& row, const std::string& place) {
  for (const Field& field : node.fields) {
    if (Status status = CheckField(field, row[field.code], place); !status.ok()) return status;
  }
  return Done{};
}

Result<Input> Input::Read(const Transaction& transaction, WireValue input) {
  Input arranged;
  for (const Node& node : transaction.in) {
    WireValue value = TakeMember(input, node.name);
    const bool only = transaction.in.size() == 1;
    if (value.IsAbsent() && only && StandsBare(node, input)) value = std::move(input);
    const bool first = &node == &transaction.in.front();
    if (value.IsAbsent() && !first) continue;
    if (value.IsAbsent()) {
      return BadNode(node.name, ErrorCode::kMissingField, "为必填项，请补充后重发",
                     "is required; fill it in and send again");
    }
    Result<std::vector<WireValue>> rows = RowsOfNode(node, std::move(value));
    if (!rows.ok()) return rows.error();
    if (rows->empty() && first) {
      return BadNode(node.name, ErrorCode::kMissingField, "没有内容，至少需要一行",
                     "is empty; at least one row is needed");
    }
    for (std::size_t i = 0; i < rows->size(); ++i) {
      const std::string place =
          node.is_list ? fmt::format("{}[{}].", node.name, i + 1) : node.name + ".";
      const Status checked = CheckRow(node, (*rows)[i], place);
      if (!checked.ok()) return checked.error();
    }
    arranged.rows_.emplace(node.name, *std::move(rows));
  }
  return arranged;
}

const std::vector<WireValue>& Input::Rows(std::string_view node) const {
  static const std::vector<WireValue> kNone;
  const auto found = rows_.find(node);
  return found == rows_.end() ? kNone : found->second;
}

const WireValue& Input::Row(std::string_view node) const {
  static const WireValue kNone;
  const std::vector<WireValue>& rows = Rows(node);
  return rows.empty() ? kNone : rows.front();
}

std::optional<std::int64_t> NumberOf(const WireValue& row, std::string_view field, int places) {
  const std::string_view text = row.Text(field);
  if (text.empty()) return std::nullopt;
  return ReadDecimal(text, kMostDigits, places);
}

std::optional<Money> AmountOf(const WireValue& row, std::string_view field) {
  const std::optional<std::int64_t> fen = NumberOf(row, field, kMoneyPlaces);
  if (!fen) return std::nullopt;
  return Money{*fen};
}

std::optional<Moment> TimeOf(const WireValue& row, std::string_view field) {
  return ReadTime(row.Text(field));
}

std::optional<Date> DayOf(const WireValue& row, std::string_view field) {
  return ReadDay(row.Text(field));
}

std::optional<std::string> TextOf(const WireValue& row, std::string_view field) {
  const std::string_view text = row.Text(field);
  if (text.empty()) return std::nullopt;
  return std::string(text);
}

}  // namespace tongchou::gateway
