#include "cli/projection.h"

#include <fmt/format.h>

#include <charconv>
#include <memory>
#include <string>
#include <vector>

#include "cli/open_region.h"
#include "service/projection.h"
#include "service/projection_json.h"

namespace tongchou::cli {
namespace {

constexpr int kSomeRefused = 1;
constexpr const char* kActor = "command line";

struct Flags {
  RegionFlags region;
  std::vector<std::string> variants, assumptions;
  bool json = false, csv = false, keep = false;
  std::int64_t seed = service::ProjectionOrder{}.seed;
  std::int64_t paths = service::ProjectionOrder{}.paths;
};

// "price_growth=350".
Status ReadAssumption(const std::string& text, service::Assumptions& into) {
  const std::size_t at = text.find('=');
  const std::string code = text.substr(0, at);
  const std::string digits = at == std::string::npos ? std::string() : text.substr(at + 1);
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  if (digits.empty() || error != std::errc() || end != digits.data() + digits.size()) {
    return Error{ErrorCode::kBadAssumption,
                 {"应写作 名称=整数，如 price_growth=350",
                  "write it as name=whole number, such as price_growth=350"},
                 text};
  }
  return service::Assume(code, value, into);
}

Result<service::ProjectionOrder> OrderOf(const Flags& flags) {
  service::ProjectionOrder order;
  if (!flags.variants.empty()) order.variants = flags.variants;
  order.seed = flags.seed;
  order.paths = flags.paths;
  for (const std::string& text : flags.assumptions) {
    const Status read = ReadAssumption(text, order.assumptions);
    if (!read.ok()) return read.error();
  }
  return order;
}

std::string Month(const service::Projection& result, const std::optional<std::size_t>& month) {
  return month ? service::MonthName(result.start, *month) : "—";
}

void PrintVariant(const service::Projection& result, const service::ProjectedVariant& variant) {
  constexpr std::size_t kLast = service::kProjectedMonths - 1;
  fmt::print("\n{} · {}  {}\n", variant.title.zh, variant.title.en, variant.digest.substr(0, 12));
  for (const service::ProjectedFund& fund : variant.funds) {
    const service::Band& band = fund.band;
    fmt::print("  {} · {}\n", fund.name.zh, fund.name.en);
    fmt::print("    期初 · opening {}  期末 · at the end {} ({} – {})", ToYuan(Money{fund.opening}),
               ToYuan(Money{band.balance[kLast]}), ToYuan(Money{band.low[kLast]}),
               ToYuan(Money{band.high[kLast]}));
    const auto payable = service::PayableTenths(band.balance[kLast], fund.spending, kLast);
    fmt::print("  可支付月数 · payable months {}  透支 · below zero {} / {}\n",
               payable ? service::MonthsText(payable) : "—", Month(result, band.below_zero),
               Month(result, band.below_zero_low));
  }
  for (const service::ProjectionRefusal& refusal : variant.refusals) {
    const ErrorInfo& info = InfoOf(refusal.code);
    fmt::print("  未能计算 {} 笔 · not computed: {}  {} · {}\n", refusal.encounters,
               refusal.encounters, info.zh, info.en);
  }
}

void PrintResult(const service::Projection& result) {
  fmt::print("{} – {}  历史 · history {} – {}  {} 笔 · encounters\n",
             service::MonthName(result.start, 0),
             service::MonthName(result.start, service::kProjectedMonths - 1), ToString(result.from),
             ToString(result.through), result.encounters);
  for (const Text& note : service::NotesOf(result)) fmt::print("{}\n{}\n", note.zh, note.en);
  for (const service::ProjectedVariant& variant : result.variants) PrintVariant(result, variant);
  fmt::print("\n假设 · assumptions\n");
  for (std::size_t i = 0; i < service::kAssumptions; ++i) {
    const service::AssumptionInfo& info = service::AllAssumptions()[i];
    fmt::print("  {}={}  {} · {}  ({} · {})\n", info.code, result.assumptions[i], info.name.zh,
               info.name.en, info.unit.zh, info.unit.en);
  }
}

int Project(service::Region& region, const Flags& flags) {
  const Result<service::ProjectionOrder> order = OrderOf(flags);
  if (!order.ok()) return Fail(order.error());
  auto result = service::ComputeProjection(region, flags.region.store.data, *order);
  if (!result.ok()) return Fail(result.error());
  if (flags.keep) result = service::KeepProjection(region, kActor, *std::move(result));
  if (!result.ok()) return Fail(result.error());
  if (flags.json) {
    const auto made = service::ProjectionJson(*result, region.area_number());
    fmt::print("{}\n", boost::json::serialize(made));
  } else if (flags.csv) {
    fmt::print("{}", service::ProjectionCsv(*result));
  } else {
    PrintResult(*result);
    if (flags.keep) fmt::print("\n已保存 · kept: {}\n", result->number);
  }
  for (const service::ProjectedVariant& variant : result->variants) {
    if (variant.refused() > 0) return kSomeRefused;
  }
  return 0;
}

}  // namespace

void AddProjectionCommand(CLI::App& root, int& exit_status, const Clock& clock,
                          const service::StoreAccess& access) {
  CLI::App& policy = *root.get_subcommand("policy");
  const RegionCommands<Flags> commands(exit_status, clock, access);
  const std::shared_ptr<Flags>& flags = commands.flags();
  CLI::App* project = commands.Add(
      policy, "project",
      "今后六十个月的收支与结余 · levy, spending and balances of the next sixty months", Project);
  project->add_option("variant", flags->variants,
                      "政策包、版本摘要或 draft:编号，最多四个，默认为现行政策 · packs, digests of "
                      "versions, draft:<number>, up to four (default: what holds)");
  project->add_option("--assume", flags->assumptions,
                      "假设，如 price_growth=350，可多个 · an assumption, as often as needed");
  project->add_option("--seed", flags->seed, "随机种子 · seed of the paths")->capture_default_str();
  project->add_option("--paths", flags->paths, "路径数 · how many paths")->capture_default_str();
  CLI::Option* json = project->add_flag("--json", flags->json, "JSON");
  project->add_flag("--csv", flags->csv, "CSV")->excludes(json);
  project->add_flag("--keep", flags->keep, "保存结果 · keep the result");
}

}  // namespace tongchou::cli
