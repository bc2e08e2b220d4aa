// Quantity: one written value of a pack with its unit: `300 CNY`, `85%`, `2 points`, `10 days`,
// `none`, or a share of a dated parameter, `10% of average_wage` and `4 x average_wage`.
//
// Exact decimals in millionths; never a binary floating-point number. A value; thread-safe.
#ifndef TONGCHOU_POLICY_QUANTITY_H_
#define TONGCHOU_POLICY_QUANTITY_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "base/money.h"
#include "base/text.h"
#include "policy/finding.h"

namespace tongchou::policy {

enum class QuantityKind : std::uint8_t {
  kAmount,   // fen
  kRatio,    // millionths
  kPoints,   // percentage points, in millionths: 2 points = 20'000
  kShareOf,  // millionths of the parameter `name`
  kCount,    // whole number of `name` ("days", "diseases")
  kNone,     // no limit
  kWord,     // one of a closed list of words
  kText,     // a rule in words, in `text`
};

struct Quantity {
  QuantityKind kind = QuantityKind::kNone;
  std::int64_t number = 0;
  std::string name;
  Text text;

  bool operator==(const Quantity&) const = default;
};

// Why a text is no quantity: the finding's code and what is wrong.
struct QuantityProblem {
  FindingCode code;
  Text what;
};

// The kinds of quantity that a place takes.
enum class Wanted : std::uint8_t {
  kAmount,        // amount or share of a parameter
  kAmountOrNone,  // a cap
  kRatio,
  kPoints,
  kCount,
  kLevyBase,   // the word `wage` or `none`, or a share of a parameter
  kLevyLimit,  // a share of a parameter, or none
  kAny,        // on record only: any of them
};

using QuantityResult = std::variant<Quantity, QuantityProblem>;

// Reads `text` where `wanted` is needed.
QuantityResult ParseQuantity(std::string_view text, Wanted wanted);

// As a rule book would write it: "300.00 CNY", "85%", "4 x average_wage".
std::string ToString(const Quantity& quantity);

}  // namespace tongchou::policy

#endif  // TONGCHOU_POLICY_QUANTITY_H_
