// Whom a payer of fixed contributions pays for in a year, and how much: who is covered through
// whom, entitled groups and the pack's amounts -> bills.
//
// A person stands on the roll of the payer (village, school, household, civil affairs) with whom
// the first interval of coverage in the year is; that payer owes the own part. What civil affairs
// and the levels of government pay is owed by those of that kind whose office is the person's or
// the nearest one above. The entitled group is that of the first covered day of the year. The first
// bill of a year is its regular one; when it is worked out again, what differs is a supplementary
// bill. Thread-safe as the reader is.
#ifndef TONGCHOU_SERVICE_FIXED_DRAFT_H_
#define TONGCHOU_SERVICE_FIXED_DRAFT_H_

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "levy/fixed.h"
#include "service/entitled.h"
#include "service/levy_draft.h"
#include "service/reference_data.h"

namespace tongchou::service {

// Who pays fixed contributions, in force.
class PayerBook {
 public:
  // `reference` outlives it.
  explicit PayerBook(const ReferenceSnapshot& reference);

  // Everybody who pays, rolls first.
  const std::vector<const store::Employer*>& all() const { return all_; }
  // The payer of `part` whose office is `organisation` or the nearest one above; nullptr: nobody.
  // Of own parts only villages are found so.
  const store::Employer* For(levy::FixedPart part, const std::string& organisation) const;
  const store::Employer* Find(const std::string& code) const;

 private:
  const ReferenceSnapshot& reference_;
  std::vector<const store::Employer*> all_;
};

// One person's year.
struct FixedCase {
  const policy::FixedGroup* group = nullptr;
  LevyInput input;     // its category is the group
  std::string payer;   // on whose roll
  std::string office;  // of the person
};

// What holds for `person` in the year of `rules`; nothing when nobody pays for it. Refusals:
// kUnknownCategory.
Result<std::optional<FixedCase>> FixedCaseOf(const MonthRules& rules, const EntitledBook& entitled,
                                             const store::PersonRow& person);

struct FixedOrder {
  MonthRules rules;  // month: the year's first
  Date today;
  const PayerBook* payers = nullptr;
  const EntitledBook* entitled = nullptr;
};

// The bill of `payer`, if there is one to make. Problems of persons are told with their roll.
// Refusals: store_* codes.
Result<EmployerDrafts> DraftFixed(store::Reader& reader, const FixedOrder& fixed,
                                  const DraftOrder& order, const store::Employer& payer);

}  // namespace tongchou::service

#endif  // TONGCHOU_SERVICE_FIXED_DRAFT_H_
