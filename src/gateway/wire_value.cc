#include "gateway/wire_value.h"

#include <algorithm>
#include <cstddef>

#include "gateway/json_writer.h"

namespace tongchou::gateway {
namespace {

void AppendJson(const WireValue& value, std::string& out) {
  switch (value.kind) {
    case WireValue::Kind::kNull:
      out += "null";
      return;
    case WireValue::Kind::kBool:
    case WireValue::Kind::kNumber:
      out += value.text;
      return;
    case WireValue::Kind::kText:
      AppendQuoted(value.text, out);
      return;
    case WireValue::Kind::kList:
    case WireValue::Kind::kObject:
      break;
  }
  const bool object = value.kind == WireValue::Kind::kObject;
  out += object ? '{' : '[';
  for (std::size_t i = 0; i < value.items.size(); ++i) {
    if (i > 0) out += ',';
    if (object) {
      AppendQuoted(value.items[i].key, out);
      out += ':';
    }
    AppendJson(value.items[i], out);
  }
  out += object ? '}' : ']';
}

// Length before content: no content can look like structure.
void AppendCounted(char mark, std::string_view text, std::string& out) {
  out += mark;
  out += std::to_string(text.size());
  out += ':';
  out += text;
}

void AppendCanonical(const WireValue& value, std::string& out) {
  if (value.IsScalar()) {
    AppendCounted('v', value.IsAbsent() ? std::string_view() : value.text, out);
    return;
  }
  if (value.kind == WireValue::Kind::kList) {
    if (value.items.size() == 1) return AppendCanonical(value.items[0], out);
    AppendCounted('l', std::to_string(value.items.size()), out);
    for (const WireValue& item : value.items) AppendCanonical(item, out);
    return;
  }
  std::vector<const WireValue*> members;
  for (const WireValue& member : value.items) {
    if (!member.IsAbsent()) members.push_back(&member);
  }
  std::ranges::sort(members, {}, &WireValue::key);
  AppendCounted('o', std::to_string(members.size()), out);
  for (const WireValue* member : members) {
    AppendCounted('k', member->key, out);
    AppendCanonical(*member, out);
  }
}

}  // namespace

bool WireValue::IsAbsent() const {
  if (kind == Kind::kNull) return true;
  return kind == Kind::kText && (text.empty() || text == "null" || text == "NULL");
}

const WireValue& WireValue::operator[](std::string_view name) const {
  static const WireValue kNothing;
  if (kind == Kind::kObject) {
    for (const WireValue& member : items) {
      if (member.key == name) return member;
    }
  }
  return kNothing;
}

std::string_view WireValue::Text(std::string_view name) const {
  const WireValue& member = (*this)[name];
  return member.IsAbsent() ? std::string_view() : std::string_view(member.text);
}

std::string ToJson(const WireValue& value) {
  std::string out;
  AppendJson(value, out);
  return out;
}

std::string Canonical(const WireValue& value) {
  std::string out;
  AppendCanonical(value, out);
  return out;
}

}  // namespace tongchou::gateway
