// AuditBook: the auditor's own book of a region. It is told which commands were accepted, in their
// order, and says of each whether it was right to accept it, what had to be answered and what the
// store must hold in the end.
//
// It shares plain row types with the service and nothing else. Figures come from audit_rules.h for
// the pack that it knows; of other packs the stored figures are taken, and every identity that
// they must keep is checked.
// One thread at a time.
#ifndef TONGCHOU_SIM_AUDIT_BOOK_H_
#define TONGCHOU_SIM_AUDIT_BOOK_H_

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "ledger/journal.h"
#include "sim/audit_rules.h"
#include "sim/history.h"
#include "sim/world.h"

namespace tongchou::sim {

struct BookedYear {
  AuditTotals totals;
  std::int64_t settlements = 0, total = 0, funds = 0, account = 0, cash = 0;
  bool operator==(const BookedYear&) const = default;
};

struct BookedMovement {
  Moment at;
  store::MovementKind kind = store::MovementKind::kOpening;
  std::int64_t amount = 0, balance_after = 0, settlement = 0, entry = 0;
};

using YearOf = std::pair<std::string, int>;  // scheme, benefit year

struct BookedPerson {
  std::string certificate;
  std::vector<store::Coverage> coverage;
  std::int64_t balance = 0, standing = 0, open_stay = 0;
  std::vector<BookedMovement> movements;
  std::map<YearOf, BookedYear> years;
};

struct BookedBatch {
  std::string name;
  std::vector<store::UploadLine> lines;
  std::int64_t settlement = 0;
  bool withdrawn = false;
};

struct BookedVisit {
  std::int64_t number = 0, person = 0;
  std::string provider, scheme, benefit;
  store::VisitKind kind = store::VisitKind::kOutpatient;
  store::VisitStatus status = store::VisitStatus::kOpen;
  Moment begin;
  std::optional<Moment> end;
  settle::Referral referral = settle::Referral::kNone;
  std::vector<BookedBatch> batches;
  std::vector<std::int64_t> settlements;
  bool closed = false;
};

struct BookedSettlement {
  std::int64_t number = 0, person = 0, visit = 0, entry = 0;
  std::int64_t reverses = 0, reversed_by = 0, previous = 0;
  std::string provider, msgid, scheme, benefit;
  Moment at;
  Date date;
  int year = 0;
  int level = 1;
  bool use_account = false, mid_stay = false, pharmacy = false, frozen = false;
  Amounts amounts;  // negated in a reversal
  std::int64_t balance_before = 0, balance_after = 0;
  BookedYear year_before;
};

struct BookedEntry {
  Moment at;
  Date day;
  ledger::EntryKind kind = ledger::EntryKind::kOpening;
  std::string source;
  std::map<std::string, std::int64_t> debit, credit;  // by account code
};

using DayOfTotals = std::tuple<Date, std::string, std::string, int, bool>;
struct BookedDay {
  std::int64_t count = 0, reversals = 0, total = 0, funds = 0, account = 0, cash = 0;
  bool operator==(const BookedDay&) const = default;
};

// What is due to a request: a refusal, or words that its answer must have.
struct Verdict {
  std::optional<ErrorCode> refusal;
  std::map<std::string, std::string> words;
};

class AuditBook {
 public:
  // The stored figures of a settlement, for packs whose rules the book does not know.
  using Figures = std::function<std::optional<Amounts>(std::int64_t settlement)>;

  AuditBook(const World& world, Figures figures);

  // What is due to `request` when it arrives at `at` now; nothing changes.
  Verdict Judge(const Request& request, Moment at);
  // Books an accepted request. A verdict that refuses has booked nothing.
  Verdict Accept(const Request& request, Moment at);

  bool knows_rules() const { return knows_rules_; }
  const std::vector<BookedPerson>& persons() const { return persons_; }
  const std::vector<BookedVisit>& visits() const { return visits_; }
  const std::vector<BookedSettlement>& settlements() const { return settlements_; }
  const std::vector<BookedEntry>& entries() const { return entries_; }
  const std::map<DayOfTotals, BookedDay>& days() const { return days_; }
  // What it found wrong with figures that it was given.
  const std::vector<std::string>& problems() const { return problems_; }

 private:
  struct Message {
    std::string infno, body;
    std::int64_t subject = 0;
  };

  // Each judges first and, when nothing is to be refused and `booking_` is on, books.
  Verdict Decide(const Request& request, Moment at);
  Verdict Enrol(const Request& request, Moment at);
  Verdict Contribute(const Request& request, Moment at);
  Verdict Freeze(const Request& request);
  Verdict Register(const Request& request);
  Verdict Record(const Request& request);
  Verdict Upload(const Request& request);
  Verdict Withdraw(const Request& request);
  Verdict Discharge(const Request& request);
  Verdict UndoDischarge(const Request& request);
  Verdict Cancel(BookedVisit& visit);
  Verdict Settle(const Request& request, BookedVisit visit, Moment at);
  Verdict Purchase(const Request& request, Moment at);
  Verdict Reverse(const Request& request, std::int64_t settlement, Moment at);
  Verdict UndoMessage(const Request& request, Moment at);

  std::optional<ErrorCode> CheckNewVisit(const Request& request);
  std::optional<ErrorCode> MoveToSettlement(const Request& request, BookedVisit& visit, Moment at);
  Amounts AmountsOf(const AuditCase& facts, std::int64_t settlement, AuditTotals& totals,
                    const SchemeWords& scheme);
  void CheckIdentities(const AuditCase& facts, const Amounts& amounts, std::int64_t settlement);
  std::vector<AuditLine> LinesOf(const std::vector<const BookedBatch*>& batches, int level) const;
  void BookSettlement(BookedSettlement& row);
  void Credit(std::int64_t person, std::int64_t amount, store::MovementKind kind, Moment at);
  std::map<std::string, std::string> WordsOf(const BookedSettlement& row) const;

  BookedPerson* PersonOf(const std::string& id);
  // The visit if it is there, this provider's and this person's.
  BookedVisit* VisitOf(const Request& request);
  BookedVisit* LiveVisitOf(const Request& request, Verdict& verdict);

  const World& world_;
  const bool knows_rules_;
  const Figures figures_;
  bool booking_ = false;
  std::int64_t subject_ = 0;           // the visit or settlement that the last booking made
  std::vector<BookedPerson> persons_;  // number - 1
  std::vector<BookedVisit> visits_;
  std::vector<BookedSettlement> settlements_;
  std::vector<BookedEntry> entries_;
  std::map<DayOfTotals, BookedDay> days_;
  std::map<std::pair<std::string, std::string>, Message> messages_;  // by provider and msgid
  std::vector<std::string> problems_;
};

// The interval of `scheme` that holds `day`, or nullptr.
const store::Coverage* HoldsOn(const std::vector<store::Coverage>& coverage,
                               const std::string& scheme, Date day);

}  // namespace tongchou::sim

#endif  // TONGCHOU_SIM_AUDIT_BOOK_H_
