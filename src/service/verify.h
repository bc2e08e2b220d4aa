// VerifyLedger: everything that can be computed again is computed again, from the first entry.
//
// Checked: the hash chain and the balance of every entry; every balance; every settlement from its
// stored inputs and pack digest; that each settlement's entry books what it paid; the running
// totals of each person-year and the movements of each account along the settlements; daily totals;
// every line of the levy from its inputs and pack digest, and its bill's entry; every payment laid
// again on what was owed then, with its entry, the dues, the refunds, the notices, the credits of
// accounts and the frozen days; all interest and every payout of accounts; the chain of the audit
// trail; settlements across areas, against what they booked here and, where both areas are at hand,
// against what the other one has. Thread-safe; reads only, beside a running server too (it then
// verifies what was durable at its start).
#ifndef TONGCHOU_SERVICE_VERIFY_H_
#define TONGCHOU_SERVICE_VERIFY_H_

#include <cstdint>
#include <functional>
#include <vector>

#include "base/result.h"
#include "base/sm3.h"
#include "base/text.h"

namespace tongchou::service {

class Region;

struct VerifyProgress {
  std::int64_t done = 0;
  std::int64_t total = 0;  // entries and settlements
};

struct VerifyReport {
  std::int64_t entries = 0, settlements = 0, reversals = 0, persons = 0, accounts = 0;
  std::int64_t bills = 0, levy_lines = 0, payments = 0, receipts = 0;
  std::int64_t interest_lines = 0, payouts = 0, audits = 0;
  std::int64_t crossings = 0, unfinished = 0;  // across areas: booked; asked and still open
  Sm3Digest audit_head{};                      // of the audit trail's chain
  std::vector<Text> differences;               // one sentence each; at most kMaxDifferences
  std::int64_t more_differences = 0;           // beyond those
  bool clean() const { return differences.empty(); }
};

inline constexpr int kMaxDifferences = 200;

// `progress` may be empty; it is called on the caller's thread. Refusals: store_* codes only.
Result<VerifyReport> VerifyLedger(Region& region,
                                  const std::function<void(const VerifyProgress&)>& progress);

struct PairReport {
  std::int64_t items = 0;
  std::int64_t unfinished = 0;  // settled in the one, not yet booked in the other: they will be
  std::vector<Text> differences;
  bool clean() const { return differences.empty(); }
};

// The books of two areas against each other, for those insured in the first and treated in the
// second. Refusals: store_* codes only.
Result<PairReport> VerifyCrossingPair(Region& insured, Region& treated);

}  // namespace tongchou::service

#endif  // TONGCHOU_SERVICE_VERIFY_H_
