// Reading registers, persons, visits and settlements. The scans of reader_scans.cc are the rest.
#include "store/postgres/reader.h"

#include <algorithm>

#include "store/columns.h"
#include "store/postgres/load.h"
#include "store/postgres/paging.h"

namespace tongchou::store::postgres {
namespace {

// No text sorts behind a prefix and the last character there is (U+10FFFF).
constexpr const char* kLastCharacter = "\xf4\x8f\xbf\xbf";

template <typename To>
std::optional<To> FirstOf(std::vector<To> rows) {
  if (rows.empty()) return std::nullopt;
  return std::move(rows.front());
}

}  // namespace

PostgresReader::~PostgresReader() {
  connection_->Abandon();
  if (connection_->lost()) connection_.reset();
  give_back_(std::move(connection_));
}

Status PostgresReader::Begin() {
  // The view is fixed by the first statement behind the bracket.
  const Result<Loaded> first = postgres::Load(*connection_, area_, {}, {{Sql::kBeginView, {}}}, {});
  if (!first.ok()) return first.error();
  return Done{};
}

Result<Loaded> PostgresReader::Load(const Needs& needs) {
  return postgres::Load(*connection_, area_, needs, {}, {});
}

Result<std::vector<Employer>> PostgresReader::Employers() {
  return Collect<Employer>(*connection_, Sql::kEmployers, Values::Of(area_), EmployerOf<Row>);
}

Result<std::vector<Provider>> PostgresReader::Providers() {
  return Collect<Provider>(*connection_, Sql::kProviders, Values::Of(area_), ProviderOf<Row>);
}

Result<std::vector<CatalogueItem>> PostgresReader::Catalogue() {
  return Collect<CatalogueItem>(*connection_, Sql::kCatalogue, Values::Of(area_), ItemOf<Row>);
}

Result<std::vector<UserRow>> PostgresReader::Users() {
  return Collect<UserRow>(*connection_, Sql::kUsers, Values::Of(area_), UserOf<Row>);
}

Result<std::vector<RecordRow>> PostgresReader::Records(RecordKind kind) {
  return Collect<RecordRow>(*connection_, Sql::kRecords,
                            Values::Of(area_, static_cast<std::int64_t>(kind)),
                            [kind](const Row& row) { return RecordOf(row, kind); });
}

Result<std::vector<RecordRow>> PostgresReader::RecordsUnder(RecordKind kind,
                                                            const std::string& prefix,
                                                            const std::string& after, int limit) {
  return Collect<RecordRow>(*connection_, Sql::kRecordsUnder,
                            Values::Of(area_, static_cast<std::int64_t>(kind), prefix,
                                       prefix + kLastCharacter, after, std::int64_t{limit}),
                            [kind](const Row& row) { return RecordOf(row, kind); });
}

Result<RowCounts> PostgresReader::Counts() {
  std::vector<Call> calls;
  calls.push_back({Sql::kLoadArea, Values::Of(area_)});
  calls.push_back({Sql::kCountReversals, Values::Of(area_)});
  const Result<std::vector<Rows>> rows = connection_->Run(calls);
  if (!rows.ok()) return rows.error();
  const AreaState state = AreaStateOf(rows->front());
  return RowCounts{state.persons, state.settlements, rows->back()[0].Integer(0), state.entries};
}

Result<std::optional<PersonRow>> PostgresReader::PersonByCertificate(
    const std::string& certificate) {
  Result<std::vector<PersonRow>> found = Collect<PersonRow>(
      *connection_, Sql::kPersonByCertificate, Values::Of(area_, certificate), PersonOf<Row>);
  if (!found.ok()) return found.error();
  return FirstOf(*std::move(found));
}

Result<std::vector<PersonRow>> PostgresReader::FindPersons(const std::string& text,
                                                           std::int64_t after, int limit) {
  const auto most = static_cast<std::int64_t>(limit);
  if (text.empty()) {
    return Collect<PersonRow>(*connection_, Sql::kAllPersons, Values::Of(area_, after, most),
                              PersonOf<Row>);
  }
  if (after == 0) {
    Result<std::optional<PersonRow>> shown = PersonByCertificate(text);
    if (!shown.ok()) return shown.error();
    if (shown->has_value()) return std::vector<PersonRow>{**std::move(shown)};
  }
  Needs behind;
  behind.persons = {after};
  const Result<Loaded> last = Load(behind);
  if (!last.ok()) return last.error();
  const std::string from = last->persons.empty() ? text : std::max(last->persons[0].name, text);
  const std::string end = text + kLastCharacter;
  return Collect<PersonRow>(*connection_, Sql::kFindPersons,
                            Values::Of(area_, from, after, end, most), PersonOf<Row>);
}

Result<std::vector<PersonRow>> PostgresReader::Members(const std::string& employer,
                                                       std::int64_t after, int limit) {
  return Collect<PersonRow>(*connection_, Sql::kMembers,
                            Values::Of(area_, employer, after, std::int64_t{limit}), MemberOf<Row>);
}

Result<std::vector<MovementRow>> PostgresReader::Movements(std::int64_t person, int limit) {
  return Collect<MovementRow>(*connection_, Sql::kMovements,
                              Values::Of(area_, person, std::int64_t{limit}), MovementOf<Row>);
}

Result<std::vector<VisitRow>> PostgresReader::VisitsOfPerson(std::int64_t person, int limit) {
  return Collect<VisitRow>(*connection_, Sql::kVisitsOfPerson,
                           Values::Of(area_, person, std::int64_t{limit}), VisitOf<Row>);
}

Result<std::vector<SettlementRow>> PostgresReader::FindSettlements(const SettlementFilter& filter) {
  const std::int64_t below = filter.below == 0 ? kAbove : filter.below;
  Moment before = filter.before.value_or(Moment{kAbove});
  if (filter.below != 0 && filter.person == 0) {
    // Pages are in order of time: go on behind the moment of the last one seen.
    Needs last_seen;
    last_seen.settlements = {filter.below};
    const Result<Loaded> last = Load(last_seen);
    if (!last.ok()) return last.error();
    if (!last->settlements.empty()) before = std::min(before, last->settlements.front().at);
  }
  std::vector<SettlementRow> rows;
  const auto take = [&](const SettlementRow& row) {
    if (static_cast<int>(rows.size()) < filter.limit && Matches(row, filter)) rows.push_back(row);
    return static_cast<int>(rows.size()) < filter.limit;
  };
  const auto of_person = [&](const SettlementRow* last) {
    return Values::Of(area_, filter.person, last == nullptr ? below : last->settlement);
  };
  const auto by_time = [&](const SettlementRow* last) {
    const std::int64_t first = filter.below != 0 ? below : 0;
    return Values::Of(area_, filter.from.value_or(Moment{}).ms,
                      last == nullptr ? before.ms : last->at.ms,
                      last == nullptr ? first : last->settlement);
  };
  const Status status =
      filter.person != 0 ? EachPage<SettlementRow>(*connection_, Sql::kSettlementsOfPerson,
                                                   filter.limit, of_person, ReversibleOf<Row>, take)
                         : EachPage<SettlementRow>(*connection_, Sql::kSettlementsByTime,
                                                   filter.limit, by_time, ReversibleOf<Row>, take);
  if (!status.ok()) return status.error();
  return rows;
}

}  // namespace tongchou::store::postgres
