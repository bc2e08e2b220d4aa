// LayerUses: what an encounter brought to each layer of its benefit, and how much the layer could
// still pay for it: the figures behind a fund's row in an answer (fund_pay_type, crt_payb_lmt_amt).
//
// Pure; thread-safe. It needs neither the fee lines nor the account: of a stored settlement, its
// eligible amount and the running totals before it are enough.
#ifndef TONGCHOU_SETTLE_LAYER_USE_H_
#define TONGCHOU_SETTLE_LAYER_USE_H_

#include <array>
#include <optional>

#include "settle/encounter.h"

namespace tongchou::settle {

struct LayerUse {
  Money entered;               // the part of the eligible amount that came onto the layer's axis
  std::optional<Money> limit;  // what remained under the cap before the encounter; none: no cap
  Money paid;                  // as Figures::layer_paid

  bool operator==(const LayerUse&) const = default;
};

// By layer of `benefit`; zeros without a limit for a layer that does not apply. `eligible` is
// Figures::eligible (any referral's reduction is already taken off); of `encounter` only level and
// referral are read. The limit of a payment cap is money the layer may still pay, that of an
// expense cap is expense that still fits under it (so never less than the layer may pay).
std::array<LayerUse, policy::kMaxLayers> LayerUses(const policy::BenefitPlan& benefit,
                                                   const PersonFacts& facts,
                                                   const Encounter& encounter, Money eligible,
                                                   const YearTotals& totals_before);

}  // namespace tongchou::settle

#endif  // TONGCHOU_SETTLE_LAYER_USE_H_
