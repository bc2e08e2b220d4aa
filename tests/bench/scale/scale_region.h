// ScaleRegion: a region on an embedded store that is filled and measured through the verbs that
// live requests use, without sockets and threads.
//
// Its people, registers and visits are made by the demo's generator, so that the same numbers give
// the same store. A refusal ends the program with its sentence. One thread.
#ifndef TONGCHOU_TESTS_BENCH_SCALE_SCALE_REGION_H_
#define TONGCHOU_TESTS_BENCH_SCALE_SCALE_REGION_H_

#include <cstdint>
#include <cstdlib>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "base/random.h"
#include "base/result.h"
#include "batch/demo_catalogue.h"
#include "batch/demo_lines.h"
#include "batch/step_clock.h"
#include "scale/shared_commits.h"
#include "service/region.h"
#include "service/register.h"
#include "service/request.h"

namespace tongchou::bench {

[[noreturn]] void Fail(const Error& error);

template <typename T>
T Must(Result<T> result) {
  if (!result.ok()) Fail(result.error());
  return *std::move(result);
}

struct Patient {
  std::string psn_no;
  std::string scheme;
};

class ScaleRegion {
 public:
  // The store in the data folder `folder`, made with its registers and users when it is missing.
  ScaleRegion(const std::string& folder, const std::string& packs);

  std::int64_t persons() const { return persons_; }
  std::int64_t CountSettlements() const;

  // Enrols persons until there are `count`.
  void EnrolUpTo(int count);
  // Adds pharmacy purchases, 256 in a commit, until there are `count` settlements, of everybody in
  // turn by chance. Every fifteen minutes of the region's time has a commit.
  void SettleUpTo(std::int64_t count);

  // Somebody insured, by chance.
  Patient AnyPatient(Random& random);

  service::Region& region() { return *region_; }
  SharedCommits& commits() { return commits_; }
  const std::vector<batch::DemoItem>& catalogue() const { return catalogue_; }
  const std::vector<service::Provider>& hospitals() const { return hospitals_; }
  Moment Now() const { return clock_.Now(); }
  // A message that nobody has sent yet.
  service::RequestKey NewKey(const service::Provider& provider, const std::string& infno);
  std::string MedType(std::string_view benefit) const;
  // Moves the clock on by a quarter of an hour.
  void NextQuarter();

 private:
  void MakeRegisters(const std::vector<service::Provider>& providers);
  void Purchase(Random& random);

  SharedCommits commits_;
  batch::StepClock clock_;
  std::unique_ptr<service::Region> region_;
  std::vector<batch::DemoItem> catalogue_;
  batch::LineMaker lines_;
  std::vector<service::Provider> hospitals_, pharmacies_;
  std::int64_t persons_ = 0;
  std::int64_t messages_ = 0;  // sent by this process
};

}  // namespace tongchou::bench

#endif  // TONGCHOU_TESTS_BENCH_SCALE_SCALE_REGION_H_
