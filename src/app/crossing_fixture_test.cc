// The fixture of the tests of settlements across areas (app/crossing_testing.h).
#include <stdlib.h>

#include <filesystem>

#include "app/crossing_testing.h"
#include "service/funds.h"
#include "service/persons.h"
#include "service/reference_data.h"
#include "service/register.h"
#include "service/verify.h"
#include "store/shared_store.h"
#include "store/sqlite/sqlite_store.h"

namespace tongchou::app {

CrossingTest::CrossingTest() {
  std::string pattern = (std::filesystem::temp_directory_path() / "tongchou-cross-XXXXXX").string();
  folder_ = mkdtemp(pattern.data());
  static const auto kLibrary = policy::Library::Load(TONGCHOU_SOURCE_DIR "/policies").value();
  library_ = kLibrary;
  Reopen();
  for (const std::size_t area : {kCity, kCounty}) Populate(area, 4);
}

CrossingTest::~CrossingTest() {
  areas_.reset();
  regions_.clear();
  std::filesystem::remove_all(folder_);
}

void CrossingTest::Reopen() {
  areas_.reset();
  regions_.clear();
  auto sqlite = store::OpenSqlite(
      {.path = folder_ + "/tongchou.db", .create = true, .read_only = false, .vfs = {}});
  ASSERT_TRUE(sqlite.ok()) << sqlite.error().where;
  std::vector<std::unique_ptr<store::Store>> stores;
  for (auto& shared : store::ShareStore(*std::move(sqlite), 2)) {
    auto faulty = std::make_unique<store::FaultyStore>(std::move(shared));
    faults_[stores.size()] = faulty.get();
    stores.push_back(std::move(faulty));
  }
  auto regions =
      service::OpenRegions(library_, std::move(stores), clock_, {"demo-city", "demo-county"}, {});
  ASSERT_TRUE(regions.ok()) << regions.error().where;
  regions_ = *std::move(regions);
  areas_ = std::make_unique<service::Neighbourhood>(
      regions_,
      [](const service::Region&, const service::CrossingQuestion&,
         const service::SettlementOutcome& outcome) { return outcome.settlement.setl_id; });
}

void CrossingTest::Populate(std::size_t area, int persons) {
  service::Region& region = At(area);
  EXPECT_TRUE(
      service::RegisterProviders(
          region, "test", {{kHospitals[area], "第一医院", service::ProviderKind::kHospital, 3}})
          .ok());
  service::CatalogueItem item;
  item.code = "A1";
  item.name = "甲药";
  item.from = Date(2026, 1, 1);
  EXPECT_TRUE(service::PutCatalogueItems(region, "test", {item}).ok());
  std::vector<service::NewPerson> people;
  for (int i = 0; i < persons; ++i) {
    service::NewPerson& person = people.emplace_back();
    person.name = "张" + std::to_string(i);
    person.certificate = region.area() + "1980010" + std::to_string(10000 + i);
    person.birth = Date(1980, 1, 1);
    service::Coverage& coverage = person.coverage.emplace_back();
    coverage.scheme = "employee";
    coverage.category = "active";
    coverage.range = {Date(2026, 1, 1), kForever};
    person.account_opening = {100'000};
  }
  auto numbers = service::EnrolPersons(region, "test", people);
  ASSERT_TRUE(numbers.ok()) << numbers.error().where;
  persons_[area] = *numbers;
}

service::RequestKey CrossingTest::Key(std::size_t here, const char* infno) {
  const std::string msgid = "m" + std::to_string(++messages_);
  return {kHospitals[here], msgid, infno, Sm3(msgid), {}};
}

service::RequestKey CrossingTest::GuestKey(std::size_t here, const char* infno) {
  service::RequestKey key = Key(here, infno);
  auto guest = std::make_shared<service::Guest>();
  guest->area = At(here).area_number();
  guest->provider = key.provider;
  guest->msgid = key.msgid;
  guest->reference = At(here).reference().Newest();
  key.guest = std::move(guest);
  return key;
}

service::VisitRef CrossingTest::Visit(std::size_t home, std::size_t here, const std::string& person,
                                      std::int64_t fen) {
  service::NewVisit order;
  order.psn_no = person;
  order.scheme = "employee";
  order.begin = clock_.Now();
  const auto key = [&](const char* infno) {
    return home == here ? Key(here, infno) : GuestKey(here, infno);
  };
  const auto made = service::RegisterVisit(
      At(home), key("2201"), order, [](const service::Visit& visit) { return visit.mdtrt_id; });
  EXPECT_TRUE(made.ok()) << made.error().English() << " " << made.error().where;
  if (!made.ok()) return {};
  const service::VisitRef visit{made->answer, person};
  service::UploadLine line;
  line.sn = "1";
  line.item_code = "A1";
  line.quantity_e4 = 10'000;
  line.price_e6 = fen * 10'000;
  line.amount = {fen};
  line.at = clock_.Now();
  const auto uploaded = service::UploadLines(At(home), key("2204"), {visit, {{"1", {line}}}}, {});
  EXPECT_TRUE(uploaded.ok()) << uploaded.error().English() << " " << uploaded.error().where;
  return visit;
}

Result<service::Answered> CrossingTest::Settle(std::size_t home, std::size_t here,
                                               const service::RequestKey& key,
                                               const service::VisitRef& visit, bool use_account) {
  service::SettleOrder order;
  order.visit = visit;
  order.use_account = use_account;
  if (home != here) return areas_->of(here).Ask(At(home).area_number(), key, order);
  return service::Settle(At(home), key, order, [](const service::SettlementOutcome& outcome) {
    return outcome.settlement.setl_id;
  });
}

Result<service::Answered> CrossingTest::Undo(std::size_t home, std::size_t here,
                                             const service::RequestKey& key,
                                             const std::string& setl_id) {
  const service::ReverseOrder order{setl_id, {}, {}};
  if (home != here) return areas_->of(here).Ask(At(home).area_number(), key, order);
  return service::ReverseSettlement(
      At(home), key, order,
      [](const service::SettlementOutcome& outcome) { return outcome.settlement.setl_id; });
}

store::CrossingRow CrossingTest::Crossing(std::size_t here, const service::RequestKey& key) {
  const auto row = areas_->of(here).Find({key.provider, key.msgid});
  EXPECT_TRUE(row.ok() && row->has_value());
  return row.ok() && *row ? **row : store::CrossingRow();
}

Money CrossingTest::BalanceOf(std::size_t area, const std::string& account) {
  const auto balances = service::FundBalances(At(area), kForever);
  EXPECT_TRUE(balances.ok());
  for (const service::AccountBalance& row : *balances) {
    if (ledger::CodeOf(row.account) == account) return row.balance();
  }
  return {};
}

Money CrossingTest::AccountOf(std::size_t area, const std::string& person) {
  const auto found = service::GetPerson(At(area), person);
  EXPECT_TRUE(found.ok());
  return found.ok() ? found->balance : Money{-1};
}

std::int64_t CrossingTest::SettlementsOf(std::size_t area) {
  const auto reader = At(area).store().Read(At(area).area_number());
  EXPECT_TRUE(reader.ok());
  return reader.ok() ? (*reader)->Counts()->settlements : -1;
}

void CrossingTest::ExpectClean() {
  for (const std::size_t area : {kCity, kCounty}) {
    const auto report = service::VerifyLedger(At(area), {});
    ASSERT_TRUE(report.ok()) << report.error().English() << " " << report.error().where;
    for (const Text& difference : report->differences) ADD_FAILURE() << difference.en;
    EXPECT_EQ(report->unfinished, 0);
    const auto pair = service::VerifyCrossingPair(At(area), At(1 - area));
    ASSERT_TRUE(pair.ok());
    for (const Text& difference : pair->differences) ADD_FAILURE() << difference.en;
    EXPECT_EQ(pair->unfinished, 0);
  }
}

}  // namespace tongchou::app
