#include "policy/yaml_write.h"

#include <algorithm>
#include <array>

namespace tongchou::policy {

namespace {

// What a plain scalar must not begin with, and what it must not hold inside of brackets.
constexpr std::string_view kNotFirst = "-?:,[]{}#&*!|>'\"%@` ";
constexpr std::string_view kNotInside = ",[]{}\"'\\";

bool IsPlain(std::string_view text) {
  static constexpr std::array<std::string_view, 4> kNulls = {"~", "null", "Null", "NULL"};
  if (text.empty() || text.back() == ' ' || text.back() == ':') return false;
  if (kNotFirst.find(text.front()) != std::string_view::npos) return false;
  if (std::find(kNulls.begin(), kNulls.end(), text) != kNulls.end()) return false;
  if (text.find_first_of(kNotInside) != std::string_view::npos) return false;
  if (text.find(": ") != std::string_view::npos || text.find(" #") != std::string_view::npos) {
    return false;
  }
  return std::all_of(text.begin(), text.end(),
                     [](char byte) { return static_cast<unsigned char>(byte) >= 0x20; });
}

std::string Quoted(std::string_view text) {
  static constexpr char kDigits[] = "0123456789abcdef";
  std::string out = "\"";
  for (const char byte : text) {
    const auto value = static_cast<unsigned char>(byte);
    if (byte == '"' || byte == '\\') {
      out += {'\\', byte};
    } else if (value < 0x20 || value == 0x7F) {
      out += {'\\', 'x', kDigits[value >> 4], kDigits[value & 15]};
    } else {
      out += byte;
    }
  }
  return out + "\"";
}

}  // namespace

std::string ScalarText(std::string_view text) {
  return IsPlain(text) ? std::string(text) : Quoted(text);
}

std::string FlowText(const Node& node) {
  std::string inside;
  for (const Node& item : node.items) inside += (inside.empty() ? "" : ", ") + FlowText(item);
  for (const Entry& entry : node.entries) {
    inside += inside.empty() ? "" : ", ";
    inside += ScalarText(entry.key.text) + ": " + FlowText(entry.value);
  }
  if (node.is_list()) return "[" + inside + "]";
  if (node.is_map()) return "{" + inside + "}";
  return node.is_scalar() ? ScalarText(node.text) : "";
}

}  // namespace tongchou::policy
