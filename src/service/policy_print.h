// Packs, runs of examples and explanations as text for a terminal, and packs as JSON.
//
// Pure functions; thread-safe.
#ifndef TONGCHOU_SERVICE_POLICY_PRINT_H_
#define TONGCHOU_SERVICE_POLICY_PRINT_H_

#include <string>
#include <vector>

#include "policy/finding.h"
#include "service/policy_diff.h"
#include "service/policy_examples.h"
#include "service/policy_view.h"

namespace tongchou::service {

// `text` in one language or both.
std::string Say(const Text& text, policy::Language language);

std::string PrintPack(const PackView& view, policy::Language language);

// One JSON object; keys as in PackView.
std::string PackJson(const PackView& view);

// What differs, a line for each value; or one line that says nothing does.
std::string PrintDiff(const PolicyDiff& diff, policy::Language language);

// One JSON object; keys as in PolicyDiff.
std::string DiffJson(const PolicyDiff& diff);

// The figures of `run` that differ, or one line that says it passed.
std::string PrintDifferences(const policy::Pack& pack, const ExampleRun& run,
                             policy::Language language);

// Figures and lines of every encounter.
std::string PrintExplanations(const std::vector<ExplainedEncounter>& encounters,
                              policy::Language language);

}  // namespace tongchou::service

#endif  // TONGCHOU_SERVICE_POLICY_PRINT_H_
