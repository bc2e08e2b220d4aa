// Every statement of the PostgreSQL store, by name. $1 is the pooling area wherever there is one.
//
// A bulk write takes its rows as arrays, one for each column, and unnests them. An update ends by
// counting what it changed: rows that are not of the version that was loaded make the statement
// divide by zero, which ends the transaction in kStaleVersion (failure.cc) without another round
// trip. Nothing else divides. Constant data; thread-safe.
#ifndef TONGCHOU_STORE_POSTGRES_SQL_H_
#define TONGCHOU_STORE_POSTGRES_SQL_H_

#include <cstddef>
#include <string_view>

namespace tongchou::store::postgres {

// X(name, text). Brackets and reads of the write path first, then its writes, then what pages and
// checks read.
#define TONGCHOU_PG_SQL(X)                                                                         \
  X(kBegin, "BEGIN ISOLATION LEVEL READ COMMITTED")                                                \
  X(kBeginView, "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")                                 \
  X(kCommit, "COMMIT")                                                                             \
  X(kRollback, "ROLLBACK")                                                                         \
  X(kNewWriter, "SELECT nextval('writer_number')")                                                 \
  X(kAreas, "SELECT area, pack FROM area_state ORDER BY area")                                     \
  X(kLoadArea,                                                                                     \
    "SELECT version, persons, visits, settlements, entries, audits, head, pack, audit_head, "      \
    "crossings, carried, registers "                                                               \
    "FROM area_state WHERE area = $1")                                                             \
  X(kHoldArea,                                                                                     \
    "SELECT version, persons, visits, settlements, entries, audits, head, pack, audit_head, "      \
    "crossings, carried, registers "                                                               \
    "FROM area_state WHERE area = $1 FOR UPDATE")                                                  \
  X(kLoadAnswers,                                                                                  \
    "SELECT a.provider, a.msgid, a.infno, a.body, a.subject, a.at_ms, a.answer FROM "              \
    "unnest($2::text[], $3::text[]) AS k (provider, msgid) JOIN answer AS a ON a.area = $1 "       \
    "AND a.provider = k.provider AND a.msgid = k.msgid")                                           \
  X(kLoadPersons,                                                                                  \
    "SELECT p.version, p.body FROM unnest($2::bigint[]) AS k (person) JOIN person AS p ON "        \
    "p.area = $1 AND p.person = k.person")                                                         \
  X(kLoadAccounts,                                                                                 \
    "SELECT a.person, a.version, a.balance_fen, a.movements, a.standing, a.open_stay FROM "        \
    "unnest($2::bigint[]) AS k (person) JOIN account AS a ON a.area = $1 AND a.person = k.person") \
  X(kLoadYears,                                                                                    \
    "SELECT y.person, y.scheme, y.year, y.version, y.body FROM unnest($2::bigint[]) AS k "         \
    "(person) JOIN person_year AS y ON y.area = $1 AND y.person = k.person")                       \
  X(kLoadCertificates,                                                                             \
    "SELECT p.certificate, p.person FROM unnest($2::text[]) AS k (certificate) JOIN person AS p "  \
    "ON p.area = $1 AND p.certificate = k.certificate")                                            \
  X(kLoadRecords,                                                                                  \
    "SELECT r.kind, r.code, r.version, r.body, r.secret FROM unnest($2::bigint[], $3::text[]) "    \
    "AS k (kind, code) JOIN record AS r ON r.area = $1 AND r.kind = k.kind AND r.code = k.code")   \
  X(kLoadVisits,                                                                                   \
    "SELECT v.version, v.body FROM unnest($2::bigint[]) AS k (visit) JOIN visit AS v ON v.area "   \
    "= $1 AND v.visit = k.visit")                                                                  \
  X(kLoadBatches,                                                                                  \
    "SELECT b.visit, b.seq, b.batch, b.lines FROM unnest($2::bigint[]) AS k (visit) JOIN "         \
    "fee_batch AS b ON b.area = $1 AND b.visit = k.visit ORDER BY b.visit, b.seq")                 \
  X(kLoadDetailedBatches,                                                                          \
    "SELECT b.visit, b.seq, b.batch, b.lines, b.details FROM unnest($2::bigint[]) AS k (visit) "   \
    "JOIN fee_batch AS b ON b.area = $1 AND b.visit = k.visit ORDER BY b.visit, b.seq")            \
  X(kLoadSettlements,                                                                              \
    "SELECT s.body, (SELECT r.settlement FROM settlement AS r WHERE r.area = $1 AND "              \
    "r.reverses = s.settlement AND r.reverses > 0) FROM unnest($2::bigint[]) AS k (settlement) "   \
    "JOIN settlement AS s ON s.area = $1 AND s.settlement = k.settlement")                         \
  X(kInsertArea,                                                                                   \
    "INSERT INTO area_state (area, version, persons, visits, settlements, entries, audits, "       \
    "head, pack, audit_head, crossings, registers, carried) VALUES ($1, $2::bigint + 1, $3, $4, "  \
    "$5, $6, $7, $8, $9, $10, $11, $12, $13)")                                                     \
  X(kUpdateArea,                                                                                   \
    "WITH changed AS (UPDATE area_state SET version = version + 1, persons = $3, visits = $4, "    \
    "settlements = $5, entries = $6, audits = $7, head = $8, pack = $9, audit_head = $10, "        \
    "crossings = $11, registers = $12, carried = $13 WHERE "                                       \
    "area = $1 AND version = $2 RETURNING 1) SELECT 1 / count(*) FROM changed")                    \
  X(kMarkCommit,                                                                                   \
    "INSERT INTO area_writer (area, writer, version) VALUES ($1, $2, $3) ON CONFLICT (area, "      \
    "writer) DO UPDATE SET version = excluded.version")                                            \
  X(kFenceArea,                                                                                    \
    "INSERT INTO area_state AS a (area, version, persons, visits, settlements, entries, "          \
    "audits, head, registers) VALUES ($1, $2::bigint + 1, 0, 0, 0, 0, 0, $3, 0) ON CONFLICT "      \
    "(area) DO UPDATE SET version = a.version + 1 WHERE a.version = $2")                           \
  X(kFindMark, "SELECT version FROM area_writer WHERE area = $1 AND writer = $2")                  \
  X(kInsertEmployers,                                                                              \
    "INSERT INTO employer (area, code, version, name, unit_kind, body) SELECT $1::bigint, "        \
    "v.code, v.version + 1, v.name, v.unit_kind, v.body FROM unnest($2::text[], $3::bigint[], "    \
    "$4::text[], $5::text[], $6::bytea[]) AS v (code, version, name, unit_kind, body)")            \
  X(kUpdateEmployers,                                                                              \
    "WITH changed AS (UPDATE employer AS t SET version = v.version + 1, name = v.name, "           \
    "unit_kind = v.unit_kind, body = v.body FROM unnest($2::text[], $3::bigint[], $4::text[], "    \
    "$5::text[], $6::bytea[]) AS v (code, version, name, unit_kind, body) WHERE t.area = $1 AND "  \
    "t.code = v.code AND t.version = v.version RETURNING 1) SELECT 1 / (count(*) = "               \
    "cardinality($2::text[]))::int FROM changed")                                                  \
  X(kInsertProviders,                                                                              \
    "INSERT INTO provider (area, code, name, kind, level) SELECT $1::bigint, v.code, v.name, "     \
    "v.kind, v.level FROM unnest($2::text[], $3::text[], $4::bigint[], $5::bigint[]) AS v "        \
    "(code, name, kind, level)")                                                                   \
  X(kInsertItems,                                                                                  \
    "INSERT INTO catalogue_item (area, code, from_day, body) SELECT $1::bigint, v.code, "          \
    "v.from_day, v.body FROM unnest($2::text[], $3::bigint[], $4::bytea[]) AS v (code, "           \
    "from_day, body)")                                                                             \
  X(kPutUsers,                                                                                     \
    "INSERT INTO user_account (area, login, name, roles, password_hash, organisation) SELECT "     \
    "a.area, v.login, v.name, v.roles, v.password_hash, v.organisation FROM area_state AS a, "     \
    "unnest($2::text[], $3::text[], $4::text[], $5::text[], $6::text[]) AS v (login, name, "       \
    "roles, password_hash, organisation) WHERE a.area = $1 ON CONFLICT (area, login) DO UPDATE "   \
    "SET name = excluded.name, roles = excluded.roles, password_hash = excluded.password_hash, "   \
    "organisation = excluded.organisation")                                                        \
  X(kInsertPersons,                                                                                \
    "INSERT INTO person (area, person, version, name, certificate, body) SELECT a.area, "          \
    "v.person, v.version + 1, v.name, v.certificate, v.body FROM area_state AS a, "                \
    "unnest($2::bigint[], $3::bigint[], $4::text[], $5::text[], $6::bytea[]) AS v (person, "       \
    "version, name, certificate, body) WHERE a.area = $1")                                         \
  X(kUpdatePersons,                                                                                \
    "WITH changed AS (UPDATE person AS t SET version = v.version + 1, name = v.name, "             \
    "certificate = v.certificate, body = v.body FROM unnest($2::bigint[], $3::bigint[], "          \
    "$4::text[], $5::text[], $6::bytea[]) AS v (person, version, name, certificate, body) "        \
    "WHERE t.area = $1 AND t.person = v.person AND t.version = v.version RETURNING 1) SELECT "     \
    "1 / (count(*) = cardinality($2::bigint[]))::int FROM changed")                                \
  X(kInsertEmployments,                                                                            \
    "INSERT INTO employment (area, employer, person) SELECT a.area, v.employer, v.person FROM "    \
    "area_state AS a, unnest($2::text[], $3::bigint[]) AS v (employer, person) WHERE a.area = $1 " \
    "ON CONFLICT DO NOTHING")                                                                      \
  X(kInsertAccounts,                                                                               \
    "INSERT INTO account (area, person, version, balance_fen, movements, standing, open_stay) "    \
    "SELECT a.area, v.person, v.version + 1, v.balance_fen, v.movements, v.standing, "             \
    "v.open_stay FROM area_state AS a, unnest($2::bigint[], $3::bigint[], $4::bigint[], "          \
    "$5::bigint[], $6::bigint[], $7::bigint[]) AS v (person, version, balance_fen, movements, "    \
    "standing, open_stay) WHERE a.area = $1")                                                      \
  X(kUpdateAccounts,                                                                               \
    "WITH changed AS (UPDATE account AS t SET version = v.version + 1, balance_fen = "             \
    "v.balance_fen, movements = v.movements, standing = v.standing, open_stay = v.open_stay "      \
    "FROM unnest($2::bigint[], $3::bigint[], $4::bigint[], $5::bigint[], $6::bigint[], "           \
    "$7::bigint[]) AS v (person, version, balance_fen, movements, standing, open_stay) WHERE "     \
    "t.area = $1 AND t.person = v.person AND t.version = v.version RETURNING 1) SELECT 1 / "       \
    "(count(*) = cardinality($2::bigint[]))::int FROM changed")                                    \
  X(kInsertYears,                                                                                  \
    "INSERT INTO person_year (area, person, scheme, year, version, body) SELECT a.area, "          \
    "v.person, v.scheme, v.year, v.version + 1, v.body FROM area_state AS a, "                     \
    "unnest($2::bigint[], $3::text[], $4::bigint[], $5::bigint[], $6::bytea[]) AS v (person, "     \
    "scheme, year, version, body) WHERE a.area = $1")                                              \
  X(kUpdateYears,                                                                                  \
    "WITH changed AS (UPDATE person_year AS t SET version = v.version + 1, body = v.body FROM "    \
    "unnest($2::bigint[], $3::text[], $4::bigint[], $5::bigint[], $6::bytea[]) AS v (person, "     \
    "scheme, year, version, body) WHERE t.area = $1 AND t.person = v.person AND t.scheme = "       \
    "v.scheme AND t.year = v.year AND t.version = v.version RETURNING 1) SELECT 1 / (count(*) "    \
    "= cardinality($2::bigint[]))::int FROM changed")                                              \
  X(kInsertVisits,                                                                                 \
    "INSERT INTO visit (area, visit, person, version, body) SELECT a.area, v.visit, v.person, "    \
    "v.version + 1, v.body FROM area_state AS a, unnest($2::bigint[], $3::bigint[], "              \
    "$4::bigint[], $5::bytea[]) AS v (visit, person, version, body) WHERE a.area = $1")            \
  X(kUpdateVisits,                                                                                 \
    "WITH changed AS (UPDATE visit AS t SET version = v.version + 1, body = v.body FROM "          \
    "unnest($2::bigint[], $3::bigint[], $4::bigint[], $5::bytea[]) AS v (visit, person, "          \
    "version, body) WHERE t.area = $1 AND t.visit = v.visit AND t.person = v.person AND "          \
    "t.version = v.version RETURNING 1) SELECT 1 / (count(*) = "                                   \
    "cardinality($2::bigint[]))::int FROM changed")                                                \
  X(kInsertBatches,                                                                                \
    "INSERT INTO fee_batch (area, visit, seq, batch, lines, details) SELECT a.area, v.visit, "     \
    "v.seq, v.batch, v.lines, v.details FROM area_state AS a, unnest($2::bigint[], "               \
    "$3::bigint[], $4::text[], $5::bytea[], $6::bytea[]) AS v (visit, seq, batch, lines, "         \
    "details) WHERE a.area = $1")                                                                  \
  X(kInsertSettlements,                                                                            \
    "INSERT INTO settlement (area, settlement, person, at_ms, reverses, body) SELECT a.area, "     \
    "v.settlement, v.person, v.at_ms, v.reverses, v.body FROM area_state AS a, "                   \
    "unnest($2::bigint[], $3::bigint[], $4::bigint[], $5::bigint[], $6::bytea[]) AS v "            \
    "(settlement, person, at_ms, reverses, body) WHERE a.area = $1")                               \
  X(kInsertEntries,                                                                                \
    "INSERT INTO journal (area, entry, day, digest, body) SELECT a.area, v.entry, v.day, "         \
    "v.digest, v.body FROM area_state AS a, unnest($2::bigint[], $3::bigint[], $4::bytea[], "      \
    "$5::bytea[]) AS v (entry, day, digest, body) WHERE a.area = $1")                              \
  X(kAddTurnovers,                                                                                 \
    "INSERT INTO turnover AS t (area, day, account, debit_fen, credit_fen) SELECT a.area, v.* "    \
    "FROM area_state AS a, unnest($2::bigint[], $3::text[], $4::bigint[], $5::bigint[]) AS v "     \
    "(day, account, debit_fen, credit_fen) WHERE a.area = $1 ON CONFLICT (area, day, account) "    \
    "DO UPDATE SET debit_fen = t.debit_fen + excluded.debit_fen, credit_fen = t.credit_fen + "     \
    "excluded.credit_fen")                                                                         \
  X(kAddDays,                                                                                      \
    "INSERT INTO day_total AS t (area, day, scheme, benefit, level, pharmacy, settled, "           \
    "reversals, total_fen, funds_fen, account_fen, cash_fen) SELECT a.area, v.* FROM area_state "  \
    "AS a, unnest($2::bigint[], $3::text[], $4::text[], $5::bigint[], $6::bigint[], "              \
    "$7::bigint[], $8::bigint[], $9::bigint[], $10::bigint[], $11::bigint[], $12::bigint[]) AS "   \
    "v (day, scheme, benefit, level, pharmacy, settled, reversals, total_fen, funds_fen, "         \
    "account_fen, cash_fen) WHERE a.area = $1 ON CONFLICT (area, day, scheme, benefit, level, "    \
    "pharmacy) DO UPDATE SET settled = t.settled + excluded.settled, reversals = t.reversals + "   \
    "excluded.reversals, total_fen = t.total_fen + excluded.total_fen, funds_fen = t.funds_fen "   \
    "+ excluded.funds_fen, account_fen = t.account_fen + excluded.account_fen, cash_fen = "        \
    "t.cash_fen + excluded.cash_fen")                                                              \
  X(kInsertMovements,                                                                              \
    "INSERT INTO movement (area, person, movement, at_ms, kind, amount_fen, balance_fen, "         \
    "settlement, entry) SELECT a.area, v.person, v.movement, v.at_ms, v.kind, v.amount_fen, "      \
    "v.balance_fen, v.settlement, v.entry FROM area_state AS a, unnest($2::bigint[], "             \
    "$3::bigint[], $4::bigint[], $5::bigint[], $6::bigint[], $7::bigint[], $8::bigint[], "         \
    "$9::bigint[]) AS v (person, movement, at_ms, kind, amount_fen, balance_fen, settlement, "     \
    "entry) WHERE a.area = $1")                                                                    \
  X(kInsertAnswers,                                                                                \
    "INSERT INTO answer (area, provider, msgid, infno, body, subject, at_ms, answer) SELECT "      \
    "a.area, v.provider, v.msgid, v.infno, v.body, v.subject, v.at_ms, v.answer FROM area_state "  \
    "AS a, unnest($2::text[], $3::text[], $4::text[], $5::bytea[], $6::bigint[], $7::bigint[], "   \
    "$8::text[]) AS v (provider, msgid, infno, body, subject, at_ms, answer) WHERE a.area = $1")   \
  X(kInsertAudits,                                                                                 \
    "INSERT INTO audit (area, audit, at_ms, actor, action, subject, digest) SELECT a.area, "       \
    "v.audit, v.at_ms, v.actor, v.action, v.subject, v.digest FROM area_state AS a, "              \
    "unnest($2::bigint[], $3::bigint[], $4::text[], $5::text[], $6::text[], $7::bytea[]) AS v "    \
    "(audit, at_ms, actor, action, subject, digest) WHERE a.area = $1")                            \
  X(kReplaceAnswers,                                                                               \
    "UPDATE answer AS t SET answer = v.answer FROM unnest($2::text[], $3::text[], $4::text[]) "    \
    "AS v (provider, msgid, answer) WHERE t.area = $1 AND t.provider = v.provider AND t.msgid = "  \
    "v.msgid")                                                                                     \
  X(kInsertRecords,                                                                                \
    "INSERT INTO record (area, kind, code, version, body, secret) SELECT a.area, v.kind, "         \
    "v.code, v.version + 1, v.body, v.secret FROM area_state AS a, unnest($2::bigint[], "          \
    "$3::text[], $4::bigint[], $5::bytea[], $6::bytea[]) AS v (kind, code, version, body, "        \
    "secret) WHERE a.area = $1")                                                                   \
  X(kUpdateRecords,                                                                                \
    "WITH changed AS (UPDATE record AS t SET version = v.version + 1, body = v.body, secret = "    \
    "v.secret FROM unnest($2::bigint[], $3::text[], $4::bigint[], $5::bytea[], $6::bytea[]) AS "   \
    "v (kind, code, version, body, secret) WHERE t.area = $1 AND t.kind = v.kind AND t.code = "    \
    "v.code AND t.version = v.version RETURNING 1) SELECT 1 / (count(*) = "                        \
    "cardinality($2::bigint[]))::int FROM changed")                                                \
  X(kLoadCrossings,                                                                                \
    "SELECT c.version, c.body FROM unnest($2::text[], $3::text[]) AS k (provider, msgid), "        \
    "LATERAL (SELECT version, body FROM crossing WHERE area = $1 AND side = 1 AND provider = "     \
    "k.provider AND msgid = k.msgid OFFSET 0) AS c")                                               \
  X(kInsertCrossings,                                                                              \
    "INSERT INTO crossing (area, number, version, side, neighbour, provider, msgid, unfinished, "  \
    "day, body) SELECT a.area, v.number, v.version + 1, v.side, v.neighbour, v.provider, "         \
    "v.msgid, v.unfinished, v.day, v.body FROM area_state AS a, unnest($2::bigint[], "             \
    "$3::bigint[], $4::bigint[], $5::bigint[], $6::text[], $7::text[], $8::bigint[], "             \
    "$9::bigint[], $10::bytea[]) AS v (number, version, side, neighbour, provider, msgid, "        \
    "unfinished, day, body) WHERE a.area = $1")                                                    \
  X(kUpdateCrossings,                                                                              \
    "WITH changed AS (UPDATE crossing AS t SET version = v.version + 1, neighbour = v.neighbour, " \
    "unfinished = v.unfinished, day = v.day, body = v.body FROM unnest($2::bigint[], "             \
    "$3::bigint[], $4::bigint[], $5::bigint[], $6::text[], $7::text[], $8::bigint[], "             \
    "$9::bigint[], $10::bytea[]) AS v (number, version, side, neighbour, provider, msgid, "        \
    "unfinished, day, body) WHERE t.area = $1 AND t.number = v.number AND t.version = "            \
    "v.version RETURNING 1) SELECT 1 / (count(*) = cardinality($2::bigint[]))::int FROM changed")  \
  X(kEmployers,                                                                                    \
    "SELECT code, version, name, unit_kind, body FROM employer WHERE area = $1 ORDER BY code")     \
  X(kProviders, "SELECT code, name, kind, level FROM provider WHERE area = $1 ORDER BY code")      \
  X(kCatalogue, "SELECT body FROM catalogue_item WHERE area = $1 ORDER BY code, from_day")         \
  X(kUsers,                                                                                        \
    "SELECT login, name, roles, password_hash, organisation FROM user_account WHERE area = $1 "    \
    "ORDER BY login")                                                                              \
  X(kRecords,                                                                                      \
    "SELECT code, version, body, secret FROM record WHERE area = $1 AND kind = $2 ORDER BY code")  \
  X(kRecordsUnder,                                                                                 \
    "SELECT code, version, body, secret FROM record WHERE area = $1 AND kind = $2 AND "            \
    "code >= $3 AND code < $4 AND code > $5 ORDER BY code LIMIT $6")                               \
  X(kCountReversals, "SELECT count(*) FROM settlement WHERE area = $1 AND reverses > 0")           \
  X(kPersonByCertificate, "SELECT version, body FROM person WHERE area = $1 AND certificate = $2") \
  X(kAllPersons,                                                                                   \
    "SELECT version, body FROM person WHERE area = $1 AND person > $2 ORDER BY person LIMIT "      \
    "$3")                                                                                          \
  X(kMembers,                                                                                      \
    "SELECT p.version, p.body FROM employment AS e JOIN person AS p ON p.area = $1 AND "           \
    "p.person = e.person WHERE e.area = $1 AND e.employer = $2 AND e.person > $3 ORDER BY "        \
    "e.person LIMIT $4")                                                                           \
  X(kFindPersons,                                                                                  \
    "SELECT version, body FROM person WHERE area = $1 AND (name, person) > ($2, $3) AND name < "   \
    "$4 ORDER BY name, person LIMIT $5")                                                           \
  X(kMovements,                                                                                    \
    "SELECT person, movement, at_ms, kind, amount_fen, balance_fen, settlement, entry FROM "       \
    "movement WHERE area = $1 AND person = $2 ORDER BY movement DESC LIMIT $3")                    \
  X(kVisitsOfPerson,                                                                               \
    "SELECT version, body FROM visit WHERE area = $1 AND person = $2 ORDER BY visit DESC "         \
    "LIMIT $3")                                                                                    \
  X(kSettlementsOfPerson,                                                                          \
    "SELECT s.body, (SELECT r.settlement FROM settlement AS r WHERE r.area = $1 AND "              \
    "r.reverses = s.settlement AND r.reverses > 0) FROM settlement AS s WHERE s.area = $1 AND "    \
    "s.person = $2 AND s.settlement < $3 ORDER BY s.settlement DESC LIMIT $4")                     \
  X(kSettlementsByTime,                                                                            \
    "SELECT s.body, (SELECT r.settlement FROM settlement AS r WHERE r.area = $1 AND "              \
    "r.reverses = s.settlement AND r.reverses > 0) FROM settlement AS s WHERE s.area = $1 AND "    \
    "s.at_ms >= $2 AND (s.at_ms, s.settlement) < ($3, $4) ORDER BY s.at_ms DESC, s.settlement "    \
    "DESC LIMIT $5")                                                                               \
  X(kTurnovers,                                                                                    \
    "SELECT account, sum(debit_fen)::bigint, sum(credit_fen)::bigint FROM turnover WHERE area "    \
    "= $1 AND day BETWEEN $2 AND $3 GROUP BY account ORDER BY account")                            \
  X(kEntries,                                                                                      \
    "SELECT entry, digest, body FROM journal WHERE area = $1 AND entry < $2 ORDER BY entry "       \
    "DESC LIMIT $3")                                                                               \
  X(kEntriesOfDays,                                                                                \
    "SELECT entry, digest, body FROM journal WHERE area = $1 AND day >= $2 AND (day, entry) < "    \
    "($3, $4) ORDER BY day DESC, entry DESC LIMIT $5")                                             \
  X(kDayOfEntry, "SELECT day FROM journal WHERE area = $1 AND entry = $2")                         \
  X(kDaysOfAccount,                                                                                \
    "SELECT day FROM turnover WHERE area = $1 AND day BETWEEN $2 AND $3 AND account = $4 ORDER "   \
    "BY day DESC")                                                                                 \
  X(kDays,                                                                                         \
    "SELECT day, scheme, benefit, level, pharmacy, settled, reversals, total_fen, funds_fen, "     \
    "account_fen, cash_fen FROM day_total WHERE area = $1 AND day BETWEEN $2 AND $3 ORDER BY "     \
    "day, scheme, benefit, level, pharmacy")                                                       \
  X(kLatestSettlement, "SELECT at_ms FROM settlement WHERE area = $1 ORDER BY at_ms DESC LIMIT 1") \
  X(kAudits,                                                                                       \
    "SELECT audit, at_ms, actor, action, subject, digest FROM audit WHERE area = $1 AND audit "    \
    "< $2 ORDER BY audit DESC LIMIT $3")                                                           \
  X(kAnswers,                                                                                      \
    "SELECT provider, msgid, infno, body, subject, at_ms, answer FROM answer WHERE area = $1 AND " \
    "(provider, msgid) > ($2, $3) ORDER BY provider, msgid LIMIT $4")                              \
  X(kEachAudit,                                                                                    \
    "SELECT audit, at_ms, actor, action, subject, digest FROM audit WHERE area = $1 AND audit > "  \
    "$2 ORDER BY audit LIMIT $3")                                                                  \
  X(kEachEntry,                                                                                    \
    "SELECT entry, digest, body FROM journal WHERE area = $1 AND entry > $2 ORDER BY entry "       \
    "LIMIT $3")                                                                                    \
  X(kEachSettlement,                                                                               \
    "SELECT body FROM settlement WHERE area = $1 AND (person, settlement) > ($2, $3) ORDER BY "    \
    "person, settlement LIMIT $4")                                                                 \
  X(kEachNewSettlement,                                                                            \
    "SELECT body FROM settlement WHERE area = $1 AND settlement > $2 ORDER BY settlement "         \
    "LIMIT $3")                                                                                    \
  X(kEachMovement,                                                                                 \
    "SELECT person, movement, at_ms, kind, amount_fen, balance_fen, settlement, entry FROM "       \
    "movement WHERE area = $1 AND (person, movement) > ($2, $3) ORDER BY person, movement "        \
    "LIMIT $4")                                                                                    \
  X(kEachAccount,                                                                                  \
    "SELECT person, version, balance_fen, movements, standing, open_stay FROM account WHERE "      \
    "area = $1 AND person > $2 ORDER BY person LIMIT $3")                                          \
  X(kEachYear,                                                                                     \
    "SELECT person, scheme, year, version, body FROM person_year WHERE area = $1 AND (person, "    \
    "scheme, year) > ($2, $3, $4) ORDER BY person, scheme, year LIMIT $5")                         \
  X(kOpenCrossings,                                                                                \
    "SELECT version, body FROM crossing WHERE area = $1 AND number > $2 AND unfinished = 1 "       \
    "ORDER BY number LIMIT $3")                                                                    \
  X(kCrossings,                                                                                    \
    "SELECT version, body FROM crossing WHERE area = $1 AND side = $2 AND neighbour = $3 AND "     \
    "day BETWEEN $4 AND $5 ORDER BY day, number")                                                  \
  X(kEachCrossing,                                                                                 \
    "SELECT version, body FROM crossing WHERE area = $1 AND number > $2 ORDER BY number LIMIT "    \
    "$3")

enum class Sql : std::size_t {
#define X(name, text) name,
  TONGCHOU_PG_SQL(X)
#undef X
};

struct NamedSql {
  std::string_view name, text;  // both end in a NUL, as the library wants them
};

inline constexpr NamedSql kSqlTable[] = {
#define X(name, text) {#name, text},
    TONGCHOU_PG_SQL(X)
#undef X
};

inline constexpr std::size_t kSqlCount = sizeof(kSqlTable) / sizeof(kSqlTable[0]);

inline constexpr std::string_view NameOf(Sql name) {
  return kSqlTable[static_cast<std::size_t>(name)].name;
}
inline constexpr std::string_view TextOf(Sql name) {
  return kSqlTable[static_cast<std::size_t>(name)].text;
}

}  // namespace tongchou::store::postgres

#endif  // TONGCHOU_STORE_POSTGRES_SQL_H_
