// The audit trail: who did what, when. Every write verb adds its row in its own transaction.
//
// Thread-safe.
#ifndef TONGCHOU_SERVICE_AUDIT_H_
#define TONGCHOU_SERVICE_AUDIT_H_

#include <cstdint>
#include <string>
#include <vector>

#include "base/result.h"
#include "store/money_rows.h"

namespace tongchou::service {

class Region;

using AuditRecord = store::AuditRow;

// Adds a row of its own: a sign-in, an opened page with personal data.
Status RecordAudit(Region& region, const std::string& actor, const std::string& action,
                   const std::string& subject);

// The newest first, older than `before` (0: from the newest).
Result<std::vector<AuditRecord>> FindAudit(Region& region, std::int64_t before, int limit);

}  // namespace tongchou::service

#endif  // TONGCHOU_SERVICE_AUDIT_H_
