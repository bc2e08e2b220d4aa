// The store contract on PostgreSQL, and on Citus where one is given.
#include "store/contract_register_testing.h"

#include "store/postgres/database_testing.h"

namespace tongchou::store {
namespace {

// The contract's test skips when the factory gives nothing.
StoreFactory Database(const char* variable) {
  return [variable](const std::string& name) -> std::unique_ptr<Store> {
    const std::string database = postgres::Setting(variable);
    return database.empty() ? nullptr : postgres::OpenSchema(name, database);
  };
}

INSTANTIATE_TEST_SUITE_P(Postgres, StoreContract,
                         testing::Values(Database(postgres::kTestDatabase)));
INSTANTIATE_TEST_SUITE_P(Citus, StoreContract, testing::Values(Database(postgres::kTestCitus)));

}  // namespace
}  // namespace tongchou::store
