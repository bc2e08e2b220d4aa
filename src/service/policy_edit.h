// Changes of a policy as an officer makes them in a form, written into the files of the pack: a
// value by its name from a day on, a period taken back, a new document. The form and the file are
// the same thing.
//
// Pure; thread-safe.
#ifndef TONGCHOU_SERVICE_POLICY_EDIT_H_
#define TONGCHOU_SERVICE_POLICY_EDIT_H_

#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "policy/edit.h"
#include "service/policy_view.h"

namespace tongchou::service {

struct PolicyEdit {
  enum class Kind : std::uint8_t {
    kSet,       // values of a table, or an adjustment, from a day on
    kRemove,    // the period of a table that begins on a day
    kDocument,  // lists a document
  };
  Kind kind = Kind::kSet;
  std::string value;  // as policy differences name it: "employee/inpatient/basic/share"
  Date from;
  std::vector<policy::CellEdit> cells;  // of an adjustment one: "plus 2 points", "factor 70%"
  std::optional<policy::ClauseEdit> clause;
  policy::DocumentEdit document;
};

// A pack's model without compiling it: what could be read, also of files with errors.
PackView ViewFiles(const policy::PackSource& source);

// Makes the changes one after the other. When both packs can be loaded, what differs between them
// is compared with what was meant. Refusals: kUnknownValue, kBadEdit; `where` names the value.
Result<policy::PackSource> EditPolicy(const policy::PackSource& source,
                                      const std::vector<PolicyEdit>& edits);

}  // namespace tongchou::service

#endif  // TONGCHOU_SERVICE_POLICY_EDIT_H_
