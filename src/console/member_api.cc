// The login of an insured person at the clerk's desk, and what such a person does alone.
#include <fmt/format.h>

#include <string>

#include "console/api.h"
#include "console/body.h"
#include "console/card_json.h"
#include "console/forms.h"
#include "service/member_login.h"

namespace tongchou::console {

Answer ShowLogin(Console& console, const Call& call) {
  const auto login =
      service::LoginOf(console.region(), call.scope(), std::string(call.request.Param("psn_no")));
  if (!login.ok()) return login.error();
  const bool known = login->state != service::LoginState::kNone;
  const bool code = login->state == service::LoginState::kCode;
  json::object made;
  made["state"] = NamedJson(CodeOf(login->state), TitleOf(login->state));
  made["opened_at"] = known ? TimeJson(login->opened_at) : json::value(nullptr);
  made["opened_by"] = StringOrNull(login->opened_by);
  made["code_until"] = code ? TimeJson(login->code_until) : json::value(nullptr);
  made["closed_at"] = login->closed_at ? TimeJson(*login->closed_at) : json::value(nullptr);
  made["closed_by"] = StringOrNull(login->closed_by);
  made["closed_reason"] = StringOrNull(login->closed_reason);
  return json::value(std::move(made));
}

Answer OpenLogin(Console& console, const Call& call) {
  const Result<Body> body = Body::Parse(call.request.body);
  if (!body.ok()) return body.error();
  const Result<std::string> certificate = body->Text("cert_no", kLongestNote);
  if (!certificate.ok()) return certificate.error();
  const std::string psn_no(call.request.Param("psn_no"));
  const auto given = service::OpenLogin(console.region(), DeskOf(call), psn_no, *certificate);
  if (!given.ok()) return given.error();
  console.sessions().CloseAllOf(service::ActorOfMember(psn_no));
  return json::value{{"code", given->code}, {"until", TimeJson(given->until)}};
}

Answer CloseLogin(Console& console, const Call& call) {
  const Result<std::string> reason = ReasonOf(call);
  if (!reason.ok()) return reason.error();
  const std::string psn_no(call.request.Param("psn_no"));
  const Status closed = service::CloseLogin(console.region(), DeskOf(call), psn_no, *reason);
  if (!closed.ok()) return closed.error();
  console.sessions().CloseAllOf(service::ActorOfMember(psn_no));
  return ShowLogin(console, call);
}

Answer ReportOwnCardLost(Console& console, const Call& call) {
  service::CardAction action;
  action.id = fmt::format("{}/{}", call.session.person, call.request.Param("number"));
  action.step = service::CardStep::kReportLost;
  action.note = "本人网上挂失 · reported by the holder";
  const auto made = service::StepCard(console.region(), {call.session.user, {}}, action);
  if (!made.ok()) return made.error();
  return json::value(CardJson(*made, ""));
}

}  // namespace tongchou::console
