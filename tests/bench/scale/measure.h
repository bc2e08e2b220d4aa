// What visits cost on a store: processor time, bytes and memory, counted by the kernel.
#ifndef TONGCHOU_TESTS_BENCH_SCALE_MEASURE_H_
#define TONGCHOU_TESTS_BENCH_SCALE_MEASURE_H_

#include <string>

#include "scale/scale_region.h"

namespace tongchou::bench {

// Stages `visits` outpatient visits with five lines each and settles them as 2207 does, `at_once`
// in a commit. One line of JSON: per settlement microseconds of processor and wall time, bytes
// written (to the log and by checkpoints) and read (pages that were not in the store's cache); the
// processor time of a whole visit (registered, uploaded, settled); resident memory at the end and
// at its peak.
std::string MeasureVisits(ScaleRegion& scale, std::size_t visits, std::size_t at_once);

}  // namespace tongchou::bench

#endif  // TONGCHOU_TESTS_BENCH_SCALE_MEASURE_H_
