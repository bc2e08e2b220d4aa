// An employer's credit paid back.
#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <utility>

#include "console/account_json.h"
#include "console/api.h"
#include "console/body.h"
#include "console/forms.h"
#include "service/credit_refunds.h"
#include "service/register.h"

namespace tongchou::console {
namespace {

json::object RefundJson(const service::Region& region, const service::CreditRefund& refund) {
  const auto employer = FindEmployer(region, refund.form.employer);
  json::object made;
  made["id"] = refund.id;
  made["paper"] = refund.id.substr(refund.id.find('/') + 1);
  made["employer"] = refund.form.employer;
  made["employer_name"] = employer ? employer->name : refund.form.employer;
  made["amount"] = AmountJson(refund.form.amount);
  made["receiver"] = refund.form.receiver;
  made["receiver_account"] = refund.form.receiver_account;
  PutReview(refund, made);
  made["payment"] = refund.payment == 0 ? json::value(nullptr) : json::value(refund.payment);
  made["reversed"] = refund.reversal != 0;
  made["reversed_by"] = StringOrNull(refund.reversed_by);
  made["reversal_reason"] = StringOrNull(refund.reversal_reason);
  return made;
}

Answer Shown(Console& console, const Result<service::CreditRefund>& refund) {
  if (!refund.ok()) return refund.error();
  return json::value(RefundJson(console.region(), *refund));
}

Answer Listed(Console& console, const Result<std::vector<service::CreditRefund>>& refunds) {
  if (!refunds.ok()) return refunds.error();
  json::array items;
  for (const service::CreditRefund& refund : *refunds) {
    items.push_back(RefundJson(console.region(), refund));
  }
  return json::value(ListJson(std::move(items), ""));
}

std::string CodeOf(const Call& call) { return std::string(call.request.Param("code")); }

std::string IdOf(const Call& call) {
  return fmt::format("{}/{}", CodeOf(call), call.request.Param("number"));
}

}  // namespace

Answer ListRefunds(Console& console, const Call& call) {
  auto refunds = FindRefunds(console.region(), call.scope());
  if (refunds.ok() && call.request.Query("state").value_or("") == "waiting") {
    std::erase_if(*refunds, [](const service::CreditRefund& refund) {
      return refund.state != service::RequestState::kWaiting;
    });
  }
  return Listed(console, refunds);
}

Answer ListEmployerRefunds(Console& console, const Call& call) {
  auto refunds = RefundsOf(console.region(), call.scope(), CodeOf(call));
  if (refunds.ok()) std::ranges::reverse(*refunds);
  return Listed(console, refunds);
}

Answer RequestRefund(Console& console, const Call& call) {
  const Result<Body> body = Body::Parse(call.request.body);
  if (!body.ok()) return body.error();
  service::RefundForm form;
  form.employer = CodeOf(call);
  std::string amount;
  struct Row {
    const char* name;
    std::string& text;
  };
  for (const auto& [name, text] :
       {Row{"amount", amount}, Row{"receiver", form.receiver},
        Row{"receiver_account", form.receiver_account}, Row{"reason", form.reason}}) {
    Result<std::string> read = body->Text(name, kLongestNote);
    if (!read.ok()) return read.error();
    text = *std::move(read);
  }
  const Result<Money> money = ParseMoney(amount);
  if (!money.ok()) return Error{ErrorCode::kBadAmount, {}, "amount"};
  form.amount = *money;
  return Shown(console, service::RequestRefund(console.region(), DeskOf(call), form));
}

Answer DecideRefund(Console& console, const Call& call) {
  const Result<Verdict> verdict = VerdictOf(call);
  if (!verdict.ok()) return verdict.error();
  return Shown(console, service::DecideRefund(console.region(), DeskOf(call), IdOf(call),
                                              verdict->approve, verdict->note));
}

Answer ReverseRefund(Console& console, const Call& call) {
  const Result<std::string> reason = ReasonOf(call);
  if (!reason.ok()) return reason.error();
  return Shown(console,
               service::ReverseRefund(console.region(), DeskOf(call), IdOf(call), *reason));
}

}  // namespace tongchou::console
