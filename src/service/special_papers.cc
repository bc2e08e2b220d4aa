#include "service/special_papers.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "store/packing.h"

namespace tongchou::service {
namespace {

// Paid out of a fund: spent, and gone from the bank.
void AppendSpending(const std::string& scheme, const std::string& fund, Money amount,
                    std::vector<ledger::Posting>& postings) {
  if (amount == Money{}) return;
  postings.push_back({{scheme, fund, ledger::Role::kBenefits}, amount, {}});
  postings.push_back({{scheme, fund, ledger::Role::kBank}, {}, amount});
}

const std::string kPooled = "pooled";
const std::string kManaged = "managed";

// What the entries of a claim vouch for: nothing of it changes once it is posted.
std::string PackPosted(const SpecialClaim& claim) {
  store::Packer out;
  out.Text(claim.id).Kind(claim.kind).Number(claim.year).Text(claim.unit);
  out.Amount(claim.bills).Amount(claim.eligible).Amount(claim.managed).Amount(claim.pooled);
  out.Amount(claim.limit).Text(claim.scheme).Digest(claim.pack_digest).At(claim.posted_at);
  return out.Take();
}

ledger::Entry Draft(const SpecialClaim& claim, Moment at, std::string source) {
  ledger::Entry entry;
  entry.at = at;
  entry.day = DayOf(at);
  entry.kind = ledger::EntryKind::kSpecialClaim;
  entry.source = std::move(source);
  entry.content = Sm3(PackPosted(claim));
  AppendSpending(claim.scheme, kPooled, claim.pooled, entry.postings);
  AppendSpending(claim.scheme, kManaged, claim.managed, entry.postings);
  return entry;
}

}  // namespace

std::span<const SpecialGroupRow> AllSpecialGroups() {
  static const std::array<SpecialGroupRow, 3> kGroups = {{
      {SpecialGroup::kCadre, "cadre", {"离休干部", "retired cadre"}, true},
      {SpecialGroup::kCountyCadre, "county_cadre", {"县级干部", "county-level cadre"}, true},
      {SpecialGroup::kSoldier,
       "soldier",
       {"二等乙级以上伤残军人", "disabled soldier (class 2B or above)"},
       false},
  }};
  return kGroups;
}

const SpecialGroupRow& RowOf(SpecialGroup group) {
  return AllSpecialGroups()[static_cast<std::size_t>(group)];
}

const SpecialGroupRow* FindSpecialGroup(std::string_view code) {
  const auto row = std::ranges::find(AllSpecialGroups(), code, &SpecialGroupRow::code);
  return row == AllSpecialGroups().end() ? nullptr : &*row;
}

const SpecialSpan* SpecialMember::On(Date day) const { return Within({day, day}); }

const SpecialSpan* SpecialMember::Within(DateRange days) const {
  const SpecialSpan* found = nullptr;
  for (const SpecialSpan& span : spans) {
    if (span.range.from <= days.through && days.from <= span.range.through) found = &span;
  }
  return found;
}

std::string_view CodeOf(StandardKind kind) {
  return kind == StandardKind::kCadre ? "cadre" : "offsite";
}

Money YearStandard::average() const {
  return heads <= 0 ? Money{} : Money{DivideRoundHalfAway(cost.fen, heads)};
}

Money YearStandard::value() const {
  return std::max(MultiplyRoundHalfAway(average(), share) + adjustment, Money{});
}

Money ManagedAccount::balance() const {
  Money sum;
  for (const ManagedMove& move : moves) sum += move.amount;
  return sum;
}

Money ManagedAccount::surplus(std::int32_t year, Date until) const {
  Money sum;
  for (const ManagedMove& move : moves) {
    const bool later_year = move.kind == ManagedKind::kCredit && move.year > year;
    if (move.day < until && !later_year) sum += move.amount;
  }
  return std::max(sum, Money{});
}

Money ManagedCredit::total() const {
  Money sum;
  for (const Line& line : lines) sum += line.amount;
  return sum;
}

std::span<const SpecialClaimRow> AllSpecialClaims() {
  static const std::array<SpecialClaimRow, 3> kKinds = {{
      {SpecialClaimKind::kCadreCost,
       "cadre_cost",
       {"离休干部医药费报销", "costs of a retired cadre"}},
      {SpecialClaimKind::kOffsiteCost,
       "offsite_cost",
       {"异地安置退休人员限额报销", "costs of somebody settled elsewhere"}},
      {SpecialClaimKind::kSurplus,
       "surplus",
       {"代管账户年终结余发放", "surplus of a managed account"}},
  }};
  return kKinds;
}

const SpecialClaimRow& RowOf(SpecialClaimKind kind) {
  return AllSpecialClaims()[static_cast<std::size_t>(kind)];
}

ledger::Entry EntryOf(const SpecialClaim& claim) { return Draft(claim, claim.posted_at, claim.id); }

ledger::Entry ReversalEntryOf(const SpecialClaim& claim) {
  ledger::Entry entry = Draft(claim, *claim.reversed_at, claim.id + "/reversal");
  entry.postings = ledger::ReversalOf(entry.postings);
  return entry;
}

ledger::Entry EntryOf(const ManagedCredit& credit, std::size_t booking) {
  ledger::Entry entry;
  entry.at = credit.times[booking];
  entry.day = DayOf(entry.at);
  entry.kind = ledger::EntryKind::kManagedCredit;
  entry.source = fmt::format("{}/{}", credit.bill, booking + 1);
  store::Packer out;
  out.Text(credit.bill).Number(static_cast<std::int64_t>(booking)).Number(credit.year);
  for (const ManagedCredit::Line& line : credit.lines) out.Text(line.psn_no).Amount(line.amount);
  entry.content = Sm3(out.Take());
  const Money total = credit.total();
  if (total == Money{}) return entry;
  // Each fund by itself: what one spends, the other takes in.
  AppendSpending(credit.scheme, kPooled, total, entry.postings);
  ledger::AppendIncome(credit.scheme, kManaged, total, /*opening=*/false, entry.postings);
  if (booking % 2 == 1) entry.postings = ledger::ReversalOf(entry.postings);
  return entry;
}

}  // namespace tongchou::service
