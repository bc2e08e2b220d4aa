// The dues of an employer worked out again: bills and payments in the order in which they were
// booked, every payment laid by the rules of its pack. Pure; belongs to one thread.
#ifndef TONGCHOU_SERVICE_VERIFY_DUES_H_
#define TONGCHOU_SERVICE_VERIFY_DUES_H_

#include <map>
#include <string>
#include <vector>

#include "policy/library.h"
#include "service/dues.h"
#include "service/verify_notices.h"

namespace tongchou::service {

// What of a bill the dues rest on.
struct OwedBill {
  levy::BillRef bill;
  std::int32_t reverses = 0;  // 0: it is no reversal
  Date due;
  LevyFigures sums;
  std::int64_t entry = 0;
  Moment at;

  static OwedBill Of(const LevyBill& bill);
};

class DuesReplay {
 public:
  // `notices`, which outlives this, is told of every change; nullptr: nobody is.
  DuesReplay(std::string employer, std::vector<OwedBill> bills, NoticeReplay* notices);

  const std::string& employer() const { return employer_; }

  // The next payment; `pack` is that of its digest, or nullptr. What is wrong with it, or nullptr.
  const char* Take(const Payment& payment, const policy::Pack* pack);

  // The dues after all bills and payments.
  Dues Finish();

 private:
  void Tell(Moment at) const;
  void TakeBillsBefore(std::int64_t entry);
  const char* Check(const Payment& payment, const policy::Pack* pack) const;

  const std::string employer_;
  NoticeReplay* const notices_;
  std::vector<OwedBill> bills_;  // by entry
  std::size_t taken_ = 0;
  Dues dues_;
  std::map<std::int64_t, Payment> made_;  // by number
};

}  // namespace tongchou::service

#endif  // TONGCHOU_SERVICE_VERIFY_DUES_H_
