// An office in the console's JSON.
//
// Thread-safe.
#ifndef TONGCHOU_CONSOLE_OFFICE_JSON_H_
#define TONGCHOU_CONSOLE_OFFICE_JSON_H_

#include <string>

#include "base/result.h"
#include "console/json_text.h"
#include "service/region.h"

namespace tongchou::console {

// {"path", "names"} with the names from the top down; null for the area itself. Refusals: store_*
// codes.
Result<json::value> OfficeJson(service::Region& region, const std::string& path);

}  // namespace tongchou::console

#endif  // TONGCHOU_CONSOLE_OFFICE_JSON_H_
