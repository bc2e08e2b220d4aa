#include "store/postgres/load.h"

#include <functional>
#include <utility>

#include "store/columns.h"

namespace tongchou::store::postgres {
namespace {

// Takes in the rows of one call.
using Take = std::function<Status(const Rows&)>;

// The calls of one round trip, each with what becomes of its rows.
struct Plan {
  std::vector<Call> calls;
  std::vector<Take> takes;

  void Add(Sql name, Values values, Take take) {
    calls.push_back({name, std::move(values)});
    takes.push_back(std::move(take));
  }
};

template <typename Key>
Array ArrayOf(const std::vector<Key>& keys) {
  Array array;
  for (const Key& key : keys) array.Add(key);
  return array;
}

// Every row through `make` into `to`.
template <typename To, typename Make>
Take Into(std::vector<To>& to, const Make& make) {
  return [&to, make](const Rows& rows) -> Status {
    for (int i = 0; i < rows.size(); ++i) {
      Result<To> row = make(rows[i]);
      if (!row.ok()) return row.error();
      to.push_back(*std::move(row));
    }
    return Done{};
  };
}

// visit, seq, batch, lines, and when `detailed` the details
Result<FeeBatchRow> BatchOf(const Row& row, bool detailed) {
  Result<std::vector<FeeLineRow>> lines = UnpackLines(row.Blob(3));
  if (!lines.ok()) return lines.error();
  if (detailed) {
    const Status unpacked = UnpackDetails(row.Blob(4), *lines);
    if (!unpacked.ok()) return unpacked.error();
  }
  return FeeBatchRow{row.Integer(0), static_cast<std::int32_t>(row.Integer(1)),
                     std::string(row.Text(2)), *std::move(lines)};
}

void PlanMessages(const Needs& needs, std::int64_t area, Loaded& loaded, Plan& plan) {
  if (needs.messages.empty()) return;
  Array providers, msgids;
  for (const MessageKey& key : needs.messages) {
    providers.Add(key.provider);
    msgids.Add(key.msgid);
  }
  plan.Add(Sql::kLoadAnswers, Values::Of(area, providers, msgids),
           Into(loaded.answers, AnswerOf<Row>));
}

void PlanCrossings(const Needs& needs, std::int64_t area, Loaded& loaded, Plan& plan) {
  if (needs.crossings.empty()) return;
  Array providers, msgids;
  for (const MessageKey& key : needs.crossings) {
    providers.Add(key.provider);
    msgids.Add(key.msgid);
  }
  plan.Add(Sql::kLoadCrossings, Values::Of(area, providers, msgids),
           Into(loaded.crossings, CrossingOf<Row>));
}

void PlanRecords(const Needs& needs, std::int64_t area, Loaded& loaded, Plan& plan) {
  if (needs.records.empty()) return;
  Array kinds, codes;
  for (const RecordKey& key : needs.records) {
    kinds.Add(static_cast<std::int64_t>(key.kind));
    codes.Add(key.code);
  }
  plan.Add(Sql::kLoadRecords, Values::Of(area, kinds, codes),
           Into(loaded.records, AnyRecordOf<Row>));
}

void PlanPersons(const Needs& needs, std::int64_t area, Loaded& loaded, Plan& plan) {
  if (!needs.certificates.empty()) {
    plan.Add(Sql::kLoadCertificates, Values::Of(area, ArrayOf(needs.certificates)),
             Into(loaded.certificates, OwnerOf<Row>));
  }
  if (needs.persons.empty()) return;
  const Values keys = Values::Of(area, ArrayOf(needs.persons));
  plan.Add(Sql::kLoadPersons, keys, Into(loaded.persons, PersonOf<Row>));
  plan.Add(Sql::kLoadAccounts, keys, Into(loaded.accounts, AccountOf<Row>));
  plan.Add(Sql::kLoadYears, keys, Into(loaded.years, YearOf<Row>));
}

void PlanVisits(const Needs& needs, std::int64_t area, Loaded& loaded, Plan& plan) {
  if (!needs.visits.empty()) {
    plan.Add(Sql::kLoadVisits, Values::Of(area, ArrayOf(needs.visits)),
             Into(loaded.visits, VisitOf<Row>));
  }
  if (!needs.visit_lines.empty()) {
    const bool detailed = needs.line_details;
    plan.Add(detailed ? Sql::kLoadDetailedBatches : Sql::kLoadBatches,
             Values::Of(area, ArrayOf(needs.visit_lines)),
             Into(loaded.batches, [detailed](const Row& row) { return BatchOf(row, detailed); }));
  }
  if (!needs.settlements.empty()) {
    plan.Add(Sql::kLoadSettlements, Values::Of(area, ArrayOf(needs.settlements)),
             Into(loaded.settlements, ReversibleOf<Row>));
  }
}

}  // namespace

AreaState AreaStateOf(const Rows& rows) {
  if (rows.empty()) return {};
  AreaState state = store::AreaStateOf(rows[0]);
  state.registers = rows[0].Integer(11);
  return state;
}

Result<std::vector<AreaPack>> LoadAreas(Connection& connection) {
  const Result<Rows> rows = connection.RunOne(Sql::kAreas, {});
  if (!rows.ok()) return rows.error();
  std::vector<AreaPack> areas;
  for (int i = 0; i < rows->size(); ++i) {
    areas.push_back({(*rows)[i].Integer(0), std::string((*rows)[i].Text(1))});
  }
  return areas;
}

Result<Loaded> Load(Connection& connection, std::int64_t area, const Needs& needs,
                    std::vector<Call> before, std::vector<Call> after) {
  Loaded loaded;
  Plan plan;
  const auto nothing = [](const Rows&) -> Status { return Done{}; };
  for (Call& call : before) plan.Add(call.name, std::move(call.values), nothing);
  plan.Add(needs.hold ? Sql::kHoldArea : Sql::kLoadArea, Values::Of(area),
           [&loaded](const Rows& rows) -> Status {
             loaded.area = AreaStateOf(rows);
             return Done{};
           });
  PlanMessages(needs, area, loaded, plan);
  PlanCrossings(needs, area, loaded, plan);
  PlanRecords(needs, area, loaded, plan);
  PlanPersons(needs, area, loaded, plan);
  PlanVisits(needs, area, loaded, plan);
  for (Call& call : after) plan.Add(call.name, std::move(call.values), nothing);
  const Result<std::vector<Rows>> results = connection.Run(plan.calls);
  if (!results.ok()) return results.error();
  for (std::size_t i = 0; i < plan.takes.size(); ++i) {
    if (const Status taken = plan.takes[i]((*results)[i]); !taken.ok()) return taken.error();
  }
  return loaded;
}

}  // namespace tongchou::store::postgres
