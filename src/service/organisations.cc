#include "service/organisations.h"

#include <algorithm>
#include <cctype>
#include <map>
#include <set>
#include <utility>

#include "policy/pack_model.h"
#include "service/committer.h"
#include "service/ids.h"
#include "service/policy_at.h"
#include "service/region.h"
#include "service/visit_work.h"
#include "store/packing.h"

namespace tongchou::service {
namespace {

constexpr std::int64_t kForm = 1;

bool IsCode(const std::string& code) {
  return !code.empty() && std::ranges::all_of(code, [](unsigned char letter) {
    return letter == '-' || (letter < 0x80 && std::isalnum(letter) != 0);
  });
}

Result<Organisation> OrganisationOf(const store::RecordRow& row) {
  store::Unpacker in(row.body);
  const bool known = in.Number() == kForm;
  Organisation organisation{row.code, in.Text(), {}};
  organisation.path = in.Text();
  if (!known || !in.done()) return Error{ErrorCode::kStoreCorrupt, {}, "record"};
  return organisation;
}

store::RecordRow RowOf(const Organisation& organisation) {
  store::RecordRow row;
  row.kind = store::RecordKind::kOrganisation;
  row.code = organisation.code;
  row.body = store::Packer().Number(kForm).Text(organisation.name).Text(organisation.path).Take();
  return row;
}

Status Submit(Region& region, const Command& command) {
  const Result<Answered> answered = region.committer().Submit(command);
  if (!answered.ok()) return answered.error();
  return Done{};
}

}  // namespace

Result<std::vector<Organisation>> AllOrganisations(Region& region) {
  Result<std::unique_ptr<store::Reader>> reader = region.store().Read(region.area_number());
  if (!reader.ok()) return reader.error();
  const Result<std::vector<store::RecordRow>> rows =
      (*reader)->Records(store::RecordKind::kOrganisation);
  if (!rows.ok()) return rows.error();
  std::vector<Organisation> all;
  for (const store::RecordRow& row : *rows) {
    Result<Organisation> organisation = OrganisationOf(row);
    if (!organisation.ok()) return organisation.error();
    all.push_back(*std::move(organisation));
  }
  std::ranges::sort(all, {}, &Organisation::path);
  return all;
}

Result<Organisation> FindOrganisation(Region& region, const std::string& code) {
  Result<std::vector<Organisation>> all = AllOrganisations(region);
  if (!all.ok()) return all.error();
  const auto found = std::ranges::find(*all, code, &Organisation::code);
  if (found == all->end()) return Refuse(ErrorCode::kUnknownOrganisation, code);
  return std::move(*found);
}

Status CheckOrganisation(Region& region, const std::string& path) {
  if (path.empty()) return Done{};
  const Result<Organisation> found = FindOrganisation(region, path.substr(path.rfind('/') + 1));
  if (!found.ok()) return found.error();
  if (found->path != path) return Refuse(ErrorCode::kUnknownOrganisation, path);
  return Done{};
}

Result<Organisation> AddOrganisation(Region& region, const std::string& actor,
                                     const std::string& code, const std::string& name,
                                     const std::string& parent) {
  if (!IsCode(code)) return Refuse(ErrorCode::kBadParameter, code);
  Organisation made{code, name, code};
  if (FindOrganisation(region, code).ok()) return Refuse(ErrorCode::kDuplicateId, code);
  if (!parent.empty()) {
    const Result<Organisation> above = FindOrganisation(region, parent);
    if (!above.ok()) return above.error();
    made.path = above->path + "/" + code;
  }
  Command command;
  command.actor = actor;
  command.action = "add_organisation";
  command.at = region.clock().Now();
  command.execute = [&](Work& work) -> Result<Executed> {
    work.set.Put(RowOf(made));
    return Executed{{}, 0, made.path};
  };
  if (const Status added = Submit(region, command); !added.ok()) return added.error();
  return made;
}

std::vector<Organisation> OrganisationsOfPack(const Region& region) {
  std::vector<Organisation> made;
  std::map<std::string, std::string> paths;
  for (const policy::OfficeRule& office : region.pack().model->offices) {
    std::string& path = paths[office.code];
    path = office.parent.empty() ? office.code : paths.at(office.parent) + "/" + office.code;
    made.push_back({office.code, office.name, path});
  }
  return made;
}

Result<std::int64_t> AddOrganisationsOfPack(Region& region, const std::string& actor) {
  const Result<std::vector<Organisation>> present = AllOrganisations(region);
  if (!present.ok()) return present.error();
  std::set<std::string_view> taken;
  for (const Organisation& organisation : *present) taken.insert(organisation.code);
  std::vector<Organisation> added = OrganisationsOfPack(region);
  std::erase_if(added, [&](const Organisation& one) { return taken.contains(one.code); });
  const auto count = static_cast<std::int64_t>(added.size());
  if (added.empty()) return count;
  Command command;
  command.actor = actor;
  command.action = "add_organisations_of_pack";
  command.at = region.clock().Now();
  command.execute = [&](Work& work) -> Result<Executed> {
    for (const Organisation& organisation : added) work.set.Put(RowOf(organisation));
    return Executed{{}, 0, region.pack().id};
  };
  if (const Status done = Submit(region, command); !done.ok()) return done.error();
  return count;
}

Result<std::vector<std::string>> NamesOf(Region& region, const std::string& path) {
  std::vector<std::string> names;
  if (path.empty()) return names;
  const Result<std::vector<Organisation>> all = AllOrganisations(region);
  if (!all.ok()) return all.error();
  for (std::size_t end = 0; end != std::string::npos;) {
    end = path.find('/', end + 1);
    const std::string above = path.substr(0, end);
    const auto found = std::ranges::lower_bound(*all, above, {}, &Organisation::path);
    const bool known = found != all->end() && found->path == above;
    names.push_back(known ? found->name : above.substr(above.rfind('/') + 1));
  }
  return names;
}

Status SetOrganisationOf(Region& region, const std::string& actor, const Scope& scope,
                         const std::string& psn_no, const std::string& code) {
  std::string path;
  if (!code.empty()) {
    Result<Organisation> found = FindOrganisation(region, code);
    if (!found.ok()) return found.error();
    path = std::move(found->path);
  }
  Command command;
  command.actor = actor;
  command.action = "set_organisation";
  command.at = region.clock().Now();
  command.needs = [&](const WorkingSet&, store::Needs& needs) {
    needs.persons.push_back(IdNumber(region.area_number(), IdKind::kPerson, psn_no));
  };
  command.execute = [&](Work& work) -> Result<Executed> {
    const Result<const store::PersonRow*> person = FindPersonIn(work, psn_no);
    if (!person.ok()) return person.error();
    if (!scope.Covers((*person)->organisation)) return Refuse(ErrorCode::kUnknownPerson, psn_no);
    if (!scope.Covers(path)) return Refuse(ErrorCode::kRightMissing, code);
    store::PersonRow changed = **person;
    changed.organisation = path;
    work.set.Put(changed);
    return Executed{{}, 0, psn_no + " " + path};
  };
  return Submit(region, command);
}

}  // namespace tongchou::service
