// Employers: opening their files, changing and cancelling them by reviewed requests, lists.
//
// A file is opened by a clerk who has checked the documents. After that nothing in it changes but
// by a request that another person approves; every request is kept with who, when and why. What is
// reported more than kReportDays after its event is marked late. A cancelled employer keeps its
// file, its members' history and its bills.
//
// Thread-safe. A user sees the employers of the own office and below; others are unknown.
#ifndef TONGCHOU_SERVICE_EMPLOYERS_H_
#define TONGCHOU_SERVICE_EMPLOYERS_H_

#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/result.h"
#include "service/organisations.h"
#include "service/review.h"
#include "store/register_rows.h"

namespace tongchou::service {

using store::Employer;
using store::EmployerState;

inline constexpr int kReportDays = 30;

// Opens the file of a new employer. `form` gives code (empty: the next free one), name, unit kind,
// organisation, credit code, address, contacts, bank, documents and event day; the rest is ours.
// Refusals: kMissingField (`where`: name, documents, event_day), kFieldTooLong, kBadParameter (a
// code of other characters than letters, digits and -), kBadCreditCode, kDuplicateId (code, or a
// credit code that another employer in force has), kTimeInFuture (event_day),
// kUnknownOrganisation, kRightMissing (an organisation outside the scope), store_* codes.
Result<Employer> OpenEmployer(Region& region, const Desk& desk, Employer form);

enum class RequestKind : std::uint8_t { kChange = 0, kCancellation = 1 };

struct EmployerRequest : Review {
  std::string id;  // "E00001/1"
  RequestKind kind = RequestKind::kChange;
  Employer wanted;  // the file as it is to be; of a cancellation: as it was
  bool late = false;
  std::int64_t version = 0;
};

// Asks for the file of `form.code` to become `form` (what a form gives, as above). Refusals: those
// of OpenEmployer for the form, kUnknownEmployer, kEmployerCancelled, kRequestWaiting,
// kMissingField (reason).
Result<EmployerRequest> RequestChange(Region& region, const Desk& desk, Employer form,
                                      const std::string& reason);

// Asks for the employer to be cancelled from `event_day` on. Refusals: kUnknownEmployer,
// kEmployerCancelled, kRequestWaiting, kMissingField (reason), kTimeInFuture.
Result<EmployerRequest> RequestCancellation(Region& region, const Desk& desk,
                                            const std::string& code, Date event_day,
                                            const std::string& reason);

// Approves or refuses a request. Refusals: kUnknownRequest, kRequestDecided, kOwnRequest (asked for
// by the same person), kMembersLeft (a cancellation while somebody is covered after its day).
Result<EmployerRequest> DecideRequest(Region& region, const Desk& desk, const std::string& id,
                                      bool approve, const std::string& note);

// Requests by their id; of one employer when `code` is given.
Result<std::vector<EmployerRequest>> FindRequests(Region& region, const Scope& scope,
                                                  const std::string& code);

enum class EmployerOrder : std::uint8_t { kCode, kName, kEventDay };
struct EmployerQuery {
  std::string text;          // part of the name, or the beginning of code or credit code
  std::string organisation;  // path; empty: any
  std::string unit_kind;     // empty: any
  std::optional<EmployerState> state;
  EmployerOrder order = EmployerOrder::kCode;
  std::size_t offset = 0;
  std::size_t limit = 50;
};
struct EmployerPage {
  std::vector<Employer> employers;
  std::size_t total = 0;  // that fit the query
};
EmployerPage FindEmployers(Region& region, const Scope& scope, const EmployerQuery& query);

// Refusals: kUnknownEmployer (also when the scope does not cover it).
Result<Employer> GetEmployer(Region& region, const Scope& scope, const std::string& code);

}  // namespace tongchou::service

#endif  // TONGCHOU_SERVICE_EMPLOYERS_H_
