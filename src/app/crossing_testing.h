// Two areas on one SQLite file in a temporary folder: those of "demo-city" and "demo-county", each
// the neighbour of the other, for tests of settlements across areas on a real store.
//
// Not thread-safe; the regions it makes are.
#ifndef TONGCHOU_APP_CROSSING_TESTING_H_
#define TONGCHOU_APP_CROSSING_TESTING_H_

#include <gtest/gtest.h>

#include <array>
#include <memory>
#include <string>
#include <vector>

#include "base/clock.h"
#include "service/clearing.h"
#include "service/neighbourhood.h"
#include "store/faulty_store.h"

namespace tongchou::app {

class CrossingTest : public testing::Test {
 protected:
  static constexpr std::size_t kCity = 0, kCounty = 1;
  static constexpr std::array<const char*, 2> kHospitals = {"H99010000001", "H99020000001"};

  CrossingTest();
  ~CrossingTest() override;

  // Ends everything as a crash does (what was not written down is lost) and opens it again.
  void Reopen();

  service::Region& At(std::size_t area) { return *regions_[area]; }
  // A person of `area`, an employee in service with 1000.00 in the account.
  const std::string& Person(std::size_t area, std::size_t number) {
    return persons_.at(area).at(number);
  }

  // A message of the hospital in `here`; of a person of `home`, when that is another area.
  service::RequestKey Key(std::size_t here, const char* infno);
  service::RequestKey GuestKey(std::size_t here, const char* infno);

  // A visit of a person of `home` in the hospital of `here`, with one line of class A of `fen`.
  service::VisitRef Visit(std::size_t home, std::size_t here, const std::string& person,
                          std::int64_t fen);
  // Settles it: across when the areas differ. The answer is the settlement's id.
  Result<service::Answered> Settle(std::size_t home, std::size_t here,
                                   const service::RequestKey& key, const service::VisitRef& visit,
                                   bool use_account = false);
  Result<service::Answered> Undo(std::size_t home, std::size_t here, const service::RequestKey& key,
                                 const std::string& setl_id);
  // What the outbox of `here` has for this message.
  store::CrossingRow Crossing(std::size_t here, const service::RequestKey& key);

  Money BalanceOf(std::size_t area, const std::string& account);  // by its code
  Money AccountOf(std::size_t area, const std::string& person);
  std::int64_t SettlementsOf(std::size_t area);
  // Both books and the pair agree, and nothing is open.
  void ExpectClean();

  std::string folder_;
  ManualClock clock_{MomentOf(Date(2026, 3, 20), 10 * 3600)};
  std::shared_ptr<const policy::Library> library_;
  std::array<store::FaultyStore*, 2> faults_{};
  service::Regions regions_;
  std::unique_ptr<service::Neighbourhood> areas_;
  std::array<std::vector<std::string>, 2> persons_;
  int messages_ = 0;

 private:
  void Populate(std::size_t area, int persons);
};

}  // namespace tongchou::app

#endif  // TONGCHOU_APP_CROSSING_TESTING_H_
