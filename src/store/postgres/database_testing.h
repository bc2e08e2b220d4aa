// The database of the tests: TONGCHOU_TEST_POSTGRES_DSN names it, and each test has a schema of its
// own in it. `./test` starts a server for them; without the variable they say that they are
// skipped.
//
// Not thread-safe.
#ifndef TONGCHOU_STORE_POSTGRES_DATABASE_TESTING_H_
#define TONGCHOU_STORE_POSTGRES_DATABASE_TESTING_H_

#include <gtest/gtest.h>
#include <stdlib.h>

#include <algorithm>
#include <memory>
#include <set>
#include <string>

#include "store/postgres/connection.h"
#include "store/postgres/postgres_store.h"

namespace tongchou::store::postgres {

inline constexpr const char* kTestDatabase = "TONGCHOU_TEST_POSTGRES_DSN";
// A database with the extension citus; nothing starts one.
inline constexpr const char* kTestCitus = "TONGCHOU_TEST_CITUS_DSN";

// The value of an environment variable; empty when it is not set.
inline std::string Setting(const char* variable) {
  const char* const value = getenv(variable);
  return value == nullptr ? "" : value;
}

// A name for a schema, made of a test's name.
inline std::string SchemaOf(std::string name) {
  std::transform(name.begin(), name.end(), name.begin(), [](char letter) {
    if (letter >= 'A' && letter <= 'Z') return static_cast<char>(letter - 'A' + 'a');
    return (letter >= 'a' && letter <= 'z') || (letter >= '0' && letter <= '9') ? letter : '_';
  });
  return ("t_" + name).substr(0, 60);
}

inline ConnectOptions TestConnection(const std::string& schema, const std::string& database) {
  ConnectOptions options;
  options.database = database;
  options.schema = schema;
  return options;
}

inline std::unique_ptr<Connection> Connect(const std::string& schema,
                                           const std::string& database = Setting(kTestDatabase)) {
  return Connection::Open(TestConnection(schema, database)).value();
}

// Opens the store of a schema, which is empty the first time that this program names it.
inline std::unique_ptr<Store> OpenSchema(const std::string& name,
                                         const std::string& database = Setting(kTestDatabase)) {
  static std::set<std::string> opened;
  PostgresOptions options;
  options.database = database;
  options.schema = SchemaOf(name);
  options.create = true;
  if (opened.insert(database + " " + options.schema).second) {
    const auto connection = Connect(options.schema, database);
    EXPECT_TRUE(connection->Execute("DROP SCHEMA IF EXISTS " + options.schema + " CASCADE").ok());
  }
  return OpenPostgres(options).value();
}

}  // namespace tongchou::store::postgres

#endif  // TONGCHOU_STORE_POSTGRES_DATABASE_TESTING_H_
