// What an area stores under the key of a neighbour's question: what it settled, or why it refused.
// A refusal is stored too, so that whoever asks under the key hears the same.
//
// Pure; thread-safe.
#ifndef TONGCHOU_SERVICE_NEIGHBOUR_ANSWER_H_
#define TONGCHOU_SERVICE_NEIGHBOUR_ANSWER_H_

#include <string>

#include "base/result.h"
#include "service/settlements.h"
#include "store/money_rows.h"

namespace tongchou::service {

// What was settled or undone, and the text for the hospital.
struct CrossingAnswer {
  store::CrossingFigures figures;
  std::string text;
};

// The texts that are stored.
std::string SettledText(const Settlement& settlement, const std::string& text);
std::string RefusedText(const Error& refusal);

// What was stored. Refusals: the one that was stored; kStoreCorrupt.
Result<CrossingAnswer> ReadStoredAnswer(const std::string& stored);

}  // namespace tongchou::service

#endif  // TONGCHOU_SERVICE_NEIGHBOUR_ANSWER_H_
