// Papers of personal accounts: the statement of a year, the slip of a payout.
//
// Pure; thread-safe.
#ifndef TONGCHOU_SERVICE_ACCOUNT_DOCUMENT_H_
#define TONGCHOU_SERVICE_ACCOUNT_DOCUMENT_H_

#include <string>

#include "service/account_statement.h"
#include "service/document.h"
#include "service/payouts.h"

namespace tongchou::service {

// `issuer`: the agency; `at`: when it is printed.
Document DocumentOf(const AccountStatement& statement, const std::string& issuer, Moment at,
                    PrintedIn language);
// Of a payout that was posted.
Document DocumentOf(const PayoutRow& row, const std::string& issuer, Moment at, PrintedIn language);

}  // namespace tongchou::service

#endif  // TONGCHOU_SERVICE_ACCOUNT_DOCUMENT_H_
