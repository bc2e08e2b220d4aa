#include "service/crossing_order.h"

#include <utility>

#include "store/packing.h"

namespace tongchou::service {
namespace {

using store::Packer;
using store::Unpacker;

constexpr std::int64_t kForm = 1;

void PackMoney(Packer& out, const std::optional<Money>& amount) {
  out.Flag(amount.has_value());
  if (amount) out.Amount(*amount);
}

std::optional<Money> UnpackMoney(Unpacker& in) {
  if (!in.Flag()) return std::nullopt;
  return in.Amount();
}

void Pack(Packer& out, const SettleOrder& order) {
  out.Text(order.visit.mdtrt_id).Text(order.visit.psn_no).Text(order.scheme).Text(order.benefit);
  out.Text(order.med_type).Text(order.batch).Flag(order.use_account).Flag(order.mid_stay);
  out.Flag(order.discharge.has_value());
  if (order.discharge) out.At(*order.discharge);
  const StatedAmounts& stated = order.stated;
  for (const std::optional<Money>* amount :
       {&stated.total, &stated.full_self_pay, &stated.over_ceiling, &stated.first_self_pay,
        &stated.eligible}) {
    PackMoney(out, *amount);
  }
}

void Pack(Packer& out, const ReverseOrder& order) {
  out.Text(order.setl_id).Text(order.mdtrt_id).Text(order.psn_no);
}

SettleOrder UnpackSettle(Unpacker& in) {
  SettleOrder order;
  order.visit.mdtrt_id = in.Text();
  order.visit.psn_no = in.Text();
  order.scheme = in.Text();
  order.benefit = in.Text();
  order.med_type = in.Text();
  order.batch = in.Text();
  order.use_account = in.Flag();
  order.mid_stay = in.Flag();
  if (in.Flag()) order.discharge = in.At();
  StatedAmounts& stated = order.stated;
  for (std::optional<Money>* amount : {&stated.total, &stated.full_self_pay, &stated.over_ceiling,
                                       &stated.first_self_pay, &stated.eligible}) {
    *amount = UnpackMoney(in);
  }
  return order;
}

ReverseOrder UnpackReverse(Unpacker& in) {
  ReverseOrder order;
  order.setl_id = in.Text();
  order.mdtrt_id = in.Text();
  order.psn_no = in.Text();
  return order;
}

}  // namespace

std::string PackOrder(const CrossingOrder& order) {
  Packer out;
  out.Number(kForm).Number(static_cast<std::int64_t>(order.index()));
  std::visit([&out](const auto& asked) { Pack(out, asked); }, order);
  return out.Take();
}

Result<CrossingOrder> UnpackOrder(std::string_view bytes) {
  const Error damaged{ErrorCode::kStoreCorrupt, {}, "crossing"};
  Unpacker in(bytes);
  if (in.Number() != kForm) return damaged;
  CrossingOrder order;
  switch (in.Number()) {
    case 0:
      order = UnpackSettle(in);
      break;
    case 1:
      order = UnpackReverse(in);
      break;
    default:
      return damaged;
  }
  if (!in.done()) return damaged;
  return order;
}

}  // namespace tongchou::service
