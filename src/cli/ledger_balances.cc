#include "cli/ledger_balances.h"

#include <fmt/format.h>

#include <cstdio>
#include <memory>
#include <string>
#include <vector>

#include "cli/open_region.h"
#include "service/funds.h"
#include "service/json_case.h"

namespace tongchou::cli {
namespace {

struct BalanceFlags {
  RegionFlags region;
  std::string day;  // empty: today
  bool json = false;
};

struct Balances {
  std::string area, pack;
  Date day;
  std::vector<service::FundBook> books;
  Money debit, credit;
};

Result<Date> DayOfFlag(const BalanceFlags& flags, Date today) {
  if (flags.day.empty()) return today;
  const Result<Date> day = ParseDate(flags.day);
  if (day.ok()) return day;
  return Error{ErrorCode::kBadDate,
               {fmt::format("--day 的值“{}”不是日期，请写作 2026-01-31", flags.day),
                fmt::format("--day \"{}\" is not a day: write it as 2026-01-31", flags.day)},
               "--day"};
}

Result<Balances> ReadBalances(const BalanceFlags& flags, const Clock& clock,
                              const service::StoreAccess& access) {
  const Result<Date> day = DayOfFlag(flags, DayOf(clock.Now()));
  if (!day.ok()) return day.error();
  const auto region = OpenRegion(flags.region, clock, access);
  if (!region.ok()) return region.error();
  Result<std::vector<service::FundBook>> books = FundBooks(**region, *day);
  if (!books.ok()) return books.error();
  Balances balances{(*region)->area(), (*region)->pack().id, *day, *std::move(books), {}, {}};
  for (const service::FundBook& book : balances.books) {
    balances.debit += book.debit;
    balances.credit += book.credit;
  }
  return balances;
}

void PrintTable(const Balances& balances) {
  fmt::print("统筹区 · area {}   政策包 · pack {}   截至 · at the end of {}\n", balances.area,
             balances.pack, ToString(balances.day));
  for (const service::FundBook& book : balances.books) {
    fmt::print("\n{}\n{}\n  结存 · balance {}   银行存款 · at the bank {}\n", book.title.zh,
               book.title.en, ToYuan(book.balance), ToYuan(book.bank));
    for (const service::AccountBalance& row : book.accounts) {
      fmt::print("  {:<36} 借 · debit {:>18}  贷 · credit {:>18}  余额 · balance {:>18}\n",
                 ledger::CodeOf(row.account), ToYuan(row.debit), ToYuan(row.credit),
                 ToYuan(row.balance()));
    }
  }
  fmt::print("\n合计 · total   借 · debit {}   贷 · credit {}\n", ToYuan(balances.debit),
             ToYuan(balances.credit));
}

void AppendText(std::string& json, std::string_view key, std::string_view text) {
  service::AppendKey(json, key);
  service::AppendString(json, text);
}

// Appends "key": [what `append` writes for each of `rows`].
template <typename Row, typename Append>
void AppendList(std::string& json, std::string_view key, const std::vector<Row>& rows,
                Append append) {
  service::AppendKey(json, key);
  json.append(1, '[');
  for (const Row& row : rows) {
    if (&row != &rows.front()) json.append(", ");
    json.append(1, '{');
    append(row);
    json.append(1, '}');
  }
  json.append(1, ']');
}

void PrintJson(const Balances& balances) {
  std::string json = "{";
  const auto account = [&](const service::AccountBalance& row) {
    AppendText(json, "account", ledger::CodeOf(row.account));
    AppendText(json, "zh", row.name.zh);
    AppendText(json, "en", row.name.en);
    service::AppendAmount(json, "debit", row.debit);
    service::AppendAmount(json, "credit", row.credit);
    service::AppendAmount(json, "balance", row.balance());
  };
  const auto fund = [&](const service::FundBook& book) {
    AppendText(json, "scheme", book.scheme);
    AppendText(json, "fund", book.fund);
    AppendText(json, "zh", book.title.zh);
    AppendText(json, "en", book.title.en);
    service::AppendAmount(json, "balance", book.balance);
    service::AppendAmount(json, "bank", book.bank);
    service::AppendAmount(json, "debit", book.debit);
    service::AppendAmount(json, "credit", book.credit);
    AppendList(json, "accounts", book.accounts, account);
  };
  AppendText(json, "area", balances.area);
  AppendText(json, "pack", balances.pack);
  AppendText(json, "day", ToString(balances.day));
  AppendList(json, "funds", balances.books, fund);
  service::AppendAmount(json, "debit", balances.debit);
  service::AppendAmount(json, "credit", balances.credit);
  fmt::print("{}}}\n", json);
}

}  // namespace

void AddLedgerBalances(CLI::App& ledger, int& exit_status, const Clock& clock,
                       const service::StoreAccess& access) {
  CLI::App* balances = ledger.add_subcommand(
      "balances", "各基金结存与发生额 · what each fund has, and the turnover of its accounts");
  const auto flags = std::make_shared<BalanceFlags>();
  AddRegionFlags(*balances, flags->region);
  balances->add_option("--day", flags->day,
                       "截至哪一日，默认今日 · at the end of this day (default: today)");
  balances->add_flag("--json", flags->json, "as JSON");
  balances->callback([flags, &exit_status, &clock, &access] {
    const Result<Balances> read = ReadBalances(*flags, clock, access);
    if (!read.ok()) {
      exit_status = Fail(read.error());
      return;
    }
    flags->json ? PrintJson(*read) : PrintTable(*read);
  });
}

}  // namespace tongchou::cli
