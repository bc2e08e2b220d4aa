// The pure part of settling: from a visit with its lines to the rows that settling it writes, and
// the same for taking a settlement back. Nothing is put into the working set until Book.
#ifndef TONGCHOU_SERVICE_SETTLE_WORK_H_
#define TONGCHOU_SERVICE_SETTLE_WORK_H_

#include <optional>
#include <string>
#include <vector>

#include "service/command.h"
#include "service/settlements.h"

namespace tongchou::service {

// Everything that one settlement or reversal writes.
struct Booking {
  store::SettlementRow settlement;
  store::VisitRow visit;
  store::AccountRow account;
  store::YearRow year;
};

// How this settlement is asked for; a purchase fills it from its own order.
struct SettleTerms {
  std::string batch;  // chrg_bchno; empty: everything unsettled
  std::string med_type;
  bool use_account = false;
  bool mid_stay = false;
  std::optional<Moment> discharge;
  bool trial = false;  // a stay that is not discharged is taken as discharged now
  StatedAmounts stated;
};

// Computes the settlement of `visit` (a copy, possibly not numbered yet) with `batches` of it.
// Refusals: as Settle.
Result<Booking> ComputeSettlement(const Work& work, store::VisitRow visit,
                                  const std::vector<const store::FeeBatchRow*>& batches,
                                  const SettleTerms& terms);

// Computes the reversal of `row`, which must be the person's latest standing settlement. Refusals:
// kUnknownReference, kAlreadyReversed, kLaterSettlementExists.
Result<Booking> ComputeReversal(const Work& work, const store::SettlementRow& row);

// Puts all rows of `booking` into the set: the settlement, its journal entry and movement, running
// state, the day's totals.
void Book(Work& work, const Booking& booking);

// The outcome as its answer needs it, without lines.
SettlementOutcome OutcomeOf(const Work& work, const Booking& booking);

}  // namespace tongchou::service

#endif  // TONGCHOU_SERVICE_SETTLE_WORK_H_
