#include "service/crossing_order.h"

#include <utility>

#include "store/packing.h"
#include "store/row_codec.h"

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

void Pack(Packer& out, const StatedAmounts& stated) {
  for (const std::optional<Money>* amount :
       {&stated.total, &stated.full_self_pay, &stated.over_ceiling, &stated.first_self_pay,
        &stated.eligible}) {
    PackMoney(out, *amount);
  }
}

StatedAmounts UnpackStated(Unpacker& in) {
  StatedAmounts stated;
  for (std::optional<Money>* amount : {&stated.total, &stated.full_self_pay, &stated.over_ceiling,
                                       &stated.first_self_pay, &stated.eligible}) {
    *amount = UnpackMoney(in);
  }
  return stated;
}

void Pack(Packer& out, const SettleOrder& order) {
  out.Text(order.visit.mdtrt_id).Text(order.visit.psn_no).Text(order.scheme).Text(order.benefit);
  out.Text(order.med_type).Text(order.batch).Flag(order.use_account).Flag(order.mid_stay);
  out.Flag(order.discharge.has_value());
  if (order.discharge) out.At(*order.discharge);
  Pack(out, order.stated);
}

void Pack(Packer& out, const ReverseOrder& order) {
  out.Text(order.setl_id).Text(order.mdtrt_id).Text(order.psn_no);
}

// The lines as a store packs them; what only the catalogue can tell is left as it is.
void Pack(Packer& out, const PurchaseOrder& order) {
  out.Text(order.psn_no).Text(order.scheme).Text(order.benefit).Text(order.med_type);
  out.At(order.begin).Text(order.disease_code).Text(order.disease_name).Text(order.detail);
  std::vector<store::FeeLineRow> rows;
  for (const UploadLine& line : order.lines) rows.emplace_back().line = line;
  out.Text(store::PackLines(rows)).Text(store::PackDetails(rows));
  out.Flag(order.use_account);
  Pack(out, order.stated);
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
  order.stated = UnpackStated(in);
  return order;
}

ReverseOrder UnpackReverse(Unpacker& in) {
  ReverseOrder order;
  order.setl_id = in.Text();
  order.mdtrt_id = in.Text();
  order.psn_no = in.Text();
  return order;
}

Result<PurchaseOrder> UnpackPurchase(Unpacker& in) {
  PurchaseOrder order;
  order.psn_no = in.Text();
  order.scheme = in.Text();
  order.benefit = in.Text();
  order.med_type = in.Text();
  order.begin = in.At();
  order.disease_code = in.Text();
  order.disease_name = in.Text();
  order.detail = in.Text();
  Result<std::vector<store::FeeLineRow>> rows = store::UnpackLines(in.Text());
  if (!rows.ok()) return rows.error();
  if (const Status told = store::UnpackDetails(in.Text(), *rows); !told.ok()) return told.error();
  for (store::FeeLineRow& row : *rows) order.lines.push_back(std::move(row.line));
  order.use_account = in.Flag();
  order.stated = UnpackStated(in);
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
    case 2: {
      Result<PurchaseOrder> purchase = UnpackPurchase(in);
      if (!purchase.ok()) return purchase.error();
      order = *std::move(purchase);
      break;
    }
    default:
      return damaged;
  }
  if (!in.done()) return damaged;
  return order;
}

}  // namespace tongchou::service
