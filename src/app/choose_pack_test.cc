// Which pack a store is opened with, on a SQLite store that holds no area, one, or two.
#include "service/choose_pack.h"

#include <gtest/gtest.h>
#include <stdlib.h>

#include <filesystem>

#include "store/sqlite/sqlite_store.h"

namespace tongchou::app {
namespace {

constexpr std::int64_t kDemoArea = 990'100;
constexpr std::int64_t kXuzhouArea = 320'300;
const Date kToday{2026, 3, 20};

class ChoosePackTest : public testing::Test {
 protected:
  ChoosePackTest() {
    std::string pattern =
        (std::filesystem::temp_directory_path() / "tongchou-pack-XXXXXX").string();
    folder_ = mkdtemp(pattern.data());
    store_ = store::OpenSqlite({folder_ + "/tongchou.db", true, false, {}}).value();
    static const auto kLibrary = policy::Library::Load(TONGCHOU_SOURCE_DIR "/policies").value();
    library_ = kLibrary;
  }
  ~ChoosePackTest() override {
    store_.reset();
    std::filesystem::remove_all(folder_);
  }

  void Hold(std::int64_t area, const std::string& pack) {
    store::Changes changes;
    changes.area = area;
    changes.state.pack = pack;
    ASSERT_TRUE(store_->Commit(changes).ok());
  }

  Result<std::string> Choose(const std::string& named) {
    return service::ChoosePackFor(*store_, *library_, named, kToday);
  }

  // The refusal's text in both languages; its code must be `code`.
  std::string Refused(const std::string& named, ErrorCode code) {
    const Result<std::string> chosen = Choose(named);
    EXPECT_FALSE(chosen.ok());
    if (chosen.ok()) return {};
    EXPECT_EQ(chosen.error().code, code);
    return chosen.error().Chinese() + " " + chosen.error().English();
  }

  std::string folder_;
  std::unique_ptr<store::Store> store_;
  std::shared_ptr<const policy::Library> library_;
};

void ExpectNames(const std::string& text, std::initializer_list<const char*> words) {
  for (const char* word : words) EXPECT_NE(text.find(word), std::string::npos) << text;
}

TEST_F(ChoosePackTest, AnEmptyStoreTakesAnyPack) {
  EXPECT_EQ(*Choose("laiwu-2000"), "laiwu-2000");
  EXPECT_EQ(*Choose(""), "demo-city");
  Refused("no-such-pack", ErrorCode::kUnknownPolicy);
}

TEST_F(ChoosePackTest, TheDataNamesItsPack) {
  Hold(kXuzhouArea, "xuzhou-county-2004-as-built");
  EXPECT_EQ(*Choose(""), "xuzhou-county-2004-as-built");
  EXPECT_EQ(*Choose("xuzhou-county-2004"), "xuzhou-county-2004") << "another pack of the area";
}

TEST_F(ChoosePackTest, AnotherAreasPackIsRefused) {
  Hold(kDemoArea, "demo-city");
  ExpectNames(Refused("laiwu-2000", ErrorCode::kOtherArea),
              {"990100 (demo-city)", "laiwu-2000", "371200", "--data"});
}

TEST_F(ChoosePackTest, DataThatDoesNotSayLivesByTheNewestPackOfItsArea) {
  Hold(371'200, "");
  EXPECT_EQ(*Choose(""), "laiwu-2000") << "not demo-city, which is newer but of another area";
}

TEST_F(ChoosePackTest, AnAreaWithoutItsPackIsRefused) {
  Hold(123'456, "");
  ExpectNames(Refused("", ErrorCode::kOtherArea), {"123456", "--packs"});
}

TEST_F(ChoosePackTest, APackThatIsNotInTheFolderIsRefused) {
  Hold(kDemoArea, "demo-city-2027");
  ExpectNames(Refused("", ErrorCode::kPackNotLoaded), {"990100 (demo-city-2027)", "--pack"});
}

TEST_F(ChoosePackTest, OfSeveralAreasOneMustBeNamed) {
  Hold(kDemoArea, "demo-city");
  Hold(kXuzhouArea, "xuzhou-county-2004");
  ExpectNames(Refused("", ErrorCode::kOtherArea),
              {"320300 (xuzhou-county-2004), 990100 (demo-city)", "--pack"});
  EXPECT_EQ(*Choose("demo-city"), "demo-city");
}

}  // namespace
}  // namespace tongchou::app
