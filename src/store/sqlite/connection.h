// Connection and Statement: the only code that calls SQLite. Statements are made once for each name
// in sql.h and kept; results of the library become store_* codes here and nowhere else.
//
// A connection is used by one thread at a time, but for SyncLog.
#ifndef TONGCHOU_STORE_SQLITE_CONNECTION_H_
#define TONGCHOU_STORE_SQLITE_CONNECTION_H_

#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "base/result.h"
#include "base/sm3.h"
#include "store/sqlite/sql.h"

struct sqlite3;
struct sqlite3_file;
struct sqlite3_stmt;

namespace tongchou::store::sqlite {

struct Bytes {
  std::string_view view;
};

// One run of a prepared statement: bound when made, reset when destroyed. The first failure sticks.
class Statement {
 public:
  Statement(sqlite3* database, sqlite3_stmt* prepared, int failure);
  ~Statement();
  Statement(const Statement&) = delete;
  Statement& operator=(const Statement&) = delete;

  template <typename... Values>
  Statement& Bind(const Values&... values) {
    int index = 0;
    (BindOne(++index, values), ...);
    return *this;
  }

  // The next row; false at the end or after a failure.
  bool Next();
  // Runs to the end; gives how the whole run went.
  Status Run();
  Status status() const;

  std::int64_t Integer(int column) const;
  std::string_view Text(int column) const;  // until the next call of Next
  std::string_view Blob(int column) const;  // until the next call of Next
  Sm3Digest Digest(int column) const;       // zeros for another length

 private:
  void BindOne(int index, std::int64_t value);
  void BindOne(int index, std::string_view text);
  void BindOne(int index, const Bytes& bytes);
  void BindOne(int index, const Sm3Digest& digest);

  sqlite3* database_;
  sqlite3_stmt* prepared_;
  int failure_;
};

struct OpenOptions {
  bool create = false;
  bool read_only = false;
  std::string vfs;  // of the library; empty: its default
};

class Connection {
 public:
  // Refusals: store_* codes.
  static Result<std::unique_ptr<Connection>> Open(const std::string& path,
                                                  const OpenOptions& options);
  ~Connection();
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  // The statement of that name, ready to be bound. One of a name at a time.
  Statement Prepare(Sql name);

  // Runs text that is not a named statement: pragmas, migrations, transaction brackets.
  Status Execute(const std::string& sql);

  // How many rows the last change touched.
  std::int64_t changed() const;
  bool in_transaction() const;

  // Finds the write-ahead log for SyncLog and begins to count its pages. After the first statement.
  Status WatchLog();
  // Makes the log durable as far as it was written before the call. Any thread.
  Status SyncLog();
  // How many pages the log held after the last commit of this connection.
  std::int64_t log_pages() const { return log_pages_; }

  // Copies what it can of the log into the database without waiting for anybody (PASSIVE). Gives
  // how many pages of the log the database has now.
  Result<std::int64_t> Checkpoint();

  // The plan of a statement, one line per step; for the test of the plans.
  Result<std::string> PlanOf(Sql name);

 private:
  explicit Connection(sqlite3* database) : database_(database) {}

  sqlite3* database_;
  sqlite3_file* log_ = nullptr;
  std::int64_t log_pages_ = 0;
  std::array<sqlite3_stmt*, kSqlCount> prepared_{};
};

}  // namespace tongchou::store::sqlite

#endif  // TONGCHOU_STORE_SQLITE_CONNECTION_H_
