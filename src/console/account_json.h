// Personal accounts as JSON: movements, statements, payouts.
//
// Thread-safe.
#ifndef TONGCHOU_CONSOLE_ACCOUNT_JSON_H_
#define TONGCHOU_CONSOLE_ACCOUNT_JSON_H_

#include <string>

#include "console/json_text.h"
#include "service/account_statement.h"
#include "service/interest_run.h"
#include "service/payouts.h"

namespace tongchou::console {

json::object MovementJson(const service::AccountMovement& movement);
json::object StatementJson(const service::AccountStatement& statement);
json::object InterestJson(const service::InterestFigures& figures);
json::object ExplainedJson(const service::ExplainedInterest& explained);
// `name` of the person; empty: left out.
json::object PayoutJson(const service::Payout& payout, const std::string& name);
// State, reason, who asked and decided, when: into `made`.
void PutReview(const service::Review& review, json::object& made);

}  // namespace tongchou::console

#endif  // TONGCHOU_CONSOLE_ACCOUNT_JSON_H_
