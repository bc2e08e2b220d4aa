#include "service/verify_special.h"

#include <fmt/core.h>

#include <functional>
#include <map>
#include <set>
#include <utility>

#include "service/account_year.h"
#include "service/claim_terms.h"
#include "service/dues.h"
#include "service/levy_draft.h"
#include "service/policy_at.h"
#include "service/policy_shelf.h"
#include "service/region.h"
#include "service/soldier_sheets.h"
#include "service/special_papers.h"

namespace tongchou::service {
namespace {

constexpr int kPage = 500;

// A move that some paper made, as the managed account should hold it.
using MoveKey = std::pair<std::string, std::int64_t>;  // whose, by which entry

class Verifier {
 public:
  Verifier(Region& region, store::Reader& reader, Book& book, Findings& findings)
      : region_(region), reader_(reader), book_(book), findings_(findings) {}

  Status Run() {
    Status status = Each(store::RecordKind::kManagedCredit,
                         [&](const store::RecordRow& row) { return TakeCredit(row); });
    if (status.ok()) {
      status = Each(store::RecordKind::kSpecialClaim,
                    [&](const store::RecordRow& row) { return TakeClaim(row); });
    }
    if (status.ok()) {
      status = Each(store::RecordKind::kManaged,
                    [&](const store::RecordRow& row) { return TakeAccount(row); });
    }
    if (status.ok()) {
      status = Each(store::RecordKind::kYearStandard,
                    [&](const store::RecordRow& row) { return TakeStandard(row); });
    }
    if (status.ok()) {
      status = Each(store::RecordKind::kLevyBill,
                    [&](const store::RecordRow& row) { return TakeBill(row); });
    }
    if (!moves_.empty()) {
      findings_.Add("有代管账户的收支没有记入账户",
                    "moves of managed accounts are not in the accounts");
    }
    Unclaimed();
    return status;
  }
  const SpecialCounts& counts() const { return counts_; }

 private:
  Status Each(store::RecordKind kind, const std::function<Status(const store::RecordRow&)>& take) {
    std::string after;
    while (true) {
      const auto rows = reader_.RecordsUnder(kind, "", after, kPage);
      if (!rows.ok()) return rows.error();
      for (const store::RecordRow& row : *rows) {
        const Status taken = take(row);
        if (!taken.ok()) return taken;
      }
      if (rows->size() < static_cast<std::size_t>(kPage)) return Done{};
      after = rows->back().code;
    }
  }

  void Differs(const std::string& what, const char* zh, const char* en) {
    findings_.Add(fmt::format("{}：{}", what, zh), fmt::format("{}: {}", what, en));
  }

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

  Status TakeCredit(const store::RecordRow& row) {
    const Result<ManagedCredit> credit = ManagedCreditOf(row);
    if (!credit.ok()) return credit.error();
    ++counts_.credits;
    for (std::size_t i = 0; i < credit->entries.size(); ++i) {
      if (!Claim(credit->entries[i], EntryOf(*credit, i))) {
        Differs("credit of " + credit->bill, "与其凭证不符", "its entry does not book it");
      }
      for (const ManagedCredit::Line& line : credit->lines) {
        moves_[{line.psn_no, credit->entries[i]}] += i % 2 == 0 ? line.amount : -line.amount;
      }
    }
    return Done{};
  }

  Status TakeClaim(const store::RecordRow& row) {
    const Result<SpecialClaim> claim = ClaimOf(row);
    if (!claim.ok()) return claim.error();
    ++counts_.claims;
    if (claim->entry == 0) return Done{};
    bool booked = Claim(claim->entry, EntryOf(*claim));
    if (claim->managed != Money{}) moves_[{claim->psn_no, claim->entry}] -= claim->managed;
    if (claim->reversal_entry != 0) {
      booked = booked && claim->reversed_at.has_value() &&
               Claim(claim->reversal_entry, ReversalEntryOf(*claim));
      if (claim->managed != Money{}) {
        moves_[{claim->psn_no, claim->reversal_entry}] += claim->managed;
      }
    }
    if (!booked) Differs("claim " + claim->id, "与其凭证不符", "its entries do not book it");
    const bool surplus = claim->kind == SpecialClaimKind::kSurplus;
    const bool offsite = claim->kind == SpecialClaimKind::kOffsiteCost;
    const bool within = (!surplus && claim->paid() > claim->eligible) ||
                        ((surplus || offsite) && claim->paid() > claim->limit);
    if (within) Differs("claim " + claim->id, "支付超出可支付额", "it pays more than is due");
    const bool costs = claim->kind == SpecialClaimKind::kCadreCost;
    costs_.push_back({costs ? claim->year : 0, claim->entry, claim->reversal_entry, claim->paid()});
    if (surplus) surpluses_.push_back(*claim);
    return Done{};
  }

  Status TakeAccount(const store::RecordRow& row) {
    const Result<ManagedAccount> account = ManagedOf(row);
    if (!account.ok()) return account.error();
    const std::string what = "managed account " + account->psn_no;
    Money balance;
    for (const ManagedMove& move : account->moves) {
      balance += move.amount;
      const auto made = moves_.find({account->psn_no, move.entry});
      if (made == moves_.end() || made->second != move.amount) {
        Differs(what, "收支与划账、报销单据不符", "its moves are not those of the papers");
      }
      if (made != moves_.end()) moves_.erase(made);
      if (balance < Money{}) Differs(what, "余额为负", "it is below zero");
    }
    for (const SpecialClaim& claim : surpluses_) {
      if (claim.psn_no == account->psn_no) CheckSurplus(*account, claim);
    }
    return Done{};
  }

  // What was due of the surplus, out of the moves before the claim was paid.
  void CheckSurplus(const ManagedAccount& account, const SpecialClaim& claim) {
    const policy::Pack* pack = region_.policies().FindByDigest(ToHex(claim.pack_digest));
    if (pack == nullptr) {
      return Differs("claim " + claim.id, "所用的政策包版本未装载，无法复算",
                     "its version of the policy pack is not loaded");
    }
    const levy::InterestSpan span = BenefitYear(*pack, claim.year);
    const auto rules = SpecialRulesOn(*pack, span.from);
    ManagedAccount before;
    for (const ManagedMove& move : account.moves) {
      if (move.entry < claim.entry) before.moves.push_back(move);
    }
    const bool there = rules.ok() && (*rules)->cadres;
    const Money due = there ? MultiplyRoundHalfAway(before.surplus(claim.year, span.until),
                                                    (*rules)->cadres->surplus_share)
                            : Money{};
    if (std::min(due, before.balance()) == claim.limit) return;
    Differs("claim " + claim.id, "按账户与当时的政策复算结余不同",
            "the account and its rules give another surplus");
  }

  // The costs of a standard that rests on stored ones, as they were when it was asked for.
  Status TakeStandard(const store::RecordRow& row) {
    const Result<YearStandard> standard = StandardOf(row);
    if (!standard.ok()) return standard.error();
    if (standard->state == RequestState::kApproved && standard->kind == StandardKind::kCadre) {
      standards_[standard->year] = standard->value();
    }
    if (!standard->stored || standard->kind != StandardKind::kCadre) return Done{};
    Money cost;
    for (const Cost& one : costs_) {
      const bool stood = one.entry != 0 && one.entry <= standard->seen &&
                         (one.reversal == 0 || one.reversal > standard->seen);
      if (stood && one.year == standard->cost_year) cost += one.amount;
    }
    if (cost != standard->cost) {
      Differs("standard " + row.code, "与当时的报销不符", "not what had been reimbursed");
    }
    return Done{};
  }

  Status TakeBill(const store::RecordRow& row) {
    const auto named = BillOfCode(row.code);
    if (!named) return Done{};
    const std::string_view dues = BookOfDues(named->employer);
    if (dues != kCadreBook && dues != kSoldierBook) return Done{};
    const Result<LevyBill> bill = BillOf(row);
    if (!bill.ok()) return bill.error();
    ++counts_.bills;
    if (bill->kind == BillKind::kReversal) return Done{};
    const auto lines = ReadLines(reader_, *bill);
    if (!lines.ok()) return lines.error();
    for (const LevyLine& line : *lines) {
      bool same = false;
      if (dues == kCadreBook) {
        const auto standard = standards_.find(line.input.wage_year);
        same = standard != standards_.end() && standard->second == line.input.wage;
      } else {
        const auto cost = SoldierCostIn(reader_, line.input.person, bill->month);
        same = cost.ok() && cost->line.figures == line.figures;
      }
      if (same) continue;
      Differs("bill " + NumberOf(*bill), "与其依据不符", "not what it rests on");
      break;
    }
    return Done{};
  }

  // Every entry that says it books such a paper must have been claimed by one.
  void Unclaimed() {
    for (std::size_t i = 0; i < book_.marks.size(); ++i) {
      const EntryMark& mark = book_.marks[i];
      const bool ours = mark.kind == ledger::EntryKind::kSpecialClaim ||
                        mark.kind == ledger::EntryKind::kManagedCredit;
      if (!ours || mark.booked) continue;
      findings_.Add(fmt::format("凭证 {} 所记的特殊人员单据不存在", i + 1),
                    fmt::format("journal: entry {} books a paper that is not there", i + 1));
    }
  }

  struct Cost {
    std::int32_t year;
    std::int64_t entry, reversal;
    Money amount;
  };

  Region& region_;
  store::Reader& reader_;
  Book& book_;
  Findings& findings_;
  SpecialCounts counts_;
  std::map<MoveKey, Money> moves_;
  std::vector<Cost> costs_;
  std::vector<SpecialClaim> surpluses_;
  std::map<std::int32_t, Money> standards_;  // by year
};

}  // namespace

Result<SpecialCounts> VerifySpecial(Region& region, store::Reader& reader, Book& book,
                                    Findings& findings) {
  Verifier verifier(region, reader, book, findings);
  const Status status = verifier.Run();
  if (!status.ok()) return status.error();
  return verifier.counts();
}

}  // namespace tongchou::service
