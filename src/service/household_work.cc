#include "service/household_work.h"

#include <algorithm>
#include <utility>

#include "service/policy_at.h"

namespace tongchou::service {
namespace {

constexpr std::int64_t kForm = 1;

bool IsOpen(const HouseholdMember& member) { return member.range.through == kForever; }

}  // namespace

store::RecordKey HouseholdKey(const std::string& code) {
  return {store::RecordKind::kHousehold, code};
}
store::RecordKey HouseholdOfKey(const std::string& psn_no) {
  return {store::RecordKind::kHouseholdOf, psn_no};
}

// Where somebody lives is in the sealed part.
store::RecordRow HouseholdRecord(const Household& household) {
  store::Packer out;
  out.Number(kForm).Text(household.organisation).Text(household.by).At(household.at);
  out.Number(static_cast<std::int64_t>(household.members.size()));
  for (const HouseholdMember& member : household.members) {
    out.Text(member.psn_no).Text(member.relation);
    out.Day(member.range.from).Day(member.range.through);
  }
  store::Packer secret;
  secret.Text(household.address).Text(household.phone);
  return {store::RecordKind::kHousehold, household.code, out.Take(), secret.Take(),
          household.version};
}

Result<Household> ReadHousehold(const store::RecordRow& row) {
  store::Unpacker in(row.body);
  const bool known = in.Number() == kForm;
  Household household;
  household.code = row.code;
  household.version = row.version;
  household.organisation = in.Text();
  household.by = in.Text();
  household.at = in.At();
  household.members.resize(in.Count());
  for (HouseholdMember& member : household.members) {
    member.psn_no = in.Text();
    member.relation = in.Text();
    member.range.from = in.Day();
    member.range.through = in.Day();
  }
  store::Unpacker secret(row.secret);
  household.address = secret.Text();
  household.phone = secret.Text();
  if (!known || !in.done() || !secret.done()) return Error{ErrorCode::kStoreCorrupt, {}, "record"};
  return household;
}

std::string PresentHousehold(const Work& work, const std::string& psn_no) {
  const store::RecordRow* row = work.set.FindRecord(HouseholdOfKey(psn_no));
  return row == nullptr ? std::string() : store::Unpacker(row->body).Text();
}

void PutPresent(Work& work, const std::string& psn_no, const std::string& code) {
  const store::RecordKey key = HouseholdOfKey(psn_no);
  const store::RecordRow* row = work.set.FindRecord(key);
  const std::int64_t version = row == nullptr ? 0 : row->version;
  work.set.Put({key.kind, key.code, store::Packer().Text(code).Take(), {}, version});
}

HouseholdMember* OpenMember(Household& household, const std::string& psn_no) {
  const auto found = std::ranges::find_if(household.members, [&](const HouseholdMember& member) {
    return member.psn_no == psn_no && IsOpen(member);
  });
  return found == household.members.end() ? nullptr : &*found;
}

HouseholdMember* OpenHead(Household& household) {
  const auto found = std::ranges::find_if(household.members, [](const HouseholdMember& member) {
    return member.relation == kHeadRelation && IsOpen(member);
  });
  return found == household.members.end() ? nullptr : &*found;
}

Status EnterHousehold(const Work& work, const HouseholdMember& member, Household& household) {
  const std::string present = PresentHousehold(work, member.psn_no);
  if (!present.empty()) return Refuse(ErrorCode::kInOtherHousehold, present);
  household.members.push_back(member);
  return Done{};
}

Status MakeHead(const std::string& psn_no, Date day, const std::string& relation,
                Household& household) {
  HouseholdMember* member = OpenMember(household, psn_no);
  if (member == nullptr) return Refuse(ErrorCode::kNotInHousehold, psn_no);
  if (member->relation == kHeadRelation) return Done{};
  const auto turn = [&](HouseholdMember& one, std::string now) -> Status {
    if (day < one.range.from) return Refuse(ErrorCode::kBadPeriod, "day");
    const HouseholdMember next{one.psn_no, std::move(now), {day, kForever}};
    if (one.range.from == day) {
      one = next;
    } else {
      one.range.through = day.PlusDays(-1);
      household.members.push_back(next);
    }
    return Done{};
  };
  const HouseholdMember* before = OpenHead(household);
  const std::string old = before == nullptr ? std::string() : before->psn_no;
  Status status = turn(*member, std::string(kHeadRelation));
  if (!status.ok() || old.empty()) return status;
  const auto held = std::ranges::find_if(household.members, [&](const HouseholdMember& one) {
    return one.psn_no == old && IsOpen(one);
  });
  return turn(*held, relation);
}

Status LeaveIt(const std::string& psn_no, Date last, const std::string& new_head,
               Household& household) {
  const HouseholdMember* member = OpenMember(household, psn_no);
  if (member == nullptr) return Refuse(ErrorCode::kNotInHousehold, psn_no);
  if (last < member->range.from) return Refuse(ErrorCode::kBadPeriod, "day");
  const bool heads = member->relation == kHeadRelation;
  const auto others = std::ranges::count_if(household.members, [&](const HouseholdMember& one) {
    return IsOpen(one) && one.psn_no != psn_no;
  });
  if (heads && others > 0) {
    if (new_head.empty() || new_head == psn_no) return Refuse(ErrorCode::kNoHead, "new_head");
    HouseholdMember* next = OpenMember(household, new_head);
    if (next == nullptr) return Refuse(ErrorCode::kNotInHousehold, new_head);
    const Date first = last.PlusDays(1);
    if (first < next->range.from) return Refuse(ErrorCode::kBadPeriod, "day");
    const HouseholdMember headed{new_head, std::string(kHeadRelation), {first, kForever}};
    if (next->range.from == first) {
      *next = headed;
    } else {
      next->range.through = last;
      household.members.push_back(headed);
    }
  }
  OpenMember(household, psn_no)->range.through = last;
  return Done{};
}

}  // namespace tongchou::service
