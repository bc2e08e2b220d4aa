// Example: a case with the figures it must give, written beside the rules it shows.
//
// Figures are kept as named texts in the form the case files use ("1234.50"), so that an example is
// run through the very reader and engine that real cases go through. Plain values; thread-safe.
#ifndef TONGCHOU_POLICY_EXAMPLE_H_
#define TONGCHOU_POLICY_EXAMPLE_H_

#include <cstdint>
#include <string>
#include <vector>

#include "base/text.h"
#include "policy/finding.h"

namespace tongchou::policy {

enum class ExampleKind : std::uint8_t { kSettle, kLevy, kLateFee, kPrefund, kFixed };

// A key and its text: "deductible" = "900.00". Funds are keyed "funds.pooled".
struct NamedFigure {
  std::string name;
  std::string value;
  Place place;
};

struct ExampleLine {
  std::string fee_class, amount;     // "A", "100.00"
  std::string ceiling, first_ratio;  // empty: not given
};

// One encounter or reversal of a settlement, one person of a levy, or the one case of the others.
struct ExampleStep {
  std::string id;
  std::string reverses;               // settlement: the id taken back; empty: an encounter
  std::vector<NamedFigure> given;     // scalars as in the case format
  std::vector<ExampleLine> lines;     // settlement
  std::vector<NamedFigure> expected;  // what is compared; nothing else is
  bool expects_funds = false;         // then no other fund may have paid
  Place place;
};

struct Example {
  std::string name;  // unique in the pack
  Text title;
  ExampleKind kind = ExampleKind::kSettle;
  std::string scheme;               // settlement
  std::vector<NamedFigure> person;  // settlement: category, birth_date, aid, …
  std::vector<NamedFigure> given;   // of the whole case: account_balance, month, unit_kind, due …
  std::vector<ExampleStep> steps;
  Place place;
};

}  // namespace tongchou::policy

#endif  // TONGCHOU_POLICY_EXAMPLE_H_
