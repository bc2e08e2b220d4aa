#include <fmt/format.h>

#include <functional>
#include <memory>
#include <string>

#include "cli/employer.h"
#include "cli/open_region.h"
#include "cli/residents.h"
#include "service/ids.h"
#include "service/levy_reads.h"
#include "service/levy_run.h"

namespace tongchou::cli {
namespace {

constexpr int kSomeLeftOut = 1;

struct Flags {
  RegionFlags region;
  std::string month, bill, reason;
};

int Print(const service::Region& region, const Result<service::LevyReport>& report) {
  if (!report.ok()) return Fail(report.error());
  const service::LevySum& sum = report->sum;
  fmt::print(
      "{}  单位 {} · employers   缴费单 {} · bills（其中补缴 {} · supplementary）   "
      "人次 {} · persons\n",
      ToString(report->month), sum.employers, sum.bills, sum.supplementary, sum.persons);
  for (const service::LevyFigure& figure : service::AllLevyFigures()) {
    fmt::print("  {} · {}: {}\n", figure.title.zh, figure.title.en,
               ToYuan(sum.figures.*figure.amount));
  }
  fmt::print("  合计应缴 · to be paid: {}\n", ToYuan(service::TotalOf(sum.figures)));
  for (const service::LevyProblem& problem : report->problems) {
    const ErrorInfo& info = InfoOf(problem.code);
    fmt::print("未征缴 · left out: {} {}  {} · {}\n", problem.employer,
               IdText(region.area_number(), service::IdKind::kPerson, problem.person), info.zh,
               info.en);
  }
  if (report->more_problems > 0) {
    fmt::print("另有 {} 人 · and {} more\n", report->more_problems, report->more_problems);
  }
  return report->problems.empty() ? 0 : kSomeLeftOut;
}

int Preview(service::Region& region, const Flags& flags) {
  const Result<service::Month> month = service::ParseMonth(flags.month);
  if (!month.ok()) return Fail(month.error());
  return Print(region, PreviewLevy(region, *month, {}));
}

int Post(service::Region& region, const Flags& flags) {
  const Result<service::Month> month = service::ParseMonth(flags.month);
  if (!month.ok()) return Fail(month.error());
  return Print(region, RunLevy(region, "command line", *month, {}));
}

int Reverse(service::Region& region, const Flags& flags) {
  const auto made = ReverseBill(region, {"command line", {}}, flags.bill, flags.reason);
  if (!made.ok()) return Fail(made.error());
  fmt::print("已冲销 · reversed by: {}\n", NumberOf(*made));
  return 0;
}

}  // namespace

void AddLevyRunCommand(CLI::App& root, int& exit_status, const Clock& clock,
                       const service::StoreAccess& access) {
  CLI::App* group = root.add_subcommand("levy-run", "按月征缴 · the monthly levy");
  group->require_subcommand(1);
  const RegionCommands<Flags> commands(exit_status, clock, access);
  const std::shared_ptr<Flags>& flags = commands.flags();
  for (CLI::App* command :
       {commands.Add(*group, "preview", "试算，不入账 · what a run would post; nothing is stored",
                     Preview),
        commands.Add(*group, "post", "征缴入账，可重复 · post the month; safe to repeat", Post)}) {
    command->add_option("--month", flags->month, "月份，如 2026-03 · the month")->required();
  }
  AddFixedCommand(*group, exit_status, clock, access);
  CLI::App* reverse = commands.Add(*group, "reverse", "冲销一张缴费单 · take a bill back", Reverse);
  reverse->add_option("--bill", flags->bill, "缴费单号 · number of the bill")->required();
  reverse->add_option("--reason", flags->reason, "原因 · why")->required();
}

}  // namespace tongchou::cli
