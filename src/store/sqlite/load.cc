#include "store/sqlite/load.h"

#include "store/columns.h"
#include "store/row_codec.h"

namespace tongchou::store::sqlite {
namespace {

Status LoadAnswers(Connection& connection, std::int64_t area, const Needs& needs, Loaded& loaded) {
  for (const MessageKey& key : needs.messages) {
    Statement row = connection.Prepare(Sql::kLoadAnswer);
    row.Bind(area, key.provider, key.msgid);
    if (row.Next()) loaded.answers.push_back(AnswerOf(row).value());
    if (const Status status = row.status(); !status.ok()) return status;
  }
  return Done{};
}

Status LoadAccountAndYears(Connection& connection, std::int64_t area, std::int64_t person,
                           Loaded& loaded) {
  constexpr std::int64_t kAccount = 1;
  Statement row = connection.Prepare(Sql::kLoadAccountAndYears);
  row.Bind(area, person);
  while (row.Next()) {
    if (row.Integer(0) == kAccount) {
      loaded.accounts.push_back({person,
                                 {row.Integer(2)},
                                 row.Integer(3),
                                 row.Integer(4),
                                 row.Integer(5),
                                 row.Integer(1)});
      continue;
    }
    Result<YearRow> year = UnpackYear(row.Blob(8));
    if (!year.ok()) return year.error();
    year->person = person;
    year->scheme = row.Text(6);
    year->year = static_cast<std::int32_t>(row.Integer(7));
    year->version = row.Integer(1);
    loaded.years.push_back(*std::move(year));
  }
  return row.status();
}

Status LoadPerson(Connection& connection, std::int64_t area, std::int64_t person, Loaded& loaded) {
  {
    Statement row = connection.Prepare(Sql::kLoadPerson);
    row.Bind(area, person);
    if (row.Next()) {
      Result<PersonRow> found = PersonOf(row);
      if (!found.ok()) return found.error();
      loaded.persons.push_back(*std::move(found));
    }
    if (const Status status = row.status(); !status.ok()) return status;
  }
  return LoadAccountAndYears(connection, area, person, loaded);
}

Status LoadVisit(Connection& connection, std::int64_t area, std::int64_t visit, Loaded& loaded) {
  Statement row = connection.Prepare(Sql::kLoadVisit);
  row.Bind(area, visit);
  if (row.Next()) {
    Result<VisitRow> found = VisitOf(row);
    if (!found.ok()) return found.error();
    loaded.visits.push_back(*std::move(found));
  }
  return row.status();
}

Status LoadBatches(Connection& connection, std::int64_t area, std::int64_t visit, bool details,
                   Loaded& loaded) {
  Statement row = connection.Prepare(details ? Sql::kBatches : Sql::kLoadBatches);
  row.Bind(area, visit);
  while (row.Next()) {
    Result<std::vector<FeeLineRow>> lines = UnpackLines(row.Blob(2));
    if (!lines.ok()) return lines.error();
    if (details) {
      const Status unpacked = UnpackDetails(row.Blob(3), *lines);
      if (!unpacked.ok()) return unpacked;
    }
    loaded.batches.push_back({visit, static_cast<std::int32_t>(row.Integer(0)),
                              std::string(row.Text(1)), *std::move(lines)});
  }
  return row.status();
}

Status LoadSettlement(Connection& connection, std::int64_t area, std::int64_t settlement,
                      Loaded& loaded) {
  Statement row = connection.Prepare(Sql::kLoadSettlement);
  row.Bind(area, settlement);
  if (row.Next()) {
    Result<SettlementRow> found = UnpackSettlement(row.Blob(0));
    if (!found.ok()) return found.error();
    const Result<std::int64_t> reversal = ReversalOf(connection, area, settlement);
    if (!reversal.ok()) return reversal.error();
    found->reversed_by = *reversal;
    loaded.settlements.push_back(*std::move(found));
  }
  return row.status();
}

Status LoadCrossings(Connection& connection, std::int64_t area, const Needs& needs,
                     Loaded& loaded) {
  for (const MessageKey& key : needs.crossings) {
    Statement row = connection.Prepare(Sql::kLoadCrossing);
    row.Bind(area, key.provider, key.msgid);
    if (row.Next()) {
      Result<CrossingRow> found = CrossingOf(row);
      if (!found.ok()) return found.error();
      loaded.crossings.push_back(*std::move(found));
    }
    if (const Status status = row.status(); !status.ok()) return status;
  }
  return Done{};
}

Status LoadCertificates(Connection& connection, std::int64_t area, const Needs& needs,
                        Loaded& loaded) {
  for (const std::string& certificate : needs.certificates) {
    Statement row = connection.Prepare(Sql::kLoadCertificate);
    row.Bind(area, certificate);
    if (row.Next()) loaded.certificates.push_back(OwnerOf(row).value());
    if (const Status status = row.status(); !status.ok()) return status;
  }
  return Done{};
}

Status LoadRecords(Connection& connection, std::int64_t area, const Needs& needs, Loaded& loaded) {
  for (const RecordKey& key : needs.records) {
    Statement row = connection.Prepare(Sql::kLoadRecord);
    row.Bind(area, static_cast<std::int64_t>(key.kind), key.code);
    if (row.Next()) loaded.records.push_back(AnyRecordOf(row).value());
    if (const Status status = row.status(); !status.ok()) return status;
  }
  return Done{};
}

}  // namespace

Result<std::int64_t> ReversalOf(Connection& connection, std::int64_t area,
                                std::int64_t settlement) {
  Statement row = connection.Prepare(Sql::kReversalOf);
  row.Bind(area, settlement);
  const std::int64_t reversal = row.Next() ? row.Integer(0) : 0;
  if (const Status status = row.status(); !status.ok()) return status.error();
  return reversal;
}

Result<AreaState> LoadArea(Connection& connection, std::int64_t area) {
  AreaState state;
  Statement row = connection.Prepare(Sql::kLoadArea);
  row.Bind(area);
  if (row.Next()) state = AreaStateOf(row);
  if (const Status status = row.status(); !status.ok()) return status.error();
  return state;
}

Result<std::vector<AreaPack>> LoadAreas(Connection& connection) {
  std::vector<AreaPack> areas;
  Statement row = connection.Prepare(Sql::kAreas);
  while (row.Next()) areas.push_back({row.Integer(0), std::string(row.Text(1))});
  if (const Status status = row.status(); !status.ok()) return status.error();
  return areas;
}

Result<Loaded> Load(Connection& connection, std::int64_t area, const Needs& needs) {
  Loaded loaded;
  Result<AreaState> state = LoadArea(connection, area);
  if (!state.ok()) return state.error();
  loaded.area = *state;
  Status status = LoadAnswers(connection, area, needs, loaded);
  if (status.ok()) status = LoadCertificates(connection, area, needs, loaded);
  if (status.ok()) status = LoadCrossings(connection, area, needs, loaded);
  if (status.ok()) status = LoadRecords(connection, area, needs, loaded);
  for (std::size_t i = 0; i < needs.persons.size() && status.ok(); ++i) {
    status = LoadPerson(connection, area, needs.persons[i], loaded);
  }
  for (std::size_t i = 0; i < needs.visits.size() && status.ok(); ++i) {
    status = LoadVisit(connection, area, needs.visits[i], loaded);
  }
  for (std::size_t i = 0; i < needs.visit_lines.size() && status.ok(); ++i) {
    status = LoadBatches(connection, area, needs.visit_lines[i], needs.line_details, loaded);
  }
  for (std::size_t i = 0; i < needs.settlements.size() && status.ok(); ++i) {
    status = LoadSettlement(connection, area, needs.settlements[i], loaded);
  }
  if (!status.ok()) return status.error();
  return loaded;
}

}  // namespace tongchou::store::sqlite
