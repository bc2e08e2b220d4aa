#include "service/payout_papers.h"

#include <algorithm>

#include "service/account_year.h"
#include "store/packing.h"

namespace tongchou::service {
namespace {

constexpr std::int64_t kForm = 1;

void PackForm(const PayoutForm& form, store::Packer& out) {
  out.Text(form.psn_no).Kind(form.kind).Day(form.day).Text(form.place).Text(form.documents);
  out.Text(form.period).Text(form.reason);
}

// What the entry vouches for: nothing of it changes once it is posted.
std::string PackPosted(const Payout& payout) {
  store::Packer out;
  out.Number(kForm).Text(payout.id);
  PackForm(payout.form, out);
  out.Amount(payout.interest).Amount(payout.amount).Text(payout.scheme).Text(payout.pack);
  return out.Digest(payout.pack_digest).At(payout.posted_at).Take();
}

ledger::Entry Draft(const Payout& payout, Moment at, std::string source) {
  ledger::Entry entry;
  entry.at = at;
  entry.day = DayOf(at);
  entry.kind = ledger::EntryKind::kPayout;
  entry.source = std::move(source);
  entry.content = Sm3(PackPosted(payout));
  entry.postings = ledger::PayoutPostings(payout.scheme, payout.interest, payout.amount);
  return entry;
}

}  // namespace

const std::vector<PayoutKindRow>& AllPayoutKinds() {
  static const std::vector<PayoutKindRow> kKinds = {
      {PayoutKind::kTransferOut,
       "transfer_out",
       {"转移接续（转出）", "transfer to another region"}},
      {PayoutKind::kInheritance, "inheritance", {"继承", "inheritance"}},
      {PayoutKind::kRefund, "refund", {"退保退款", "refund on leaving"}},
      {PayoutKind::kOffsite,
       "offsite",
       {"异地安置人员支付", "cash to somebody settled elsewhere"},
       false},
  };
  return kKinds;
}

const PayoutKindRow& RowOf(PayoutKind kind) {
  return AllPayoutKinds()[static_cast<std::size_t>(kind)];
}

store::RecordKey PayoutKey(const std::string& id) { return {store::RecordKind::kPayout, id}; }

store::RecordRow RecordOf(const Payout& payout) {
  store::RecordRow row;
  row.kind = store::RecordKind::kPayout;
  row.code = payout.id;
  row.version = payout.version;
  store::Packer out;
  out.Number(kForm);
  PackForm(payout.form, out);
  PackReview(payout, out);
  out.Amount(payout.interest).Amount(payout.amount).Text(payout.scheme).Text(payout.pack);
  out.Digest(payout.pack_digest).At(payout.posted_at).Number(payout.entry);
  out.Number(payout.reversal_entry).Text(payout.reversed_by).Text(payout.reversal_reason);
  out.Flag(payout.reversed_at.has_value());
  if (payout.reversed_at) out.At(*payout.reversed_at);
  row.body = out.Take();
  // Who receives it and where is nobody's business but the desk's.
  store::Packer secret;
  row.secret = secret.Text(payout.form.receiver).Text(payout.form.receiver_account).Take();
  return row;
}

Result<Payout> PayoutOf(const store::RecordRow& row) {
  store::Unpacker in(row.body);
  const bool known = in.Number() == kForm;
  Payout payout;
  payout.id = row.code;
  payout.version = row.version;
  PayoutForm& form = payout.form;
  form.psn_no = in.Text();
  form.kind = in.Kind(PayoutKind::kOffsite);
  form.day = in.Day();
  form.place = in.Text();
  form.documents = in.Text();
  form.period = in.Text();
  form.reason = in.Text();
  UnpackReview(in, payout);
  payout.interest = in.Amount();
  payout.amount = in.Amount();
  payout.scheme = in.Text();
  payout.pack = in.Text();
  payout.pack_digest = in.Digest();
  payout.posted_at = in.At();
  payout.entry = in.Number();
  payout.reversal_entry = in.Number();
  payout.reversed_by = in.Text();
  payout.reversal_reason = in.Text();
  if (in.Flag()) payout.reversed_at = in.At();
  store::Unpacker secret(row.secret);
  form.receiver = secret.Text();
  form.receiver_account = secret.Text();
  if (!known || !in.done() || !secret.done()) return Error{ErrorCode::kStoreCorrupt, {}, "record"};
  return payout;
}

Result<Money> ClosingInterest(const policy::Pack& pack, const PayoutForm& form, Date today,
                              std::span<const store::MovementRow> movements) {
  levy::InterestSpan span = BenefitYear(pack, BenefitYearOf(pack, today));
  span.until = std::min(form.day, today);
  if (!RowOf(form.kind).leaves || span.until <= span.from) return Money{};
  const auto earned = InterestOf(pack, span, movements, false);
  if (!earned.ok()) return earned.error();
  return earned->total();
}

ledger::Entry EntryOf(const Payout& payout) { return Draft(payout, payout.posted_at, payout.id); }

ledger::Entry ReversalEntryOf(const Payout& payout) {
  ledger::Entry entry = Draft(payout, *payout.reversed_at, payout.id + "/reversal");
  entry.postings = ledger::ReversalOf(entry.postings);
  return entry;
}

}  // namespace tongchou::service
