#include "service/verify_accounts.h"

#include <fmt/core.h>

#include <map>
#include <unordered_map>

#include "service/account_year.h"
#include "service/ids.h"
#include "service/interest_papers.h"
#include "service/payout_papers.h"
#include "service/payouts.h"
#include "service/policy_shelf.h"
#include "service/region.h"

namespace tongchou::service {
namespace {

constexpr int kPage = 200;

// What the movements of one entry of a payout come to.
struct Moved {
  Money interest, paid;
};

class Verifier {
 public:
  Verifier(Region& region, store::Reader& reader, Book& book, Findings& findings)
      : region_(region), reader_(reader), book_(book), findings_(findings) {}

  Status Run() {
    Status status = ReadMovements();
    if (status.ok()) status = Interest();
    if (status.ok()) status = Payouts();
    if (!status.ok()) return status;
    if (moved_lines_ != interest_movements_ || !moved_.empty()) {
      findings_.Add("个人账户的利息或支付流水与其单据不符",
                    "movements of interest or payouts are not those of their papers");
    }
    for (std::size_t i = 0; i < book_.marks.size(); ++i) {
      const EntryMark& mark = book_.marks[i];
      const bool ours =
          mark.kind == ledger::EntryKind::kInterest || mark.kind == ledger::EntryKind::kPayout;
      if (!ours || mark.booked) continue;
      findings_.Add(fmt::format("凭证 {} 所记的计息或支付单据不存在", i + 1),
                    fmt::format("journal: entry {} books a paper that is not there", i + 1));
    }
    return Done{};
  }
  const AccountPaperCounts& counts() const { return counts_; }

 private:
  void SheetDiffers(const InterestSheet& sheet, const char* zh, const char* en) {
    findings_.Add(fmt::format("计息单 {}：{}", NumberOf(sheet), zh),
                  fmt::format("sheet of interest {}: {}", NumberOf(sheet), en));
  }
  void PayoutDiffers(const Payout& payout, const char* zh, const char* en) {
    findings_.Add(fmt::format("账户支付 {}：{}", payout.id, zh),
                  fmt::format("payout {}: {}", payout.id, en));
  }

  Status ReadMovements() {
    return reader_.EachMovement([&](const store::MovementRow& row) {
      if (row.kind == MovementKind::kInterest) ++interest_movements_;
      if (row.kind == MovementKind::kClosingInterest) moved_[row.entry].interest += row.amount;
      if (row.kind == MovementKind::kPayout) moved_[row.entry].paid += row.amount;
      return true;
    });
  }

  // Whether the entry with this number is exactly `entry`, and nobody else's.
  bool Claim(std::int64_t number, ledger::Entry entry) {
    const auto index = static_cast<std::size_t>(number - 1);
    if (number < 1 || index >= book_.marks.size() || book_.marks[index].booked) return false;
    EntryMark& mark = book_.marks[index];
    mark.booked = true;
    entry.area = region_.area_number();
    entry.number = number;
    entry.previous = mark.previous;
    return ledger::DigestOf(entry) == mark.digest;
  }

  Status Interest() {
    const auto runs = reader_.Records(store::RecordKind::kInterestRun);
    if (!runs.ok()) return runs.error();
    for (const store::RecordRow& row : *runs) {
      const Result<InterestRun> run = InterestRunOf(row);
      if (!run.ok()) return run.error();
      const Status year = Year(run->year);
      if (!year.ok()) return year;
    }
    return Done{};
  }

  Status Year(std::int32_t year) {
    std::int64_t block = -1;
    std::vector<InterestSheet> sheets;
    Status status = Done{};
    const Status scanned =
        EachAccountHistory(reader_, [&](std::span<const store::MovementRow> movements) {
          const std::int64_t person = movements.front().person;
          if (BlockOf(person) != block) {
            block = BlockOf(person);
            Result<std::vector<InterestSheet>> read = SheetsOf(reader_, year, block);
            if (!read.ok()) status = read.error();
            if (!read.ok()) return false;
            sheets = *std::move(read);
            for (const InterestSheet& sheet : sheets) CheckSheet(sheet);
          }
          CheckPerson(person, movements, sheets);
          return true;
        });
    return status.ok() ? scanned : status;
  }

  void CheckSheet(const InterestSheet& sheet) {
    ++counts_.sheets;
    counts_.interest_lines += static_cast<std::int64_t>(sheet.lines.size());
    for (const InterestLine& line : sheet.lines) {
      if (line.figures.total() != Money{}) ++moved_lines_;
    }
    if (!Claim(sheet.entry, EntryOf(sheet))) {
      SheetDiffers(sheet, "与其凭证不符", "its entry does not book it");
    }
    if (region_.policies().FindByDigest(ToHex(sheet.pack_digest)) == nullptr) {
      SheetDiffers(sheet, "所用的政策包版本未装载，无法复算",
                   "its version of the policy pack is not loaded: it cannot be computed again");
    }
  }

  // What each sheet changed is what the rules gave less what stood, or all that stood.
  void CheckPerson(std::int64_t person, std::span<const store::MovementRow> movements,
                   const std::vector<InterestSheet>& sheets) {
    InterestFigures standing;
    for (const InterestSheet& sheet : sheets) {
      const InterestFigures change = ChangeOf(sheet, person);
      const policy::Pack* pack = region_.policies().FindByDigest(ToHex(sheet.pack_digest));
      InterestFigures due;
      if (sheet.kind == SheetKind::kPosted) {
        if (pack == nullptr) return;
        const auto earned = InterestOf(*pack, BenefitYear(*pack, sheet.year), movements, false);
        if (earned.ok()) due = {earned->carried, earned->current};
      }
      const InterestFigures expected = due - standing;
      // Less may have been in the account than was to be taken back.
      const bool left_out = change == InterestFigures{} && expected.total() < Money{};
      if (change != expected && !left_out) {
        SheetDiffers(sheet, "按流水与当时的政策复算结果不同",
                     "the movements and its rules give other figures");
      }
      if (change.total() != Money{} && !HasMovement(movements, sheet.entry, change.total())) {
        SheetDiffers(sheet, "与账户流水不符", "an account has no movement of it");
      }
      standing = standing + change;
    }
  }

  static bool HasMovement(std::span<const store::MovementRow> movements, std::int64_t entry,
                          Money amount) {
    for (const store::MovementRow& row : movements) {
      const bool same = row.entry == entry && row.kind == MovementKind::kInterest;
      if (same) return row.amount == amount;
    }
    return false;
  }

  Status Payouts() {
    std::string after;
    while (true) {
      const auto rows = reader_.RecordsUnder(store::RecordKind::kPayout, "", after, kPage);
      if (!rows.ok()) return rows.error();
      for (const store::RecordRow& row : *rows) {
        const Result<Payout> payout = PayoutOf(row);
        if (!payout.ok()) return payout.error();
        const Status checked = payout->entry == 0 ? Status(Done{}) : CheckPayout(*payout);
        if (!checked.ok()) return checked;
      }
      if (rows->size() < static_cast<std::size_t>(kPage)) return Done{};
      after = rows->back().code;
    }
  }

  // Takes what the movements of `entry` come to.
  bool TakeMoved(std::int64_t entry, Money interest, Money paid) {
    const auto found = moved_.find(entry);
    const Moved moved = found == moved_.end() ? Moved{} : found->second;
    if (found != moved_.end()) moved_.erase(found);
    return moved.interest == interest && moved.paid == paid;
  }

  Status CheckPayout(const Payout& payout) {
    ++counts_.payouts;
    bool booked = Claim(payout.entry, EntryOf(payout)) &&
                  TakeMoved(payout.entry, payout.interest, -payout.amount);
    if (payout.reversal_entry != 0) {
      booked = booked && payout.reversed_at.has_value() &&
               Claim(payout.reversal_entry, ReversalEntryOf(payout)) &&
               TakeMoved(payout.reversal_entry, -payout.interest, payout.amount);
    }
    if (!booked) PayoutDiffers(payout, "与其凭证或流水不符", "entry or movements do not fit it");
    const policy::Pack* pack = region_.policies().FindByDigest(ToHex(payout.pack_digest));
    if (pack == nullptr) {
      PayoutDiffers(payout, "所用的政策包版本未装载，无法复算",
                    "its version of the policy pack is not loaded: it cannot be computed again");
      return Done{};
    }
    const auto movements =
        MovementsFrom(reader_, IdNumber(region_.area_number(), IdKind::kPerson, payout.form.psn_no),
                      BenefitYear(*pack, BenefitYearOf(*pack, DayOf(payout.posted_at))).from);
    if (!movements.ok()) return movements.error();
    const Result<Money> interest =
        ClosingInterest(*pack, payout.form, DayOf(payout.posted_at), *movements);
    if (!interest.ok() || *interest != payout.interest) {
      PayoutDiffers(payout, "按流水与当时的政策复算利息不同",
                    "the movements and its rules give another interest");
    }
    return Done{};
  }

  Region& region_;
  store::Reader& reader_;
  Book& book_;
  Findings& findings_;
  AccountPaperCounts counts_;
  std::int64_t interest_movements_ = 0, moved_lines_ = 0;
  std::unordered_map<std::int64_t, Moved> moved_;  // by entry
};

}  // namespace

Result<AccountPaperCounts> VerifyAccountPapers(Region& region, store::Reader& reader, Book& book,
                                               Findings& findings) {
  Verifier verifier(region, reader, book, findings);
  const Status status = verifier.Run();
  if (!status.ok()) return status.error();
  return verifier.counts();
}

}  // namespace tongchou::service
