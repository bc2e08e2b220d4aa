#include "service/cards.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <utility>

#include "service/card_papers.h"
#include "service/desk_work.h"
#include "service/ids.h"
#include "service/policy_at.h"
#include "service/region.h"
#include "service/scoped_reads.h"
#include "service/visit_work.h"

namespace tongchou::service {
namespace {

constexpr std::size_t kLongestNote = 400;
constexpr std::size_t kLongestNumber = 32;

// What the pack says of `item` on `day`. Refusals: kBadParameter.
Result<policy::CardItem> ItemOn(const policy::Pack& pack, const std::string& item, Date day) {
  for (const policy::AccountRules& rules : pack.accounts) {
    if (!rules.in_force.Contains(day)) continue;
    const auto found = std::ranges::find(rules.items, item, &policy::CardItem::id);
    if (found != rules.items.end()) return *found;
  }
  return Refuse(ErrorCode::kBadParameter, "item");
}

bool IsHeld(CardState state) {
  return state == CardState::kInForce || state == CardState::kLost ||
         state == CardState::kSuspended;
}

bool IsUnderWay(CardState state) {
  return state == CardState::kAppliedFor || state == CardState::kApproved;
}

Result<Card> CardIn(const Work& work, const std::string& id) {
  const store::RecordRow* row = work.set.FindRecord(CardKey(id));
  if (row == nullptr) return Refuse(ErrorCode::kUnknownCard, id);
  return CardOf(*row);
}

// Our own numbers: the person's and which of the person's papers it is.
std::string NextNumber(const Card& card) {
  std::string number;
  for (const char letter : card.id) {
    if (letter != '/') number += letter;
  }
  return number;
}

Status CheckNumber(const std::string& number) {
  const bool fits =
      number.size() <= kLongestNumber && std::ranges::all_of(number, [](unsigned char letter) {
        return letter < 0x80 && std::isalnum(letter) != 0;
      });
  if (!fits) return Refuse(ErrorCode::kBadParameter, "number");
  return Done{};
}

// Gives the card its number and ends what it replaces.
Status MakeIn(Work& work, const Desk& desk, const std::string& wanted, Card& card) {
  if (card.card) {
    card.number = wanted.empty() ? NextNumber(card) : wanted;
    if (work.set.FindRecord(CardNumberKey(card.number)) != nullptr) {
      return Refuse(ErrorCode::kDuplicateId, "number");
    }
    work.set.Put(NumberRecordOf(card));
  }
  if (card.replaces.empty()) return Done{};
  Result<Card> before = CardIn(work, card.replaces);
  if (!before.ok()) return before.error();
  if (!IsHeld(before->state)) return Done{};
  before->state = CardState::kEnded;
  before->events.push_back({CardStep::kEnd, work.at, desk.actor, card.id});
  work.set.Put(RecordOf(*before));
  return Done{};
}

// Why a card that is there cannot be used.
Error NotValid(const Card& card) {
  const Text& state = TitleOf(card.state);
  return {ErrorCode::kCardNotValid,
          {"此卡状态为" + state.zh + "，不能使用；请持卡人到经办机构办理或出示其他凭证",
           "this card is " + state.en + ": the holder sees the agency or shows another document"},
          "mdtrt_cert_no"};
}

}  // namespace

Result<Card> ApplyForCard(Region& region, const Desk& desk, const CardApplication& application) {
  if (application.note.size() > kLongestNote) return Refuse(ErrorCode::kFieldTooLong, "note");
  const Result<policy::CardItem> item = ItemOn(region.pack(), application.item, region.today());
  if (!item.ok()) return item.error();
  const auto before = CardsOf(region, desk.scope, application.psn_no);
  if (!before.ok()) return before.error();
  Card card;
  card.id = PaperCode(application.psn_no, before->size() + 1);
  card.psn_no = application.psn_no;
  card.item = item->id;
  card.title = item->title;
  card.card = item->card;
  for (const Card& other : *before) {
    if (other.item != card.item) continue;
    if (IsUnderWay(other.state)) return Refuse(ErrorCode::kRequestWaiting, other.id);
    if (IsHeld(other.state)) card.replaces = other.id;
  }
  card.fee = card.replaces.empty() ? item->fee : item->replacement_fee;
  card.paid = card.fee == Money{};
  Command command = DeskCommand(region, desk.actor, "apply_for_card");
  command.needs = [&](const WorkingSet&, store::Needs& needs) {
    needs.records.push_back(CardKey(card.id));
    needs.persons.push_back(IdNumber(region.area_number(), IdKind::kPerson, card.psn_no));
  };
  command.execute = [&](Work& work) -> Result<Executed> {
    const Result<const store::PersonRow*> person = FindPersonIn(work, card.psn_no);
    if (!person.ok()) return person.error();
    if (work.set.FindRecord(CardKey(card.id)) != nullptr) {
      return Refuse(ErrorCode::kRequestWaiting, card.id);
    }
    card.events = {{CardStep::kApply, work.at, desk.actor, application.note}};
    work.set.Put(RecordOf(card));
    AddToDeskList(work, store::RecordKind::kCard, card.id);
    return Executed{{}, 0, card.id};
  };
  const Status submitted = Submit(region, command);
  if (!submitted.ok()) return submitted.error();
  return card;
}

Result<Card> StepCard(Region& region, const Desk& desk, const CardAction& action) {
  if (action.note.size() > kLongestNote) return Refuse(ErrorCode::kFieldTooLong, "note");
  if (NeedsNote(action.step) && action.note.empty()) {
    return Refuse(ErrorCode::kMissingField, "note");
  }
  const Status number = CheckNumber(action.number);
  if (!number.ok()) return number.error();
  const auto known = CardsOf(region, desk.scope, PersonOfPaper(action.id));
  const bool unknown = known.ok() ? std::ranges::find(*known, action.id, &Card::id) == known->end()
                                  : known.error().code == ErrorCode::kUnknownPerson;
  if (unknown) return Refuse(ErrorCode::kUnknownCard, action.id);
  if (!known.ok()) return known.error();
  Card card = *std::ranges::find(*known, action.id, &Card::id);
  const std::string replaces = card.replaces;
  const std::string wanted = action.number.empty() ? NextNumber(card) : action.number;
  Command command = DeskCommand(region, desk.actor, fmt::format("card_{}", CodeOf(action.step)));
  command.needs = [&](const WorkingSet&, store::Needs& needs) {
    needs.records = {CardKey(action.id), CardNumberKey(wanted)};
    if (!replaces.empty()) needs.records.push_back(CardKey(replaces));
  };
  command.execute = [&](Work& work) -> Result<Executed> {
    Result<Card> read = CardIn(work, action.id);
    if (!read.ok()) return read.error();
    card = *std::move(read);
    const Result<CardState> state = After(card, action.step);
    if (!state.ok()) return state.error();
    const bool decides = action.step == CardStep::kApprove || action.step == CardStep::kRefuse;
    if (decides && card.events.front().by == desk.actor) {
      return Refuse(ErrorCode::kOwnRequest, action.id);
    }
    if (action.step == CardStep::kMake) {
      const Status made = MakeIn(work, desk, wanted, card);
      if (!made.ok()) return made.error();
    }
    card.state = *state;
    card.paid = card.paid || action.step == CardStep::kPay;
    card.events.push_back({action.step, work.at, desk.actor, action.note});
    work.set.Put(RecordOf(card));
    return Executed{{}, 0, action.id};
  };
  const Status submitted = Submit(region, command);
  if (!submitted.ok()) return submitted.error();
  return card;
}

Result<std::vector<Card>> CardsOf(Region& region, const Scope& scope, const std::string& psn_no) {
  const Result<Person> person = GetPerson(region, scope, psn_no);
  if (!person.ok()) return person.error();
  Result<std::unique_ptr<store::Reader>> reader = ReadNow(region);
  if (!reader.ok()) return reader.error();
  const auto rows = PapersOf(**reader, store::RecordKind::kCard, psn_no);
  if (!rows.ok()) return rows.error();
  std::vector<Card> cards;
  for (const store::RecordRow& row : *rows) {
    Result<Card> card = CardOf(row);
    if (!card.ok()) return card.error();
    cards.push_back(*std::move(card));
  }
  return cards;
}

Result<CardPage> FindCards(Region& region, const Scope& scope, const std::string& month,
                           const std::string& after, int limit) {
  Result<std::unique_ptr<store::Reader>> reader = ReadNow(region);
  if (!reader.ok()) return reader.error();
  const auto list = FindDeskList(**reader, store::RecordKind::kCard, month, after, limit);
  if (!list.ok()) return list.error();
  CardPage page;
  page.next = list->next;
  for (const store::RecordRow& row : list->papers) {
    Result<Card> card = CardOf(row);
    if (!card.ok()) return card.error();
    const Result<Person> person = GetPerson(region, scope, card->psn_no);
    if (!person.ok() && person.error().code != ErrorCode::kUnknownPerson) return person.error();
    if (person.ok()) page.cards.push_back({*std::move(card), person->name});
  }
  return page;
}

Result<std::string> PersonOfCard(Region& region, const std::string& number) {
  Result<std::unique_ptr<store::Reader>> reader = ReadNow(region);
  if (!reader.ok()) return reader.error();
  store::Needs needs;
  needs.records = {CardNumberKey(number)};
  const Result<store::Loaded> found = (*reader)->Load(needs);
  if (!found.ok()) return found.error();
  if (found->records.empty()) return Refuse(ErrorCode::kUnknownCard, "mdtrt_cert_no");
  const Result<std::string> id = CardOfNumber(found->records.front());
  if (!id.ok()) return id.error();
  needs.records = {CardKey(*id)};
  const Result<store::Loaded> paper = (*reader)->Load(needs);
  if (!paper.ok()) return paper.error();
  if (paper->records.empty()) return Error{ErrorCode::kStoreCorrupt, {}, "record"};
  const Result<Card> card = CardOf(paper->records.front());
  if (!card.ok()) return card.error();
  if (card->state != CardState::kInForce) return NotValid(*card);
  return card->psn_no;
}

}  // namespace tongchou::service
