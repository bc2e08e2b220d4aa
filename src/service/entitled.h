// Entitled groups (优抚, 低保, 特困, 五保): who is in one from when to when, and what follows for
// the coverage.
//
// A membership is never deleted: it ends. Where the pack has the whole own part paid by civil
// affairs, the person moves to the roll of civil affairs on the first day and back to the village's
// when the membership ends, so that nobody is frozen for a bill of others. Low income, destitute
// and five guarantees are also the aid that settlements see. Thread-safe.
#ifndef TONGCHOU_SERVICE_ENTITLED_H_
#define TONGCHOU_SERVICE_ENTITLED_H_

#include <map>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/date.h"
#include "service/review.h"

namespace tongchou::service {

struct EntitledSpan {
  std::string identity;  // one of policy::kIdentityWords
  DateRange range;
  std::string evidence;  // the certificate or list that says so
  std::string by, reason;
  Moment at;

  bool operator==(const EntitledSpan&) const = default;
};
// By person; in order of time.
using EntitledBook = std::map<std::int64_t, std::vector<EntitledSpan>>;

// The group of `person` on `day`; empty: none.
std::string IdentityOn(const EntitledBook& book, std::int64_t person, Date day);

struct EntitledForm {
  std::string psn_no, identity, evidence;
  Date from;
};

// Puts a person into a group from a day on. Refusals: kUnknownPerson (also outside the scope),
// kBadParameter (identity), kMissingField (evidence, from), kFieldTooLong, kEntitledAlready,
// kNoPayer (civil affairs has to take the person on its roll and is not registered), store_* codes.
Result<std::vector<EntitledSpan>> SetEntitled(Region& region, const Desk& desk,
                                              const EntitledForm& form);

// Ends the membership that holds on `last`, its last day. Refusals: kUnknownPerson,
// kBadParameter (last: no membership holds), kMissingField (reason),
// kNoPayer (no village takes the person back), store_* codes.
Result<std::vector<EntitledSpan>> EndEntitled(Region& region, const Desk& desk,
                                              const std::string& psn_no, Date last,
                                              const std::string& reason);

// Of one person. Refusals: kUnknownPerson (also outside the scope).
Result<std::vector<EntitledSpan>> EntitledOf(Region& region, const Scope& scope,
                                             const std::string& psn_no);
Result<EntitledBook> AllEntitled(Region& region);

// Covers a person through `payer` (of fixed contributions) from `from` on: splits the interval of
// the scheme that holds then. Refusals: kUnknownPerson, kUnknownEmployer (no such payer in force or
// in scope), kNoPayer (it keeps no roll), kNoCoverage (nothing holds on `from`), store_* codes.
Status JoinRoll(Region& region, const Desk& desk, const std::string& psn_no,
                const std::string& payer, Date from);

}  // namespace tongchou::service

#endif  // TONGCHOU_SERVICE_ENTITLED_H_
