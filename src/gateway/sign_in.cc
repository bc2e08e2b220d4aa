#include "gateway/json_writer.h"
#include "gateway/transactions.h"
#include "service/audit.h"

namespace tongchou::gateway {

// Signing in opens no session: the number that is answered goes into later envelopes, where it may
// as well be missing. What remains is who began and ended a shift, in the audit trail.
Result<std::string> SignIn(const Call& call) {
  const WireValue& data = call.input.Row("signIn");
  const Status noted = service::RecordAudit(*call.here.region, call.provider.code, "9001",
                                            std::string(data.Text("opter_no")));
  if (!noted.ok()) return noted.error();
  JsonWriter json;
  json.BeginObject();
  json.BeginObject("signinoutb");
  json.Text("sign_time", ToString(call.received));
  json.Text("sign_no", call.reference);
  json.EndObject();
  json.EndObject();
  return json.Take();
}

Result<std::string> SignOut(const Call& call) {
  const WireValue& data = call.input.Row("signOut");
  const Status noted = service::RecordAudit(*call.here.region, call.provider.code, "9002",
                                            std::string(data.Text("sign_no")));
  if (!noted.ok()) return noted.error();
  JsonWriter json;
  json.BeginObject();
  json.Text("sign_time", ToString(call.received));
  json.BeginObject("signoutoutb");
  json.Text("sign_time", ToString(call.received));
  json.EndObject();
  json.EndObject();
  return json.Take();
}

}  // namespace tongchou::gateway
