// Values: the parameters of one statement in the binary form of the protocol. Array: one column of
// many rows as one parameter; a bulk write unnests its arrays on the server.
//
// Plain values; they own their bytes. A text must be UTF-8 without NUL: the server refuses others.
#ifndef TONGCHOU_STORE_POSTGRES_VALUES_H_
#define TONGCHOU_STORE_POSTGRES_VALUES_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/sm3.h"

namespace tongchou::store::postgres {

// Raw bytes (bytea), where a string_view is text.
struct Bytes {
  std::string_view view;
};

class Array {
 public:
  // All elements of an array are of one of these kinds.
  void Add(std::int64_t value);
  void Add(std::string_view text);
  void Add(const Bytes& bytes);
  void Add(const Sm3Digest& digest);

  bool empty() const { return count_ == 0; }
  // The array as a parameter.
  std::string Encoded() const;

 private:
  std::int32_t element_type_ = 0;
  std::int32_t count_ = 0;
  std::string elements_;
};

class Values {
 public:
  template <typename... Each>
  static Values Of(const Each&... values) {
    Values all;
    (all.Add(values), ...);
    return all;
  }

  void Add(std::int64_t value);
  void Add(std::string_view text) { bytes_.emplace_back(text); }
  void Add(const Bytes& bytes) { bytes_.emplace_back(bytes.view); }
  void Add(const Sm3Digest& digest) { bytes_.emplace_back(digest.begin(), digest.end()); }
  void Add(const Array& array) { bytes_.push_back(array.Encoded()); }

  const std::vector<std::string>& bytes() const { return bytes_; }

 private:
  std::vector<std::string> bytes_;
};

}  // namespace tongchou::store::postgres

#endif  // TONGCHOU_STORE_POSTGRES_VALUES_H_
