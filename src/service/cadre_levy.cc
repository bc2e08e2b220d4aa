#include "service/cadre_levy.h"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "service/account_year.h"
#include "service/desk_work.h"
#include "service/ids.h"
#include "service/member_change.h"
#include "service/pay_work.h"
#include "service/policy_at.h"
#include "service/policy_shelf.h"
#include "service/receipt_match.h"
#include "service/region.h"
#include "service/scoped_reads.h"

namespace tongchou::service {
namespace {

constexpr int kPage = 500;

Month MonthOf(const policy::Pack& pack, std::int32_t year) {
  const Date from = BenefitYear(pack, year).from;
  return {Date(from.year(), from.month(), 1)};
}

// Who is on a standing cadre bill of the year.
Result<std::set<std::int64_t>> BilledIn(store::Reader& reader, Month month) {
  std::set<std::int64_t> persons;
  const std::string prefix = ToString(month) + "/";
  std::string after;
  std::vector<LevyBill> together;
  const auto take = [&]() -> Status {
    for (const LevyBill* bill : Standing(together)) {
      const auto lines = ReadLines(reader, *bill);
      if (!lines.ok()) return lines.error();
      for (const LevyLine& line : *lines) persons.insert(line.input.person);
    }
    together.clear();
    return Done{};
  };
  while (true) {
    const auto rows = reader.RecordsUnder(store::RecordKind::kLevyBill, prefix, after, kPage);
    if (!rows.ok()) return rows.error();
    for (const store::RecordRow& row : *rows) {
      const auto named = BillOfCode(row.code);
      if (!named || BookOfDues(named->employer) != kCadreBook) continue;
      Result<LevyBill> bill = BillOf(row);
      if (!bill.ok()) return bill.error();
      if (!together.empty() && together.back().employer != bill->employer) {
        if (const Status taken = take(); !taken.ok()) return taken.error();
      }
      together.push_back(*std::move(bill));
    }
    if (rows->size() < static_cast<std::size_t>(kPage)) break;
    after = rows->back().code;
  }
  if (const Status taken = take(); !taken.ok()) return taken.error();
  return persons;
}

// The draft of a year: parts, and the lines of each.
struct Drawn {
  CadreLevy levy;
  std::map<std::string, std::vector<LevyLine>> lines;  // by payer
  std::string scheme;
};

// Units that are exempt in the year, with who pays.
Result<std::map<std::string, std::string>> Exempt(Region& region, std::int32_t year) {
  const auto all = FindHardships(region, {}, year);
  if (!all.ok()) return all.error();
  std::map<std::string, std::string> exempt;
  for (const Hardship& hardship : *all) {
    if (hardship.state == RequestState::kApproved) exempt[hardship.employer] = hardship.payer;
  }
  return exempt;
}

class Drawer {
 public:
  Drawer(Region& region, std::int32_t year) : region_(region), year_(year) {}

  Result<Drawn> Run() {
    const levy::InterestSpan span = BenefitYear(region_.pack(), year_);
    const auto special = SpecialRulesOn(region_.pack(), span.from);
    if (!special.ok()) return special.error();
    if (!(*special)->cadres) return Refuse(ErrorCode::kNoSpecialRules, region_.pack().id);
    rules_ = &*(*special)->cadres;
    Result<YearStandard> standard = ApprovedStandard(region_, StandardKind::kCadre, year_);
    if (!standard.ok()) return standard.error();
    drawn_.levy.standard = *std::move(standard);
    drawn_.scheme = rules_->scheme;
    auto exempt = Exempt(region_, year_);
    if (!exempt.ok()) return exempt.error();
    exempt_ = *std::move(exempt);
    Result<std::unique_ptr<store::Reader>> reader = ReadNow(region_);
    if (!reader.ok()) return reader.error();
    auto billed = BilledIn(**reader, MonthOf(region_.pack(), year_));
    if (!billed.ok()) return billed.error();
    billed_ = *std::move(billed);
    for (const SpecialGroupRow& group : AllSpecialGroups()) {
      if (!group.cadre) continue;
      const auto rows = FindSpecial(region_, {}, group.group, span.from);
      if (!rows.ok()) return rows.error();
      for (const SpecialMemberRow& row : *rows) Add(row, span.from);
    }
    for (auto& [payer, part] : parts_) {
      std::ranges::sort(part.cadres, {}, &CadreShare::psn_no);
      std::ranges::sort(drawn_.lines[payer], {},
                        [](const LevyLine& line) { return line.input.person; });
      drawn_.levy.parts.push_back(std::move(part));
    }
    return std::move(drawn_);
  }

 private:
  void Add(const SpecialMemberRow& row, Date first) {
    const std::int64_t person = IdNumber(region_.area_number(), IdKind::kPerson, row.member.psn_no);
    if (billed_.contains(person)) {
      ++drawn_.levy.before;
      return;
    }
    const std::string& unit = row.member.On(first)->payer;
    const auto exempt = exempt_.find(unit);
    const std::string& payer = exempt == exempt_.end() ? unit : exempt->second;
    CadrePart& part = parts_[payer];
    part.payer = payer;
    const auto known = FindEmployer(region_, payer);
    part.payer_name = known ? known->name : payer;
    part.exempt = exempt != exempt_.end();
    part.due = part.exempt ? Month{first}.Plus(rules_->finance_due_months - 1).last()
                           : first.PlusDays(-rules_->due_days);
    part.cadres.push_back({row.member.psn_no, row.person.name, unit});
    const Money standard = drawn_.levy.standard.value();
    part.amount += standard;
    LevyLine line;
    line.input.person = person;
    line.input.category = "cadre_standard";
    line.input.wage = standard;
    line.input.wage_year = year_;
    line.input.age = AgeOn(first, row.person.birth);
    line.figures = PooledFigures(standard);
    drawn_.lines[payer].push_back(std::move(line));
  }

  Region& region_;
  const std::int32_t year_;
  const policy::CadreRules* rules_ = nullptr;
  std::map<std::string, std::string> exempt_;
  std::set<std::int64_t> billed_;
  std::map<std::string, CadrePart> parts_;
  Drawn drawn_;
};

// The share of each cadre of a bill in the managed accounts.
Result<ManagedCredit> CreditOf(Region& region, store::Reader& reader, const LevyBill& bill) {
  const policy::Pack* pack = region.policies().FindByDigest(ToHex(bill.pack_digest));
  if (pack == nullptr) return Refuse(ErrorCode::kPackNotLoaded, bill.pack);
  const auto rules = SpecialRulesOn(*pack, bill.month.first);
  if (!rules.ok()) return rules.error();
  if (!(*rules)->cadres) return Refuse(ErrorCode::kNoSpecialRules, pack->id);
  const auto lines = ReadLines(reader, bill);
  if (!lines.ok()) return lines.error();
  ManagedCredit credit;
  credit.dues = bill.employer;
  credit.bill = NumberOf(bill);
  credit.scheme = bill.scheme;
  for (const LevyLine& line : *lines) {
    credit.year = line.input.wage_year;
    credit.lines.push_back(
        {IdText(region.area_number(), IdKind::kPerson, line.input.person),
         MultiplyRoundHalfAway(line.figures.employer, (*rules)->cadres->managed_share)});
  }
  return credit;
}

// Books one bill's credit, or takes it back; whichever it lacks. `paid`: as the view knew it.
class CreditOne {
 public:
  CreditOne(Region& region, const std::string& actor, ManagedReport& report)
      : region_(region), actor_(actor), report_(report) {}

  Status Run(const ManagedCredit& wanted, const levy::BillRef& ref) {
    Command command = DeskCommand(region_, actor_, "credit_managed");
    ManagedReport report;
    command.needs = [&](const WorkingSet&, store::Needs& needs) {
      needs.records.push_back(CreditKeyOf(wanted.bill));
      needs.records.push_back(DuesKey(wanted.dues));
      for (const auto& line : wanted.lines) needs.records.push_back(ManagedKey(line.psn_no));
    };
    command.execute = [&](Work& work) -> Result<Executed> {
      report = report_;
      const Status booked = Book(work, wanted, ref, report);
      if (!booked.ok()) return booked.error();
      return Executed{{}, 0, wanted.bill};
    };
    const Status submitted = Submit(region_, command);
    if (submitted.ok()) report_ = report;
    return submitted;
  }

 private:
  Status Book(Work& work, const ManagedCredit& wanted, const levy::BillRef& ref,
              ManagedReport& report) {
    ManagedCredit credit = wanted;
    if (const store::RecordRow* row = work.set.FindRecord(CreditKeyOf(wanted.bill))) {
      Result<ManagedCredit> before = ManagedCreditOf(*row);
      if (!before.ok()) return before.error();
      credit = *std::move(before);
    }
    const Result<Dues> dues = FindDues(work, wanted.dues);
    if (!dues.ok()) return dues.error();
    const levy::Debt* debt = dues->Find(ref);
    const bool paid = debt != nullptr && debt->open_principal() <= Money{};
    if (paid == credit.standing()) return Done{};
    std::vector<ManagedAccount> accounts;
    for (const ManagedCredit::Line& line : credit.lines) {
      Result<ManagedAccount> account = ManagedIn(work, line.psn_no);
      if (!account.ok()) return account.error();
      if (!paid && account->balance() < line.amount) {
        ++report.not_taken_back;
        return Done{};
      }
      accounts.push_back(*std::move(account));
    }
    const std::int64_t entry = work.set.NextEntry();
    for (std::size_t i = 0; i < accounts.size(); ++i) {
      const Money amount = credit.lines[i].amount;
      accounts[i].moves.push_back({DayOf(work.at), ManagedKind::kCredit, paid ? amount : -amount,
                                   credit.year, credit.bill, entry});
      work.set.Put(RecordOf(accounts[i]));
    }
    credit.entries.push_back(entry);
    credit.times.push_back(work.at);
    credit.by = work.actor;
    work.set.AddEntry(EntryOf(credit, credit.entries.size() - 1));
    work.set.Put(RecordOf(credit));
    ++(paid ? report.credited : report.taken_back);
    report.amount += paid ? credit.total() : -credit.total();
    return Done{};
  }

  Region& region_;
  const std::string& actor_;
  ManagedReport& report_;
};

// Takes back what was given for bills that are owed no more.
Status TakeBackOrphans(Region& region, store::Reader& reader, const std::string& actor,
                       ManagedReport& report) {
  const auto rows = reader.Records(store::RecordKind::kManagedCredit);
  if (!rows.ok()) return rows.error();
  for (const store::RecordRow& row : *rows) {
    const Result<ManagedCredit> credit = ManagedCreditOf(row);
    if (!credit.ok()) return credit.error();
    const std::optional<NamedBill> bill = BillNamed(credit->bill);
    if (!credit->standing() || !bill) continue;
    store::Needs needs;
    needs.records = {DuesKey(credit->dues)};
    const Result<store::Loaded> loaded = reader.Load(needs);
    if (!loaded.ok()) return loaded.error();
    const Result<Dues> dues = loaded->records.empty() ? Dues() : DuesOf(loaded->records.front());
    if (!dues.ok()) return dues.error();
    if (dues->Find(bill->bill) != nullptr) continue;
    const Status booked = CreditOne(region, actor, report).Run(*credit, bill->bill);
    if (!booked.ok()) return booked;
  }
  return Done{};
}

// The bill of a debt, and whether its credit stands.
struct DebtBill {
  LevyBill bill;
  bool standing = false;
};
Result<DebtBill> BillOfDebt(store::Reader& reader, const std::string& dues,
                            const levy::BillRef& ref) {
  store::Needs needs;
  needs.records = {BillKey({ref.month}, dues, ref.number), CreditKeyOf(NumberOf(dues, ref))};
  const Result<store::Loaded> loaded = reader.Load(needs);
  if (!loaded.ok()) return loaded.error();
  DebtBill made;
  for (const store::RecordRow& row : loaded->records) {
    if (row.kind == store::RecordKind::kLevyBill) {
      Result<LevyBill> bill = BillOf(row);
      if (!bill.ok()) return bill.error();
      made.bill = *std::move(bill);
    } else {
      const Result<ManagedCredit> credit = ManagedCreditOf(row);
      if (!credit.ok()) return credit.error();
      made.standing = credit->standing();
    }
  }
  if (made.bill.employer.empty()) return Error{ErrorCode::kStoreCorrupt, {}, "record"};
  return made;
}

}  // namespace

Result<CadreLevy> PreviewCadreLevy(Region& region, std::int32_t year) {
  Result<Drawn> drawn = Drawer(region, year).Run();
  if (!drawn.ok()) return drawn.error();
  return std::move(drawn->levy);
}

Result<CadreLevy> RunCadreLevy(Region& region, const std::string& actor, std::int32_t year) {
  Result<Drawn> drawn = Drawer(region, year).Run();
  if (!drawn.ok()) return drawn.error();
  for (CadrePart& part : drawn->levy.parts) {
    ClaimDraft draft;
    draft.employer = part.payer;
    draft.book = kCadreBook;
    draft.month = MonthOf(region.pack(), year);
    draft.due = part.due;
    draft.scheme = drawn->scheme;
    draft.reason = drawn->levy.standard.documents;
    draft.lines = std::move(drawn->lines[part.payer]);
    const Result<LevyBill> bill = PostClaim(region, actor, std::move(draft));
    if (!bill.ok()) return bill.error();
    part.bill = NumberOf(*bill);
  }
  return std::move(drawn->levy);
}

Result<ManagedReport> CreditManaged(Region& region, const std::string& actor) {
  Result<std::unique_ptr<store::Reader>> reader = ReadNow(region);
  if (!reader.ok()) return reader.error();
  const auto rows = (*reader)->Records(store::RecordKind::kDues);
  if (!rows.ok()) return rows.error();
  ManagedReport report;
  for (const store::RecordRow& row : *rows) {
    if (BookOfDues(row.code) != kCadreBook) continue;
    const Result<Dues> dues = DuesOf(row);
    if (!dues.ok()) return dues.error();
    for (const levy::Debt& debt : dues->debts) {
      const Result<DebtBill> found = BillOfDebt(**reader, row.code, debt.bill);
      if (!found.ok()) return found.error();
      if ((debt.open_principal() <= Money{}) == found->standing) continue;
      const Result<ManagedCredit> wanted = CreditOf(region, **reader, found->bill);
      if (!wanted.ok()) return wanted.error();
      const Status booked = CreditOne(region, actor, report).Run(*wanted, debt.bill);
      if (!booked.ok()) return booked.error();
    }
  }
  const Status orphans = TakeBackOrphans(region, **reader, actor, report);
  if (!orphans.ok()) return orphans.error();
  return report;
}

Result<ManagedAccount> ManagedOfPerson(Region& region, const Scope& scope,
                                       const std::string& psn_no) {
  const Result<Person> person = GetPerson(region, scope, psn_no);
  if (!person.ok()) return person.error();
  Result<std::unique_ptr<store::Reader>> reader = ReadNow(region);
  if (!reader.ok()) return reader.error();
  store::Needs needs;
  needs.records = {ManagedKey(psn_no)};
  const Result<store::Loaded> loaded = (*reader)->Load(needs);
  if (!loaded.ok()) return loaded.error();
  if (!loaded->records.empty()) return ManagedOf(loaded->records.front());
  ManagedAccount none;
  none.psn_no = psn_no;
  return none;
}

Result<ManagedAccount> ManagedIn(const Work& work, const std::string& psn_no) {
  if (const store::RecordRow* row = work.set.FindRecord(ManagedKey(psn_no))) {
    return ManagedOf(*row);
  }
  ManagedAccount none;
  none.psn_no = psn_no;
  return none;
}

}  // namespace tongchou::service
