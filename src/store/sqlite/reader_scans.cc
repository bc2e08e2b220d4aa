// Reading the journal, daily figures and the audit trail, and the scans that verification needs.
#include <limits>

#include "store/row_codec.h"
#include "store/sqlite/load.h"
#include "store/sqlite/reader.h"

namespace tongchou::store::sqlite {
namespace {

constexpr std::int64_t kAbove = std::numeric_limits<std::int64_t>::max();

std::int64_t AboveIfZero(std::int64_t number) { return number == 0 ? kAbove : number; }

Result<ledger::Entry> EntryOf(const Statement& row, std::int64_t area) {
  Result<ledger::Entry> entry = UnpackEntry(row.Blob(2));
  if (!entry.ok()) return entry;
  entry->area = area;
  entry->number = row.Integer(0);
  entry->digest = row.Digest(1);
  return entry;
}

bool Touches(const ledger::Entry& entry, const std::string& account) {
  if (account.empty()) return true;
  for (const ledger::Posting& posting : entry.postings) {
    if (ledger::CodeOf(posting.account) == account) return true;
  }
  return false;
}

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

}  // namespace

Result<std::vector<TurnoverRow>> SqliteReader::Turnovers(Date from, Date through) {
  Statement row = connection_->Prepare(Sql::kTurnovers);
  row.Bind(area_, std::int64_t{from.days()}, std::int64_t{through.days()});
  std::vector<TurnoverRow> rows;
  while (row.Next()) {
    const Result<ledger::Account> account = ledger::ParseAccount(row.Text(0));
    if (!account.ok()) return Error{ErrorCode::kStoreCorrupt, {}, "turnover"};
    rows.push_back({through, *account, {row.Integer(1)}, {row.Integer(2)}});
  }
  if (const Status status = row.status(); !status.ok()) return status.error();
  return rows;
}

Result<std::vector<ledger::Entry>> SqliteReader::FindEntries(const EntryFilter& filter) {
  const bool by_day = filter.from.has_value() || filter.through.has_value();
  Statement row = connection_->Prepare(by_day ? Sql::kEntriesOfDays : Sql::kEntries);
  if (by_day) {
    row.Bind(area_, std::int64_t{filter.from.value_or(Date()).days()},
             std::int64_t{filter.through.value_or(kForever).days()}, AboveIfZero(filter.below));
  } else {
    row.Bind(area_, AboveIfZero(filter.below));
  }
  std::vector<ledger::Entry> entries;
  while (static_cast<int>(entries.size()) < filter.limit && row.Next()) {
    Result<ledger::Entry> entry = EntryOf(row, area_);
    if (!entry.ok()) return entry.error();
    if (Touches(*entry, filter.account)) entries.push_back(*std::move(entry));
  }
  if (const Status status = row.status(); !status.ok()) return status.error();
  return entries;
}

Result<std::vector<DayTotalRow>> SqliteReader::Days(Date from, Date through) {
  Statement row = connection_->Prepare(Sql::kDays);
  row.Bind(area_, std::int64_t{from.days()}, std::int64_t{through.days()});
  std::vector<DayTotalRow> rows;
  while (row.Next()) {
    DayTotalRow day;
    day.day = Date::FromDays(static_cast<std::int32_t>(row.Integer(0)));
    day.scheme = row.Text(1);
    day.benefit = row.Text(2);
    day.level = static_cast<std::int32_t>(row.Integer(3));
    day.pharmacy = row.Integer(4) != 0;
    day.count = row.Integer(5);
    day.reversals = row.Integer(6);
    day.total = {row.Integer(7)};
    day.funds = {row.Integer(8)};
    day.account = {row.Integer(9)};
    day.cash = {row.Integer(10)};
    rows.push_back(std::move(day));
  }
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
  while (row.Next()) {
    rows.push_back({row.Integer(0), Moment{row.Integer(1)}, std::string(row.Text(2)),
                    std::string(row.Text(3)), std::string(row.Text(4))});
  }
  if (const Status status = row.status(); !status.ok()) return status.error();
  return rows;
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

Status SqliteReader::EachMovement(const std::function<bool(const MovementRow&)>& visit) {
  Statement row = connection_->Prepare(Sql::kEachMovement);
  row.Bind(area_);
  return Each<MovementRow>(row, visit, [&]() -> Result<MovementRow> {
    return MovementRow{row.Integer(0),         row.Integer(1),
                       Moment{row.Integer(2)}, static_cast<MovementKind>(row.Integer(3)),
                       {row.Integer(4)},       {row.Integer(5)},
                       row.Integer(6),         row.Integer(7)};
  });
}

Status SqliteReader::EachAccount(const std::function<bool(const AccountRow&)>& visit) {
  Statement row = connection_->Prepare(Sql::kEachAccount);
  row.Bind(area_);
  return Each<AccountRow>(row, visit, [&]() -> Result<AccountRow> {
    return AccountRow{row.Integer(0), {row.Integer(2)}, row.Integer(3),
                      row.Integer(4), row.Integer(5),   row.Integer(1)};
  });
}

Status SqliteReader::EachYear(const std::function<bool(const YearRow&)>& visit) {
  Statement row = connection_->Prepare(Sql::kEachYear);
  row.Bind(area_);
  return Each<YearRow>(row, visit, [&]() -> Result<YearRow> {
    Result<YearRow> year = UnpackYear(row.Blob(4));
    if (!year.ok()) return year;
    year->person = row.Integer(0);
    year->scheme = row.Text(1);
    year->year = static_cast<std::int32_t>(row.Integer(2));
    year->version = row.Integer(3);
    return year;
  });
}

}  // namespace tongchou::store::sqlite
