// Who is a retired cadre, a county-level cadre or a disabled soldier, from when until when, and who
// pays for them; and the health file of cadres.
//
// A cadre is covered by the scheme of cadres while on the list: being put on it ends other coverage
// the day before, being taken off ends it. A soldier stays covered as before.
//
// Thread-safe. A user sees persons of the own office and below.
#ifndef TONGCHOU_SERVICE_SPECIAL_LIST_H_
#define TONGCHOU_SERVICE_SPECIAL_LIST_H_

#include <string>
#include <vector>

#include "service/persons.h"
#include "service/special_papers.h"

namespace tongchou::service {

struct SpecialForm {
  SpecialGroup group = SpecialGroup::kCadre;
  std::string psn_no;             // empty: somebody who is not registered yet
  std::string name, certificate;  // of that one
  std::string payer;              // employer
  Date from;
  std::string documents;
};

// Puts somebody on a list. Refusals: kMissingField, kFieldTooLong, kBadIdNumber, kUnknownPerson
// (also outside the scope), kUnknownEmployer, kEmployerCancelled, kDuplicateId (on the list from
// then on or later already, or on that of the other cadres; a certificate that somebody else
// holds), kBadCoverage (other coverage begins on that day or later), kNoCoverage (a soldier who is
// not covered on that day), kNoSpecialRules, store_* codes.
Result<SpecialMember> ListSpecial(Region& region, const Desk& desk, const SpecialForm& form);

// Takes somebody off a list behind `day`. Refusals: kMissingField (reason), kUnknownPerson,
// kNotOfGroup, kBadPeriod (before the beginning), store_* codes.
Result<SpecialMember> UnlistSpecial(Region& region, const Desk& desk, SpecialGroup group,
                                    const std::string& psn_no, Date day, const std::string& reason);

struct SpecialMemberRow {
  SpecialMember member;
  Person person;
};
// Everybody who is or was on the list, by number; `day`: those on it then. Refusals: store_* codes.
Result<std::vector<SpecialMemberRow>> FindSpecial(Region& region, const Scope& scope,
                                                  SpecialGroup group, std::optional<Date> day = {});
// All of a group, whoever may see them, without their persons; for runs.
Result<std::vector<SpecialMember>> AllSpecial(store::Reader& reader, SpecialGroup group);

// Adds a check-up to the file of a cadre. Refusals: kUnknownPerson, kNotOfGroup (no cadre on that
// day), kMissingField (day, place, doctor, findings), kFieldTooLong, kTimeInFuture, store_* codes.
Result<Checkup> AddCheckup(Region& region, const Desk& desk, const std::string& psn_no,
                           Checkup form);
// The file, newest first. Every call leaves an audit row. Refusals: kUnknownPerson, store_* codes.
Result<std::vector<Checkup>> CheckupsOf(Region& region, const Desk& desk,
                                        const std::string& psn_no);

}  // namespace tongchou::service

#endif  // TONGCHOU_SERVICE_SPECIAL_LIST_H_
