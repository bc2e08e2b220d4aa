#include "levy/fixed.h"

#include <algorithm>

namespace tongchou::levy {

namespace {

constexpr PayerKind kKinds[] = {
    {"village", FixedPart::kOwn, "村（社区）", "village or community"},
    {"pupils", FixedPart::kOwn, "学校（代收学生）", "school, for its pupils"},
    {"household", FixedPart::kOwn, "家庭户", "household"},
    {"civil_affairs", FixedPart::kCivilAffairs, "民政部门", "civil affairs"},
    {"finance_central", FixedPart::kCentral, "中央财政", "central finance"},
    {"finance_region", FixedPart::kRegion, "自治区（省）财政", "regional finance"},
    {"finance_city", FixedPart::kCity, "市级财政", "city finance"},
    {"finance_county", FixedPart::kCounty, "县级财政", "county finance"},
};

// The first day of the month that is `months` behind the one of `day`.
Date MonthFrom(Date day, int months) {
  const auto month = day.ymd().year() / day.ymd().month() + std::chrono::months(months);
  return Date(std::chrono::sys_days(month / std::chrono::day{1}));
}

}  // namespace

std::span<const PayerKind> PayerKinds() { return kKinds; }

const PayerKind* FindPayerKind(std::string_view unit_kind) {
  const auto* found = std::ranges::find(kKinds, unit_kind, &PayerKind::id);
  return found == std::end(kKinds) ? nullptr : found;
}

bool KeepsRoll(const PayerKind& kind) {
  return kind.part == FixedPart::kOwn || kind.part == FixedPart::kCivilAffairs;
}

Result<const policy::FixedGroup*> FindFixedGroup(const policy::FixedRules& rules,
                                                 std::string_view category,
                                                 std::string_view identity) {
  const policy::FixedGroup* any = nullptr;
  for (const policy::FixedGroup& group : rules.groups) {
    if (group.category != category) continue;
    if (group.identity.empty()) {
      any = &group;
    } else if (group.identity == identity) {
      return &group;
    }
  }
  if (any == nullptr) return ErrorCode::kUnknownCategory;
  return any;
}

Result<const policy::FixedGroup*> FixedGroupCalled(const policy::FixedRules& rules,
                                                   std::string_view id) {
  const auto found = std::ranges::find(rules.groups, id, &policy::FixedGroup::id);
  if (found == rules.groups.end()) return ErrorCode::kUnknownCategory;
  return &*found;
}

Money PartOf(const policy::FixedGroup& group, FixedPart part) {
  return group.parts[static_cast<std::size_t>(part)];
}

FixedPart AccountPart(const policy::FixedGroup& group) {
  return PartOf(group, FixedPart::kCivilAffairs) > Money{} ? FixedPart::kCivilAffairs
                                                           : FixedPart::kOwn;
}

Money TotalOf(const policy::FixedGroup& group) {
  Money total;
  for (const Money part : group.parts) total += part;
  return total;
}

LevyFigures FixedFigures(const policy::FixedGroup& group, FixedPart part) {
  LevyFigures figures;
  const Money amount = PartOf(group, part);
  (part == FixedPart::kOwn ? figures.person : figures.employer) = amount;
  if (part == AccountPart(group)) figures.account = group.account;
  figures.pooled = amount - figures.account;
  return figures;
}

Date OpensOn(const policy::FixedRules& rules, Date year) {
  return MonthFrom(year, -rules.opens_months);
}

Date DueOn(const policy::FixedRules& rules, Date year, FixedPart part) {
  const int months = part == FixedPart::kOwn ? rules.closes_months : rules.others_months;
  return MonthFrom(year, months).PlusDays(-1);
}

}  // namespace tongchou::levy
