#include "service/visits.h"

#include <utility>

#include "service/committer.h"
#include "service/ids.h"
#include "service/offsite_care.h"
#include "service/policy_at.h"
#include "service/views.h"
#include "service/visit_work.h"

namespace tongchou::service {
namespace {

// A verb that changes one live visit: `change` gives the changed row, `book` puts it into the set.
Result<Answered> ChangeVisit(
    Region& region, const RequestKey& key, const VisitRef& ref, const AnswerWriter<Visit>& write,
    const std::function<Result<store::VisitRow>(const Work&, store::VisitRow)>& change,
    const std::function<void(Work&, const store::VisitRow&)>& book) {
  Command command = CommandOf(region, key);
  command.needs = [&](const WorkingSet& set, store::Needs& needs) {
    NeedVisit(region, ref, set, needs);
  };
  command.execute = [&](Work& work) -> Result<Executed> {
    Result<store::VisitRow> row = FindLiveVisit(work, ref);
    if (!row.ok()) return row.error();
    const Result<store::VisitRow> changed = change(work, *std::move(row));
    if (!changed.ok()) return changed.error();
    book(work, *changed);
    return Executed{write ? write(VisitView(work.set.area(), *changed)) : std::string(),
                    changed->visit, ref.mdtrt_id};
  };
  return region.committer().Submit(command);
}

void PutVisit(Work& work, const store::VisitRow& row) { work.set.Put(row); }

template <typename Value>
void Replace(Value& value, const std::optional<Value>& given) {
  if (given) value = *given;
}

Result<store::VisitRow> Recorded(const Work& work, store::VisitRow row, const VisitRecord& record) {
  if (row.closed) return ErrorCode::kVisitSettled;
  Replace(row.benefit, record.benefit);
  Replace(row.med_type, record.med_type);
  Replace(row.number, record.number);
  Replace(row.disease_code, record.disease_code);
  Replace(row.disease_name, record.disease_name);
  Replace(row.begin, record.begin);
  Replace(row.referral, record.referral);
  Replace(row.detail, record.detail);
  Replace(row.diagnoses, record.diagnoses);
  const Date day = DayOf(row.begin);
  if (row.end && *row.end < row.begin) return Refuse(ErrorCode::kBadPeriod, ToString(row.begin));
  const store::PersonRow* person = work.set.FindPerson(row.person);
  if (person == nullptr || CoverageIn(person->coverage, day, row.scheme) == nullptr) {
    return Refuse(ErrorCode::kNoCoverage, ToString(day));
  }
  const Result<PolicyAt> policy = FindPolicy(work.region, row.scheme, row.benefit, day);
  if (!policy.ok()) return policy.error();
  return row;
}

Result<store::VisitRow> Discharged(store::VisitRow row, const DischargeOrder& order) {
  if (row.kind != VisitKind::kStay) return ErrorCode::kNotAStay;
  if (row.status == VisitStatus::kDischarged) return ErrorCode::kAlreadyDischarged;
  if (order.end < row.begin) return Refuse(ErrorCode::kBadPeriod, ToString(order.end));
  row.status = VisitStatus::kDischarged;
  row.end = order.end;
  Replace(row.disease_code, order.disease_code);
  Replace(row.disease_name, order.disease_name);
  Replace(row.detail, order.detail);
  Replace(row.diagnoses, order.diagnoses);
  return row;
}

Result<store::VisitRow> Reopened(const Work& work, store::VisitRow row) {
  if (row.status != VisitStatus::kDischarged) return ErrorCode::kNotDischarged;
  if (row.closed) return ErrorCode::kVisitSettled;
  if (work.set.AccountOf(row.person).open_stay != 0) return ErrorCode::kOpenStayExists;
  row.status = VisitStatus::kOpen;
  row.end.reset();
  return row;
}

// Keeps which stay of the person is open, along with the row.
void PutStay(Work& work, const store::VisitRow& row) {
  work.set.Put(row);
  store::AccountRow account = work.set.AccountOf(row.person);
  account.open_stay = row.status == VisitStatus::kOpen ? row.visit : 0;
  work.set.Put(account);
}

}  // namespace

Result<Answered> RegisterVisit(Region& region, const RequestKey& key, const NewVisit& visit,
                               const AnswerWriter<Visit>& write) {
  Command command = CommandOf(region, key);
  command.needs = [&](const WorkingSet&, store::Needs& needs) {
    needs.persons.push_back(IdNumber(region.area_number(), IdKind::kPerson, visit.psn_no));
    NeedOffsiteCare(region, key.guest.get(), visit.psn_no, DayOf(visit.begin), needs);
  };
  command.execute = [&](Work& work) -> Result<Executed> {
    Result<store::VisitRow> row = MakeVisit(work, visit);
    if (!row.ok()) return row.error();
    BookVisit(work, *row);
    const Visit view = VisitView(work.set.area(), *row);
    return Executed{write ? write(view) : std::string(), row->visit, view.mdtrt_id};
  };
  return region.committer().Submit(command);
}

Result<Answered> CancelVisit(Region& region, const RequestKey& key, const VisitRef& visit,
                             const AnswerWriter<Visit>& write) {
  return ChangeVisit(
      region, key, visit, write,
      [](const Work&, store::VisitRow row) { return CancelledVisit(std::move(row)); },
      BookCancelled);
}

Result<Answered> RecordVisit(Region& region, const RequestKey& key, const VisitRecord& record,
                             const AnswerWriter<Visit>& write) {
  return ChangeVisit(
      region, key, record.visit, write,
      [&](const Work& work, store::VisitRow row) { return Recorded(work, std::move(row), record); },
      PutVisit);
}

Result<Answered> Discharge(Region& region, const RequestKey& key, const DischargeOrder& order,
                           const AnswerWriter<Visit>& write) {
  return ChangeVisit(
      region, key, order.visit, write,
      [&](const Work&, store::VisitRow row) { return Discharged(std::move(row), order); }, PutStay);
}

Result<Answered> UndoDischarge(Region& region, const RequestKey& key, const VisitRef& visit,
                               const AnswerWriter<Visit>& write) {
  return ChangeVisit(
      region, key, visit, write,
      [](const Work& work, store::VisitRow row) { return Reopened(work, std::move(row)); },
      PutStay);
}

Result<Visit> GetVisit(Region& region, const std::string& mdtrt_id) {
  const std::int64_t area = region.area_number();
  Result<std::unique_ptr<store::Reader>> reader = region.store().Read(area);
  if (!reader.ok()) return reader.error();
  store::Needs needs;
  needs.visits.push_back(IdNumber(area, IdKind::kVisit, mdtrt_id));
  const Result<store::Loaded> loaded = (*reader)->Load(needs);
  if (!loaded.ok()) return loaded.error();
  if (loaded->visits.empty()) return Refuse(ErrorCode::kUnknownVisit, mdtrt_id);
  return VisitView(area, loaded->visits.front());
}

Result<std::vector<Visit>> FindVisits(Region& region, const VisitQuery& query) {
  constexpr int kMost = 200;
  const std::int64_t area = region.area_number();
  Result<std::unique_ptr<store::Reader>> reader = region.store().Read(area);
  if (!reader.ok()) return reader.error();
  const std::int64_t person = IdNumber(area, IdKind::kPerson, query.psn_no);
  const Result<std::vector<store::VisitRow>> rows = (*reader)->VisitsOfPerson(person, kMost);
  if (!rows.ok()) return rows.error();
  std::vector<Visit> visits;
  for (const store::VisitRow& row : *rows) {
    const bool wanted = (!query.from || row.begin >= *query.from) &&
                        (!query.through || row.begin <= *query.through) &&
                        (query.med_type.empty() || row.med_type == query.med_type);
    if (wanted) visits.push_back(VisitView(area, row));
  }
  return visits;
}

}  // namespace tongchou::service
