#include "service/register.h"

#include <algorithm>
#include <set>
#include <utility>

#include "service/committer.h"
#include "service/enrol.h"
#include "service/ids.h"
#include "service/policy_at.h"
#include "service/visit_work.h"

namespace tongchou::service {
namespace {

Command OwnCommand(const Region& region, const std::string& actor, const char* action) {
  Command command;
  command.actor = actor;
  command.action = action;
  command.at = region.clock().Now();
  return command;
}

Status Submit(Region& region, const Command& command) {
  const Result<Answered> answered = region.committer().Submit(command);
  if (!answered.ok()) return answered.error();
  return Done{};
}

// Refuses a code that stands twice among `rows` or is in the register already.
template <typename Row, typename IsKnown>
Status CheckCodes(const std::vector<Row>& rows, const IsKnown& is_known) {
  std::set<std::string> seen;
  for (const Row& row : rows) {
    if (is_known(row.code) || !seen.insert(row.code).second) {
      return Refuse(ErrorCode::kDuplicateId, row.code);
    }
  }
  return Done{};
}

// Splits the interval that holds `from` and marks everything from there on.
Status Freeze(std::vector<Coverage>& coverage, const std::string& scheme, Date from, bool frozen,
              const std::string& reason) {
  const auto holds = std::find_if(coverage.begin(), coverage.end(), [&](const Coverage& interval) {
    return interval.scheme == scheme && interval.range.Contains(from);
  });
  if (holds == coverage.end()) return Refuse(ErrorCode::kNoCoverage, ToString(from));
  if (holds->range.from < from) {
    Coverage before = *holds;
    before.range.through = from.PlusDays(-1);
    // Splitting must not make somebody insured for fewer years.
    if (holds->insured_since == Date()) holds->insured_since = holds->range.from;
    holds->range.from = from;
    const auto place = coverage.insert(holds, before);
    place[1].frozen = frozen;
    place[1].reason = frozen ? reason : std::string();
    return Done{};
  }
  holds->frozen = frozen;
  holds->reason = frozen ? reason : std::string();
  return Done{};
}

}  // namespace

Status RegisterEmployers(Region& region, const std::string& actor,
                         std::vector<Employer> employers) {
  Command command = OwnCommand(region, actor, "register_employers");
  command.execute = [&](Work& work) -> Result<Executed> {
    const Status codes = CheckCodes(employers, [&](const std::string& code) {
      return work.reference.FindEmployer(code) != nullptr;
    });
    if (!codes.ok()) return codes.error();
    for (const Employer& row : employers) work.set.Put(row);
    return Executed{{}, 0, std::to_string(employers.size())};
  };
  command.after_commit = [&] { region.reference().Add({}, employers, {}); };
  return Submit(region, command);
}

Status RegisterProviders(Region& region, const std::string& actor,
                         std::vector<Provider> providers) {
  Command command = OwnCommand(region, actor, "register_providers");
  command.execute = [&](Work& work) -> Result<Executed> {
    const Status codes = CheckCodes(providers, [&](const std::string& code) {
      return work.reference.FindProvider(code) != nullptr;
    });
    if (!codes.ok()) return codes.error();
    for (const Provider& row : providers) {
      if (row.level < 1 || row.level > 3) return Refuse(ErrorCode::kUnknownLevel, row.code);
    }
    for (const Provider& row : providers) work.set.Add(row);
    return Executed{{}, 0, std::to_string(providers.size())};
  };
  command.after_commit = [&] { region.reference().Add(providers, {}, {}); };
  return Submit(region, command);
}

Status PutCatalogueItems(Region& region, const std::string& actor,
                         std::vector<CatalogueItem> items) {
  Command command = OwnCommand(region, actor, "put_catalogue_items");
  command.execute = [&](Work& work) -> Result<Executed> {
    std::set<std::pair<std::string, Date>> seen;
    for (const CatalogueItem& row : items) {
      const CatalogueItem* present = work.reference.FindItem(row.code, row.from);
      const bool taken = present != nullptr && present->from == row.from;
      if (taken || !seen.insert({row.code, row.from}).second) {
        return Refuse(ErrorCode::kDuplicateId, row.code);
      }
    }
    for (const CatalogueItem& row : items) work.set.Add(row);
    return Executed{{}, 0, std::to_string(items.size())};
  };
  command.after_commit = [&] { region.reference().Add({}, {}, items); };
  return Submit(region, command);
}

Result<std::vector<std::string>> EnrolPersons(Region& region, const std::string& actor,
                                              std::vector<NewPerson> persons) {
  std::vector<std::string> numbers;
  Command command = OwnCommand(region, actor, "enrol_persons");
  command.needs = [&](const WorkingSet&, store::Needs& needs) {
    for (const NewPerson& person : persons) needs.certificates.push_back(person.certificate);
  };
  command.execute = [&](Work& work) -> Result<Executed> {
    const Status checked = CheckEnrolment(work, persons);
    if (!checked.ok()) return checked.error();
    numbers = BookEnrolment(work, persons);
    return Executed{{}, 0, std::to_string(persons.size())};
  };
  const Status status = Submit(region, command);
  if (!status.ok()) return status.error();
  return numbers;
}

Status SetCoverageFrozen(Region& region, const std::string& actor, const std::string& psn_no,
                         const std::string& scheme, Date from, bool frozen,
                         const std::string& reason) {
  Command command = OwnCommand(region, actor, frozen ? "freeze_coverage" : "thaw_coverage");
  command.needs = [&](const WorkingSet&, store::Needs& needs) {
    needs.persons.push_back(IdNumber(region.area_number(), IdKind::kPerson, psn_no));
  };
  command.execute = [&](Work& work) -> Result<Executed> {
    const Result<const store::PersonRow*> person = FindPersonIn(work, psn_no);
    if (!person.ok()) return person.error();
    store::PersonRow changed = **person;
    const Status status = Freeze(changed.coverage, scheme, from, frozen, reason);
    if (!status.ok()) return status.error();
    work.set.Put(changed);
    return Executed{{}, 0, psn_no};
  };
  return Submit(region, command);
}

std::optional<Provider> FindProvider(const Region& region, const std::string& code) {
  auto snapshot = region.reference().Get();
  const Provider* provider = snapshot->FindProvider(code);
  if (provider == nullptr) {  // perhaps another process has just added it
    snapshot = region.reference().Newest();
    provider = snapshot->FindProvider(code);
  }
  return provider == nullptr ? std::nullopt : std::optional<Provider>(*provider);
}

std::optional<Employer> FindEmployer(const Region& region, const std::string& code) {
  auto snapshot = region.reference().Get();
  const Employer* employer = snapshot->FindEmployer(code);
  if (employer == nullptr) {  // perhaps another process has just added it
    snapshot = region.reference().Newest();
    employer = snapshot->FindEmployer(code);
  }
  return employer == nullptr ? std::nullopt : std::optional<Employer>(*employer);
}

std::optional<CatalogueItem> FindCatalogueItem(const Region& region, const std::string& code,
                                               Date day) {
  const auto snapshot = region.reference().Newest();
  const CatalogueItem* item = snapshot->FindItem(code, day);
  return item == nullptr ? std::nullopt : std::optional<CatalogueItem>(*item);
}

std::vector<Provider> AllProviders(const Region& region) {
  std::vector<Provider> providers;
  const auto snapshot = region.reference().Newest();
  for (const auto& [code, provider] : snapshot->providers) providers.push_back(provider);
  return providers;
}

std::int64_t CountEmployers(const Region& region) {
  return static_cast<std::int64_t>(region.reference().Newest()->employers.size());
}

}  // namespace tongchou::service
