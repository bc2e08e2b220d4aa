#include "gateway/shown_card.h"

#include "service/answered.h"
#include "service/cards.h"

namespace tongchou::gateway {
namespace {

constexpr std::string_view kBySocialCard = "03";
constexpr std::string_view kQueryPerson = "1101";  // finds the person by the card itself

Status CheckRow(const Call& call, const WireValue& row) {
  const std::optional<std::string> number = CardShownIn(row);
  if (!number) return Done{};
  const Result<std::string> holder = service::PersonOfCard(call.region, *number);
  if (!holder.ok()) return holder.error();
  const std::string_view person = row.Text("psn_no");
  if (!person.empty() && person != *holder) {
    return Error{ErrorCode::kPersonDiffers,
                 {"此卡不是该参保人的，请核对 mdtrt_cert_no 与 psn_no",
                  "the card is another person's: check mdtrt_cert_no and psn_no"},
                 "mdtrt_cert_no"};
  }
  return Done{};
}

}  // namespace

std::optional<std::string> CardShownIn(const WireValue& row) {
  constexpr std::size_t kLongestType = 2;
  const std::string_view number = row.Text("mdtrt_cert_no");
  if (row.Text("mdtrt_cert_type") != kBySocialCard || number.size() <= kLongestType) return {};
  return std::string(number);
}

Status CheckShownCard(const Call& call) {
  if (call.transaction.infno == kQueryPerson) return Done{};
  for (const Node& node : call.transaction.in) {
    if (node.is_list) continue;
    const Status checked = CheckRow(call, call.input.Row(node.name));
    if (checked.ok()) continue;
    // What is settled for another area stands in the provider's own.
    const bool answered = service::WasAnswered(call.region, call.key) ||
                          service::WasAnswered(*call.here.region, call.key);
    return answered ? Status(Done{}) : checked;
  }
  return Done{};
}

}  // namespace tongchou::gateway
