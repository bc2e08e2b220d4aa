// Rows as their readers see them: numbers become ids, packed parts become fields.
//
// Pure; thread-safe.
#ifndef TONGCHOU_SERVICE_VIEWS_H_
#define TONGCHOU_SERVICE_VIEWS_H_

#include <string>
#include <vector>

#include "service/settlements.h"
#include "store/store.h"

namespace tongchou::service {

Person PersonView(std::int64_t area, const store::PersonRow& row, Money balance);
Visit VisitView(std::int64_t area, const store::VisitRow& row);
Settlement SettlementView(std::int64_t area, const store::SettlementRow& row);

// The lines of `batches` that were not withdrawn, with what became of them. `benefit` gives the
// ratios of the classes; nullptr: unknown, taken as nothing.
std::vector<FeeDetail> LinesView(std::int64_t area, const store::VisitRow& visit,
                                 const std::vector<const store::FeeBatchRow*>& batches,
                                 const policy::BenefitPlan* benefit);

// The lines that `row` settled, refunds netted, in the order in which its explanation counts them;
// those of a reversal negated. `batches` are all of the visit.
std::vector<FeeDetail> SettledLines(std::int64_t area, const store::VisitRow& visit,
                                    const std::vector<store::FeeBatchRow>& batches,
                                    const store::SettlementRow& row,
                                    const policy::BenefitPlan* benefit);

// The state of a batch in its visit; every batch has one.
const store::BatchState& StateOf(const store::VisitRow& visit, std::int32_t seq);

}  // namespace tongchou::service

#endif  // TONGCHOU_SERVICE_VIEWS_H_
