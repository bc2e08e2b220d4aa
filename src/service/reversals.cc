// Taking settlements back: by their id, or by the message that made them.
#include <array>
#include <utility>

#include "service/committer.h"
#include "service/ids.h"
#include "service/policy_at.h"
#include "service/settle_work.h"
#include "service/settlements.h"
#include "service/taken_back.h"
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

Result<SettlementOutcome> ReverseIn(Work& work, std::int64_t number, const std::string& psn_no,
                                    const std::string& mdtrt_id) {
  const Result<const store::SettlementRow*> row = FindTheirs(work, number, psn_no, mdtrt_id);
  if (!row.ok()) return row.error();
  const Result<Course> course = CourseOf(work.set, **row);
  if (!course.ok()) return course.error();
  const Result<Booking> booking = ComputeReversal(work, course->now);
  if (!booking.ok()) return booking.error();
  if (!course->done_again()) {
    Book(work, *booking);
    return OutcomeOf(work, *booking);
  }
  const Result<RecomputedPerson> undone = WithDifferenceBack(work, *course, booking->settlement);
  if (!undone.ok()) return undone.error();
  Book(work, *booking);
  BookDifferenceBack(work, *undone);
  return OutcomeOf(work, AsAtCounter(*booking, *course));
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
    NeedCourse(number, set, needs);
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
      NeedCourse(original->subject, set, needs);
    } else {
      NeedVisit(region, {IdText(set.area(), IdKind::kVisit, original->subject), order.psn_no}, set,
                needs);
    }
  };
  command.execute = [&](Work& work) { return ExecuteUndo(work, order, write); };
  return region.committer().Submit(command);
}

}  // namespace tongchou::service
