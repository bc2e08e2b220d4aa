// Result<T>: a value or a refusal (Error). A refusal is about the world (bad input, no cover, a
// full disk); our own mistakes are TC_CHECK.
//
//   Result<Money> amount = ParseMoney("12.30");
//   if (!amount.ok()) return amount.error();
//   Use(*amount);
//
// Values; thread-safe as any value is. Reading the value of a refusal is a defect and aborts.
#ifndef TONGCHOU_BASE_RESULT_H_
#define TONGCHOU_BASE_RESULT_H_

#include <string>
#include <utility>
#include <variant>

#include "base/check.h"
#include "base/error_code.h"
#include "base/text.h"

namespace tongchou {

// Why something was refused. `say` holds what is wrong and what to do about it in this very case;
// empty parts fall back to the sentence of the code. `where` names the place: a field, a line, a
// file with line and column.
struct Error {
  ErrorCode code;
  Text say;
  std::string where;

  // The sentence for a person: `say`, or what the table has for the code.
  std::string Chinese() const { return say.zh.empty() ? std::string(InfoOf(code).zh) : say.zh; }
  std::string English() const { return say.en.empty() ? std::string(InfoOf(code).en) : say.en; }
};

template <typename T>
class [[nodiscard]] Result {
 public:
  Result(T value) : state_(std::in_place_index<0>, std::move(value)) {}      // NOLINT: meant
  Result(Error error) : state_(std::in_place_index<1>, std::move(error)) {}  // NOLINT: meant
  Result(ErrorCode code) : Result(Error{code, {}, {}}) {}                    // NOLINT: meant

  bool ok() const { return state_.index() == 0; }
  explicit operator bool() const { return ok(); }

  const T& value() const& {
    TC_CHECK(ok());
    return std::get<0>(state_);
  }
  T& value() & {
    TC_CHECK(ok());
    return std::get<0>(state_);
  }
  T&& value() && {
    TC_CHECK(ok());
    return std::get<0>(std::move(state_));
  }
  const T& operator*() const& { return value(); }
  T& operator*() & { return value(); }
  T&& operator*() && { return std::move(*this).value(); }
  const T* operator->() const { return &value(); }
  T* operator->() { return &value(); }

  const Error& error() const {
    TC_CHECK(!ok());
    return std::get<1>(state_);
  }

 private:
  std::variant<T, Error> state_;
};

// Nothing to give back but success.
struct Done {};
using Status = Result<Done>;

}  // namespace tongchou

#endif  // TONGCHOU_BASE_RESULT_H_
