// Bills, figures and reports of the levy as JSON.
//
// Thread-safe.
#ifndef TONGCHOU_CONSOLE_LEVY_JSON_H_
#define TONGCHOU_CONSOLE_LEVY_JSON_H_

#include "console/json_text.h"
#include "service/levy_explain.h"
#include "service/levy_reads.h"

namespace tongchou::console {

// Every figure by its id, and "total".
json::object FiguresJson(const service::LevyFigures& figures);

json::object BillJson(const service::Region& region, const service::BillRow& row);

// What a person was levied on, and the figures.
json::object LineJson(const service::Region& region, const std::string& scheme,
                      const service::LevyLine& line);

json::object ReportJson(const service::Region& region, const service::LevyReport& report);

json::array ProblemsJson(const service::Region& region,
                         const std::vector<service::LevyProblem>& problems);

json::object FixedReportJson(const service::Region& region, const service::LevyReport& report);
json::object ExplainedJson(const service::Region& region, const service::ExplainedLevy& explained);

}  // namespace tongchou::console

#endif  // TONGCHOU_CONSOLE_LEVY_JSON_H_
