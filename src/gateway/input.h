// Input: the nodes of a request, arranged and checked against the field lists. After that every
// listed field is either absent or of its type, so that reading it cannot fail.
//
// Values; thread-safe as any value is.
#ifndef TONGCHOU_GATEWAY_INPUT_H_
#define TONGCHOU_GATEWAY_INPUT_H_

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/money.h"
#include "base/result.h"
#include "gateway/field_list.h"
#include "gateway/wire_value.h"

namespace tongchou::gateway {

class Input {
 public:
  // Takes the nodes of `transaction` out of `input`. A list node may come as one object, an object
  // node as a list of one, and the only node of a transaction without its name; nodes and fields
  // that are not listed are dropped. Refusals, naming the field in `where` ("data.psn_no",
  // "feedetail[2].cnt"): kMissingField, kBadFieldType, kFieldTooLong, kNotInDictionary, kBadNumber,
  // kBadDate.
  static Result<Input> Read(const Transaction& transaction, WireValue input);

  // The rows of a node; none when it was not sent.
  const std::vector<WireValue>& Rows(std::string_view node) const;

  // The one row of an object node; null when it was not sent.
  const WireValue& Row(std::string_view node) const;

 private:
  std::map<std::string, std::vector<WireValue>, std::less<>> rows_;
};

// Checks the fields of one row. `place` is put before the field in the texts: "data.".
Status CheckRow(const Node& node, const WireValue& row, const std::string& place);

// Fields of a checked row; nothing when absent.
std::optional<Money> AmountOf(const WireValue& row, std::string_view field);
std::optional<Moment> TimeOf(const WireValue& row, std::string_view field);
std::optional<Date> DayOf(const WireValue& row, std::string_view field);
// In units of 10^-places.
std::optional<std::int64_t> NumberOf(const WireValue& row, std::string_view field, int places);
// The text; nothing when absent.
std::optional<std::string> TextOf(const WireValue& row, std::string_view field);

}  // namespace tongchou::gateway

#endif  // TONGCHOU_GATEWAY_INPUT_H_
