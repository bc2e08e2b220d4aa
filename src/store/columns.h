// Rows out of the columns of a statement: what the adapters have in common.
//
// `Row` is an adapter's view of one result row with Integer(column), Text(column), Blob(column) and
// Digest(column). Each function names the columns it expects, in order from the first. A body that
// cannot be unpacked is kStoreCorrupt. Pure; thread-safe as the row is.
#ifndef TONGCHOU_STORE_COLUMNS_H_
#define TONGCHOU_STORE_COLUMNS_H_

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "store/row_codec.h"
#include "store/store.h"

namespace tongchou::store {

// Words in one text column, separated by single spaces.
std::string JoinWords(const std::vector<std::string>& words);
std::vector<std::string> SplitWords(std::string_view text);

// What a filter asks of a row beyond what its statement asks already.
bool Matches(const SettlementRow& row, const SettlementFilter& filter);
bool Touches(const ledger::Entry& entry, const std::string& account);  // empty: any account

// version, persons, visits, settlements, entries, audits, head, pack, audit_head, crossings,
// carried
template <typename Row>
AreaState AreaStateOf(const Row& row) {
  AreaState state;
  state.version = row.Integer(0);
  state.persons = row.Integer(1);
  state.visits = row.Integer(2);
  state.settlements = row.Integer(3);
  state.entries = row.Integer(4);
  state.audits = row.Integer(5);
  state.head = row.Digest(6);
  state.pack = row.Text(7);
  state.audit_head = row.Digest(8);
  state.crossings = row.Integer(9);
  state.carried = row.Integer(10);
  return state;
}

// provider, msgid, infno, body, subject, at_ms, answer
template <typename Row>
Result<AnswerRow> AnswerOf(const Row& row) {
  return AnswerRow{{std::string(row.Text(0)), std::string(row.Text(1))},
                   std::string(row.Text(2)),
                   row.Digest(3),
                   row.Integer(4),
                   Moment{row.Integer(5)},
                   std::string(row.Text(6))};
}

// code, version, name, unit_kind, body
template <typename Row>
Result<Employer> EmployerOf(const Row& row) {
  Employer employer;
  employer.code = row.Text(0);
  employer.version = row.Integer(1);
  employer.name = row.Text(2);
  employer.unit_kind = row.Text(3);
  const Status unpacked = UnpackEmployer(row.Blob(4), employer);
  if (!unpacked.ok()) return unpacked.error();
  return employer;
}

// certificate, person
template <typename Row>
Result<CertificateOwner> OwnerOf(const Row& row) {
  return CertificateOwner{std::string(row.Text(0)), row.Integer(1)};
}

// kind, code, version, body, secret
template <typename Row>
Result<RecordRow> AnyRecordOf(const Row& row) {
  return RecordRow{static_cast<RecordKind>(row.Integer(0)), std::string(row.Text(1)),
                   std::string(row.Blob(3)), std::string(row.Blob(4)), row.Integer(2)};
}

// code, name, kind, level
template <typename Row>
Result<Provider> ProviderOf(const Row& row) {
  return Provider{std::string(row.Text(0)), std::string(row.Text(1)),
                  row.Integer(2) == 1 ? ProviderKind::kPharmacy : ProviderKind::kHospital,
                  static_cast<int>(row.Integer(3))};
}

// body
template <typename Row>
Result<CatalogueItem> ItemOf(const Row& row) {
  return UnpackItem(row.Blob(0));
}

// login, name, roles, password_hash, organisation
template <typename Row>
Result<UserRow> UserOf(const Row& row) {
  return UserRow{std::string(row.Text(0)), std::string(row.Text(1)), SplitWords(row.Text(2)),
                 std::string(row.Text(3)), std::string(row.Text(4))};
}

// code, version, body, secret
template <typename Row>
Result<RecordRow> RecordOf(const Row& row, RecordKind kind) {
  return RecordRow{kind, std::string(row.Text(0)), std::string(row.Blob(2)),
                   std::string(row.Blob(3)), row.Integer(1)};
}

// version, body
template <typename Row>
Result<PersonRow> PersonOf(const Row& row) {
  Result<PersonRow> person = UnpackPerson(row.Blob(1));
  if (person.ok()) person->version = row.Integer(0);
  return person;
}

// version, body: the person without what it is identified by
template <typename Row>
Result<PersonRow> MemberOf(const Row& row) {
  Result<PersonRow> person = PersonOf(row);
  if (!person.ok()) return person;
  person->certificate.clear();
  person->sealed.clear();
  return person;
}

// version, body
template <typename Row>
Result<VisitRow> VisitOf(const Row& row) {
  Result<VisitRow> visit = UnpackVisit(row.Blob(1));
  if (visit.ok()) visit->version = row.Integer(0);
  return visit;
}

// version, body
template <typename Row>
Result<CrossingRow> CrossingOf(const Row& row) {
  Result<CrossingRow> crossing = UnpackCrossing(row.Blob(1));
  if (crossing.ok()) crossing->version = row.Integer(0);
  return crossing;
}

// person, version, balance_fen, movements, standing, open_stay
template <typename Row>
Result<AccountRow> AccountOf(const Row& row) {
  return AccountRow{row.Integer(0), {row.Integer(2)}, row.Integer(3),
                    row.Integer(4), row.Integer(5),   row.Integer(1)};
}

// person, scheme, year, version, body
template <typename Row>
Result<YearRow> YearOf(const Row& row) {
  Result<YearRow> year = UnpackYear(row.Blob(4));
  if (!year.ok()) return year;
  year->person = row.Integer(0);
  year->scheme = row.Text(1);
  year->year = static_cast<std::int32_t>(row.Integer(2));
  year->version = row.Integer(3);
  return year;
}

// person, movement, at_ms, kind, amount_fen, balance_fen, settlement, entry
template <typename Row>
Result<MovementRow> MovementOf(const Row& row) {
  return MovementRow{row.Integer(0),         row.Integer(1),
                     Moment{row.Integer(2)}, static_cast<MovementKind>(row.Integer(3)),
                     {row.Integer(4)},       {row.Integer(5)},
                     row.Integer(6),         row.Integer(7)};
}

// entry, digest, body
template <typename Row>
Result<ledger::Entry> EntryOf(const Row& row, std::int64_t area) {
  Result<ledger::Entry> entry = UnpackEntry(row.Blob(2));
  if (!entry.ok()) return entry;
  entry->area = area;
  entry->number = row.Integer(0);
  entry->digest = row.Digest(1);
  return entry;
}

// body, the number of its reversal or NULL
template <typename Row>
Result<SettlementRow> ReversibleOf(const Row& row) {
  Result<SettlementRow> settlement = UnpackSettlement(row.Blob(0));
  if (settlement.ok()) settlement->reversed_by = row.Integer(1);
  return settlement;
}

// account, debit_fen, credit_fen: sums up to `through`
template <typename Row>
Result<TurnoverRow> TurnoverOf(const Row& row, Date through) {
  const Result<ledger::Account> account = ledger::ParseAccount(row.Text(0));
  if (!account.ok()) return Error{ErrorCode::kStoreCorrupt, {}, "turnover"};
  return TurnoverRow{through, *account, {row.Integer(1)}, {row.Integer(2)}};
}

// day, scheme, benefit, level, pharmacy, settled, reversals, total_fen, funds_fen, account_fen,
// cash_fen
template <typename Row>
Result<DayTotalRow> DayTotalOf(const Row& row) {
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
  return day;
}

// audit, at_ms, actor, action, subject, digest
template <typename Row>
Result<AuditRow> AuditOf(const Row& row) {
  return AuditRow{row.Integer(0),           Moment{row.Integer(1)},   std::string(row.Text(2)),
                  std::string(row.Text(3)), std::string(row.Text(4)), row.Digest(5)};
}

}  // namespace tongchou::store

#endif  // TONGCHOU_STORE_COLUMNS_H_
