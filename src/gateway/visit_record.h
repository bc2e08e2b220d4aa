// What a hospital says of a visit after its registration (2203, 2203A, 2403): read once for the
// outpatient and the inpatient form, which differ in the node's name and its fields alone.
//
// Thread-safe.
#ifndef TONGCHOU_GATEWAY_VISIT_RECORD_H_
#define TONGCHOU_GATEWAY_VISIT_RECORD_H_

#include <string_view>

#include "gateway/call.h"

namespace tongchou::gateway {

// When a diagnosis was made (inout_diag_type).
inline constexpr std::string_view kAtAdmission = "1";
inline constexpr std::string_view kAtDischarge = "2";

// Puts the only row of the node `node` and the rows of "diseinfo" into the visit that it names:
// what is absent stays as it was, diagnoses join those at admission. Refusals: kUnknownBenefit,
// kTimeInFuture, those of GetVisit and RecordVisit.
Result<std::string> DescribeVisit(const Call& call, std::string_view node);

}  // namespace tongchou::gateway

#endif  // TONGCHOU_GATEWAY_VISIT_RECORD_H_
