#include "store/postgres/postgres_store.h"

#include <utility>

#include "store/postgres/connection.h"
#include "store/postgres/migrate.h"
#include "store/postgres/reader_pool.h"
#include "store/postgres/writer.h"

namespace tongchou::store {
namespace {

class PostgresStore final : public Store {
 public:
  explicit PostgresStore(const postgres::ConnectOptions& options)
      : options_(options), writer_(options), readers_(options) {}

  Result<std::vector<AreaPack>> Areas() override { return readers_.Areas(); }
  Result<Loaded> Load(std::int64_t area, const Needs& needs) override {
    return writer_.Load(area, needs);
  }
  Status Commit(const Changes& changes) override { return writer_.Commit(changes); }
  void Release() override { writer_.Release(); }
  Result<std::unique_ptr<Reader>> Read(std::int64_t area) override { return readers_.Read(area); }

  // The tables that hold replaced rows are written anew. The write-ahead log is the server's.
  Status Compact() override {
    const Result<std::unique_ptr<postgres::Connection>> connection =
        postgres::Connection::Open(options_);
    if (!connection.ok()) return connection.error();
    for (const char* statement :
         {"SET statement_timeout = 0", "VACUUM (FULL) person, visit, answer, record"}) {
      const Result<postgres::Rows> done = (*connection)->Execute(statement);
      if (!done.ok()) return done.error();
    }
    return Done{};
  }

 private:
  const postgres::ConnectOptions options_;
  postgres::Writer writer_;
  postgres::ReaderPool readers_;
};

}  // namespace

Result<std::unique_ptr<Store>> OpenPostgres(const PostgresOptions& options) {
  postgres::ConnectOptions connect;
  connect.database = options.database;
  connect.schema = options.schema;
  const Result<std::unique_ptr<postgres::Connection>> connection =
      postgres::Connection::Open(connect);
  if (!connection.ok()) return connection.error();
  const Status migrated = postgres::Migrate(**connection, options.schema, options.create);
  if (!migrated.ok()) return migrated.error();
  return std::unique_ptr<Store>(std::make_unique<PostgresStore>(connect));
}

}  // namespace tongchou::store
