#include "gateway/stated_amounts.h"

#include <optional>
#include <string>
#include <string_view>

namespace tongchou::gateway {
namespace {

struct Name {
  std::string_view ours, wire;
};

constexpr Name kNames[] = {
    {"total", "medfee_sumamt"},          {"full_self_pay", "fulamt_ownpay_amt"},
    {"over_ceiling", "overlmt_selfpay"}, {"first_self_pay", "preselfpay_amt"},
    {"eligible", "inscp_scp_amt"},
};

}  // namespace

service::StatedAmounts StatedIn(const Node& node, const WireValue& row) {
  service::StatedAmounts stated;
  stated.total = AmountOf(row, "medfee_sumamt");
  const std::optional<Money> full_self_pay = AmountOf(row, "fulamt_ownpay_amt");
  const std::optional<Money> over_ceiling = AmountOf(row, "overlmt_selfpay");
  const std::optional<Money> first_self_pay = AmountOf(row, "preselfpay_amt");
  const std::optional<Money> eligible = AmountOf(row, "inscp_scp_amt");
  const Field* part = node.Find("inscp_scp_amt");
  const bool required = part != nullptr && part->required;
  const bool noughts = full_self_pay == Money{} && over_ceiling == Money{} &&
                       first_self_pay == Money{} && eligible == Money{};
  if (noughts && !required && stated.total != Money{}) return stated;
  stated.full_self_pay = full_self_pay;
  stated.over_ceiling = over_ceiling;
  stated.first_self_pay = first_self_pay;
  stated.eligible = eligible;
  return stated;
}

Error OnTheWire(Error error) {
  if (error.code != ErrorCode::kStatedAmountDiffers) return error;
  for (const Name& name : kNames) {
    if (error.where != name.ours) continue;
    for (std::string* sentence : {&error.say.zh, &error.say.en}) {
      if (sentence->starts_with(name.ours)) sentence->replace(0, name.ours.size(), name.wire);
    }
    error.where = name.wire;
    break;
  }
  return error;
}

}  // namespace tongchou::gateway
