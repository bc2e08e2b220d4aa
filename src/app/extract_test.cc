// The extract of a real store, and the replay of it beside the very settlements of the service.
#include "service/extract.h"

#include <charconv>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "app/region_testing.h"
#include "batch/demo_region.h"
#include "policy/pack_files.h"
#include "store/sqlite/sqlite_store.h"

namespace tongchou::app {
namespace {

using service::VisitKind;

constexpr DateRange kAlways{Date(2020, 1, 1), kForever};

std::string BytesOf(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream bytes;
  bytes << file.rdbuf();
  return bytes.str();
}

void Write(const std::string& path, const std::string& bytes) {
  std::ofstream(path, std::ios::binary | std::ios::trunc) << bytes;
}

class ExtractTest : public RegionTest {
 protected:
  ExtractTest() { people_ = Populate(4); }

  std::string Path(const std::string& name = "cases") const { return folder_ + "/" + name; }

  // An outpatient visit of `fen`.
  service::SettlementOutcome Visit(std::size_t person, std::int64_t fen) {
    const service::Visit visit = Register(people_[person], VisitKind::kOutpatient);
    Upload(visit, {Line("1", fen), Line("2", 1'000)});
    return MustSettle(visit);
  }

  service::SettlementOutcome Stay(std::size_t person, std::int64_t fen) {
    const service::Visit stay = Register(people_[person], VisitKind::kStay);
    Upload(stay, {Line("1", fen)});
    Discharge(stay);
    return MustSettle(stay);
  }

  std::shared_ptr<const service::Extract> Update(bool rebuild = false,
                                                 const std::string& name = "cases") {
    const auto extract =
        service::UpdateExtract(*region_, Path(name), {.rebuild = rebuild, .progress = {}});
    EXPECT_TRUE(extract.ok()) << extract.error().English() << " " << extract.error().where;
    return extract.ok() ? *extract : nullptr;
  }

  std::vector<std::string> people_;
};

TEST_F(ExtractTest, HoldsWhatStandsAndGivesTheSameFiguresAgain) {
  Visit(0, 80'000);
  Stay(1, 5'000'000);
  Visit(0, 90'000);
  MoveTo(Date(2026, 5, 2));
  Stay(1, 70'000'000);
  const auto extract = Update();
  ASSERT_EQ(extract->cases().rows(), 4U);
  ASSERT_EQ(extract->cases().persons(), 2U);
  EXPECT_EQ(extract->cases().settlement[1], 3);  // the first person's two come first
  const auto replayed = settle::Replay(
      extract->cases(), {.period = kAlways, .variants = {{}, region_->pack().epochs}});
  ASSERT_TRUE(replayed.ok());
  EXPECT_TRUE(replayed->variants[0] == replayed->variants[1]);
  EXPECT_EQ(replayed->changes[1].changed_rows, 0);
  EXPECT_EQ(replayed->variants[0].by_month.size(), 3U);
}

TEST_F(ExtractTest, GrowsToTheVeryFileThatIsMadeAtOnce) {
  Visit(2, 80'000);
  const auto taken_back = Stay(0, 5'000'000);
  Visit(1, 10'000);
  const auto before = Update();
  EXPECT_EQ(before->last_settlement(), 3);
  ASSERT_TRUE(Reverse(taken_back).ok());
  Visit(3, 50'000);
  const auto again = Visit(0, 33'000);
  ASSERT_TRUE(Reverse(again).ok());
  Stay(2, 4'000'000);
  Visit(0, 44'000);
  const auto grown = Update();
  EXPECT_EQ(grown->cases().rows(), 5U);
  EXPECT_EQ(grown->cases().persons(), 4U);
  EXPECT_EQ(before->cases().rows(), 3U);  // whoever has it open goes on with what it was
  Update(true, "at-once");
  EXPECT_TRUE(BytesOf(Path()) == BytesOf(Path("at-once")));
}

TEST_F(ExtractTest, WhenEverythingWasTakenBackNothingIsLeft) {
  const auto one = Visit(0, 80'000);
  Update();
  ASSERT_TRUE(Reverse(one).ok());
  const auto extract = Update();
  EXPECT_EQ(extract->cases().rows(), 0U);
  const auto replayed =
      settle::Replay(extract->cases(), {.period = kAlways, .variants = {region_->pack().epochs}});
  ASSERT_FALSE(replayed.ok());
  EXPECT_EQ(replayed.error().code, ErrorCode::kNoHistory);
}

TEST_F(ExtractTest, ADamagedFileOrAnOlderFormatIsRefusedAndMadeAnew) {
  Visit(0, 80'000);
  Update();
  const std::string good = BytesOf(Path());
  const std::int64_t area = region_->area_number();
  const auto code = [&](std::string bytes) {
    Write(Path("other"), bytes);
    const auto open = service::OpenExtract(Path("other"), area);
    return open.ok() ? ErrorCode{} : open.error().code;
  };
  EXPECT_EQ(code(good), ErrorCode{});
  for (const std::size_t at : {std::size_t{20}, good.find(kHospital), good.size() - 1}) {
    std::string bad = good;
    bad[at] = static_cast<char>(bad[at] ^ 1);
    EXPECT_EQ(code(bad), ErrorCode::kBadExtract) << at;
  }
  EXPECT_EQ(code(good.substr(0, good.size() - 1)), ErrorCode::kBadExtract);
  EXPECT_EQ(code(good.substr(0, 30)), ErrorCode::kBadExtract);
  EXPECT_EQ(code("{}"), ErrorCode::kBadExtract);
  std::string older = good;
  older[8] = 0;
  EXPECT_EQ(code(older), ErrorCode::kOldExtract);
  EXPECT_EQ(service::OpenExtract(Path(), area + 1).error().code, ErrorCode::kBadExtract);
  EXPECT_EQ(service::OpenExtract(Path("none"), area).error().code, ErrorCode::kNoHistory);
  Update(false, "other");
  EXPECT_EQ(code(BytesOf(Path("other"))), ErrorCode{});
  EXPECT_TRUE(BytesOf(Path("other")) == good);
}

TEST_F(ExtractTest, WhoeverStopsItLeavesTheFileAsItWas) {
  Visit(0, 80'000);
  Update();
  const std::string before = BytesOf(Path());
  Visit(1, 80'000);
  const auto stopped = service::UpdateExtract(
      *region_, Path(),
      {.rebuild = false, .progress = [](std::int64_t, std::int64_t) { return false; }});
  ASSERT_FALSE(stopped.ok());
  EXPECT_EQ(stopped.error().code, ErrorCode::kWorkCancelled);
  EXPECT_TRUE(BytesOf(Path()) == before);
  EXPECT_EQ(Update()->cases().rows(), 2U);
}

TEST_F(ExtractTest, HoldsNoPersonalIdentifier) {
  Visit(0, 80'000);
  Update();
  const std::string bytes = BytesOf(Path());
  EXPECT_EQ(bytes.find(people_[0]), std::string::npos);
  EXPECT_EQ(bytes.find("990100198001010000"), std::string::npos);
  EXPECT_EQ(bytes.find("张0"), std::string::npos);
  EXPECT_NE(bytes.find(kHospital), std::string::npos);
}

// The packs of the project, demo-city with other rules: another share, another ratio before the
// scope, other deductibles and, from the middle of the demo's month, another cap.
std::shared_ptr<const policy::Library> ChangedLibrary() {
  std::vector<policy::PackSource> sources =
      *policy::ReadPackFolders(TONGCHOU_SOURCE_DIR "/policies");
  std::erase_if(sources, [](const auto& source) { return source.id != "demo-city"; });
  const std::pair<std::string, std::string> edits[] = {
      {"table: {1: 92%, 2: 88%, 3: 85%}", "table: {1: 91%, 2: 88%, 3: 87%}"},
      {"table: {A: 0%, B: 10%}", "table: {A: 1%, B: 15%}"},
      {"2: {1: 600 CNY, 2: 300 CNY, 3+: 0 CNY}", "2: {1: 700 CNY, 2: 350 CNY, 3+: 10 CNY}"},
      {"- {from: 2026-01-01, value: 400000 CNY,",
       "- {from: 2026-01-01, value: 9000 CNY, source: {document: employee, article: 第七条}}\n"
       "            - {from: 2026-06-15, value: 12000 CNY,"},
  };
  for (policy::PackFile& file : sources.front().files) {
    for (const auto& [from, to] : edits) {
      for (auto at = file.bytes.find(from); at != std::string::npos;
           at = file.bytes.find(from, at + to.size())) {
        file.bytes.replace(at, from.size(), to);
      }
    }
  }
  // What the examples expect is another matter.
  std::erase_if(sources.front().files,
                [](const auto& file) { return file.path.find("/examples/") != std::string::npos; });
  const auto library = policy::Library::FromSources(sources);
  EXPECT_TRUE(library.ok()) << library.error().English();
  return library.ok() ? *library : nullptr;
}

// What of the same encounters, settled under other rules, differs from the replay of `past`.
void ExpectSettledSo(const service::Extract& past, const settle::Epochs variant,
                     const service::Extract& settled) {
  const settle::PastCases& cases = past.cases();
  ASSERT_EQ(cases.rows(), settled.cases().rows());
  const settle::PersonReplay replay(cases, variant);
  const settle::PersonReplay paid(settled.cases(), {});
  for (std::size_t person = 0; person < cases.persons(); ++person) {
    const auto rows = replay.Rows(kAlways, person);
    const auto expected = paid.Rows(kAlways, person);
    ASSERT_EQ(rows.size(), expected.size());
    for (std::size_t i = 0; i < rows.size(); ++i) {
      const std::uint64_t row = rows[i].row;
      ASSERT_EQ(row, expected[i].row);
      ASSERT_FALSE(rows[i].refused);
      ASSERT_EQ(cases.settlement[row], settled.cases().settlement[row]);
      ASSERT_EQ(rows[i].eligible, expected[i].eligible) << row;
      ASSERT_EQ(rows[i].layer_paid, expected[i].layer_paid) << row;
    }
  }
  const auto replayed =
      settle::Replay(cases, {.period = kAlways, .variants = {{}, variant}, .progress = {}});
  const auto sums =
      settle::Replay(settled.cases(), {.period = kAlways, .variants = {{}}, .progress = {}});
  ASSERT_TRUE(replayed.ok() && sums.ok());
  EXPECT_TRUE(replayed->variants[1] == sums->variants[0]);
  EXPECT_GT(replayed->changes[1].changed_rows, static_cast<std::int64_t>(cases.rows() / 20));
}

class ReplayOfAStore : public ExtractTest {
 protected:
  // Visits and stays of four persons over six weeks, some taken back; the same each time.
  void Play() {
    std::uint64_t state = 42;
    const auto below = [&](std::uint64_t n) {
      state = state * 6'364'136'223'846'793'005 + 1'442'695'040'888'963'407;
      return (state >> 33) % n;
    };
    for (int day = 0; day < 40; ++day) {
      MoveTo(Date(2026, 5, 15).PlusDays(day));
      const auto person = static_cast<std::size_t>(below(people_.size()));
      const auto fen = static_cast<std::int64_t>(below(day % 5 == 0 ? 3'000'000 : 120'000));
      const service::Visit visit = Register(
          people_[person], day % 3 == 0 ? VisitKind::kStay : VisitKind::kOutpatient, kHospital);
      service::UploadLine other = Line("2", static_cast<std::int64_t>(below(9'999)));
      other.item_code = "B1";
      Upload(visit, {Line("1", fen), other});
      if (day % 3 == 0) Discharge(visit);
      const auto settled = MustSettle(visit);
      if (day % 7 == 1) {
        EXPECT_TRUE(Reverse(settled).ok());
      }
    }
  }

  // Begins anew with an empty region that lives by `library`.
  void StartAgain(std::shared_ptr<const policy::Library> library) {
    region_.reset();
    std::filesystem::remove(folder_ + "/tongchou.db");
    library_ = std::move(library);
    Reopen();
    people_ = Populate(4);
  }
};

TEST_F(ReplayOfAStore, IsToTheFenWhatTheServiceSettlesUnderThoseRules) {
  Play();
  const auto past = Update();
  ASSERT_GT(past->cases().rows(), 30U);
  StartAgain(ChangedLibrary());
  Play();
  const auto settled = Update(true, "other");
  ASSERT_GE(region_->pack().epochs.size(), 2U);
  ExpectSettledSo(*past, region_->pack().epochs, *settled);
}

// A demo region in a folder of its own, settled under the rules of `library`.
class DemoRegion {
 public:
  DemoRegion(std::shared_ptr<const policy::Library> library, int persons) {
    std::string pattern =
        (std::filesystem::temp_directory_path() / "tongchou-demo-XXXXXX").string();
    folder_ = mkdtemp(pattern.data());
    auto store = store::OpenSqlite(
        {.path = folder_ + "/tongchou.db", .create = true, .read_only = false, .vfs = {}});
    EXPECT_TRUE(store.ok());
    auto region = service::Region::Open(std::move(library), *std::move(store), clock_,
                                        {.pack = "demo-city", .seal = {}});
    EXPECT_TRUE(region.ok());
    region_ = *std::move(region);
    const Status made = batch::MakeDemoRegion(
        *region_, clock_, {Date(2026, 6, 1), Date(2026, 6, 30)}, {.persons = persons}, {});
    EXPECT_TRUE(made.ok()) << made.error().English() << made.error().where;
  }
  ~DemoRegion() {
    region_.reset();
    std::filesystem::remove_all(folder_);
  }

  service::Region& region() { return *region_; }
  std::shared_ptr<const service::Extract> Extracted() {
    const auto extract = service::UpdateExtract(*region_, folder_ + "/cases");
    EXPECT_TRUE(extract.ok());
    return extract.ok() ? *extract : nullptr;
  }

 private:
  batch::StepClock clock_{MomentOf(Date(2026, 6, 1), 0)};
  std::string folder_;
  std::unique_ptr<service::Region> region_;
};

// Long: ./test --long asks for it, and TONGCHOU_DEMO_PERSONS for fewer or more than 100 000
// encounters, of which each second person has one.
TEST(ReplayOfADemo, IsToTheFenWhatTheServiceSettlesInAHundredThousandEncounters) {
  const char* long_run = std::getenv("TONGCHOU_LONG");
  if (long_run == nullptr || std::string_view(long_run) != "1") GTEST_SKIP() << "TONGCHOU_LONG=1";
  const char* asked = std::getenv("TONGCHOU_DEMO_PERSONS");
  int persons = 210'000;
  if (asked != nullptr) {
    std::from_chars(asked, asked + std::string_view(asked).size(), persons);
  }
  const auto library = policy::Library::Load(TONGCHOU_SOURCE_DIR "/policies");
  ASSERT_TRUE(library.ok());
  DemoRegion settled(*library, persons);
  DemoRegion other(ChangedLibrary(), persons);
  const auto past = settled.Extracted();
  if (asked == nullptr) {
    ASSERT_GE(past->cases().rows(), 100'000U);
  }
  ExpectSettledSo(*past, other.region().pack().epochs, *other.Extracted());
}

}  // namespace
}  // namespace tongchou::app
