#include "cli/what_if.h"

#include <fmt/format.h>

#include <memory>
#include <string>
#include <vector>

#include "cli/open_region.h"
#include "service/what_if.h"
#include "service/what_if_json.h"

namespace tongchou::cli {
namespace {

constexpr int kSomeRefused = 1;
constexpr const char* kActor = "command line";

struct Flags {
  RegionFlags region;
  std::vector<std::string> variants;
  std::string base, from, to;
  bool json = false, csv = false, keep = false, rebuild = false, sample = false;
  std::int64_t persons = service::WhatIfOrder{}.sample_persons;
  std::int64_t seed = service::WhatIfOrder{}.seed;
};

Result<service::WhatIfOrder> OrderOf(const Flags& flags) {
  service::WhatIfOrder order;
  order.variants = flags.variants;
  order.base = flags.base;
  const Result<Date> from = ParseDate(flags.from);
  if (!from.ok()) return Error{ErrorCode::kBadDate, {}, "--from"};
  order.from = *from;
  const Result<Date> through = ParseDate(flags.to);
  if (!through.ok()) return Error{ErrorCode::kBadDate, {}, "--to"};
  order.through = *through;
  if (flags.sample) order.source = service::WhatIfSource::kSample;
  order.sample_persons = flags.persons;
  order.seed = flags.seed;
  return order;
}

std::string Percent(Money part, Money whole) {
  constexpr std::int64_t kHundred = 100;
  const auto ratio = service::RatioOf(part, whole);
  return ratio ? fmt::format("{}.{:02}%", *ratio / kHundred, *ratio % kHundred) : "—";
}

void PrintFunds(const service::WhatIf& result, std::size_t variant) {
  constexpr std::int64_t kTenths = 10;
  for (const service::WhatIfFund& fund : result.funds) {
    const Money paid = fund.paid[variant];
    fmt::print("  {} · {}  {} 元 · yuan  ({})", fund.name.zh, fund.name.en, ToYuan(paid),
               ToYuan(paid - fund.paid.front()));
    const auto left =
        fund.balance ? service::MonthsLeft(*fund.balance, paid, result.days) : std::nullopt;
    if (left) fmt::print("  可支付 {}.{} 个月 · months left", *left / kTenths, *left % kTenths);
    fmt::print("\n");
  }
}

void PrintVariant(const service::WhatIf& result, std::size_t index) {
  const service::WhatIfVariant& variant = result.variants[index];
  const service::WhatIfFigures& all = result.rows.front().variants[index];
  fmt::print("\n{}{} · {}  {}\n", index == 0 ? "基准 · base: " : "", variant.title.zh,
             variant.title.en, variant.digest.substr(0, 12));
  fmt::print("  {} 笔 · encounters  总费用 · total {}  基金 · funds {}  ({})  ", all.encounters,
             ToYuan(all.total), ToYuan(all.funds),
             ToYuan(all.funds - result.rows.front().variants.front().funds));
  fmt::print("政策范围内 · of the scope {}  实际 · of all costs {}\n",
             Percent(all.funds, all.eligible), Percent(all.funds, all.total));
  PrintFunds(result, index);
  for (const service::WhatIfRefusal& refusal : variant.refusals) {
    const ErrorInfo& info = InfoOf(refusal.code);
    fmt::print("  未能计算 {} 笔 · not computed: {}  {} · {}\n", refusal.encounters,
               refusal.encounters, info.zh, info.en);
  }
  if (index == 0) return;
  fmt::print(
      "  增加 {} 人 · gain: {} persons {}   减少 {} 人 · lose: {} persons {}   不变 · same {}\n",
      variant.gain.persons, variant.gain.persons, ToYuan(variant.gain.amount), variant.lose.persons,
      variant.lose.persons, ToYuan(variant.lose.amount), variant.same);
}

bool SomeRefused(const service::WhatIf& result) {
  for (const service::WhatIfVariant& variant : result.variants) {
    if (variant.refused() > 0) return true;
  }
  return false;
}

int WhatIf(service::Region& region, const Flags& flags) {
  const Result<service::WhatIfOrder> order = OrderOf(flags);
  if (!order.ok()) return Fail(order.error());
  Result<service::WhatIf> result = service::ComputeWhatIf(region, flags.region.store.data, *order);
  if (!result.ok()) return Fail(result.error());
  if (flags.keep) result = service::KeepWhatIf(region, kActor, *std::move(result));
  if (!result.ok()) return Fail(result.error());
  if (flags.json) {
    fmt::print("{}\n", WhatIfLine(*result, region.area_number()));
  } else if (flags.csv) {
    fmt::print("{}", WhatIfCsv(*result));
  } else {
    fmt::print("{} – {}  {} 笔 · encounters  {} 人 · persons\n", ToString(result->from),
               ToString(result->through), result->encounters, result->persons);
    for (std::size_t i = 0; i < result->variants.size(); ++i) PrintVariant(*result, i);
    if (flags.keep) fmt::print("\n已保存 · kept: {}\n", result->number);
  }
  return SomeRefused(*result) ? kSomeRefused : 0;
}

int MakeExtract(service::Region& region, const Flags& flags) {
  const std::string path = ExtractPath(region, flags.region.store.data);
  const auto extract = UpdateExtract(region, path, {flags.rebuild, {}});
  if (!extract.ok()) return Fail(extract.error());
  const settle::PastCases& cases = (*extract)->cases();
  fmt::print("{}  {} 笔 · encounters  {} 人 · persons  至结算 · through settlement {}\n", path,
             cases.rows(), cases.persons(), (*extract)->last_settlement());
  return 0;
}

}  // namespace

void AddWhatIfCommand(CLI::App& root, int& exit_status, const Clock& clock,
                      const service::StoreAccess& access) {
  CLI::App& policy = *root.get_subcommand("policy");
  const RegionCommands<Flags> commands(exit_status, clock, access);
  const std::shared_ptr<Flags>& flags = commands.flags();
  CLI::App* extract =
      commands.Add(policy, "extract", "历史提取：更新已结算费用的列式文件 · the history as columns",
                   MakeExtract);
  extract->add_flag("--rebuild", flags->rebuild, "全部重做 · from nothing");
  CLI::App* what_if =
      commands.Add(policy, "whatif",
                   "这样改会花多少钱 · what a period would have cost under other rules", WhatIf);
  what_if
      ->add_option("variant", flags->variants,
                   "政策包、版本摘要、draft:编号或 paid（实际支付），可多个 · packs, digests of "
                   "versions, draft:<number>, paid (as it was paid)")
      ->required();
  what_if->add_option("--from", flags->from, "首日 · first day")->required();
  what_if->add_option("--to", flags->to, "末日 · last day")->required();
  what_if->add_option("--base", flags->base,
                      "基准，默认为现行政策 · what it is compared with (default: what holds)");
  what_if->add_flag("--sample", flags->sample,
                    "不用本区历史，按基准政策生成样例 · made cases instead of the area's history");
  what_if->add_option("--persons", flags->persons, "样例人数 · persons of the made cases")
      ->capture_default_str();
  what_if->add_option("--seed", flags->seed, "样例种子 · seed of the made cases")
      ->capture_default_str();
  CLI::Option* json = what_if->add_flag("--json", flags->json, "JSON");
  what_if->add_flag("--csv", flags->csv, "CSV")->excludes(json);
  what_if->add_flag("--keep", flags->keep, "保存结果 · keep the result");
}

}  // namespace tongchou::cli
