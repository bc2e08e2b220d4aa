// Arrears: who owes how much, whose members are frozen, and the ladder of notices: payment notice,
// reminder, order to rectify, application to the court.
//
// The ladder is the oldest open bill's: when that is paid, it begins anew with the next one. A run
// moves every employer by the one step that is due, and keeps a paper of each; run again on the
// same day it finds nothing to do. Thread-safe.
#ifndef TONGCHOU_SERVICE_DUNNING_H_
#define TONGCHOU_SERVICE_DUNNING_H_

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "service/dues.h"
#include "service/employers.h"

namespace tongchou::service {

// Numbers are stored.
enum class DunningStep : std::uint8_t {
  kNone = 0,
  kNotice = 1,
  kReminder = 2,
  kOrder = 3,
  kCourt = 4
};
const Text& TitleOf(DunningStep step);

// What is open of a bill on a day.
struct OpenBill {
  std::string bill;
  Month month;
  Date due;
  Money principal;        // open
  Money fee;              // late fee that arose with earlier payments and is open
  Money fee_if_paid;      // that would arise if the principal were paid on the day
  std::int32_t days = 0;  // after the due day

  Money total() const { return principal + fee + fee_if_paid; }
};

// Where an employer stands.
struct Arrear {
  std::string employer, name, organisation;
  std::vector<OpenBill> bills;  // oldest first
  Money total;                  // of the bills; the employer's credit was laid on them already
  DunningStep step = DunningStep::kNone;
  std::optional<Date> step_day;
  DunningStep next = DunningStep::kNone;  // kNone: there is none behind it
  std::optional<Date> next_day;
  std::optional<Date> frozen_from;  // the first of the days that are frozen on or after the day
};

// The open bills of `dues` on `day`, which were netted.
std::vector<OpenBill> OpenBills(const policy::LevyRules& rules, const Dues& dues, Date day);

struct ArrearQuery {
  std::string text;                 // part of the name, or the beginning of the code
  std::optional<DunningStep> step;  // that they are at
  bool due_only = false;            // whose next step is due
  bool overdue_only = false;        // with a bill behind its due day
};
// The employers that owe something today, by code. Refusals: kNoReceiptRules, store_* codes.
Result<std::vector<Arrear>> FindArrears(Region& region, const Scope& scope,
                                        const ArrearQuery& query);

// What was sent to an employer.
struct DunningPaper {
  std::string employer;
  std::int64_t number = 0;  // within the employer
  DunningStep step = DunningStep::kNotice;
  Date day;
  Moment at;
  std::string by, organisation, name;
  std::vector<OpenBill> bills;
  Money total;
  std::optional<Date> answer_by;  // the day from which on the next step may follow

  // "E00001/3".
  std::string id() const;
};
store::RecordRow RecordOf(const DunningPaper& paper);
// Refusals: kStoreCorrupt.
Result<DunningPaper> DunningPaperOf(const store::RecordRow& row);

struct DunningReport {
  std::int64_t employers = 0;        // looked at
  std::vector<DunningPaper> papers;  // made
};
using DunningProgress = std::function<void(std::int64_t done, std::int64_t total)>;

// Moves every employer of the scope whose next step is due today by that step. Refusals: as
// FindArrears; the papers made before a refusal stay.
Result<DunningReport> RunDunning(Region& region, const Desk& desk, const DunningProgress& progress);

// Newest first; of one employer, or of a day in the scope.
Result<std::vector<DunningPaper>> PapersOfEmployer(Region& region, const Scope& scope,
                                                   const std::string& employer);
Result<std::vector<DunningPaper>> PapersOfDay(Region& region, const Scope& scope, Date day);
// Refusals: kUnknownNotice.
Result<DunningPaper> GetDunningPaper(Region& region, const Scope& scope, const std::string& id);

// Notes the frozen days of bills that are open on their due day or behind it, so that they take
// effect when they begin. To be called every day, and at a start; what is noted already is left
// alone. How many employers it noted. Refusals: store_* codes.
Result<std::int64_t> NoteArrears(Region& region, const std::string& actor);

}  // namespace tongchou::service

#endif  // TONGCHOU_SERVICE_DUNNING_H_
