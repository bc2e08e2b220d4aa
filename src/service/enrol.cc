#include "service/enrol.h"

#include <map>
#include <set>

#include "service/ids.h"
#include "service/policy_at.h"

namespace tongchou::service {
namespace {

// The scheme as some epoch of the pack has it, and the category in it.
Status CheckWords(const policy::Pack& pack, const Coverage& coverage) {
  bool scheme_known = false;
  for (const auto& epoch : pack.epochs) {
    const int scheme = policy::FindScheme(*epoch, coverage.scheme);
    if (scheme < 0) continue;
    scheme_known = true;
    const policy::SchemePlan& plan = epoch->schemes[static_cast<std::size_t>(scheme)];
    if (policy::FindCategory(plan, coverage.category) >= 0) return Done{};
  }
  if (!scheme_known) return Refuse(ErrorCode::kUnknownScheme, coverage.scheme);
  return Refuse(ErrorCode::kUnknownCategory, coverage.category);
}

Status CheckCoverage(const Work& work, const NewPerson& person) {
  for (std::size_t i = 0; i < person.coverage.size(); ++i) {
    const Coverage& coverage = person.coverage[i];
    const Status words = CheckWords(work.region.pack(), coverage);
    if (!words.ok()) return words;
    if (coverage.range.through < coverage.range.from) {
      return Refuse(ErrorCode::kBadCoverage, person.certificate);
    }
    for (std::size_t j = 0; j < i; ++j) {
      const Coverage& other = person.coverage[j];
      const bool overlaps = other.scheme == coverage.scheme &&
                            other.range.from <= coverage.range.through &&
                            coverage.range.from <= other.range.through;
      if (overlaps) return Refuse(ErrorCode::kBadCoverage, person.certificate);
    }
    const bool employer_known =
        coverage.employer.empty() || work.reference.FindEmployer(coverage.employer) != nullptr;
    if (!employer_known) return Refuse(ErrorCode::kUnknownEmployer, coverage.employer);
  }
  return Done{};
}

}  // namespace

Status CheckEnrolment(const Work& work, const std::vector<NewPerson>& persons) {
  std::set<std::string_view> seen;
  for (const NewPerson& person : persons) {
    if (work.set.OwnerOf(person.certificate) != 0 || !seen.insert(person.certificate).second) {
      return Refuse(ErrorCode::kDuplicateId, person.certificate);
    }
    const bool bad_opening = person.account_opening.fen < 0 ||
                             person.account_opening.fen > kMaxFen ||
                             (person.account_opening.fen > 0 && person.coverage.empty());
    if (bad_opening) return Refuse(ErrorCode::kBadAmount, person.certificate);
    const Status coverage = CheckCoverage(work, person);
    if (!coverage.ok()) return coverage;
  }
  return Done{};
}

std::vector<std::string> BookEnrolment(Work& work, const std::vector<NewPerson>& persons) {
  std::vector<std::string> numbers;
  ledger::Entry entry;
  const std::int64_t entry_number = work.set.NextEntry();
  for (const NewPerson& person : persons) {
    store::PersonRow row;
    row.person = work.set.NewPerson();
    row.name = person.name;
    row.certificate_type = person.certificate_type;
    row.certificate = person.certificate;
    row.gender = person.gender;
    row.birth = person.birth;
    row.coverage = person.coverage;
    row.organisation = person.organisation;
    row.wages = person.wages;
    row.changed = work.set.state().version + 1;
    work.set.Put(row);
    numbers.push_back(IdText(work.set.area(), IdKind::kPerson, row.person));
    if (person.account_opening.fen == 0) continue;
    ledger::AppendIncome(person.coverage.front().scheme, std::string(ledger::kAccountFund),
                         person.account_opening, /*opening=*/true, entry.postings);
    CreditAccount(work, row.person, person.account_opening, store::MovementKind::kOpening,
                  entry_number);
  }
  if (entry.postings.empty()) return numbers;
  entry.at = work.at;
  entry.day = DayOf(work.at);
  entry.kind = ledger::EntryKind::kOpening;
  entry.source = "enrolment";
  work.set.AddEntry(std::move(entry));
  return numbers;
}

void CreditAccount(Work& work, std::int64_t person, Money amount, store::MovementKind kind,
                   std::int64_t entry) {
  store::AccountRow account = work.set.AccountOf(person);
  account.balance += amount;
  store::MovementRow movement;
  movement.person = person;
  movement.number = ++account.movements;
  movement.at = work.at;
  movement.kind = kind;
  movement.amount = amount;
  movement.balance_after = account.balance;
  movement.entry = entry;
  work.set.Add(movement);
  work.set.Put(account);
}

}  // namespace tongchou::service
