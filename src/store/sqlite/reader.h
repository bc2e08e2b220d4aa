// SqliteReader: a read transaction on a connection of its own.
//
// Used by one thread at a time. The connection goes back to its pool when the reader ends.
#ifndef TONGCHOU_STORE_SQLITE_READER_H_
#define TONGCHOU_STORE_SQLITE_READER_H_

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "store/sqlite/connection.h"
#include "store/store.h"

namespace tongchou::store::sqlite {

class SqliteReader final : public Reader {
 public:
  using GiveBack = std::function<void(std::unique_ptr<Connection>)>;

  // Begins the read transaction, so that the view is that of now. Refusals: store_* codes.
  static Result<std::unique_ptr<Reader>> Begin(std::unique_ptr<Connection> connection,
                                               std::int64_t area, GiveBack give_back);
  ~SqliteReader() override;

  Result<Loaded> Load(const Needs& needs) override;
  Result<std::vector<Employer>> Employers() override;
  Result<std::vector<Provider>> Providers() override;
  Result<std::vector<CatalogueItem>> Catalogue() override;
  Result<std::vector<UserRow>> Users() override;
  Result<std::vector<RecordRow>> Records(RecordKind kind) override;
  Result<std::vector<RecordRow>> RecordsUnder(RecordKind kind, const std::string& prefix,
                                              const std::string& after, int limit) override;
  Result<std::vector<PersonRow>> Members(const std::string& employer, std::int64_t after,
                                         int limit) override;
  Result<RowCounts> Counts() override;
  Result<std::optional<PersonRow>> PersonByCertificate(const std::string& certificate) override;
  Result<std::vector<PersonRow>> FindPersons(const std::string& text, std::int64_t after,
                                             int limit) override;
  Result<std::vector<MovementRow>> Movements(std::int64_t person, int limit) override;
  Result<std::vector<VisitRow>> VisitsOfPerson(std::int64_t person, int limit) override;
  Result<std::vector<SettlementRow>> FindSettlements(const SettlementFilter& filter) override;
  Result<std::vector<TurnoverRow>> Turnovers(Date from, Date through) override;
  Result<std::vector<ledger::Entry>> FindEntries(const EntryFilter& filter) override;
  Result<std::vector<DayTotalRow>> Days(Date from, Date through) override;
  Result<std::optional<Moment>> LatestSettlement() override;
  Result<std::vector<AuditRow>> Audits(std::int64_t below, int limit) override;
  Result<std::vector<AnswerRow>> Answers(const MessageKey& after, int limit) override;
  Status EachEntry(const std::function<bool(const ledger::Entry&)>& visit) override;
  Status EachSettlement(const std::function<bool(const SettlementRow&)>& visit) override;
  Status EachNewSettlement(std::int64_t after,
                           const std::function<bool(const SettlementRow&)>& visit) override;
  Status EachMovement(const std::function<bool(const MovementRow&)>& visit) override;
  Status EachAccount(const std::function<bool(const AccountRow&)>& visit) override;
  Status EachAudit(const std::function<bool(const AuditRow&)>& visit) override;
  Status EachYear(const std::function<bool(const YearRow&)>& visit) override;
  Result<std::vector<CrossingRow>> OpenCrossings(std::int64_t after, int limit) override;
  Result<std::vector<CrossingRow>> Crossings(const CrossingFilter& filter) override;
  Status EachCrossing(const std::function<bool(const CrossingRow&)>& visit) override;

 private:
  SqliteReader(std::unique_ptr<Connection> connection, std::int64_t area, GiveBack give_back)
      : connection_(std::move(connection)), area_(area), give_back_(std::move(give_back)) {}

  // The name of `person`, but none before `text`; `text` when there is no such person.
  Result<std::string> NameFrom(std::int64_t person, const std::string& text);
  // The rows that `filter` wants, until `entries` has its limit.
  Status TakeEntries(Statement& row, const EntryFilter& filter,
                     std::vector<ledger::Entry>& entries) const;
  Status TakeEntriesOfDays(const EntryFilter& filter, std::vector<ledger::Entry>& entries);

  std::unique_ptr<Connection> connection_;
  std::int64_t area_;
  GiveBack give_back_;
};

}  // namespace tongchou::store::sqlite

#endif  // TONGCHOU_STORE_SQLITE_READER_H_
