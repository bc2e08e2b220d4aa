// Every statement of the embedded store, by name. ?1 is always the pooling area.
//
// Constant data; thread-safe.
#ifndef TONGCHOU_STORE_SQLITE_SQL_H_
#define TONGCHOU_STORE_SQLITE_SQL_H_

#include <cstddef>
#include <string_view>

namespace tongchou::store::sqlite {

// The one number that keys a row of settlement, journal and audit: area and number.
#define TONGCHOU_ID(number) "?1 * 100000000000 + " number
#define TONGCHOU_NUMBER "id % 100000000000"
// Numbers below `number` of the area, which may be larger than any.
#define TONGCHOU_BELOW(number) \
  "id > ?1 * 100000000000 AND id < " TONGCHOU_ID("min(" number ", 99999999999)")
// Settlements as the persons' books list them.
#define TONGCHOU_BY_PERSON \
  "person_book b CROSS JOIN settlement s ON s.id = " TONGCHOU_ID("b.number")
// What keys a row of person_book after area and person: kind, scheme, number.
#define TONGCHOU_ACCOUNT "kind = 1 AND scheme = '' AND number = 0"

// X(name, text). Reads of the write path first, then its writes, then what pages and checks read.
#define TONGCHOU_SQL(X)                                                                            \
  X(kSchemaNumber, "PRAGMA user_version")                                                          \
  X(kBegin, "BEGIN")                                                                               \
  X(kBeginWriting, "BEGIN IMMEDIATE")                                                              \
  X(kCommit, "COMMIT")                                                                             \
  X(kLoadArea,                                                                                     \
    "SELECT version, persons, visits, settlements, entries, audits, head, pack, audit_head, "      \
    "crossings, carried FROM area_state WHERE area = ?1")                                          \
  X(kAreas, "SELECT area, pack FROM area_state WHERE area > 0 ORDER BY area")                      \
  X(kLoadAnswer,                                                                                   \
    "SELECT provider, msgid, infno, body, subject, at_ms, answer FROM answer "                     \
    "WHERE area = ?1 AND provider = ?2 AND msgid = ?3")                                            \
  X(kLoadPerson, "SELECT version, body FROM person WHERE area = ?1 AND person = ?2")               \
  X(kLoadAccountAndYears,                                                                          \
    "SELECT kind, version, balance_fen, movements, settlement, open_stay, scheme, number, body "   \
    "FROM person_book WHERE area = ?1 AND person = ?2 AND kind <= 2 ORDER BY kind, scheme, "       \
    "number")                                                                                      \
  X(kLoadCertificate,                                                                              \
    "SELECT certificate, person FROM person WHERE area = ?1 AND certificate = ?2")                 \
  X(kLoadRecord,                                                                                   \
    "SELECT kind, code, version, body, secret FROM record "                                        \
    "WHERE area = ?1 AND kind = ?2 AND code = ?3")                                                 \
  X(kLoadVisit, "SELECT version, body FROM visit WHERE area = ?1 AND visit = ?2")                  \
  X(kLoadBatches,                                                                                  \
    "SELECT seq, batch, lines FROM fee_batch WHERE area = ?1 AND visit = ?2 ORDER BY seq")         \
  X(kLoadSettlement, "SELECT body FROM settlement WHERE id = " TONGCHOU_ID("?2"))                  \
  X(kInsertArea,                                                                                   \
    "INSERT INTO area_state VALUES (?1, ?2 + 1, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)")       \
  X(kUpdateArea,                                                                                   \
    "UPDATE area_state SET version = ?2 + 1, persons = ?3, visits = ?4, settlements = ?5, "        \
    "entries = ?6, audits = ?7, head = ?8, pack = ?9, audit_head = ?10, crossings = ?11, "         \
    "carried = ?12 WHERE area = ?1 AND version = ?2")                                              \
  X(kInsertEmployer,                                                                               \
    "INSERT INTO employer (area, code, version, name, unit_kind, body) "                           \
    "VALUES (?1, ?2, ?3 + 1, ?4, ?5, ?6)")                                                         \
  X(kUpdateEmployer,                                                                               \
    "UPDATE employer SET version = ?3 + 1, name = ?4, unit_kind = ?5, body = ?6 "                  \
    "WHERE area = ?1 AND code = ?2 AND version = ?3")                                              \
  X(kInsertProvider, "INSERT INTO provider VALUES (?1, ?2, ?3, ?4, ?5)")                           \
  X(kInsertItem, "INSERT INTO catalogue_item VALUES (?1, ?2, ?3, ?4)")                             \
  X(kPutUser,                                                                                      \
    "INSERT INTO user_account VALUES (?1, ?2, ?3, ?4, ?5, ?6) ON CONFLICT (area, login) "          \
    "DO UPDATE SET name = ?3, roles = ?4, password_hash = ?5, organisation = ?6")                  \
  X(kInsertPerson, "INSERT INTO person VALUES (?1, ?2, ?3 + 1, ?4, ?5, ?6)")                       \
  X(kUpdatePerson,                                                                                 \
    "UPDATE person SET version = ?3 + 1, name = ?4, certificate = ?5, body = ?6 "                  \
    "WHERE area = ?1 AND person = ?2 AND version = ?3")                                            \
  X(kInsertEmployment, "INSERT OR IGNORE INTO employment VALUES (?1, ?2, ?3)")                     \
  X(kInsertAccount,                                                                                \
    "INSERT INTO person_book (area, person, kind, scheme, number, version, balance_fen, "          \
    "movements, settlement, open_stay) VALUES (?1, ?2, 1, '', 0, ?3 + 1, ?4, ?5, ?6, ?7)")         \
  X(kUpdateAccount,                                                                                \
    "UPDATE person_book SET version = ?3 + 1, balance_fen = ?4, movements = ?5, settlement = ?6, " \
    "open_stay = ?7 WHERE area = ?1 AND person = ?2 AND " TONGCHOU_ACCOUNT " AND version = ?3")    \
  X(kInsertYear,                                                                                   \
    "INSERT INTO person_book (area, person, kind, scheme, number, version, body) VALUES (?1, ?2, " \
    "2, ?3, ?4, ?5 + 1, ?6)")                                                                      \
  X(kUpdateYear,                                                                                   \
    "UPDATE person_book SET version = ?5 + 1, body = ?6 "                                          \
    "WHERE area = ?1 AND person = ?2 AND kind = 2 AND scheme = ?3 AND number = ?4 AND version = "  \
    "?5")                                                                                          \
  X(kInsertVisit, "INSERT INTO visit VALUES (?1, ?2, ?3, ?4 + 1, ?5)")                             \
  X(kUpdateVisit,                                                                                  \
    "UPDATE visit SET version = ?4 + 1, body = ?5 "                                                \
    "WHERE area = ?1 AND visit = ?2 AND person = ?3 AND version = ?4")                             \
  X(kInsertBatch, "INSERT INTO fee_batch VALUES (?1, ?2, ?3, ?4, ?5, ?6)")                         \
  X(kInsertSettlement, "INSERT INTO settlement VALUES (" TONGCHOU_ID("?2") ", ?1, ?3, ?4, ?5)")    \
  X(kInsertSettlementOfPerson,                                                                     \
    "INSERT INTO person_book (area, person, kind, scheme, number) VALUES (?1, ?2, 3, '', ?3)")     \
  X(kInsertEntry, "INSERT INTO journal VALUES (" TONGCHOU_ID("?2") ", ?1, ?3, ?4, ?5)")            \
  X(kAddTurnover,                                                                                  \
    "INSERT INTO turnover VALUES (?1, ?2, ?3, ?4, ?5) ON CONFLICT (area, day, account) "           \
    "DO UPDATE SET debit_fen = debit_fen + ?4, credit_fen = credit_fen + ?5")                      \
  X(kAddDay,                                                                                       \
    "INSERT INTO day_total VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12) "            \
    "ON CONFLICT (area, day, scheme, benefit, level, pharmacy) DO UPDATE SET "                     \
    "settled = settled + ?7, reversals = reversals + ?8, total_fen = total_fen + ?9, "             \
    "funds_fen = funds_fen + ?10, account_fen = account_fen + ?11, cash_fen = cash_fen + ?12")     \
  X(kInsertMovement,                                                                               \
    "INSERT INTO person_book (area, person, kind, scheme, number, at_ms, cause, amount_fen, "      \
    "balance_fen, settlement, entry) VALUES (?1, ?2, 4, '', ?3, ?4, ?5, ?6, ?7, ?8, ?9)")          \
  X(kInsertAnswer, "INSERT INTO answer VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)")                   \
  X(kInsertAudit, "INSERT INTO audit VALUES (" TONGCHOU_ID("?2") ", ?3, ?4, ?5, ?6, ?7)")          \
  X(kInsertRecord, "INSERT INTO record VALUES (?1, ?2, ?3, ?4 + 1, ?5, ?6)")                       \
  X(kUpdateRecord,                                                                                 \
    "UPDATE record SET version = ?4 + 1, body = ?5, secret = ?6 "                                  \
    "WHERE area = ?1 AND kind = ?2 AND code = ?3 AND version = ?4")                                \
  X(kLoadCrossing,                                                                                 \
    "SELECT version, body FROM crossing "                                                          \
    "WHERE area = ?1 AND side = 1 AND provider = ?2 AND msgid = ?3")                               \
  X(kInsertCrossing, "INSERT INTO crossing VALUES (?1, ?2, ?3 + 1, ?4, ?5, ?6, ?7, ?8, ?9, ?10)")  \
  X(kUpdateCrossing,                                                                               \
    "UPDATE crossing SET version = ?3 + 1, neighbour = ?5, unfinished = ?8, day = ?9, body = ?10 " \
    "WHERE area = ?1 AND number = ?2 AND version = ?3 AND side = ?4 AND provider = ?6 "            \
    "AND msgid = ?7")                                                                              \
  X(kOpenCrossings,                                                                                \
    "SELECT version, body FROM crossing INDEXED BY crossing_unfinished "                           \
    "WHERE area = ?1 AND number > ?2 AND unfinished = 1 ORDER BY number LIMIT ?3")                 \
  X(kCrossings,                                                                                    \
    "SELECT version, body FROM crossing WHERE area = ?1 AND side = ?2 AND neighbour = ?3 "         \
    "AND day BETWEEN ?4 AND ?5 ORDER BY day, number")                                              \
  X(kEachCrossing, "SELECT version, body FROM crossing WHERE area = ?1 ORDER BY number")           \
  X(kUpdateAnswer,                                                                                 \
    "UPDATE answer SET answer = ?4 WHERE area = ?1 AND provider = ?2 AND msgid = ?3")              \
  X(kRecords,                                                                                      \
    "SELECT code, version, body, secret FROM record WHERE area = ?1 AND kind = ?2 ORDER BY code")  \
  X(kRecordsUnder,                                                                                 \
    "SELECT code, version, body, secret FROM record WHERE area = ?1 AND kind = ?2 AND "            \
    "code >= ?3 AND code < ?4 AND code > ?5 ORDER BY code LIMIT ?6")                               \
  X(kAnswers,                                                                                      \
    "SELECT provider, msgid, infno, body, subject, at_ms, answer FROM answer "                     \
    "WHERE area = ?1 AND (provider, msgid) > (?2, ?3) ORDER BY provider, msgid LIMIT ?4")          \
  X(kEmployers,                                                                                    \
    "SELECT code, version, name, unit_kind, body FROM employer WHERE area = ?1 ORDER BY code")     \
  X(kProviders, "SELECT code, name, kind, level FROM provider WHERE area = ?1 ORDER BY code")      \
  X(kCatalogue, "SELECT body FROM catalogue_item WHERE area = ?1 ORDER BY code, from_day")         \
  X(kUsers,                                                                                        \
    "SELECT login, name, roles, password_hash, organisation FROM user_account "                    \
    "WHERE area = ?1 ORDER BY login")                                                              \
  X(kCountReversals,                                                                               \
    "SELECT count(*) FROM settlement INDEXED BY settlement_reverses "                              \
    "WHERE area = ?1 AND reverses > 0")                                                            \
  X(kPersonByCertificate, "SELECT version, body FROM person WHERE area = ?1 AND certificate = ?2") \
  X(kAllPersons,                                                                                   \
    "SELECT version, body FROM person WHERE area = ?1 AND person > ?2 ORDER BY person LIMIT ?3")   \
  X(kMembers,                                                                                      \
    "SELECT p.version, p.body FROM employment e CROSS JOIN person p ON p.area = ?1 AND "           \
    "p.person = e.person WHERE e.area = ?1 AND e.employer = ?2 AND e.person > ?3 "                 \
    "ORDER BY e.person LIMIT ?4")                                                                  \
  X(kFindPersons,                                                                                  \
    "SELECT version, body FROM person WHERE area = ?1 AND (name, person) > (?2, ?3) "              \
    "AND name < ?4 ORDER BY name, person LIMIT ?5")                                                \
  X(kMovements,                                                                                    \
    "SELECT person, number, at_ms, cause, amount_fen, balance_fen, settlement, entry "             \
    "FROM person_book WHERE area = ?1 AND person = ?2 AND kind = 4 AND scheme = '' ORDER BY "      \
    "number DESC LIMIT ?3")                                                                        \
  X(kVisitsOfPerson,                                                                               \
    "SELECT version, body FROM visit WHERE area = ?1 AND person = ?2 "                             \
    "ORDER BY visit DESC LIMIT ?3")                                                                \
  X(kBatches,                                                                                      \
    "SELECT seq, batch, lines, details FROM fee_batch WHERE area = ?1 AND visit = ?2 "             \
    "ORDER BY seq")                                                                                \
  X(kSettlementsOfPerson,                                                                          \
    "SELECT s.body FROM " TONGCHOU_BY_PERSON                                                       \
    " WHERE b.area = ?1 AND b.person = ?2 AND b.kind = 3 AND b.scheme = '' AND b.number < ?3 "     \
    "ORDER BY b.number DESC")                                                                      \
  X(kSettlementsByTime,                                                                            \
    "SELECT body FROM settlement WHERE area = ?1 AND at_ms >= ?2 "                                 \
    "AND (at_ms, id) < (?3, " TONGCHOU_ID("?4") ") ORDER BY at_ms DESC, id DESC")                  \
  X(kReversalOf, "SELECT " TONGCHOU_NUMBER                                                         \
                 " FROM settlement WHERE area = ?1 AND reverses = ?2 AND reverses > 0")            \
  X(kTurnovers,                                                                                    \
    "SELECT account, sum(debit_fen), sum(credit_fen) FROM turnover "                               \
    "WHERE area = ?1 AND day BETWEEN ?2 AND ?3 GROUP BY account")                                  \
  X(kEntries, "SELECT " TONGCHOU_NUMBER                                                            \
              ", digest, body FROM journal WHERE " TONGCHOU_BELOW("?2") " ORDER BY id DESC")       \
  X(kEntriesOfDays, "SELECT " TONGCHOU_NUMBER                                                      \
                    ", digest, body FROM journal WHERE area = ?1 AND day >= ?2 "                   \
                    "AND (day, id) < (?3, " TONGCHOU_ID("?4") ") ORDER BY day DESC, id DESC")      \
  X(kDayOfEntry, "SELECT day FROM journal WHERE id = " TONGCHOU_ID("?2"))                          \
  X(kDaysOfAccount,                                                                                \
    "SELECT day FROM turnover WHERE area = ?1 AND day BETWEEN ?2 AND ?3 AND account = ?4 "         \
    "ORDER BY day DESC")                                                                           \
  X(kDays,                                                                                         \
    "SELECT day, scheme, benefit, level, pharmacy, settled, reversals, total_fen, funds_fen, "     \
    "account_fen, cash_fen FROM day_total WHERE area = ?1 AND day BETWEEN ?2 AND ?3 "              \
    "ORDER BY day, scheme, benefit, level, pharmacy")                                              \
  X(kLatestSettlement, "SELECT at_ms FROM settlement WHERE area = ?1 ORDER BY at_ms DESC LIMIT 1") \
  X(kAudits, "SELECT " TONGCHOU_NUMBER                                                             \
             ", at_ms, actor, action, subject, digest FROM audit "                                 \
             "WHERE " TONGCHOU_BELOW("?2") " ORDER BY id DESC LIMIT ?3")                           \
  X(kEachEntry, "SELECT " TONGCHOU_NUMBER                                                          \
                ", digest, body FROM journal WHERE " TONGCHOU_BELOW("99999999999") " ORDER BY id") \
  X(kEachSettlement,                                                                               \
    "SELECT s.body FROM " TONGCHOU_BY_PERSON                                                       \
    " WHERE b.area = ?1 AND b.kind = 3 ORDER BY b.person, b.kind, b.scheme, b.number")             \
  X(kEachNewSettlement, "SELECT body FROM settlement WHERE id > " TONGCHOU_ID(                     \
                            "?2") " AND id < " TONGCHOU_ID("99999999999") " ORDER BY id")          \
  X(kEachMovement,                                                                                 \
    "SELECT person, number, at_ms, cause, amount_fen, balance_fen, settlement, entry "             \
    "FROM person_book WHERE area = ?1 AND kind = 4 ORDER BY person, kind, scheme, number")         \
  X(kEachAccount,                                                                                  \
    "SELECT person, version, balance_fen, movements, settlement, open_stay FROM person_book "      \
    "WHERE area = ?1 AND kind = 1 ORDER BY person")                                                \
  X(kEachAudit, "SELECT " TONGCHOU_NUMBER                                                          \
                ", at_ms, actor, action, subject, digest FROM audit "                              \
                "WHERE " TONGCHOU_BELOW("99999999999") " ORDER BY id")                             \
  X(kEachYear,                                                                                     \
    "SELECT person, scheme, number, version, body FROM person_book WHERE area = ?1 AND kind = 2 "  \
    "ORDER BY person, kind, scheme, number")

enum class Sql : std::size_t {
#define X(name, text) name,
  TONGCHOU_SQL(X)
#undef X
};

inline constexpr std::string_view kSqlTexts[] = {
#define X(name, text) text,
    TONGCHOU_SQL(X)
#undef X
};

inline constexpr std::size_t kSqlCount = sizeof(kSqlTexts) / sizeof(kSqlTexts[0]);

inline constexpr std::string_view TextOf(Sql name) {
  return kSqlTexts[static_cast<std::size_t>(name)];
}

}  // namespace tongchou::store::sqlite

#endif  // TONGCHOU_STORE_SQLITE_SQL_H_
