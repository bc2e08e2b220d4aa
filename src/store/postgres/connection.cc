#include "store/postgres/connection.h"

#include <errno.h>
#include <fmt/format.h>
#include <libpq-fe.h>
#include <poll.h>

#include <algorithm>
#include <array>
#include <optional>

#include "store/postgres/failure.h"

namespace tongchou::store::postgres {
namespace {

constexpr int kBinary = 1;

// What the library says, on one line. Only the primary message: details name keys of rows.
std::string OneLine(std::string text) {
  while (!text.empty() && text.back() == '\n') text.pop_back();
  std::replace(text.begin(), text.end(), '\n', ' ');
  return text;
}

Error ErrorOf(const PGresult* result) {
  const char* state = PQresultErrorField(result, PG_DIAG_SQLSTATE);
  const char* message = PQresultErrorField(result, PG_DIAG_MESSAGE_PRIMARY);
  const std::string_view known = state == nullptr ? "" : state;
  return Error{CodeOfState(known),
               {},
               fmt::format("{} {}", known, OneLine(message == nullptr ? "" : message))};
}

bool IsFine(const PGresult* result) {
  const ExecStatusType status = PQresultStatus(result);
  return status == PGRES_TUPLES_OK || status == PGRES_COMMAND_OK;
}

// Settings of the session. Plans: every statement finds its rows by its whole key, whatever the
// statistics of a table say that has just been filled; a test reads them all. So that only the rows
// count that are read, not where they lie, the costs are those of rows alone: a table without
// statistics is taken for a small one, all of which is cheaper to read than ten of its rows. Only
// Citus has to see the area before it knows which node a statement is for. A durable commit is the
// promise of the store, so a server that is set to answer earlier is overruled.
std::string SessionSettings(const ConnectOptions& options) {
  return fmt::format(
      "SET search_path TO \"{}\"; SET statement_timeout = {}; "
      "SET idle_in_transaction_session_timeout = {}; SET tcp_keepalives_idle = 10; "
      "SET tcp_keepalives_interval = 5; SET tcp_keepalives_count = 3; "
      "SET tcp_user_timeout = 15000; SET client_min_messages = warning; "
      "SET enable_seqscan = off; SET enable_hashjoin = off; SET enable_mergejoin = off; "
      "SET enable_material = off; SET jit = off; SET seq_page_cost = 0; SET random_page_cost = 0; "
      "SET cpu_operator_cost = 0.0001; SET cpu_tuple_cost = 1; SET cpu_index_tuple_cost = 1; "
      "SELECT set_config('plan_cache_mode', CASE WHEN EXISTS (SELECT 1 FROM pg_extension "
      "WHERE extname = 'citus') THEN 'auto' ELSE 'force_generic_plan' END, false); "
      "SELECT set_config('synchronous_commit', 'on', false) "
      "WHERE current_setting('synchronous_commit') = 'off'",
      options.schema, options.deadlines.statement_ms, options.deadlines.idle_ms);
}

}  // namespace

std::int64_t Row::Integer(int column) const {
  std::uint64_t value = 0;
  const std::string_view bytes = Blob(column);
  if (bytes.empty()) return 0;
  if ((static_cast<unsigned char>(bytes[0]) & 0x80) != 0) value = ~std::uint64_t{0};
  for (const char byte : bytes) value = value << 8 | static_cast<unsigned char>(byte);
  return static_cast<std::int64_t>(value);
}

std::string_view Row::Blob(int column) const {
  return {PQgetvalue(result_, row_, column),
          static_cast<std::size_t>(PQgetlength(result_, row_, column))};
}

Sm3Digest Row::Digest(int column) const {
  Sm3Digest digest{};
  const std::string_view bytes = Blob(column);
  if (bytes.size() == digest.size()) std::copy(bytes.begin(), bytes.end(), digest.begin());
  return digest;
}

int Rows::size() const { return PQntuples(result_.get()); }

void Rows::Clear::operator()(pg_result* result) const { PQclear(result); }

Result<std::unique_ptr<Connection>> Connection::Open(const ConnectOptions& options) {
  const std::string connect_s = std::to_string(std::max(2, options.deadlines.connect_ms / 1000));
  const std::string silence_ms = std::to_string(options.deadlines.answer_ms);
  // What the address says comes last and wins.
  const std::array<std::pair<const char*, const char*>, 8> parameters = {{
      {"application_name", "tongchou"},
      {"connect_timeout", connect_s.c_str()},
      {"target_session_attrs", "read-write"},
      {"tcp_user_timeout", silence_ms.c_str()},
      {"keepalives_idle", "10"},
      {"keepalives_interval", "5"},
      {"dbname", options.database.c_str()},
      {"client_encoding", "UTF8"},
  }};
  std::array<const char*, parameters.size() + 1> names{}, values{};
  for (std::size_t i = 0; i < parameters.size(); ++i) {
    names[i] = parameters[i].first;
    values[i] = parameters[i].second;
  }
  auto connection = std::unique_ptr<Connection>(new Connection(
      PQconnectdbParams(names.data(), values.data(), /*expand_dbname=*/1), options.deadlines));
  if (connection->lost()) return connection->LostError();
  const Result<Rows> set = connection->Execute(SessionSettings(options));
  if (!set.ok()) return set.error();
  PQsetnonblocking(connection->connection_, 1);
  return connection;
}

Connection::~Connection() { PQfinish(connection_); }

bool Connection::lost() const { return given_up_ || PQstatus(connection_) != CONNECTION_OK; }

bool Connection::in_transaction() const {
  const PGTransactionStatusType status = PQtransactionStatus(connection_);
  return status == PQTRANS_INTRANS || status == PQTRANS_INERROR || status == PQTRANS_ACTIVE;
}

Error Connection::LostError() {
  return Error{ErrorCode::kStoreUnavailable,
               {},
               given_up_ ? fmt::format("no answer within {} ms", deadlines_.answer_ms)
                         : OneLine(PQerrorMessage(connection_))};
}

Result<Rows> Connection::Execute(const std::string& sql) {
  if (lost()) return LostError();
  Rows rows(PQexec(connection_, sql.c_str()));
  if (IsFine(rows.get())) return rows;
  return lost() ? LostError() : ErrorOf(rows.get());
}

Status Connection::Prepare() {
  PQenterPipelineMode(connection_);
  for (std::size_t i = 0; i < kSqlCount; ++i) {
    const char* const text = TextOf(static_cast<Sql>(i)).data();
    if (PQsendPrepare(connection_, NameOf(static_cast<Sql>(i)).data(), text, 0, nullptr) != 1) {
      return LostError();
    }
  }
  PQpipelineSync(connection_);
  const Result<std::vector<Rows>> prepared = Collect(kSqlCount);
  if (!prepared.ok()) return prepared.error();
  return Done{};
}

bool Connection::Send(const Call& call) {
  const std::vector<std::string>& bytes = call.values.bytes();
  std::vector<const char*> values;
  std::vector<int> lengths;
  const std::vector<int> formats(bytes.size(), kBinary);
  for (const std::string& each : bytes) {
    values.push_back(each.data());
    lengths.push_back(static_cast<int>(each.size()));
  }
  return PQsendQueryPrepared(connection_, NameOf(call.name).data(), static_cast<int>(bytes.size()),
                             values.data(), lengths.data(), formats.data(), kBinary) == 1;
}

Result<std::vector<Rows>> Connection::Run(const std::vector<Call>& calls) {
  if (lost()) return LostError();
  PQenterPipelineMode(connection_);
  for (const Call& call : calls) {
    if (!Send(call)) {
      given_up_ = true;
      return LostError();
    }
  }
  PQpipelineSync(connection_);
  return Collect(calls.size());
}

Result<Rows> Connection::RunOne(Sql name, Values values) {
  std::vector<Call> calls;
  calls.push_back({name, std::move(values)});
  Result<std::vector<Rows>> rows = Run(calls);
  if (!rows.ok()) return rows.error();
  return std::move(rows->front());
}

Result<std::vector<Rows>> Connection::Collect(std::size_t statements) {
  std::vector<Rows> all;
  std::optional<Error> failure;
  for (std::size_t i = 0; i < statements; ++i) {
    Result<pg_result*> result = Next();
    if (!result.ok()) return result.error();
    Rows rows(*result);
    if (!failure && !IsFine(*result)) failure = ErrorOf(*result);
    if (lost()) return failure ? *failure : LostError();
    all.push_back(std::move(rows));
    const Result<pg_result*> end = Next();
    if (!end.ok()) return end.error();
  }
  const Result<pg_result*> synced = Next();
  if (!synced.ok()) return synced.error();
  const Rows sync(*synced);
  // A failure that comes with the end of the pipeline belongs to the statement before it.
  if (!failure && PQresultStatus(*synced) != PGRES_PIPELINE_SYNC) failure = ErrorOf(*synced);
  if (PQexitPipelineMode(connection_) != 1) given_up_ = true;
  if (failure) return *failure;
  return all;
}

Result<pg_result*> Connection::Next() {
  while (PQisBusy(connection_) == 1) {
    if (const Status waited = Wait(); !waited.ok()) return waited.error();
  }
  return PQgetResult(connection_);
}

Status Connection::Wait() {
  const int left = PQflush(connection_);
  pollfd socket{PQsocket(connection_), static_cast<short>(left == 1 ? POLLIN | POLLOUT : POLLIN),
                0};
  const int ready = left < 0 ? -1 : poll(&socket, 1, deadlines_.answer_ms);
  if (ready < 0 && left >= 0 && errno == EINTR) return Done{};
  if (ready == 0) given_up_ = true;
  if (ready <= 0 || PQconsumeInput(connection_) != 1) return LostError();
  return Done{};
}

void Connection::Abandon() {
  if (!lost() && in_transaction() && !RunOne(Sql::kRollback, {}).ok()) given_up_ = true;
}

}  // namespace tongchou::store::postgres
