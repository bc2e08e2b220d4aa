// Neighbourhood: the areas of one process, each the neighbour of every other.
//
// Thread-safe once made.
#ifndef TONGCHOU_SERVICE_NEIGHBOURHOOD_H_
#define TONGCHOU_SERVICE_NEIGHBOURHOOD_H_

#include <memory>
#include <vector>

#include "service/crossings.h"
#include "service/open_regions.h"

namespace tongchou::service {

class Neighbourhood {
 public:
  // `regions` outlive it; `write` makes the texts for hospitals.
  Neighbourhood(const Regions& regions, const CrossingWriter& write);

  // In the order of the regions.
  Crossings& of(std::size_t region) { return *crossings_[region]; }
  std::size_t size() const { return crossings_.size(); }

  // Goes once over what has no outcome yet, in every area. Refusals: store_* codes, after all of
  // them were tried.
  Result<WorkedOff> WorkOff();

 private:
  std::vector<std::unique_ptr<Neighbour>> neighbours_;
  std::vector<std::unique_ptr<Crossings>> crossings_;
};

}  // namespace tongchou::service

#endif  // TONGCHOU_SERVICE_NEIGHBOURHOOD_H_
