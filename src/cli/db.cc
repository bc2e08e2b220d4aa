#include "cli/db.h"

#include <fmt/format.h>

#include <cstdio>
#include <memory>

#include "cli/open_region.h"

namespace tongchou::cli {
namespace {

constexpr int kNotReady = 1;
constexpr std::int64_t kMebibyte = 1024 * 1024;

void Print(const store::StoreReport& report) {
  fmt::print("数据库 · backend       {}\n位置 · place           {}\n", report.backend,
             report.place);
  for (const auto& [setting, value] : report.facts) {
    fmt::print("设置 · setting         {} = {}\n", setting, value);
  }
  for (const std::string& name : report.applied) {
    fmt::print("迁移 · migration       {}  已应用 · applied\n", name);
  }
  for (const std::string& name : report.pending) {
    fmt::print("迁移 · migration       {}  待应用 · pending\n", name);
  }
  for (const auto& [area, state] : report.areas) {
    fmt::print(
        "统筹区 · area {}   参保人 {} · persons   就诊 {} · visits   结算 {} · settlements   "
        "分录 {} · entries   审计 {} · audit records\n",
        area, state.persons, state.visits, state.settlements, state.entries, state.audits);
  }
  fmt::print("大小 · size            {} MiB\n", (report.size_bytes + kMebibyte - 1) / kMebibyte);
}

int Status(const service::StorePlace& place, const service::StoreAccess& access) {
  const Result<store::StoreReport> report = access.describe(place);
  if (!report.ok()) return Fail(report.error());
  Print(*report);
  if (!report->present) {
    fmt::print("尚未建库；请运行 tongchou db init · no store yet: run tongchou db init\n");
  } else if (!report->pending.empty()) {
    fmt::print("请运行 tongchou db migrate · run tongchou db migrate\n");
  }
  return report->present && report->pending.empty() ? 0 : kNotReady;
}

// Opens the store, which applies what is missing, closes it and tells what is there now.
int OpenAndTell(const service::StorePlace& place, const service::StoreAccess& access, bool create) {
  const auto store = access.open(place, create);
  if (!store.ok()) return Fail(store.error());
  return Status(place, access);
}

int Init(const service::StorePlace& place, const service::StoreAccess& access) {
  const Result<store::StoreReport> report = access.describe(place);
  if (!report.ok()) return Fail(report.error());
  if (!report->present) return OpenAndTell(place, access, /*create=*/true);
  fmt::print(stderr,
             "错误 · error: 已有数据库，未作更改：{0}\n"
             "  there is a store already, nothing was changed: {0}\n",
             report->place);
  return kNotReady;
}

int BackUp(const service::StorePlace& place, const service::StoreAccess& access,
           const std::string& to) {
  const auto done = access.back_up(place, to);
  if (!done.ok()) return Fail(done.error());
  fmt::print(
      "已备份并逐页核对 · backed up, every page checked: {}\n"
      "再用 ledger verify 核对账目 · verify the books of it with ledger verify\n",
      to);
  return 0;
}

}  // namespace

void AddDbCommand(CLI::App& root, int& exit_status, const service::StoreAccess& access) {
  CLI::App* db = root.add_subcommand("db", "数据库 · the store itself");
  db->require_subcommand(1);
  const auto place = std::make_shared<service::StorePlace>();
  const auto add = [&](const char* name, const char* about, auto work) {
    CLI::App* command = db->add_subcommand(name, about);
    AddStoreFlags(*command, *place);
    command->callback([&exit_status, &access, place, work] { exit_status = work(*place, access); });
  };
  add("init", "建立空库 · make an empty store", Init);
  add("migrate", "升级库结构 · bring the schema up to date",
      [](const service::StorePlace& where, const service::StoreAccess& opener) {
        return OpenAndTell(where, opener, /*create=*/false);
      });
  add("status", "查看库 · what is there: backend, migrations, rows, size", Status);
  CLI::App* backup = db->add_subcommand(
      "backup", "在线备份嵌入库 · copy the embedded store while a server writes to it");
  AddStoreFlags(*backup, *place);
  const auto to = std::make_shared<std::string>();
  backup->add_option("--to", *to, "备份文件，须不存在 · file to make; it must not exist")
      ->required();
  backup->callback(
      [&exit_status, &access, place, to] { exit_status = BackUp(*place, access, *to); });
}

}  // namespace tongchou::cli
