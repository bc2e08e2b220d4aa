// Verifying refunds of credit: every payment that paid one back belongs to one approved request of
// that amount, and the other way round; what was taken back likewise. Belongs to one thread.
#ifndef TONGCHOU_SERVICE_VERIFY_REFUNDS_H_
#define TONGCHOU_SERVICE_VERIFY_REFUNDS_H_

#include <map>
#include <string>
#include <vector>

#include "service/dues.h"
#include "store/store.h"

namespace tongchou::service {

class RefundCheck {
 public:
  // Every payment, by employer and number.
  void Take(const Payment& payment);
  // The papers against the payments: ids of refunds and "<employer>/<number>" of payments that do
  // not belong together. Refusals: store_* codes.
  Result<std::vector<std::string>> Compare(store::Reader& reader);

 private:
  struct Paid {
    Money amount;
    std::int64_t reversal = 0;
  };
  std::map<std::pair<std::string, std::int64_t>, Paid> paid_;  // by employer and number
};

}  // namespace tongchou::service

#endif  // TONGCHOU_SERVICE_VERIFY_REFUNDS_H_
