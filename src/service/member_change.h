// What a row of a file of members makes of a person: a new person, an interval of coverage begun,
// changed or ended, a wage declared.
//
// Pure; thread-safe.
#ifndef TONGCHOU_SERVICE_MEMBER_CHANGE_H_
#define TONGCHOU_SERVICE_MEMBER_CHANGE_H_

#include <string>

#include "base/clock.h"
#include "service/import_row.h"

namespace tongchou::service {

struct MemberTerms {
  std::int32_t year = 0;  // that the wage is declared for
  std::string reason;     // for wages that differ from the declared ones; empty: they are refused
  Date today;
  Moment at;
  std::int64_t version = 0;  // of the area, that the change will have
};

// Changes `person` as `member` says. True when anything changed; the person is then marked as
// changed in `terms.version`. For a person who is known (version above 0, or numbered in this
// batch):
//   - name as registered;
//   - nobody is taken from another employer: the interval there must have ended;
//   - the same employer and category: nothing changes in the coverage; another category begins a
//   new
//     interval on `begin` and ends the one before;
//   - `end` ends the interval that holds it;
//   - the first wage of the year is declared; another one only with a reason.
// Refusals, with the column in `where`: kPersonDiffers, kCoveredElsewhere, kBadCoverage (overlaps
// another interval), kMissingField (begin), kNoCoverage (an end without an interval),
// kWageDeclared.
Result<bool> ChangeMember(const ImportMember& member, const MemberTerms& terms,
                          store::PersonRow& person);

// The last wage that `employer` declared for `year`, or nullptr.
const store::WageDeclaration* DeclaredFor(const std::vector<store::WageDeclaration>& wages,
                                          const std::string& employer, std::int32_t year);

// Declares `wage` for the terms' year, whatever was declared before. True when it differs from the
// last; the person is then marked as changed.
bool CorrectWage(const std::string& employer, Money wage, const MemberTerms& terms,
                 store::PersonRow& person);

// The wage that holds for `year`: the last declared for it, else for the latest year before, else
// the first ever declared by this employer (a new unit's first wage); nullptr when there is none.
const store::WageDeclaration* WageOf(const store::PersonRow& person, const std::string& employer,
                                     std::int32_t year);

}  // namespace tongchou::service

#endif  // TONGCHOU_SERVICE_MEMBER_CHANGE_H_
