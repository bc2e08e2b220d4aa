// Fee lines of a visit: uploaded in batches, withdrawn while unsettled, refunded by negative lines.
//
// A refund names the line it refunds (`init_sn`) and is netted with it: what is settled is the line
// with what is left of its quantity. The split answered for a refund is the change that it makes,
// so that the splits answered for all lines always add up to what is settled.
// Thread-safe.
#ifndef TONGCHOU_SERVICE_LINES_H_
#define TONGCHOU_SERVICE_LINES_H_

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/money.h"
#include "service/register.h"
#include "service/request.h"
#include "service/visits.h"
#include "settle/encounter.h"

namespace tongchou::service {

// hosp_appr_flag: of limited-use items kApproved is covered, others not; of the rest only kRefused
// is not covered.
using store::Approval;
using store::UploadLine;

// A line as stored, with its split.
struct FeeDetail {
  UploadLine line;
  std::string batch;    // chrg_bchno; empty for stays
  std::string setl_id;  // the standing settlement that holds it; empty: unsettled
  std::string item_name, list_type, charge_type;
  settle::FeeClass fee_class = settle::FeeClass::kA;  // as settled: kC when not approved
  bool limited_use = false;
  std::optional<Money> unit_ceiling;
  std::optional<Ratio> first_ratio;  // the catalogue's; none: the default of the class applies
  Ratio self_ratio;                  // the one that applies, by catalogue or class; 1 for C
  settle::LineSplit split;           // of a refund: the change it makes (negative)
};

struct UploadOrder {
  VisitRef visit;
  struct Batch {
    std::string batch;  // chrg_bchno; empty for stays
    std::vector<UploadLine> lines;
  };
  std::vector<Batch> batches;
};

struct Uploaded {
  Visit visit;
  std::vector<FeeDetail> lines;  // in the order given
};

// 2204, 2301. All lines or none. Refusals, with the line's sn in `where`: kUnknownVisit,
// kVisitCancelled, kVisitSettled, kNoLines, kTooManyLines (more than 1000), kDuplicateId (an sn
// that the visit has), kUnknownItem, kLineAmountMismatch (not price × quantity), kBadRefund (no
// such unsettled line, another price or item, or more than is left), kAmountOverflow.
Result<Answered> UploadLines(Region& region, const RequestKey& key, const UploadOrder& order,
                             const AnswerWriter<Uploaded>& write);

struct WithdrawOrder {
  VisitRef visit;
  std::vector<std::string> batches;  // chrg_bchno; "0000": everything unsettled
  std::vector<std::string> sns;      // feedetl_sn; "0000": everything unsettled
};

struct Withdrawn {
  Visit visit;
  int lines = 0;  // how many were withdrawn
};

// 2205, 2302. Refusals: kUnknownVisit, kUnknownLine (a batch or line that is not there or is
// settled; "0000" with nothing unsettled is accepted), kBadRefund (a refund of a withdrawn line
// would remain).
Result<Answered> WithdrawLines(Region& region, const RequestKey& key, const WithdrawOrder& order,
                               const AnswerWriter<Withdrawn>& write);

struct FeeQuery {
  std::string mdtrt_id;
  std::string psn_no;   // must be the visit's when given
  std::string setl_id;  // only the lines of this settlement; empty: all that are not withdrawn
};
// 5204, and the lines of the settlement page. Refusals: kUnknownVisit.
Result<std::vector<FeeDetail>> FindFeeLines(Region& region, const FeeQuery& query);

}  // namespace tongchou::service

#endif  // TONGCHOU_SERVICE_LINES_H_
