#include "service/crossings.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "service/command.h"
#include "service/committer.h"
#include "service/crossing_book.h"
#include "service/policy_at.h"
#include "service/reference_data.h"
#include "store/store.h"

namespace tongchou::service {
namespace {

using store::CrossingRow;
using store::CrossingState;

constexpr int kRowsAtOnce = 100;

Error InProgress(const store::MessageKey& key) {
  return Error{ErrorCode::kCrossingInProgress, {}, key.msgid};
}

store::MessageKey MessageOf(const RequestKey& key) { return {key.provider, key.msgid}; }

RequestKey KeyOf(const CrossingRow& row) {
  return {row.key.provider, row.key.msgid, row.infno, row.body, {}};
}

// A command of this hospital that looks at its crossing, and has no stored answer of its own.
Command StepOf(const Region& here, const CrossingRow& row, const char* step) {
  Command command;
  command.actor = row.key.provider;
  command.action = row.infno + step;
  command.at = here.clock().Now();
  command.needs = [key = row.key](const WorkingSet&, store::Needs& needs) {
    needs.messages.push_back(key);
    needs.crossings.push_back(key);
  };
  return command;
}

// How a step ends when there is nothing to write, since what it would write is there.
constexpr ErrorCode kStands = ErrorCode::kAlreadySettled;

// Whether `present` is still the order that `asked` was about.
bool IsSameOrder(const CrossingRow* present, const CrossingRow& asked) {
  return present != nullptr && present->state == CrossingState::kAsked && present->at == asked.at;
}

// Writes the order down: as a new row, or in the place of one that was refused under its message.
CrossingRow BookAsked(Work& work, CrossingRow draft) {
  const CrossingRow* refused = work.set.FindCrossing(draft.key);
  draft.number = refused == nullptr ? work.set.NewCrossing() : refused->number;
  draft.version = refused == nullptr ? 0 : refused->version;
  draft.outbox = draft.number;
  // Never twice the same: the key under which the neighbour answers is made of it.
  draft.at = refused == nullptr ? work.at : std::max(work.at, Moment{refused->at.ms + 1});
  work.set.Put(draft);
  return draft;
}

}  // namespace

Crossings::Turn::Turn(Crossings& crossings, store::MessageKey key)
    : crossings_(crossings), key_(std::move(key)) {
  const std::lock_guard lock(crossings_.mutex_);
  taken_ = crossings_.under_way_.insert(key_).second;
}

Crossings::Turn::~Turn() {
  if (!taken_) return;
  const std::lock_guard lock(crossings_.mutex_);
  crossings_.under_way_.erase(key_);
}

Result<Answered> Crossings::Ask(std::int64_t insured, const RequestKey& key,
                                const CrossingOrder& order) {
  if (!neighbours_.contains(insured)) return Refuse(ErrorCode::kNoNeighbour, AreaCode(insured));
  const Turn turn(*this, MessageOf(key));
  if (!turn.taken()) return InProgress(MessageOf(key));
  Result<Opened> opened = Open(insured, key, order);
  if (!opened.ok()) return opened.error();
  if (opened->answer) return *std::move(opened->answer);
  return Finish(opened->row);
}

Result<Crossings::Opened> Crossings::Open(std::int64_t insured, const RequestKey& key,
                                          const CrossingOrder& order) {
  CrossingRow draft;
  draft.neighbour = insured;
  draft.key = MessageOf(key);
  draft.infno = key.infno;
  draft.body = key.body;
  draft.request = PackOrder(order);
  Opened opened;
  Command command = StepOf(here_, draft, " asked");
  command.execute = [&](Work& work) -> Result<Executed> {
    opened = {};
    if (const store::AnswerRow* answer = work.set.FindAnswer(draft.key)) {
      const bool same = answer->body == key.body && answer->infno == key.infno;
      if (!same) return Error{ErrorCode::kMessageIdReused, {}, key.msgid};
      opened.answer = Answered{answer->answer, true, 0};
      return kStands;
    }
    if (const CrossingRow* earlier = work.set.FindCrossing(draft.key);
        earlier != nullptr && earlier->state == CrossingState::kAsked) {
      const bool same = earlier->body == key.body && earlier->infno == key.infno;
      if (!same) return Error{ErrorCode::kMessageIdReused, {}, key.msgid};
      opened.row = *earlier;
      return kStands;
    }
    opened.row = BookAsked(work, draft);
    return Executed{{}, 0, CrossingId(here_.area_number(), opened.row.number)};
  };
  const Result<Answered> written = here_.committer().Submit(command);
  if (!written.ok() && written.error().code != kStands) return written.error();
  return opened;
}

Result<Answered> Crossings::Finish(const CrossingRow& row) {
  const auto neighbour = neighbours_.find(row.neighbour);
  if (neighbour == neighbours_.end()) return InProgress(row.key);
  const Result<CrossingOrder> order = UnpackOrder(row.request);
  if (!order.ok()) return order.error();
  const CrossingQuestion question{
      here_.area_number(),       row.number, row.at, row.key, row.infno, row.body,
      here_.reference().Newest()};
  const Result<CrossingAnswer> answer = neighbour->second->Ask(question, *order);
  if (answer.ok()) return BookAnswered(row, *answer);
  if (IsUnknownOutcome(answer.error().code)) return InProgress(row.key);
  const Status closed = BookRefused(row, answer.error());
  return closed.ok() ? answer.error() : closed.error();
}

Result<Answered> Crossings::BookAnswered(const CrossingRow& row, const CrossingAnswer& answer) {
  Command command = CommandOf(here_, KeyOf(row));
  command.needs = [&](const WorkingSet&, store::Needs& needs) {
    needs.crossings.push_back(row.key);
  };
  command.execute = [&](Work& work) -> Result<Executed> {
    const CrossingRow* present = work.set.FindCrossing(row.key);
    // Only an answer ends an order that has one, and that answer stands under the message.
    TC_CHECK(IsSameOrder(present, row));
    CrossingRow answered = *present;
    answered.state = CrossingState::kAnswered;
    answered.request.clear();
    answered.refusal.clear();
    answered.at = work.at;
    answered.figures = answer.figures;
    answered.entry = work.set.NextEntry();
    work.set.AddEntry(CrossingEntry(here_.area_number(), answered));
    work.set.Put(answered);
    // No subject: what the message made is in the other area, under numbers of its own.
    return Executed{answer.text, 0, answer.figures.settlement};
  };
  return here_.committer().Submit(command);
}

Status Crossings::BookRefused(const CrossingRow& row, const Error& refusal) {
  Command command = StepOf(here_, row, " refused");
  command.execute = [&](Work& work) -> Result<Executed> {
    const CrossingRow* present = work.set.FindCrossing(row.key);
    if (!IsSameOrder(present, row)) return kStands;
    CrossingRow refused = *present;
    refused.state = CrossingState::kRefused;
    refused.at = std::max(work.at, present->at);
    refused.request.clear();
    refused.refusal = InfoOf(refusal.code).text_code;
    work.set.Put(refused);
    return Executed{{}, 0, CrossingId(here_.area_number(), refused.number)};
  };
  const Result<Answered> written = here_.committer().Submit(command);
  if (!written.ok() && written.error().code != kStands) return written.error();
  return Done{};
}

Result<std::optional<CrossingRow>> Crossings::Find(const store::MessageKey& key) const {
  Result<std::unique_ptr<store::Reader>> reader = here_.store().Read(here_.area_number());
  if (!reader.ok()) return reader.error();
  store::Needs needs;
  needs.crossings.push_back(key);
  Result<store::Loaded> loaded = (*reader)->Load(needs);
  if (!loaded.ok()) return loaded.error();
  if (loaded->crossings.empty()) return std::optional<CrossingRow>();
  return std::optional<CrossingRow>(std::move(loaded->crossings.front()));
}

Result<Answered> Crossings::FinishAgain(const store::MessageKey& key) {
  const Turn turn(*this, key);
  if (!turn.taken()) return InProgress(key);
  // As it stands now: whoever was at it may have come to an end, and a refusal that a hospital was
  // told must not be asked again.
  const Result<std::optional<CrossingRow>> row = Find(key);
  if (!row.ok()) return row.error();
  if (!*row || (*row)->state != CrossingState::kAsked) return Answered{};
  return Finish(**row);
}

Result<WorkedOff> Crossings::WorkOff() {
  WorkedOff worked;
  std::int64_t after = 0;
  while (true) {
    Result<std::unique_ptr<store::Reader>> reader = here_.store().Read(here_.area_number());
    if (!reader.ok()) return reader.error();
    const Result<std::vector<CrossingRow>> rows = (*reader)->OpenCrossings(after, kRowsAtOnce);
    reader->reset();
    if (!rows.ok()) return rows.error();
    if (rows->empty()) return worked;
    after = rows->back().number;
    for (const CrossingRow& row : *rows) {
      const Result<Answered> finished = FinishAgain(row.key);
      const bool waits =
          !finished.ok() && (finished.error().code == ErrorCode::kCrossingInProgress ||
                             IsUnknownOutcome(finished.error().code));
      ++(finished.ok() ? worked.finished : waits ? worked.waiting : worked.refused);
    }
  }
}

}  // namespace tongchou::service
