#include "service/verify_receipts.h"

#include <fmt/format.h>

#include <map>
#include <unordered_map>
#include <utility>

#include "service/account_credits.h"
#include "service/arrears.h"
#include "service/dues_book.h"
#include "service/levy_draft.h"
#include "service/policy_shelf.h"
#include "service/receipt_papers.h"
#include "service/reference_data.h"
#include "service/region.h"
#include "service/verify_dues.h"
#include "service/verify_refunds.h"

namespace tongchou::service {
namespace {

constexpr int kPage = 500;

using VisitRecord = std::function<Status(const store::RecordRow&)>;

Status EachRecord(store::Reader& reader, store::RecordKind kind, const VisitRecord& visit) {
  std::string after;
  while (true) {
    const auto rows = reader.RecordsUnder(kind, "", after, kPage);
    if (!rows.ok()) return rows.error();
    for (const store::RecordRow& row : *rows) {
      const Status visited = visit(row);
      if (!visited.ok()) return visited;
    }
    if (rows->size() < static_cast<std::size_t>(kPage)) return Done{};
    after = rows->back().code;
  }
}

// True when entry `number` is exactly `entry`, and nobody else's.
bool Claims(std::int64_t area, std::int64_t number, ledger::Entry entry, Book& book) {
  const auto index = static_cast<std::size_t>(number - 1);
  if (number <= 0 || index >= book.marks.size() || book.marks[index].booked) return false;
  EntryMark& mark = book.marks[index];
  mark.booked = true;
  entry.area = area;
  entry.number = number;
  entry.previous = mark.previous;
  return ledger::DigestOf(entry) == mark.digest;
}

class Verifier {
 public:
  Verifier(Region& region, store::Reader& reader, Book& book, Findings& findings)
      : region_(region),
        reader_(reader),
        book_(book),
        findings_(findings),
        reference_(region.reference().Newest()) {}

  Status Run(const std::function<void()>& step) {
    Status status = EachRecord(reader_, store::RecordKind::kLevyBill,
                               [&](const auto& row) { return TakeBill(row); });
    if (status.ok()) {
      status = EachRecord(reader_, store::RecordKind::kDunning,
                          [&](const auto& row) { return TakeNotice(row); });
    }
    if (status.ok()) {
      status = EachRecord(reader_, store::RecordKind::kPayment, [&](const auto& row) {
        step();
        return TakePayment(row);
      });
    }
    if (status.ok()) status = EndDues();
    if (status.ok()) status = Refunds();
    if (status.ok()) status = Receipts();
    if (status.ok()) status = Credits();
    if (status.ok()) status = Arrears();
    Unclaimed();
    return status;
  }
  const ReceiptCounts& counts() const { return counts_; }

 private:
  void Differs(const std::string& what, const char* zh, const char* en) {
    findings_.Add(fmt::format("{}：{}", what, zh), fmt::format("{}: {}", what, en));
  }

  Status TakeBill(const store::RecordRow& row) {
    const Result<LevyBill> bill = BillOf(row);
    if (!bill.ok()) return bill.error();
    bills_[bill->employer].push_back(OwedBill::Of(*bill));
    return Done{};
  }

  // Notices come by employer and number.
  Status TakeNotice(const store::RecordRow& row) {
    Result<DunningPaper> paper = DunningPaperOf(row);
    if (!paper.ok()) return paper.error();
    papers_[paper->employer].push_back(*std::move(paper));
    return Done{};
  }

  void Begin(const std::string& employer) {
    const store::Employer* payer = reference_->FindEmployer(EmployerOfDues(employer));
    const std::string unit_kind = payer == nullptr ? std::string() : payer->unit_kind;
    notices_.try_emplace(employer, std::move(papers_[employer]), region_.pack(),
                         SchemeOfPayer(region_.pack(), unit_kind));
    replay_.emplace(employer, bills_[employer], &notices_.at(employer));
  }

  // Payments come by employer and number.
  Status TakePayment(const store::RecordRow& row) {
    const Result<Payment> payment = PaymentOf(row);
    if (!payment.ok()) return payment.error();
    ++counts_.payments;
    if (!replay_ || replay_->employer() != payment->employer) {
      EndReplay();
      Begin(payment->employer);
    }
    const std::string what = fmt::format("payment {}/{}", payment->employer, payment->number);
    if (!Claims(region_.area_number(), payment->entry, EntryOf(*payment), book_)) {
      Differs(what, "与其凭证不符", "its entry does not book it");
    }
    const policy::Pack* pack = region_.policies().FindByDigest(ToHex(payment->pack_digest));
    if (const char* wrong = replay_->Take(*payment, pack)) {
      Differs(what, "按当时的规则和欠费复算不同", wrong);
    }
    TakeReference(*payment);
    refunds_.Take(*payment);
    return Done{};
  }

  // Whose each reference is, as the payments say.
  void TakeReference(const Payment& payment) {
    if (payment.reference.empty()) return;
    const bool held = payment.employer == kHeldFor;
    auto& owners = held ? held_ : matched_;
    const bool in = payment.kind == PaymentKind::kReceipt || payment.kind == PaymentKind::kHeld;
    if (in) {
      owners[payment.reference] = {payment.employer, payment.amount};
    } else {
      owners.erase(payment.reference);
    }
  }

  void EndReplay() {
    if (!replay_) return;
    dues_[replay_->employer()] = replay_->Finish();
    bills_.erase(replay_->employer());
    papers_.erase(replay_->employer());
    replay_.reset();
  }

  Status EndDues() {
    EndReplay();
    while (!bills_.empty()) {
      Begin(bills_.begin()->first);
      EndReplay();
    }
    for (const auto& [employer, papers] : papers_) {
      Differs("notices of " + employer, "该单位没有缴费单", "the employer has no bills");
    }
    std::size_t stored = 0;
    const Status read =
        EachRecord(reader_, store::RecordKind::kDues, [&](const store::RecordRow& row) -> Status {
          const Result<Dues> dues = DuesOf(row);
          if (!dues.ok()) return dues.error();
          ++stored;
          const auto computed = dues_.find(row.code);
          const bool same = computed != dues_.end() && computed->second.debts == dues->debts &&
                            computed->second.credit == dues->credit &&
                            computed->second.payments == dues->payments;
          if (!same) {
            Differs("dues of " + row.code, "欠费与缴费单和到账不符",
                    "not what the bills and payments give");
          }
          CheckNotices(*dues);
          dues_[row.code].crediting = dues->crediting;
          return Done{};
        });
    if (read.ok() && stored != dues_.size()) {
      findings_.Add(
          fmt::format("欠费台账有 {} 个，应为 {} 个", stored, dues_.size()),
          fmt::format("{} dues are kept, bills and payments give {}", stored, dues_.size()));
    }
    return read;
  }

  void CheckNotices(const Dues& stored) {
    const auto notices = notices_.find(stored.employer);
    if (notices == notices_.end()) return;
    for (const std::string& wrong : notices->second.Finish(dues_[stored.employer], stored)) {
      Differs("notice " + wrong, "与当日欠费或催缴阶段不符",
              "not what was owed on its day, or out of its turn");
    }
  }

  Status Refunds() {
    const auto wrong = refunds_.Compare(reader_);
    if (!wrong.ok()) return wrong.error();
    for (const std::string& id : *wrong) {
      Differs("refund " + id, "退款申请与付款不符", "its request and its payment do not agree");
    }
    return Done{};
  }

  Status Receipts() {
    const Status read = EachRecord(
        reader_, store::RecordKind::kReceipt, [&](const store::RecordRow& row) -> Status {
          const Result<Receipt> receipt = ReceiptOf(row);
          if (!receipt.ok()) return receipt.error();
          ++counts_.receipts;
          const auto matched = matched_.find(row.code);
          const auto held = held_.find(row.code);
          const bool is_matched = matched != matched_.end() &&
                                  matched->second.first == receipt->employer &&
                                  matched->second.second == receipt->line.amount;
          const bool is_held = held != held_.end() && held->second.second == receipt->line.amount;
          const bool same = is_matched == (receipt->state == ReceiptState::kMatched) &&
                            is_held == (receipt->state == ReceiptState::kHeld);
          if (!same) {
            Differs("receipt " + row.code, "状态与入账不符",
                    "its payments do not say what it says");
          }
          if (matched != matched_.end()) matched_.erase(matched);
          if (held != held_.end()) held_.erase(held);
          return Done{};
        });
    if (!matched_.empty() || !held_.empty()) {
      findings_.Add("有入账没有对应的到账登记", "payments of receipts that are not kept");
    }
    return read;
  }

  // Every sheet of an account credit, and that nobody waits for what was paid.
  Status Credits() {
    std::unordered_map<std::int64_t, Money> moved;  // by entry
    const Status scanned = reader_.EachMovement([&](const store::MovementRow& row) {
      const auto index = static_cast<std::size_t>(row.entry - 1);
      const bool credit = index < book_.marks.size() &&
                          book_.marks[index].kind == ledger::EntryKind::kAccountCredit;
      if (credit) moved[row.entry] += row.amount;
      return true;
    });
    if (!scanned.ok()) return scanned;
    return EachRecord(reader_, store::RecordKind::kAccountCredit,
                      [&](const store::RecordRow& row) { return CheckSheet(row, moved); });
  }

  Status CheckSheet(const store::RecordRow& row,
                    const std::unordered_map<std::int64_t, Money>& moved) {
    const Result<CreditSheet> sheet = CreditSheetOf(row);
    if (!sheet.ok()) return sheet.error();
    ++counts_.credits;
    store::Needs needs;
    needs.records = {{store::RecordKind::kLevyLines, row.code}};
    const Result<store::Loaded> loaded = reader_.Load(needs);
    if (!loaded.ok()) return loaded.error();
    if (loaded->records.empty()) return Error{ErrorCode::kStoreCorrupt, {}, "record"};
    const Result<std::vector<LevyLine>> lines = LinesOf(loaded->records.front());
    if (!lines.ok()) return lines.error();
    std::vector<Money> credited(lines->size());
    bool same = true;
    for (const CreditMove& move : sheet->moves) {
      same = same && move.amounts.size() == credited.size();
      Money sum;
      for (std::size_t i = 0; same && i < credited.size(); ++i) {
        credited[i] += move.amounts[i];
        sum += move.amounts[i];
      }
      const auto found = moved.find(move.entry);
      same = same && (found == moved.end() ? Money{} : found->second) == sum;
      if (!Claims(region_.area_number(), move.entry, EntryOf(*sheet, move), book_)) same = false;
    }
    if (same) same = IsEnough(row.code, *lines, credited);
    if (!same)
      Differs("account credits " + row.code, "与到账或流水不符", "not what was paid or moved");
    return Done{};
  }

  // What a bill that was paid owes its members was credited, unless that is still to be done. More
  // may have been credited than is right now: what was spent is not taken back.
  bool IsEnough(const std::string& code, const std::vector<LevyLine>& lines,
                const std::vector<Money>& credited) {
    const std::optional<NamedBill> named = BillOfCode(code);
    if (!named) return false;
    const Dues& dues = dues_[named->employer];
    for (const levy::BillRef& waiting : dues.crediting) {
      if (waiting == named->bill) return true;
    }
    const levy::Debt* debt = dues.Find(named->bill);
    const bool complete = debt != nullptr && debt->open()[levy::kAccountPart] == Money{};
    for (std::size_t i = 0; i < lines.size(); ++i) {
      const Money wanted = complete ? lines[i].figures.account : Money{};
      if (credited[i] < wanted) return false;
    }
    return true;
  }

  Status Arrears() {
    return EachRecord(reader_, store::RecordKind::kArrears,
                      [&](const store::RecordRow& row) -> Status {
                        const Result<std::vector<FrozenDays>> all = ArrearsOf(row);
                        if (!all.ok()) return all.error();
                        for (const FrozenDays& days : *all) {
                          const levy::Debt* open = nullptr;
                          for (const levy::Debt& debt : dues_[row.code].debts) {
                            if (NumberOf(row.code, debt.bill) == days.bill) open = &debt;
                          }
                          const bool paid = open == nullptr || open->paid == open->owed;
                          if (paid == days.paid.has_value()) continue;
                          Differs("frozen days of " + row.code, "与欠费不符", "not what is owed");
                        }
                        return Done{};
                      });
  }

  // Every entry that says it books a receipt or a credit must have been claimed by one.
  void Unclaimed() {
    for (std::size_t i = 0; i < book_.marks.size(); ++i) {
      const EntryMark& mark = book_.marks[i];
      const bool ours = mark.kind == ledger::EntryKind::kReceipt ||
                        mark.kind == ledger::EntryKind::kAccountCredit;
      if (!ours || mark.booked) continue;
      findings_.Add(fmt::format("凭证 {} 所记的到账不存在", i + 1),
                    fmt::format("journal: entry {} books a receipt that is not there", i + 1));
    }
  }

  Region& region_;
  store::Reader& reader_;
  Book& book_;
  Findings& findings_;
  const std::shared_ptr<const ReferenceSnapshot> reference_;
  ReceiptCounts counts_;
  std::map<std::string, std::vector<OwedBill>> bills_;  // by employer, that were not replayed yet
  std::map<std::string, std::vector<DunningPaper>> papers_;  // by employer, likewise
  std::map<std::string, NoticeReplay> notices_;
  RefundCheck refunds_;
  std::optional<DuesReplay> replay_;
  std::map<std::string, Dues> dues_;  // as replayed; `crediting` as stored
  std::unordered_map<std::string, std::pair<std::string, Money>> matched_, held_;  // by reference
};

}  // namespace

Result<ReceiptCounts> VerifyReceipts(Region& region, store::Reader& reader, Book& book,
                                     const std::function<void()>& step, Findings& findings) {
  Verifier verifier(region, reader, book, findings);
  const Status status = verifier.Run(step);
  if (!status.ok()) return status.error();
  return verifier.counts();
}

}  // namespace tongchou::service
