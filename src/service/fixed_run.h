// The fixed yearly contributions of an area: previewed, posted, read.
//
// A run goes payer by payer as the monthly levy does, through the same bills, dues and receipts:
// safe to repeat, and after it was stopped too. Thread-safe.
#ifndef TONGCHOU_SERVICE_FIXED_RUN_H_
#define TONGCHOU_SERVICE_FIXED_RUN_H_

#include <string>

#include "service/levy_reads.h"

namespace tongchou::service {

// The first month of a year. Refusals: kBadParameter (not 1990 .. 9998).
Result<Month> YearOf(std::int64_t year);

// What RunFixed would post now for the year that begins with `year`; nothing is stored. Refusals:
// kNoFixedRules, store_* codes.
Result<LevyReport> PreviewFixed(Region& region, Month year, const LevyProgress& progress);

// Posts the bills of the year, with notes before and after. The report holds what this run posted.
// Refusals: kNoFixedRules, kNotOpenYet (before the collection opens), store_* codes; what was
// posted before a refusal stays.
Result<LevyReport> RunFixed(Region& region, const std::string& actor, Month year,
                            const LevyProgress& progress);

}  // namespace tongchou::service

#endif  // TONGCHOU_SERVICE_FIXED_RUN_H_
