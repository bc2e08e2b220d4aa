// Verifying the published versions of the policy: each holds the files that its digest was taken
// of, and stands behind the one that it was made on; and the projections that were kept: each adds
// up.
#ifndef TONGCHOU_SERVICE_VERIFY_POLICIES_H_
#define TONGCHOU_SERVICE_VERIFY_POLICIES_H_

#include "base/result.h"
#include "service/verify_book.h"

namespace tongchou::service {

// Refusals: store_* codes.
Status VerifyPolicies(store::Reader& reader, Findings& findings);

}  // namespace tongchou::service

#endif  // TONGCHOU_SERVICE_VERIFY_POLICIES_H_
