#include "http/utf8.h"

namespace tongchou::http {
namespace {

// What a lead byte stands for: how long the character is, and the range of its second byte (which
// is where overlong forms, surrogates and values beyond U+10FFFF show).
struct Lead {
  unsigned char first, last;
  std::size_t length;
  unsigned char second_first, second_last;
};

constexpr Lead kLeads[] = {
    {0x00, 0x7F, 1, 0x00, 0x00}, {0xC2, 0xDF, 2, 0x80, 0xBF}, {0xE0, 0xE0, 3, 0xA0, 0xBF},
    {0xE1, 0xEC, 3, 0x80, 0xBF}, {0xED, 0xED, 3, 0x80, 0x9F}, {0xEE, 0xEF, 3, 0x80, 0xBF},
    {0xF0, 0xF0, 4, 0x90, 0xBF}, {0xF1, 0xF3, 4, 0x80, 0xBF}, {0xF4, 0xF4, 4, 0x80, 0x8F},
};

unsigned char ByteAt(std::string_view text, std::size_t index) {
  return static_cast<unsigned char>(text[index]);
}

}  // namespace

std::size_t Utf8Length(std::string_view text) {
  if (text.empty()) return 0;
  for (const Lead& lead : kLeads) {
    if (ByteAt(text, 0) < lead.first || ByteAt(text, 0) > lead.last) continue;
    if (text.size() < lead.length) return 0;
    if (lead.length == 1) return 1;
    if (ByteAt(text, 1) < lead.second_first || ByteAt(text, 1) > lead.second_last) return 0;
    for (std::size_t i = 2; i < lead.length; ++i) {
      if (ByteAt(text, i) < 0x80 || ByteAt(text, i) > 0xBF) return 0;
    }
    return lead.length;
  }
  return 0;
}

bool IsUtf8(std::string_view text) {
  while (!text.empty()) {
    const std::size_t length = Utf8Length(text);
    if (length == 0) return false;
    text.remove_prefix(length);
  }
  return true;
}

}  // namespace tongchou::http
