// An employer's credit paid back: asked for by a clerk, approved by another person, which pays it;
// taken back by a payment of its own.
//
// Only credit is paid back: nothing while a bill is open, and never more than there is. A cancelled
// employer's credit is paid back the same way. Thread-safe. A user sees the refunds of the
// employers of the own office and below; others are unknown.
#ifndef TONGCHOU_SERVICE_CREDIT_REFUNDS_H_
#define TONGCHOU_SERVICE_CREDIT_REFUNDS_H_

#include <string>
#include <vector>

#include "service/dues.h"
#include "service/review.h"

namespace tongchou::service {

class Region;

struct RefundForm {
  std::string employer;
  Money amount;
  std::string receiver, receiver_account;  // who receives it; at which bank, which account
  std::string reason;
};

struct CreditRefund : Review {
  std::string id;  // "E00001/001"
  RefundForm form;
  std::int64_t payment = 0;   // of the dues, that paid it; 0: not paid
  std::int64_t reversal = 0;  // of the dues, that took it back; 0: it stands
  std::string reversed_by, reversal_reason;
  std::int64_t version = 0;

  bool standing() const { return payment != 0 && reversal == 0; }
};

// Asks for a refund. Refusals: kMissingField (receiver, receiver_account, reason), kFieldTooLong,
// kBadAmount (not above zero), kUnknownEmployer (also outside the scope), kRequestWaiting (another
// refund of the employer waits), kDebtsOpen, kCreditTooLow, kNoReceiptRules, store_* codes.
Result<CreditRefund> RequestRefund(Region& region, const Desk& desk, const RefundForm& form);

// Approves, which pays, or refuses. Refusals: kUnknownRefund (also outside the scope),
// kRequestDecided, kOwnRequest, and of an approval kDebtsOpen, kCreditTooLow, kNoReceiptRules.
Result<CreditRefund> DecideRefund(Region& region, const Desk& desk, const std::string& id,
                                  bool approve, const std::string& note);

// Takes a refund back that the bank could not pay: it is credit again. Refusals: kUnknownRefund,
// kRefundNotPaid, kMissingField (reason), kFieldTooLong, store_* codes.
Result<CreditRefund> ReverseRefund(Region& region, const Desk& desk, const std::string& id,
                                   const std::string& reason);

// Of one employer, the oldest first. Refusals: kUnknownEmployer (also outside the scope).
Result<std::vector<CreditRefund>> RefundsOf(Region& region, const Scope& scope,
                                            const std::string& employer);

// Those of all employers of the scope, by employer. Refusals: store_* codes.
Result<std::vector<CreditRefund>> FindRefunds(Region& region, const Scope& scope);

store::RecordKey RefundKey(const std::string& id);
store::RecordRow RecordOf(const CreditRefund& refund);
// Refusals: kStoreCorrupt.
Result<CreditRefund> RefundOf(const store::RecordRow& row);

}  // namespace tongchou::service

#endif  // TONGCHOU_SERVICE_CREDIT_REFUNDS_H_
