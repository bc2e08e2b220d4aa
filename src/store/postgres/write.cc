#include "store/postgres/write.h"

#include <algorithm>
#include <utility>

#include "store/columns.h"
#include "store/row_codec.h"

namespace tongchou::store::postgres {
namespace {

std::int64_t Number(auto value) { return static_cast<std::int64_t>(value); }

// The rows of one statement, column by column.
class Bulk {
 public:
  explicit Bulk(Sql name) : name_(name) {}

  template <typename... Each>
  void Row(const Each&... values) {
    columns_.resize(sizeof...(values));
    std::size_t column = 0;
    (columns_[column++].Add(values), ...);
  }

  // Adds the call; none when there are no rows.
  void AddTo(std::vector<Call>& calls, std::int64_t area) const {
    if (columns_.empty()) return;
    Values values = Values::Of(area);
    for (const Array& column : columns_) values.Add(column);
    calls.push_back({name_, std::move(values)});
  }

 private:
  Sql name_;
  std::vector<Array> columns_;
};

// Rows that have a version: those of version 0 are new, the others replace theirs.
class VersionedBulk {
 public:
  VersionedBulk(Sql insert, Sql update) : insert_(insert), update_(update) {}

  Bulk& Of(std::int64_t version) { return version == 0 ? insert_ : update_; }
  void AddTo(std::vector<Call>& calls, std::int64_t area) const {
    insert_.AddTo(calls, area);
    update_.AddTo(calls, area);
  }

 private:
  Bulk insert_, update_;
};

bool TouchesRegisters(const Changes& changes) {
  // Every process keeps these in memory.
  const bool records = std::ranges::any_of(changes.records, [](const RecordRow& row) {
    return row.kind == RecordKind::kArrears || row.kind == RecordKind::kPolicyVersion;
  });
  return records || !changes.employers.empty() || !changes.providers.empty() ||
         !changes.catalogue.empty();
}

void WriteArea(const Changes& changes, std::vector<Call>& calls) {
  const AreaState& state = changes.state;
  const std::int64_t registers = TouchesRegisters(changes) ? state.version + 1 : state.registers;
  calls.push_back(
      {state.version == 0 ? Sql::kInsertArea : Sql::kUpdateArea,
       Values::Of(changes.area, state.version, state.persons, state.visits, state.settlements,
                  state.entries, state.audits, state.head, state.pack, state.audit_head,
                  state.crossings, registers, state.carried)});
}

void WriteRegisters(const Changes& changes, std::vector<Call>& calls) {
  VersionedBulk employers(Sql::kInsertEmployers, Sql::kUpdateEmployers);
  for (const Employer& row : changes.employers) {
    employers.Of(row.version)
        .Row(row.code, row.version, row.name, row.unit_kind, Bytes{PackEmployer(row)});
  }
  employers.AddTo(calls, changes.area);
  Bulk providers(Sql::kInsertProviders);
  for (const Provider& row : changes.providers) {
    providers.Row(row.code, row.name, Number(row.kind), Number(row.level));
  }
  providers.AddTo(calls, changes.area);
  Bulk items(Sql::kInsertItems);
  for (const CatalogueItem& row : changes.catalogue) {
    items.Row(row.code, Number(row.from.days()), Bytes{PackItem(row)});
  }
  items.AddTo(calls, changes.area);
  Bulk users(Sql::kPutUsers);
  for (const UserRow& row : changes.users) {
    users.Row(row.login, row.name, JoinWords(row.roles), row.password_hash, row.organisation);
  }
  users.AddTo(calls, changes.area);
}

void WriteRunningState(const Changes& changes, std::vector<Call>& calls) {
  VersionedBulk persons(Sql::kInsertPersons, Sql::kUpdatePersons);
  for (const PersonRow& row : changes.persons) {
    persons.Of(row.version)
        .Row(row.person, row.version, row.name, row.certificate, Bytes{PackPerson(row)});
  }
  persons.AddTo(calls, changes.area);
  Bulk employments(Sql::kInsertEmployments);
  for (const EmploymentRow& row : changes.employments) employments.Row(row.employer, row.person);
  employments.AddTo(calls, changes.area);
  VersionedBulk accounts(Sql::kInsertAccounts, Sql::kUpdateAccounts);
  for (const AccountRow& row : changes.accounts) {
    accounts.Of(row.version)
        .Row(row.person, row.version, row.balance.fen, row.movements, row.standing, row.open_stay);
  }
  accounts.AddTo(calls, changes.area);
  VersionedBulk years(Sql::kInsertYears, Sql::kUpdateYears);
  for (const YearRow& row : changes.years) {
    years.Of(row.version)
        .Row(row.person, row.scheme, Number(row.year), row.version, Bytes{PackYear(row)});
  }
  years.AddTo(calls, changes.area);
  VersionedBulk visits(Sql::kInsertVisits, Sql::kUpdateVisits);
  for (const VisitRow& row : changes.visits) {
    visits.Of(row.version).Row(row.visit, row.person, row.version, Bytes{PackVisit(row)});
  }
  visits.AddTo(calls, changes.area);
}

void WriteSums(const Changes& changes, std::vector<Call>& calls) {
  Bulk turnovers(Sql::kAddTurnovers);
  for (const TurnoverRow& row : changes.turnovers) {
    turnovers.Row(Number(row.day.days()), ledger::CodeOf(row.account), row.debit.fen,
                  row.credit.fen);
  }
  turnovers.AddTo(calls, changes.area);
  Bulk days(Sql::kAddDays);
  for (const DayTotalRow& row : changes.days) {
    days.Row(Number(row.day.days()), row.scheme, row.benefit, Number(row.level),
             Number(row.pharmacy), row.count, row.reversals, row.total.fen, row.funds.fen,
             row.account.fen, row.cash.fen);
  }
  days.AddTo(calls, changes.area);
}

void WriteMoney(const Changes& changes, std::vector<Call>& calls) {
  Bulk batches(Sql::kInsertBatches);
  for (const FeeBatchRow& row : changes.batches) {
    batches.Row(row.visit, Number(row.seq), row.batch, Bytes{PackLines(row.lines)},
                Bytes{PackDetails(row.lines)});
  }
  batches.AddTo(calls, changes.area);
  Bulk settlements(Sql::kInsertSettlements);
  for (const SettlementRow& row : changes.settlements) {
    settlements.Row(row.settlement, row.person, row.at.ms, row.reverses,
                    Bytes{PackSettlement(row)});
  }
  settlements.AddTo(calls, changes.area);
  Bulk entries(Sql::kInsertEntries);
  for (const ledger::Entry& row : changes.entries) {
    entries.Row(row.number, Number(row.day.days()), row.digest, Bytes{PackEntry(row)});
  }
  entries.AddTo(calls, changes.area);
  Bulk movements(Sql::kInsertMovements);
  for (const MovementRow& row : changes.movements) {
    movements.Row(row.person, row.number, row.at.ms, Number(row.kind), row.amount.fen,
                  row.balance_after.fen, row.settlement, row.entry);
  }
  movements.AddTo(calls, changes.area);
}

void WriteRecords(const Changes& changes, std::vector<Call>& calls) {
  Bulk answers(Sql::kInsertAnswers);
  for (const AnswerRow& row : changes.answers) {
    answers.Row(row.key.provider, row.key.msgid, row.infno, row.body, row.subject, row.at.ms,
                row.answer);
  }
  answers.AddTo(calls, changes.area);
  Bulk audits(Sql::kInsertAudits);
  for (const AuditRow& row : changes.audits) {
    audits.Row(row.number, row.at.ms, row.actor, row.action, row.subject, row.digest);
  }
  audits.AddTo(calls, changes.area);
  Bulk replaced(Sql::kReplaceAnswers);
  for (const AnswerRow& row : changes.answer_texts) {
    replaced.Row(row.key.provider, row.key.msgid, row.answer);
  }
  replaced.AddTo(calls, changes.area);
  VersionedBulk records(Sql::kInsertRecords, Sql::kUpdateRecords);
  for (const RecordRow& row : changes.records) {
    records.Of(row.version)
        .Row(Number(row.kind), row.code, row.version, Bytes{row.body}, Bytes{row.secret});
  }
  records.AddTo(calls, changes.area);
}

void WriteCrossings(const Changes& changes, std::vector<Call>& calls) {
  VersionedBulk crossings(Sql::kInsertCrossings, Sql::kUpdateCrossings);
  for (const CrossingRow& row : changes.crossings) {
    crossings.Of(row.version)
        .Row(row.number, row.version, Number(row.side), row.neighbour, row.key.provider,
             row.key.msgid, Number(row.state == CrossingState::kAsked),
             Number(row.figures.day.days()), Bytes{PackCrossing(row)});
  }
  crossings.AddTo(calls, changes.area);
}

}  // namespace

std::vector<Call> WriteCalls(const Changes& changes) {
  std::vector<Call> calls;
  WriteArea(changes, calls);
  WriteRegisters(changes, calls);
  WriteRunningState(changes, calls);
  WriteSums(changes, calls);
  WriteMoney(changes, calls);
  WriteRecords(changes, calls);
  WriteCrossings(changes, calls);
  return calls;
}

}  // namespace tongchou::store::postgres
