#include "service/dues_book.h"

#include <algorithm>
#include <array>

#include "service/policy_at.h"
#include "service/register.h"

namespace tongchou::service {
namespace {

constexpr char kMark = '_';

}  // namespace

std::span<const DuesBook> AllDuesBooks() {
  static const std::array<DuesBook, 3> kBooks = {{
      {kPrefundBook, {"预提资金", "pre-funding"}},
      {kCadreBook, {"离休干部统筹金", "levy for retired cadres"}},
      {kSoldierBook, {"伤残军人医疗费结算", "care of disabled soldiers"}},
  }};
  return kBooks;
}

std::string DuesCode(std::string_view employer, std::string_view book) {
  std::string code(employer);
  if (!book.empty()) code.append(1, kMark).append(book);
  return code;
}

std::string EmployerOfDues(std::string_view code) {
  return std::string(code.substr(0, code.find(kMark)));
}

std::string_view BookOfDues(std::string_view code) {
  const std::size_t mark = code.find(kMark);
  return mark == std::string_view::npos ? std::string_view() : code.substr(mark + 1);
}

Text TitleOfDues(std::string_view code) {
  const auto book = std::ranges::find(AllDuesBooks(), BookOfDues(code), &DuesBook::code);
  return book == AllDuesBooks().end() ? Text() : book->title;
}

std::string NameOfPayer(const Region& region, std::string_view code) {
  const auto employer = FindEmployer(region, EmployerOfDues(code));
  if (!employer) return std::string(code);
  const Text title = TitleOfDues(code);
  return title.zh.empty() ? employer->name : employer->name + "（" + title.zh + "）";
}

Result<std::string> SchemeOfDues(const MonthRules& rules, std::string_view code) {
  if (BookOfDues(code) != kCadreBook) return rules.rules->scheme;
  const auto special = SpecialRulesOn(*rules.pack, rules.month.first);
  if (!special.ok()) return special.error();
  if (!(*special)->cadres) return Refuse(ErrorCode::kNoSpecialRules, rules.pack->id);
  return (*special)->cadres->scheme;
}

Result<const policy::SpecialRules*> SpecialRulesOn(const policy::Pack& pack, Date day) {
  for (const policy::SpecialRules& rules : pack.special) {
    if (rules.in_force.Contains(day)) return &rules;
  }
  return Refuse(ErrorCode::kNoSpecialRules, pack.id);
}

}  // namespace tongchou::service
