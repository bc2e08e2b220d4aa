// The store contract on the embedded store, and the plans of its statements.
#include "store/contract_testing.h"

#include <stdlib.h>

#include <filesystem>

#include "store/sqlite/connection.h"
#include "store/sqlite/sqlite_store.h"

namespace tongchou::store {
namespace {

// A folder of its own for each run of the program, removed at its end.
class Folder {
 public:
  Folder() {
    std::string pattern =
        (std::filesystem::temp_directory_path() / "tongchou-store-XXXXXX").string();
    path_ = mkdtemp(pattern.data());
  }
  ~Folder() { std::filesystem::remove_all(path_); }
  std::string File(const std::string& name) const {
    std::string file = name;
    for (char& letter : file) letter = letter == '/' ? '-' : letter;
    return path_ + "/" + file + ".db";
  }

 private:
  std::string path_;
};

const Folder& TestFolder() {
  static const Folder kFolder;
  return kFolder;
}

std::unique_ptr<Store> OpenTest(const std::string& name) {
  SqliteOptions options;
  options.path = TestFolder().File(name);
  options.create = true;
  return OpenSqlite(options).value();
}

INSTANTIATE_TEST_SUITE_P(Sqlite, StoreContract, testing::Values(StoreFactory(OpenTest)));

TEST(SqliteStore, EveryStatementFindsItsRowsByAKey) {
  OpenTest("plans");
  auto connection = sqlite::Connection::Open(TestFolder().File("plans"), {});
  ASSERT_TRUE(connection.ok());
  for (std::size_t i = 0; i < sqlite::kSqlCount; ++i) {
    const auto name = static_cast<sqlite::Sql>(i);
    const Result<std::string> plan = (*connection)->PlanOf(name);
    ASSERT_TRUE(plan.ok()) << sqlite::TextOf(name) << " " << plan.error().where;
    EXPECT_EQ(plan->find("SCAN"), std::string::npos) << sqlite::TextOf(name) << "\n" << *plan;
  }
}

TEST(SqliteStore, AMissingFileIsNotMadeUnlessAsked) {
  SqliteOptions options;
  options.path = TestFolder().File("missing");
  EXPECT_EQ(OpenSqlite(options).error().code, ErrorCode::kStoreUnavailable);
}

TEST(SqliteStore, AFileThatIsNoDatabaseIsRefused) {
  SqliteOptions options;
  options.path = TestFolder().File("junk");
  FILE* file = fopen(options.path.c_str(), "w");
  ASSERT_NE(file, nullptr);
  for (int i = 0; i < 1000; ++i) fputs("this is not a database ", file);
  fclose(file);
  EXPECT_EQ(OpenSqlite(options).error().code, ErrorCode::kStoreCorrupt);
}

TEST(SqliteStore, ASchemaOfALaterProgramIsRefused) {
  OpenTest("later");
  auto connection = sqlite::Connection::Open(TestFolder().File("later"), {});
  ASSERT_TRUE((*connection)->Execute("PRAGMA user_version = 9999").ok());
  SqliteOptions options;
  options.path = TestFolder().File("later");
  EXPECT_EQ(OpenSqlite(options).error().code, ErrorCode::kStoreTooNew);
}

// A store as the program of migration 0002 left it.
TEST(SqliteStore, AFilledStoreThatNamesNoPackIsBroughtUpToDate) {
  const Changes changes = SampleChanges({}, 1);
  ASSERT_TRUE(OpenTest("first")->Commit(changes).ok());
  {
    auto connection = sqlite::Connection::Open(TestFolder().File("first"), {});
    const Status undone =
        (*connection)->Execute("ALTER TABLE area_state DROP COLUMN pack; PRAGMA user_version = 2");
    ASSERT_TRUE(undone.ok()) << undone.error().where;
  }
  SqliteOptions options;
  options.path = TestFolder().File("first");
  options.read_only = true;
  EXPECT_EQ(OpenSqlite(options).error().code, ErrorCode::kStoreCorrupt) << "looking must not alter";
  const auto store = OpenTest("first");
  EXPECT_EQ(*store->Areas(), (std::vector<AreaPack>{{kTestArea, ""}}));
  Needs needs;
  needs.persons = {1};
  needs.settlements = {1};
  Loaded loaded = store->Load(kTestArea, needs).value();
  EXPECT_EQ(loaded.area.head, changes.state.head);
  ASSERT_EQ(loaded.persons.size(), 1u);
  ASSERT_EQ(loaded.settlements.size(), 1u);
  EXPECT_EQ(loaded.settlements[0].figures, changes.settlements[0].figures);
  loaded.area.pack = "demo-city";
  ASSERT_TRUE(store->Commit(SampleChanges(loaded.area, 2)).ok());
  EXPECT_EQ(*store->Areas(), (std::vector<AreaPack>{{kTestArea, "demo-city"}}));
}

TEST(SqliteStore, LookingOnlyNeverWrites) {
  ASSERT_TRUE(OpenTest("looking")->Commit(SampleChanges({}, 1)).ok());
  SqliteOptions options;
  options.path = TestFolder().File("looking");
  options.read_only = true;
  const auto store = OpenSqlite(options);
  ASSERT_TRUE(store.ok());
  EXPECT_FALSE((*store)->Commit(SampleChanges({}, 2)).ok());
  EXPECT_EQ((*(*store)->Read(kTestArea))->Counts()->settlements, 1);
}

}  // namespace
}  // namespace tongchou::store
