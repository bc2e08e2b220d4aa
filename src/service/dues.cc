#include "service/dues.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <map>

#include "store/packing.h"

namespace tongchou::service {
namespace {

constexpr std::int64_t kForm = 1;

using levy::BillRef;
using levy::Debt;
using levy::kParts;
using levy::Laid;

Error Damaged() { return Error{ErrorCode::kStoreCorrupt, {}, "record"}; }

void Pack(store::Packer& out, const BillRef& bill) { out.Day(bill.month).Number(bill.number); }

BillRef UnpackRef(store::Unpacker& in) {
  BillRef bill;
  bill.month = in.Day();
  bill.number = static_cast<std::int32_t>(in.Number());
  return bill;
}

void Pack(store::Packer& out, const levy::Parts& parts) {
  for (const Money part : parts) out.Amount(part);
}

levy::Parts UnpackParts(store::Unpacker& in) {
  levy::Parts parts{};
  for (Money& part : parts) part = in.Amount();
  return parts;
}

std::string PackPayment(const Payment& payment, std::int64_t entry) {
  store::Packer out;
  out.Number(kForm).Text(payment.employer).Number(payment.number).Kind(payment.kind);
  out.Number(payment.reverses).Text(payment.reference).Kind(payment.rule).Amount(payment.amount);
  out.Day(payment.day).At(payment.at).Text(payment.by).Text(payment.reason).Text(payment.scheme);
  out.Text(payment.pack).Digest(payment.pack_digest).Flag(payment.first.has_value());
  if (payment.first) Pack(out, *payment.first);
  out.Number(static_cast<std::int64_t>(payment.lines.size()));
  for (const Laid& laid : payment.lines) {
    Pack(out, laid.bill);
    Pack(out, laid.paid);
    out.Amount(laid.fee).Amount(laid.fee_paid).Number(laid.days);
  }
  return out.Amount(payment.credit_before).Amount(payment.credit_after).Number(entry).Take();
}

// Sums of both sides, so that no account stands twice on one of them.
class Sides {
 public:
  void Move(const ledger::Account& debit, const ledger::Account& credit, Money amount) {
    if (amount < Money{}) return Move(credit, debit, -amount);
    if (amount == Money{}) return;
    sums_[{debit, true}] += amount;
    sums_[{credit, false}] += amount;
  }

  std::vector<ledger::Posting> Postings() const {
    std::vector<ledger::Posting> postings;
    for (const auto& [side, sum] : sums_) {
      const auto& [account, is_debit] = side;
      postings.push_back({account, is_debit ? sum : Money{}, is_debit ? Money{} : sum});
    }
    return postings;
  }

 private:
  std::map<std::pair<ledger::Account, bool>, Money> sums_;
};

void NoteCrediting(const Debt& debt, bool was_complete, Dues& dues) {
  const bool complete = debt.paid[levy::kAccountPart] == debt.owed[levy::kAccountPart];
  if (complete == was_complete) return;
  if (std::ranges::find(dues.crediting, debt.bill) == dues.crediting.end()) {
    dues.crediting.push_back(debt.bill);
  }
}

}  // namespace

Debt* Dues::Find(const BillRef& bill) {
  const auto found = std::ranges::find(debts, bill, &Debt::bill);
  return found == debts.end() ? nullptr : &*found;
}

const Debt* Dues::Find(const BillRef& bill) const {
  const auto found = std::ranges::find(debts, bill, &Debt::bill);
  return found == debts.end() ? nullptr : &*found;
}

std::string NumberOf(const std::string& employer, const BillRef& bill) {
  return fmt::format("{:04}{:02}-{}-{}", bill.month.year(), bill.month.month(), employer,
                     bill.number);
}

BillRef RefOf(const LevyBill& bill) { return {bill.month.first, bill.number}; }

std::optional<NamedBill> BillOfCode(const std::string& code) {
  const std::size_t first = code.find('/');
  const std::size_t second = code.find('/', first + 1);
  if (first == std::string::npos || second == std::string::npos) return {};
  const Result<Month> month = ParseMonth(code.substr(0, first));
  std::int32_t number = 0;
  const char* begin = code.data() + second + 1;
  const auto read = std::from_chars(begin, code.data() + code.size(), number);
  if (!month.ok() || read.ec != std::errc()) return {};
  return NamedBill{code.substr(first + 1, second - first - 1), {month->first, number}};
}

store::RecordKey DuesKey(const std::string& employer) {
  return {store::RecordKind::kDues, employer};
}

store::RecordRow RecordOf(const Dues& dues) {
  store::Packer out;
  out.Number(kForm).Amount(dues.credit).Number(dues.payments).Number(dues.dunnings);
  out.Number(static_cast<std::int64_t>(dues.debts.size()));
  for (const Debt& debt : dues.debts) {
    Pack(out, debt.bill);
    out.Day(debt.due);
    Pack(out, debt.owed);
    Pack(out, debt.paid);
    out.Amount(debt.fee).Amount(debt.fee_paid);
  }
  out.Number(static_cast<std::int64_t>(dues.crediting.size()));
  for (const BillRef& bill : dues.crediting) Pack(out, bill);
  Pack(out, dues.ladder.bill);
  out.Number(dues.ladder.step).Day(dues.ladder.day);
  return {store::RecordKind::kDues, dues.employer, out.Take(), {}, dues.version};
}

Result<Dues> DuesOf(const store::RecordRow& row) {
  store::Unpacker in(row.body);
  const bool known = in.Number() == kForm;
  Dues dues;
  dues.employer = row.code;
  dues.version = row.version;
  dues.credit = in.Amount();
  dues.payments = in.Number();
  dues.dunnings = in.Number();
  dues.debts.resize(in.Count());
  for (Debt& debt : dues.debts) {
    debt.bill = UnpackRef(in);
    debt.due = in.Day();
    debt.owed = UnpackParts(in);
    debt.paid = UnpackParts(in);
    debt.fee = in.Amount();
    debt.fee_paid = in.Amount();
  }
  dues.crediting.resize(in.Count());
  for (BillRef& bill : dues.crediting) bill = UnpackRef(in);
  dues.ladder.bill = UnpackRef(in);
  dues.ladder.step = static_cast<std::int32_t>(in.Number());
  dues.ladder.day = in.Day();
  if (!known || !in.done()) return Damaged();
  return dues;
}

store::RecordKey PaymentKey(const std::string& employer, std::int64_t number) {
  return {store::RecordKind::kPayment, fmt::format("{}/{:09}", employer, number)};
}

store::RecordRow RecordOf(const Payment& payment) {
  const store::RecordKey key = PaymentKey(payment.employer, payment.number);
  return {key.kind, key.code, PackPayment(payment, payment.entry), {}, 0};
}

Result<Payment> PaymentOf(const store::RecordRow& row) {
  store::Unpacker in(row.body);
  const bool known = in.Number() == kForm;
  Payment payment;
  payment.employer = in.Text();
  payment.number = in.Number();
  payment.kind = in.Kind(PaymentKind::kRefunded);
  payment.reverses = in.Number();
  payment.reference = in.Text();
  payment.rule = in.Kind(MatchRule::kByHand);
  payment.amount = in.Amount();
  payment.day = in.Day();
  payment.at = in.At();
  payment.by = in.Text();
  payment.reason = in.Text();
  payment.scheme = in.Text();
  payment.pack = in.Text();
  payment.pack_digest = in.Digest();
  if (in.Flag()) payment.first = UnpackRef(in);
  payment.lines.resize(in.Count());
  for (Laid& laid : payment.lines) {
    laid.bill = UnpackRef(in);
    laid.paid = UnpackParts(in);
    laid.fee = in.Amount();
    laid.fee_paid = in.Amount();
    laid.days = static_cast<std::int32_t>(in.Number());
  }
  payment.credit_before = in.Amount();
  payment.credit_after = in.Amount();
  payment.entry = in.Number();
  if (!known || !in.done()) return Damaged();
  return payment;
}

Sm3Digest ContentOf(const Payment& payment) { return Sm3(PackPayment(payment, 0)); }

ledger::Entry EntryOf(const Payment& payment) {
  using ledger::Role;
  ledger::Entry entry;
  entry.at = payment.at;
  entry.day = DayOf(payment.at);
  entry.kind = ledger::EntryKind::kReceipt;
  entry.source = fmt::format("{}/{}", payment.employer, payment.number);
  entry.content = ContentOf(payment);
  Laid sums;
  for (const Laid& laid : payment.lines) {
    for (std::size_t i = 0; i < kParts; ++i) sums.paid[i] += laid.paid[i];
    sums.fee += laid.fee;
    sums.fee_paid += laid.fee_paid;
  }
  Sides sides;
  for (std::size_t i = 0; i < kParts; ++i) {
    const auto account = [&](Role role) {
      return ledger::Account{payment.scheme, std::string(levy::kPartFunds[i]), role};
    };
    const bool pooled = i == levy::kPooledPart;
    const Money paid = sums.paid[i] + (pooled ? sums.fee_paid : Money{});
    if (pooled) sides.Move(account(Role::kReceivable), account(Role::kLevied), sums.fee);
    sides.Move(account(Role::kBank), account(Role::kReceivable), paid);
    if (i != levy::kAccountPart) sides.Move(account(Role::kLevied), account(Role::kIncome), paid);
  }
  const std::string scheme(ledger::kCollectionScheme), fund(ledger::kCollectionFund);
  sides.Move({scheme, fund, Role::kBank}, {scheme, fund, Role::kHeld},
             payment.credit_after - payment.credit_before);
  entry.postings = sides.Postings();
  return entry;
}

void Apply(const Payment& payment, Dues& dues) {
  dues.payments = payment.number;
  dues.credit = payment.credit_after;
  for (const Laid& laid : payment.lines) {
    Debt* debt = dues.Find(laid.bill);
    TC_CHECK(debt != nullptr);
    const bool was = debt->paid[levy::kAccountPart] == debt->owed[levy::kAccountPart];
    levy::Apply(laid, *debt);
    NoteCrediting(*debt, was, dues);
  }
}

void AddDebt(const LevyBill& bill, Dues& dues) {
  Debt debt;
  debt.bill = RefOf(bill);
  debt.due = bill.due;
  debt.owed = levy::PartsOf(bill.sums);
  const auto place = std::ranges::upper_bound(dues.debts, debt.bill, {}, &Debt::bill);
  NoteCrediting(debt, false, dues);  // there may be nothing to wait for
  dues.debts.insert(place, std::move(debt));
}

bool RemoveDebt(const BillRef& bill, Dues& dues) {
  const auto found = std::ranges::find(dues.debts, bill, &Debt::bill);
  if (found == dues.debts.end() || found->paid != levy::Parts{} || found->fee != Money{}) {
    return false;
  }
  // What accounts were credited for it, if anything, is taken back.
  NoteCrediting(*found, false, dues);
  dues.debts.erase(found);
  return true;
}

}  // namespace tongchou::service
