// Reading persons and settlements within a scope: what lies outside is as if it were not there, in
// lists, by number and by search. The console reads through these alone.
//
// No request looks at more than kMostLookedAt rows (history.h). Thread-safe.
#ifndef TONGCHOU_SERVICE_SCOPED_READS_H_
#define TONGCHOU_SERVICE_SCOPED_READS_H_

#include <string>

#include "service/explanation.h"
#include "service/history.h"
#include "service/organisations.h"
#include "service/persons.h"

namespace tongchou::service {

// Refusals: kUnknownPerson, store_* codes.
Result<Person> GetPerson(Region& region, const Scope& scope, const std::string& psn_no);

// As FindPersons without a scope.
Result<PersonPage> FindPersons(Region& region, const Scope& scope, const std::string& text,
                               const std::string& after, int limit);

// As FindSettlements without a scope.
Result<SettlementPage> FindSettlements(Region& region, const Scope& scope, SettlementQuery query);

// Refusals: kUnknownSettlement, store_* codes.
Result<SettlementOutcome> GetSettlement(Region& region, const Scope& scope,
                                        const std::string& setl_id);

// Refusals: kUnknownSettlement, those of ExplainSettlement.
Result<ExplainedSettlement> ExplainSettlement(Region& region, const Scope& scope,
                                              const std::string& setl_id);

}  // namespace tongchou::service

#endif  // TONGCHOU_SERVICE_SCOPED_READS_H_
