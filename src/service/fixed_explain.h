// Why a line of a bill for fixed contributions is what it is: each amount with its clause.
//
// Pure; thread-safe.
#ifndef TONGCHOU_SERVICE_FIXED_EXPLAIN_H_
#define TONGCHOU_SERVICE_FIXED_EXPLAIN_H_

#include <string>
#include <vector>

#include "service/levy_explain.h"

namespace tongchou::service {

// The steps of a line of the group called `group` on a bill of `unit_kind`. `rules` are those of
// fixed contributions.
std::vector<LevyStep> FixedSteps(const MonthRules& rules, const std::string& unit_kind,
                                 const std::string& group, const LevyFigures& figures);

// What the group is called; its id when the pack has no such group.
Text FixedGroupTitle(const policy::Pack& pack, const std::string& group);

}  // namespace tongchou::service

#endif  // TONGCHOU_SERVICE_FIXED_EXPLAIN_H_
