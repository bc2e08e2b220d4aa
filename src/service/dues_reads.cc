#include "service/dues_reads.h"

#include <algorithm>
#include <map>
#include <utility>

#include "service/dues_book.h"
#include "service/levy_run.h"
#include "service/pay_work.h"
#include "service/policy_at.h"
#include "service/region.h"

namespace tongchou::service {
namespace {

void Add(const levy::Debt& debt, const std::string& name, const std::string& title,
         std::map<std::string, CollectionPart>& parts) {
  CollectionPart& part = parts[name];
  part.name = name;
  part.title = title;
  part.owed += levy::SumOf(debt.owed);
  part.paid += levy::SumOf(debt.paid);
  part.fee += debt.fee;
  part.fee_paid += debt.fee_paid;
}

std::vector<CollectionPart> Values(const std::map<std::string, CollectionPart>& parts) {
  std::vector<CollectionPart> values;
  for (const auto& [name, part] : parts) values.push_back(part);
  return values;
}

// a.paid / a.owed < b.paid / b.owed, without dividing.
bool PaysLess(const CollectionPart& a, const CollectionPart& b) {
  return Int128{a.paid.fen} * b.owed.fen < Int128{b.paid.fen} * a.owed.fen;
}

}  // namespace

Result<EmployerDues> DuesOfEmployer(Region& region, const Scope& scope, const std::string& code) {
  const Result<Employer> employer = GetEmployer(region, scope, EmployerOfDues(code));
  if (!employer.ok()) return employer.error();
  const Date today = region.today();
  const Result<MonthRules> rules = ReceiptRulesFor(region.pack(), today, &*employer);
  if (!rules.ok()) return rules.error();
  Result<std::unique_ptr<store::Reader>> reader = region.store().Read(region.area_number());
  if (!reader.ok()) return reader.error();
  EmployerDues made;
  made.late_fee_per_day = rules->rules->late_fee_per_day;
  Dues dues;
  store::Needs needs;
  NeedDues(code, needs);
  const Result<store::Loaded> loaded = (*reader)->Load(needs);
  if (!loaded.ok()) return loaded.error();
  for (const store::RecordRow& row : loaded->records) {
    if (row.kind == store::RecordKind::kDues) {
      Result<Dues> read = DuesOf(row);
      if (!read.ok()) return read.error();
      dues = *std::move(read);
    } else {
      Result<std::vector<FrozenDays>> days = ArrearsOf(row);
      if (!days.ok()) return days.error();
      made.frozen.assign(days->rbegin(), days->rend());
    }
  }
  made.credit = dues.credit;
  for (auto debt = dues.debts.rbegin(); debt != dues.debts.rend(); ++debt) {
    const bool open = debt->open_principal() > Money{};
    made.debts.push_back({NumberOf(code, debt->bill), *debt, FeeIfPaid(*rules->rules, *debt, today),
                          open ? std::max(0, today.days() - debt->due.days()) : 0});
  }
  store::Needs last;
  for (std::int64_t number = std::max<std::int64_t>(dues.payments - kPaymentsShown, 0) + 1;
       number <= dues.payments; ++number) {
    last.records.push_back(PaymentKey(code, number));
  }
  const Result<store::Loaded> payments = (*reader)->Load(last);
  if (!payments.ok()) return payments.error();
  for (const store::RecordRow& row : payments->records) {
    Result<Payment> payment = PaymentOf(row);
    if (!payment.ok()) return payment.error();
    made.payments.push_back(*std::move(payment));
  }
  std::ranges::sort(made.payments, std::greater{}, &Payment::number);
  return made;
}

Result<Collection> FindCollection(Region& region, const Scope& scope, std::optional<Month> month) {
  Result<std::unique_ptr<store::Reader>> reader = region.store().Read(region.area_number());
  if (!reader.ok()) return reader.error();
  const auto rows = (*reader)->Records(store::RecordKind::kDues);
  if (!rows.ok()) return rows.error();
  const auto reference = region.reference().Newest();
  std::map<std::string, CollectionPart> months, offices, employers;
  for (const store::RecordRow& row : *rows) {
    const store::Employer* employer = reference->FindEmployer(EmployerOfDues(row.code));
    if (employer == nullptr || !scope.Covers(employer->organisation)) continue;
    const Result<Dues> dues = DuesOf(row);
    if (!dues.ok()) return dues.error();
    const std::string office = OfficeBelow(scope, employer->organisation);
    for (const levy::Debt& debt : dues->debts) {
      Add(debt, ToString(Month{debt.bill.month}), {}, months);
      if (month && month->first != debt.bill.month) continue;
      Add(debt, office, {}, offices);
      Add(debt, row.code, employer->name, employers);
    }
  }
  Collection made{Values(months), Values(offices), Values(employers)};
  if (made.months.size() > kMonthsCollected) {
    made.months.erase(made.months.begin(),
                      made.months.end() - static_cast<std::ptrdiff_t>(kMonthsCollected));
  }
  std::ranges::stable_sort(made.employers, PaysLess);
  return made;
}

}  // namespace tongchou::service
