// Reading persons and settlements within a scope: what lies outside is as if it were not there, in
// lists, by number and by search. The console reads through these alone.
//
// A page that is filtered may be shorter than asked for, or empty, while `next` is set: no request
// looks at more than kMostLookedAt rows. Thread-safe.
#ifndef TONGCHOU_SERVICE_SCOPED_READS_H_
#define TONGCHOU_SERVICE_SCOPED_READS_H_

#include <string>

#include "service/explanation.h"
#include "service/history.h"
#include "service/organisations.h"
#include "service/persons.h"

namespace tongchou::service {

inline constexpr int kMostLookedAt = 5'000;

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
