#include "service/verify_notices.h"

#include <algorithm>
#include <utility>

#include "service/pay_work.h"

namespace tongchou::service {

NoticeReplay::NoticeReplay(std::vector<DunningPaper> papers, const policy::Pack& pack,
                           std::string scheme)
    : papers_(std::move(papers)), pack_(pack), scheme_(std::move(scheme)) {
  for (std::size_t i = 0; i < papers_.size(); ++i) {
    if (!Follows(i)) wrong_.push_back(papers_[i].id());
  }
}

// The ladder is the oldest open bill's: one step up, or the first one of another bill.
bool NoticeReplay::Follows(std::size_t index) const {
  const DunningPaper& paper = papers_[index];
  if (paper.number != static_cast<std::int64_t>(index) + 1 || paper.bills.empty()) return false;
  Money total;
  for (const OpenBill& bill : paper.bills) total += bill.total();
  if (total != paper.total) return false;
  if (index == 0) return paper.step == DunningStep::kNotice;
  const DunningPaper& before = papers_[index - 1];
  if (before.bills.empty() || before.bills.front().bill != paper.bills.front().bill) {
    return paper.step == DunningStep::kNotice;
  }
  return static_cast<int>(paper.step) == static_cast<int>(before.step) + 1 &&
         paper.day > before.day;
}

bool NoticeReplay::Names(const DunningPaper& paper, const Dues& dues) const {
  const Result<MonthRules> rules = ReceiptRulesOn(pack_, paper.day, scheme_);
  if (!rules.ok()) return false;
  const auto open = OpenBills(*rules->rules, Netted(*rules->rules, dues, paper.day), paper.day);
  return std::ranges::equal(open, paper.bills, [](const OpenBill& a, const OpenBill& b) {
    return a.bill == b.bill && a.due == b.due && a.principal == b.principal && a.fee == b.fee &&
           a.fee_if_paid == b.fee_if_paid && a.days == b.days;
  });
}

void NoticeReplay::Before(Moment at, const Dues& dues) {
  for (; next_ < papers_.size() && papers_[next_].at <= at; ++next_) {
    const DunningPaper& paper = papers_[next_];
    if (Names(paper, dues)) continue;
    if (paper.at == at) return;  // it may have been made after this change
    wrong_.push_back(paper.id());
  }
}

std::vector<std::string> NoticeReplay::Finish(const Dues& dues, const Dues& stored) {
  for (; next_ < papers_.size(); ++next_) {
    if (!Names(papers_[next_], dues)) wrong_.push_back(papers_[next_].id());
  }
  bool stands = stored.dunnings == static_cast<std::int64_t>(papers_.size());
  if (stands && !papers_.empty() && !papers_.back().bills.empty()) {
    const DunningPaper& last = papers_.back();
    stands = stored.ladder.step == static_cast<std::int32_t>(last.step) &&
             stored.ladder.day == last.day &&
             NumberOf(stored.employer, stored.ladder.bill) == last.bills.front().bill;
  }
  if (!stands) wrong_.push_back(stored.employer);
  return std::move(wrong_);
}

}  // namespace tongchou::service
