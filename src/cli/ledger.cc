#include "cli/ledger.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <memory>

#include "cli/ledger_balances.h"
#include "cli/open_region.h"
#include "service/funds.h"
#include "service/verify.h"

namespace tongchou::cli {
namespace {

constexpr int kDiffers = 1;

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
  fmt::print("缴费单 {} · bills   征缴明细 {} · lines of the levy\n", report.bills,
             report.levy_lines);
  fmt::print("到账 {} · receipts   入账 {} · payments\n", report.receipts, report.payments);
  fmt::print("计息明细 {} · lines of interest   账户支付 {} · payouts\n", report.interest_lines,
             report.payouts);
  fmt::print("链首 · head of the chain: {} {}\n", head.entries, ToHex(head.digest));
  fmt::print("审计 · audit trail: {} {}\n", report.audits, ToHex(report.audit_head));
  fmt::print("{}\n", report.clean() ? "账实相符 · clean" : "账实不符 · the books disagree");
  return report.clean() ? 0 : kDiffers;
}

int VerifyOne(service::Region& region) {
  const Result<service::VerifyReport> report = VerifyLedger(region, {});
  if (!report.ok()) return Fail(report.error());
  const Result<service::JournalHead> head = GetJournalHead(region);
  if (!head.ok()) return Fail(head.error());
  return Report(*report, *head);
}

// The books of two areas against each other, both ways.
int VerifyPair(service::Region& insured, service::Region& treated) {
  const Result<service::PairReport> report = VerifyCrossingPair(insured, treated);
  if (!report.ok()) return Fail(report.error());
  for (const Text& difference : report->differences) {
    fmt::print("不符 · differs: {}\n  {}\n", difference.zh, difference.en);
  }
  fmt::print(
      "参保地 {} · insured in   就医地 {} · treated in   异地结算 {} · crossings   "
      "未办结 {} · unfinished   {}\n",
      insured.area(), treated.area(), report->items, report->unfinished,
      report->clean() ? "两地相符 · the two agree" : "两地不符 · the two disagree");
  return report->clean() ? 0 : kDiffers;
}

int Verify(const RegionFlags& flags, const Clock& clock, const service::StoreAccess& access) {
  const auto regions = OpenRegions(flags, clock, access);
  if (!regions.ok()) return Fail(regions.error());
  int worst = 0;
  for (const auto& region : *regions) {
    if (regions->size() > 1) fmt::print("统筹区 · area {}\n", region->area());
    worst = std::max(worst, VerifyOne(*region));
  }
  for (const auto& insured : *regions) {
    for (const auto& treated : *regions) {
      if (insured != treated) worst = std::max(worst, VerifyPair(*insured, *treated));
    }
  }
  return worst;
}

}  // namespace

void AddLedgerCommand(CLI::App& root, int& exit_status, const Clock& clock,
                      const service::StoreAccess& access) {
  CLI::App* ledger = root.add_subcommand("ledger", "账本 · the books of a store");
  ledger->require_subcommand(1);
  CLI::App* verify = ledger->add_subcommand(
      "verify", "从第一笔起重算并核对 · compute everything again from the first entry and compare");
  const auto flags = std::make_shared<RegionFlags>();
  AddRegionFlags(*verify, *flags);
  AddLedgerBalances(*ledger, exit_status, clock, access);
  verify->callback(
      [flags, &exit_status, &clock, &access] { exit_status = Verify(*flags, clock, access); });
}

}  // namespace tongchou::cli
