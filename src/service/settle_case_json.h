// Settle cases as JSON lines: how a case is read and its answer written. The contract is in
// docs/reference/case-files.md.
//
// Pure functions; thread-safe.
#ifndef TONGCHOU_SERVICE_SETTLE_CASE_JSON_H_
#define TONGCHOU_SERVICE_SETTLE_CASE_JSON_H_

#include <iosfwd>
#include <string>
#include <string_view>

#include "base/result.h"
#include "service/settle_case.h"

namespace tongchou::service {

// Reads one case. Wrong values inside an encounter (an amount, a date, a class, a level) are kept
// for the answer to name. Refusal: kBadCase, with what is wrong, for text that is not JSON or has
// not the shape of a case: an object with the strings id, policy and scheme, the object person and
// the array encounters, each of its objects with a string id; use_account, civil_servant and frozen
// true or false; aid and referral one of their words. Unknown keys are ignored.
Result<SettleCase> ParseSettleCase(std::string_view json_line);

// Writes the answer as one line of JSON without its end. Explained encounters have the further key
// "explanation", an array of lines.
std::string WriteAnswer(const CaseAnswer& answer);

// Reads cases line by line and writes an answer for each to `out`. A line that is not a case is
// named on `err` with its number and answered with nothing. Returns the exit status: 0 when every
// line was read, else 2.
int RunSettleFile(const policy::Library& library, std::istream& in, std::ostream& out,
                  std::ostream& err, Explain explain = Explain::kNo);

}  // namespace tongchou::service

#endif  // TONGCHOU_SERVICE_SETTLE_CASE_JSON_H_
