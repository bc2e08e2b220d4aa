// Receipts one by one: those that wait for a payer, what a clerk decides about them, what is
// undone.
//
// Every decision is a payment of its own; nothing that carried money is changed.
// Thread-safe. A receipt that is matched is seen by who sees its employer; one that is held only by
// who works for the whole area; others are unknown.
#ifndef TONGCHOU_SERVICE_RECEIPT_CASES_H_
#define TONGCHOU_SERVICE_RECEIPT_CASES_H_

#include <optional>
#include <string>
#include <vector>

#include "service/receipt_papers.h"

namespace tongchou::service {

struct HeldPage {
  std::vector<Receipt> receipts;  // oldest first
  std::size_t total = 0;
  Money amount;  // of all
};
// The receipts that wait for a payer, `limit` of them behind the first `offset`.
Result<HeldPage> FindHeldReceipts(Region& region, const Scope& scope, std::size_t offset,
                                  std::size_t limit);

// Refusals: kUnknownReceipt.
Result<Receipt> GetReceipt(Region& region, const Scope& scope, const std::string& reference);

// Gives a held receipt to an employer, or to the employer of a bill, which it then pays first.
// Refusals: kUnknownReceipt, kReceiptDecided (it is not held), kUnknownEmployer, kUnknownBill,
// kMissingField (reason; neither employer nor bill), kNoReceiptRules, store_* codes.
struct Assignment {
  std::string reference;
  std::string employer, bill;  // one of them
  std::string reason;
};
Result<Receipt> AssignReceipt(Region& region, const Desk& desk, const Assignment& assignment);

// Gives a held receipt back to who sent it. Refusals: kUnknownReceipt, kReceiptDecided,
// kMissingField (reason).
Result<Receipt> ReturnReceipt(Region& region, const Desk& desk, const std::string& reference,
                              const std::string& reason);

// Takes back what became of a receipt that was matched or returned: it is held again. Refusals:
// kUnknownReceipt, kReceiptDecided (it is held), kLaterPayment, kMissingField (reason).
Result<Receipt> ReverseReceipt(Region& region, const Desk& desk, const std::string& reference,
                               const std::string& reason);

}  // namespace tongchou::service

#endif  // TONGCHOU_SERVICE_RECEIPT_CASES_H_
