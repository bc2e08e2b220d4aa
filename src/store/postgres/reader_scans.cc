// Reading the journal, daily figures and the audit trail, and the scans that verification needs.
#include "store/columns.h"
#include "store/postgres/paging.h"
#include "store/postgres/reader.h"

namespace tongchou::store::postgres {
namespace {

std::int64_t AboveIfZero(std::int64_t number) { return number == 0 ? kAbove : number; }

std::int64_t Number(Date day) { return std::int64_t{day.days()}; }

}  // namespace

Result<std::vector<TurnoverRow>> PostgresReader::Turnovers(Date from, Date through) {
  return Collect<TurnoverRow>(*connection_, Sql::kTurnovers,
                              Values::Of(area_, Number(from), Number(through)),
                              [&](const Row& row) { return TurnoverOf(row, through); });
}

Result<std::vector<ledger::Entry>> PostgresReader::FindEntries(const EntryFilter& filter) {
  std::vector<ledger::Entry> entries;
  Status status = Done{};
  if (!filter.from && !filter.through && filter.account.empty()) {
    status = TakeEntries(
        Sql::kEntries, filter,
        [&](const ledger::Entry* last) {
          return Values::Of(area_, last == nullptr ? AboveIfZero(filter.below) : last->number);
        },
        entries);
  } else {
    status = TakeEntriesOfDays(filter, entries);
  }
  if (!status.ok()) return status.error();
  return entries;
}

Status PostgresReader::TakeEntries(Sql name, const EntryFilter& filter,
                                   const std::function<Values(const ledger::Entry*)>& behind,
                                   std::vector<ledger::Entry>& entries) {
  const auto is_full = [&] { return static_cast<int>(entries.size()) >= filter.limit; };
  return EachPage<ledger::Entry>(
      *connection_, name, filter.limit, behind, [&](const Row& row) { return EntryOf(row, area_); },
      [&](const ledger::Entry& entry) {
        if (!is_full() && Touches(entry, filter.account)) entries.push_back(entry);
        return !is_full();
      });
}

// Entries of an account are looked for on the days that it has turnover on.
Status PostgresReader::TakeEntriesOfDays(const EntryFilter& filter,
                                         std::vector<ledger::Entry>& entries) {
  const std::int64_t from = Number(filter.from.value_or(Date()));
  std::int64_t last_day = Number(filter.through.value_or(kForever));
  std::int64_t below = kAbove;
  if (filter.below != 0) {
    const Result<Rows> day = connection_->RunOne(Sql::kDayOfEntry, Values::Of(area_, filter.below));
    if (!day.ok()) return day.error();
    if (!day->empty() && (*day)[0].Integer(0) <= last_day) {
      last_day = (*day)[0].Integer(0);
      below = filter.below;
    }
  }
  const auto take = [&](std::int64_t first, std::int64_t through) {
    return TakeEntries(
        Sql::kEntriesOfDays, filter,
        [&](const ledger::Entry* last) {
          return last != nullptr
                     ? Values::Of(area_, first, Number(last->day), last->number)
                     : Values::Of(area_, first, through, through == last_day ? below : kAbove);
        },
        entries);
  };
  if (filter.account.empty()) return take(from, last_day);
  const Result<Rows> days =
      connection_->RunOne(Sql::kDaysOfAccount, Values::Of(area_, from, last_day, filter.account));
  if (!days.ok()) return days.error();
  for (int i = 0; i < days->size() && static_cast<int>(entries.size()) < filter.limit; ++i) {
    const std::int64_t day = (*days)[i].Integer(0);
    if (const Status status = take(day, day); !status.ok()) return status;
  }
  return Done{};
}

Result<std::vector<DayTotalRow>> PostgresReader::Days(Date from, Date through) {
  return Collect<DayTotalRow>(*connection_, Sql::kDays,
                              Values::Of(area_, Number(from), Number(through)), DayTotalOf<Row>);
}

Result<std::optional<Moment>> PostgresReader::LatestSettlement() {
  const Result<Rows> rows = connection_->RunOne(Sql::kLatestSettlement, Values::Of(area_));
  if (!rows.ok()) return rows.error();
  if (rows->empty()) return std::optional<Moment>();
  return std::optional<Moment>(Moment{(*rows)[0].Integer(0)});
}

Result<std::vector<AuditRow>> PostgresReader::Audits(std::int64_t below, int limit) {
  return Collect<AuditRow>(*connection_, Sql::kAudits,
                           Values::Of(area_, AboveIfZero(below), std::int64_t{limit}),
                           AuditOf<Row>);
}

Result<std::vector<AnswerRow>> PostgresReader::Answers(const MessageKey& after, int limit) {
  return Collect<AnswerRow>(*connection_, Sql::kAnswers,
                            Values::Of(area_, after.provider, after.msgid, std::int64_t{limit}),
                            AnswerOf<Row>);
}

Result<std::vector<CrossingRow>> PostgresReader::OpenCrossings(std::int64_t after, int limit) {
  return Collect<CrossingRow>(*connection_, Sql::kOpenCrossings,
                              Values::Of(area_, after, std::int64_t{limit}), CrossingOf<Row>);
}

Result<std::vector<CrossingRow>> PostgresReader::Crossings(const CrossingFilter& filter) {
  return Collect<CrossingRow>(
      *connection_, Sql::kCrossings,
      Values::Of(area_, static_cast<std::int64_t>(filter.side), filter.neighbour,
                 Number(filter.from), Number(filter.through)),
      CrossingOf<Row>);
}

Status PostgresReader::EachEntry(const std::function<bool(const ledger::Entry&)>& visit) {
  return EachPage<ledger::Entry>(
      *connection_, Sql::kEachEntry, kPageRows,
      [&](const ledger::Entry* last) {
        return Values::Of(area_, last == nullptr ? std::int64_t{0} : last->number);
      },
      [&](const Row& row) { return EntryOf(row, area_); }, visit);
}

Status PostgresReader::EachSettlement(const std::function<bool(const SettlementRow&)>& visit) {
  return EachPage<SettlementRow>(
      *connection_, Sql::kEachSettlement, kPageRows,
      [&](const SettlementRow* last) {
        return last == nullptr ? Values::Of(area_, std::int64_t{0}, std::int64_t{0})
                               : Values::Of(area_, last->person, last->settlement);
      },
      [](const Row& row) { return UnpackSettlement(row.Blob(0)); }, visit);
}

Status PostgresReader::EachNewSettlement(std::int64_t after,
                                         const std::function<bool(const SettlementRow&)>& visit) {
  return EachPage<SettlementRow>(
      *connection_, Sql::kEachNewSettlement, kPageRows,
      [&](const SettlementRow* last) {
        return Values::Of(area_, last == nullptr ? after : last->settlement);
      },
      [](const Row& row) { return UnpackSettlement(row.Blob(0)); }, visit);
}

Status PostgresReader::EachMovement(const std::function<bool(const MovementRow&)>& visit) {
  return EachPage<MovementRow>(
      *connection_, Sql::kEachMovement, kPageRows,
      [&](const MovementRow* last) {
        return last == nullptr ? Values::Of(area_, std::int64_t{0}, std::int64_t{0})
                               : Values::Of(area_, last->person, last->number);
      },
      MovementOf<Row>, visit);
}

Status PostgresReader::EachAccount(const std::function<bool(const AccountRow&)>& visit) {
  return EachPage<AccountRow>(
      *connection_, Sql::kEachAccount, kPageRows,
      [&](const AccountRow* last) {
        return Values::Of(area_, last == nullptr ? std::int64_t{0} : last->person);
      },
      AccountOf<Row>, visit);
}

Status PostgresReader::EachAudit(const std::function<bool(const AuditRow&)>& visit) {
  return EachPage<AuditRow>(
      *connection_, Sql::kEachAudit, kPageRows,
      [&](const AuditRow* last) {
        return Values::Of(area_, last == nullptr ? std::int64_t{0} : last->number);
      },
      AuditOf<Row>, visit);
}

Status PostgresReader::EachYear(const std::function<bool(const YearRow&)>& visit) {
  return EachPage<YearRow>(
      *connection_, Sql::kEachYear, kPageRows,
      [&](const YearRow* last) {
        return last == nullptr
                   ? Values::Of(area_, std::int64_t{0}, "", std::int64_t{0})
                   : Values::Of(area_, last->person, last->scheme, std::int64_t{last->year});
      },
      YearOf<Row>, visit);
}

Status PostgresReader::EachCrossing(const std::function<bool(const CrossingRow&)>& visit) {
  return EachPage<CrossingRow>(
      *connection_, Sql::kEachCrossing, kPageRows,
      [&](const CrossingRow* last) {
        return Values::Of(area_, last == nullptr ? std::int64_t{0} : last->number);
      },
      CrossingOf<Row>, visit);
}

}  // namespace tongchou::store::postgres
