// Verifying the audit trail: every row and the chain through them.
#ifndef TONGCHOU_SERVICE_VERIFY_AUDIT_H_
#define TONGCHOU_SERVICE_VERIFY_AUDIT_H_

#include <cstdint>

#include "service/verify_book.h"
#include "store/audit_chain.h"
#include "store/store.h"

namespace tongchou::service {

// The chain as it was found. Refusals: store_* codes.
Result<store::AuditChain> VerifyAudit(store::Reader& reader, std::int64_t area, Findings& findings);

}  // namespace tongchou::service

#endif  // TONGCHOU_SERVICE_VERIFY_AUDIT_H_
