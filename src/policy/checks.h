// Checks over a whole pack: what is defined but never used, and what looks like a slip.
//
// Pure; thread-safe.
#ifndef TONGCHOU_POLICY_CHECKS_H_
#define TONGCHOU_POLICY_CHECKS_H_

#include "policy/compile.h"
#include "policy/pack_files.h"

namespace tongchou::policy {

// Names and references of the pack as written (errors).
void CheckModel(const PackModel& model, const PackSource& source, Findings& findings);

// The compiled values against each other and against the examples (warnings).
void CheckCompiled(const PackModel& model, const Compiled& compiled, Findings& findings);

// Parts of the two: names that examples use (errors), and what no example reaches (warnings).
void CheckExamples(const PackModel& model, Findings& findings);
void CheckReachedByExamples(const PackModel& model, Findings& findings);

}  // namespace tongchou::policy

#endif  // TONGCHOU_POLICY_CHECKS_H_
