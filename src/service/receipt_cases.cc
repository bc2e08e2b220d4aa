#include "service/receipt_cases.h"

#include <algorithm>
#include <functional>
#include <map>
#include <utility>

#include "service/committer.h"
#include "service/pay_work.h"
#include "service/policy_at.h"
#include "service/receipt_match.h"
#include "service/region.h"

namespace tongchou::service {
namespace {

constexpr std::size_t kLongestReason = 400;

bool Sees(const Region& region, const Scope& scope, const Receipt& receipt) {
  if (scope.path.empty()) return true;
  if (receipt.state != ReceiptState::kMatched) return false;
  const auto reference = region.reference().Get();
  const store::Employer* employer = reference->FindEmployer(receipt.employer);
  return employer != nullptr && scope.Covers(employer->organisation);
}

Result<Receipt> FindIn(const Work& work, const Scope& scope, const std::string& reference) {
  const store::RecordRow* row = work.set.FindRecord(ReceiptKey(reference));
  if (row == nullptr) return Refuse(ErrorCode::kUnknownReceipt, reference);
  Result<Receipt> receipt = ReceiptOf(*row);
  if (receipt.ok() && !Sees(work.region, scope, *receipt)) {
    return Refuse(ErrorCode::kUnknownReceipt, reference);
  }
  return receipt;
}

// What a decision does to the receipt, which it changes.
using Decide = std::function<Status(Work&, PayWork&, Receipt&)>;

struct ReceiptStep {
  const char* action;
  std::string reference, reason;
  std::string employer;  // whose dues it changes; empty: the receipt says
};

Incoming IncomingOf(const Receipt& receipt, const std::string& reason) {
  return {receipt.line.reference, receipt.line.day, receipt.line.amount, reason};
}

Result<Receipt> Submit(Region& region, const Desk& desk, const ReceiptStep& decision,
                       const Decide& decide) {
  if (decision.reason.empty()) return Refuse(ErrorCode::kMissingField, "reason");
  if (decision.reason.size() > kLongestReason) return Refuse(ErrorCode::kFieldTooLong, "reason");
  Receipt decided;
  Command command;
  command.actor = desk.actor;
  command.action = decision.action;
  command.at = region.clock().Now();
  command.needs = [&](const WorkingSet& set, store::Needs& needs) {
    needs.records.push_back(ReceiptKey(decision.reference));
    NeedDues(kHeldFor, needs);
    if (!decision.employer.empty()) NeedDues(decision.employer, needs);
    const store::RecordRow* row = set.FindRecord(ReceiptKey(decision.reference));
    const Result<Receipt> receipt = row == nullptr ? ErrorCode::kUnknownReceipt : ReceiptOf(*row);
    if (receipt.ok() && !receipt->employer.empty()) {
      NeedPayment(receipt->employer, receipt->payment, needs);
    }
  };
  command.execute = [&](Work& work) -> Result<Executed> {
    Result<Receipt> receipt = FindIn(work, desk.scope, decision.reference);
    if (!receipt.ok()) return receipt.error();
    PayWork pay(work);
    const Status done = decide(work, pay, *receipt);
    if (!done.ok()) return done.error();
    receipt->by = work.actor;
    receipt->at = work.at;
    receipt->reason = decision.reason;
    work.set.Put(RecordOf(*receipt));
    pay.TellWhenDurable(command);
    decided = *std::move(receipt);
    return Executed{{}, 0, decision.reference};
  };
  const Result<Answered> answered = region.committer().Submit(command);
  if (!answered.ok()) return answered.error();
  return decided;
}

// The references that are held, by the day on which they came to be.
Result<std::vector<std::string>> HeldReferences(store::Reader& reader) {
  constexpr int kPage = 1000;
  std::map<std::string, std::int64_t> held;  // since which payment
  const std::string prefix = std::string(kHeldFor) + "/";
  std::string after;
  while (true) {
    const auto rows = reader.RecordsUnder(store::RecordKind::kPayment, prefix, after, kPage);
    if (!rows.ok()) return rows.error();
    for (const store::RecordRow& row : *rows) {
      const Result<Payment> payment = PaymentOf(row);
      if (!payment.ok()) return payment.error();
      if (payment->kind == PaymentKind::kHeld) {
        held[payment->reference] = payment->number;
      } else {
        held.erase(payment->reference);
      }
    }
    if (rows->size() < static_cast<std::size_t>(kPage)) break;
    after = rows->back().code;
  }
  std::vector<std::pair<std::int64_t, std::string>> order;
  for (const auto& [reference, since] : held) order.emplace_back(since, reference);
  std::ranges::sort(order);
  std::vector<std::string> references;
  for (auto& [since, reference] : order) references.push_back(std::move(reference));
  return references;
}

}  // namespace

Result<HeldPage> FindHeldReceipts(Region& region, const Scope& scope, std::size_t offset,
                                  std::size_t limit) {
  HeldPage page;
  if (!scope.path.empty()) return page;
  Result<std::unique_ptr<store::Reader>> reader = region.store().Read(region.area_number());
  if (!reader.ok()) return reader.error();
  const Result<std::vector<std::string>> held = HeldReferences(**reader);
  if (!held.ok()) return held.error();
  page.total = held->size();
  store::Needs needs;
  for (std::size_t i = offset; i < std::min(held->size(), offset + limit); ++i) {
    needs.records.push_back(ReceiptKey((*held)[i]));
  }
  needs.records.push_back(DuesKey(kHeldFor));
  const Result<store::Loaded> loaded = (*reader)->Load(needs);
  if (!loaded.ok()) return loaded.error();
  for (const store::RecordRow& row : loaded->records) {
    if (row.kind == store::RecordKind::kDues) {
      const Result<Dues> dues = DuesOf(row);
      if (!dues.ok()) return dues.error();
      page.amount = dues->credit;
      continue;
    }
    Result<Receipt> receipt = ReceiptOf(row);
    if (!receipt.ok()) return receipt.error();
    page.receipts.push_back(*std::move(receipt));
  }
  const auto place = [&](const Receipt& receipt) {
    return std::ranges::find(*held, receipt.line.reference) - held->begin();
  };
  std::ranges::sort(page.receipts, {}, place);
  return page;
}

Result<Receipt> GetReceipt(Region& region, const Scope& scope, const std::string& reference) {
  Result<std::unique_ptr<store::Reader>> reader = region.store().Read(region.area_number());
  if (!reader.ok()) return reader.error();
  store::Needs needs;
  needs.records = {ReceiptKey(reference)};
  const Result<store::Loaded> loaded = (*reader)->Load(needs);
  if (!loaded.ok()) return loaded.error();
  if (loaded->records.empty()) return Refuse(ErrorCode::kUnknownReceipt, reference);
  Result<Receipt> receipt = ReceiptOf(loaded->records.front());
  if (receipt.ok() && !Sees(region, scope, *receipt)) {
    return Refuse(ErrorCode::kUnknownReceipt, reference);
  }
  return receipt;
}

Result<Receipt> AssignReceipt(Region& region, const Desk& desk, const Assignment& assignment) {
  std::optional<levy::BillRef> first;
  std::string employer = assignment.employer;
  if (!assignment.bill.empty()) {
    const auto named = BillNamed(assignment.bill);
    if (!named) return Refuse(ErrorCode::kUnknownBill, assignment.bill);
    employer = named->employer;
    first = named->bill;
  }
  if (employer.empty()) return Refuse(ErrorCode::kMissingField, "employer");
  const auto reference = region.reference().Newest();
  const store::Employer* known = reference->FindEmployer(employer);
  if (known == nullptr || !desk.scope.Covers(known->organisation)) {
    return Refuse(ErrorCode::kUnknownEmployer, employer);
  }
  const ReceiptStep decision{"assign_receipt", assignment.reference, assignment.reason, employer};
  return Submit(region, desk, decision, [&](Work& work, PayWork& pay, Receipt& receipt) -> Status {
    if (receipt.state != ReceiptState::kHeld) {
      return Refuse(ErrorCode::kReceiptDecided, assignment.reference);
    }
    const Incoming incoming = IncomingOf(receipt, assignment.reason);
    const Result<Dues> dues = FindDues(work, employer);
    if (!dues.ok()) return dues.error();
    if (first && dues->Find(*first) == nullptr) {
      return Refuse(ErrorCode::kUnknownBill, assignment.bill);
    }
    const Result<MonthRules> rules =
        ReceiptRulesFor(work.region.pack(), incoming.day, work.reference.FindEmployer(employer));
    if (!rules.ok()) return rules.error();
    const Result<Payment> let_go = pay.Hold(incoming, PaymentKind::kAssigned);
    if (!let_go.ok()) return let_go.error();
    const Result<Payment> booked = pay.Receive(employer, incoming, MatchRule::kByHand, first);
    if (!booked.ok()) return booked.error();
    receipt.state = ReceiptState::kMatched;
    receipt.rule = MatchRule::kByHand;
    receipt.why.reset();
    receipt.employer = employer;
    receipt.payment = booked->number;
    return Done{};
  });
}

Result<Receipt> ReturnReceipt(Region& region, const Desk& desk, const std::string& reference,
                              const std::string& reason) {
  const ReceiptStep decision{"return_receipt", reference, reason, {}};
  return Submit(region, desk, decision, [&](Work&, PayWork& pay, Receipt& receipt) -> Status {
    if (receipt.state != ReceiptState::kHeld) {
      return Refuse(ErrorCode::kReceiptDecided, reference);
    }
    const auto booked = pay.Hold(IncomingOf(receipt, reason), PaymentKind::kReturned);
    if (!booked.ok()) return booked.error();
    receipt.state = ReceiptState::kReturned;
    receipt.payment = booked->number;
    return Done{};
  });
}

Result<Receipt> ReverseReceipt(Region& region, const Desk& desk, const std::string& reference,
                               const std::string& reason) {
  const ReceiptStep decision{"reverse_receipt", reference, reason, {}};
  return Submit(region, desk, decision, [&](Work&, PayWork& pay, Receipt& receipt) -> Status {
    if (receipt.state == ReceiptState::kHeld) {
      return Refuse(ErrorCode::kReceiptDecided, reference);
    }
    if (receipt.state == ReceiptState::kMatched) {
      const auto reversed = pay.Reverse(receipt.employer, receipt.payment, reason);
      if (!reversed.ok()) return reversed.error();
    }
    const auto held = pay.Hold(IncomingOf(receipt, reason), PaymentKind::kHeld);
    if (!held.ok()) return held.error();
    receipt.state = ReceiptState::kHeld;
    receipt.rule = MatchRule::kNone;
    receipt.why.reset();
    receipt.employer.clear();
    receipt.payment = held->number;
    return Done{};
  });
}

}  // namespace tongchou::service
