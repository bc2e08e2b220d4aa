// Which values of a pack the examples reach: a wrong share in a band that no example reaches would
// not be noticed.
//
// Pure; thread-safe.
#ifndef TONGCHOU_SERVICE_POLICY_COVERAGE_H_
#define TONGCHOU_SERVICE_POLICY_COVERAGE_H_

#include <functional>
#include <vector>

#include "policy/load.h"
#include "service/settle_case.h"
#include "settle/explain.h"

namespace tongchou::service {

// Settles every encounter of the pack's examples once more and gives what its steps did. Those that
// are refused are left out.
using TracedExample =
    std::function<void(const SettledWith&, const settle::Encounter&, const settle::Trace&)>;
void TraceExamples(const policy::Pack& pack, const TracedExample& visit);

// A warning W06 for every band of a loaded pack in which no example has an amount. `source` are the
// pack's files, for the places.
std::vector<policy::Finding> UnreachedBands(const policy::Pack& pack,
                                            const policy::PackSource& source);

}  // namespace tongchou::service

#endif  // TONGCHOU_SERVICE_POLICY_COVERAGE_H_
