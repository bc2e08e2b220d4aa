// The statement of a personal account for a benefit year: what it held at the beginning, what came
// and went by month and kind, every movement, what it held at the end.
//
// Opening and everything listed add up to the closing balance, to the fen. Thread-safe.
#ifndef TONGCHOU_SERVICE_ACCOUNT_STATEMENT_H_
#define TONGCHOU_SERVICE_ACCOUNT_STATEMENT_H_

#include <string>
#include <string_view>
#include <vector>

#include "service/organisations.h"
#include "service/persons.h"

namespace tongchou::service {

// What the movements of a stretch of time come to.
struct StatementSums {
  Money brought_forward, credits, purchases, interest, payouts;

  Money total() const { return brought_forward + credits + purchases + interest + payouts; }
};
struct StatementSum {
  std::string_view id;
  Text title;
  Money StatementSums::*amount;
};
const std::vector<StatementSum>& AllStatementSums();

struct StatementMonth {
  Date first;  // of the calendar month
  StatementSums sums;
  Money balance;  // at its end
};

struct StatementLine {
  AccountMovement movement;
  std::string provider;  // name of the institution that was paid, or that paid back
};

struct AccountStatement {
  Person person;
  int year = 0;
  Date from, through;  // the days of the benefit year that have begun
  bool over = false;   // the year has ended
  Money opening, closing;
  StatementSums sums;
  std::vector<StatementMonth> months;  // those with movements
  std::vector<StatementLine> lines;    // in their order
};

// Refusals: kUnknownPerson (also outside the scope), kTimeInFuture (`year` has not begun),
// store_* codes.
Result<AccountStatement> StatementOf(Region& region, const Scope& scope, const std::string& psn_no,
                                     int year);

// What a movement is called: "contribution", 划入.
std::string_view MovementCode(MovementKind kind);
const Text& MovementTitle(MovementKind kind);

// The lines as CSV with a byte order mark, for spreadsheets: columns in both languages.
std::string CsvOf(const AccountStatement& statement);

}  // namespace tongchou::service

#endif  // TONGCHOU_SERVICE_ACCOUNT_STATEMENT_H_
