#include "service/card_papers.h"

#include <algorithm>
#include <array>

#include "service/policy_at.h"
#include "store/packing.h"

namespace tongchou::service {
namespace {

constexpr std::int64_t kForm = 1;

struct StateRow {
  std::string_view code;
  Text title;
};

const StateRow& RowOf(CardState state) {
  static const std::array<StateRow, 7> kStates = {{
      {"applied_for", {"已申请", "applied for"}},
      {"approved", {"已批准", "approved"}},
      {"refused", {"未批准", "refused"}},
      {"in_force", {"正常", "in force"}},
      {"lost", {"挂失", "reported lost"}},
      {"suspended", {"停用", "suspended"}},
      {"ended", {"已注销或换发", "ended or replaced"}},
  }};
  return kStates[static_cast<std::size_t>(state)];
}

// Each step, the states that it may follow (as bits) and the one that it leads to.
struct StepRow {
  std::string_view code;
  Text title;
  unsigned from = 0;
  CardState to = CardState::kAppliedFor;
  bool needs_note = false;
};

constexpr unsigned Bit(CardState state) { return 1U << static_cast<unsigned>(state); }

const StepRow& RowOf(CardStep step) {
  using enum CardState;
  static const std::array<StepRow, 10> kSteps = {{
      {"apply", {"申请", "applied for"}, 0, kAppliedFor, false},
      {"approve", {"批准", "approved"}, Bit(kAppliedFor), kApproved, false},
      {"refuse", {"不批准", "refused"}, Bit(kAppliedFor), kRefused, true},
      {"pay", {"收取工本费", "fee paid"}, Bit(kApproved), kApproved, false},
      {"make", {"制发", "made"}, Bit(kApproved), kInForce, false},
      {"report_lost", {"挂失", "reported lost"}, Bit(kInForce), kLost, true},
      {"find", {"解挂", "found"}, Bit(kLost), kInForce, false},
      {"suspend", {"停用", "suspended"}, Bit(kInForce), kSuspended, true},
      {"resume", {"恢复使用", "resumed"}, Bit(kSuspended), kInForce, false},
      {"end", {"注销", "ended"}, Bit(kInForce) | Bit(kLost) | Bit(kSuspended), kEnded, true},
  }};
  return kSteps[static_cast<std::size_t>(step)];
}

}  // namespace

std::string_view CodeOf(CardState state) { return RowOf(state).code; }
const Text& TitleOf(CardState state) { return RowOf(state).title; }
std::string_view CodeOf(CardStep step) { return RowOf(step).code; }
const Text& TitleOf(CardStep step) { return RowOf(step).title; }
bool NeedsNote(CardStep step) { return RowOf(step).needs_note; }

Result<CardStep> ParseCardStep(std::string_view code) {
  for (int i = 0; i <= static_cast<int>(CardStep::kEnd); ++i) {
    const auto step = static_cast<CardStep>(i);
    if (CodeOf(step) == code) return step;
  }
  return Refuse(ErrorCode::kBadParameter, "step");
}

Result<CardState> After(const Card& card, CardStep step) {
  const StepRow& row = RowOf(step);
  const bool unpaid = step == CardStep::kMake && !card.paid;
  const bool paid = step == CardStep::kPay && card.paid;
  if ((row.from & Bit(card.state)) != 0 && !unpaid && !paid) return row.to;
  const Text& state = TitleOf(card.state);
  const Text why = unpaid ? Text{"工本费未收", "its fee is not paid"}
                   : paid ? Text{"工本费已收或免收", "nothing is to be paid for it"}
                          : Text{"目前状态为" + state.zh, "it is " + state.en};
  return Error{ErrorCode::kCardState,
               {why.zh + "，不能办理“" + row.title.zh + "”",
                why.en + ": `" + row.title.en + "` does not follow"},
               card.id};
}

store::RecordKey CardKey(const std::string& id) { return {store::RecordKind::kCard, id}; }

store::RecordKey CardNumberKey(const std::string& number) {
  return {store::RecordKind::kCardNumber, number};
}

store::RecordRow RecordOf(const Card& card) {
  store::RecordRow row;
  row.kind = store::RecordKind::kCard;
  row.code = card.id;
  row.version = card.version;
  store::Packer out;
  out.Number(kForm).Text(card.psn_no).Text(card.item).Text(card.title.zh).Text(card.title.en);
  out.Flag(card.card).Kind(card.state).Text(card.number).Text(card.replaces).Amount(card.fee);
  out.Flag(card.paid).Number(static_cast<std::int64_t>(card.events.size()));
  for (const CardEvent& event : card.events) {
    out.Kind(event.step).At(event.at).Text(event.by).Text(event.note);
  }
  row.body = out.Take();
  return row;
}

Result<Card> CardOf(const store::RecordRow& row) {
  store::Unpacker in(row.body);
  const bool known = in.Number() == kForm;
  Card card;
  card.id = row.code;
  card.version = row.version;
  card.psn_no = in.Text();
  card.item = in.Text();
  card.title.zh = in.Text();
  card.title.en = in.Text();
  card.card = in.Flag();
  card.state = in.Kind(CardState::kEnded);
  card.number = in.Text();
  card.replaces = in.Text();
  card.fee = in.Amount();
  card.paid = in.Flag();
  card.events.resize(in.Count());
  for (CardEvent& event : card.events) {
    event.step = in.Kind(CardStep::kEnd);
    event.at = in.At();
    event.by = in.Text();
    event.note = in.Text();
  }
  if (!known || !in.done()) return Error{ErrorCode::kStoreCorrupt, {}, "record"};
  return card;
}

store::RecordRow NumberRecordOf(const Card& card) {
  store::RecordRow row;
  row.kind = store::RecordKind::kCardNumber;
  row.code = card.number;
  store::Packer out;
  row.body = out.Number(kForm).Text(card.id).Take();
  return row;
}

Result<std::string> CardOfNumber(const store::RecordRow& row) {
  store::Unpacker in(row.body);
  const bool known = in.Number() == kForm;
  std::string id = in.Text();
  if (!known || !in.done()) return Error{ErrorCode::kStoreCorrupt, {}, "record"};
  return id;
}

}  // namespace tongchou::service
