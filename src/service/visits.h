// Visits: an outpatient registration, a purchase in a pharmacy, or a stay in hospital; what is
// recorded of it; its end and the undoing of each.
//
// Thread-safe; each verb is one durable transaction (see request.h for keys and answers).
#ifndef TONGCHOU_SERVICE_VISITS_H_
#define TONGCHOU_SERVICE_VISITS_H_

#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "service/request.h"
#include "settle/encounter.h"
#include "store/money_rows.h"

namespace tongchou::service {

class Region;

using store::VisitKind;
using store::VisitStatus;

struct Visit {
  std::string mdtrt_id;
  std::string psn_no;
  std::string provider;
  VisitKind kind = VisitKind::kOutpatient;
  VisitStatus status = VisitStatus::kOpen;
  std::string scheme;
  std::string benefit;   // the pack's word; empty until recorded (then the kind's default is used)
  std::string med_type;  // as sent
  std::string number;    // ipt_otp_no
  Moment begin;
  std::optional<Moment> end;  // discharge
  settle::Referral referral = settle::Referral::kNone;
  std::string disease_code, disease_name;
  std::string detail;     // JSON object: the request's other fields, as sent (later ones win)
  std::string diagnoses;  // JSON array of diseinfo rows, as sent
  bool settled = false;   // has a standing settlement that closed it
};

struct NewVisit {
  std::string psn_no;
  std::string scheme;
  VisitKind kind = VisitKind::kOutpatient;
  std::string benefit;  // may be empty for an outpatient visit: "outpatient"
  std::string med_type;
  std::string number;
  Moment begin;
  settle::Referral referral = settle::Referral::kNone;
  std::string disease_code, disease_name;
  std::string detail = "{}";
  std::string diagnoses = "[]";
};

// 2201, 2401. The provider is the key's. Refusals: kUnknownPerson, kUnknownProvider, kNoCoverage
// (no coverage of the scheme contains the day), kUnknownBenefit, kOpenStayExists (a second stay
// while one is open).
Result<Answered> RegisterVisit(Region& region, const RequestKey& key, const NewVisit& visit,
                               const AnswerWriter<Visit>& write);

struct VisitRef {
  std::string mdtrt_id;
  std::string psn_no;  // must be the visit's; empty: not compared
};

// 2202, 2404. Refusals: kUnknownVisit, kVisitCancelled, kVisitHasFees (unsettled lines or a
// standing settlement).
Result<Answered> CancelVisit(Region& region, const RequestKey& key, const VisitRef& visit,
                             const AnswerWriter<Visit>& write);

// What 2203, 2203A, 2403 change; what is not given stays.
struct VisitRecord {
  VisitRef visit;
  std::optional<std::string> benefit, med_type, number, disease_code, disease_name;
  std::optional<Moment> begin;
  std::optional<settle::Referral> referral;
  std::optional<std::string> detail;     // replaces
  std::optional<std::string> diagnoses;  // replaces
};
// Refusals: kUnknownVisit, kVisitCancelled, kVisitSettled (a standing settlement), kUnknownBenefit,
// kNoCoverage (for a moved begin).
Result<Answered> RecordVisit(Region& region, const RequestKey& key, const VisitRecord& record,
                             const AnswerWriter<Visit>& write);

// 2402. Refusals: kUnknownVisit, kVisitCancelled, kNotAStay, kAlreadyDischarged, kBadPeriod (ends
// before it begins). `detail` and `diagnoses` are appended to what is kept, when not empty.
struct DischargeOrder {
  VisitRef visit;
  Moment end;
  std::optional<std::string> disease_code, disease_name;
  std::optional<std::string> detail, diagnoses;  // replace
};
Result<Answered> Discharge(Region& region, const RequestKey& key, const DischargeOrder& order,
                           const AnswerWriter<Visit>& write);

// 2405. Refusals: kUnknownVisit, kNotDischarged, kVisitSettled.
Result<Answered> UndoDischarge(Region& region, const RequestKey& key, const VisitRef& visit,
                               const AnswerWriter<Visit>& write);

// Reads.
Result<Visit> GetVisit(Region& region, const std::string& mdtrt_id);

struct VisitQuery {
  std::string psn_no;
  std::optional<Moment> from, through;  // of the begin
  std::string med_type;                 // empty: any
};
// Newest first, at most 200.
Result<std::vector<Visit>> FindVisits(Region& region, const VisitQuery& query);

}  // namespace tongchou::service

#endif  // TONGCHOU_SERVICE_VISITS_H_
