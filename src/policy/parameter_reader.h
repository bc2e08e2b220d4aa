// Reads dated tables: `axes`, `values` with periods and citations, `adjust`. Every combination of
// the axes must be there, once, and the periods must cover the time they are needed for.
//
// Used on one thread while a pack is read.
#ifndef TONGCHOU_POLICY_PARAMETER_READER_H_
#define TONGCHOU_POLICY_PARAMETER_READER_H_

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "policy/map_reader.h"
#include "policy/pack_model.h"

namespace tongchou::policy {

// The name of the axis whose members are the bands of the table itself.
inline constexpr std::string_view kBandAxis = "band";

// What a table is read against.
struct TableContext {
  Findings& findings;
  std::span<const Document> documents;
  std::span<const AxisRule> axes;
  DateRange required;   // the days for which there must be a value
  Condition when = {};  // members outside it need no value and may have none
};

// What a parameter may be written over. Whatever its rule does not read is refused, so that no
// value is chosen silently.
enum class TableForm : std::uint8_t {
  kPlain,     // one value
  kTable,     // by axes
  kAdjusted,  // by axes, with adjustments
  kBanded,    // by axes and bands, with adjustments
};

struct ParameterSpec {
  std::string_view id;
  Text title;
  Wanted wanted = Wanted::kAny;
  TableForm form = TableForm::kPlain;
  std::span<const std::string_view> words = {};  // not empty: the value is one of these words
};

// Reads the keys `axes`, `values` and `adjust` of `reader`; the caller reads the others and calls
// Finish().
Parameter ReadParameter(MapReader& reader, const ParameterSpec& spec, const TableContext& context);

// Reads a map of axes and members; reports unknown ones.
Condition ReadCondition(const Node& node, std::span<const AxisRule> axes, Findings& findings);

// Reads the map `axes:` of a file. `categories` are the members that an axis `category` must have.
std::vector<AxisRule> ReadAxes(const Node& node, std::span<const Named> categories,
                               Findings& findings);

// The axis called `id`, or nullptr.
const AxisRule* FindAxis(std::span<const AxisRule> axes, std::string_view id);

// The members of `axis` that `when` leaves, in order.
std::vector<std::string> MembersUnder(const AxisRule& axis, const Condition& when);

// Reads "0 CNY .. 5000 CNY" or "10000 CNY ..": lower and upper edge in fen (kNoLimit: open).
struct BandEdges {
  std::int64_t lower_fen = 0, upper_fen = 0;
};
std::optional<BandEdges> ParseBand(std::string_view text);

}  // namespace tongchou::policy

#endif  // TONGCHOU_POLICY_PARAMETER_READER_H_
