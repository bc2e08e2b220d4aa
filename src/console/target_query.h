// Which progress a request asks for; the page and the printed report ask alike.
//
// Pure; thread-safe.
#ifndef TONGCHOU_CONSOLE_TARGET_QUERY_H_
#define TONGCHOU_CONSOLE_TARGET_QUERY_H_

#include "console/call.h"
#include "service/region.h"
#include "service/targets.h"

namespace tongchou::console {

// From the path's year and scheme and the query's organisation, day and step_days. Refusals:
// kBadParameter.
Result<service::ProgressQuery> ProgressOf(const service::Region& region, const Call& call);

}  // namespace tongchou::console

#endif  // TONGCHOU_CONSOLE_TARGET_QUERY_H_
