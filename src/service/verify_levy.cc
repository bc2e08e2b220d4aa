#include "service/verify_levy.h"

#include <fmt/core.h>

#include <map>
#include <set>

#include "service/claim_terms.h"
#include "service/levy_draft.h"
#include "service/policy_shelf.h"
#include "service/region.h"

namespace tongchou::service {
namespace {

constexpr int kPage = 200;

class Verifier {
 public:
  Verifier(Region& region, store::Reader& reader, Book& book, Findings& findings)
      : region_(region), reader_(reader), book_(book), findings_(findings) {}

  Status Run(const std::function<void()>& step) {
    std::string after;
    while (true) {
      const Result<std::vector<store::RecordRow>> rows =
          reader_.RecordsUnder(store::RecordKind::kLevyBill, "", after, kPage);
      if (!rows.ok()) return rows.error();
      for (const store::RecordRow& row : *rows) {
        const Result<LevyBill> bill = BillOf(row);
        if (!bill.ok()) return bill.error();
        if (const Status checked = Check(*bill); !checked.ok()) return checked;
        step();
      }
      if (rows->size() < static_cast<std::size_t>(kPage)) break;
      after = rows->back().code;
    }
    CheckEntries();
    return Done{};
  }
  const LevyCounts& counts() const { return counts_; }

 private:
  void Differs(const LevyBill& bill, const char* zh, const char* en) {
    findings_.Add(fmt::format("缴费单 {}：{}", NumberOf(bill), zh),
                  fmt::format("bill {}: {}", NumberOf(bill), en));
  }

  // Bills come by employer's month and number.
  Status Check(const LevyBill& bill) {
    ++counts_.bills;
    if (bill.month != month_ || bill.employer != employer_) {
      month_ = bill.month;
      employer_ = bill.employer;
      by_number_.clear();
      levied_.clear();
    }
    CheckEntry(bill);
    if (bill.kind == BillKind::kReversal) {
      CheckReversal(bill);
      by_number_[bill.number] = bill;
      return Done{};
    }
    const Result<std::vector<LevyLine>> lines = ReadLines(reader_, bill);
    if (!lines.ok()) return lines.error();
    counts_.lines += static_cast<std::int64_t>(lines->size());
    LevyBill again = bill;
    SumUp(*lines, again);
    SheetsOf(*lines, again);
    if (ContentOf(again) != ContentOf(bill)) {
      Differs(bill, "明细与合计或摘要不符", "its lines are not what it sums up");
    }
    by_number_[bill.number] = bill;
    return CheckLines(bill, *lines);
  }

  void CheckEntry(const LevyBill& bill) {
    const auto index = static_cast<std::size_t>(bill.entry - 1);
    bool booked = bill.entry > 0 && index < book_.marks.size() && !book_.marks[index].booked;
    if (booked) {
      EntryMark& mark = book_.marks[index];
      mark.booked = true;
      ledger::Entry entry = EntryOf(bill);
      entry.area = region_.area_number();
      entry.number = bill.entry;
      entry.previous = mark.previous;
      booked = ledger::DigestOf(entry) == mark.digest;
    }
    if (!booked) Differs(bill, "与其凭证不符", "its entry does not book it");
  }

  void CheckReversal(const LevyBill& bill) {
    const auto reversed = by_number_.find(bill.reverses);
    const bool fits = reversed != by_number_.end() &&
                      reversed->second.kind != BillKind::kReversal &&
                      bill.sums == Negated(reversed->second.sums);
    if (!fits) return Differs(bill, "冲销的不是一张有效的缴费单", "it takes back no standing bill");
    // Later bills rest on what is left.
    for (auto& [person, sums] : levied_) sums.erase(bill.reverses);
  }

  // What was levied on a person together is what the rules give for the last line.
  Status CheckLines(const LevyBill& bill, const std::vector<LevyLine>& lines) {
    const policy::Pack* pack = region_.policies().FindByDigest(ToHex(bill.pack_digest));
    if (pack == nullptr) {
      Differs(bill, "所用的政策包版本未装载，无法复算",
              "its version of the policy pack is not loaded: it cannot be computed again");
      return Done{};
    }
    if (!BookOfDues(bill.employer).empty()) {
      CheckClaim(bill, lines, *pack);
      return Done{};
    }
    const Result<MonthRules> rules = RulesOfScheme(*pack, bill.month, bill.scheme);
    bool same = rules.ok();
    for (const LevyLine& line : lines) {
      auto& sums = levied_[line.input.person];
      sums[bill.number] = line.figures;
      LevyFigures together;
      for (const auto& [number, figures] : sums) AddFigures(figures, together);
      const Result<LevyFigures> owed = same ? FiguresOf(*rules, bill.unit_kind, line.input)
                                            : Result<LevyFigures>(ErrorCode::kNoPolicyInForce);
      same = same && owed.ok() && *owed == together;
    }
    if (!same) Differs(bill, "按当时的政策复算结果不同", "its rules give other figures");
    return Done{};
  }

  // The lines of a claim outside of the levy; what rests on other papers is verify_special's.
  void CheckClaim(const LevyBill& bill, const std::vector<LevyLine>& lines,
                  const policy::Pack& pack) {
    if (BookOfDues(bill.employer) == kSoldierBook) return;
    for (const LevyLine& line : lines) {
      const Result<ClaimFigures> again = ClaimFiguresOf(pack, bill.month, line.input);
      if (again.ok() && again->figures == line.figures) continue;
      Differs(bill, "按当时的政策复算结果不同", "its rules give other figures");
      return;
    }
  }

  // Every entry that says it books a levy must have been claimed by a bill.
  void CheckEntries() {
    for (std::size_t i = 0; i < book_.marks.size(); ++i) {
      const EntryMark& mark = book_.marks[i];
      if (mark.kind != ledger::EntryKind::kLevy || mark.booked) continue;
      findings_.Add(fmt::format("凭证 {} 所记的缴费单不存在", i + 1),
                    fmt::format("journal: entry {} books a bill that is not there", i + 1));
    }
  }

  Region& region_;
  store::Reader& reader_;
  Book& book_;
  Findings& findings_;
  LevyCounts counts_;
  Month month_;
  std::string employer_;
  std::map<std::int32_t, LevyBill> by_number_;
  // By person and bill: what the standing bills of the employer's month levied.
  std::map<std::int64_t, std::map<std::int32_t, LevyFigures>> levied_;
};

}  // namespace

Result<LevyCounts> VerifyLevy(Region& region, store::Reader& reader, Book& book,
                              const std::function<void()>& step, Findings& findings) {
  Verifier verifier(region, reader, book, findings);
  const Status status = verifier.Run(step);
  if (!status.ok()) return status.error();
  return verifier.counts();
}

}  // namespace tongchou::service
