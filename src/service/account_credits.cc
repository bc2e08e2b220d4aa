#include "service/account_credits.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <utility>

#include "service/committer.h"
#include "service/enrol.h"
#include "service/pay_work.h"
#include "service/region.h"
#include "store/packing.h"

namespace tongchou::service {
namespace {

constexpr std::int64_t kForm = 1;
constexpr std::int64_t kPersonsAtOnce = 1000;

Result<std::unique_ptr<store::Reader>> Read(Region& region) {
  return region.store().Read(region.area_number());
}

bool IsComplete(const Dues& dues, const levy::BillRef& bill) {
  const levy::Debt* debt = dues.Find(bill);
  return debt != nullptr && debt->paid[levy::kAccountPart] == debt->owed[levy::kAccountPart];
}

// One sheet of a bill that is to be credited.
struct Sheet {
  std::string employer, scheme;
  levy::BillRef bill;
  std::size_t number = 0;
  bool last = false;      // of the bill
  bool complete = false;  // the account part was paid in full
  std::vector<LevyLine> lines;
};

std::string PackAmounts(const store::RecordKey& key, const std::vector<Money>& amounts) {
  store::Packer out;
  out.Number(kForm).Text(key.code).Number(static_cast<std::int64_t>(amounts.size()));
  for (const Money amount : amounts) out.Amount(amount);
  return out.Take();
}

std::vector<Money> CreditedSoFar(const CreditSheet& sheet, std::size_t lines) {
  std::vector<Money> sums(lines);
  for (const CreditMove& move : sheet.moves) {
    for (std::size_t i = 0; i < lines; ++i) sums[i] += move.amounts[i];
  }
  return sums;
}

// Books what a sheet's accounts lack, or have too much. Refusals: kStoreCorrupt.
Status BookSheet(Work& work, const Sheet& sheet, CreditReport& report) {
  CreditSheet credited;
  credited.key = CreditKey(sheet.employer, sheet.bill, sheet.number);
  credited.scheme = sheet.scheme;
  if (const store::RecordRow* row = work.set.FindRecord(credited.key)) {
    Result<CreditSheet> before = CreditSheetOf(*row);
    if (!before.ok()) return before.error();
    credited = *std::move(before);
  }
  const std::vector<Money> sums = CreditedSoFar(credited, sheet.lines.size());
  CreditMove move;
  move.entry = work.set.NextEntry();
  move.at = work.at;
  move.by = work.actor;
  bool any = false;
  for (std::size_t i = 0; i < sheet.lines.size(); ++i) {
    const LevyLine& line = sheet.lines[i];
    const Money wanted = (sheet.complete ? line.figures.account : Money{}) - sums[i];
    const Money least = -work.set.AccountOf(line.input.person).balance;
    const Money amount = std::max(wanted, std::min(least, Money{}));
    report.not_taken_back += amount - wanted;
    move.amounts.push_back(amount);
    if (amount == Money{}) continue;
    any = true;
    ++report.persons;
    report.amount += amount;
    CreditAccount(work, line.input.person, amount, store::MovementKind::kContribution, move.entry);
  }
  if (!any) return Done{};
  work.set.AddEntry(EntryOf(credited, move));
  credited.moves.push_back(std::move(move));
  work.set.Put(RecordOf(credited));
  return Done{};
}

// Goes through employers, gathering sheets until they make a transaction.
class Crediter {
 public:
  Crediter(Region& region, const std::string& actor) : region_(region), actor_(actor) {}

  Status Add(const std::string& employer) {
    Result<std::unique_ptr<store::Reader>> reader = Read(region_);
    if (!reader.ok()) return reader.error();
    store::Needs needs;
    needs.records = {DuesKey(employer)};
    const Result<store::Loaded> loaded = (*reader)->Load(needs);
    if (!loaded.ok()) return loaded.error();
    if (loaded->records.empty()) return Done{};
    const Result<Dues> dues = DuesOf(loaded->records.front());
    if (!dues.ok()) return dues.error();
    for (const levy::BillRef& bill : dues->crediting) {
      const Status added = AddBill(**reader, *dues, bill);
      if (!added.ok()) return added;
    }
    return Done{};
  }

  Status Flush() {
    if (gathered_.empty()) return Done{};
    Command command;
    command.actor = actor_;
    command.action = "credit_accounts";
    command.at = region_.clock().Now();
    command.needs = [&](const WorkingSet&, store::Needs& needs) { Need(needs); };
    CreditReport report;
    command.execute = [&](Work& work) -> Result<Executed> {
      report = report_;
      for (const Sheet& sheet : gathered_) {
        const Status booked = BookOne(work, sheet, report);
        if (!booked.ok()) return booked.error();
      }
      const Sheet& first = gathered_.front();
      return Executed{
          {}, 0, fmt::format("{} +{}", NumberOf(first.employer, first.bill), gathered_.size() - 1)};
    };
    const Result<Answered> answered = region_.committer().Submit(command);
    if (!answered.ok()) return answered.error();
    report_ = report;
    gathered_.clear();
    persons_ = 0;
    return Done{};
  }

  const CreditReport& report() const { return report_; }

 private:
  Status AddBill(store::Reader& reader, const Dues& dues, const levy::BillRef& ref) {
    store::Needs needs;
    needs.records = {BillKey({ref.month}, dues.employer, ref.number)};
    const Result<store::Loaded> loaded = reader.Load(needs);
    if (!loaded.ok()) return loaded.error();
    if (loaded->records.empty()) return Error{ErrorCode::kStoreCorrupt, {}, "record"};
    const Result<LevyBill> bill = BillOf(loaded->records.front());
    if (!bill.ok()) return bill.error();
    for (std::size_t i = 0; i < bill->sheets.size(); ++i) {
      store::Needs lines;
      lines.records = {SheetKey(bill->month, bill->employer, bill->number, i)};
      const Result<store::Loaded> row = reader.Load(lines);
      if (!row.ok()) return row.error();
      if (row->records.empty()) return Error{ErrorCode::kStoreCorrupt, {}, "record"};
      Result<std::vector<LevyLine>> read = LinesOf(row->records.front());
      if (!read.ok()) return read.error();
      persons_ += static_cast<std::int64_t>(read->size());
      gathered_.push_back({dues.employer, bill->scheme, ref, i, i + 1 == bill->sheets.size(),
                           IsComplete(dues, ref), *std::move(read)});
      if (persons_ < kPersonsAtOnce) continue;
      const Status flushed = Flush();
      if (!flushed.ok()) return flushed;
    }
    return Done{};
  }

  void Need(store::Needs& needs) const {
    for (const Sheet& sheet : gathered_) {
      needs.records.push_back(DuesKey(sheet.employer));
      needs.records.push_back(CreditKey(sheet.employer, sheet.bill, sheet.number));
      for (const LevyLine& line : sheet.lines) needs.persons.push_back(line.input.person);
    }
  }

  // A sheet whose bill was paid or taken back meanwhile is left to the next run.
  Status BookOne(Work& work, const Sheet& sheet, CreditReport& report) {
    Result<Dues> dues = FindDues(work, sheet.employer);
    if (!dues.ok()) return dues.error();
    const auto waiting = std::ranges::find(dues->crediting, sheet.bill);
    if (waiting == dues->crediting.end() || IsComplete(*dues, sheet.bill) != sheet.complete) {
      return Done{};
    }
    const Status booked = BookSheet(work, sheet, report);
    if (!booked.ok() || !sheet.last) return booked;
    ++report.bills;
    dues->crediting.erase(waiting);
    work.set.Put(RecordOf(*dues));
    return Done{};
  }

  Region& region_;
  const std::string& actor_;
  std::vector<Sheet> gathered_;
  std::int64_t persons_ = 0;
  CreditReport report_;
};

// Every employer whose dues wait for a crediting.
Result<std::vector<std::string>> Waiting(Region& region) {
  Result<std::unique_ptr<store::Reader>> reader = Read(region);
  if (!reader.ok()) return reader.error();
  const auto rows = (*reader)->Records(store::RecordKind::kDues);
  if (!rows.ok()) return rows.error();
  std::vector<std::string> employers;
  for (const store::RecordRow& row : *rows) {
    const Result<Dues> dues = DuesOf(row);
    if (!dues.ok()) return dues.error();
    if (!dues->crediting.empty()) employers.push_back(row.code);
  }
  return employers;
}

}  // namespace

store::RecordKey CreditKey(const std::string& employer, const levy::BillRef& bill,
                           std::size_t sheet) {
  return {store::RecordKind::kAccountCredit,
          SheetKey({bill.month}, employer, bill.number, sheet).code};
}

store::RecordRow RecordOf(const CreditSheet& sheet) {
  store::Packer out;
  out.Number(kForm).Text(sheet.scheme).Number(static_cast<std::int64_t>(sheet.moves.size()));
  for (const CreditMove& move : sheet.moves) {
    out.Number(move.entry).At(move.at).Text(move.by);
    out.Number(static_cast<std::int64_t>(move.amounts.size()));
    for (const Money amount : move.amounts) out.Amount(amount);
  }
  return {sheet.key.kind, sheet.key.code, out.Take(), {}, sheet.version};
}

Result<CreditSheet> CreditSheetOf(const store::RecordRow& row) {
  store::Unpacker in(row.body);
  const bool known = in.Number() == kForm;
  CreditSheet sheet;
  sheet.key = {row.kind, row.code};
  sheet.version = row.version;
  sheet.scheme = in.Text();
  sheet.moves.resize(in.Count());
  for (CreditMove& move : sheet.moves) {
    move.entry = in.Number();
    move.at = in.At();
    move.by = in.Text();
    move.amounts.resize(in.Count());
    for (Money& amount : move.amounts) amount = in.Amount();
  }
  if (!known || !in.done()) return Error{ErrorCode::kStoreCorrupt, {}, "record"};
  return sheet;
}

ledger::Entry EntryOf(const CreditSheet& sheet, const CreditMove& move) {
  ledger::Entry entry;
  entry.at = move.at;
  entry.day = DayOf(move.at);
  entry.kind = ledger::EntryKind::kAccountCredit;
  entry.source = sheet.key.code;
  entry.content = Sm3(PackAmounts(sheet.key, move.amounts));
  Money sum;
  for (const Money amount : move.amounts) sum += amount;
  if (sum == Money{}) return entry;
  const std::string fund(ledger::kAccountFund);
  const ledger::Account levied{sheet.scheme, fund, ledger::Role::kLevied};
  const ledger::Account holders{sheet.scheme, fund, ledger::Role::kHolders};
  const bool more = sum > Money{};
  const Money size = more ? sum : -sum;
  entry.postings = {{more ? levied : holders, size, {}}, {more ? holders : levied, {}, size}};
  return entry;
}

Result<CreditReport> CreditAccounts(Region& region, const std::string& actor,
                                    std::vector<std::string> employers,
                                    const CreditProgress& progress) {
  if (employers.empty()) {
    Result<std::vector<std::string>> waiting = Waiting(region);
    if (!waiting.ok()) return waiting.error();
    employers = *std::move(waiting);
  }
  Crediter crediter(region, actor);
  const auto total = static_cast<std::int64_t>(employers.size());
  std::int64_t done = 0;
  for (const std::string& employer : employers) {
    const Status added = crediter.Add(employer);
    if (!added.ok()) return added.error();
    constexpr std::int64_t kEvery = 20;
    if (++done % kEvery == 0 && progress) progress(done, total);
  }
  const Status flushed = crediter.Flush();
  if (!flushed.ok()) return flushed.error();
  return crediter.report();
}

}  // namespace tongchou::service
