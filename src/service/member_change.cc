#include "service/member_change.h"

#include <fmt/format.h>

#include <algorithm>

#include "service/policy_at.h"

namespace tongchou::service {
namespace {

using store::Coverage;
using store::WageDeclaration;

Error BeginDiffers(Date from) {
  return {ErrorCode::kBadCoverage,
          {fmt::format("此人已自 {} 起以同一类别在本单位参保", ToString(from)),
           fmt::format("covered with this employer in this category since {}", ToString(from))},
          "begin"};
}

// Puts `made` in its place in time; false when it overlaps another interval of its scheme.
bool Insert(std::vector<Coverage>& coverage, const Coverage& made) {
  for (const Coverage& other : coverage) {
    const bool overlaps = other.scheme == made.scheme && other.range.from <= made.range.through &&
                          made.range.from <= other.range.through;
    if (overlaps) return false;
  }
  const auto place = std::ranges::upper_bound(
      coverage, made.range.from, {}, [](const Coverage& interval) { return interval.range.from; });
  coverage.insert(place, made);
  return true;
}

Coverage NewCoverage(const ImportMember& member) {
  Coverage made;
  made.scheme = member.scheme;
  made.category = member.category;
  made.employer = member.employer;
  made.range = {*member.begin, member.end.value_or(kForever)};
  made.insured_since = made.range.from;
  return made;
}

// The interval of the member's scheme that holds on `day`, or nullptr.
Coverage* Holding(std::vector<Coverage>& coverage, const std::string& scheme, Date day) {
  const auto found = std::ranges::find_if(coverage, [&](const Coverage& interval) {
    return interval.scheme == scheme && interval.range.Contains(day);
  });
  return found == coverage.end() ? nullptr : &*found;
}

// The same employer: ends the interval, or begins one of another category. True when it changed.
Result<bool> Continue(const ImportMember& member, std::vector<Coverage>& coverage, Coverage& held) {
  if (held.category == member.category) {
    // An interval that was split by a freeze still began when its first part did.
    const bool begun = !member.begin || *member.begin == held.range.from || held.frozen ||
                       *member.begin == held.insured_since;
    if (!begun) return BeginDiffers(held.range.from);
    if (!member.end || held.range.through == *member.end) return false;
    if (held.range.through != kForever) return Refuse(ErrorCode::kBadCoverage, "end");
    if (*member.end < held.range.from) return Refuse(ErrorCode::kBadPeriod, "end");
    held.range.through = *member.end;
    return true;
  }
  if (!member.begin) return Refuse(ErrorCode::kMissingField, "begin");
  if (*member.begin <= held.range.from) return Refuse(ErrorCode::kBadCoverage, "begin");
  Coverage made = held;
  if (made.insured_since == Date()) made.insured_since = held.range.from;
  made.category = member.category;
  made.range.from = *member.begin;
  if (member.end) made.range.through = *member.end;
  held.range.through = member.begin->PlusDays(-1);
  if (!Insert(coverage, made)) return Refuse(ErrorCode::kBadCoverage, "begin");
  return true;
}

Result<bool> ChangeCoverage(const ImportMember& member, Date today,
                            std::vector<Coverage>& coverage) {
  const Date day = member.begin.value_or(member.end.value_or(today));
  Coverage* held = Holding(coverage, member.scheme, day);
  if (held != nullptr && held->employer == member.employer) {
    return Continue(member, coverage, *held);
  }
  if (held != nullptr && !held->employer.empty()) {
    return Refuse(ErrorCode::kCoveredElsewhere, "employer");
  }
  if (held != nullptr) return Refuse(ErrorCode::kBadCoverage, "begin");
  if (!member.begin) {
    return Refuse(member.end ? ErrorCode::kNoCoverage : ErrorCode::kMissingField,
                  member.end ? "end" : "begin");
  }
  if (!Insert(coverage, NewCoverage(member))) return Refuse(ErrorCode::kBadCoverage, "begin");
  return true;
}

Result<bool> DeclareWage(const ImportMember& member, const MemberTerms& terms,
                         std::vector<WageDeclaration>& wages) {
  if (!member.wage) return false;
  const WageDeclaration* declared = DeclaredFor(wages, member.employer, terms.year);
  if (declared != nullptr && declared->wage == *member.wage) return false;
  if (declared != nullptr && terms.reason.empty()) {
    return Error{ErrorCode::kWageDeclared,
                 {fmt::format("{} 年已申报月工资 {} 元；如属更正，请在导入时写明更正原因",
                              terms.year, ToYuan(declared->wage)),
                  fmt::format("a monthly wage of {} is declared for {}; to correct it, give the "
                              "import a reason",
                              ToYuan(declared->wage), terms.year)},
                 "wage"};
  }
  wages.push_back({member.employer, terms.year, *member.wage, terms.at,
                   declared == nullptr ? std::string() : terms.reason});
  return true;
}

}  // namespace

const WageDeclaration* DeclaredFor(const std::vector<WageDeclaration>& wages,
                                   const std::string& employer, std::int32_t year) {
  const WageDeclaration* declared = nullptr;
  for (const WageDeclaration& wage : wages) {
    if (wage.employer == employer && wage.year == year) declared = &wage;
  }
  return declared;
}

Result<bool> ChangeMember(const ImportMember& member, const MemberTerms& terms,
                          store::PersonRow& person) {
  if (person.name != member.name) {
    return Error{ErrorCode::kPersonDiffers,
                 {"姓名与该证件号码的登记不符，请核对",
                  "the name is not the one registered for this number"},
                 "name"};
  }
  const Result<bool> covered = ChangeCoverage(member, terms.today, person.coverage);
  if (!covered.ok()) return covered;
  const Result<bool> declared = DeclareWage(member, terms, person.wages);
  if (!declared.ok()) return declared;
  if (!*covered && !*declared) return false;
  person.changed = terms.version;
  return true;
}

bool CorrectWage(const std::string& employer, Money wage, const MemberTerms& terms,
                 store::PersonRow& person) {
  const WageDeclaration* declared = DeclaredFor(person.wages, employer, terms.year);
  if (declared != nullptr && declared->wage == wage) return false;
  person.wages.push_back({employer, terms.year, wage, terms.at, terms.reason});
  person.changed = terms.version;
  return true;
}

const store::WageDeclaration* WageOf(const store::PersonRow& person, const std::string& employer,
                                     std::int32_t year) {
  const WageDeclaration* found = nullptr;
  const WageDeclaration* first = nullptr;
  for (const WageDeclaration& wage : person.wages) {
    if (wage.employer != employer) continue;
    if (first == nullptr || wage.year <= first->year) first = &wage;
    if (wage.year <= year && (found == nullptr || wage.year >= found->year)) found = &wage;
  }
  return found == nullptr ? first : found;
}

}  // namespace tongchou::service
