#include "service/visit_work.h"

#include <algorithm>

#include "service/ids.h"
#include "service/offsite_care.h"
#include "service/policy_at.h"

namespace tongchou::service {
namespace {

std::string DefaultBenefit(VisitKind kind) {
  switch (kind) {
    case VisitKind::kStay:
      return "inpatient";
    case VisitKind::kPharmacy:
      return "pharmacy";
    case VisitKind::kOutpatient:
      break;
  }
  return "outpatient";
}

}  // namespace

void NeedVisit(const Region& region, const VisitRef& ref, const WorkingSet& set,
               store::Needs& needs) {
  const std::int64_t visit = IdNumber(region.area_number(), IdKind::kVisit, ref.mdtrt_id);
  if (visit == 0) return;
  needs.visits.push_back(visit);
  // The request names the person, so that one round suffices; the visit's own is what counts.
  const std::int64_t person = IdNumber(region.area_number(), IdKind::kPerson, ref.psn_no);
  if (person != 0) needs.persons.push_back(person);
  if (const store::VisitRow* row = set.FindVisit(visit)) needs.persons.push_back(row->person);
}

Result<store::VisitRow> FindLiveVisit(const Work& work, const VisitRef& ref) {
  const std::int64_t area = work.region.area_number();
  const store::VisitRow* row = work.set.FindVisit(IdNumber(area, IdKind::kVisit, ref.mdtrt_id));
  const bool matches =
      row != nullptr && row->provider == work.actor &&
      (ref.psn_no.empty() || IdNumber(area, IdKind::kPerson, ref.psn_no) == row->person);
  if (!matches) return Refuse(ErrorCode::kUnknownVisit, ref.mdtrt_id);
  if (row->status == VisitStatus::kCancelled) {
    return Refuse(ErrorCode::kVisitCancelled, ref.mdtrt_id);
  }
  return *row;
}

Result<const store::PersonRow*> FindPersonIn(const Work& work, const std::string& psn_no) {
  const store::PersonRow* person =
      work.set.FindPerson(IdNumber(work.region.area_number(), IdKind::kPerson, psn_no));
  if (person == nullptr) return Refuse(ErrorCode::kUnknownPerson, psn_no);
  return person;
}

Result<store::VisitRow> MakeVisit(const Work& work, const NewVisit& visit) {
  if (work.reference.FindProvider(work.actor) == nullptr) {
    return Refuse(ErrorCode::kUnknownProvider, work.actor);
  }
  const Result<const store::PersonRow*> person = FindPersonIn(work, visit.psn_no);
  if (!person.ok()) return person.error();
  const Date day = DayOf(visit.begin);
  if (CoverageIn((*person)->coverage, day, visit.scheme) == nullptr) {
    return Refuse(ErrorCode::kNoCoverage, ToString(day));
  }
  store::VisitRow row;
  row.benefit = visit.benefit.empty() ? DefaultBenefit(visit.kind) : visit.benefit;
  const Result<PolicyAt> policy = FindPolicy(work.region, visit.scheme, row.benefit, day);
  if (!policy.ok()) return policy.error();
  if (visit.kind == VisitKind::kStay && work.set.AccountOf((*person)->person).open_stay != 0) {
    return Refuse(ErrorCode::kOpenStayExists, visit.psn_no);
  }
  row.person = (*person)->person;
  row.provider = work.actor;
  row.kind = visit.kind;
  row.scheme = visit.scheme;
  row.med_type = visit.med_type;
  row.number = visit.number;
  row.begin = visit.begin;
  row.referral = ReferralOf(work, visit.psn_no, day, visit.referral);
  row.disease_code = visit.disease_code;
  row.disease_name = visit.disease_name;
  row.detail = visit.detail;
  row.diagnoses = visit.diagnoses;
  return row;
}

void BookVisit(Work& work, store::VisitRow& row) {
  row.visit = work.set.NewVisit();
  work.set.Put(row);
  if (row.kind != VisitKind::kStay) return;
  store::AccountRow account = work.set.AccountOf(row.person);
  account.open_stay = row.visit;
  work.set.Put(account);
}

Result<store::VisitRow> CancelledVisit(store::VisitRow row) {
  const bool has_fees = std::any_of(row.batches.begin(), row.batches.end(),
                                    [](const auto& batch) { return !batch.withdrawn; });
  if (has_fees) return ErrorCode::kVisitHasFees;
  row.status = VisitStatus::kCancelled;
  return row;
}

void BookCancelled(Work& work, const store::VisitRow& row) {
  work.set.Put(row);
  store::AccountRow account = work.set.AccountOf(row.person);
  if (account.open_stay != row.visit) return;
  account.open_stay = 0;
  work.set.Put(account);
}

}  // namespace tongchou::service
