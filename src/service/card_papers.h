// Cards as they are kept, and which step follows which state. Pure; thread-safe.
#ifndef TONGCHOU_SERVICE_CARD_PAPERS_H_
#define TONGCHOU_SERVICE_CARD_PAPERS_H_

#include "service/cards.h"

namespace tongchou::service {

store::RecordKey CardKey(const std::string& id);
store::RecordKey CardNumberKey(const std::string& number);
store::RecordRow RecordOf(const Card& card);
// Refusals: kStoreCorrupt.
Result<Card> CardOf(const store::RecordRow& row);

// That the number is the card's; and which card a number is.
store::RecordRow NumberRecordOf(const Card& card);
Result<std::string> CardOfNumber(const store::RecordRow& row);

// The state after `step`. Refusals: kCardState, naming the state.
Result<CardState> After(const Card& card, CardStep step);

// Whether a note must say why.
bool NeedsNote(CardStep step);

}  // namespace tongchou::service

#endif  // TONGCHOU_SERVICE_CARD_PAPERS_H_
