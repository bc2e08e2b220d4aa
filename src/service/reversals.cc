// Taking settlements back: by their id, or by the message that made them.
#include <array>
#include <utility>

#include "service/committer.h"
#include "service/ids.h"
#include "service/policy_at.h"
#include "service/recompute_papers.h"
#include "service/settle_work.h"
#include "service/settlements.h"
#include "service/views.h"
#include "service/visit_work.h"

namespace tongchou::service {
namespace {

// Which originals 2601 undoes, and what they made. Later editions append a letter to the infno.
struct Undoable {
  std::string_view infno;
  bool is_settlement;
};
constexpr std::array<Undoable, 4> kUndoable = {
    {{"2102", true}, {"2207", true}, {"2304", true}, {"2401", false}}};
constexpr std::size_t kInfnoDigits = 4;

const Undoable* FindUndoable(std::string_view infno) {
  for (const Undoable& row : kUndoable) {
    if (row.infno == infno.substr(0, kInfnoDigits)) return &row;
  }
  return nullptr;
}

// A settlement, and once it is known its visit and person.
void NeedSettlement(std::int64_t number, const WorkingSet& set, store::Needs& needs) {
  if (number == 0) return;
  needs.settlements.push_back(number);
  needs.records.push_back(ReplacedKey(number));
  needs.records.push_back(RedoneKey(number));
  const store::SettlementRow* row = set.FindSettlement(number);
  if (row == nullptr) return;
  needs.visits.push_back(row->visit);
  needs.persons.push_back(row->person);
}

// The settlement as this provider and person know it.
Result<const store::SettlementRow*> FindTheirs(const Work& work, std::int64_t number,
                                               const std::string& psn_no,
                                               const std::string& mdtrt_id) {
  const std::int64_t area = work.set.area();
  const store::SettlementRow* row = work.set.FindSettlement(number);
  const bool theirs = row != nullptr && row->provider == work.actor &&
                      (psn_no.empty() || IdNumber(area, IdKind::kPerson, psn_no) == row->person) &&
                      (mdtrt_id.empty() || IdNumber(area, IdKind::kVisit, mdtrt_id) == row->visit);
  if (!theirs) return ErrorCode::kUnknownReference;
  return row;
}

// A settlement that was done again is not the hospital's any more: what the person paid there and
// what the funds owe for it went apart, and the agency has settled the difference.
Status CheckNotRecomputed(const Work& work, std::int64_t number) {
  const bool recomputed = work.set.FindRecord(ReplacedKey(number)) != nullptr ||
                          work.set.FindRecord(RedoneKey(number)) != nullptr;
  if (!recomputed) return Done{};
  return Error{ErrorCode::kRecomputeState,
               {"该结算已按追溯政策重算，差额已由经办机构处理，不能由机构撤销，请联系经办机构",
                "this settlement was done again under a retroactive change and its difference is "
                "settled by the agency: it cannot be undone from here, ask the agency"},
               "setl_id"};
}

Result<SettlementOutcome> ReverseIn(Work& work, std::int64_t number, const std::string& psn_no,
                                    const std::string& mdtrt_id) {
  const Result<const store::SettlementRow*> row = FindTheirs(work, number, psn_no, mdtrt_id);
  if (!row.ok()) return row.error();
  const Status free = CheckNotRecomputed(work, number);
  if (!free.ok()) return free.error();
  const Result<Booking> booking = ComputeReversal(work, **row);
  if (!booking.ok()) return booking.error();
  Book(work, *booking);
  return OutcomeOf(work, *booking);
}

Status CancelIn(Work& work, std::int64_t number, const std::string& psn_no) {
  const VisitRef ref{IdText(work.set.area(), IdKind::kVisit, number), psn_no};
  Result<store::VisitRow> visit = FindLiveVisit(work, ref);
  if (!visit.ok()) return visit.error();
  const Result<store::VisitRow> cancelled = CancelledVisit(*std::move(visit));
  if (!cancelled.ok()) return cancelled.error();
  BookCancelled(work, *cancelled);
  return Done{};
}

Result<Executed> ExecuteUndo(Work& work, const UndoOrder& order,
                             const AnswerWriter<Accepted>& write) {
  const store::AnswerRow* original = work.set.FindAnswer({work.actor, order.msgid});
  if (original == nullptr) return Refuse(ErrorCode::kUnknownMessage, order.msgid);
  const Undoable* kind = FindUndoable(original->infno);
  if (kind == nullptr || FindUndoable(order.infno) != kind) {
    return Refuse(ErrorCode::kNotUndoable, original->infno);
  }
  const std::int64_t subject = original->subject;
  if (kind->is_settlement) {
    const Result<SettlementOutcome> reversed = ReverseIn(work, subject, order.psn_no, "");
    if (!reversed.ok()) return reversed.error();
  } else {
    const Status cancelled = CancelIn(work, subject, order.psn_no);
    if (!cancelled.ok()) return cancelled.error();
  }
  return Executed{write ? write(Accepted{}) : std::string(), subject, order.msgid};
}

}  // namespace

Result<Answered> ReverseSettlement(Region& region, const RequestKey& key, const ReverseOrder& order,
                                   const AnswerWriter<SettlementOutcome>& write) {
  const std::int64_t number = IdNumber(region.area_number(), IdKind::kSettlement, order.setl_id);
  Command command = CommandOf(region, key);
  command.needs = [&](const WorkingSet& set, store::Needs& needs) {
    NeedSettlement(number, set, needs);
  };
  command.execute = [&](Work& work) -> Result<Executed> {
    const Result<SettlementOutcome> outcome = ReverseIn(work, number, order.psn_no, order.mdtrt_id);
    if (!outcome.ok()) {
      const Error& error = outcome.error();
      return Error{error.code, error.say, order.setl_id};
    }
    const std::string& id = outcome->settlement.setl_id;
    return Executed{write ? write(*outcome) : std::string(),
                    IdNumber(work.set.area(), IdKind::kSettlement, id), id};
  };
  return region.committer().Submit(command);
}

Result<Answered> UndoByMessage(Region& region, const RequestKey& key, const UndoOrder& order,
                               const AnswerWriter<Accepted>& write) {
  Command command = CommandOf(region, key);
  command.needs = [&](const WorkingSet& set, store::Needs& needs) {
    needs.messages.push_back({key.provider, order.msgid});
    const store::AnswerRow* original = set.FindAnswer({key.provider, order.msgid});
    if (original == nullptr) return;
    const Undoable* kind = FindUndoable(original->infno);
    if (kind == nullptr) return;
    if (kind->is_settlement) {
      NeedSettlement(original->subject, set, needs);
    } else {
      NeedVisit(region, {IdText(set.area(), IdKind::kVisit, original->subject), order.psn_no}, set,
                needs);
    }
  };
  command.execute = [&](Work& work) { return ExecuteUndo(work, order, write); };
  return region.committer().Submit(command);
}

}  // namespace tongchou::service
