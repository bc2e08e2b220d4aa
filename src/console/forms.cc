#include "console/forms.h"

#include <utility>

#include "console/body.h"

namespace tongchou::console {

service::Desk DeskOf(const Call& call) { return {call.session.user, call.scope()}; }

Result<Verdict> VerdictOf(const Call& call) {
  const Result<Body> body = Body::Parse(call.request.body);
  if (!body.ok()) return body.error();
  const Result<bool> approve = body->Flag("approve");
  if (!approve.ok()) return approve.error();
  Result<std::string> note = body->Text("note", kLongestNote);
  if (!note.ok()) return note.error();
  return Verdict{*approve, *std::move(note)};
}

Result<std::string> ReasonOf(const Call& call) {
  const Result<Body> body = Body::Parse(call.request.body);
  if (!body.ok()) return body.error();
  return body->Text("reason", kLongestNote);
}

}  // namespace tongchou::console
