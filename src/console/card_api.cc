// Cards and books of the insured.
#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <utility>

#include "console/api.h"
#include "console/body.h"
#include "console/card_json.h"
#include "console/forms.h"
#include "service/cards.h"

namespace tongchou::console {
namespace {

constexpr std::size_t kLongestText = 400;
constexpr std::size_t kLongestCursor = 128;
constexpr std::size_t kMonth = 7;

Answer Step(Console& console, const Call& call, service::CardAction action) {
  action.id = fmt::format("{}/{}", call.request.Param("psn_no"), call.request.Param("number"));
  const auto made = service::StepCard(console.region(), DeskOf(call), action);
  if (!made.ok()) return made.error();
  return json::value(CardJson(*made, ""));
}

}  // namespace

Answer ListCardItems(Console& console, const Call&) {
  json::array items;
  const Date today = console.region().today();
  for (const policy::AccountRules& rules : console.region().pack().accounts) {
    if (!rules.in_force.Contains(today)) continue;
    for (const policy::CardItem& item : rules.items) {
      items.push_back(json::object{{"item", NamedJson(item.id, item.title)},
                                   {"card", item.card},
                                   {"fee", AmountJson(item.fee)},
                                   {"replacement_fee", AmountJson(item.replacement_fee)}});
    }
  }
  return json::value(ListJson(std::move(items), ""));
}

Answer ListCards(Console& console, const Call& call) {
  const Result<std::string> asked = TextQuery(call.request, "month", kMonth);
  if (!asked.ok()) return asked.error();
  const std::string month =
      asked->empty() ? ToString(console.region().today()).substr(0, kMonth) : *asked;
  const Result<std::string> cursor = TextQuery(call.request, "cursor", kLongestCursor);
  if (!cursor.ok()) return cursor.error();
  const Result<int> limit = LimitQuery(call.request);
  if (!limit.ok()) return limit.error();
  const auto page = service::FindCards(console.region(), call.scope(), month, *cursor, *limit);
  if (!page.ok()) return page.error();
  json::array items;
  for (const service::CardRow& row : page->cards) items.push_back(CardJson(row.card, row.name));
  return json::value(ListJson(std::move(items), page->next));
}

Answer ListPersonCards(Console& console, const Call& call) {
  const auto cards =
      service::CardsOf(console.region(), call.scope(), std::string(call.request.Param("psn_no")));
  if (!cards.ok()) return cards.error();
  json::array items;
  for (const service::Card& card : *cards) items.push_back(CardJson(card, ""));
  std::ranges::reverse(items);
  return json::value(ListJson(std::move(items), ""));
}

Answer ApplyForCard(Console& console, const Call& call) {
  const Result<Body> body = Body::Parse(call.request.body);
  if (!body.ok()) return body.error();
  service::CardApplication application;
  application.psn_no = call.request.Param("psn_no");
  Result<std::string> item = body->Text("item", kLongestText);
  if (!item.ok()) return item.error();
  application.item = *std::move(item);
  Result<std::string> note = body->Text("note", kLongestText);
  if (!note.ok()) return note.error();
  application.note = *std::move(note);
  const auto made = service::ApplyForCard(console.region(), DeskOf(call), application);
  if (!made.ok()) return made.error();
  return json::value(CardJson(*made, ""));
}

Answer DecideCard(Console& console, const Call& call) {
  Result<Verdict> verdict = VerdictOf(call);
  if (!verdict.ok()) return verdict.error();
  const auto step = verdict->approve ? service::CardStep::kApprove : service::CardStep::kRefuse;
  return Step(console, call, {{}, step, {}, std::move(verdict->note)});
}

Answer StepCard(Console& console, const Call& call) {
  const Result<Body> body = Body::Parse(call.request.body);
  if (!body.ok()) return body.error();
  const Result<std::string> code = body->Text("step", kLongestText);
  if (!code.ok()) return code.error();
  const Result<service::CardStep> step = service::ParseCardStep(*code);
  if (!step.ok()) return step.error();
  const bool decides = *step == service::CardStep::kApprove || *step == service::CardStep::kRefuse;
  if (decides) return Error{ErrorCode::kBadParameter, {}, "step"};
  Result<std::string> number = body->Text("number", kLongestText);
  if (!number.ok()) return number.error();
  Result<std::string> note = body->Text("note", kLongestText);
  if (!note.ok()) return note.error();
  return Step(console, call, {{}, *step, *std::move(number), *std::move(note)});
}

}  // namespace tongchou::console
