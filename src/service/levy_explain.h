// Why a line of the levy is what it is: the base, each rate with its clause and since when it
// holds, and the arithmetic, computed again from what is stored with the bill.
//
// Thread-safe.
#ifndef TONGCHOU_SERVICE_LEVY_EXPLAIN_H_
#define TONGCHOU_SERVICE_LEVY_EXPLAIN_H_

#include <optional>
#include <string>
#include <vector>

#include "policy/pack_model.h"
#include "service/levy_reads.h"
#include "service/policy_view.h"

namespace tongchou::service {

struct LevyStep {
  std::string figure;  // id of the figure, as of AllLevyFigures
  Text title, arithmetic;
  Money amount;
  std::optional<CitationView> citation;
  std::optional<Date> since;  // from when on the cited value holds
};

struct ExplainedLevy {
  BillRow row;
  LevyLine line;
  std::vector<LevyStep> steps;  // what is owed for the month
  LevyFigures owed;
  LevyFigures before;  // of a supplementary line: what was levied already
};

// Notes the clause of `table` that holds in the month, and since when it does.
void CiteTable(const MonthRules& rules, const policy::Parameter& table, LevyStep& step);

// The line of a person in a bill. Refusals: kUnknownBill, kUnknownPerson (not in the bill),
// kPackNotLoaded.
Result<ExplainedLevy> ExplainLevy(Region& region, const Scope& scope, const std::string& number,
                                  const std::string& psn_no);

}  // namespace tongchou::service

#endif  // TONGCHOU_SERVICE_LEVY_EXPLAIN_H_
