#include "service/neighbourhood.h"

namespace tongchou::service {

Neighbourhood::Neighbourhood(const Regions& regions, const CrossingWriter& write) {
  for (const auto& region : regions) {
    neighbours_.push_back(NeighbourOf(*region, write));
    crossings_.push_back(std::make_unique<Crossings>(*region));
  }
  for (std::size_t here = 0; here < regions.size(); ++here) {
    for (std::size_t there = 0; there < regions.size(); ++there) {
      if (here == there) continue;
      crossings_[here]->Add(regions[there]->area_number(), *neighbours_[there]);
    }
  }
}

Result<WorkedOff> Neighbourhood::WorkOff() {
  WorkedOff sum;
  Status failed = Done{};
  for (const auto& crossings : crossings_) {
    const Result<WorkedOff> worked = crossings->WorkOff();
    if (!worked.ok()) {
      failed = worked.error();
      continue;
    }
    sum.finished += worked->finished;
    sum.refused += worked->refused;
    sum.waiting += worked->waiting;
  }
  if (!failed.ok()) return failed.error();
  return sum;
}

}  // namespace tongchou::service
