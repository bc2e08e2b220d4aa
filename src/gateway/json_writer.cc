#include "gateway/json_writer.h"

#include <array>
#include <charconv>
#include <cstddef>

namespace tongchou::gateway {

void AppendQuoted(std::string_view text, std::string& out) {
  static constexpr std::string_view kHex = "0123456789abcdef";
  out += '"';
  std::size_t plain = 0;  // where the run that needs no escape began
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    if (byte >= 0x20 && byte != '"' && byte != '\\') continue;
    out += text.substr(plain, i - plain);
    plain = i + 1;
    if (byte == '"' || byte == '\\') {
      out += {'\\', text[i]};
    } else {
      out += "\\u00";
      out += {kHex[byte >> 4], kHex[byte & 15]};
    }
  }
  out += text.substr(plain);
  out += '"';
}

std::string DecimalText(std::int64_t value, int places) {
  std::array<char, 24> digits{};
  const std::uint64_t magnitude = value < 0 ? std::uint64_t{0} - static_cast<std::uint64_t>(value)
                                            : static_cast<std::uint64_t>(value);
  const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), magnitude).ptr;
  std::string text(digits.data(), end);
  const auto decimals = static_cast<std::size_t>(places);
  if (text.size() <= decimals) text.insert(0, decimals + 1 - text.size(), '0');
  if (decimals > 0) text.insert(text.size() - decimals, 1, '.');
  if (value < 0) text.insert(0, 1, '-');
  return text;
}

void JsonWriter::Separate() {
  if (!first_) out_ += ',';
  first_ = false;
}

void JsonWriter::Key(std::string_view key) {
  Separate();
  AppendQuoted(key, out_);
  out_ += ':';
  first_ = true;  // its value follows without a comma
}

void JsonWriter::Begin(char bracket) {
  Separate();
  out_ += bracket;
  first_ = true;
}

void JsonWriter::End(char bracket) {
  out_ += bracket;
  first_ = false;
}

void JsonWriter::TextItem(std::string_view value) {
  Separate();
  AppendQuoted(value, out_);
}

void JsonWriter::RawItem(std::string_view json) {
  Separate();
  out_ += json;
}

void JsonWriter::Amount(std::string_view key, tongchou::Money value) { Decimal(key, value.fen, 2); }

void JsonWriter::Integer(std::string_view key, std::int64_t value) { Decimal(key, value, 0); }

void JsonWriter::Decimal(std::string_view key, std::int64_t value, int places) {
  Key(key);
  RawItem(DecimalText(value, places));
}

}  // namespace tongchou::gateway
