// The store contract on the embedded store, and the plans of its statements.
#include "store/contract_register_testing.h"

#include <stdlib.h>

#include <filesystem>
#include <fstream>
#include <sstream>

#include "store/faulty_store.h"
#include "store/sealed_store.h"
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

std::shared_ptr<const KeyRing> TestKeys(int count) {
  std::string text =
      "tongchou-keys 1\n"
      "01020304 2026-01-01 000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f\n";
  if (count > 1) {
    text +=
        "0a0b0c0d 2026-02-01 1f1e1d1c1b1a191817161514131211100f0e0d0c0b0a0908070605040302010f\n";
  }
  return KeyRing::Parse(text, RandomBytes).value();
}

Result<std::unique_ptr<Store>> OpenSealed(const std::string& name, int keys) {
  SealOptions options;
  if (keys > 0) options.keys = TestKeys(keys);
  return SealStore(OpenTest(name), kTestArea, options);
}

INSTANTIATE_TEST_SUITE_P(Sealed, StoreContract,
                         testing::Values(StoreFactory([](const std::string& name) {
                           return OpenSealed("sealed-" + name, 1).value();
                         })));

// Whether the bytes of `text` stand in any file of the store.
bool StandsInFiles(const std::string& name, const std::string& text) {
  for (const char* part : {"", "-wal", "-shm"}) {
    std::ifstream file(TestFolder().File(name) + part, std::ios::binary);
    std::stringstream bytes;
    bytes << file.rdbuf();
    if (bytes.str().find(text) != std::string::npos) return true;
  }
  return false;
}

// Commits persons `from` to `through` with certificates that can be searched for.
void Fill(Store& store, std::int64_t from, std::int64_t through) {
  for (std::int64_t i = from; i <= through; ++i) {
    Changes changes = SampleChanges(store.Load(kTestArea, {})->area, i);
    changes.persons[0].certificate = "3201021980010" + std::to_string(100 + i);
    changes.visits[0].detail = R"({"tel":"139000)" + std::to_string(1000 + i) + "\"}";
    changes.answers[0].answer =
        R"({"infcode":0,"certno":")" + changes.persons[0].certificate + "\"}";
    ASSERT_TRUE(store.Commit(changes).ok());
  }
}

void ExpectFilled(Store& store, std::int64_t through) {
  const std::unique_ptr<Reader> reader = *store.Read(kTestArea);
  for (std::int64_t i = 1; i <= through; ++i) {
    const std::string certificate = "3201021980010" + std::to_string(100 + i);
    const auto person = reader->PersonByCertificate(certificate);
    ASSERT_TRUE(person.ok() && person->has_value()) << i;
    EXPECT_EQ((*person)->certificate, certificate);
    EXPECT_EQ(reader->FindPersons(certificate, 0, 5)->size(), 1u);
    Needs needs;
    needs.certificates = {certificate, "none"};
    needs.visits = {i};
    needs.messages = {{"H1", "m" + std::to_string(i)}};
    const Result<Loaded> loaded = reader->Load(needs);
    ASSERT_TRUE(loaded.ok());
    ASSERT_EQ(loaded->certificates.size(), 1u);
    EXPECT_EQ(loaded->certificates[0], (CertificateOwner{certificate, i}));
    EXPECT_EQ(loaded->visits[0].detail, R"({"tel":"139000)" + std::to_string(1000 + i) + "\"}");
    EXPECT_NE(loaded->answers[0].answer.find(certificate), std::string::npos);
  }
}

constexpr const char* kSomeCertificate = "3201021980010";
constexpr const char* kSomeTelephone = "139000";

TEST(SealedSqliteStore, NoIdentifierStandsInTheFiles) {
  const auto store = OpenSealed("grep", 1).value();
  Fill(*store, 1, 20);
  ExpectFilled(*store, 20);
  EXPECT_TRUE(StandsInFiles("grep", "certno"));
  EXPECT_FALSE(StandsInFiles("grep", kSomeCertificate));
  EXPECT_FALSE(StandsInFiles("grep", kSomeTelephone));
}

TEST(SealedSqliteStore, APlainStoreIsSealedAndLeavesNoTrace) {
  Fill(*OpenTest("plain"), 1, 30);
  EXPECT_TRUE(StandsInFiles("plain", kSomeCertificate));
  const auto store = OpenSealed("plain", 1).value();
  ExpectFilled(*store, 30);
  EXPECT_FALSE(StandsInFiles("plain", kSomeCertificate));
  EXPECT_FALSE(StandsInFiles("plain", kSomeTelephone));
}

TEST(SealedSqliteStore, APassThatFailedIsGoneThroughAgain) {
  Fill(*OpenTest("again"), 1, 3);
  SealOptions options;
  options.keys = TestKeys(1);
  // Fails at one call after the other, until nothing fails.
  bool failed = true;
  for (std::int64_t at = 1; failed; ++at) {
    ASSERT_LT(at, 100);
    auto faulty = std::make_unique<FaultyStore>(OpenTest("again"));
    faulty->Plan({at, 1'000, ErrorCode::kStoreUnavailable, false});
    failed = !SealStore(std::move(faulty), kTestArea, options).ok();
  }
  ExpectFilled(*OpenSealed("again", 1).value(), 3);
  EXPECT_FALSE(StandsInFiles("again", kSomeCertificate));
}

TEST(SealedSqliteStore, AfterARotationTheNewKeyAloneOpensEverything) {
  Fill(*OpenSealed("rotate", 1).value(), 1, 5);
  {
    const auto store = OpenSealed("rotate", 2).value();
    ExpectFilled(*store, 5);
    Fill(*store, 6, 7);
  }
  SealOptions options;
  options.keys = KeyRing::Parse(
                     "tongchou-keys 1\n0a0b0c0d 2026-02-01 1f1e1d1c1b1a19181716151413121"
                     "1100f0e0d0c0b0a0908070605040302010f\n",
                     RandomBytes)
                     .value();
  ExpectFilled(*SealStore(OpenTest("rotate"), kTestArea, options).value(), 7);
  EXPECT_EQ(OpenSealed("rotate", 1).error().code, ErrorCode::kKeyMissing);
  EXPECT_EQ(OpenSealed("rotate", 0).error().code, ErrorCode::kKeyMissing);
}

TEST(SealedSqliteStore, AnotherKeyOfTheSameIdIsNotTaken) {
  Fill(*OpenSealed("twin", 1).value(), 1, 1);
  SealOptions options;
  options.keys = KeyRing::Parse(
                     "tongchou-keys 1\n01020304 2026-01-01 ff0102030405060708090a0b0c0d0"
                     "e0f101112131415161718191a1b1c1d1e1f\n",
                     RandomBytes)
                     .value();
  EXPECT_EQ(SealStore(OpenTest("twin"), kTestArea, options).error().code, ErrorCode::kKeyMissing);
}

TEST(SealedSqliteStore, SealingWaitsForLeave) {
  Fill(*OpenTest("leave"), 1, 1);
  SealOptions options;
  options.keys = TestKeys(1);
  options.hold = [](bool) { return Status(ErrorCode::kKeysInUse); };
  EXPECT_EQ(SealStore(OpenTest("leave"), kTestArea, options).error().code, ErrorCode::kKeysInUse);
  EXPECT_TRUE(StandsInFiles("leave", kSomeCertificate));
}

TEST(SqliteStore, EveryStatementFindsItsRowsByAKeyAndInTheirOrder) {
  OpenTest("plans");
  auto connection = sqlite::Connection::Open(TestFolder().File("plans"), {});
  ASSERT_TRUE(connection.ok());
  for (std::size_t i = 0; i < sqlite::kSqlCount; ++i) {
    const auto name = static_cast<sqlite::Sql>(i);
    const Result<std::string> plan = (*connection)->PlanOf(name);
    ASSERT_TRUE(plan.ok()) << sqlite::TextOf(name) << " " << plan.error().where;
    EXPECT_EQ(plan->find("SCAN"), std::string::npos) << sqlite::TextOf(name) << "\n" << *plan;
    EXPECT_EQ(plan->find("TEMP B-TREE FOR ORDER BY"), std::string::npos)
        << sqlite::TextOf(name) << "\n"
        << *plan;
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
        (*connection)
            ->Execute(
                "ALTER TABLE area_state DROP COLUMN crossings; DROP TABLE crossing;"
                "DROP TABLE employment; ALTER TABLE area_state DROP COLUMN carried;"
                "ALTER TABLE employer DROP COLUMN version; ALTER TABLE employer DROP COLUMN body;"
                "DROP TABLE record; ALTER TABLE audit DROP COLUMN digest;"
                "ALTER TABLE area_state DROP COLUMN audit_head;"
                "ALTER TABLE user_account DROP COLUMN organisation;"
                "ALTER TABLE area_state DROP COLUMN pack; PRAGMA user_version = 2");
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
