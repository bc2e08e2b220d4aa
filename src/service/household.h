// Households (家庭户): who lives together, in which village, who is the head, from when to when.
//
// A household is never deleted and nothing of its history is: memberships begin and end on days. A
// person is in one household at a time; a household with anybody in it has one head. What the
// members' personal accounts hold together is shown; each pays for the own holder only.
//
// Thread-safe. A user sees the households of the own office and below; others are unknown.
#ifndef TONGCHOU_SERVICE_HOUSEHOLD_H_
#define TONGCHOU_SERVICE_HOUSEHOLD_H_

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/date.h"
#include "base/text.h"
#include "service/command.h"
#include "service/review.h"
#include "store/register_rows.h"

namespace tongchou::service {

struct HouseholdMember {
  std::string psn_no;
  std::string relation;  // to the head: one of AllRelations; "head" of the head
  DateRange range;

  bool operator==(const HouseholdMember&) const = default;
};

struct Household {
  std::string code;
  std::string organisation;  // path of the village office
  std::string address, phone;
  std::vector<HouseholdMember> members;  // by first day; those who left too
  std::string by;                        // who registered it
  Moment at;
  std::int64_t version = 0;

  // Who is in it on `day`; the head's number, empty: nobody is in it.
  std::vector<HouseholdMember> On(Date day) const;
  std::string HeadOn(Date day) const;
};

struct Relation {
  std::string_view id, zh, en;
};
inline constexpr std::string_view kHeadRelation = "head";
std::vector<Relation> AllRelations();
// The relation called `text` by id or title; empty: none.
std::string FindRelation(std::string_view text);

struct HouseholdForm {
  std::string code;          // empty: made of the head's number
  std::string organisation;  // code of the village office
  std::string address, phone;
  std::string head;  // psn_no
  Date from;
};

// Registers a household with its head. Refusals: kMissingField (head, from, organisation),
// kBadParameter (code), kFieldTooLong, kDuplicateId (code), kUnknownOrganisation, kRightMissing
// (an office outside the scope), kUnknownPerson, kInOtherHousehold, store_* codes.
Result<Household> OpenHousehold(Region& region, const Desk& desk, const HouseholdForm& form);

struct HouseholdStep {
  std::string code;      // of the household
  std::string psn_no;    // who joins, leaves or becomes the head
  Date day;              // first day in it, last day in it, first day as the head
  std::string relation;  // of who joins; of the head before, once another is the head
  std::string new_head;  // psn_no: when the head leaves others behind
};

// Refusals of all: kUnknownHousehold, kUnknownPerson (also outside the scope), kMissingField (day),
// kBadPeriod (a day before the membership began), store_* codes.
// Also kInOtherHousehold, kBadParameter (relation: unknown, or "head").
Result<Household> JoinHousehold(Region& region, const Desk& desk, const HouseholdStep& step);
// Also kNotInHousehold, kNoHead (the head leaves others behind without `new_head`).
Result<Household> LeaveHousehold(Region& region, const Desk& desk, const HouseholdStep& step);
// Also kNotInHousehold, kBadParameter (relation).
Result<Household> ChangeHead(Region& region, const Desk& desk, const HouseholdStep& step);

struct SplitForm {
  std::string code;                  // of the household that is split
  HouseholdForm made;                // the new one; its head is in the old one
  std::vector<std::string> members;  // psn_no of those who go with the head
  std::string new_head;              // of the old one, when its head goes
};
// The new household; it begins on `made.from`. Refusals: those of OpenHousehold, LeaveHousehold.
Result<Household> SplitHousehold(Region& region, const Desk& desk, const SplitForm& form);

// Refusals: kUnknownHousehold (also outside the scope).
Result<Household> GetHousehold(Region& region, const Scope& scope, const std::string& code);
// The household that the person is in; nothing without one. Refusals: kUnknownPerson.
Result<std::optional<Household>> HouseholdOf(Region& region, const Scope& scope,
                                             const std::string& psn_no);

struct HouseholdQuery {
  std::string text;          // beginning of the code, or a member's number or beginning of the name
  std::string organisation;  // path; empty: any
};
struct HouseholdRow {
  Household household;
  std::string head_name;
  std::size_t members = 0;  // today
};
struct HouseholdPage {
  std::vector<HouseholdRow> rows;
  std::string next;  // pass as `after`; empty: this was the last page
};
// By code.
Result<HouseholdPage> FindHouseholds(Region& region, const Scope& scope,
                                     const HouseholdQuery& query, const std::string& after,
                                     int limit);

// For imports, inside of a transaction: what a row that names a household needs, and does. The
// first row of a household that there is not yet is the head's.
struct HouseholdRowOf {
  std::string code, relation;  // relation: as the file has it
  std::string psn_no;
  std::string organisation;  // of a new household
  Date from;
};
void NeedHousehold(const std::string& code, const std::string& psn_no, store::Needs& needs);
// True when the row changed something. Refusals, before anything is changed: kBadParameter
// (relation, or a second head), kNoHead, kInOtherHousehold, kUnknownHousehold (another office's),
// kStoreCorrupt.
Result<bool> TakeIntoHousehold(Work& work, const Desk& desk, const HouseholdRowOf& row);

}  // namespace tongchou::service

#endif  // TONGCHOU_SERVICE_HOUSEHOLD_H_
