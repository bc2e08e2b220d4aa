// Audits of declared wages: an employer's payroll of a year beside what it declared, person by
// person. What differs is found and kept as a paper; when another person approves it, the audited
// wages are declared with the audit as their reason, and the next levy draws up the supplementary
// bills (levy_run.h).
//
// Thread-safe. A user sees employers of the own office and below.
#ifndef TONGCHOU_SERVICE_WAGE_AUDIT_H_
#define TONGCHOU_SERVICE_WAGE_AUDIT_H_

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/money.h"
#include "base/text.h"
#include "service/review.h"

namespace tongchou::service {

class Region;

// Numbers are stored: never used again for something else.
enum class AuditFinding : std::uint8_t {
  kSame = 0,
  kUnder = 1,         // less was declared than paid
  kOver = 2,          // more was declared than paid
  kUndeclared = 3,    // insured with the employer, no wage declared for the year
  kNotInsured = 4,    // paid, and not insured with the employer in that year
  kNotOnPayroll = 5,  // a wage is declared, and the payroll does not name the person
};
inline constexpr std::size_t kAuditFindings = 6;

// "same", "under", "over", "undeclared", "not_insured", "not_on_payroll"; and for people.
std::string_view WordOf(AuditFinding finding);
Text TitleOf(AuditFinding finding);

// A row of the payroll, as text.
struct PayrollRow {
  std::int64_t row = 0;  // in the file, from 1
  std::string name, certificate, wage;
};

struct AuditLine {
  std::int64_t row = 0;  // of the payroll; 0: it does not name the person
  std::string psn_no;    // empty: not on the register
  std::string name, certificate;
  AuditFinding finding = AuditFinding::kSame;
  std::optional<Money> declared, audited;  // a month

  bool operator==(const AuditLine&) const = default;
};

struct WageAudit : Review {
  std::string id;  // "E00001/001"
  std::string employer;
  std::int32_t year = 0;  // that the wages are declared for
  std::string documents;  // what was looked at
  std::array<std::int64_t, kAuditFindings> counts{};
  Money missing;                 // a month, of those under-reported and undeclared
  std::vector<AuditLine> lines;  // those that are not the same
  std::int64_t version = 0;
};

struct NewWageAudit {
  std::string employer;
  std::int32_t year = 0;
  std::string documents, reason;
  std::vector<PayrollRow> rows;  // 1 .. kMostPayrollRows
};
inline constexpr std::size_t kMostPayrollRows = 5000;

// Compares the payroll with the register and keeps what differs. Refusals: kUnknownEmployer (also
// outside the scope), kMissingField (documents, rows, or of a row), kFieldTooLong, kTooManyLines,
// kBadParameter (year), kBadIdNumber, kBadAmount, kDuplicateRow, kPersonDiffers (another name on
// the register), each of a row as "rows/12/wage"; kRequestWaiting (an audit of the employer waits),
// store_* codes. A refused payroll leaves nothing behind.
Result<WageAudit> AuditWages(Region& region, const Desk& desk, const NewWageAudit& wanted);

// Approves: declares the audited wages of those under-reported, over-reported and undeclared; or
// refuses, and nothing changes. An approval that was interrupted is repeated; who was done stays
// done. Refusals: kUnknownRequest (also outside the scope), kRequestDecided, kOwnRequest,
// kFieldTooLong, store_* codes.
Result<WageAudit> DecideWageAudit(Region& region, const Desk& desk, const std::string& id,
                                  bool approve, const std::string& note);

// One audit. Refusals: kUnknownRequest (also outside the scope), store_* codes.
Result<WageAudit> GetWageAudit(Region& region, const Scope& scope, const std::string& id);

// Those of an employer, the oldest first. Refusals: kUnknownEmployer (also outside the scope).
Result<std::vector<WageAudit>> WageAuditsOf(Region& region, const Scope& scope,
                                            const std::string& employer);

}  // namespace tongchou::service

#endif  // TONGCHOU_SERVICE_WAGE_AUDIT_H_
