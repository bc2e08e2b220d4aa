// The pure part of fee lines: looking them up in the catalogue, splitting them, netting refunds.
#ifndef TONGCHOU_SERVICE_LINE_WORK_H_
#define TONGCHOU_SERVICE_LINE_WORK_H_

#include <string>
#include <vector>

#include "policy/plan.h"
#include "service/lines.h"
#include "service/reference_data.h"
#include "store/store.h"

namespace tongchou::service {

// price × quantity in fen, rounded half away from zero. Refusals: kAmountOverflow.
Result<Money> LineAmount(std::int64_t price_e6, std::int64_t quantity_e4);

// A line with what is left of it after its refunds.
struct NetLine {
  const store::FeeLineRow* row = nullptr;
  std::int64_t quantity_e4 = 0;
  Money amount;
  const std::string* batch = nullptr;  // chrg_bchno; a refund stands in the same one
};

// What the engine is given for `row` when `quantity_e4` and `amount` of it are left.
settle::FeeLine EngineLine(const store::FeeLineRow& row, std::int64_t quantity_e4, Money amount);

// The lines of these batches that something is left of, refunds netted, in order of upload.
std::vector<NetLine> NetLines(const std::vector<const store::FeeBatchRow*>& batches);

// The batches of a visit that wait to be settled; with `batch` only those of that chrg_bchno.
std::vector<const store::FeeBatchRow*> UnsettledBatches(
    const store::VisitRow& visit, const std::vector<const store::FeeBatchRow*>& batches,
    const std::string& batch);

struct LineContext {
  const ReferenceSnapshot& reference;
  const policy::BenefitPlan& benefit;
  int level = 1;  // of the provider
};

// Checks, looks up and splits the uploaded lines. `present` are the visit's batches that were not
// withdrawn (their sns are taken), `open` those of them that are unsettled (refunds may name them).
// Rows come without seq. Refusals: as UploadLines; `where` names the sn.
Result<std::vector<store::FeeBatchRow>> MakeBatches(
    const LineContext& context, const std::vector<UploadOrder::Batch>& uploaded,
    const std::vector<const store::FeeBatchRow*>& present,
    const std::vector<const store::FeeBatchRow*>& open);

settle::LineSplit operator+(const settle::LineSplit& a, const settle::LineSplit& b);
settle::LineSplit operator-(const settle::LineSplit& a, const settle::LineSplit& b);

}  // namespace tongchou::service

#endif  // TONGCHOU_SERVICE_LINE_WORK_H_
