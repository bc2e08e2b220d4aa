// Cards and books of the insured: applied for, approved, paid for, made; reported lost, found,
// suspended, replaced, ended. Every step is kept with who, when and why.
//
// What there is and what it costs is the pack's. Fees go into no fund: they are kept with the card
// and listed, for the agency's own cash desk. A card that is not in force is refused from the next
// call on, wherever it is shown. A replacement ends what it replaces when it is made.
//
// Thread-safe. A user sees the cards of persons of the own office and below.
#ifndef TONGCHOU_SERVICE_CARDS_H_
#define TONGCHOU_SERVICE_CARDS_H_

#include <optional>
#include <string>
#include <vector>

#include "service/persons.h"
#include "service/review.h"

namespace tongchou::service {

// Numbers are stored: never used again for something else.
enum class CardState : std::uint8_t {
  kAppliedFor = 0,
  kApproved = 1,
  kRefused = 2,
  kInForce = 3,
  kLost = 4,
  kSuspended = 5,
  kEnded = 6,
};
enum class CardStep : std::uint8_t {
  kApply = 0,
  kApprove = 1,
  kRefuse = 2,
  kPay = 3,
  kMake = 4,
  kReportLost = 5,
  kFind = 6,
  kSuspend = 7,
  kResume = 8,
  kEnd = 9,
};
std::string_view CodeOf(CardState state);
const Text& TitleOf(CardState state);
std::string_view CodeOf(CardStep step);
const Text& TitleOf(CardStep step);
// Refusals: kBadParameter.
Result<CardStep> ParseCardStep(std::string_view code);

struct CardEvent {
  CardStep step = CardStep::kApply;
  Moment at;
  std::string by, note;
};

struct Card {
  std::string id;  // "990100100000000042/001"
  std::string psn_no;
  std::string item;   // of the pack: "ic_card"
  Text title;         // of the item, when it was applied for
  bool card = false;  // has a number by which a provider may find the person
  CardState state = CardState::kAppliedFor;
  std::string number;    // on the card; empty until it is made
  std::string replaces;  // id of what it replaces; empty: the first
  Money fee;
  bool paid = false;  // or nothing is to be paid
  std::vector<CardEvent> events;
  std::int64_t version = 0;
};

struct CardApplication {
  std::string psn_no, item;
  std::string note;  // through which unit, why a new one is needed
};

// Applies for a card; in place of the one the person has, when there is one. Refusals:
// kUnknownPerson (also outside the scope), kBadParameter (the pack has no such item today),
// kRequestWaiting (one is applied for already), kFieldTooLong, store_* codes.
Result<Card> ApplyForCard(Region& region, const Desk& desk, const CardApplication& application);

struct CardAction {
  std::string id;
  CardStep step = CardStep::kApprove;
  std::string number;  // of kMake: on the card; empty: the next of ours
  std::string note;
};
// Takes the card one step on. Refusals: kUnknownCard (also outside the scope), kCardState (this
// step does not follow its state; `make` before it was paid), kOwnRequest (approved by who
// applied), kDuplicateId (number), kBadParameter (a number of other characters than letters and
// digits), kMissingField (note: of lost, suspended, ended, refused), store_* codes.
Result<Card> StepCard(Region& region, const Desk& desk, const CardAction& action);

// Refusals: kUnknownPerson (also outside the scope).
Result<std::vector<Card>> CardsOf(Region& region, const Scope& scope, const std::string& psn_no);

struct CardRow {
  Card card;
  std::string name;  // of the person
};
struct CardPage {
  std::vector<CardRow> cards;
  std::string next;  // pass as `after`; empty: this was the last page
};
// Those applied for in `month` ("2026-11"), by day. May be shorter than `limit` while there is
// more.
Result<CardPage> FindCards(Region& region, const Scope& scope, const std::string& month,
                           const std::string& after, int limit);

// Whose card it is. Refusals: kUnknownCard, kCardNotValid (says why: lost, suspended, replaced).
Result<std::string> PersonOfCard(Region& region, const std::string& number);

}  // namespace tongchou::service

#endif  // TONGCHOU_SERVICE_CARDS_H_
