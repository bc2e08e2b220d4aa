// The fixture of the region tests (app/region_testing.h).
#include <stdlib.h>

#include <filesystem>

#include "app/region_testing.h"
#include "service/lines.h"
#include "service/persons.h"
#include "service/register.h"
#include "service/verify.h"
#include "store/sqlite/sqlite_store.h"

namespace tongchou::app {
namespace {

service::CatalogueItem ItemOf(const std::string& code, const std::string& name) {
  service::CatalogueItem item;
  item.code = code;
  item.name = name;
  item.from = Date(2026, 1, 1);
  return item;
}

}  // namespace

RegionTest::RegionTest() {
  std::string pattern = (std::filesystem::temp_directory_path() / "tongchou-test-XXXXXX").string();
  folder_ = mkdtemp(pattern.data());
  // Loading every pack takes its time: once for all tests of the program.
  static const auto kLibrary = policy::Library::Load(TONGCHOU_SOURCE_DIR "/policies").value();
  library_ = kLibrary;
  Reopen();
}

RegionTest::~RegionTest() {
  region_.reset();
  std::filesystem::remove_all(folder_);
}

void RegionTest::Reopen() {
  region_.reset();
  auto sqlite = store::OpenSqlite(
      {.path = folder_ + "/tongchou.db", .create = true, .read_only = false, .vfs = vfs_});
  ASSERT_TRUE(sqlite.ok()) << sqlite.error().where;
  auto faulty = std::make_unique<store::FaultyStore>(*std::move(sqlite));
  faults_ = faulty.get();
  auto region = service::Region::Open(library_, std::move(faulty), clock_,
                                      {.pack = kPack, .seal = {}, .watch = watch_});
  ASSERT_TRUE(region.ok()) << region.error().where;
  region_ = *std::move(region);
}

std::vector<std::string> RegionTest::Populate(int persons) {
  const std::vector<service::Provider> providers = {
      {kHospital, "第一医院", service::ProviderKind::kHospital, 3},
      {kClinic, "社区医院", service::ProviderKind::kHospital, 1},
      {kPharmacy, "大药房", service::ProviderKind::kPharmacy, 1}};
  EXPECT_TRUE(service::RegisterProviders(*region_, "test", providers).ok());
  EXPECT_TRUE(service::RegisterEmployers(*region_, "test", {{"E1", "一厂", ""}}).ok());
  service::CatalogueItem a = ItemOf("A1", "甲药");
  service::CatalogueItem b = ItemOf("B1", "乙药");
  b.fee_class = settle::FeeClass::kB;
  b.unit_ceiling = {Money{1000}, Money{1000}, Money{1000}};
  service::CatalogueItem c = ItemOf("C1", "丙药");
  c.fee_class = settle::FeeClass::kC;
  service::CatalogueItem limited = ItemOf("L1", "限药");
  limited.limited_use = true;
  EXPECT_TRUE(service::PutCatalogueItems(*region_, "test", {a, b, c, limited}).ok());
  std::vector<service::NewPerson> people;
  for (int i = 0; i < persons; ++i) {
    service::NewPerson person;
    person.name = "张" + std::to_string(i);
    person.certificate = "9901001980010" + std::to_string(10000 + i);
    person.birth = Date(1980, 1, 1);
    service::Coverage coverage;
    coverage.scheme = "employee";
    coverage.category = "active";
    coverage.employer = "E1";
    coverage.range = {Date(2026, 1, 1), kForever};
    person.coverage = {coverage};
    person.account_opening = {100'000};
    people.push_back(std::move(person));
  }
  auto numbers = service::EnrolPersons(*region_, "test", people);
  EXPECT_TRUE(numbers.ok()) << numbers.error().where;
  return numbers.ok() ? *numbers : std::vector<std::string>();
}

std::string RegionTest::TakeIn(const service::ImportRow& row, std::int32_t year) {
  const service::Desk desk{"clerk", {}};
  service::ImportMemory memory;
  const std::string digest = std::to_string(++imports_);
  const auto job = StartImport(*region_, desk, {"one.csv", digest, "", year, "", 1});
  EXPECT_TRUE(job.ok());
  if (!job.ok()) return {};
  const auto done = ImportChunk(*region_, desk, memory, job->id, 1, {row});
  EXPECT_TRUE(done.ok());
  if (!done.ok()) return {};
  const service::RowResult& result = done->results.front();
  EXPECT_EQ(done->job.accepted, 1) << (result.error ? result.error->English() : std::string());
  const auto person = service::FindPersonByCertificate(*region_, row.certificate);
  EXPECT_TRUE(person.ok());
  return person.ok() ? person->psn_no : std::string();
}

service::RequestKey RegionTest::Key(const std::string& provider, const std::string& infno) {
  const std::string msgid = "m" + std::to_string(++messages_);
  return {provider, msgid, infno, Sm3(msgid)};
}

service::UploadLine RegionTest::Line(const std::string& sn, std::int64_t fen) const {
  service::UploadLine line;
  line.sn = sn;
  line.item_code = "A1";
  line.quantity_e4 = 10'000;
  line.price_e6 = fen * 10'000;
  line.amount = {fen};
  line.at = clock_.Now();
  return line;
}

service::UploadLine RegionTest::Refund(const std::string& sn, const std::string& of,
                                       std::int64_t fen) const {
  service::UploadLine line = Line(sn, fen);
  line.init_sn = of;
  line.quantity_e4 = -line.quantity_e4;
  line.amount = -line.amount;
  return line;
}

service::Visit RegionTest::Register(const std::string& person, service::VisitKind kind,
                                    const std::string& provider) {
  service::NewVisit order;
  order.psn_no = person;
  order.scheme = "employee";
  order.kind = kind;
  order.begin = clock_.Now();
  service::Visit visit;
  const auto answered = service::RegisterVisit(*region_, Key(provider, "2201"), order,
                                               [&](const service::Visit& made) {
                                                 visit = made;
                                                 return std::string();
                                               });
  EXPECT_TRUE(answered.ok()) << answered.error().English() << " " << answered.error().where;
  return visit;
}

std::vector<service::FeeDetail> RegionTest::Upload(const service::Visit& visit,
                                                   std::vector<service::UploadLine> lines) {
  std::vector<service::FeeDetail> details;
  const service::UploadOrder order{{visit.mdtrt_id, visit.psn_no}, {{"", std::move(lines)}}};
  const auto answered = service::UploadLines(*region_, Key(visit.provider, "2204"), order,
                                             [&](const service::Uploaded& uploaded) {
                                               details = uploaded.lines;
                                               return std::string();
                                             });
  EXPECT_TRUE(answered.ok()) << answered.error().English() << " " << answered.error().where;
  return details;
}

void RegionTest::Discharge(const service::Visit& visit) {
  const service::DischargeOrder order{{visit.mdtrt_id, visit.psn_no}, clock_.Now(), {}, {}, {}, {}};
  EXPECT_TRUE(service::Discharge(*region_, Key(visit.provider, "2402"), order, {}).ok());
}

Result<service::SettlementOutcome> RegionTest::Settle(const service::Visit& visit,
                                                      const service::SettleOrder& order) {
  service::SettleOrder full = order;
  full.visit = {visit.mdtrt_id, visit.psn_no};
  service::SettlementOutcome outcome;
  const auto answered = service::Settle(*region_, Key(visit.provider, "2207"), full,
                                        [&](const service::SettlementOutcome& made) {
                                          outcome = made;
                                          return made.settlement.setl_id;
                                        });
  if (!answered.ok()) return answered.error();
  return outcome;
}

service::SettlementOutcome RegionTest::MustSettle(const service::Visit& visit) {
  service::SettleOrder order;
  order.use_account = true;
  const auto outcome = Settle(visit, order);
  EXPECT_TRUE(outcome.ok()) << outcome.error().English() << " " << outcome.error().where;
  return outcome.ok() ? *outcome : service::SettlementOutcome();
}

Result<service::SettlementOutcome> RegionTest::Reverse(const service::SettlementOutcome& settled) {
  service::SettlementOutcome outcome;
  const auto answered = service::ReverseSettlement(
      *region_, Key(settled.provider.code, "2208"),
      {settled.settlement.setl_id, settled.settlement.mdtrt_id, settled.settlement.psn_no},
      [&](const service::SettlementOutcome& made) {
        outcome = made;
        return made.settlement.setl_id;
      });
  if (!answered.ok()) return answered.error();
  return outcome;
}

Money RegionTest::BalanceOf(const std::string& person) {
  const auto found = service::GetPerson(*region_, person);
  EXPECT_TRUE(found.ok());
  return found.ok() ? found->balance : Money{-1};
}

void RegionTest::ExpectClean() {
  const auto report = service::VerifyLedger(*region_, {});
  ASSERT_TRUE(report.ok()) << report.error().English() << " " << report.error().where;
  for (const Text& difference : report->differences) ADD_FAILURE() << difference.en;
}

}  // namespace tongchou::app
