// Dues books: an employer owes its monthly levy in one book, and what is claimed outside of it in a
// book for each kind of claim, so that the money of one fund is never laid on the bills of another
// and an unpaid claim freezes nobody.
//
// The book of the levy is called by the employer's code ("E00001"), the others by the code and the
// kind ("E00001_cadre"); no employer's code contains the mark between. Pure; thread-safe.
#ifndef TONGCHOU_SERVICE_DUES_BOOK_H_
#define TONGCHOU_SERVICE_DUES_BOOK_H_

#include <span>
#include <string>
#include <string_view>

#include "base/text.h"
#include "service/levy_terms.h"

namespace tongchou::service {

class Region;

inline constexpr std::string_view kPrefundBook = "prefund";
inline constexpr std::string_view kCadreBook = "cadre";
inline constexpr std::string_view kSoldierBook = "soldier";

struct DuesBook {
  std::string_view code;
  Text title;
};
std::span<const DuesBook> AllDuesBooks();

std::string DuesCode(std::string_view employer, std::string_view book);
// Whose dues `code` are, and which book; the book is empty for that of the levy.
std::string EmployerOfDues(std::string_view code);
std::string_view BookOfDues(std::string_view code);
// What the book is called; empty for that of the levy.
Text TitleOfDues(std::string_view code);

// What the payer of `code` is called: the employer's name and the book's title; the code for
// nobody.
std::string NameOfPayer(const Region& region, std::string_view code);

// The scheme whose funds the payments of `code` go to on a day of `rules`. Refusals:
// kNoSpecialRules.
Result<std::string> SchemeOfDues(const MonthRules& rules, std::string_view code);

// The rules of special groups in force on `day`. Refusals: kNoSpecialRules.
Result<const policy::SpecialRules*> SpecialRulesOn(const policy::Pack& pack, Date day);

}  // namespace tongchou::service

#endif  // TONGCHOU_SERVICE_DUES_BOOK_H_
