// Projection as JSON and CSV: the form that the console answers with and the command line prints;
// and the notes that every form of it shows.
//
// Pure; thread-safe.
#ifndef TONGCHOU_SERVICE_PROJECTION_JSON_H_
#define TONGCHOU_SERVICE_PROJECTION_JSON_H_

#include <boost/json.hpp>
#include <optional>
#include <string>
#include <vector>

#include "service/projection_papers.h"

namespace tongchou::service {

// What the reader has to know of this result: what the history is, what is left out.
std::vector<Text> NotesOf(const Projection& result);

// "12.3"; empty for nothing.
std::string MonthsText(std::optional<std::int64_t> tenths);

// Assumption of api/openapi.yaml, with its usual values.
boost::json::array AssumptionsJson(const Assumptions& assumptions);

// Projection of api/openapi.yaml. `area` is the area's code as a number.
boost::json::object ProjectionJson(const Projection& result, std::int64_t area);

// The same without months, members and ages: a row of a list.
boost::json::object ProjectionHeadJson(const Projection& result, std::int64_t area);

// A line for each month of each fund under each variant.
std::string ProjectionCsv(const Projection& result);

}  // namespace tongchou::service

#endif  // TONGCHOU_SERVICE_PROJECTION_JSON_H_
