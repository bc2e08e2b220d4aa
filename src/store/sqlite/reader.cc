// Reading registers, persons, visits and settlements. The scans of reader_scans.cc are the rest.
#include "store/sqlite/reader.h"

#include <algorithm>
#include <limits>

#include "store/columns.h"
#include "store/sqlite/load.h"

namespace tongchou::store::sqlite {
namespace {

constexpr std::int64_t kAbove = std::numeric_limits<std::int64_t>::max();

// Every row of `statement` through `make`, until one is damaged.
template <typename Row, typename Make>
Result<std::vector<Row>> Collect(Statement& statement, const Make& make) {
  std::vector<Row> rows;
  while (statement.Next()) {
    Result<Row> row = make(statement);
    if (!row.ok()) return row.error();
    rows.push_back(*std::move(row));
  }
  if (const Status status = statement.status(); !status.ok()) return status.error();
  return rows;
}

}  // namespace

Result<std::unique_ptr<Reader>> SqliteReader::Begin(std::unique_ptr<Connection> connection,
                                                    std::int64_t area, GiveBack give_back) {
  const Status status = connection->Prepare(Sql::kBegin).Run();
  std::unique_ptr<SqliteReader> reader(
      new SqliteReader(std::move(connection), area, std::move(give_back)));
  if (!status.ok()) return status.error();
  // The view is fixed by the first statement.
  const Result<AreaState> state = LoadArea(*reader->connection_, area);
  if (!state.ok()) return state.error();
  return std::unique_ptr<Reader>(std::move(reader));
}

SqliteReader::~SqliteReader() {
  // A connection whose transaction cannot be ended is not used again.
  if (connection_->in_transaction() && !connection_->Execute("ROLLBACK").ok()) return;
  give_back_(std::move(connection_));
}

Result<Loaded> SqliteReader::Load(const Needs& needs) {
  return sqlite::Load(*connection_, area_, needs);
}

Result<std::vector<Employer>> SqliteReader::Employers() {
  Statement row = connection_->Prepare(Sql::kEmployers);
  row.Bind(area_);
  return Collect<Employer>(row, EmployerOf<Statement>);
}

Result<std::vector<Provider>> SqliteReader::Providers() {
  Statement row = connection_->Prepare(Sql::kProviders);
  row.Bind(area_);
  return Collect<Provider>(row, ProviderOf<Statement>);
}

Result<std::vector<CatalogueItem>> SqliteReader::Catalogue() {
  Statement row = connection_->Prepare(Sql::kCatalogue);
  row.Bind(area_);
  return Collect<CatalogueItem>(row, ItemOf<Statement>);
}

Result<std::vector<UserRow>> SqliteReader::Users() {
  Statement row = connection_->Prepare(Sql::kUsers);
  row.Bind(area_);
  return Collect<UserRow>(row, UserOf<Statement>);
}

Result<std::vector<RecordRow>> SqliteReader::Records(RecordKind kind) {
  Statement row = connection_->Prepare(Sql::kRecords);
  row.Bind(area_, static_cast<std::int64_t>(kind));
  return Collect<RecordRow>(row, [kind](const Statement& found) { return RecordOf(found, kind); });
}

// No text of valid UTF-8 sorts behind the prefix and a byte of 0xff.
Result<std::vector<RecordRow>> SqliteReader::RecordsUnder(RecordKind kind,
                                                          const std::string& prefix,
                                                          const std::string& after, int limit) {
  const std::string end = prefix + "\xff";
  Statement row = connection_->Prepare(Sql::kRecordsUnder);
  row.Bind(area_, static_cast<std::int64_t>(kind), prefix, end, after,
           static_cast<std::int64_t>(limit));
  return Collect<RecordRow>(row, [kind](const Statement& found) { return RecordOf(found, kind); });
}

Result<RowCounts> SqliteReader::Counts() {
  const Result<AreaState> state = LoadArea(*connection_, area_);
  if (!state.ok()) return state.error();
  Statement row = connection_->Prepare(Sql::kCountReversals);
  row.Bind(area_);
  RowCounts counts{state->persons, state->settlements, 0, state->entries};
  if (row.Next()) counts.reversals = row.Integer(0);
  if (const Status status = row.status(); !status.ok()) return status.error();
  return counts;
}

Result<std::optional<PersonRow>> SqliteReader::PersonByCertificate(const std::string& certificate) {
  Statement row = connection_->Prepare(Sql::kPersonByCertificate);
  row.Bind(area_, certificate);
  if (row.Next()) {
    Result<PersonRow> person = PersonOf(row);
    if (!person.ok()) return person.error();
    return std::optional<PersonRow>(*std::move(person));
  }
  if (const Status status = row.status(); !status.ok()) return status.error();
  return std::optional<PersonRow>();
}

Result<std::vector<PersonRow>> SqliteReader::FindPersons(const std::string& text,
                                                         std::int64_t after, int limit) {
  const auto most = static_cast<std::int64_t>(limit);
  if (text.empty()) {
    Statement row = connection_->Prepare(Sql::kAllPersons);
    row.Bind(area_, after, most);
    return Collect<PersonRow>(row, PersonOf<Statement>);
  }
  if (after == 0) {
    Result<std::optional<PersonRow>> shown = PersonByCertificate(text);
    if (!shown.ok()) return shown.error();
    if (shown->has_value()) return std::vector<PersonRow>{**std::move(shown)};
  }
  const Result<std::string> from = NameFrom(after, text);
  if (!from.ok()) return from.error();
  // No text of valid UTF-8 sorts behind the prefix and a byte of 0xff.
  const std::string end = text + "\xff";
  Statement row = connection_->Prepare(Sql::kFindPersons);
  row.Bind(area_, *from, after, end, most);
  return Collect<PersonRow>(row, PersonOf<Statement>);
}

Result<std::string> SqliteReader::NameFrom(std::int64_t person, const std::string& text) {
  Statement row = connection_->Prepare(Sql::kLoadPerson);
  row.Bind(area_, person);
  const Result<std::vector<PersonRow>> found = Collect<PersonRow>(row, PersonOf<Statement>);
  if (!found.ok()) return found.error();
  return found->empty() ? text : std::max(found->front().name, text);
}

Result<std::vector<PersonRow>> SqliteReader::Members(const std::string& employer,
                                                     std::int64_t after, int limit) {
  Statement row = connection_->Prepare(Sql::kMembers);
  row.Bind(area_, employer, after, static_cast<std::int64_t>(limit));
  return Collect<PersonRow>(row, MemberOf<Statement>);
}

Result<std::vector<MovementRow>> SqliteReader::Movements(std::int64_t person, int limit) {
  Statement row = connection_->Prepare(Sql::kMovements);
  row.Bind(area_, person, static_cast<std::int64_t>(limit));
  return Collect<MovementRow>(row, MovementOf<Statement>);
}

Result<std::vector<VisitRow>> SqliteReader::VisitsOfPerson(std::int64_t person, int limit) {
  Statement row = connection_->Prepare(Sql::kVisitsOfPerson);
  row.Bind(area_, person, static_cast<std::int64_t>(limit));
  return Collect<VisitRow>(row, VisitOf<Statement>);
}

Result<std::vector<SettlementRow>> SqliteReader::FindSettlements(const SettlementFilter& filter) {
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
  Statement row = connection_->Prepare(filter.person != 0 ? Sql::kSettlementsOfPerson
                                                          : Sql::kSettlementsByTime);
  if (filter.person != 0) {
    row.Bind(area_, filter.person, below);
  } else {
    row.Bind(area_, filter.from.value_or(Moment{}).ms, before.ms,
             filter.below != 0 ? below : std::int64_t{0});
  }
  std::vector<SettlementRow> rows;
  while (static_cast<int>(rows.size()) < filter.limit && row.Next()) {
    Result<SettlementRow> found = UnpackSettlement(row.Blob(0));
    if (!found.ok()) return found.error();
    if (!Matches(*found, filter)) continue;
    const Result<std::int64_t> reversal = ReversalOf(*connection_, area_, found->settlement);
    if (!reversal.ok()) return reversal.error();
    found->reversed_by = *reversal;
    rows.push_back(*std::move(found));
  }
  if (const Status status = row.status(); !status.ok()) return status.error();
  return rows;
}

}  // namespace tongchou::store::sqlite
