// Whom an employer is levied for in a month, and how much: members' coverage and wages and the
// pack's rules -> lines.
//
// A month is owed by the employer with whom the person is covered on some day of it; when there are
// several, by the one whose interval begins last. Pure; thread-safe.
#ifndef TONGCHOU_SERVICE_LEVY_TERMS_H_
#define TONGCHOU_SERVICE_LEVY_TERMS_H_

#include <optional>
#include <string>
#include <vector>

#include "policy/library.h"
#include "service/levy_papers.h"
#include "store/register_rows.h"

namespace tongchou::service {

// What holds in a month.
struct MonthRules {
  const policy::Pack* pack = nullptr;
  const policy::LevyRules* rules = nullptr;
  Month month;
  const policy::FixedRules* fixed = nullptr;  // of fixed contributions; then `rules` book them
};

// The rules of `pack` for `month`. Refusals: kNoPolicyInForce.
Result<MonthRules> RulesOf(const policy::Pack& pack, Month month);

// The fixed contributions of `pack` as they are in `month`. Refusals: kNoFixedRules.
Result<MonthRules> FixedRulesOf(const policy::Pack& pack, Month month);

// The scheme of fixed contributions; empty: the pack has none.
std::string FixedScheme(const policy::Pack& pack);

// The rules by which `scheme` is levied. Refusals: kNoPolicyInForce, kNoFixedRules.
Result<MonthRules> RulesOfScheme(const policy::Pack& pack, Month month, const std::string& scheme);

// The scheme that somebody of this unit kind pays for.
std::string SchemeOfPayer(const policy::Pack& pack, const std::string& unit_kind);

// The last day on which the levy of a month that is run in `run` is to be paid: the pack's due day
// of the month after.
Date DueDay(const policy::LevyRules& rules, Month run);

// Why somebody who should be levied is not.
struct LevyProblem {
  std::string employer;
  std::int64_t person = 0;
  ErrorCode code = ErrorCode::kNoWage;  // kNoWage, kUnknownCategory, kNoPayer
};

// What `person` is levied on for this employer; nothing when the month is not the employer's.
// Refusals: kNoWage, kUnknownCategory.
Result<std::optional<LevyInput>> InputOf(const MonthRules& rules, const store::Employer& employer,
                                         const store::PersonRow& person);

// The month's figures of what InputOf gave. Refusals: kUnknownCategory.
Result<LevyFigures> FiguresOf(const MonthRules& rules, const std::string& unit_kind,
                              const LevyInput& input);

// Sums and groups of `lines`, into the bill.
void SumUp(const std::vector<LevyLine>& lines, LevyBill& bill);

}  // namespace tongchou::service

#endif  // TONGCHOU_SERVICE_LEVY_TERMS_H_
