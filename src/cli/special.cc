#include "cli/special.h"

#include <fmt/format.h>

#include <memory>
#include <string>

#include "cli/open_region.h"
#include "service/prefund_claims.h"
#include "service/soldier_sheets.h"
#include "service/special_claims.h"

namespace tongchou::cli {
namespace {

constexpr char kActor[] = "command line";

struct Flags {
  RegionFlags region;
  std::int32_t year = 0;
  std::string month, employer, declared, kind = "life", documents;
  bool post = false;
};

int Levy(service::Region& region, const Flags& flags) {
  const auto levy =
      flags.post ? RunCadreLevy(region, kActor, flags.year) : PreviewCadreLevy(region, flags.year);
  if (!levy.ok()) return Fail(levy.error());
  fmt::print("标准 · standard: {}   已开单 · billed before: {}\n", ToYuan(levy->standard.value()),
             levy->before);
  for (const service::CadrePart& part : levy->parts) {
    fmt::print("{}  {}  {} 人 · persons  {}  {} · due {}  {}\n", part.payer, part.payer_name,
               part.cadres.size(), ToYuan(part.amount), ToString(part.due), ToString(part.due),
               part.bill);
  }
  return 0;
}

int Credit(service::Region& region, const Flags&) {
  const auto report = CreditManaged(region, kActor);
  if (!report.ok()) return Fail(report.error());
  fmt::print("划入代管账户 · managed accounts credited: {}   收回 · taken back: {}   {}\n",
             report->credited, report->taken_back, ToYuan(report->amount));
  return 0;
}

int Surplus(service::Region& region, const Flags& flags) {
  const auto run = PrepareSurplus(region, {kActor, {}}, flags.year);
  if (!run.ok()) return Fail(run.error());
  fmt::print("提出 · asked for: {}   已有 · before: {}   无结余 · none: {}\n", run->made,
             run->before, run->empty);
  return 0;
}

int Soldiers(service::Region& region, const Flags& flags) {
  const Result<service::Month> month = service::ParseMonth(flags.month);
  if (!month.ok()) return Fail(month.error());
  const auto made =
      flags.post ? PostSoldiers(region, kActor, *month) : DrawUpSoldiers(region, *month);
  if (!made.ok()) return Fail(made.error());
  for (const service::SoldierSheet& sheet : made->sheets) {
    fmt::print("{}  {}  {} 人 · persons  {}  {}\n", sheet.payer, sheet.payer_name,
               sheet.soldiers.size(), ToYuan(sheet.amount), sheet.bill);
  }
  return 0;
}

int Prefund(service::Region& region, const Flags& flags) {
  const Result<Date> declared = ParseDate(flags.declared);
  if (!declared.ok()) return Fail(declared.error());
  service::PrefundOrder order;
  order.employer = flags.employer;
  order.declared = *declared;
  order.documents = flags.documents;
  order.kind = flags.kind == "years"  ? service::PrefundKind::kYears
               : flags.kind == "back" ? service::PrefundKind::kBack
                                      : service::PrefundKind::kLife;
  const service::Desk desk{kActor, {}};
  const auto table = DrawUpPrefund(region, desk, order);
  if (!table.ok()) return Fail(table.error());
  for (const service::PrefundLine& line : table->lines) {
    fmt::print("{}  {}  月龄 {} · age in months  月数 {} · months  {}\n", line.psn_no, line.name,
               line.line.input.age, line.months, ToYuan(line.line.figures.employer));
  }
  fmt::print("合计 · sum: {}\n", ToYuan(table->total));
  if (!flags.post) return 0;
  const auto bill = PostPrefund(region, desk, order);
  if (!bill.ok()) return Fail(bill.error());
  fmt::print("账单 · bill: {}\n", NumberOf(*bill));
  return 0;
}

}  // namespace

void AddSpecialCommand(CLI::App& root, int& exit_status, const Clock& clock,
                       const service::StoreAccess& access) {
  CLI::App* group = root.add_subcommand("special", "特殊人员 · special groups");
  group->require_subcommand(1);
  const RegionCommands<Flags> commands(exit_status, clock, access);
  const std::shared_ptr<Flags>& flags = commands.flags();
  const auto add_post = [&](CLI::App* command) {
    command->add_flag("--post", flags->post, "入账（否则只试算）· post it (else a preview)");
  };
  CLI::App* levy =
      commands.Add(*group, "levy", "离休干部统筹金 · the levy for retired cadres", Levy);
  add_post(levy);
  CLI::App* surplus = commands.Add(*group, "surplus",
                                   "提出代管账户结余发放 · ask for the surplus of a year", Surplus);
  for (CLI::App* command : {levy, surplus}) {
    command->add_option("--year", flags->year, "年度 · the year")->required();
  }
  commands.Add(*group, "credit", "划入代管账户 · credit managed accounts for paid bills", Credit);
  CLI::App* soldiers =
      commands.Add(*group, "soldiers", "伤残军人月度结算单 · sheets of a month", Soldiers);
  soldiers->add_option("--month", flags->month, "月份，如 2026-03 · the month")->required();
  add_post(soldiers);
  CLI::App* prefund = commands.Add(*group, "prefund", "预提汇总表与账单 · table and bill", Prefund);
  prefund->add_option("--employer", flags->employer, "单位编码 · code of the employer")->required();
  prefund->add_option("--declared", flags->declared, "申报日 · day")->required();
  prefund->add_option("--kind", flags->kind, "life、years、back")
      ->check(CLI::IsMember({"life", "years", "back"}));
  prefund->add_option("--documents", flags->documents, "依据文件 · documents");
  add_post(prefund);
}

}  // namespace tongchou::cli
