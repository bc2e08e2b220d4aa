#include "service/household.h"

#include <algorithm>
#include <functional>
#include <utility>

#include "service/desk_work.h"
#include "service/household_work.h"
#include "service/policy_at.h"
#include "service/region.h"
#include "service/scoped_reads.h"

namespace tongchou::service {
namespace {

constexpr std::size_t kLongestText = 400, kLongestCode = 40;

constexpr Relation kRelations[] = {{kHeadRelation, "户主", "head"},
                                   {"spouse", "配偶", "spouse"},
                                   {"child", "子女", "child"},
                                   {"child_in_law", "儿媳女婿", "child-in-law"},
                                   {"parent", "父母", "parent"},
                                   {"parent_in_law", "岳父母公婆", "parent-in-law"},
                                   {"grandparent", "祖父母", "grandparent"},
                                   {"grandchild", "孙子女", "grandchild"},
                                   {"sibling", "兄弟姐妹", "sibling"},
                                   {"other", "其他", "other"}};

Status CheckForm(Region& region, const Scope& scope, const HouseholdForm& form, std::string& path) {
  if (form.head.empty()) return Refuse(ErrorCode::kMissingField, "head");
  if (form.from == Date()) return Refuse(ErrorCode::kMissingField, "from");
  if (form.organisation.empty()) return Refuse(ErrorCode::kMissingField, "organisation");
  const bool plain = std::ranges::all_of(form.code, [](char letter) {
    return (letter >= '0' && letter <= '9') || (letter >= 'A' && letter <= 'Z') ||
           (letter >= 'a' && letter <= 'z') || letter == '-';
  });
  if (!plain || form.code.size() > kLongestCode) return Refuse(ErrorCode::kBadParameter, "code");
  if (form.address.size() > kLongestText) return Refuse(ErrorCode::kFieldTooLong, "address");
  if (form.phone.size() > kLongestCode) return Refuse(ErrorCode::kFieldTooLong, "phone");
  const Result<Organisation> office = FindOrganisation(region, form.organisation);
  if (!office.ok()) return office.error();
  if (!scope.Covers(office->path)) return Refuse(ErrorCode::kRightMissing, "organisation");
  path = office->path;
  const Result<Person> head = GetPerson(region, scope, form.head);
  if (!head.ok()) return head.error();
  return Done{};
}

Household NewHousehold(const HouseholdForm& form, const std::string& path,
                       const std::string& actor) {
  Household made;
  // The first digits of a number are the area's, as those of every other.
  constexpr std::size_t kArea = 7;
  made.code =
      form.code.empty() ? "H" + form.head.substr(std::min(kArea, form.head.size())) : form.code;
  made.organisation = path;
  made.address = form.address;
  made.phone = form.phone;
  made.by = actor;
  return made;
}

using Change = std::function<Status(Work&, Household&)>;

// Changes one household of the desk's; `persons` are those whom the change is about.
Result<Household> Changed(Region& region, const Desk& desk, const char* action,
                          const std::string& code, const std::vector<std::string>& persons,
                          const Change& change) {
  const Result<Household> known = GetHousehold(region, desk.scope, code);
  if (!known.ok()) return known.error();
  for (const std::string& psn_no : persons) {
    const Result<Person> person = GetPerson(region, desk.scope, psn_no);
    if (!person.ok()) return person.error();
  }
  Household made;
  Command command = DeskCommand(region, desk.actor, action);
  command.needs = [&](const WorkingSet&, store::Needs& needs) {
    needs.records.push_back(HouseholdKey(code));
    for (const std::string& psn_no : persons) needs.records.push_back(HouseholdOfKey(psn_no));
  };
  command.execute = [&](Work& work) -> Result<Executed> {
    const store::RecordRow* row = work.set.FindRecord(HouseholdKey(code));
    if (row == nullptr) return Refuse(ErrorCode::kUnknownHousehold, code);
    Result<Household> read = ReadHousehold(*row);
    if (!read.ok()) return read.error();
    made = *std::move(read);
    const Status changed = change(work, made);
    if (!changed.ok()) return changed.error();
    work.set.Put(HouseholdRecord(made));
    return Executed{{}, 0, code};
  };
  const Status submitted = Submit(region, command);
  if (!submitted.ok()) return submitted.error();
  return made;
}

}  // namespace

std::vector<HouseholdMember> Household::On(Date day) const {
  std::vector<HouseholdMember> present;
  std::ranges::copy_if(members, std::back_inserter(present),
                       [&](const HouseholdMember& one) { return one.range.Contains(day); });
  std::ranges::stable_sort(present, [](const HouseholdMember& a, const HouseholdMember& b) {
    return (a.relation == kHeadRelation) > (b.relation == kHeadRelation);
  });
  return present;
}

std::string Household::HeadOn(Date day) const {
  for (const HouseholdMember& one : members) {
    if (one.relation == kHeadRelation && one.range.Contains(day)) return one.psn_no;
  }
  return {};
}

std::vector<Relation> AllRelations() { return {std::begin(kRelations), std::end(kRelations)}; }

std::string FindRelation(std::string_view text) {
  for (const Relation& relation : kRelations) {
    if (text == relation.id || text == relation.zh || text == relation.en) {
      return std::string(relation.id);
    }
  }
  return {};
}

Result<Household> OpenHousehold(Region& region, const Desk& desk, const HouseholdForm& form) {
  std::string path;
  const Status checked = CheckForm(region, desk.scope, form, path);
  if (!checked.ok()) return checked.error();
  Household made = NewHousehold(form, path, desk.actor);
  Command command = DeskCommand(region, desk.actor, "open_household");
  command.needs = [&](const WorkingSet&, store::Needs& needs) {
    NeedHousehold(made.code, form.head, needs);
  };
  command.execute = [&](Work& work) -> Result<Executed> {
    if (work.set.FindRecord(HouseholdKey(made.code)) != nullptr) {
      return Refuse(ErrorCode::kDuplicateId, "code");
    }
    made.members.clear();
    made.at = work.at;
    const Status entered =
        EnterHousehold(work, {form.head, std::string(kHeadRelation), {form.from, kForever}}, made);
    if (!entered.ok()) return entered.error();
    PutPresent(work, form.head, made.code);
    work.set.Put(HouseholdRecord(made));
    return Executed{{}, 0, made.code};
  };
  const Status submitted = Submit(region, command);
  if (!submitted.ok()) return submitted.error();
  return made;
}

Result<Household> JoinHousehold(Region& region, const Desk& desk, const HouseholdStep& step) {
  const std::string relation = FindRelation(step.relation);
  if (relation.empty() || relation == kHeadRelation) {
    return Refuse(ErrorCode::kBadParameter, "relation");
  }
  if (step.day == Date()) return Refuse(ErrorCode::kMissingField, "day");
  return Changed(region, desk, "join_household", step.code, {step.psn_no},
                 [&](Work& work, Household& household) -> Status {
                   if (OpenHead(household) == nullptr) return Refuse(ErrorCode::kNoHead, step.code);
                   const Status entered = EnterHousehold(
                       work, {step.psn_no, relation, {step.day, kForever}}, household);
                   if (entered.ok()) PutPresent(work, step.psn_no, step.code);
                   return entered;
                 });
}

Result<Household> LeaveHousehold(Region& region, const Desk& desk, const HouseholdStep& step) {
  if (step.day == Date()) return Refuse(ErrorCode::kMissingField, "day");
  return Changed(region, desk, "leave_household", step.code, {step.psn_no},
                 [&](Work& work, Household& household) -> Status {
                   const Status left = LeaveIt(step.psn_no, step.day, step.new_head, household);
                   if (left.ok()) PutPresent(work, step.psn_no, {});
                   return left;
                 });
}

Result<Household> ChangeHead(Region& region, const Desk& desk, const HouseholdStep& step) {
  const std::string relation = FindRelation(step.relation.empty() ? "other" : step.relation);
  if (relation.empty() || relation == kHeadRelation) {
    return Refuse(ErrorCode::kBadParameter, "relation");
  }
  if (step.day == Date()) return Refuse(ErrorCode::kMissingField, "day");
  return Changed(region, desk, "change_head", step.code, {step.psn_no},
                 [&](Work&, Household& household) {
                   return MakeHead(step.psn_no, step.day, relation, household);
                 });
}

Result<Household> SplitHousehold(Region& region, const Desk& desk, const SplitForm& form) {
  std::string path;
  const Status checked = CheckForm(region, desk.scope, form.made, path);
  if (!checked.ok()) return checked.error();
  Household made = NewHousehold(form.made, path, desk.actor);
  std::vector<std::string> going = form.members;
  std::erase(going, form.made.head);
  going.insert(going.begin(), form.made.head);
  // Whoever heads the old household goes last, so that somebody heads it in between.
  const auto split = [&](Work& work, Household& household) -> Status {
    if (work.set.FindRecord(HouseholdKey(made.code)) != nullptr) {
      return Refuse(ErrorCode::kDuplicateId, "code");
    }
    made.members.clear();
    made.at = work.at;
    const HouseholdMember* head = OpenHead(household);
    const std::string old_head = head == nullptr ? std::string() : head->psn_no;
    std::vector<std::string> order = going;
    std::stable_partition(order.begin(), order.end(),
                          [&](const auto& one) { return one != old_head; });
    for (const std::string& psn_no : order) {
      const HouseholdMember* member = OpenMember(household, psn_no);
      if (member == nullptr) return Refuse(ErrorCode::kNotInHousehold, psn_no);
      const bool heads = psn_no == form.made.head;
      const std::string relation(heads                               ? kHeadRelation
                                 : member->relation == kHeadRelation ? std::string_view("other")
                                                                     : member->relation);
      made.members.push_back({psn_no, relation, {form.made.from, kForever}});
      const Status left = LeaveIt(psn_no, form.made.from.PlusDays(-1), form.new_head, household);
      if (!left.ok()) return left;
    }
    for (const std::string& psn_no : order) PutPresent(work, psn_no, made.code);
    work.set.Put(HouseholdRecord(made));
    return Done{};
  };
  const Change change = [&](Work& work, Household& household) { return split(work, household); };
  const Result<Household> known = GetHousehold(region, desk.scope, made.code);
  if (known.ok()) return Refuse(ErrorCode::kDuplicateId, "code");
  const Result<Household> old = Changed(region, desk, "split_household", form.code, going, change);
  if (!old.ok()) return old.error();
  return made;
}

}  // namespace tongchou::service
