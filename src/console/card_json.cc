#include "console/card_json.h"

namespace tongchou::console {

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

}  // namespace tongchou::console
