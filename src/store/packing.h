// Packer and Unpacker: rows as short bytes. Whole numbers take as many bytes as they need (zigzag,
// seven bits a byte), texts carry their length.
//
// An Unpacker never reads past its end and never trusts a length: damaged bytes make ok() false,
// and every further value is zero or empty. Not thread-safe; make one where it is needed.
#ifndef TONGCHOU_STORE_PACKING_H_
#define TONGCHOU_STORE_PACKING_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/clock.h"
#include "base/date.h"
#include "base/money.h"
#include "base/sm3.h"

namespace tongchou::store {

class Packer {
 public:
  Packer& Number(std::int64_t value);
  Packer& Text(std::string_view text);
  Packer& Digest(const Sm3Digest& digest);
  Packer& Flag(bool flag) { return Number(flag ? 1 : 0); }
  Packer& Amount(Money amount) { return Number(amount.fen); }
  Packer& Day(Date day) { return Number(day.days()); }
  Packer& At(Moment moment) { return Number(moment.ms); }
  template <typename Enum>
  Packer& Kind(Enum value) {
    return Number(static_cast<std::int64_t>(value));
  }

  std::string Take() { return std::move(bytes_); }

 private:
  std::string bytes_;
};

class Unpacker {
 public:
  explicit Unpacker(std::string_view bytes) : rest_(bytes) {}

  std::int64_t Number();
  std::string Text();
  Sm3Digest Digest();
  bool Flag() { return Number() != 0; }
  Money Amount() { return {Number()}; }
  Date Day();
  Moment At() { return {Number()}; }
  // How many elements follow: at most as many as there are bytes left.
  std::size_t Count();
  // A number of an enumeration from 0 to `last`; anything else is damage.
  template <typename Enum>
  Enum Kind(Enum last) {
    const std::int64_t value = Number();
    if (value < 0 || value > static_cast<std::int64_t>(last)) ok_ = false;
    return ok_ ? static_cast<Enum>(value) : Enum{};
  }

  bool ok() const { return ok_; }
  // Nothing was damaged and nothing is left over.
  bool done() const { return ok_ && rest_.empty(); }

 private:
  std::string_view rest_;
  bool ok_ = true;
};

}  // namespace tongchou::store

#endif  // TONGCHOU_STORE_PACKING_H_
