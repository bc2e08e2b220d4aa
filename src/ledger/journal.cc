#include "ledger/journal.h"

#include <algorithm>
#include <array>

namespace tongchou::ledger {
namespace {

struct KindRow {
  EntryKind kind;
  std::string_view code;
  Text title;
};

const KindRow& RowOf(EntryKind kind) {
  static const std::array<KindRow, 14> kKinds = {{
      {EntryKind::kOpening, "opening", {"上年结转", "brought forward"}},
      {EntryKind::kContribution, "contribution", {"基金收入", "income"}},
      {EntryKind::kSettlement, "settlement", {"待遇结算", "settlement"}},
      {EntryKind::kReversal, "reversal", {"结算撤销", "reversal"}},
      {EntryKind::kCrossing, "crossing", {"异地就医", "treated for another area"}},
      {EntryKind::kClearing, "clearing", {"异地清算", "clearing with another area"}},
      {EntryKind::kLevy, "levy", {"征缴", "levy"}},
      {EntryKind::kInterest, "interest", {"个人账户计息", "interest of accounts"}},
      {EntryKind::kPayout, "payout", {"个人账户支付", "payout of an account"}},
      {EntryKind::kReceipt, "receipt", {"缴费到账", "receipt"}},
      {EntryKind::kAccountCredit, "account_credit", {"划入个人账户", "credit of accounts"}},
      {EntryKind::kSpecialClaim, "special_claim", {"特殊人员报销支付", "special groups, paid"}},
      {EntryKind::kManagedCredit, "managed_credit", {"划入代管账户", "credit of managed accounts"}},
      {EntryKind::kRecompute, "recompute", {"追溯重算差额", "difference of a recomputation"}},
  }};
  const auto row = std::ranges::find(kKinds, kind, &KindRow::kind);
  TC_CHECK(row != kKinds.end());
  return *row;
}

// Fixed-width big-endian, so that the bytes are the same on every machine.
void AppendNumber(std::int64_t value, std::string& out) {
  for (int shift = 56; shift >= 0; shift -= 8) {
    out.push_back(static_cast<char>(static_cast<std::uint64_t>(value) >> shift));
  }
}

void AppendText(std::string_view text, std::string& out) {
  AppendNumber(static_cast<std::int64_t>(text.size()), out);
  out.append(text);
}

void AppendDigest(const Sm3Digest& digest, std::string& out) {
  out.append(digest.begin(), digest.end());
}

// `amount` from `debit` to `credit`, or the other way round when it is negative.
void AppendMove(const Account& debit, const Account& credit, Money amount,
                std::vector<Posting>& postings) {
  if (amount.fen == 0) return;
  const bool back = amount.fen < 0;
  const Money moved = back ? -amount : amount;
  postings.push_back({back ? credit : debit, moved, {}});
  postings.push_back({back ? debit : credit, {}, moved});
}

bool SameSide(const Posting& a, const Posting& b) {
  return a.account == b.account && (a.debit.fen > 0) == (b.debit.fen > 0);
}

}  // namespace

const Text& KindTitle(EntryKind kind) { return RowOf(kind).title; }

std::string_view KindCode(EntryKind kind) { return RowOf(kind).code; }

Status CheckPostings(std::span<const Posting> postings) {
  Int128 debit = 0;
  Int128 credit = 0;
  for (std::size_t i = 0; i < postings.size(); ++i) {
    const Posting& posting = postings[i];
    const bool one_side = (posting.debit.fen > 0 && posting.credit.fen == 0) ||
                          (posting.credit.fen > 0 && posting.debit.fen == 0);
    if (!one_side) return ErrorCode::kUnbalancedEntry;
    for (std::size_t j = 0; j < i; ++j) {
      if (SameSide(postings[j], posting)) return ErrorCode::kUnbalancedEntry;
    }
    debit += posting.debit.fen;
    credit += posting.credit.fen;
  }
  if (debit != credit) return ErrorCode::kUnbalancedEntry;
  if (debit > kMaxFen) return ErrorCode::kAmountOverflow;
  return Done{};
}

Result<Entry> MakeEntry(Entry draft, std::int64_t number, const Sm3Digest& previous) {
  const Status balanced = CheckPostings(draft.postings);
  if (!balanced.ok()) return balanced.error();
  draft.number = number;
  draft.previous = previous;
  draft.digest = DigestOf(draft);
  return draft;
}

std::string CanonicalBytes(const Entry& entry) {
  std::string bytes = "TCJ1";
  bytes.reserve(160 + entry.source.size() + entry.postings.size() * 56);
  AppendDigest(entry.previous, bytes);
  AppendNumber(entry.area, bytes);
  AppendNumber(entry.number, bytes);
  AppendNumber(entry.at.ms, bytes);
  AppendNumber(entry.day.days(), bytes);
  AppendNumber(static_cast<std::int64_t>(entry.kind), bytes);
  AppendText(entry.source, bytes);
  AppendDigest(entry.content, bytes);
  AppendNumber(static_cast<std::int64_t>(entry.postings.size()), bytes);
  for (const Posting& posting : entry.postings) {
    AppendText(CodeOf(posting.account), bytes);
    AppendNumber(posting.debit.fen, bytes);
    AppendNumber(posting.credit.fen, bytes);
  }
  return bytes;
}

Sm3Digest DigestOf(const Entry& entry) { return Sm3(CanonicalBytes(entry)); }

std::vector<Posting> ReversalOf(std::span<const Posting> postings) {
  std::vector<Posting> reversal(postings.begin(), postings.end());
  for (Posting& posting : reversal) std::swap(posting.debit, posting.credit);
  return reversal;
}

Money AmountOf(const Entry& entry) {
  Money amount;
  for (const Posting& posting : entry.postings) amount += posting.debit;
  return amount;
}

std::vector<Posting> SettlementPostings(const std::string& scheme,
                                        std::span<const FundPayment> payments, Money account,
                                        std::int64_t neighbour) {
  const Role owed = neighbour == 0 ? Role::kPayable : Role::kDueTo;
  std::vector<Posting> postings;
  postings.reserve(payments.size() * 2 + 2);
  // Several layers of a benefit may pay from one fund: it stands once, with their sum.
  for (const FundPayment& payment : payments) {
    TC_CHECK(payment.amount.fen >= 0);
    if (payment.amount.fen == 0) continue;
    const auto same = std::find_if(postings.begin(), postings.end(), [&](const Posting& posting) {
      return posting.account.fund == payment.fund;
    });
    if (same != postings.end()) {
      same->debit += payment.amount;
      (same + 1)->credit += payment.amount;
      continue;
    }
    postings.push_back({{scheme, payment.fund, Role::kBenefits}, payment.amount, {}});
    postings.push_back({{scheme, payment.fund, owed, neighbour}, {}, payment.amount});
  }
  TC_CHECK(account.fen >= 0);
  if (account.fen > 0) {
    const std::string fund(kAccountFund);
    postings.push_back({{scheme, fund, Role::kHolders}, account, {}});
    postings.push_back({{scheme, fund, owed, neighbour}, {}, account});
  }
  return postings;
}

std::vector<Posting> CrossingPostings(const std::string& insured, Money amount) {
  const std::string scheme(kClearingScheme);
  std::vector<Posting> postings;
  AppendMove({scheme, insured, Role::kDueFrom}, {scheme, insured, Role::kPayable}, amount,
             postings);
  return postings;
}

std::vector<Posting> ClearingPaid(const std::string& scheme, std::span<const FundPayment> payments,
                                  std::int64_t neighbour) {
  std::vector<Posting> postings;
  for (const FundPayment& payment : payments) {
    AppendMove({scheme, payment.fund, Role::kDueTo, neighbour}, {scheme, payment.fund, Role::kBank},
               payment.amount, postings);
  }
  return postings;
}

std::vector<Posting> ClearingReceived(const std::string& insured, Money amount) {
  const std::string scheme(kClearingScheme);
  std::vector<Posting> postings;
  AppendMove({scheme, insured, Role::kBank}, {scheme, insured, Role::kDueFrom}, amount, postings);
  return postings;
}

std::vector<Posting> InterestPostings(const std::string& scheme, Money amount) {
  const std::string fund(kAccountFund);
  std::vector<Posting> postings;
  AppendMove({scheme, fund, Role::kInterest}, {scheme, fund, Role::kHolders}, amount, postings);
  return postings;
}

std::vector<Posting> PayoutPostings(const std::string& scheme, Money interest, Money amount) {
  const std::string fund(kAccountFund);
  std::vector<Posting> postings = InterestPostings(scheme, interest);
  AppendMove({scheme, fund, Role::kHolders}, {scheme, fund, Role::kBank}, amount, postings);
  return postings;
}

void AppendIncome(const std::string& scheme, const std::string& fund, Money amount, bool opening,
                  std::vector<Posting>& postings) {
  const Role other = fund == kAccountFund ? Role::kHolders
                     : opening            ? Role::kOpening
                                          : Role::kIncome;
  const auto add = [&](Role role, Money debit, Money credit) {
    const Posting posting{{scheme, fund, role}, debit, credit};
    for (Posting& present : postings) {
      if (!SameSide(present, posting)) continue;
      present.debit += debit;
      present.credit += credit;
      return;
    }
    postings.push_back(posting);
  };
  add(Role::kBank, amount, {});
  add(other, {}, amount);
}

}  // namespace tongchou::ledger
