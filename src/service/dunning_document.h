// Notices on paper: payment notice, reminder, order to rectify, application to the court.
//
// Pure; thread-safe.
#ifndef TONGCHOU_SERVICE_DUNNING_DOCUMENT_H_
#define TONGCHOU_SERVICE_DUNNING_DOCUMENT_H_

#include <string>
#include <vector>

#include "service/document.h"
#include "service/dunning.h"

namespace tongchou::service {

// A sheet for each of `papers`. `issuer` is the agency, `late_fee_per_day` the pack's rate.
Document DocumentOf(const std::vector<DunningPaper>& papers, const std::string& issuer,
                    Ratio late_fee_per_day, Moment at, PrintedIn language);

}  // namespace tongchou::service

#endif  // TONGCHOU_SERVICE_DUNNING_DOCUMENT_H_
