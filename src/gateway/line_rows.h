// Fee lines on the wire: rows of 2204, 2301, 2101 and 2102 in, rows with their split out.
//
// Pure; thread-safe.
#ifndef TONGCHOU_GATEWAY_LINE_ROWS_H_
#define TONGCHOU_GATEWAY_LINE_ROWS_H_

#include "base/result.h"
#include "gateway/call.h"
#include "gateway/json_writer.h"
#include "service/lines.h"

namespace tongchou::gateway {

// Reads a checked row of `node`. Refusals: kBadNumber (a line number of noughts, which means
// "all" elsewhere).
Result<service::UploadLine> ReadLine(const Node& node, const WireValue& row);

// Writes the fields that every answer with lines has (4.1 of the mapping) into the open object.
void WriteSplit(const service::FeeDetail& line, JsonWriter& json);

// Writes one row of `result` and `detlcutinfo`.
void WriteResultRow(const service::FeeDetail& line, JsonWriter& json);

// "01" 甲, "02" 乙, "03" 丙.
std::string_view ClassCode(settle::FeeClass fee_class);

}  // namespace tongchou::gateway

#endif  // TONGCHOU_GATEWAY_LINE_ROWS_H_
