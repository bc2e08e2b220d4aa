// A card as the API answers with it. Pure; thread-safe.
#ifndef TONGCHOU_CONSOLE_CARD_JSON_H_
#define TONGCHOU_CONSOLE_CARD_JSON_H_

#include <string>

#include "console/json_text.h"
#include "service/cards.h"

namespace tongchou::console {

// `name`: of the person; empty: it is known from elsewhere.
json::object CardJson(const service::Card& card, const std::string& name);

}  // namespace tongchou::console

#endif  // TONGCHOU_CONSOLE_CARD_JSON_H_
