// Recomputations as the command line prints them. Pure but for ids; thread-safe.
#ifndef TONGCHOU_SERVICE_RECOMPUTE_TEXT_H_
#define TONGCHOU_SERVICE_RECOMPUTE_TEXT_H_

#include <string>
#include <string_view>

#include "service/recompute.h"

namespace tongchou::service {

// "unfinished", "waiting", "approved", "refused", "posted".
std::string_view StateCode(const Recompute& paper);
// "listed", "skipped", "posted" (the difference is open), "settled".
std::string_view StageCode(const RecomputeRow& row);

// One line of JSON; lines for a person in both languages.
std::string JsonOf(const Recompute& paper);
std::string TextOf(const Recompute& paper);
std::string TextOf(const Region& region, const RecomputePage& page);

// One row for each settlement whose figures differ.
std::string RecomputeCsvHead();
std::string CsvOf(const Region& region, const RecomputePage& page);

}  // namespace tongchou::service

#endif  // TONGCHOU_SERVICE_RECOMPUTE_TEXT_H_
