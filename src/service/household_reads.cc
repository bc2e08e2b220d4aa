// Reading households, and taking the rows of imports into them.
#include <algorithm>
#include <utility>

#include "service/desk_work.h"
#include "service/household_work.h"
#include "service/ids.h"
#include "service/policy_at.h"
#include "service/region.h"
#include "service/scoped_reads.h"

namespace tongchou::service {
namespace {

// Up to `limit` + 1 households behind `after` whose code begins with the text.
Result<std::vector<Household>> ByCode(Region& region, const Scope& scope,
                                      const HouseholdQuery& query, std::string after, int limit) {
  constexpr int kPage = 500;
  Result<std::unique_ptr<store::Reader>> reader = ReadNow(region);
  if (!reader.ok()) return reader.error();
  const Scope wanted{query.organisation};
  std::vector<Household> found;
  while (true) {
    const auto rows =
        (*reader)->RecordsUnder(store::RecordKind::kHousehold, query.text, after, kPage);
    if (!rows.ok()) return rows.error();
    for (const store::RecordRow& row : *rows) {
      Result<Household> household = ReadHousehold(row);
      if (!household.ok()) return household.error();
      const std::string& office = household->organisation;
      if (!scope.Covers(office) || !wanted.Covers(office)) continue;
      found.push_back(*std::move(household));
      if (found.size() > static_cast<std::size_t>(limit)) return found;
    }
    if (rows->size() < static_cast<std::size_t>(kPage)) return found;
    after = rows->back().code;
  }
}

// The households of persons whose number is the text or whose name begins so.
Result<std::vector<Household>> ByMember(Region& region, const Scope& scope,
                                        const HouseholdQuery& query, int limit) {
  const Result<PersonPage> persons = FindPersons(region, scope, query.text, "", limit);
  if (!persons.ok()) return persons.error();
  std::vector<Household> found;
  for (const Person& person : persons->persons) {
    Result<std::optional<Household>> household = HouseholdOf(region, scope, person.psn_no);
    if (!household.ok()) return household.error();
    if (!*household || !Scope{query.organisation}.Covers((*household)->organisation)) continue;
    const bool there =
        std::ranges::find(found, (*household)->code, &Household::code) != found.end();
    if (!there) found.push_back(**std::move(household));
  }
  return found;
}

}  // namespace

Result<Household> GetHousehold(Region& region, const Scope& scope, const std::string& code) {
  Result<std::unique_ptr<store::Reader>> reader = ReadNow(region);
  if (!reader.ok()) return reader.error();
  store::Needs needs;
  needs.records = {HouseholdKey(code)};
  const Result<store::Loaded> loaded = (*reader)->Load(needs);
  if (!loaded.ok()) return loaded.error();
  if (loaded->records.empty()) return Refuse(ErrorCode::kUnknownHousehold, code);
  Result<Household> household = ReadHousehold(loaded->records.front());
  if (!household.ok()) return household;
  if (!scope.Covers(household->organisation)) return Refuse(ErrorCode::kUnknownHousehold, code);
  return household;
}

Result<std::optional<Household>> HouseholdOf(Region& region, const Scope& scope,
                                             const std::string& psn_no) {
  const Result<Person> person = GetPerson(region, scope, psn_no);
  if (!person.ok()) return person.error();
  Result<std::unique_ptr<store::Reader>> reader = ReadNow(region);
  if (!reader.ok()) return reader.error();
  store::Needs needs;
  needs.records = {HouseholdOfKey(psn_no)};
  const Result<store::Loaded> loaded = (*reader)->Load(needs);
  if (!loaded.ok()) return loaded.error();
  if (loaded->records.empty()) return std::optional<Household>();
  const std::string code = store::Unpacker(loaded->records.front().body).Text();
  if (code.empty()) return std::optional<Household>();
  Result<Household> household = GetHousehold(region, scope, code);
  const bool hidden = !household.ok() && household.error().code == ErrorCode::kUnknownHousehold;
  if (hidden) return std::optional<Household>();
  if (!household.ok()) return household.error();
  return std::optional<Household>(*std::move(household));
}

Result<HouseholdPage> FindHouseholds(Region& region, const Scope& scope,
                                     const HouseholdQuery& query, const std::string& after,
                                     int limit) {
  constexpr int kMost = 200;
  const int most = std::clamp(limit, 1, kMost);
  Result<std::vector<Household>> found = ByCode(region, scope, query, after, most);
  if (!found.ok()) return found.error();
  if (found->empty() && !query.text.empty() && after.empty()) {
    found = ByMember(region, scope, query, most);
    if (!found.ok()) return found.error();
  }
  HouseholdPage page;
  if (found->size() > static_cast<std::size_t>(most)) {
    found->resize(static_cast<std::size_t>(most));
    page.next = found->back().code;
  }
  Result<std::unique_ptr<store::Reader>> reader = ReadNow(region);
  if (!reader.ok()) return reader.error();
  const Date today = region.today();
  store::Needs needs;
  for (const Household& household : *found) {
    const std::string head = household.HeadOn(today);
    needs.persons.push_back(IdNumber(region.area_number(), IdKind::kPerson, head));
  }
  const Result<store::Loaded> loaded = (*reader)->Load(needs);
  if (!loaded.ok()) return loaded.error();
  for (std::size_t i = 0; i < found->size(); ++i) {
    const auto head =
        std::ranges::find(loaded->persons, needs.persons[i], &store::PersonRow::person);
    Household& household = (*found)[i];
    const std::size_t members = household.On(today).size();
    page.rows.push_back({std::move(household),
                         head == loaded->persons.end() ? std::string() : head->name, members});
  }
  return page;
}

void NeedHousehold(const std::string& code, const std::string& psn_no, store::Needs& needs) {
  needs.records.push_back(HouseholdKey(code));
  if (!psn_no.empty()) needs.records.push_back(HouseholdOfKey(psn_no));
}

Result<bool> TakeIntoHousehold(Work& work, const Desk& desk, const HouseholdRowOf& row) {
  const std::string relation = FindRelation(row.relation);
  if (relation.empty()) return Refuse(ErrorCode::kBadParameter, "relation");
  const std::string present = PresentHousehold(work, row.psn_no);
  if (present == row.code) return false;
  if (!present.empty()) {
    return Error{ErrorCode::kInOtherHousehold,
                 {"此人在户 " + present, "the person is in household " + present},
                 "household"};
  }
  Household household;
  const store::RecordRow* known = work.set.FindRecord(HouseholdKey(row.code));
  if (known != nullptr) {
    Result<Household> read = ReadHousehold(*known);
    if (!read.ok()) return read.error();
    household = *std::move(read);
    if (!desk.scope.Covers(household.organisation)) {
      return Refuse(ErrorCode::kUnknownHousehold, "household");
    }
  } else {
    household.code = row.code;
    household.organisation = row.organisation;
    household.by = work.actor;
    household.at = work.at;
  }
  const bool headed = OpenHead(household) != nullptr;
  const bool heads = relation == kHeadRelation;
  if (!headed && !heads) {
    return Error{ErrorCode::kNoHead,
                 {"这一户还没有户主，请把户主排在前面",
                  "the household has no head yet: put the head's row first"},
                 "relation"};
  }
  if (headed && heads) {
    return Error{ErrorCode::kBadParameter,
                 {"这一户已有户主", "the household has a head already"},
                 "relation"};
  }
  household.members.push_back({row.psn_no, relation, {row.from, kForever}});
  work.set.Put(HouseholdRecord(household));
  PutPresent(work, row.psn_no, row.code);
  return true;
}

}  // namespace tongchou::service
