#include "policy/checks.h"

namespace tongchou::policy {

void CheckModel(const PackModel&, const PackSource&, Findings&) {}

void CheckCompiled(const PackModel&, const Compiled&, Findings&) {}

}  // namespace tongchou::policy
