// The social security card that a message shows (mdtrt_cert_type 03): whose it is, and whether it
// may be used.
//
// Thread-safe.
#ifndef TONGCHOU_GATEWAY_SHOWN_CARD_H_
#define TONGCHOU_GATEWAY_SHOWN_CARD_H_

#include <optional>
#include <string>

#include "gateway/call.h"

namespace tongchou::gateway {

// The number of the card that `row` shows; nothing when it shows another document, or none. Some
// programs put the certificate's type where the number belongs: that names no card.
std::optional<std::string> CardShownIn(const WireValue& row);

// Refuses a message that shows a card which is not in force or another person's. A message that
// was accepted before its card was reported lost is not refused: its answer is what happened.
// Refusals: kUnknownCard, kCardNotValid, kPersonDiffers, store_* codes.
Status CheckShownCard(const Call& call);

}  // namespace tongchou::gateway

#endif  // TONGCHOU_GATEWAY_SHOWN_CARD_H_
