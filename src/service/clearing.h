// Clearing: what one area owes another for a month, seen from both sides, and paying it.
//
// A settlement belongs to the month of its day in the area of insurance. Each direction of a pair
// is cleared for itself; undoings count with their negative amounts. Thread-safe.
#ifndef TONGCHOU_SERVICE_CLEARING_H_
#define TONGCHOU_SERVICE_CLEARING_H_

#include <string>
#include <string_view>
#include <vector>

#include "service/crossing_pairs.h"

namespace tongchou::service {

struct ClearingStatement {
  std::string insured, treated;  // area codes: who pays, who is paid
  DateRange month;
  std::vector<PairItem> items;  // by number
  Money owed, claimed;          // the sums of the two sides
  int single_sided = 0;         // items that only one side has
  int differing = 0;
  bool paid = false, received = false;  // booked by the one, by the other

  Money difference() const { return owed - claimed; }
  bool agrees() const { return single_sided == 0 && differing == 0; }
};

// The days of "2026-05". Refusals: kBadDate.
Result<DateRange> MonthOf(std::string_view text);

// Refusals: store_* codes.
Result<ClearingStatement> StatementOf(Region& insured, Region& treated, const DateRange& month);

// An order of the area of treatment that has no outcome yet.
struct OpenOrder {
  std::string crossing;  // its id
  std::string insured;   // area code
  std::string provider, msgid, infno;
  Moment since;
};

inline constexpr int kMostOpenOrders = 200;

// The oldest kMostOpenOrders of `treated`. Refusals: store_* codes.
Result<std::vector<OpenOrder>> OpenOrders(Region& treated);

struct ClearingPayment {
  Money amount;
  bool paid_now = false, received_now = false;  // false: was booked before
};

// Books the month's payment in both areas: there each fund's bank against what it owes, here the
// bank against the claim. Asked again it books what is lacking, and nothing twice. Refusals:
// kClearingNotDue, store_* codes (what is booked stays, and is found when asked again).
Result<ClearingPayment> PayMonth(Region& insured, Region& treated, const DateRange& month,
                                 const std::string& actor);

}  // namespace tongchou::service

#endif  // TONGCHOU_SERVICE_CLEARING_H_
