// Reading the journal, daily figures and the audit trail, and the scans that verification needs.
#include <limits>

#include "store/columns.h"
#include "store/sqlite/load.h"
#include "store/sqlite/reader.h"

namespace tongchou::store::sqlite {
namespace {

constexpr std::int64_t kAbove = std::numeric_limits<std::int64_t>::max();
constexpr std::int64_t kMostNumber = 99'999'999'999;  // of an entry

std::int64_t AboveIfZero(std::int64_t number) { return number == 0 ? kAbove : number; }

// Hands every row of `statement` to `visit` until it has enough.
template <typename Row, typename Make>
Status Each(Statement& statement, const std::function<bool(const Row&)>& visit, const Make& make) {
  while (statement.Next()) {
    const Result<Row> row = make();
    if (!row.ok()) return row.error();
    if (!visit(*row)) break;
  }
  return statement.status();
}

Result<std::vector<CrossingRow>> AllCrossings(Statement& statement) {
  std::vector<CrossingRow> rows;
  const Status read = Each<CrossingRow>(
      statement,
      [&](const CrossingRow& row) {
        rows.push_back(row);
        return true;
      },
      [&] { return CrossingOf(statement); });
  if (!read.ok()) return read.error();
  return rows;
}

}  // namespace

Result<std::vector<TurnoverRow>> SqliteReader::Turnovers(Date from, Date through) {
  Statement row = connection_->Prepare(Sql::kTurnovers);
  row.Bind(area_, std::int64_t{from.days()}, std::int64_t{through.days()});
  std::vector<TurnoverRow> rows;
  while (row.Next()) {
    Result<TurnoverRow> turnover = TurnoverOf(row, through);
    if (!turnover.ok()) return turnover.error();
    rows.push_back(*std::move(turnover));
  }
  if (const Status status = row.status(); !status.ok()) return status.error();
  return rows;
}

Result<std::vector<ledger::Entry>> SqliteReader::FindEntries(const EntryFilter& filter) {
  std::vector<ledger::Entry> entries;
  Status status = Done{};
  if (!filter.from && !filter.through && filter.account.empty()) {
    Statement row = connection_->Prepare(Sql::kEntries);
    row.Bind(area_, AboveIfZero(filter.below));
    status = TakeEntries(row, filter, entries);
  } else {
    status = TakeEntriesOfDays(filter, entries);
  }
  if (!status.ok()) return status.error();
  return entries;
}

Status SqliteReader::TakeEntries(Statement& row, const EntryFilter& filter,
                                 std::vector<ledger::Entry>& entries) const {
  while (static_cast<int>(entries.size()) < filter.limit && row.Next()) {
    Result<ledger::Entry> entry = EntryOf(row, area_);
    if (!entry.ok()) return entry.error();
    if (Touches(*entry, filter.account)) entries.push_back(*std::move(entry));
  }
  return row.status();
}

// Entries of an account are looked for on the days that it has turnover on.
Status SqliteReader::TakeEntriesOfDays(const EntryFilter& filter,
                                       std::vector<ledger::Entry>& entries) {
  const std::int64_t from = filter.from.value_or(Date()).days();
  std::int64_t last = filter.through.value_or(kForever).days();
  std::int64_t below = kMostNumber;
  if (filter.below != 0) {
    Statement row = connection_->Prepare(Sql::kDayOfEntry);
    row.Bind(area_, filter.below);
    if (row.Next() && row.Integer(0) <= last) {
      last = row.Integer(0);
      below = filter.below;
    }
    if (const Status status = row.status(); !status.ok()) return status;
  }
  const auto take = [&](std::int64_t first, std::int64_t day) {
    Statement row = connection_->Prepare(Sql::kEntriesOfDays);
    row.Bind(area_, first, day, day == last ? below : kMostNumber);
    return TakeEntries(row, filter, entries);
  };
  if (filter.account.empty()) return take(from, last);
  Statement day = connection_->Prepare(Sql::kDaysOfAccount);
  day.Bind(area_, from, last, filter.account);
  while (static_cast<int>(entries.size()) < filter.limit && day.Next()) {
    if (const Status status = take(day.Integer(0), day.Integer(0)); !status.ok()) return status;
  }
  return day.status();
}

Result<std::vector<DayTotalRow>> SqliteReader::Days(Date from, Date through) {
  Statement row = connection_->Prepare(Sql::kDays);
  row.Bind(area_, std::int64_t{from.days()}, std::int64_t{through.days()});
  std::vector<DayTotalRow> rows;
  while (row.Next()) rows.push_back(DayTotalOf(row).value());
  if (const Status status = row.status(); !status.ok()) return status.error();
  return rows;
}

Result<std::optional<Moment>> SqliteReader::LatestSettlement() {
  Statement row = connection_->Prepare(Sql::kLatestSettlement);
  row.Bind(area_);
  std::optional<Moment> latest;
  if (row.Next()) latest = Moment{row.Integer(0)};
  if (const Status status = row.status(); !status.ok()) return status.error();
  return latest;
}

Result<std::vector<AuditRow>> SqliteReader::Audits(std::int64_t below, int limit) {
  Statement row = connection_->Prepare(Sql::kAudits);
  row.Bind(area_, AboveIfZero(below), static_cast<std::int64_t>(limit));
  std::vector<AuditRow> rows;
  while (row.Next()) rows.push_back(AuditOf(row).value());
  if (const Status status = row.status(); !status.ok()) return status.error();
  return rows;
}

Result<std::vector<AnswerRow>> SqliteReader::Answers(const MessageKey& after, int limit) {
  Statement row = connection_->Prepare(Sql::kAnswers);
  row.Bind(area_, after.provider, after.msgid, static_cast<std::int64_t>(limit));
  std::vector<AnswerRow> rows;
  while (row.Next()) rows.push_back(AnswerOf(row).value());
  if (const Status status = row.status(); !status.ok()) return status.error();
  return rows;
}

Result<std::vector<CrossingRow>> SqliteReader::OpenCrossings(std::int64_t after, int limit) {
  Statement row = connection_->Prepare(Sql::kOpenCrossings);
  row.Bind(area_, after, static_cast<std::int64_t>(limit));
  return AllCrossings(row);
}

Result<std::vector<CrossingRow>> SqliteReader::Crossings(const CrossingFilter& filter) {
  Statement row = connection_->Prepare(Sql::kCrossings);
  row.Bind(area_, static_cast<std::int64_t>(filter.side), filter.neighbour,
           std::int64_t{filter.from.days()}, std::int64_t{filter.through.days()});
  return AllCrossings(row);
}

Status SqliteReader::EachEntry(const std::function<bool(const ledger::Entry&)>& visit) {
  Statement row = connection_->Prepare(Sql::kEachEntry);
  row.Bind(area_);
  return Each<ledger::Entry>(row, visit, [&] { return EntryOf(row, area_); });
}

Status SqliteReader::EachSettlement(const std::function<bool(const SettlementRow&)>& visit) {
  Statement row = connection_->Prepare(Sql::kEachSettlement);
  row.Bind(area_);
  return Each<SettlementRow>(row, visit, [&] { return UnpackSettlement(row.Blob(0)); });
}

Status SqliteReader::EachNewSettlement(std::int64_t after,
                                       const std::function<bool(const SettlementRow&)>& visit) {
  Statement row = connection_->Prepare(Sql::kEachNewSettlement);
  row.Bind(area_, after);
  return Each<SettlementRow>(row, visit, [&] { return UnpackSettlement(row.Blob(0)); });
}

Status SqliteReader::EachMovement(const std::function<bool(const MovementRow&)>& visit) {
  Statement row = connection_->Prepare(Sql::kEachMovement);
  row.Bind(area_);
  return Each<MovementRow>(row, visit, [&] { return MovementOf(row); });
}

Status SqliteReader::EachAccount(const std::function<bool(const AccountRow&)>& visit) {
  Statement row = connection_->Prepare(Sql::kEachAccount);
  row.Bind(area_);
  return Each<AccountRow>(row, visit, [&] { return AccountOf(row); });
}

Status SqliteReader::EachAudit(const std::function<bool(const AuditRow&)>& visit) {
  Statement row = connection_->Prepare(Sql::kEachAudit);
  row.Bind(area_);
  return Each<AuditRow>(row, visit, [&]() -> Result<AuditRow> { return AuditOf(row); });
}

Status SqliteReader::EachYear(const std::function<bool(const YearRow&)>& visit) {
  Statement row = connection_->Prepare(Sql::kEachYear);
  row.Bind(area_);
  return Each<YearRow>(row, visit, [&] { return YearOf(row); });
}

Status SqliteReader::EachCrossing(const std::function<bool(const CrossingRow&)>& visit) {
  Statement row = connection_->Prepare(Sql::kEachCrossing);
  row.Bind(area_);
  return Each<CrossingRow>(row, visit, [&] { return CrossingOf(row); });
}

}  // namespace tongchou::store::sqlite
