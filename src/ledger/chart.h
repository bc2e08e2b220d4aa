// The chart of accounts: each fund of each scheme has its own bank side, its own debt to providers,
// its own income and spending; nothing is shared, so no fund can pay with another's money.
//
// The personal accounts of a scheme are its fund "account": what the bank holds for them, what is
// owed to their holders, and what is owed to providers out of them.
// Values; thread-safe as any value is.
#ifndef TONGCHOU_LEDGER_CHART_H_
#define TONGCHOU_LEDGER_CHART_H_

#include <compare>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "base/text.h"

namespace tongchou::ledger {

// What an account is for. Numbers are stored: never used again for something else.
enum class Role : std::uint8_t {
  kBank = 1,      // money at the bank (debit side)
  kPayable = 2,   // owed to providers (credit side)
  kOpening = 3,   // brought forward (credit side)
  kIncome = 4,    // contributions and subsidies (credit side)
  kBenefits = 5,  // paid for the insured (debit side)
  kHolders = 6,   // owed to the holders of personal accounts (credit side); fund "account" only
  kDueTo = 7,     // owed to another area that has treated our insured (credit side)
  kDueFrom = 8,   // another area owes it for those we treated (debit side); kClearingScheme only
  // What was levied and has not come in: a claim on employers (debit side), and against it what
  // will be income when it is received (credit side). Neither is money of the fund.
  kReceivable = 9,
  kLevied = 10,
  kInterest = 11,  // credited to holders as interest (debit side); fund "account" only
  kHeld = 12,      // came in and is not booked to a claim yet (credit side); kCollectionScheme only
  kInsured = 13,   // owed to insured persons after a recomputation (credit side)
};

// The fund of personal accounts in every scheme.
inline constexpr std::string_view kAccountFund = "account";

// What passes through for other areas is in no scheme: the area's code stands in the fund's place.
inline constexpr std::string_view kClearingScheme = "clearing";

// What came in from employers and waits to be booked to their bills is in no fund yet.
inline constexpr std::string_view kCollectionScheme = "collection";
inline constexpr std::string_view kCollectionFund = "receipts";

struct Account {
  std::string scheme;
  std::string fund;
  Role role = Role::kBank;
  std::int64_t neighbour = 0;  // the other area of kDueTo; else 0

  auto operator<=>(const Account&) const = default;
};

struct FundName {
  std::string scheme;
  std::string fund;
};

// The chart of these funds, in their order: bank, payable, opening, income, benefits of each; of
// the fund "account": bank, payable, holders, interest; of both what was levied: receivable,
// levied. What is due to other areas is not in it: those accounts come into being with the first
// entry.
std::vector<Account> ChartOf(std::span<const FundName> funds);

// True when the balance of the account stands on the debit side.
bool IsDebitSide(Role role);

// "bank", "payable", …
std::string_view RoleCode(Role role);
const Text& RoleTitle(Role role);

// "employee.pooled.bank"; "employee.pooled.due_to:990200".
std::string CodeOf(const Account& account);

// Reads a code. Refusals: kUnknownAccount.
Result<Account> ParseAccount(std::string_view code);

}  // namespace tongchou::ledger

#endif  // TONGCHOU_LEDGER_CHART_H_
