// A small region on a SQLite file in a temporary folder, for tests of the use cases on a real
// store.
//
// Not thread-safe; the region it makes is.
#ifndef TONGCHOU_APP_REGION_TESTING_H_
#define TONGCHOU_APP_REGION_TESTING_H_

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <vector>

#include "base/clock.h"
#include "policy/library.h"
#include "service/commit_watch.h"
#include "service/imports.h"
#include "service/region.h"
#include "service/settlements.h"
#include "service/visits.h"
#include "store/faulty_store.h"

namespace tongchou::app {

class RegionTest : public testing::Test {
 protected:
  static constexpr const char* kHospital = "H99010000001";  // level 3
  static constexpr const char* kClinic = "H99010000002";    // level 1
  static constexpr const char* kPharmacy = "P99010000001";
  static constexpr const char* kPack = "demo-city";

  RegionTest();
  ~RegionTest() override;

  // Closes the region (when open) and opens it again on the same file.
  void Reopen();
  // Providers, catalogue, `persons` active employees with 1000.00 in their accounts; their numbers.
  std::vector<std::string> Populate(int persons);

  void MoveTo(Date day) { clock_.MoveTo(MomentOf(day, 10 * 3600)); }
  // Imports one row, which must be accepted, with wages of `year`; the person's number.
  std::string TakeIn(const service::ImportRow& row, std::int32_t year);

  // A key that was not used before, with a body of its own.
  service::RequestKey Key(const std::string& provider, const std::string& infno);

  // One line of class A of `fen`.
  service::UploadLine Line(const std::string& sn, std::int64_t fen) const;
  service::UploadLine Refund(const std::string& sn, const std::string& of, std::int64_t fen) const;

  // The steps of an outpatient visit and of a stay; a refusal fails the test.
  service::Visit Register(const std::string& person, service::VisitKind kind,
                          const std::string& provider = kHospital);
  std::vector<service::FeeDetail> Upload(const service::Visit& visit,
                                         std::vector<service::UploadLine> lines);
  void Discharge(const service::Visit& visit);
  Result<service::SettlementOutcome> Settle(const service::Visit& visit,
                                            const service::SettleOrder& order = {});
  service::SettlementOutcome MustSettle(const service::Visit& visit);
  Result<service::SettlementOutcome> Reverse(const service::SettlementOutcome& settled);

  Money BalanceOf(const std::string& person);
  // Runs VerifyLedger; every difference fails the test.
  void ExpectClean();

  std::string folder_;
  std::string vfs_;  // that the next Reopen uses, see SqliteOptions
  ManualClock clock_{MomentOf(Date(2026, 3, 20), 10 * 3600)};
  std::shared_ptr<const policy::Library> library_;
  store::FaultyStore* faults_ = nullptr;   // the store that region_ works on
  service::CommitWatch* watch_ = nullptr;  // of the next Reopen; outlives the region
  std::unique_ptr<service::Region> region_;
  int messages_ = 0;
  int imports_ = 0;
};

}  // namespace tongchou::app

#endif  // TONGCHOU_APP_REGION_TESTING_H_
