// Checking a draft: what the loader finds, what the examples give, what changes value by value, and
// from which day.
//
// Thread-safe. What a check points to lives as long as the check.
#ifndef TONGCHOU_SERVICE_POLICY_CHECK_H_
#define TONGCHOU_SERVICE_POLICY_CHECK_H_

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "service/policy_diff.h"
#include "service/policy_examples.h"
#include "service/policy_files.h"
#include "service/region.h"

namespace tongchou::service {

struct PolicyCheck {
  std::shared_ptr<const policy::Pack> pack;  // without epochs when there are errors
  std::vector<policy::Finding> findings;
  int error_count = 0;
  std::vector<ExampleRun> examples;   // none when there are errors
  PolicyDiff diff;                    // from the base; no changes when there are errors
  std::optional<Date> first_changed;  // none: no value changes
  bool past = false;                  // first_changed is before today
  std::int64_t settled_since = 0;     // then: settlements made since that day that stand
  std::optional<Error> refused;       // why it cannot be approved; none: it can

  bool passed() const { return !refused; }
};

// Checks `files` as a change of `base`, today. Errors in them are part of the check. Refusals:
// store_* codes.
Result<PolicyCheck> CheckPolicy(Region& region, const policy::Pack& base, const PolicyFiles& files);

// What the loader found in `loaded`, as one refusal (kPolicyInvalid); nothing: no errors.
std::optional<Error> ErrorsAsRefusal(const policy::LoadedPack& loaded);

// The first day on which `after` has another value than `before`, or ends or begins otherwise.
std::optional<Date> FirstChangedDay(const PolicyDiff& diff, const DateRange& before,
                                    const DateRange& after);

}  // namespace tongchou::service

#endif  // TONGCHOU_SERVICE_POLICY_CHECK_H_
