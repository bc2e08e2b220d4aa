// Drafts: the bills that a run makes of an employer, worked out from one view of the store.
//
// The first bill of a month is its regular one. A month that has standing bills is worked out again
// when something of a member has changed since the last of them; what differs is a supplementary
// bill, whether more or less. Thread-safe as the reader is.
#ifndef TONGCHOU_SERVICE_LEVY_DRAFT_H_
#define TONGCHOU_SERVICE_LEVY_DRAFT_H_

#include <map>
#include <set>
#include <string>
#include <vector>

#include "service/levy_terms.h"

namespace tongchou::service {

// A bill with its sheets, neither booked nor stored.
struct LevyDraft {
  LevyBill bill;
  std::vector<store::RecordRow> sheets;
};

struct EmployerDrafts {
  std::vector<LevyDraft> drafts;  // by month
  std::vector<LevyProblem> problems;
  std::int64_t members = 0;  // persons looked at
};

// Who runs the levy of which month, and what it rests on.
struct DraftOrder {
  const policy::Pack* pack = nullptr;
  Month month;
  std::int64_t seen = 0;  // version of the area in the reader's view
  Moment at;
  std::string by;
};

// The drafts of `employer`. Months of the year before `order.month` that were never levied are left
// alone. Refusals: kNoPolicyInForce, kPackNotLoaded, store_* codes.
Result<EmployerDrafts> DraftBills(store::Reader& reader, const DraftOrder& order,
                                  const store::Employer& employer);

// The bills of an employer, by month and number, for all of `months`: few questions to the store
// however many months they are.
Result<std::map<Date, std::vector<LevyBill>>> BillsOf(store::Reader& reader,
                                                      const std::vector<Month>& months,
                                                      const std::string& employer);
// Those of them that were not reversed and reverse nothing.
std::vector<const LevyBill*> Standing(const std::vector<LevyBill>& bills);

// The lines of a bill, by person. Refusals: store_* codes.
Result<std::vector<LevyLine>> ReadLines(store::Reader& reader, const LevyBill& bill);

// Those of one month, by number. Refusals: store_* codes.
Result<std::vector<LevyBill>> BillsOf(store::Reader& reader, Month month,
                                      const std::string& employer);

// The bill number `number` of an employer's month with its lines, but for its kind and due day.
LevyDraft MakeDraft(const MonthRules& rules, const DraftOrder& order,
                    const store::Employer& employer, const std::vector<LevyLine>& lines,
                    std::size_t number);

// What of `now` the standing bills of a month have not levied yet, and less where more was levied
// than is owed; persons in `unclear` are left as they are. By person. Refusals: store_* codes.
Result<std::vector<LevyLine>> Unlevied(store::Reader& reader, std::vector<LevyLine> now,
                                       const std::vector<const LevyBill*>& standing,
                                       const std::set<std::int64_t>& unclear);

// The lines of a bill, by person. Refusals: store_* codes.
Result<std::vector<LevyLine>> ReadLines(store::Reader& reader, const LevyBill& bill);

}  // namespace tongchou::service

#endif  // TONGCHOU_SERVICE_LEVY_DRAFT_H_
