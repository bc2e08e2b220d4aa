#include "store/sealed_fields.h"

#include "base/encoding.h"

namespace tongchou::store {
namespace {

constexpr std::string_view kMark = "sealed:";
// Certificate numbers, numbers of what was shown at the counter, telephone numbers.
constexpr std::string_view kFields[] = {R"("certno":")", R"("mdtrt_cert_no":")", R"("tel":")"};

// Where the JSON string that begins at `begin` ends: its closing quote, or the end of `text`.
std::size_t EndOfString(std::string_view text, std::size_t begin) {
  std::size_t at = begin;
  while (at < text.size() && text[at] != '"') at += text[at] == '\\' ? 2 : 1;
  return std::min(at, text.size());
}

// Gives every value of an identifier to `change`, which may replace it. What a text repeats (a
// certificate is mostly shown as what it is) is changed once: sealing is the dear part of a commit.
template <typename Change>
Status EachField(std::string& text, const Change& change) {
  std::string before, after;
  for (const std::string_view field : kFields) {
    std::size_t at = text.find(field);
    while (at != std::string::npos) {
      const std::size_t begin = at + field.size();
      const std::size_t end = EndOfString(text, begin);
      std::string value = text.substr(begin, end - begin);
      if (!value.empty()) {
        if (value != before) {
          before = value;
          if (const Status changed = change(value); !changed.ok()) return changed;
          after = value;
        }
        value = after;
        text.replace(begin, end - begin, value);
      }
      at = text.find(field, begin + value.size());
    }
  }
  return Done{};
}

std::string Sealed(const KeyRing& keys, std::string_view context, std::string_view value) {
  return std::string(kMark) + Base64Of(keys.Seal(context, value));
}

// The sealed bytes of a value; empty when it has none.
std::string SealedBytes(std::string_view value) {
  if (!value.starts_with(kMark)) return {};
  return FromBase64(value.substr(kMark.size())).value_or("");
}

}  // namespace

void SealFields(const KeyRing& keys, std::string_view context, std::string& text) {
  const Status sealed = EachField(text, [&](std::string& value) -> Status {
    value = Sealed(keys, context, value);
    return Done{};
  });
  TC_CHECK(sealed.ok());
}

Status OpenFields(const KeyRing& keys, std::string_view context, std::string& text) {
  return EachField(text, [&](std::string& value) -> Status {
    Result<std::string> opened = keys.Open(context, SealedBytes(value));
    if (!opened.ok()) return opened.error();
    value = *std::move(opened);
    return Done{};
  });
}

Result<bool> ResealFields(const KeyRing& keys, std::string_view context, std::string& text) {
  bool changed = false;
  const Status resealed = EachField(text, [&](std::string& value) -> Status {
    const std::string bytes = SealedBytes(value);
    Result<std::string> opened = keys.Open(context, bytes);
    if (!opened.ok() && opened.error().code == ErrorCode::kKeyMissing) return opened.error();
    if (opened.ok() && keys.IsCurrent(bytes)) return Done{};
    // What does not open was never sealed: somebody's own text.
    value = Sealed(keys, context, opened.ok() ? *opened : value);
    changed = true;
    return Done{};
  });
  if (!resealed.ok()) return resealed.error();
  return changed;
}

}  // namespace tongchou::store
