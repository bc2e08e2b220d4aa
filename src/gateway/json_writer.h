// JsonWriter: writes JSON straight into a string, without a tree in between. Amounts become numbers
// with two decimals, made from whole fen.
//
// Not thread-safe; one writer per answer. Calls must nest properly, which is the caller's duty.
#ifndef TONGCHOU_GATEWAY_JSON_WRITER_H_
#define TONGCHOU_GATEWAY_JSON_WRITER_H_

#include <cstdint>
#include <string>
#include <string_view>

#include "base/money.h"

namespace tongchou::gateway {

// Appends `text` with quotes and escapes. `text` is UTF-8.
void AppendQuoted(std::string_view text, std::string& out);

class JsonWriter {
 public:
  JsonWriter() { out_.reserve(2048); }

  void BeginObject() { Begin('{'); }
  void BeginObject(std::string_view key) { Key(key), BeginObject(); }
  void EndObject() { End('}'); }
  void BeginList() { Begin('['); }
  void BeginList(std::string_view key) { Key(key), BeginList(); }
  void EndList() { End(']'); }

  // Members of the open object.
  void Text(std::string_view key, std::string_view value) { Key(key), TextItem(value); }
  void Amount(std::string_view key, tongchou::Money value);
  void Integer(std::string_view key, std::int64_t value);
  void Null(std::string_view key) { Raw(key, "null"); }
  // `json` is a complete JSON value.
  void Raw(std::string_view key, std::string_view json) { Key(key), RawItem(json); }
  // `value` units of 10^-places as a number with that many decimals: (12345, 4) is 1.2345.
  void Decimal(std::string_view key, std::int64_t value, int places);

  // Elements of the open list.
  void TextItem(std::string_view value);
  void RawItem(std::string_view json);

  std::string Take() { return std::move(out_); }

 private:
  void Key(std::string_view key);
  void Begin(char bracket);
  void End(char bracket);
  void Separate();

  std::string out_;
  bool first_ = true;
};

// `value` units of 10^-places as decimal text: (-5, 2) is "-0.05".
std::string DecimalText(std::int64_t value, int places);

}  // namespace tongchou::gateway

#endif  // TONGCHOU_GATEWAY_JSON_WRITER_H_
