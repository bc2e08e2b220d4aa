// Those who are insured here and live elsewhere, registered once a year; and the cash that is paid
// to those of them who are settled there, out of their accounts, as often a year as the pack says.
//
// A run makes one payout that waits for each of them; another person approves, and that pays. A
// period is paid once: who has a payout of it that waits or stands is left alone.
//
// Thread-safe. A user sees persons of the own office and below.
#ifndef TONGCHOU_SERVICE_OFFSITE_H_
#define TONGCHOU_SERVICE_OFFSITE_H_

#include <string>
#include <vector>

#include "service/payouts.h"

namespace tongchou::service {

struct Offsite {
  std::string psn_no;
  std::int32_t year = 0;  // benefit year that it is registered for
  bool settled = true;    // settled there (retired); false: long-term staff, who is paid nothing
  DateRange range;        // within the year
  std::int64_t area = 0;  // in which care counts as the pack says; 0: in every other area
  std::string place, contact, receiver_account, documents;
  std::string by;
  Moment at;
  std::int64_t version = 0;
};

// The registration of a person for a year, as it is kept. Refusals of the second: kStoreCorrupt.
store::RecordKey OffsiteKey(std::int32_t year, const std::string& psn_no);
Result<Offsite> OffsiteOf(const store::RecordRow& row);

// Registers a person for the year, or corrects what was registered. Refusals: kUnknownPerson (also
// outside the scope), kMissingField (place, documents), kFieldTooLong, kBadParameter (area: the own
// one), kBadPeriod (the days are not within the benefit year), kNoCoverage (not covered on the
// first day), store_* codes.
Result<Offsite> RegisterOffsite(Region& region, const Desk& desk, Offsite form);

struct OffsiteRow {
  Offsite offsite;
  std::string name;
};
struct OffsitePage {
  std::vector<OffsiteRow> rows;  // by person
  std::string next;              // pass as `after`; empty: this was the last page
};
// May be shorter than `limit` while there is more.
Result<OffsitePage> FindOffsite(Region& region, const Scope& scope, std::int32_t year,
                                const std::string& after, int limit);

struct OffsiteRun {
  std::string period;       // "2026-1"
  Date day;                 // its last
  std::int64_t made = 0;    // payouts that now wait
  std::int64_t before = 0;  // persons with a payout of the period, or another that waits
  std::int64_t empty = 0;   // persons with nothing in the account
};
// Makes the payouts of period `number` (1, 2, …) of the year. Refusals: kBadParameter (the pack has
// no such period), kTimeInFuture (it is not over), store_* codes; what was made before a refusal
// stays.
Result<OffsiteRun> PrepareOffsitePayouts(Region& region, const Desk& desk, std::int32_t year,
                                         int number);

}  // namespace tongchou::service

#endif  // TONGCHOU_SERVICE_OFFSITE_H_
