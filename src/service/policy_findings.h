// What is to be said of the files of a policy while they are written: the loader's findings, what
// no example reaches, the differences to the version that they were made of, the examples.
//
// Pure; thread-safe.
#ifndef TONGCHOU_SERVICE_POLICY_FINDINGS_H_
#define TONGCHOU_SERVICE_POLICY_FINDINGS_H_

#include <vector>

#include "policy/load.h"
#include "service/policy_diff.h"
#include "service/policy_examples.h"

namespace tongchou::service {

struct PolicyFindings {
  std::vector<policy::Finding> findings;  // errors and warnings in the order of the files
  int error_count = 0;
  PackView view;  // with errors: what could be read
  // Nothing of these with errors.
  PolicyDiff diff;
  std::vector<ExampleRun> examples;
};

// Changes of days before `today` are warned of. `source` may be anything.
PolicyFindings FindingsOf(const policy::Pack& base, const policy::PackSource& source, Date today);

}  // namespace tongchou::service

#endif  // TONGCHOU_SERVICE_POLICY_FINDINGS_H_
