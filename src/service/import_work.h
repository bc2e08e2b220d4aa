// Taking rows of members in, inside of a transaction: each is checked against the register and
// changes one person, or is refused. Files and single registrations go the same way.
#ifndef TONGCHOU_SERVICE_IMPORT_WORK_H_
#define TONGCHOU_SERVICE_IMPORT_WORK_H_

#include <string>
#include <vector>

#include "service/command.h"
#include "service/import_papers.h"
#include "service/member_change.h"

namespace tongchou::service {

// A row as it is taken in: read before, applied in the transaction.
struct ReadRow {
  const ImportRow* cells = nullptr;
  Result<ImportMember> member = ErrorCode::kMissingField;
  std::int64_t digits = 0;
};

// Reads `cells`, which outlive the result. `employer` holds where the cell is empty.
ReadRow ReadCells(const Region& region, const ImportRow& cells, const std::string& employer);

// Asks for the person whom the row names, once it is known whose the number is.
void NeedRow(const ReadRow& row, const WorkingSet& set, store::Needs& needs);

// Refuses an employer that is unknown here or cancelled: kUnknownEmployer, kEmployerCancelled.
Status CheckEmployer(const ReferenceSnapshot& reference, const Scope& scope,
                     const std::string& code);

// Takes in rows, in order. `seen`: whom earlier rows named.
class ImportWork {
 public:
  using Seen = std::unordered_map<std::int64_t, std::int64_t>;

  // `year` is the one that wages are declared for, `reason` why declared ones are corrected.
  ImportWork(Work& work, const Desk& desk, std::int32_t year, const std::string& reason,
             const Seen& seen);

  KeptRow Apply(const ReadRow& row);

 private:
  Status Try(const ReadRow& row, RowResult& result);
  // Takes the person into the household that the row names. True when that changed something.
  Result<bool> JoinIn(const ImportMember& member, const std::string& psn_no);
  // Refuses a person whom an earlier row named.
  Status CheckFirst(const ReadRow& row);
  store::PersonRow NewPerson(const ImportMember& member) const;

  Work& work_;
  const Desk& desk_;
  const Seen& seen_;
  Seen here_;
  MemberTerms terms_;
};

}  // namespace tongchou::service

#endif  // TONGCHOU_SERVICE_IMPORT_WORK_H_
