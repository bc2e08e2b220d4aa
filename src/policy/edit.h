// Changes of a pack in its files: a value from a day on, a period taken back, an adjustment, a new
// document. Only the words that are meant change; comments, order and every other byte stay.
//
// A change is made in the tree of one file and written by PatchYaml, which proves that the new text
// reads as meant. Whether the new value is a good one is not asked here: that is LoadPack's work.
// Pure; thread-safe.
#ifndef TONGCHOU_POLICY_EDIT_H_
#define TONGCHOU_POLICY_EDIT_H_

#include <optional>
#include <string>
#include <vector>

#include "base/date.h"
#include "base/result.h"
#include "policy/pack_files.h"
#include "policy/pack_model.h"

namespace tongchou::policy {

// One value of a table: the member of each axis, and the value as it is written: "87%".
struct CellEdit {
  std::vector<std::string> at;
  std::string value;
};

// A clause, or an assumption with its reason, or both.
struct ClauseEdit {
  std::string document, article;
  Text reason;
};

// Values of a dated table from `from` on. Where a period begins on that day it is changed; else the
// period that holds on it is cut in two, and what is not changed is copied as written.
struct TableEdit {
  Place table;  // Parameter::place
  Date from;
  std::vector<CellEdit> cells;
  // Of the changed values; of the whole period when no or every value of it is changed. Nothing:
  // the clause stays.
  std::optional<ClauseEdit> clause;
};

// An adjustment from a day on; on or before its first day it is changed as it stands.
struct AdjustmentEdit {
  Place adjustment;  // Adjustment::place
  Date from;
  std::string kind;   // "factor", "minus", "plus"
  std::string value;  // "70%", "2 points"
  std::optional<ClauseEdit> clause;
};

struct DocumentEdit {
  std::string id;
  Text title;
  std::string number;
};

// The longest text that a change may write, in bytes.
inline constexpr std::size_t kLongestWritten = 400;

// Each answers the whole pack with one file changed. Refusals: kUnknownValue when nothing stands at
// the place or no such member, kBadEdit when it cannot be written (the message says why).
Result<PackSource> EditTable(const PackSource& source, const TableEdit& edit);
Result<PackSource> EditAdjustment(const PackSource& source, const AdjustmentEdit& edit);

// Takes the period that begins on `from` back: the one before holds on. The first period stays.
Result<PackSource> RemovePeriod(const PackSource& source, Place table, Date from);

// Lists a document in area.yaml. kBadEdit when its id is taken.
Result<PackSource> AddDocument(const PackSource& source, const DocumentEdit& edit);

}  // namespace tongchou::policy

#endif  // TONGCHOU_POLICY_EDIT_H_
