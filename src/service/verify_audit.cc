#include "service/verify_audit.h"

#include <fmt/core.h>

namespace tongchou::service {

Result<store::AuditChain> VerifyAudit(store::Reader& reader, std::int64_t area,
                                      Findings& findings) {
  store::AuditChain chain(area);
  const Status scanned = reader.EachAudit([&](const store::AuditRow& row) {
    if (!chain.Takes(row)) {
      findings.Add(
          fmt::format("审计记录 {} 被改动，或其前有缺失", row.number),
          fmt::format("audit row {} was changed, or rows before it are missing", row.number));
    }
    return true;
  });
  if (!scanned.ok()) return scanned.error();
  const Result<store::Loaded> loaded = reader.Load({});
  if (!loaded.ok()) return loaded.error();
  const store::AreaState& state = loaded->area;
  if (state.audits != chain.rows() || state.audit_head != chain.head()) {
    findings.Add(
        fmt::format("审计末尾记载为第 {} 条，实有 {} 条或摘要不符", state.audits, chain.rows()),
        fmt::format("audit trail: its end is kept as row {}, found {} rows or another "
                    "digest",
                    state.audits, chain.rows()));
  }
  return chain;
}

}  // namespace tongchou::service
