// Files of receipts, their parts and the receipts as they are kept. Pure; thread-safe.
#ifndef TONGCHOU_SERVICE_RECEIPT_PAPERS_H_
#define TONGCHOU_SERVICE_RECEIPT_PAPERS_H_

#include <string>
#include <vector>

#include "service/receipts.h"

namespace tongchou::service {

enum class ReceiptState : std::uint8_t { kMatched = 0, kHeld = 1, kReturned = 2 };

// One receipt, by the bank's reference. What became of it may change; every change is a payment.
struct Receipt {
  ReceiptLine line;
  std::string file;
  std::int64_t row = 0;
  ReceiptState state = ReceiptState::kHeld;
  MatchRule rule = MatchRule::kNone;
  std::optional<Error> why;  // of a held one: why no payer was found
  std::string employer;      // of a matched one
  std::int64_t payment = 0;  // of the employer
  std::string by, reason;    // of the last decision
  Moment at;
  std::int64_t version = 0;
};

store::RecordKey FileKey(const std::string& id);
store::RecordRow RecordOf(const ReceiptFile& file);
// Refusals of all that read: kStoreCorrupt.
Result<ReceiptFile> FileOf(const store::RecordRow& row);

store::RecordKey PartKey(const std::string& file, std::int64_t part);
store::RecordRow RecordOf(const std::string& file, std::int64_t part,
                          const std::vector<ReceiptFileLine>& lines, std::int64_t version);
Result<std::vector<ReceiptFileLine>> PartOf(const store::RecordRow& row);

store::RecordKey ReceiptKey(const std::string& reference);
store::RecordRow RecordOf(const Receipt& receipt);
Result<Receipt> ReceiptOf(const store::RecordRow& row);

}  // namespace tongchou::service

#endif  // TONGCHOU_SERVICE_RECEIPT_PAPERS_H_
