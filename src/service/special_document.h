// The printed papers of special groups: the summary table of pre-funding with its lines for seals,
// the monthly sheet of disabled soldiers, and the slip of a claim that was paid. Pure; thread-safe.
#ifndef TONGCHOU_SERVICE_SPECIAL_DOCUMENT_H_
#define TONGCHOU_SERVICE_SPECIAL_DOCUMENT_H_

#include <string>

#include "service/account_document.h"
#include "service/prefund_claims.h"
#include "service/soldier_sheets.h"
#include "service/special_claims.h"

namespace tongchou::service {

Document DocumentOf(const PrefundTable& table, const std::string& bill, const std::string& issuer,
                    Moment at, PrintedIn language);
Document DocumentOf(const SoldierSheet& sheet, Month month, const std::string& issuer, Moment at,
                    PrintedIn language);
// Of a claim that was paid; `unit_name`: what its unit is called, empty without one.
Document DocumentOf(const SpecialClaimView& view, const std::string& unit_name,
                    const std::string& issuer, PrintedIn language);

}  // namespace tongchou::service

#endif  // TONGCHOU_SERVICE_SPECIAL_DOCUMENT_H_
