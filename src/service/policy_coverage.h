// Which bands the examples of a pack reach: a wrong share in a band that no example reaches would
// not be noticed.
//
// Pure; thread-safe.
#ifndef TONGCHOU_SERVICE_POLICY_COVERAGE_H_
#define TONGCHOU_SERVICE_POLICY_COVERAGE_H_

#include <vector>

#include "policy/load.h"

namespace tongchou::service {

// A warning W06 for every band of a loaded pack in which no example has an amount. `source` are the
// pack's files, for the places.
std::vector<policy::Finding> UnreachedBands(const policy::Pack& pack,
                                            const policy::PackSource& source);

}  // namespace tongchou::service

#endif  // TONGCHOU_SERVICE_POLICY_COVERAGE_H_
