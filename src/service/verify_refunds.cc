#include "service/verify_refunds.h"

#include <fmt/format.h>

#include <utility>

#include "service/credit_refunds.h"

namespace tongchou::service {

void RefundCheck::Take(const Payment& payment) {
  if (payment.kind == PaymentKind::kRefunded) {
    paid_[{payment.employer, payment.number}] = {-payment.amount, 0};
  }
  if (payment.kind != PaymentKind::kReversal) return;
  const auto found = paid_.find({payment.employer, payment.reverses});
  if (found != paid_.end()) found->second.reversal = payment.number;
}

Result<std::vector<std::string>> RefundCheck::Compare(store::Reader& reader) {
  constexpr int kPage = 500;
  std::vector<std::string> wrong;
  std::string after;
  while (true) {
    const auto rows = reader.RecordsUnder(store::RecordKind::kCreditRefund, "", after, kPage);
    if (!rows.ok()) return rows.error();
    for (const store::RecordRow& row : *rows) {
      const Result<CreditRefund> refund = RefundOf(row);
      if (!refund.ok()) return refund.error();
      const bool approved = refund->state == RequestState::kApproved;
      bool same = approved == (refund->payment != 0);
      if (refund->payment != 0) {
        const auto paid = paid_.find({refund->form.employer, refund->payment});
        same = same && paid != paid_.end() && paid->second.amount == refund->form.amount &&
               paid->second.reversal == refund->reversal;
        if (paid != paid_.end()) paid_.erase(paid);
      }
      if (!same) wrong.push_back(row.code);
    }
    if (rows->size() < static_cast<std::size_t>(kPage)) break;
    after = rows->back().code;
  }
  for (const auto& [payment, what] : paid_) {
    wrong.push_back(fmt::format("{}/{}", payment.first, payment.second));
  }
  return wrong;
}

}  // namespace tongchou::service
