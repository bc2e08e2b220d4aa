// What differs between two packs, value by value: where it stands, for whom, from which day to
// which, what it was and what it is, the clause beside each.
//
// Values are compared as they hold on a day, not as they are written: a table that was cut into two
// periods without another number is no difference. Pure; thread-safe.
#ifndef TONGCHOU_SERVICE_POLICY_DIFF_H_
#define TONGCHOU_SERVICE_POLICY_DIFF_H_

#include <optional>
#include <string>
#include <vector>

#include "service/policy_view.h"

namespace tongchou::service {

enum class ChangeKind : std::uint8_t {
  kAdded,    // there was no value
  kRemoved,  // there is none any more
  kValue,    // another value
  kClause,   // the same value, said by another clause
};

// "added", "removed", "value", "clause".
std::string_view WordOf(ChangeKind kind);
Text TitleOf(ChangeKind kind);

struct ValueView {
  Text text;          // as written: "85%", "4 x average_wage"
  std::string value;  // as CellView has it
  CitationView citation;
};

struct PolicyChange {
  std::string id;           // "employee/inpatient/basic/share"
  std::vector<Text> place;  // its titles: scheme, benefit, layer, parameter
  std::vector<Text> at;     // the member of each axis: "level 3", "retired"
  ViewUnit unit = ViewUnit::kText;
  Date from, through;  // kForever: until further notice
  std::optional<ValueView> before, after;

  ChangeKind kind() const;
};

struct PolicyDiff {
  PackSummary before, after;
  std::vector<PolicyChange> changes;  // in the order of `after`; what was removed behind
};

// What changed from `before` to `after`, which may be versions of one pack or two packs. Without
// differences there are no changes, whatever the digests are.
PolicyDiff DiffPacks(const PackView& before, const PackView& after);

}  // namespace tongchou::service

#endif  // TONGCHOU_SERVICE_POLICY_DIFF_H_
