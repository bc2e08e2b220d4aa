// What a visit keeps of its requests beyond its columns: the other fields as a JSON object, and the
// diagnoses as a list of rows.
//
// Pure; thread-safe.
#ifndef TONGCHOU_GATEWAY_VISIT_DETAIL_H_
#define TONGCHOU_GATEWAY_VISIT_DETAIL_H_

#include <string>
#include <string_view>
#include <vector>

#include "gateway/input.h"
#include "service/visits.h"

namespace tongchou::gateway {

// Two objects in one: the members of `later` win. Both are JSON objects.
std::string MergeDetail(const std::string& earlier, const std::string& later);

// The kept diagnoses with the rows sent now: a row with the number (diag_srt_no) of a kept one of
// the same time (`when`: "1" at admission, "2" at discharge) replaces it, one with vali_flag 0
// takes it away, others are added.
std::string MergeDiagnoses(const std::string& kept, const std::vector<WireValue>& rows,
                           std::string_view when);

// The rows of kept diagnoses or of a kept detail; null when they cannot be read.
WireValue ReadKept(const std::string& json);

// The visit that a row names.
service::VisitRef VisitIn(const WireValue& row);

// Of all rows, which must name the same. Refusals: kUnknownVisit.
Result<service::VisitRef> OneVisitIn(const std::vector<WireValue>& rows);

}  // namespace tongchou::gateway

#endif  // TONGCHOU_GATEWAY_VISIT_DETAIL_H_
