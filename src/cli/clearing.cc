#include "cli/clearing.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <memory>
#include <string>
#include <vector>

#include "cli/open_region.h"
#include "service/clearing.h"
#include "service/json_case.h"

namespace tongchou::cli {
namespace {

constexpr int kDiffers = 1;
constexpr const char* kActor = "command line";

struct Flags {
  RegionFlags region;
  std::string month;
  bool json = false;
  bool post = false;
};

// What the month came to between two areas, and what was paid now.
struct Cleared {
  service::ClearingStatement statement;
  service::ClearingPayment payment;
};

std::string AmountText(const std::optional<Money>& amount) {
  return amount ? ToYuan(*amount) : "—";
}

void PrintTable(const Cleared& cleared) {
  const service::ClearingStatement& statement = cleared.statement;
  fmt::print("\n参保地 {} · insured in   就医地 {} · treated in   {} … {}\n", statement.insured,
             statement.treated, ToString(statement.month.from), ToString(statement.month.through));
  for (const service::PairItem& item : statement.items) {
    const Text& state = service::PairStateTitle(item.state);
    fmt::print("  {:>6}  {}  {}  {}  {:<10} 应付 · owed {:>12}  应收 · claimed {:>12}  {} · {}\n",
               item.outbox, ToString(item.day), item.settlement, item.provider, item.scheme,
               AmountText(item.owed), AmountText(item.claimed), state.zh, state.en);
  }
  fmt::print("  笔数 {} · items   应付 {} · owed   应收 {} · claimed   差额 {} · difference\n",
             statement.items.size(), ToYuan(statement.owed), ToYuan(statement.claimed),
             ToYuan(statement.difference()));
  fmt::print(
      "  单边 {} · on one side only   不一致 {} · differing   付款 {} · paid   收款 {} · "
      "received\n",
      statement.single_sided, statement.differing, statement.paid ? "是 yes" : "否 no",
      statement.received ? "是 yes" : "否 no");
  if (cleared.payment.paid_now || cleared.payment.received_now) {
    fmt::print("  已入账 · booked now: {}\n", ToYuan(cleared.payment.amount));
  }
}

void AppendText(std::string& json, std::string_view key, std::string_view text) {
  service::AppendKey(json, key);
  service::AppendString(json, text);
}

void AppendPlain(std::string& json, std::string_view key, std::string_view value) {
  service::AppendKey(json, key);
  json.append(value);
}

void AppendFlag(std::string& json, std::string_view key, bool flag) {
  AppendPlain(json, key, flag ? "true" : "false");
}

std::string ItemJson(const service::PairItem& item) {
  std::string json = "{";
  AppendPlain(json, "number", std::to_string(item.outbox));
  AppendText(json, "settlement", item.settlement);
  AppendText(json, "provider", item.provider);
  AppendText(json, "day", ToString(item.day));
  AppendText(json, "scheme", item.scheme);
  if (item.owed) service::AppendAmount(json, "owed", *item.owed);
  if (item.claimed) service::AppendAmount(json, "claimed", *item.claimed);
  AppendText(json, "state", service::PairStateCode(item.state));
  return json + "}";
}

std::string ClearedJson(const Cleared& cleared) {
  const service::ClearingStatement& statement = cleared.statement;
  std::string json = "{";
  AppendText(json, "insured", statement.insured);
  AppendText(json, "treated", statement.treated);
  AppendText(json, "from", ToString(statement.month.from));
  AppendText(json, "through", ToString(statement.month.through));
  service::AppendAmount(json, "owed", statement.owed);
  service::AppendAmount(json, "claimed", statement.claimed);
  service::AppendAmount(json, "difference", statement.difference());
  AppendPlain(json, "single_sided", std::to_string(statement.single_sided));
  AppendPlain(json, "differing", std::to_string(statement.differing));
  AppendFlag(json, "paid", statement.paid);
  AppendFlag(json, "received", statement.received);
  AppendFlag(json, "booked_now", cleared.payment.paid_now || cleared.payment.received_now);
  service::AppendKey(json, "items");
  json.append(1, '[');
  for (const service::PairItem& item : statement.items) {
    if (&item != &statement.items.front()) json.append(", ");
    json.append(ItemJson(item));
  }
  return json + "]}";
}

Result<Cleared> ClearOne(service::Region& insured, service::Region& treated, const DateRange& month,
                         bool post) {
  Cleared cleared;
  if (post) {
    const auto payment = service::PayMonth(insured, treated, month, kActor);
    if (!payment.ok()) return payment.error();
    cleared.payment = *payment;
  }
  auto statement = service::StatementOf(insured, treated, month);
  if (!statement.ok()) return statement.error();
  cleared.statement = *std::move(statement);
  return cleared;
}

int Clear(const Flags& flags, const Clock& clock, const service::StoreAccess& access) {
  const Result<DateRange> month = service::MonthOf(flags.month);
  if (!month.ok()) return Fail(month.error());
  const auto regions = OpenRegions(flags.region, clock, access);
  if (!regions.ok()) return Fail(regions.error());
  std::vector<Cleared> all;
  for (const auto& insured : *regions) {
    for (const auto& treated : *regions) {
      if (insured == treated) continue;
      Result<Cleared> cleared = ClearOne(*insured, *treated, *month, flags.post);
      if (!cleared.ok()) return Fail(cleared.error());
      all.push_back(*std::move(cleared));
    }
  }
  std::string json;
  for (const Cleared& cleared : all) {
    if (!flags.json) PrintTable(cleared);
    json += (json.empty() ? "" : ", ") + ClearedJson(cleared);
  }
  if (flags.json) fmt::print("{{\"pairs\": [{}]}}\n", json);
  if (!flags.json && all.empty()) {
    fmt::print("数据中只有一个统筹区，没有异地清算 · the data holds one area: nothing to clear\n");
  }
  const bool agree =
      std::ranges::all_of(all, [](const Cleared& row) { return row.statement.agrees(); });
  return agree ? 0 : kDiffers;
}

}  // namespace

void AddClearingCommand(CLI::App& root, int& exit_status, const Clock& clock,
                        const service::StoreAccess& access) {
  CLI::App* command = root.add_subcommand(
      "clearing", "异地就医月度清算 · what the areas of a store owe each other for a month");
  const auto flags = std::make_shared<Flags>();
  AddRegionFlags(*command, flags->region);
  command->add_option("--month", flags->month, "月份，如 2026-05 · the month, as 2026-05")
      ->required();
  command->add_flag("--json", flags->json, "as JSON");
  command->add_flag("--post", flags->post,
                    "入账该月清算款，只记一次 · book the month's payment, once");
  command->callback(
      [flags, &exit_status, &clock, &access] { exit_status = Clear(*flags, clock, access); });
}

}  // namespace tongchou::cli
