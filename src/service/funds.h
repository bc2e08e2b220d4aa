// The funds: their income, balances, and the journal.
//
// Thread-safe. Account codes are "<scheme>.<fund>.<role>", e.g. "employee.pooled.bank"; the
// personal accounts of a scheme are its fund "account". Roles: src/ledger/chart.h.
#ifndef TONGCHOU_SERVICE_FUNDS_H_
#define TONGCHOU_SERVICE_FUNDS_H_

#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/money.h"
#include "base/result.h"
#include "base/sm3.h"
#include "ledger/chart.h"
#include "ledger/journal.h"

namespace tongchou::service {

class Region;

struct FundIncome {
  std::string scheme, fund;
  Money amount;
};
struct AccountCredit {
  std::string psn_no;
  std::string scheme;
  Money amount;
};

// Money that came in: to the funds, and to personal accounts. `opening` books it as brought forward
// instead of as this year's income. One journal entry of `day`. Refusals: kUnknownFund,
// kUnknownPerson, kNoCoverage (never insured in the scheme), kBadAmount (not positive).
struct Contribution {
  Date day;
  bool opening = false;
  std::string reference;  // what it is booked on: "2026-03 employer E0001"
  std::vector<FundIncome> incomes;
  std::vector<AccountCredit> credits;
};
Result<std::int64_t> PostContribution(Region& region, const std::string& actor,
                                      const Contribution& contribution);

struct AccountBalance {
  ledger::Account account;
  Text name;
  Money debit, credit;    // turnover since the first entry, through the day asked for
  Money balance() const;  // on the normal side of the account
};

// Every account of the chart at the end of the day `through`, in its order (so the accounts of a
// fund stand together), those without entries included.
Result<std::vector<AccountBalance>> FundBalances(Region& region, Date through = kForever);

// One fund with its accounts.
struct FundBook {
  std::string scheme, fund;
  Text title;           // scheme and fund
  Money balance, bank;  // what is its own (bank less what is owed to providers); at the bank
  Money debit, credit;  // turnover of its accounts: equal, for nothing is booked across funds
  std::vector<AccountBalance> accounts;
};

// The books of every fund at the end of `through`, in the order of the chart.
Result<std::vector<FundBook>> FundBooks(Region& region, Date through);

// Income and spending of a fund from `from` through `through`, and its balances before and after:
// opening + income - spent = balance. What was brought forward within the days is opening too.
struct FundFlow {
  std::string scheme, fund;
  Text scheme_title, fund_title;
  Money opening, income, spent, balance;
};
Result<std::vector<FundFlow>> FundFlows(Region& region, Date from, Date through);

struct JournalQuery {
  std::string account;  // code; empty: any
  std::optional<Date> from, through;
  std::int64_t before = 0;  // entry number: only older ones; 0: from the newest
  int limit = 50;           // 1..200
};
struct JournalPage {
  std::vector<ledger::Entry> entries;  // newest first
  std::int64_t next = 0;               // 0: this was the last page
};
Result<JournalPage> JournalEntries(Region& region, const JournalQuery& query);

// Refusals: kUnknownEntry.
Result<ledger::Entry> GetEntry(Region& region, std::int64_t number);

struct JournalHead {
  std::int64_t entries = 0;
  Sm3Digest digest{};  // of the newest entry; zeros when there is none
};
Result<JournalHead> GetJournalHead(Region& region);

// What somebody reads for `account`, from the titles of the pack.
Text AccountName(const Region& region, const ledger::Account& account);

// "职工医保·统筹基金": a fund with its scheme, or their words when the pack does not know them.
Text FundTitle(const Region& region, const std::string& scheme, const std::string& fund);

}  // namespace tongchou::service

#endif  // TONGCHOU_SERVICE_FUNDS_H_
