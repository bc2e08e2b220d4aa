// Levy, late-fee and pre-funding cases as JSON lines: read, computed and answered. The contract is
// in docs/reference/case-files.md.
//
// Pure functions but for the streams passed in; thread-safe.
#ifndef TONGCHOU_SERVICE_LEVY_CASE_H_
#define TONGCHOU_SERVICE_LEVY_CASE_H_

#include <iosfwd>
#include <string>
#include <string_view>

#include "base/result.h"
#include "policy/library.h"

namespace tongchou::service {

// Each answers one case, a line of JSON without its end. Refusal: kBadCase for text that is not
// JSON or has not the shape of a case. Whatever else is wrong is named in the answer, the first of:
// unknown_policy, bad_date (of the month), no_policy_in_force, unknown_category, bad_date,
// bad_amount.

// A unit's month: {id, policy, month: "2001-07", unit_kind?, persons: [{id, category, birth_date,
// wage}]}. The answer has a row for each person, with the figures or an error.
Result<std::string> AnswerLevyCase(const policy::Library& library, std::string_view json_line);

// Fixed yearly amounts: {id, policy, year: "2027", persons: [{id, category, identity?}]}. The
// answer has a row for each person, with who pays what or an error.
Result<std::string> AnswerFixedCase(const policy::Library& library, std::string_view json_line);

// A late payment: {id, policy, due, paid, amount}.
Result<std::string> AnswerLateFeeCase(const policy::Library& library, std::string_view json_line);

// A retiree of a bankrupt firm: {id, policy, birth_date, declared, average_monthly_wage}.
Result<std::string> AnswerPrefundCase(const policy::Library& library, std::string_view json_line);

// Answer the cases of a file line by line. Exit status 0, or 2 when a line was not a case.
int RunLevyFile(const policy::Library& library, std::istream& in, std::ostream& out,
                std::ostream& err);
int RunLateFeeFile(const policy::Library& library, std::istream& in, std::ostream& out,
                   std::ostream& err);
int RunPrefundFile(const policy::Library& library, std::istream& in, std::ostream& out,
                   std::ostream& err);

}  // namespace tongchou::service

#endif  // TONGCHOU_SERVICE_LEVY_CASE_H_
