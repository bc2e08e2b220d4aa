// Files of receipts, receipts, dues and notices as JSON.
//
// Thread-safe.
#ifndef TONGCHOU_CONSOLE_RECEIPT_JSON_H_
#define TONGCHOU_CONSOLE_RECEIPT_JSON_H_

#include <optional>

#include "console/jobs.h"
#include "console/json_text.h"
#include "http/message.h"
#include "service/account_credits.h"
#include "service/dues_reads.h"
#include "service/receipt_cases.h"

namespace tongchou::console {

json::object ReceiptFileJson(const service::ReceiptFile& file);
json::object FileLineJson(const service::Region& region, const service::ReceiptFileLine& line);
json::object ReceiptJson(const service::Region& region, const service::Receipt& receipt);

// The status that the query names; nothing without one. Refusals: kBadParameter.
Result<std::optional<service::LineStatus>> LineStatusQuery(const http::Request& request);

// The outcome of a preview, or of a posting with what was `credited`.
JobOutcome OutcomeOf(const service::Region& region, const service::PostingReport& report,
                     const service::CreditReport* credited);

json::object DuesJson(const service::EmployerDues& dues);
json::object CollectionJson(const service::Collection& collection);
json::object ArrearJson(const service::Arrear& arrear, Date today);
json::object PaperJson(const service::DunningPaper& paper);
// The step that the query names; nothing without one. Refusals: kBadParameter.
Result<std::optional<service::DunningStep>> StepQuery(const http::Request& request);

}  // namespace tongchou::console

#endif  // TONGCHOU_CONSOLE_RECEIPT_JSON_H_
