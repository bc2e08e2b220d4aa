#include "service/credit_refunds.h"

#include <algorithm>
#include <functional>
#include <utility>

#include "service/desk_work.h"
#include "service/employers.h"
#include "service/pay_work.h"
#include "service/policy_at.h"
#include "service/region.h"

namespace tongchou::service {
namespace {

constexpr std::int64_t kForm = 1;
constexpr std::size_t kLongestText = 400;

Status CheckForm(const RefundForm& form) {
  struct Row {
    const char* name;
    const std::string& text;
  };
  for (const auto& [name, text] :
       {Row{"receiver", form.receiver}, Row{"receiver_account", form.receiver_account},
        Row{"reason", form.reason}}) {
    if (text.empty()) return Refuse(ErrorCode::kMissingField, name);
    if (text.size() > kLongestText) return Refuse(ErrorCode::kFieldTooLong, name);
  }
  if (form.amount <= Money{}) return Refuse(ErrorCode::kBadAmount, "amount");
  return Done{};
}

Result<CreditRefund> FindIn(const Work& work, const std::string& id) {
  const store::RecordRow* row = work.set.FindRecord(RefundKey(id));
  if (row == nullptr) return Refuse(ErrorCode::kUnknownRefund, id);
  return RefundOf(*row);
}

// Checks that `desk` may see the refund.
Status CheckSeen(Region& region, const Desk& desk, const std::string& id) {
  const auto known = RefundsOf(region, desk.scope, PersonOfPaper(id));
  if (!known.ok()) {
    if (known.error().code != ErrorCode::kUnknownEmployer) return known.error();
    return Refuse(ErrorCode::kUnknownRefund, id);
  }
  const bool there = std::ranges::find(*known, id, &CreditRefund::id) != known->end();
  if (!there) return Refuse(ErrorCode::kUnknownRefund, id);
  return Done{};
}

// Takes the refund `id` one step on, within the transaction that pays it or takes it back.
using Step = std::function<Status(Work&, PayWork&, CreditRefund&)>;
Result<CreditRefund> Submit(Region& region, const Desk& desk, const char* action,
                            const std::string& id, const Step& step) {
  const Status seen = CheckSeen(region, desk, id);
  if (!seen.ok()) return seen.error();
  CreditRefund made;
  Command command = DeskCommand(region, desk.actor, action);
  command.needs = [&](const WorkingSet& set, store::Needs& needs) {
    needs.records.push_back(RefundKey(id));
    NeedDues(PersonOfPaper(id), needs);
    const store::RecordRow* row = set.FindRecord(RefundKey(id));
    const Result<CreditRefund> refund = row == nullptr ? ErrorCode::kUnknownRefund : RefundOf(*row);
    if (refund.ok() && refund->payment != 0) {
      NeedPayment(refund->form.employer, refund->payment, needs);
    }
  };
  command.execute = [&](Work& work) -> Result<Executed> {
    Result<CreditRefund> refund = FindIn(work, id);
    if (!refund.ok()) return refund.error();
    PayWork pay(work);
    const Status done = step(work, pay, *refund);
    if (!done.ok()) return done.error();
    work.set.Put(RecordOf(*refund));
    pay.TellWhenDurable(command);
    made = *std::move(refund);
    return Executed{{}, 0, id};
  };
  const Status submitted = Submit(region, command);
  if (!submitted.ok()) return submitted.error();
  return made;
}

}  // namespace

Result<CreditRefund> RequestRefund(Region& region, const Desk& desk, const RefundForm& form) {
  const Status checked = CheckForm(form);
  if (!checked.ok()) return checked.error();
  const auto before = RefundsOf(region, desk.scope, form.employer);
  if (!before.ok()) return before.error();
  for (const CreditRefund& other : *before) {
    const bool waits = other.state == RequestState::kWaiting;
    if (waits) return Refuse(ErrorCode::kRequestWaiting, other.id);
  }
  CreditRefund refund;
  refund.id = PaperCode(form.employer, before->size() + 1);
  refund.form = form;
  refund.reason = form.reason;
  refund.requested_by = desk.actor;
  Command command = DeskCommand(region, desk.actor, "request_refund");
  command.needs = [&](const WorkingSet&, store::Needs& needs) {
    needs.records.push_back(RefundKey(refund.id));
    NeedDues(form.employer, needs);
  };
  command.execute = [&](Work& work) -> Result<Executed> {
    if (work.set.FindRecord(RefundKey(refund.id)) != nullptr) {
      return Refuse(ErrorCode::kRequestWaiting, refund.id);
    }
    const Status possible = PayWork(work).CheckRefund(form.employer, form.amount);
    if (!possible.ok()) return possible.error();
    refund.requested_at = work.at;
    work.set.Put(RecordOf(refund));
    return Executed{{}, 0, refund.id};
  };
  const Status submitted = Submit(region, command);
  if (!submitted.ok()) return submitted.error();
  return refund;
}

Result<CreditRefund> DecideRefund(Region& region, const Desk& desk, const std::string& id,
                                  bool approve, const std::string& note) {
  if (note.size() > kLongestText) return Refuse(ErrorCode::kFieldTooLong, "note");
  return Submit(region, desk, approve ? "approve_refund" : "refuse_refund", id,
                [&](Work& work, PayWork& pay, CreditRefund& refund) -> Status {
                  const Status decided = Decide(id, {desk.actor, approve, note, work.at}, refund);
                  if (!decided.ok() || !approve) return decided;
                  const auto paid =
                      pay.Refund(refund.form.employer, refund.form.amount, refund.form.reason);
                  if (!paid.ok()) return paid.error();
                  refund.payment = paid->number;
                  return Done{};
                });
}

Result<CreditRefund> ReverseRefund(Region& region, const Desk& desk, const std::string& id,
                                   const std::string& reason) {
  if (reason.empty()) return Refuse(ErrorCode::kMissingField, "reason");
  if (reason.size() > kLongestText) return Refuse(ErrorCode::kFieldTooLong, "reason");
  return Submit(region, desk, "reverse_refund", id,
                [&](Work&, PayWork& pay, CreditRefund& refund) -> Status {
                  if (!refund.standing()) return Refuse(ErrorCode::kRefundNotPaid, id);
                  const auto reversed = pay.Reverse(refund.form.employer, refund.payment, reason);
                  if (!reversed.ok()) return reversed.error();
                  refund.reversal = reversed->number;
                  refund.reversed_by = desk.actor;
                  refund.reversal_reason = reason;
                  return Done{};
                });
}

Result<std::vector<CreditRefund>> RefundsOf(Region& region, const Scope& scope,
                                            const std::string& employer) {
  const Result<Employer> known = GetEmployer(region, scope, employer);
  if (!known.ok()) return known.error();
  Result<std::unique_ptr<store::Reader>> reader = ReadNow(region);
  if (!reader.ok()) return reader.error();
  const auto rows = PapersOf(**reader, store::RecordKind::kCreditRefund, employer);
  if (!rows.ok()) return rows.error();
  std::vector<CreditRefund> refunds;
  for (const store::RecordRow& row : *rows) {
    Result<CreditRefund> refund = RefundOf(row);
    if (!refund.ok()) return refund.error();
    refunds.push_back(*std::move(refund));
  }
  return refunds;
}

Result<std::vector<CreditRefund>> FindRefunds(Region& region, const Scope& scope) {
  Result<std::unique_ptr<store::Reader>> reader = ReadNow(region);
  if (!reader.ok()) return reader.error();
  const auto rows = (*reader)->Records(store::RecordKind::kCreditRefund);
  if (!rows.ok()) return rows.error();
  const auto employers = region.reference().Newest();
  std::vector<CreditRefund> refunds;
  for (const store::RecordRow& row : *rows) {
    Result<CreditRefund> refund = RefundOf(row);
    if (!refund.ok()) return refund.error();
    const Employer* employer = employers->FindEmployer(refund->form.employer);
    if (employer == nullptr || !scope.Covers(employer->organisation)) continue;
    refunds.push_back(*std::move(refund));
  }
  return refunds;
}

store::RecordKey RefundKey(const std::string& id) { return {store::RecordKind::kCreditRefund, id}; }

store::RecordRow RecordOf(const CreditRefund& refund) {
  store::RecordRow row;
  row.kind = store::RecordKind::kCreditRefund;
  row.code = refund.id;
  row.version = refund.version;
  store::Packer out;
  out.Number(kForm).Text(refund.form.employer).Amount(refund.form.amount);
  PackReview(refund, out);
  out.Number(refund.payment).Number(refund.reversal).Text(refund.reversed_by);
  row.body = out.Text(refund.reversal_reason).Take();
  store::Packer secret;
  row.secret = secret.Text(refund.form.receiver).Text(refund.form.receiver_account).Take();
  return row;
}

Result<CreditRefund> RefundOf(const store::RecordRow& row) {
  store::Unpacker in(row.body);
  const bool known = in.Number() == kForm;
  CreditRefund refund;
  refund.id = row.code;
  refund.version = row.version;
  refund.form.employer = in.Text();
  refund.form.amount = in.Amount();
  UnpackReview(in, refund);
  refund.form.reason = refund.reason;
  refund.payment = in.Number();
  refund.reversal = in.Number();
  refund.reversed_by = in.Text();
  refund.reversal_reason = in.Text();
  store::Unpacker secret(row.secret);
  refund.form.receiver = secret.Text();
  refund.form.receiver_account = secret.Text();
  if (!known || !in.done() || !secret.done()) return Error{ErrorCode::kStoreCorrupt, {}, "record"};
  return refund;
}

}  // namespace tongchou::service
