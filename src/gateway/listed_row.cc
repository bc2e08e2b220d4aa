#include "gateway/listed_row.h"

#include <algorithm>

#include "gateway/decimal.h"

namespace tongchou::gateway {
namespace {

constexpr int kMostDigits = 18;

void WriteField(const Field& field, std::string_view text, JsonWriter& json) {
  if (field.type != FieldType::kNumber) return json.Text(field.code, text);
  const auto value = ReadDecimal(text, kMostDigits, field.places);
  if (!value) return json.Null(field.code);
  json.Decimal(field.code, *value, field.places);
}

}  // namespace

void WriteListed(const Node& node, const KnownTexts& known, const WireValue& detail,
                 const std::vector<std::string_view>& written, JsonWriter& json) {
  for (const Field& field : node.fields) {
    if (std::ranges::find(written, field.code) != written.end()) continue;
    const auto found = std::ranges::find(known, field.code, &KnownTexts::value_type::first);
    WriteField(field, found != known.end() ? found->second : detail.Text(field.code), json);
  }
}

}  // namespace tongchou::gateway
