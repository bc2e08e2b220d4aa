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

// The lines of `batches` that were not withdrawn, with what became of them.
std::vector<FeeDetail> LinesView(std::int64_t area, const store::VisitRow& visit,
                                 const std::vector<const store::FeeBatchRow*>& batches);

// The state of a batch in its visit; every batch has one.
const store::BatchState& StateOf(const store::VisitRow& visit, std::int32_t seq);

}  // namespace tongchou::service

#endif  // TONGCHOU_SERVICE_VIEWS_H_
