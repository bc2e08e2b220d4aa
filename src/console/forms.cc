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

Result<std::vector<std::string>> VariantNames(const Body& body, std::size_t most) {
  constexpr std::size_t kLongestName = 128;
  const Result<const json::array*> list = body.Array("variants");
  if (!list.ok()) return list.error();
  if ((*list)->size() > most) return Error{ErrorCode::kBadParameter, {}, "variants"};
  std::vector<std::string> names;
  for (const json::value& item : **list) {
    if (!item.is_string()) return Error{ErrorCode::kBadFieldType, {}, "variants"};
    if (item.as_string().size() > kLongestName) {
      return Error{ErrorCode::kFieldTooLong, {}, "variants"};
    }
    names.emplace_back(item.as_string());
  }
  return names;
}

Result<std::int64_t> ResultNumber(const Call& call) {
  constexpr std::size_t kLongestNumber = 10;
  const std::string_view text = call.request.Param("number");
  const auto number = text.size() > kLongestNumber ? std::nullopt : WholeNumber(text);
  if (!number) return Error{ErrorCode::kUnknownResult, {}, std::string(text)};
  return *number;
}

}  // namespace tongchou::console
