// The printed papers of special groups: the summary table of pre-funding with its lines for seals,
// and the monthly sheet of disabled soldiers. Pure; thread-safe.
#ifndef TONGCHOU_SERVICE_SPECIAL_DOCUMENT_H_
#define TONGCHOU_SERVICE_SPECIAL_DOCUMENT_H_

#include <string>

#include "service/account_document.h"
#include "service/prefund_claims.h"
#include "service/soldier_sheets.h"

namespace tongchou::service {

Document DocumentOf(const PrefundTable& table, const std::string& bill, const std::string& issuer,
                    Moment at, PrintedIn language);
Document DocumentOf(const SoldierSheet& sheet, Month month, const std::string& issuer, Moment at,
                    PrintedIn language);

}  // namespace tongchou::service

#endif  // TONGCHOU_SERVICE_SPECIAL_DOCUMENT_H_
