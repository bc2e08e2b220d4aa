#include <fmt/format.h>

#include <functional>
#include <memory>
#include <string>

#include "cli/open_region.h"
#include "cli/receipts.h"
#include "service/dunning.h"

namespace tongchou::cli {
namespace {

constexpr char kActor[] = "command line";

struct Flags {
  RegionFlags region;
  service::ArrearQuery query;
};

int List(service::Region& region, const Flags& flags) {
  const auto arrears = FindArrears(region, {}, flags.query);
  if (!arrears.ok()) return Fail(arrears.error());
  for (const service::Arrear& arrear : *arrears) {
    const Text& step = TitleOf(arrear.step);
    fmt::print("{}  {}  {} 元 · owed  {} · {}", arrear.employer, arrear.name, ToYuan(arrear.total),
               step.zh, step.en);
    if (arrear.next_day) {
      const Text& next = TitleOf(arrear.next);
      fmt::print("  → {} {} · {}", ToString(*arrear.next_day), next.zh, next.en);
    }
    if (arrear.frozen_from) {
      fmt::print("  待遇暂停自 · frozen from {}", ToString(*arrear.frozen_from));
    }
    fmt::print("\n");
    for (const service::OpenBill& bill : arrear.bills) {
      fmt::print("    {}  {} + 滞纳金 · late fee {}  逾期 {} 天 · {} days late\n", bill.bill,
                 ToYuan(bill.principal), ToYuan(bill.fee + bill.fee_if_paid), bill.days, bill.days);
    }
  }
  return 0;
}

int RunAll(service::Region& region, const Flags&) {
  const auto report = RunDunning(region, {kActor, {}}, {});
  if (!report.ok()) return Fail(report.error());
  for (const service::DunningPaper& paper : report->papers) {
    const Text& step = TitleOf(paper.step);
    fmt::print("{}  {}  {} · {}  {}\n", paper.id(), paper.name, step.zh, step.en,
               ToYuan(paper.total));
  }
  fmt::print("通知书 {} 份 · notices: {}\n", report->papers.size(), report->papers.size());
  return 0;
}

}  // namespace

void AddDunningCommand(CLI::App& root, int& exit_status, const Clock& clock,
                       const service::StoreAccess& access) {
  CLI::App* group = root.add_subcommand("dunning", "欠费与催缴 · arrears and notices");
  group->require_subcommand(1);
  const RegionCommands<Flags> commands(exit_status, clock, access);
  const std::shared_ptr<Flags>& flags = commands.flags();
  CLI::App* list =
      commands.Add(*group, "list", "欠费单位与下一步 · who owes, and what is next", List);
  list->add_flag("--due", flags->query.due_only, "只列今日应发的 · whose next step is due");
  list->add_flag("--overdue", flags->query.overdue_only, "只列已逾期的 · behind the due day");
  commands.Add(*group, "run", "发出今日应发的通知，可重复 · send what is due today", RunAll);
}

}  // namespace tongchou::cli
