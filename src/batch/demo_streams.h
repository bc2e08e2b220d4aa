// The streams of random numbers of the demo generator: each part has its own, so that a change in
// one leaves the others as they are. Constants.
#ifndef TONGCHOU_BATCH_DEMO_STREAMS_H_
#define TONGCHOU_BATCH_DEMO_STREAMS_H_

#include <cstdint>

namespace tongchou::batch {

struct Stream {
  static constexpr std::uint64_t kCatalogue = 1;
  static constexpr std::uint64_t kEmployers = 2;
  static constexpr std::uint64_t kPeople = 3;
  static constexpr std::uint64_t kVisits = 4;
  static constexpr std::uint64_t kLines = 5;
  static constexpr std::uint64_t kDiagnoses = 6;
  static constexpr std::uint64_t kEmployerOffices = 7;
  static constexpr std::uint64_t kVillages = 8;
};

}  // namespace tongchou::batch

#endif  // TONGCHOU_BATCH_DEMO_STREAMS_H_
