// The handlers of the console's API, one for each operation of api/openapi.yaml, where their
// answers are described. Rights are checked before they are called (routes.h).
//
// Thread-safe.
#ifndef TONGCHOU_CONSOLE_API_H_
#define TONGCHOU_CONSOLE_API_H_

#include "console/call.h"
#include "console/console.h"

namespace tongchou::console {

// session_api.cc. SignIn makes a session, so it works without one and sets the cookie itself.
http::Response SignIn(Console& console, const http::Request& request);
http::Response SignOut(Console& console, const http::Request& request);
Answer GetSession(Console& console, const Call& call);
Answer ChangePassword(Console& console, const Call& call);
Answer SignOutEverywhere(Console& console, const Call& call);

// overview_api.cc
Answer GetRegion(Console& console, const Call& call);
Answer GetOverview(Console& console, const Call& call);

// person_api.cc
Answer ListPersons(Console& console, const Call& call);
Answer GetPerson(Console& console, const Call& call);
Answer ShowCertificate(Console& console, const Call& call);
Answer ListPersonSettlements(Console& console, const Call& call);

// settlement_api.cc
Answer ListSettlements(Console& console, const Call& call);
Answer GetSettlement(Console& console, const Call& call);
Answer ExplainSettlement(Console& console, const Call& call);

// ledger_api.cc
Answer ListLedgerAccounts(Console& console, const Call& call);
Answer ListLedgerEntries(Console& console, const Call& call);
Answer GetLedgerEntry(Console& console, const Call& call);
Answer VerifyLedger(Console& console, const Call& call);
Answer GetJob(Console& console, const Call& call);

// audit_api.cc
Answer ListAudit(Console& console, const Call& call);

// policy_api.cc
Answer ListPolicies(Console& console, const Call& call);
Answer GetPolicy(Console& console, const Call& call);
Answer RunExample(Console& console, const Call& call);
Answer TryCase(Console& console, const Call& call);

}  // namespace tongchou::console

#endif  // TONGCHOU_CONSOLE_API_H_
