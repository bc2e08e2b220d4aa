#include "console/forms.h"

#include <utility>

namespace tongchou::console {

service::Desk DeskOf(const Call& call) { return {call.session.user, call.scope()}; }

Status ForWholeArea(const Call& call, std::string_view right) {
  if (call.session.organisation.empty()) return Done{};
  return Error{ErrorCode::kRightMissing,
               {"此项按全统筹区办理，须由统筹区本级人员办理",
                "this concerns the whole area: it is for somebody who works for all of it"},
               std::string(right)};
}

Result<Verdict> VerdictOf(const Call& call) {
  const Result<Body> body = Body::Parse(call.request.body);
  if (!body.ok()) return body.error();
  const Result<bool> approve = body->Flag("approve");
  if (!approve.ok()) return approve.error();
  Result<std::string> note = body->Text("note", kLongestNote);
  if (!note.ok()) return note.error();
  return Verdict{*approve, *std::move(note)};
}

Result<Money> AmountOf(const Body& body, std::string_view name, bool below_zero) {
  const Result<std::string> text = body.Text(name, kLongestNote);
  if (!text.ok()) return text.error();
  if (text->empty()) return Money{};
  const bool below = below_zero && text->front() == '-';
  const Result<Money> amount = ParseMoney(std::string_view(*text).substr(below ? 1 : 0));
  if (!amount.ok()) return Error{amount.error().code, {}, std::string(name)};
  return below ? -*amount : *amount;
}

Result<std::string> ReasonOf(const Call& call) {
  const Result<Body> body = Body::Parse(call.request.body);
  if (!body.ok()) return body.error();
  return body->Text("reason", kLongestNote);
}

}  // namespace tongchou::console
