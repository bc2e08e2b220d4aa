#include "service/funds.h"

#include <map>
#include <span>
#include <utility>

#include "service/committer.h"
#include "service/crossing_book.h"
#include "service/enrol.h"
#include "service/ids.h"
#include "service/policy_at.h"
#include "service/region.h"
#include "service/visit_work.h"

namespace tongchou::service {
namespace {

const Date kFirstDay = Date::FromDays(-1'000'000);  // before any entry

struct FundTitles {
  std::string scheme, fund;
  Text scheme_title, fund_title;
};

// Every fund of every scheme of the pack, in its order, the personal accounts last in each scheme.
// The newest epoch gives titles and order.
std::vector<FundTitles> FundsOf(const Region& region) {
  std::vector<FundTitles> funds;
  const auto& epochs = region.pack().epochs;
  if (epochs.empty()) return funds;
  for (const policy::SchemePlan& scheme : epochs.back()->schemes) {
    for (const policy::Fund& fund : scheme.funds) {
      funds.push_back({scheme.id, fund.id, scheme.title, fund.title});
    }
    funds.push_back({scheme.id,
                     std::string(ledger::kAccountFund),
                     scheme.title,
                     {"个人账户", "personal accounts"}});
  }
  return funds;
}

bool IsFund(const Region& region, const std::string& scheme, const std::string& fund) {
  for (const FundTitles& row : FundsOf(region)) {
    if (row.scheme == scheme && row.fund == fund) return true;
  }
  return false;
}

Text NameOfFund(const Region& region, const ledger::Account& account) {
  for (const FundTitles& fund : FundsOf(region)) {
    if (fund.scheme != account.scheme || fund.fund != account.fund) continue;
    return {fund.scheme_title.zh + "·" + fund.fund_title.zh,
            fund.scheme_title.en + ", " + fund.fund_title.en};
  }
  if (account.scheme == ledger::kClearingScheme) {
    return {"异地清算·" + account.fund, "cross-area clearing, " + account.fund};
  }
  if (account.scheme == ledger::kCollectionScheme) return {"到账归集", "collection of receipts"};
  return {account.scheme + "·" + account.fund, account.scheme + ", " + account.fund};
}

using Turnovers = std::map<ledger::Account, store::TurnoverRow>;

Result<Turnovers> TurnoversOf(Region& region, Date from, Date through) {
  Result<std::unique_ptr<store::Reader>> reader = region.store().Read(region.area_number());
  if (!reader.ok()) return reader.error();
  Result<std::vector<store::TurnoverRow>> rows = (*reader)->Turnovers(from, through);
  if (!rows.ok()) return rows.error();
  Turnovers turnovers;
  for (store::TurnoverRow& row : *rows) turnovers[row.account] = row;
  return turnovers;
}

// What a fund owes other areas, all together.
Money DueToAreas(const Turnovers& turnovers, const FundTitles& fund) {
  Money due;
  for (const auto& [account, row] : turnovers) {
    const bool of_fund = account.scheme == fund.scheme && account.fund == fund.fund;
    if (of_fund && account.role == ledger::Role::kDueTo) due += row.credit - row.debit;
  }
  return due;
}

store::TurnoverRow RowOf(const Turnovers& turnovers, const FundTitles& fund, ledger::Role role) {
  const auto found = turnovers.find({fund.scheme, fund.fund, role});
  return found == turnovers.end() ? store::TurnoverRow{} : found->second;
}

Money DebitLessCredit(const Turnovers& turnovers, const FundTitles& fund, ledger::Role role) {
  const store::TurnoverRow row = RowOf(turnovers, fund, role);
  return row.debit - row.credit;
}

Status CheckContribution(const Work& work, const Contribution& contribution) {
  for (const FundIncome& income : contribution.incomes) {
    if (income.fund == ledger::kAccountFund || !IsFund(work.region, income.scheme, income.fund)) {
      return Refuse(ErrorCode::kUnknownFund, income.scheme + "." + income.fund);
    }
    if (income.amount.fen <= 0 || income.amount.fen > kMaxFen) {
      return Refuse(ErrorCode::kBadAmount, income.fund);
    }
  }
  for (const AccountCredit& credit : contribution.credits) {
    const Result<const store::PersonRow*> person = FindPersonIn(work, credit.psn_no);
    if (!person.ok()) return person.error();
    bool insured = false;
    for (const store::Coverage& row : (*person)->coverage) insured |= row.scheme == credit.scheme;
    if (!insured) return Refuse(ErrorCode::kNoCoverage, credit.psn_no);
    if (credit.amount.fen <= 0 || credit.amount.fen > kMaxFen) {
      return Refuse(ErrorCode::kBadAmount, credit.psn_no);
    }
  }
  if (contribution.incomes.empty() && contribution.credits.empty()) return ErrorCode::kBadAmount;
  return Done{};
}

ledger::Entry EntryOf(const Work& work, const Contribution& contribution) {
  ledger::Entry entry;
  entry.at = work.at;
  entry.day = contribution.day;
  entry.kind =
      contribution.opening ? ledger::EntryKind::kOpening : ledger::EntryKind::kContribution;
  entry.source = contribution.reference;
  for (const FundIncome& income : contribution.incomes) {
    ledger::AppendIncome(income.scheme, income.fund, income.amount, contribution.opening,
                         entry.postings);
  }
  for (const AccountCredit& credit : contribution.credits) {
    ledger::AppendIncome(credit.scheme, std::string(ledger::kAccountFund), credit.amount,
                         contribution.opening, entry.postings);
  }
  return entry;
}

}  // namespace

Money AccountBalance::balance() const {
  return ledger::IsDebitSide(account.role) ? debit - credit : credit - debit;
}

Result<std::int64_t> PostContribution(Region& region, const std::string& actor,
                                      const Contribution& contribution) {
  std::int64_t number = 0;
  Command command;
  command.actor = actor;
  command.action = "post_contribution";
  command.at = region.clock().Now();
  command.needs = [&](const WorkingSet&, store::Needs& needs) {
    for (const AccountCredit& credit : contribution.credits) {
      needs.persons.push_back(IdNumber(region.area_number(), IdKind::kPerson, credit.psn_no));
    }
  };
  command.execute = [&](Work& work) -> Result<Executed> {
    const Status checked = CheckContribution(work, contribution);
    if (!checked.ok()) return checked.error();
    ledger::Entry entry = EntryOf(work, contribution);
    const Status balanced = ledger::CheckPostings(entry.postings);
    if (!balanced.ok()) return balanced.error();
    number = work.set.NextEntry();
    for (const AccountCredit& credit : contribution.credits) {
      CreditAccount(
          work, IdNumber(work.set.area(), IdKind::kPerson, credit.psn_no), credit.amount,
          contribution.opening ? store::MovementKind::kOpening : store::MovementKind::kContribution,
          number);
    }
    work.set.AddEntry(std::move(entry));
    return Executed{{}, 0, std::to_string(number)};
  };
  const Result<Answered> answered = region.committer().Submit(command);
  if (!answered.ok()) return answered.error();
  return number;
}

Result<std::vector<AccountBalance>> FundBalances(Region& region, Date through) {
  Result<Turnovers> turnovers = TurnoversOf(region, kFirstDay, through);
  if (!turnovers.ok()) return turnovers.error();
  std::vector<ledger::FundName> names;
  for (const FundTitles& row : FundsOf(region)) names.push_back({row.scheme, row.fund});
  std::vector<AccountBalance> balances;
  for (const ledger::FundName& name : names) {
    for (const ledger::Account& account : ledger::ChartOf(std::span(&name, 1))) {
      const store::TurnoverRow row = (*turnovers)[account];
      balances.push_back({account, AccountName(region, account), row.debit, row.credit});
      turnovers->erase(account);
    }
    // What it owes other areas is not in the chart.
    std::erase_if(*turnovers, [&](const auto& entry) {
      const auto& [account, row] = entry;
      if (account.scheme != name.scheme || account.fund != name.fund) return false;
      balances.push_back({account, AccountName(region, account), row.debit, row.credit});
      return true;
    });
  }
  // What an earlier version of the pack had funds for stays visible.
  for (const auto& [account, row] : *turnovers) {
    balances.push_back({account, AccountName(region, account), row.debit, row.credit});
  }
  return balances;
}

Result<std::vector<FundFlow>> FundFlows(Region& region, Date from, Date through) {
  const Result<Turnovers> span = TurnoversOf(region, from, through);
  if (!span.ok()) return span.error();
  const Result<Turnovers> all = TurnoversOf(region, kFirstDay, through);
  if (!all.ok()) return all.error();
  using ledger::Role;
  std::vector<FundFlow> flows;
  for (const FundTitles& fund : FundsOf(region)) {
    FundFlow flow{fund.scheme, fund.fund, fund.scheme_title, fund.fund_title, {}, {}, {}, {}};
    if (fund.fund == ledger::kAccountFund) {
      // What holders were credited with, less what came back, stands on the same account: income is
      // the money that came in and interest, spending the change of what is owed to providers and
      // what the bank has paid.
      const store::TurnoverRow bank = RowOf(*span, fund, Role::kBank);
      flow.income = bank.debit + DebitLessCredit(*span, fund, Role::kInterest);
      flow.spent =
          bank.credit + DueToAreas(*span, fund) - DebitLessCredit(*span, fund, Role::kPayable);
      flow.balance = -DebitLessCredit(*all, fund, Role::kHolders);
    } else {
      flow.income = -DebitLessCredit(*span, fund, Role::kIncome);
      flow.spent = DebitLessCredit(*span, fund, Role::kBenefits);
      flow.balance = DebitLessCredit(*all, fund, Role::kBank) +
                     DebitLessCredit(*all, fund, Role::kPayable) - DueToAreas(*all, fund);
    }
    flow.opening = flow.balance - flow.income + flow.spent;
    flows.push_back(std::move(flow));
  }
  return flows;
}

Result<JournalPage> JournalEntries(Region& region, const JournalQuery& query) {
  Result<std::unique_ptr<store::Reader>> reader = region.store().Read(region.area_number());
  if (!reader.ok()) return reader.error();
  constexpr int kMost = 200;
  const int limit = std::min(std::max(query.limit, 1), kMost);
  Result<std::vector<ledger::Entry>> entries =
      (*reader)->FindEntries({query.account, query.from, query.through, query.before, limit + 1});
  if (!entries.ok()) return entries.error();
  JournalPage page;
  const bool more = entries->size() > static_cast<std::size_t>(limit);
  if (more) entries->pop_back();
  page.entries = *std::move(entries);
  if (more) page.next = page.entries.back().number;
  return page;
}

Result<ledger::Entry> GetEntry(Region& region, std::int64_t number) {
  const Error unknown = Refuse(ErrorCode::kUnknownEntry, std::to_string(number));
  if (number < 1) return unknown;
  Result<std::unique_ptr<store::Reader>> reader = region.store().Read(region.area_number());
  if (!reader.ok()) return reader.error();
  Result<std::vector<ledger::Entry>> entries = (*reader)->FindEntries({{}, {}, {}, number + 1, 1});
  if (!entries.ok()) return entries.error();
  if (entries->empty() || entries->front().number != number) return unknown;
  return std::move(entries->front());
}

Result<JournalHead> GetJournalHead(Region& region) {
  Result<std::unique_ptr<store::Reader>> reader = region.store().Read(region.area_number());
  if (!reader.ok()) return reader.error();
  const Result<store::Loaded> loaded = (*reader)->Load({});
  if (!loaded.ok()) return loaded.error();
  return JournalHead{loaded->area.entries, loaded->area.head};
}

Result<std::vector<FundBook>> FundBooks(Region& region, Date through) {
  Result<std::vector<AccountBalance>> balances = FundBalances(region, through);
  if (!balances.ok()) return balances.error();
  std::vector<FundBook> books;
  for (AccountBalance& row : *balances) {
    const ledger::Account& account = row.account;
    if (books.empty() || books.back().scheme != account.scheme ||
        books.back().fund != account.fund) {
      books.push_back(
          {account.scheme, account.fund, NameOfFund(region, account), {}, {}, {}, {}, {}});
    }
    FundBook& book = books.back();
    book.debit += row.debit;
    book.credit += row.credit;
    using ledger::Role;
    if (account.role == Role::kBank) book.bank += row.balance();
    if (account.role == Role::kDueFrom) book.balance += row.balance();
    if (account.role == Role::kPayable || account.role == Role::kDueTo) {
      book.balance -= row.balance();
    }
    book.accounts.push_back(std::move(row));
  }
  for (FundBook& book : books) book.balance += book.bank;
  return books;
}

Text AccountName(const Region& region, const ledger::Account& account) {
  const Text& role = ledger::RoleTitle(account.role);
  const Text fund = NameOfFund(region, account);
  const std::string area = account.neighbour == 0 ? "" : " " + AreaCode(account.neighbour);
  return {fund.zh + "·" + role.zh + area, fund.en + ": " + role.en + area};
}

Text FundTitle(const Region& region, const std::string& scheme, const std::string& fund) {
  return NameOfFund(region, {scheme, fund, ledger::Role::kBenefits});
}

}  // namespace tongchou::service
