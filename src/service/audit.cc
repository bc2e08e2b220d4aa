#include "service/audit.h"

#include <algorithm>

#include "service/committer.h"
#include "service/region.h"

namespace tongchou::service {

Status RecordAudit(Region& region, const std::string& actor, const std::string& action,
                   const std::string& subject) {
  Command command;
  command.actor = actor;
  command.action = action;
  command.at = region.clock().Now();
  command.execute = [&](Work&) -> Result<Executed> { return Executed{{}, 0, subject}; };
  const Result<Answered> answered = region.committer().Submit(command);
  if (!answered.ok()) return answered.error();
  return Done{};
}

Result<std::vector<AuditRecord>> FindAudit(Region& region, std::int64_t before, int limit) {
  constexpr int kMost = 500;
  Result<std::unique_ptr<store::Reader>> reader = region.store().Read(region.area_number());
  if (!reader.ok()) return reader.error();
  return (*reader)->Audits(before, std::clamp(limit, 1, kMost));
}

}  // namespace tongchou::service
