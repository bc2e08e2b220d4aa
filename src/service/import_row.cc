#include "service/import_row.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "base/id_number.h"
#include "service/policy_at.h"

namespace tongchou::service {
namespace {

constexpr std::size_t kLongestName = 150;

// The numbers in a text of digits that anything else may part.
std::vector<std::string_view> DigitGroups(std::string_view text) {
  constexpr std::string_view kDigits = "0123456789";
  std::vector<std::string_view> groups;
  for (std::size_t at = text.find_first_of(kDigits); at != std::string_view::npos;
       at = text.find_first_of(kDigits, at)) {
    const std::size_t end = std::min(text.find_first_not_of(kDigits, at), text.size());
    groups.push_back(text.substr(at, end - at));
    at = end;
  }
  return groups;
}

bool IsCalled(std::string_view text, std::string_view id, const Text& title) {
  return text == id || text == title.zh || text == title.en;
}

// The id of the scheme called `text` in some epoch, or nothing.
std::optional<std::string> FindSchemeWord(const policy::Pack& pack, std::string_view text) {
  for (const auto& epoch : pack.epochs) {
    for (const policy::SchemePlan& plan : epoch->schemes) {
      if (IsCalled(text, plan.id, plan.title)) return plan.id;
    }
  }
  return {};
}

std::optional<std::string> FindCategoryWord(const policy::Pack& pack, std::string_view scheme,
                                            std::string_view text) {
  for (const auto& epoch : pack.epochs) {
    const int index = policy::FindScheme(*epoch, scheme);
    if (index < 0) continue;
    const policy::SchemePlan& plan = epoch->schemes[static_cast<std::size_t>(index)];
    for (std::size_t i = 0; i < plan.categories.size(); ++i) {
      if (IsCalled(text, plan.categories[i], plan.category_titles[i])) return plan.categories[i];
    }
  }
  return {};
}

// Who it is: name, number, birth.
Status ReadIdentity(const ImportRow& row, ImportMember& member) {
  if (row.name.empty()) return Refuse(ErrorCode::kMissingField, "name");
  if (row.name.size() > kLongestName) return Refuse(ErrorCode::kFieldTooLong, "name");
  if (row.certificate.empty()) return Refuse(ErrorCode::kMissingField, "cert_no");
  member.name = row.name;
  member.certificate = row.certificate;
  if (member.certificate.back() == 'x') member.certificate.back() = 'X';
  const Result<Date> birth = BirthOfIdNumber(member.certificate);
  if (!birth.ok()) return Refuse(ErrorCode::kBadIdNumber, "cert_no");
  member.birth = *birth;
  member.gender =
      IsMansIdNumber(member.certificate) ? store::Gender::kMale : store::Gender::kFemale;
  if (row.birth.empty()) return Done{};
  const Result<Date> stated = ReadDay(row.birth);
  if (!stated.ok()) return Refuse(ErrorCode::kBadDate, "birth_date");
  if (*stated != *birth) {
    return Error{
        ErrorCode::kPersonDiffers,
        {fmt::format("出生日期与证件号码不符，号码中为 {}", ToString(*birth)),
         fmt::format("the birth date is not the number's, which says {}", ToString(*birth))},
        "birth_date"};
  }
  return Done{};
}

// As what, from when, with what wage.
Status ReadTerms(const policy::Pack& pack, const ImportRow& row, ImportMember& member) {
  const auto category = FindCategoryWord(pack, member.scheme, row.category);
  if (row.category.empty()) return Refuse(ErrorCode::kMissingField, "category");
  if (!category) return Refuse(ErrorCode::kUnknownCategory, "category");
  member.category = *category;
  if (!row.wage.empty()) {
    const Result<Money> wage = ReadAmount(row.wage);
    if (!wage.ok()) return Refuse(ErrorCode::kBadAmount, "wage");
    member.wage = *wage;
  }
  struct Day {
    const char* column;
    const std::string& cell;
    std::optional<Date>& day;
  };
  for (const auto& [column, cell, day] :
       {Day{"begin", row.begin, member.begin}, Day{"end", row.end, member.end}}) {
    if (cell.empty()) continue;
    const Result<Date> read = ReadDay(cell);
    if (!read.ok()) return Refuse(ErrorCode::kBadDate, column);
    day = *read;
  }
  const bool turned = member.begin && member.end && *member.end < *member.begin;
  if (turned) return Refuse(ErrorCode::kBadPeriod, "end");
  return Done{};
}

}  // namespace

Result<Date> ReadDay(std::string_view text) {
  constexpr std::size_t kCompact = 8;
  std::vector<std::string_view> parts = DigitGroups(text);
  if (parts.size() == 1 && parts[0].size() == kCompact && text.size() == kCompact) {
    parts = {text.substr(0, 4), text.substr(4, 2), text.substr(6, 2)};
  }
  const bool shaped = parts.size() == 3 && parts[0].size() == 4 && parts[1].size() <= 2 &&
                      parts[2].size() <= 2 && text.front() >= '0' && text.front() <= '9';
  if (!shaped) return ErrorCode::kBadDate;
  return ParseDate(fmt::format("{}-{:0>2}-{:0>2}", parts[0], parts[1], parts[2]));
}

Result<Money> ReadAmount(std::string text) {
  std::erase(text, ',');
  return ParseMoney(text);
}

const std::vector<ImportColumn>& ImportColumns() {
  static const std::vector<ImportColumn> kColumns = {
      {"name", {"姓名", "name"}, &ImportRow::name, true, "张三"},
      {"cert_no",
       {"身份证号码", "identity number"},
       &ImportRow::certificate,
       true,
       "11010519491231002X"},
      {"birth_date", {"出生日期", "birth date"}, &ImportRow::birth, false, "1949-12-31"},
      {"scheme", {"险种", "scheme"}, &ImportRow::scheme, false, ""},
      {"category", {"人员类别", "category"}, &ImportRow::category, true, "在职"},
      {"wage", {"月缴费工资", "monthly wage"}, &ImportRow::wage, false, "5200.00"},
      {"begin", {"参保日期", "begins"}, &ImportRow::begin, false, "2026-03-01"},
      {"end", {"减员日期", "ends"}, &ImportRow::end, false, ""},
      {"employer", {"单位编号", "employer"}, &ImportRow::employer, false, ""},
      {"household", {"户号", "household"}, &ImportRow::household, false, ""},
      {"relation", {"与户主关系", "relation to the head"}, &ImportRow::relation, false, ""},
  };
  return kColumns;
}

Result<ImportMember> ReadImportRow(const policy::Pack& pack, const ImportRow& row,
                                   const std::string& scheme, const std::string& employer) {
  ImportMember member;
  member.row = row.row;
  const Status identity = ReadIdentity(row, member);
  if (!identity.ok()) return identity.error();
  const auto known = FindSchemeWord(pack, row.scheme.empty() ? scheme : row.scheme);
  if (!known) return Refuse(ErrorCode::kUnknownScheme, "scheme");
  member.scheme = *known;
  const Status terms = ReadTerms(pack, row, member);
  if (!terms.ok()) return terms.error();
  member.household = row.household;
  member.relation = row.relation;
  const bool half = row.household.empty() != row.relation.empty();
  if (half) {
    return Refuse(ErrorCode::kMissingField, row.household.empty() ? "household" : "relation");
  }
  member.employer = row.employer.empty() ? employer : row.employer;
  if (member.employer.empty()) return Refuse(ErrorCode::kMissingField, "employer");
  return member;
}

std::string LevyScheme(const policy::Pack& pack) {
  return pack.levy.empty() ? "employee" : pack.levy.front().scheme;
}

}  // namespace tongchou::service
