#include <fmt/format.h>

#include <algorithm>
#include <boost/json/basic_parser_impl.hpp>
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "gateway/wire_value.h"

namespace tongchou::gateway {
namespace {

using boost::json::error_code;
using boost::json::string_view;

// Takes the parser's events and builds the tree. What the library makes of a number is not looked
// at, only its text.
class TreeBuilder {
 public:
  static constexpr std::size_t max_object_size = 10'000;
  static constexpr std::size_t max_array_size = 100'000;
  static constexpr std::size_t max_key_size = 200;
  static constexpr std::size_t max_string_size = static_cast<std::size_t>(-1);

  WireValue Take() { return std::move(root_); }
  const std::string& repeated_key() const { return repeated_key_; }

  bool on_document_begin(error_code&) { return true; }
  bool on_document_end(error_code&) { return true; }
  bool on_object_begin(error_code&) { return Open(WireValue::Kind::kObject); }
  bool on_object_end(std::size_t, error_code& error) {
    if (!KeysDiffer(*path_.back())) {
      error = boost::json::error::syntax;
      return false;
    }
    path_.pop_back();
    return true;
  }
  bool on_array_begin(error_code&) { return Open(WireValue::Kind::kList); }
  bool on_array_end(std::size_t, error_code&) {
    path_.pop_back();
    return true;
  }
  bool on_key_part(string_view part, std::size_t, error_code&) { return Collect(part); }
  bool on_key(string_view part, std::size_t, error_code&) {
    Collect(part);
    key_ = std::exchange(part_, {});
    return true;
  }
  bool on_string_part(string_view part, std::size_t, error_code&) { return Collect(part); }
  bool on_string(string_view part, std::size_t, error_code&) {
    return Finish(WireValue::Kind::kText, part);
  }
  bool on_number_part(string_view part, error_code&) { return Collect(part); }
  bool on_int64(std::int64_t, string_view part, error_code&) {
    return Finish(WireValue::Kind::kNumber, part);
  }
  bool on_uint64(std::uint64_t, string_view part, error_code&) {
    return Finish(WireValue::Kind::kNumber, part);
  }
  bool on_double(double, string_view part, error_code&) {
    return Finish(WireValue::Kind::kNumber, part);
  }
  bool on_bool(bool value, error_code&) {
    return Finish(WireValue::Kind::kBool, value ? "true" : "false");
  }
  bool on_null(error_code&) { return Finish(WireValue::Kind::kNull, ""); }
  bool on_comment_part(string_view, error_code&) { return true; }
  bool on_comment(string_view, error_code&) { return true; }

 private:
  bool Collect(string_view part) {
    part_.append(part.data(), part.size());
    return true;
  }
  bool Finish(WireValue::Kind kind, string_view part) {
    Collect(part);
    WireValue& value = Place();
    value.kind = kind;
    value.text = std::exchange(part_, {});
    return true;
  }
  bool Open(WireValue::Kind kind) {
    WireValue& value = Place();
    value.kind = kind;
    path_.push_back(&value);  // stays put: its container grows only after it is closed
    return true;
  }
  WireValue& Place() {
    if (path_.empty()) return root_;
    WireValue& value = path_.back()->items.emplace_back();
    value.key = std::exchange(key_, {});
    return value;
  }
  // Two members of one name leave open which is meant; with money that must not be guessed.
  bool KeysDiffer(const WireValue& object) {
    keys_.clear();
    for (const WireValue& member : object.items) keys_.push_back(member.key);
    std::ranges::sort(keys_);
    const auto twice = std::ranges::adjacent_find(keys_);
    if (twice == keys_.end()) return true;
    repeated_key_ = *twice;
    return false;
  }

  WireValue root_;
  std::vector<WireValue*> path_;
  std::vector<std::string_view> keys_;  // of KeysDiffer, kept for its memory
  std::string key_, part_, repeated_key_;
};

}  // namespace

Result<WireValue> ReadJson(std::string_view text) {
  boost::json::basic_parser<TreeBuilder> parser{boost::json::parse_options()};
  error_code error;
  const std::size_t used = parser.write_some(false, text.data(), text.size(), error);
  const std::string& repeated = parser.handler().repeated_key();
  if (!repeated.empty()) {
    return Error{ErrorCode::kBadJson,
                 {fmt::format("报文中“{}”出现两次，请只保留一个", repeated),
                  fmt::format("the key \"{}\" stands twice in one object; keep one", repeated)},
                 repeated};
  }
  if (error || used < text.size()) {
    return Error{
        ErrorCode::kBadJson,
        {fmt::format("报文在第{}字节处不是完整的JSON（UTF-8），请检查后重发", used + 1),
         fmt::format("not complete JSON in UTF-8 at byte {}; mend and send again", used + 1)},
        fmt::format("byte {}", used + 1)};
  }
  return parser.handler().Take();
}

}  // namespace tongchou::gateway
