#include "service/recompute_papers.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "store/packing.h"

namespace tongchou::service {
namespace {

constexpr std::int64_t kForm = 1;

Error Damaged() { return Error{ErrorCode::kStoreCorrupt, {}, "record"}; }

void Pack(const Changed& changed, store::Packer& out) {
  out.Amount(changed.before).Amount(changed.after);
}

Changed UnpackChanged(store::Unpacker& in) {
  Changed changed;
  changed.before = in.Amount();
  changed.after = in.Amount();
  return changed;
}

void Pack(const std::vector<FundChange>& changes, store::Packer& out) {
  out.Number(static_cast<std::int64_t>(changes.size()));
  for (const FundChange& change : changes) {
    out.Text(change.scheme).Text(change.fund);
    Pack(change.paid, out);
  }
}

std::vector<FundChange> UnpackFunds(store::Unpacker& in) {
  std::vector<FundChange> changes(in.Count());
  for (FundChange& change : changes) {
    change.scheme = in.Text();
    change.fund = in.Text();
    change.paid = UnpackChanged(in);
  }
  return changes;
}

void Pack(const RecomputeLine& line, store::Packer& out) {
  out.Number(line.settlement).Text(line.provider).Day(line.date);
  out.Text(line.scheme).Text(line.benefit).Amount(line.total);
  for (const Changed* changed :
       {&line.eligible, &line.deductible, &line.funds, &line.burden, &line.account, &line.cash}) {
    Pack(*changed, out);
  }
  Pack(line.by_fund, out);
}

RecomputeLine UnpackLine(store::Unpacker& in) {
  RecomputeLine line;
  line.settlement = in.Number();
  line.provider = in.Text();
  line.date = in.Day();
  line.scheme = in.Text();
  line.benefit = in.Text();
  line.total = in.Amount();
  for (Changed* changed :
       {&line.eligible, &line.deductible, &line.funds, &line.burden, &line.account, &line.cash}) {
    *changed = UnpackChanged(in);
  }
  line.by_fund = UnpackFunds(in);
  return line;
}

void Pack(const RecomputeSums& sums, store::Packer& out) {
  out.Number(sums.persons).Number(sums.settlements).Number(sums.left_out);
  out.Amount(sums.to_pay).Amount(sums.to_recover);
  Pack(sums.funds, out);
  out.Number(static_cast<std::int64_t>(sums.providers.size()));
  for (const ProviderChange& provider : sums.providers) {
    out.Text(provider.provider).Number(provider.settlements);
    Pack(provider.funds, out);
    Pack(provider.account, out);
    Pack(provider.cash, out);
  }
}

RecomputeSums UnpackSums(store::Unpacker& in) {
  RecomputeSums sums;
  sums.persons = in.Number();
  sums.settlements = in.Number();
  sums.left_out = in.Number();
  sums.to_pay = in.Amount();
  sums.to_recover = in.Amount();
  sums.funds = UnpackFunds(in);
  sums.providers.resize(in.Count());
  for (ProviderChange& provider : sums.providers) {
    provider.provider = in.Text();
    provider.settlements = in.Number();
    provider.funds = UnpackChanged(in);
    provider.account = UnpackChanged(in);
    provider.cash = UnpackChanged(in);
  }
  return sums;
}

void Add(const Changed& more, Changed& sum) {
  sum.before += more.before;
  sum.after += more.after;
}

// What is posted and never changes of a person's paper: content of its entry.
void PackPosted(const RecomputedPerson& person, store::Packer& out) {
  out.Number(kForm).Text(person.paper).Number(person.person).Kind(person.stage);
  out.At(person.at).Text(person.by).Text(person.code);
  Pack(person.due, out);
}

void PackPosted(const TakenBack& back, store::Packer& out) {
  out.Number(back.settlement).Number(back.reversal).At(back.at).Text(back.by);
  Pack(back.due, out);
}

void PackPayment(const Difference& difference, store::Packer& out) {
  out.Number(difference.entry).Flag(difference.paid_at.has_value());
  if (difference.paid_at) out.At(*difference.paid_at);
  out.Text(difference.paid_by).Text(difference.reference).Number(difference.paid_entry);
}

void UnpackPayment(store::Unpacker& in, Difference& difference) {
  difference.entry = in.Number();
  if (in.Flag()) difference.paid_at = in.At();
  difference.paid_by = in.Text();
  difference.reference = in.Text();
  difference.paid_entry = in.Number();
}

// Moves `amount` from `debit` to `credit`; a negative one the other way round.
void Move(const FundChange& fund, ledger::Role debit, ledger::Role credit,
          std::vector<ledger::Posting>& postings) {
  Money amount = fund.paid.difference();
  if (amount == Money{}) return;
  if (amount < Money{}) {
    std::swap(debit, credit);
    amount = -amount;
  }
  postings.push_back({{fund.scheme, fund.fund, debit}, amount, {}});
  postings.push_back({{fund.scheme, fund.fund, credit}, {}, amount});
}

ledger::Entry EntryOf(const Difference& difference, std::string source, const Sm3Digest& content) {
  ledger::Entry entry;
  entry.at = difference.at;
  entry.day = DayOf(difference.at);
  entry.kind = ledger::EntryKind::kRecompute;
  entry.source = std::move(source);
  entry.content = content;
  for (const FundChange& fund : difference.due) {
    Move(fund, ledger::Role::kPayable, ledger::Role::kInsured, entry.postings);
  }
  return entry;
}

// `entry`: that made the difference due.
ledger::Entry Paid(const Difference& difference, ledger::Entry entry) {
  entry.postings.clear();
  entry.at = difference.paid_at.value_or(difference.at);
  entry.day = DayOf(entry.at);
  store::Packer paid;
  paid.Digest(entry.content).At(entry.at).Text(difference.paid_by).Text(difference.reference);
  entry.content = Sm3(paid.Take());
  for (const FundChange& fund : difference.due) {
    Move(fund, ledger::Role::kInsured, ledger::Role::kBank, entry.postings);
  }
  return entry;
}

}  // namespace

Money RecomputePerson::due() const {
  Money due;
  for (const RecomputeLine& line : lines) due += line.cash.before - line.cash.after;
  return due;
}

std::size_t RecomputeSheet::lines() const {
  std::size_t sum = 0;
  for (const RecomputePerson& person : persons) sum += person.lines.size();
  return sum;
}

Money Difference::amount() const {
  Money amount;
  for (const FundChange& fund : due) amount += fund.paid.difference();
  return amount;
}

bool RecomputedPerson::HasOpen() const {
  return open() || std::ranges::any_of(taken_back, &TakenBack::open);
}

Money RecomputedPerson::OpenAmount() const {
  Money sum = open() ? amount() : Money{};
  for (const TakenBack& back : taken_back) sum += back.open() ? back.amount() : Money{};
  return sum;
}

void AddTo(const RecomputeSheet& sheet, RecomputeSums& sums) {
  sums.left_out += static_cast<std::int64_t>(sheet.left_out.size());
  for (const RecomputePerson& person : sheet.persons) {
    ++sums.persons;
    const Money due = person.due();
    (due < Money{} ? sums.to_recover : sums.to_pay) += due < Money{} ? -due : due;
    for (const RecomputeLine& line : person.lines) {
      ++sums.settlements;
      for (const FundChange& fund : line.by_fund) {
        auto found = std::ranges::find_if(sums.funds, [&](const FundChange& other) {
          return other.scheme == fund.scheme && other.fund == fund.fund;
        });
        if (found == sums.funds.end()) {
          found = sums.funds.insert(sums.funds.end(), {fund.scheme, fund.fund, {}});
        }
        Add(fund.paid, found->paid);
      }
      auto provider =
          std::ranges::lower_bound(sums.providers, line.provider, {}, &ProviderChange::provider);
      if (provider == sums.providers.end() || provider->provider != line.provider) {
        provider = sums.providers.insert(provider, {line.provider, 0, {}, {}, {}});
      }
      ++provider->settlements;
      Add(line.funds, provider->funds);
      Add(line.account, provider->account);
      Add(line.cash, provider->cash);
    }
  }
}

std::string RecomputePrefix(const std::string& pack) { return pack + "/"; }

std::string RecomputeId(const std::string& pack, std::size_t number) {
  return fmt::format("{}{:06}", RecomputePrefix(pack), number);
}

store::RecordKey RecomputeKey(const std::string& id) { return {store::RecordKind::kRecompute, id}; }

store::RecordKey RecomputeSheetKey(const std::string& id, std::int32_t number) {
  return {store::RecordKind::kRecomputeSheet, fmt::format("{}/{:06}", id, number)};
}

std::string RecomputedPrefix(std::int64_t person) {
  return fmt::format("{}{:011}/", kPersonPrefix, person);
}

store::RecordKey RecomputedKey(const std::string& id, std::int64_t person) {
  return {store::RecordKind::kRecompute, RecomputedPrefix(person) + id};
}

store::RecordKey ReplacedKey(std::int64_t original) {
  return {store::RecordKind::kRecompute, fmt::format("=old/{:011}", original)};
}

store::RecordKey RedoneKey(std::int64_t redone) {
  return {store::RecordKind::kRecompute, fmt::format("{}{:011}", kRedonePrefix, redone)};
}

store::RecordRow RecordOf(const Recompute& paper) {
  store::Packer out;
  out.Number(kForm).Text(paper.id).Text(paper.variant);
  out.Text(paper.pack).Digest(paper.pack_digest).Day(paper.from);
  out.Flag(paper.drawn).Number(paper.seen);
  Pack(paper.sums, out);
  out.Number(static_cast<std::int64_t>(paper.sheets.size()));
  for (const Sm3Digest& digest : paper.sheets) out.Digest(digest);
  PackReview(paper, out);
  out.Flag(paper.posted_at.has_value());
  if (paper.posted_at) out.At(*paper.posted_at);
  out.Text(paper.posted_by).Number(paper.posted).Number(paper.skipped);
  const store::RecordKey key = RecomputeKey(paper.id);
  return {key.kind, key.code, out.Take(), {}, paper.version};
}

Result<Recompute> RecomputeOf(const store::RecordRow& row) {
  store::Unpacker in(row.body);
  const bool known = in.Number() == kForm;
  Recompute paper;
  paper.version = row.version;
  paper.id = in.Text();
  paper.variant = in.Text();
  paper.pack = in.Text();
  paper.pack_digest = in.Digest();
  paper.from = in.Day();
  paper.drawn = in.Flag();
  paper.seen = in.Number();
  paper.sums = UnpackSums(in);
  paper.sheets.resize(in.Count());
  for (Sm3Digest& digest : paper.sheets) digest = in.Digest();
  UnpackReview(in, paper);
  if (in.Flag()) paper.posted_at = in.At();
  paper.posted_by = in.Text();
  paper.posted = in.Number();
  paper.skipped = in.Number();
  if (!known || !in.done()) return Damaged();
  return paper;
}

store::RecordRow RecordOf(const RecomputeSheet& sheet) {
  store::Packer out;
  out.Number(kForm).Text(sheet.paper).Number(sheet.number);
  out.Number(static_cast<std::int64_t>(sheet.persons.size()));
  for (const RecomputePerson& person : sheet.persons) {
    out.Number(person.person).Number(person.standing);
    out.Number(static_cast<std::int64_t>(person.chain.size()));
    for (const std::int64_t settlement : person.chain) out.Number(settlement);
    out.Number(static_cast<std::int64_t>(person.lines.size()));
    for (const RecomputeLine& line : person.lines) Pack(line, out);
  }
  out.Number(static_cast<std::int64_t>(sheet.left_out.size()));
  for (const LeftOut& one : sheet.left_out) {
    out.Number(one.person).Number(one.settlement).Kind(one.why).Text(one.code);
  }
  const store::RecordKey key = RecomputeSheetKey(sheet.paper, sheet.number);
  return {key.kind, key.code, out.Take(), {}, 0};
}

Result<RecomputeSheet> RecomputeSheetOf(const store::RecordRow& row) {
  store::Unpacker in(row.body);
  const bool known = in.Number() == kForm;
  RecomputeSheet sheet;
  sheet.paper = in.Text();
  sheet.number = static_cast<std::int32_t>(in.Number());
  sheet.persons.resize(in.Count());
  for (RecomputePerson& person : sheet.persons) {
    person.person = in.Number();
    person.standing = in.Number();
    person.chain.resize(in.Count());
    for (std::int64_t& settlement : person.chain) settlement = in.Number();
    person.lines.resize(in.Count());
    for (RecomputeLine& line : person.lines) line = UnpackLine(in);
  }
  sheet.left_out.resize(in.Count());
  for (LeftOut& one : sheet.left_out) {
    one.person = in.Number();
    one.settlement = in.Number();
    one.why = in.Kind(LeftOutWhy::kRenumbered);
    one.code = in.Text();
  }
  if (!known || !in.done()) return Damaged();
  return sheet;
}

store::RecordRow RecordOf(const RecomputedPerson& person) {
  store::Packer out;
  PackPosted(person, out);
  PackPayment(person, out);
  out.Number(static_cast<std::int64_t>(person.taken_back.size()));
  for (const TakenBack& back : person.taken_back) {
    PackPosted(back, out);
    PackPayment(back, out);
  }
  const store::RecordKey key = RecomputedKey(person.paper, person.person);
  return {key.kind, key.code, out.Take(), {}, person.version};
}

Result<RecomputedPerson> RecomputedOf(const store::RecordRow& row) {
  store::Unpacker in(row.body);
  const bool known = in.Number() == kForm;
  RecomputedPerson person;
  person.version = row.version;
  person.paper = in.Text();
  person.person = in.Number();
  person.stage = in.Kind(PersonStage::kSkipped);
  person.at = in.At();
  person.by = in.Text();
  person.code = in.Text();
  person.due = UnpackFunds(in);
  UnpackPayment(in, person);
  // Papers of before undoing was possible end here.
  if (!in.done()) person.taken_back.resize(in.Count());
  for (TakenBack& back : person.taken_back) {
    back.settlement = in.Number();
    back.reversal = in.Number();
    back.at = in.At();
    back.by = in.Text();
    back.due = UnpackFunds(in);
    UnpackPayment(in, back);
  }
  if (!known || !in.done()) return Damaged();
  return person;
}

store::RecordRow RecordOf(const Replaced& replaced, const store::RecordKey& key) {
  store::Packer out;
  out.Number(kForm).Text(replaced.paper).Number(replaced.original);
  return {key.kind, key.code, out.Number(replaced.reversal).Number(replaced.redone).Take(), {}, 0};
}

Result<Replaced> ReplacedOf(const store::RecordRow& row) {
  store::Unpacker in(row.body);
  const bool known = in.Number() == kForm;
  Replaced replaced;
  replaced.paper = in.Text();
  replaced.original = in.Number();
  replaced.reversal = in.Number();
  replaced.redone = in.Number();
  if (!known || !in.done()) return Damaged();
  return replaced;
}

ledger::Entry DueEntry(const RecomputedPerson& person) {
  store::Packer posted;
  PackPosted(person, posted);
  return EntryOf(person, RecomputedKey(person.paper, person.person).code, Sm3(posted.Take()));
}

ledger::Entry PaidEntry(const RecomputedPerson& person) { return Paid(person, DueEntry(person)); }

ledger::Entry DueEntry(const RecomputedPerson& person, const TakenBack& back) {
  store::Packer posted;
  PackPosted(back, posted);
  const std::string paper = RecomputedKey(person.paper, person.person).code;
  return EntryOf(back, fmt::format("{}/{:011}", paper, back.settlement), Sm3(posted.Take()));
}

ledger::Entry PaidEntry(const RecomputedPerson& person, const TakenBack& back) {
  return Paid(back, DueEntry(person, back));
}

}  // namespace tongchou::service
