// Store: where everything is kept, in domain terms. Adapters (sqlite/, postgres/) implement
// it; nothing above knows a statement of SQL.
//
// One transaction of the write path is: Load what a batch needs, compute, Commit all changes at
// once. Commit is atomic and durable when it returns, or nothing of it happened, with one
// exception: kStoreUnavailable may also mean that the outcome is unknown (a lost connection); the
// caller finds out by loading again. Commit refuses with kStaleVersion when anything it updates has
// changed since it was loaded.
//
// Commit has two halves for a caller that has other work while the disk writes: Append, after which
// Load sees the changes, and Sync, after which they are durable. Readers see only what is durable.
// Thread-safety: Read, Sync and the readers may be used by any thread (a reader by one at a time);
// Load, Append, Commit and Release by one thread at a time.
#ifndef TONGCHOU_STORE_STORE_H_
#define TONGCHOU_STORE_STORE_H_

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "ledger/journal.h"
#include "store/money_rows.h"
#include "store/register_rows.h"

namespace tongchou::store {

// What a batch wants to know. Numbers that do not exist are simply not in the answer.
struct Needs {
  std::vector<MessageKey> messages;
  std::vector<std::int64_t> persons;  // with account and all years
  std::vector<std::string> certificates;
  std::vector<std::int64_t> visits;       // without lines
  std::vector<std::int64_t> visit_lines;  // visits whose batches are wanted
  bool line_details = false;              // the lines' `detail` too
  std::vector<std::int64_t> settlements;
  std::vector<MessageKey> crossings;  // of the side of treatment, by the hospital's message
  std::vector<RecordKey> records;
  // Nobody else commits to the area from this load on until the next Commit or Release. For a
  // caller who has lost to others and must not lose again; a store that only one process uses need
  // not do anything.
  bool hold = false;
};

struct Loaded {
  AreaState area;
  std::vector<AnswerRow> answers;
  std::vector<PersonRow> persons;
  std::vector<AccountRow> accounts;
  std::vector<YearRow> years;
  std::vector<CertificateOwner> certificates;  // those that are taken
  std::vector<VisitRow> visits;
  std::vector<FeeBatchRow> batches;
  std::vector<SettlementRow> settlements;
  std::vector<CrossingRow> crossings;
  std::vector<RecordRow> records;
};

// All that one commit writes. Rows with version 0 are new; others replace the row of that version,
// and their version grows by one.
struct Changes {
  std::int64_t area = 0;
  AreaState state;  // with the version that was loaded
  std::vector<Employer> employers;
  std::vector<Provider> providers;
  std::vector<CatalogueItem> catalogue;
  std::vector<UserRow> users;  // a known login is replaced
  std::vector<PersonRow> persons;
  std::vector<EmploymentRow> employments;  // those that are there already stay as they are
  std::vector<AccountRow> accounts;
  std::vector<YearRow> years;
  std::vector<VisitRow> visits;
  std::vector<FeeBatchRow> batches;
  std::vector<SettlementRow> settlements;
  std::vector<ledger::Entry> entries;
  std::vector<TurnoverRow> turnovers;  // to be added to those of the day
  std::vector<DayTotalRow> days;       // to be added to the daily totals
  std::vector<MovementRow> movements;
  std::vector<AnswerRow> answers;
  std::vector<AnswerRow> answer_texts;  // replace the text of stored ones; for sealing alone
  std::vector<AuditRow> audits;
  std::vector<RecordRow> records;
  std::vector<CrossingRow> crossings;
};

struct SettlementFilter {
  std::int64_t person = 0;             // 0: any
  std::optional<Moment> from, before;  // of `at`: from <= at < before
  std::string provider, benefit;       // empty: any
  std::int64_t below = 0;              // the settlement that the page is behind; 0: none
  int limit = 50;
};

struct EntryFilter {    // newest first: with days or an account by day and number, else by number
  std::string account;  // code; empty: any
  std::optional<Date> from, through;
  std::int64_t below = 0;  // the entry that the page is behind; 0: none
  int limit = 50;
};

// Crossings that were answered, by the day of their settlement.
struct CrossingFilter {
  CrossingSide side = CrossingSide::kTreated;
  std::int64_t neighbour = 0;
  Date from, through;
};

struct RowCounts {
  std::int64_t persons = 0, settlements = 0, reversals = 0, entries = 0;
};

// A view of what was durable when it was opened; it does not change while it is held.
class Reader {
 public:
  virtual ~Reader() = default;

  virtual Result<Loaded> Load(const Needs& needs) = 0;

  virtual Result<std::vector<Employer>> Employers() = 0;
  virtual Result<std::vector<Provider>> Providers() = 0;
  virtual Result<std::vector<CatalogueItem>> Catalogue() = 0;
  virtual Result<std::vector<UserRow>> Users() = 0;
  virtual Result<std::vector<RecordRow>> Records(RecordKind kind) = 0;  // by code
  // Those whose code begins with `prefix` and sorts behind `after`, by code.
  virtual Result<std::vector<RecordRow>> RecordsUnder(RecordKind kind, const std::string& prefix,
                                                      const std::string& after, int limit) = 0;
  virtual Result<RowCounts> Counts() = 0;

  virtual Result<std::optional<PersonRow>> PersonByCertificate(const std::string& certificate) = 0;
  // Whose certificate is `text`, else whose name begins so, by name; "": by number. Behind `after`.
  virtual Result<std::vector<PersonRow>> FindPersons(const std::string& text, std::int64_t after,
                                                     int limit) = 0;
  // The persons of an employer's employments, number above `after`, by number. Their certificates
  // are left out: who lists members has no use for them.
  virtual Result<std::vector<PersonRow>> Members(const std::string& employer, std::int64_t after,
                                                 int limit) = 0;
  // Newest first.
  virtual Result<std::vector<MovementRow>> Movements(std::int64_t person, int limit) = 0;
  virtual Result<std::vector<VisitRow>> VisitsOfPerson(std::int64_t person, int limit) = 0;
  virtual Result<std::vector<SettlementRow>> FindSettlements(const SettlementFilter& filter) = 0;

  // Turnover of each account over these days, both included, as one row each.
  virtual Result<std::vector<TurnoverRow>> Turnovers(Date from, Date through) = 0;
  virtual Result<std::vector<ledger::Entry>> FindEntries(const EntryFilter& filter) = 0;
  virtual Result<std::vector<DayTotalRow>> Days(Date from, Date through) = 0;
  virtual Result<std::optional<Moment>> LatestSettlement() = 0;
  virtual Result<std::vector<AuditRow>> Audits(std::int64_t below, int limit) = 0;
  // By provider and message, behind `after`.
  virtual Result<std::vector<AnswerRow>> Answers(const MessageKey& after, int limit) = 0;
  // By number. Those that are not answered or refused, behind `after`.
  virtual Result<std::vector<CrossingRow>> OpenCrossings(std::int64_t after, int limit) = 0;
  virtual Result<std::vector<CrossingRow>> Crossings(const CrossingFilter& filter) = 0;

  // Visit every row, in order; for verification. A callback that returns false ends the scan.
  virtual Status EachEntry(const std::function<bool(const ledger::Entry&)>& visit) = 0;
  // By person, then by number.
  virtual Status EachSettlement(const std::function<bool(const SettlementRow&)>& visit) = 0;
  // By number, those behind `after`; `reversed_by` is not filled.
  virtual Status EachNewSettlement(std::int64_t after,
                                   const std::function<bool(const SettlementRow&)>& visit) = 0;
  virtual Status EachMovement(const std::function<bool(const MovementRow&)>& visit) = 0;
  virtual Status EachAccount(const std::function<bool(const AccountRow&)>& visit) = 0;
  virtual Status EachAudit(const std::function<bool(const AuditRow&)>& visit) = 0;
  virtual Status EachYear(const std::function<bool(const YearRow&)>& visit) = 0;
  virtual Status EachCrossing(const std::function<bool(const CrossingRow&)>& visit) = 0;
};

// An area that the store holds, with the pack that it lives by (AreaState::pack).
struct AreaPack {
  std::int64_t area = 0;
  std::string pack;

  bool operator==(const AreaPack&) const = default;
};

class Store {
 public:
  virtual ~Store() = default;

  // Every area of which something was committed, by number.
  virtual Result<std::vector<AreaPack>> Areas() = 0;

  virtual Result<Loaded> Load(std::int64_t area, const Needs& needs) = 0;
  virtual Status Commit(const Changes& changes) = 0;
  // As Commit, but the changes may not be durable yet: nothing may be said about them before Sync.
  virtual Status Append(const Changes& changes) { return Commit(changes); }
  // Returns when everything that was appended before the call is durable. When it refuses, nobody
  // knows whether that is so.
  virtual Status Sync() { return Done{}; }
  // Ends what a load with `hold` holds when there is nothing to commit.
  virtual void Release() {}
  virtual Result<std::unique_ptr<Reader>> Read(std::int64_t area) = 0;
  // Leaves no trace of replaced rows in what the store keeps. Long; not while others use the store.
  virtual Status Compact() = 0;
};

}  // namespace tongchou::store

#endif  // TONGCHOU_STORE_STORE_H_
