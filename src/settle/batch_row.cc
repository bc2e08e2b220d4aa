#include "settle/batch_row.h"

namespace tongchou::settle {

std::int64_t PayOpBySteps(const BatchPlan& plan, const BatchOp& op, BatchYear& year,
                          BatchRow& row) {
  const BatchLayer& layer = plan.layers[op.layer];
  LayerTotal& total = year.totals[op.total];
  const std::int64_t axis = AxisOf(row, layer.layer->axis);
  const std::int64_t unpaid = row.eligible_fen - row.funds_paid_fen;
  const LaneResult lane = PayLane(layer, op.key, total, axis, unpaid);
  const std::int64_t payment = std::min(lane.paid_fen, unpaid);
  if (layer.layer->axis != policy::Axis::kBurden) row.excess_fen = lane.excess_fen;
  if (op.layer == 0) row.first_took_fen = lane.took_fen;
  row.funds_paid_fen += payment;
  total.entered_fen += axis & layer.keep_mask;
  total.paid_fen += payment & layer.keep_mask;
  return payment;
}

}  // namespace tongchou::settle
