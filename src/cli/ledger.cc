#include "cli/ledger.h"

#include <fmt/format.h>

#include <cstdio>
#include <memory>
#include <string>
#include <utility>

#include "service/choose_pack.h"
#include "service/funds.h"
#include "service/verify.h"

namespace tongchou::cli {
namespace {

constexpr int kDiffers = 1;
constexpr int kUnreadable = 2;

struct Flags {
  std::string data = "data";
  std::string packs = "policies";
  std::string pack;
};

int Fail(const Error& error) {
  const std::string where = error.where.empty() ? "" : fmt::format("  [{}]\n", error.where);
  fmt::print(stderr, "错误 · error: {}\n  {}\n{}", error.Chinese(), error.English(), where);
  return kUnreadable;
}

Result<std::unique_ptr<service::Region>> OpenRegion(const Flags& flags, const Clock& clock,
                                                    const service::StoreOpener& open_store) {
  auto store = open_store(flags.data, /*create=*/false);
  if (!store.ok()) return store.error();
  auto library = policy::Library::Load(flags.packs);
  if (!library.ok()) return library.error();
  auto pack = service::ChoosePack(**library, flags.pack, DayOf(clock.Now()));
  if (!pack.ok()) return pack.error();
  service::RegionOptions options;
  options.pack = *std::move(pack);
  return service::Region::Open(*std::move(library), *std::move(store), clock, std::move(options));
}

// Prints what differs, or that nothing does and where the chain stands.
int Report(const service::VerifyReport& report, const service::JournalHead& head) {
  for (const Text& difference : report.differences) {
    fmt::print("不符 · differs: {}\n  {}\n", difference.zh, difference.en);
  }
  if (report.more_differences > 0) {
    fmt::print("另有{}处 · and {} more\n", report.more_differences, report.more_differences);
  }
  fmt::print(
      "分录 {} · entries   结算 {} · settlements   撤销 {} · reversals   参保人 {} · persons   "
      "账户 {} · accounts\n",
      report.entries, report.settlements, report.reversals, report.persons, report.accounts);
  fmt::print("链首 · head of the chain: {} {}\n", head.entries, ToHex(head.digest));
  fmt::print("{}\n", report.clean() ? "账实相符 · clean" : "账实不符 · the books disagree");
  return report.clean() ? 0 : kDiffers;
}

int Verify(const Flags& flags, const Clock& clock, const service::StoreOpener& open_store) {
  const auto region = OpenRegion(flags, clock, open_store);
  if (!region.ok()) return Fail(region.error());
  const Result<service::VerifyReport> report = VerifyLedger(**region, {});
  if (!report.ok()) return Fail(report.error());
  const Result<service::JournalHead> head = GetJournalHead(**region);
  if (!head.ok()) return Fail(head.error());
  return Report(*report, *head);
}

}  // namespace

void AddLedgerCommand(CLI::App& root, int& exit_status, const Clock& clock,
                      const service::StoreOpener& open_store) {
  CLI::App* ledger = root.add_subcommand("ledger", "账本 · the books of a data folder");
  ledger->require_subcommand(1);
  CLI::App* verify = ledger->add_subcommand(
      "verify", "从第一笔起重算并核对 · compute everything again from the first entry and compare");
  const auto flags = std::make_shared<Flags>();
  verify->add_option("--data", flags->data, "数据目录 · folder of the store")
      ->capture_default_str();
  verify->add_option("--packs", flags->packs, "政策包目录 · folder of the policy packs")
      ->capture_default_str();
  verify->add_option(
      "--pack", flags->pack,
      "本区政策包，默认取现行最新者 · the area's pack (default: the newest in force)");
  verify->callback([flags, &exit_status, &clock, open_store] {
    exit_status = Verify(*flags, clock, open_store);
  });
}

}  // namespace tongchou::cli
