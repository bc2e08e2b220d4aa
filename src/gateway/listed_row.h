// ListedRow: writes a row with every field that the specification lists for it: the values we know,
// else what the request said, else nothing.
//
// Lives on one worker's stack.
#ifndef TONGCHOU_GATEWAY_LISTED_ROW_H_
#define TONGCHOU_GATEWAY_LISTED_ROW_H_

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "gateway/field_list.h"
#include "gateway/json_writer.h"
#include "gateway/wire_value.h"

namespace tongchou::gateway {

// Field and value, in any order.
using KnownTexts = std::vector<std::pair<std::string_view, std::string>>;

// Writes the fields of `node` into the open object, but for those of `written` (which the caller
// writes). Numbers nobody knows become null, texts "".
void WriteListed(const Node& node, const KnownTexts& known, const WireValue& detail,
                 const std::vector<std::string_view>& written, JsonWriter& json);

}  // namespace tongchou::gateway

#endif  // TONGCHOU_GATEWAY_LISTED_ROW_H_
