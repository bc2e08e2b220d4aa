#include "store/sqlite/write.h"

#include "store/columns.h"
#include "store/row_codec.h"

namespace tongchou::store::sqlite {
namespace {

// Runs `write` for every row until one is refused.
template <typename Row, typename WriteOne>
Status WriteAll(const std::vector<Row>& rows, const WriteOne& write) {
  for (const Row& row : rows) {
    if (const Status status = write(row); !status.ok()) return status;
  }
  return Done{};
}

// Makes or replaces a row that has a version. `values` are those of both statements, in order.
template <typename... Values>
Status Versioned(Connection& connection, Sql insert, Sql update, std::int64_t version,
                 const Values&... values) {
  if (version == 0) return connection.Prepare(insert).Bind(values...).Run();
  const Status status = connection.Prepare(update).Bind(values...).Run();
  if (status.ok() && connection.changed() != 1) return ErrorCode::kStaleVersion;
  return status;
}

std::int64_t Number(auto value) { return static_cast<std::int64_t>(value); }

Status WriteRegisters(Connection& connection, const Changes& changes) {
  const std::int64_t area = changes.area;
  Status status = WriteAll(changes.employers, [&](const Employer& row) {
    return Versioned(connection, Sql::kInsertEmployer, Sql::kUpdateEmployer, row.version, area,
                     row.code, row.version, row.name, row.unit_kind, Bytes{PackEmployer(row)});
  });
  if (!status.ok()) return status;
  status = WriteAll(changes.providers, [&](const Provider& row) {
    return connection.Prepare(Sql::kInsertProvider)
        .Bind(area, row.code, row.name, Number(row.kind), Number(row.level))
        .Run();
  });
  if (!status.ok()) return status;
  status = WriteAll(changes.catalogue, [&](const CatalogueItem& row) {
    return connection.Prepare(Sql::kInsertItem)
        .Bind(area, row.code, Number(row.from.days()), Bytes{PackItem(row)})
        .Run();
  });
  if (!status.ok()) return status;
  status = WriteAll(changes.users, [&](const UserRow& row) {
    return connection.Prepare(Sql::kPutUser)
        .Bind(area, row.login, row.name, JoinWords(row.roles), row.password_hash, row.organisation)
        .Run();
  });
  if (!status.ok()) return status;
  status = WriteAll(changes.persons, [&](const PersonRow& row) {
    return Versioned(connection, Sql::kInsertPerson, Sql::kUpdatePerson, row.version, area,
                     row.person, row.version, row.name, row.certificate, Bytes{PackPerson(row)});
  });
  if (!status.ok()) return status;
  return WriteAll(changes.employments, [&](const EmploymentRow& row) {
    return connection.Prepare(Sql::kInsertEmployment).Bind(area, row.employer, row.person).Run();
  });
}

Status WriteRunningState(Connection& connection, const Changes& changes) {
  const std::int64_t area = changes.area;
  Status status = WriteAll(changes.accounts, [&](const AccountRow& row) {
    return Versioned(connection, Sql::kInsertAccount, Sql::kUpdateAccount, row.version, area,
                     row.person, row.version, row.balance.fen, row.movements, row.standing,
                     row.open_stay);
  });
  if (!status.ok()) return status;
  status = WriteAll(changes.years, [&](const YearRow& row) {
    return Versioned(connection, Sql::kInsertYear, Sql::kUpdateYear, row.version, area, row.person,
                     row.scheme, Number(row.year), row.version, Bytes{PackYear(row)});
  });
  if (!status.ok()) return status;
  status = WriteAll(changes.visits, [&](const VisitRow& row) {
    return Versioned(connection, Sql::kInsertVisit, Sql::kUpdateVisit, row.version, area, row.visit,
                     row.person, row.version, Bytes{PackVisit(row)});
  });
  if (!status.ok()) return status;
  status = WriteAll(changes.turnovers, [&](const TurnoverRow& row) {
    return connection.Prepare(Sql::kAddTurnover)
        .Bind(area, Number(row.day.days()), ledger::CodeOf(row.account), row.debit.fen,
              row.credit.fen)
        .Run();
  });
  if (!status.ok()) return status;
  return WriteAll(changes.days, [&](const DayTotalRow& row) {
    return connection.Prepare(Sql::kAddDay)
        .Bind(area, Number(row.day.days()), row.scheme, row.benefit, Number(row.level),
              Number(row.pharmacy), row.count, row.reversals, row.total.fen, row.funds.fen,
              row.account.fen, row.cash.fen)
        .Run();
  });
}

Status WriteRecords(Connection& connection, const Changes& changes) {
  const std::int64_t area = changes.area;
  Status status = WriteAll(changes.batches, [&](const FeeBatchRow& row) {
    return connection.Prepare(Sql::kInsertBatch)
        .Bind(area, row.visit, Number(row.seq), row.batch, Bytes{PackLines(row.lines)},
              Bytes{PackDetails(row.lines)})
        .Run();
  });
  if (!status.ok()) return status;
  status = WriteAll(changes.settlements, [&](const SettlementRow& row) {
    const Status inserted =
        connection.Prepare(Sql::kInsertSettlement)
            .Bind(area, row.settlement, row.at.ms, row.reverses, Bytes{PackSettlement(row)})
            .Run();
    if (!inserted.ok()) return inserted;
    return connection.Prepare(Sql::kInsertSettlementOfPerson)
        .Bind(area, row.person, row.settlement)
        .Run();
  });
  if (!status.ok()) return status;
  status = WriteAll(changes.entries, [&](const ledger::Entry& row) {
    return connection.Prepare(Sql::kInsertEntry)
        .Bind(area, row.number, Number(row.day.days()), row.digest, Bytes{PackEntry(row)})
        .Run();
  });
  if (!status.ok()) return status;
  status = WriteAll(changes.movements, [&](const MovementRow& row) {
    return connection.Prepare(Sql::kInsertMovement)
        .Bind(area, row.person, row.number, row.at.ms, Number(row.kind), row.amount.fen,
              row.balance_after.fen, row.settlement, row.entry)
        .Run();
  });
  if (!status.ok()) return status;
  status = WriteAll(changes.answers, [&](const AnswerRow& row) {
    return connection.Prepare(Sql::kInsertAnswer)
        .Bind(area, row.key.provider, row.key.msgid, row.infno, row.body, row.subject, row.at.ms,
              row.answer)
        .Run();
  });
  if (!status.ok()) return status;
  return WriteAll(changes.audits, [&](const AuditRow& row) {
    return connection.Prepare(Sql::kInsertAudit)
        .Bind(area, row.number, row.at.ms, row.actor, row.action, row.subject, row.digest)
        .Run();
  });
}

Status WriteCrossings(Connection& connection, const Changes& changes) {
  return WriteAll(changes.crossings, [&](const CrossingRow& row) {
    return Versioned(connection, Sql::kInsertCrossing, Sql::kUpdateCrossing, row.version,
                     changes.area, row.number, row.version, Number(row.side), row.neighbour,
                     row.key.provider, row.key.msgid, Number(row.state == CrossingState::kAsked),
                     Number(row.figures.day.days()), Bytes{PackCrossing(row)});
  });
}

Status WriteSealed(Connection& connection, const Changes& changes) {
  const std::int64_t area = changes.area;
  const Status status = WriteAll(changes.answer_texts, [&](const AnswerRow& row) {
    return connection.Prepare(Sql::kUpdateAnswer)
        .Bind(area, row.key.provider, row.key.msgid, row.answer)
        .Run();
  });
  if (!status.ok()) return status;
  return WriteAll(changes.records, [&](const RecordRow& row) {
    return Versioned(connection, Sql::kInsertRecord, Sql::kUpdateRecord, row.version, area,
                     Number(row.kind), row.code, row.version, Bytes{row.body}, Bytes{row.secret});
  });
}

}  // namespace

Status Write(Connection& connection, const Changes& changes) {
  const AreaState& state = changes.state;
  Status status = Versioned(connection, Sql::kInsertArea, Sql::kUpdateArea, state.version,
                            changes.area, state.version, state.persons, state.visits,
                            state.settlements, state.entries, state.audits, state.head, state.pack,
                            state.audit_head, state.crossings, state.carried);
  if (status.ok()) status = WriteRegisters(connection, changes);
  if (status.ok()) status = WriteRunningState(connection, changes);
  if (status.ok()) status = WriteRecords(connection, changes);
  if (status.ok()) status = WriteCrossings(connection, changes);
  if (status.ok()) status = WriteSealed(connection, changes);
  return status;
}

}  // namespace tongchou::store::sqlite
