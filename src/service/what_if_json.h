// WhatIf as JSON and CSV: the form that the console answers with and the command line prints.
//
// Pure; thread-safe.
#ifndef TONGCHOU_SERVICE_WHAT_IF_JSON_H_
#define TONGCHOU_SERVICE_WHAT_IF_JSON_H_

#include <boost/json.hpp>
#include <string>

#include "service/what_if_papers.h"

namespace tongchou::service {

// A case as it is asked for again: the setl_id of a settlement, of made cases the case's place.
std::string CaseName(const WhatIf& result, std::int64_t area, std::int64_t settlement);

// WhatIf of api/openapi.yaml. `area` is the area's code as a number.
boost::json::object WhatIfJson(const WhatIf& result, std::int64_t area);

// The same without tables and cases: a row of a list.
boost::json::object WhatIfHeadJson(const WhatIf& result, std::int64_t area);

// WhatIfJson as a line of text, without its end.
std::string WhatIfLine(const WhatIf& result, std::int64_t area);

// A line for each fund, and for each row of each table, under each variant.
std::string WhatIfCsv(const WhatIf& result);

}  // namespace tongchou::service

#endif  // TONGCHOU_SERVICE_WHAT_IF_JSON_H_
