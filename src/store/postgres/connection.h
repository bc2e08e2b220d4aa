// Connection, Rows and Row: the only code that calls libpq. Named statements are prepared when a
// connection is made; calls go out together and come back in one round trip (pipeline mode).
//
// A connection is used by one thread at a time. Once it is lost it stays lost: drop it and open
// another one.
#ifndef TONGCHOU_STORE_POSTGRES_CONNECTION_H_
#define TONGCHOU_STORE_POSTGRES_CONNECTION_H_

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "base/sm3.h"
#include "store/postgres/sql.h"
#include "store/postgres/values.h"

struct pg_conn;
struct pg_result;

namespace tongchou::store::postgres {

// One row of a result; valid as long as its Rows.
class Row {
 public:
  Row(const pg_result* result, int row) : result_(result), row_(row) {}

  std::int64_t Integer(int column) const;  // of any width; 0 for NULL
  std::string_view Text(int column) const { return Blob(column); }
  std::string_view Blob(int column) const;
  Sm3Digest Digest(int column) const;  // zeros for another length

 private:
  const pg_result* result_;
  int row_;
};

// What one statement gave.
class Rows {
 public:
  explicit Rows(pg_result* result) : result_(result) {}

  int size() const;
  bool empty() const { return size() == 0; }
  Row operator[](int row) const { return Row(result_.get(), row); }
  const pg_result* get() const { return result_.get(); }

 private:
  struct Clear {
    void operator()(pg_result* result) const;
  };
  std::unique_ptr<pg_result, Clear> result_;
};

// One run of a named statement.
struct Call {
  Sql name;
  Values values;
};

// How long things may take. What takes longer ends in kStoreUnavailable.
struct Deadlines {
  int connect_ms = 5'000;
  int statement_ms = 15'000;  // lock waits included; the server ends the statement
  int idle_ms = 5'000;        // within a transaction; the server ends the session
  int answer_ms = 20'000;     // silence of the server while we wait; we drop the connection
  int find_out_ms = 10'000;   // asking what became of a commit whose connection was cut
};

struct ConnectOptions {
  std::string database;  // a connection URI or string of libpq
  std::string schema;    // that holds our tables: letters, digits, underscores
  Deadlines deadlines;
};

class Connection {
 public:
  // Connects and sets the session up; prepares nothing yet. Refusals: kStoreUnavailable, with what
  // the library says (which never holds the password).
  static Result<std::unique_ptr<Connection>> Open(const ConnectOptions& options);
  ~Connection();
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  // Makes every named statement known to the server. Refusals: kStoreCorrupt (not our schema).
  Status Prepare();

  // Sends all calls and waits for all results, in one round trip. The first refusal ends the rest;
  // a transaction that was open is then failed and must be rolled back.
  Result<std::vector<Rows>> Run(const std::vector<Call>& calls);
  Result<Rows> RunOne(Sql name, Values values);

  // Runs text that is not a named statement, without parameters and apart from others: settings,
  // migrations. The rows of the last statement, in the server's text form.
  Result<Rows> Execute(const std::string& sql);

  // Rolls back what is open; when that fails the connection is lost.
  void Abandon();

  bool lost() const;
  bool in_transaction() const;

 private:
  Connection(pg_conn* connection, Deadlines deadlines)
      : connection_(connection), deadlines_(deadlines) {}

  // Queues one call of the pipeline; false when the library refuses.
  bool Send(const Call& call);
  // The next result of the pipeline, or nullptr for the end of one statement's; waits for it.
  Result<pg_result*> Next();
  // Collects one result per statement up to the end of the pipeline.
  Result<std::vector<Rows>> Collect(std::size_t statements);
  Status Wait();
  Error LostError();

  pg_conn* connection_;
  Deadlines deadlines_;
  bool given_up_ = false;  // the server was silent for too long
};

}  // namespace tongchou::store::postgres

#endif  // TONGCHOU_STORE_POSTGRES_CONNECTION_H_
