// Reading dues: what an employer owes and has paid, and what of the levy came in.
//
// Thread-safe. A user sees the employers of the own office and below; others are unknown.
#ifndef TONGCHOU_SERVICE_DUES_READS_H_
#define TONGCHOU_SERVICE_DUES_READS_H_

#include <optional>
#include <string>
#include <vector>

#include "service/arrears.h"
#include "service/dunning.h"

namespace tongchou::service {

// A bill with what came in for it.
struct DebtView {
  std::string bill;
  levy::Debt debt;
  Money fee_if_paid;      // late fee that would arise if what is open were paid today
  std::int32_t days = 0;  // open behind the due day
};

struct EmployerDues {
  Money credit;
  std::vector<DebtView> debts;     // newest first
  std::vector<Payment> payments;   // newest first; the last kPaymentsShown
  std::vector<FrozenDays> frozen;  // newest first
  Ratio late_fee_per_day;
};
inline constexpr std::int64_t kPaymentsShown = 200;

// Refusals: kUnknownEmployer, kNoReceiptRules, store_* codes.
Result<EmployerDues> DuesOfEmployer(Region& region, const Scope& scope, const std::string& code);

// What was levied and what of it came in, for a month, an office or an employer.
struct CollectionPart {
  std::string name;   // "2026-03"; path of an office just below the scope (empty: its own); code
  std::string title;  // of an employer: its name
  Money owed, paid;   // principal
  Money fee, fee_paid;
};

struct Collection {
  std::vector<CollectionPart> months;     // the last kMonthsCollected, oldest first
  std::vector<CollectionPart> offices;    // of the month asked for, or of all months
  std::vector<CollectionPart> employers;  // likewise; the lowest share first
};
inline constexpr std::size_t kMonthsCollected = 24;

// Refusals: store_* codes.
Result<Collection> FindCollection(Region& region, const Scope& scope, std::optional<Month> month);

}  // namespace tongchou::service

#endif  // TONGCHOU_SERVICE_DUES_READS_H_
