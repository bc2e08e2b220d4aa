// The audit trail: who did what, when. Every write verb adds its row in its own transaction.
//
// Thread-safe.
#ifndef TONGCHOU_SERVICE_AUDIT_H_
#define TONGCHOU_SERVICE_AUDIT_H_

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/date.h"
#include "base/result.h"
#include "service/organisations.h"
#include "store/money_rows.h"

namespace tongchou::service {

class Region;

using AuditRecord = store::AuditRow;

// Adds a row of its own: a sign-in, an opened page with personal data.
Status RecordAudit(Region& region, const std::string& actor, const std::string& action,
                   const std::string& subject);

struct AuditQuery {
  std::string actor;    // a login or the code of a provider; empty: anybody
  std::string action;   // empty: any
  std::string subject;  // the id it was about; a psn_no also finds the person's visits and
                        // settlements. Empty: any
  std::optional<Date> from, through;  // both included
  std::int64_t before = 0;            // only older ones (the `next` of the last page); 0: all
  int limit = 50;                     // 1..200
};

struct AuditPage {
  std::vector<AuditRecord> rows;  // newest first
  std::int64_t next = 0;          // 0: this was the last page
};

// A page may be shorter than asked for, or empty, while `next` is set: no request looks at more
// than some ten thousand rows. Whoever has a scope sees what users of the offices in it did.
// Refusals: store_* codes.
Result<AuditPage> FindAudit(Region& region, const Scope& scope, const AuditQuery& query);

}  // namespace tongchou::service

#endif  // TONGCHOU_SERVICE_AUDIT_H_
