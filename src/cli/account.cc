#include <fmt/format.h>

#include <functional>
#include <memory>
#include <string>

#include "cli/account.h"
#include "cli/open_region.h"
#include "service/account_statement.h"
#include "service/ids.h"
#include "service/interest_run.h"
#include "service/payouts.h"

namespace tongchou::cli {
namespace {

constexpr int kSomeLeftOut = 1;
constexpr const char* kActor = "command line";

struct Flags {
  RegionFlags region;
  std::int32_t year = 0;
  std::string person, payout, month, reason;
  bool csv = false;
};

int Print(const service::Region& region, const Result<service::InterestReport>& report) {
  if (!report.ok()) return Fail(report.error());
  fmt::print(
      "{}  人数 {} · persons   结转本息计息 {} · on what was carried over   "
      "当年资金计息 {} · on money of the year   合计 {} · together\n",
      report->year, report->persons, ToYuan(report->figures.carried),
      ToYuan(report->figures.current), ToYuan(report->figures.total()));
  for (const service::InterestProblem& problem : report->problems) {
    fmt::print("余额不足，未冲回 · holds less than would be taken back: {} {}\n",
               IdText(region.area_number(), service::IdKind::kPerson, problem.person),
               ToYuan(problem.figures.total()));
  }
  return report->problems.empty() ? 0 : kSomeLeftOut;
}

int Preview(service::Region& region, const Flags& flags) {
  return Print(region, PreviewInterest(region, flags.year, {}));
}

int Post(service::Region& region, const Flags& flags) {
  return Print(region, PostInterest(region, kActor, flags.year, {}));
}

int TakeBack(service::Region& region, const Flags& flags) {
  return Print(region, ReverseInterest(region, kActor, flags.year, flags.reason, {}));
}

int PrintStatement(service::Region& region, const Flags& flags) {
  const auto statement = StatementOf(region, {}, flags.person, flags.year);
  if (!statement.ok()) return Fail(statement.error());
  if (flags.csv) {
    fmt::print("{}", CsvOf(*statement));
    return 0;
  }
  fmt::print("{} {}  {} .. {}\n", statement->person.psn_no, statement->person.name,
             ToString(statement->from), ToString(statement->through));
  fmt::print("  期初余额 · opening: {}\n", ToYuan(statement->opening));
  for (const service::StatementSum& sum : service::AllStatementSums()) {
    fmt::print("  {} · {}: {}\n", sum.title.zh, sum.title.en, ToYuan(statement->sums.*sum.amount));
  }
  fmt::print("  期末余额 · closing: {}\n", ToYuan(statement->closing));
  for (const service::StatementLine& line : statement->lines) {
    const Text& title = service::MovementTitle(line.movement.kind);
    fmt::print("{}  {} · {}  {}  {}  {}\n", ToString(line.movement.at), title.zh, title.en,
               ToYuan(line.movement.amount), ToYuan(line.movement.balance_after), line.provider);
  }
  return 0;
}

int PrintPayout(const service::Payout& payout, const std::string& name) {
  static constexpr std::string_view kStates[] = {"待审 · waits", "已批准 · approved",
                                                 "未批准 · refused"};
  const Text& kind = RowOf(payout.form.kind).title;
  fmt::print("{}  {}  {} · {}  {}  {}{}\n", payout.id, name, kind.zh, kind.en,
             kStates[static_cast<std::size_t>(payout.state)], ToYuan(payout.amount),
             payout.reversed_at ? "  已冲销 · taken back" : "");
  return 0;
}

int ListPayouts(service::Region& region, const Flags& flags) {
  constexpr int kPage = 200;
  std::string after;
  while (true) {
    const auto page = FindPayouts(region, {}, flags.month, after, kPage);
    if (!page.ok()) return Fail(page.error());
    for (const service::PayoutRow& row : page->payouts) PrintPayout(row.payout, row.name);
    if (page->next.empty()) return 0;
    after = page->next;
  }
}

int Approve(service::Region& region, const Flags& flags) {
  const auto made = DecidePayout(region, {kActor, {}}, flags.payout, true, flags.reason);
  return made.ok() ? PrintPayout(*made, "") : Fail(made.error());
}

int RefuseOne(service::Region& region, const Flags& flags) {
  const auto made = DecidePayout(region, {kActor, {}}, flags.payout, false, flags.reason);
  return made.ok() ? PrintPayout(*made, "") : Fail(made.error());
}

int TakePayoutBack(service::Region& region, const Flags& flags) {
  const auto made = ReversePayout(region, {kActor, {}}, flags.payout, flags.reason);
  return made.ok() ? PrintPayout(*made, "") : Fail(made.error());
}

}  // namespace

void AddAccountCommand(CLI::App& root, int& exit_status, const Clock& clock,
                       const service::StoreAccess& access) {
  CLI::App* group = root.add_subcommand("account", "个人账户 · personal accounts");
  group->require_subcommand(1);
  const RegionCommands<Flags> commands(exit_status, clock, access);
  const std::shared_ptr<Flags>& flags = commands.flags();
  CLI::App* interest = group->add_subcommand("interest", "年度结息 · the interest of a year");
  interest->require_subcommand(1);
  CLI::App* back = commands.Add(*interest, "reverse",
                                "冲回某年度的利息 · take a year's interest back", TakeBack);
  for (CLI::App* command :
       {commands.Add(*interest, "preview",
                     "试算，不入账 · what a run would post; nothing is stored", Preview),
        commands.Add(*interest, "post", "结息入账，可重复 · post the year; safe to repeat", Post),
        back}) {
    command->add_option("--year", flags->year, "年度，如 2026 · the year")->required();
  }
  back->add_option("--reason", flags->reason, "原因 · why")->required();
  CLI::App* statement = commands.Add(
      *group, "statement", "个人账户对账单 · the statement of an account", PrintStatement);
  statement->add_option("--person", flags->person, "人员编号 · psn_no")->required();
  statement->add_option("--year", flags->year, "年度，如 2026 · the year")->required();
  statement->add_flag("--csv", flags->csv, "明细表格 · the movements as CSV");
  CLI::App* payout = group->add_subcommand("payout", "账户支付 · money paid out of accounts");
  payout->require_subcommand(1);
  commands.Add(*payout, "list", "某月的申请 · those asked for in a month", ListPayouts)
      ->add_option("--month", flags->month, "月份，如 2026-03 · the month")
      ->required();
  for (CLI::App* command :
       {commands.Add(*payout, "approve", "批准并支付 · approve, which pays", Approve),
        commands.Add(*payout, "refuse", "不批准 · refuse", RefuseOne),
        commands.Add(*payout, "reverse", "冲销已支付的 · take a payout back", TakePayoutBack)}) {
    command->add_option("--payout", flags->payout, "支付编号 · number of the payout")->required();
    command->add_option("--reason", flags->reason, "说明 · why");
  }
}

}  // namespace tongchou::cli
