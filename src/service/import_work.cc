#include "service/import_work.h"

#include <fmt/format.h>

#include <algorithm>

#include "service/household.h"
#include "service/ids.h"
#include "service/levy_terms.h"
#include "service/policy_at.h"
#include "service/register.h"

namespace tongchou::service {

ReadRow ReadCells(const Region& region, const ImportRow& cells, const std::string& employer) {
  const std::string& payer = cells.employer.empty() ? employer : cells.employer;
  const std::optional<Employer> known = FindEmployer(region, payer);
  const std::string scheme = SchemeOfPayer(region.pack(), known ? known->unit_kind : std::string());
  ReadRow made{&cells, ReadImportRow(region.pack(), cells, scheme, employer), 0};
  if (made.member.ok()) made.digits = DigitsOf(made.member->certificate);
  return made;
}

void NeedRow(const ReadRow& row, const WorkingSet& set, store::Needs& needs) {
  if (!row.member.ok()) return;
  needs.certificates.push_back(row.member->certificate);
  const std::int64_t owner = set.OwnerOf(row.member->certificate);
  if (owner != 0) needs.persons.push_back(owner);
  if (row.member->household.empty()) return;
  const std::string psn_no =
      owner == 0 ? std::string() : IdText(set.area(), IdKind::kPerson, owner);
  NeedHousehold(row.member->household, psn_no, needs);
}

Status CheckEmployer(const ReferenceSnapshot& reference, const Scope& scope,
                     const std::string& code) {
  const Employer* employer = reference.FindEmployer(code);
  if (employer == nullptr || !scope.Covers(employer->organisation)) {
    return Refuse(ErrorCode::kUnknownEmployer, "employer");
  }
  if (employer->state == EmployerState::kCancelled) {
    return Refuse(ErrorCode::kEmployerCancelled, "employer");
  }
  return Done{};
}

ImportWork::ImportWork(Work& work, const Desk& desk, std::int32_t year, const std::string& reason,
                       const Seen& seen)
    : work_(work),
      desk_(desk),
      seen_(seen),
      terms_{year, reason, DayOf(work.at), work.at, work.set.state().version + 1} {}

KeptRow ImportWork::Apply(const ReadRow& row) {
  KeptRow kept;
  kept.digits = row.digits;
  kept.result.row = row.cells->row;
  const Status applied = Try(row, kept.result);
  if (applied.ok()) return kept;
  kept.result.status = RowStatus::kRefused;
  kept.result.error = applied.error();
  kept.result.cells = *row.cells;
  return kept;
}

Status ImportWork::Try(const ReadRow& row, RowResult& result) {
  if (!row.member.ok()) return row.member.error();
  const ImportMember& member = *row.member;
  const Status first = CheckFirst(row);
  if (!first.ok()) return first;
  const Status employer = CheckEmployer(work_.reference, desk_.scope, member.employer);
  if (!employer.ok()) return employer;
  const std::int64_t owner = work_.set.OwnerOf(member.certificate);
  const store::PersonRow* known = owner == 0 ? nullptr : work_.set.FindPerson(owner);
  store::PersonRow person = known == nullptr ? NewPerson(member) : *known;
  const Result<bool> changed = ChangeMember(member, terms_, person);
  if (!changed.ok()) return changed.error();
  // A refused row must not have used up a number.
  const std::int64_t number = person.person != 0 ? person.person : work_.set.state().persons + 1;
  const std::string psn_no = IdText(work_.set.area(), IdKind::kPerson, number);
  const Result<bool> joined = JoinIn(member, psn_no);
  if (!joined.ok()) return joined.error();
  if (person.person == 0) person.person = work_.set.NewPerson();
  if (*changed) work_.set.Put(person);
  result.status = *changed || *joined ? RowStatus::kAccepted : RowStatus::kUnchanged;
  result.late =
      *changed && member.begin && terms_.today.days() - member.begin->days() > kReportDays;
  result.psn_no = psn_no;
  return Done{};
}

Result<bool> ImportWork::JoinIn(const ImportMember& member, const std::string& psn_no) {
  if (member.household.empty()) return false;
  const std::string& office = work_.reference.FindEmployer(member.employer)->organisation;
  return TakeIntoHousehold(work_, desk_,
                           {member.household, member.relation, psn_no, office,
                            std::min(member.begin.value_or(terms_.today), terms_.today)});
}

Status ImportWork::CheckFirst(const ReadRow& row) {
  const auto before = seen_.find(row.digits);
  const auto [here, is_first] = here_.emplace(row.digits, row.cells->row);
  if (before == seen_.end() && is_first) return Done{};
  const std::int64_t earlier = before != seen_.end() ? before->second : here->second;
  return Error{ErrorCode::kDuplicateRow,
               {fmt::format("与第 {} 行是同一人", earlier),
                fmt::format("the same person as in row {}", earlier)},
               "cert_no"};
}

store::PersonRow ImportWork::NewPerson(const ImportMember& member) const {
  store::PersonRow person;
  person.name = member.name;
  person.certificate_type = "01";
  person.certificate = member.certificate;
  person.gender = member.gender;
  person.birth = member.birth;
  person.organisation = work_.reference.FindEmployer(member.employer)->organisation;
  return person;
}

}  // namespace tongchou::service
