// Fixed yearly contributions: a person's category and entitled group and the pack's amounts of the
// year -> who pays what, what goes to the account, and by when.
//
// Pure functions; thread-safe. Amounts are the pack's; nothing is rounded.
#ifndef TONGCHOU_LEVY_FIXED_H_
#define TONGCHOU_LEVY_FIXED_H_

#include <optional>
#include <span>
#include <string_view>

#include "base/text.h"
#include "levy/levy.h"

namespace tongchou::levy {

using policy::FixedPart;

// Who pays fixed contributions: a kind of unit in the register of employers, and the part that it
// pays. Those of kOwn also keep the rolls: persons are covered through them.
struct PayerKind {
  std::string_view id;  // unit kind
  FixedPart part;
  std::string_view zh, en;
};
std::span<const PayerKind> PayerKinds();
// The kind called `unit_kind`; nullptr for an employer of the monthly levy.
const PayerKind* FindPayerKind(std::string_view unit_kind);
// Whether persons are covered through payers of this kind: those of own parts and civil affairs.
bool KeepsRoll(const PayerKind& kind);

// The group that holds for `category` and `identity`: the one named for both, else the one for
// every identity. Refusal: kUnknownCategory.
Result<const policy::FixedGroup*> FindFixedGroup(const policy::FixedRules& rules,
                                                 std::string_view category,
                                                 std::string_view identity);
// The group called `id`. Refusal: kUnknownCategory.
Result<const policy::FixedGroup*> FixedGroupCalled(const policy::FixedRules& rules,
                                                   std::string_view id);

Money PartOf(const policy::FixedGroup& group, FixedPart part);
// The part that the account's amount is taken from.
FixedPart AccountPart(const policy::FixedGroup& group);
Money TotalOf(const policy::FixedGroup& group);

// What a bill for `part` says of a person of `group`: the own part as the person's, every other as
// the employer's; the pooled fund gets what the account does not.
LevyFigures FixedFigures(const policy::FixedGroup& group, FixedPart part);

// When the collection for the year that begins on `year` opens, and the last day of its own parts
// and of the others'.
Date OpensOn(const policy::FixedRules& rules, Date year);
Date DueOn(const policy::FixedRules& rules, Date year, FixedPart part);

}  // namespace tongchou::levy

#endif  // TONGCHOU_LEVY_FIXED_H_
