#include "service/taken_back.h"

#include <utility>

#include "service/policy_at.h"
#include "service/recompute_work.h"
#include "service/settlement_book.h"

namespace tongchou::service {
namespace {

// What is known under `key`; nothing: it is not there (or not loaded yet, or damaged).
std::optional<Replaced> Link(const WorkingSet& set, const store::RecordKey& key) {
  const store::RecordRow* row = set.FindRecord(key);
  if (row == nullptr) return {};
  Result<Replaced> replaced = ReplacedOf(*row);
  if (!replaced.ok()) return {};
  return *replaced;
}

// Both ends of the course of `number`, as far as it is known; `visit` sees every number of it.
struct Ends {
  std::int64_t counter = 0, now = 0;
  std::string paper;
};
template <typename Visit>
Ends Follow(std::int64_t number, const WorkingSet& set, const Visit& visit) {
  Ends ends{number, number, {}};
  visit(number);
  while (const auto link = Link(set, RedoneKey(ends.counter))) visit(ends.counter = link->original);
  while (const auto link = Link(set, ReplacedKey(ends.now))) visit(ends.now = link->redone);
  if (const auto last = Link(set, RedoneKey(ends.now))) ends.paper = last->paper;
  return ends;
}

}  // namespace

void NeedCourse(std::int64_t number, const WorkingSet& set, store::Needs& needs) {
  if (number == 0) return;
  const Ends ends = Follow(number, set, [&](std::int64_t one) {
    needs.settlements.push_back(one);
    needs.records.push_back(ReplacedKey(one));
    needs.records.push_back(RedoneKey(one));
  });
  const store::SettlementRow* row = set.FindSettlement(number);
  if (row == nullptr) return;
  needs.visits.push_back(row->visit);
  needs.persons.push_back(row->person);
  if (!ends.paper.empty()) needs.records.push_back(RecomputedKey(ends.paper, row->person));
}

Result<Course> CourseOf(const WorkingSet& set, const store::SettlementRow& row) {
  Ends ends = Follow(row.settlement, set, [](std::int64_t) {});
  const store::SettlementRow* counter = set.FindSettlement(ends.counter);
  const store::SettlementRow* now = set.FindSettlement(ends.now);
  if (counter == nullptr || now == nullptr) {
    return Refuse(ErrorCode::kStoreCorrupt, ReplacedKey(row.settlement).code);
  }
  return Course{*counter, *now, std::move(ends.paper)};
}

Result<RecomputedPerson> WithDifferenceBack(const Work& work, const Course& course,
                                            const store::SettlementRow& reversal) {
  const store::RecordKey key = RecomputedKey(course.paper, course.now.person);
  const store::RecordRow* row = work.set.FindRecord(key);
  if (row == nullptr) return Refuse(ErrorCode::kStoreCorrupt, key.code);
  Result<RecomputedPerson> person = RecomputedOf(*row);
  if (!person.ok()) return person.error();
  TakenBack back;
  back.at = work.at;
  back.by = work.actor;
  back.settlement = course.now.settlement;
  back.reversal = reversal.settlement;
  back.due = ChangeBetween(course.now, course.counter);
  person->taken_back.push_back(std::move(back));
  return person;
}

void BookDifferenceBack(Work& work, RecomputedPerson person) {
  TakenBack& back = person.taken_back.back();
  ledger::Entry entry = DueEntry(person, back);
  if (!entry.postings.empty()) {
    back.entry = work.set.NextEntry();
    work.set.AddEntry(std::move(entry));
  }
  work.set.Put(RecordOf(person));
}

Booking AsAtCounter(Booking reversal, const Course& course) {
  store::SettlementRow shown = course.counter;
  const store::SettlementRow& booked = reversal.settlement;
  shown.settlement = booked.settlement;
  shown.entry = booked.entry;
  shown.msgid = booked.msgid;
  shown.at = booked.at;
  shown.reverses = course.counter.settlement;
  shown.reversed_by = 0;
  shown.figures = Negated(course.counter.figures);
  shown.inputs.lines.clear();
  shown.balance_after = booked.balance_after;
  reversal.settlement = std::move(shown);
  return reversal;
}

}  // namespace tongchou::service
