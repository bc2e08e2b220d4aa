// Registering one person and changing who a person is, at the desk.
//
// A registration, a new category, a leaving or a wage is a row as of a file of members, with the
// same checks. Name, certificate, sex and birth are changed by a request that another person
// approves; every request is kept.
//
// Thread-safe. A user sees persons of the own office and below.
#ifndef TONGCHOU_SERVICE_PERSON_DESK_H_
#define TONGCHOU_SERVICE_PERSON_DESK_H_

#include <string>
#include <vector>

#include "service/imports.h"
#include "service/persons.h"
#include "service/review.h"

namespace tongchou::service {

// Takes in one row; `year` (0: this one) and `reason` as of an import. Refusals: those of a row of
// an import, with the column in `where`; kDuplicateId never: a known person is changed.
Result<RowResult> RegisterMember(Region& region, const Desk& desk, const ImportRow& row,
                                 std::int32_t year, const std::string& reason);

// Who a person is.
struct Identity {
  std::string name, certificate_type, certificate;
  Gender gender = Gender::kUnknown;
  Date birth;

  bool operator==(const Identity&) const = default;
};

struct PersonRequest : Review {
  std::string id;  // "990100100000000042/001"
  std::string psn_no;
  Identity before, wanted;
  std::string documents;
  std::int64_t version = 0;
};

// Refusals: kStoreCorrupt.
Result<PersonRequest> PersonRequestOf(const store::RecordRow& row);

struct IdentityForm {
  std::string psn_no, name;
  std::string certificate_type, certificate;  // "01": birth and sex are the number's
  std::string documents, reason;
};

// Asks for the person to become what the form says. Refusals: kUnknownPerson (also outside the
// scope), kMissingField (name, cert_no, documents, reason), kFieldTooLong, kBadIdNumber,
// kDuplicateId (another person holds the certificate), kRequestWaiting, kBadParameter (nothing
// would change), store_* codes.
Result<PersonRequest> RequestIdentity(Region& region, const Desk& desk, const IdentityForm& form);

// Approves or refuses. Refusals: kUnknownRequest (also outside the scope), kRequestDecided,
// kOwnRequest, kDuplicateId, store_* codes.
Result<PersonRequest> DecideIdentity(Region& region, const Desk& desk, const std::string& id,
                                     bool approve, const std::string& note);

// Of one person, the oldest first. Refusals: kUnknownPerson (also outside the scope).
Result<std::vector<PersonRequest>> IdentityRequestsOf(Region& region, const Scope& scope,
                                                      const std::string& psn_no);

struct PersonRequestPage {
  std::vector<PersonRequest> requests;
  std::string next;  // pass as `after`; empty: this was the last page
};
// Those made in `month` ("2026-11"), by day. May be shorter than `limit` while there is more.
Result<PersonRequestPage> FindIdentityRequests(Region& region, const Scope& scope,
                                               const std::string& month, const std::string& after,
                                               int limit);

}  // namespace tongchou::service

#endif  // TONGCHOU_SERVICE_PERSON_DESK_H_
