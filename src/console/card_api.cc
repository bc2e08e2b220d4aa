// Cards and books of the insured.
#include <fmt/format.h>

#include <algorithm>
#include <string>

#include "console/api.h"
#include "console/body.h"
#include "service/cards.h"

namespace tongchou::console {
namespace {

constexpr std::size_t kLongestText = 400;
constexpr std::size_t kLongestCursor = 128;
constexpr std::size_t kMonth = 7;

service::Desk DeskOf(const Call& call) { return {call.session.user, call.scope()}; }

json::object CardJson(const service::Card& card, const std::string& name) {
  json::array events;
  for (const service::CardEvent& event : card.events) {
    events.push_back(json::object{{"step", NamedJson(CodeOf(event.step), TitleOf(event.step))},
                                  {"at", TimeJson(event.at)},
                                  {"by", event.by},
                                  {"note", StringOrNull(event.note)}});
  }
  json::object made;
  made["id"] = card.id;
  made["paper"] = card.id.substr(card.id.find('/') + 1);
  made["psn_no"] = card.psn_no;
  made["name"] = StringOrNull(name);
  made["item"] = NamedJson(card.item, card.title);
  made["card"] = card.card;
  made["state"] = NamedJson(CodeOf(card.state), TitleOf(card.state));
  made["number"] = StringOrNull(card.number);
  made["replaces"] = StringOrNull(card.replaces);
  made["fee"] = AmountJson(card.fee);
  made["paid"] = card.paid;
  made["events"] = std::move(events);
  return made;
}

Answer Step(Console& console, const Call& call, service::CardStep step, const Body& body) {
  service::CardAction action;
  action.id = fmt::format("{}/{}", call.request.Param("psn_no"), call.request.Param("number"));
  action.step = step;
  Result<std::string> number = body.Text("number", kLongestText);
  if (!number.ok()) return number.error();
  action.number = *std::move(number);
  Result<std::string> note = body.Text("note", kLongestText);
  if (!note.ok()) return note.error();
  action.note = *std::move(note);
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
  const Result<Body> body = Body::Parse(call.request.body);
  if (!body.ok()) return body.error();
  const Result<bool> approve = body->Flag("approve");
  if (!approve.ok()) return approve.error();
  return Step(console, call, *approve ? service::CardStep::kApprove : service::CardStep::kRefuse,
              *body);
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
  return Step(console, call, *step, *body);
}

}  // namespace tongchou::console
