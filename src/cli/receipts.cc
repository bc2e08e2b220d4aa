#include "cli/receipts.h"

#include <fmt/format.h>

#include <functional>
#include <memory>
#include <string>

#include "base/sm3.h"
#include "cli/open_region.h"
#include "cli/read_file.h"
#include "service/account_credits.h"
#include "service/cadre_levy.h"
#include "service/receipt_cases.h"
#include "service/remittance.h"

namespace tongchou::cli {
namespace {

constexpr int kSomeOpen = 1;
constexpr char kActor[] = "command line";

struct Flags {
  RegionFlags region;
  std::string file, id, format, employer, bill, reference, reason;
  bool send_only = false;
};

using Counts = std::array<service::LineCount, service::kLineStatuses>;

void Print(const Counts& counts) {
  static const Text kTitles[] = {
      {"待入账", "waiting"}, {"已匹配", "matched"}, {"待处理", "held"}, {"未通过", "refused"}};
  for (std::size_t i = 0; i < counts.size(); ++i) {
    if (counts[i].lines == 0) continue;
    fmt::print("  {} {} 笔 {} · {} {}\n", kTitles[i].zh, counts[i].lines, ToYuan(counts[i].amount),
               kTitles[i].en, counts[i].lines);
  }
}

int Print(const service::PostingReport& report) {
  fmt::print("到账文件 · file of receipts: {}\n", report.file.id);
  Print(report.counts);
  for (const service::ReceiptFileLine& line : report.open) {
    fmt::print("第 {} 行 · line {}  {}  {}\n", line.cells.row, line.cells.row, line.cells.reference,
               line.cells.amount);
    if (line.error) fmt::print("  {} · {}\n", line.error->Chinese(), line.error->English());
  }
  return report.open.empty() ? 0 : kSomeOpen;
}

int Credit(service::Region& region, const Flags&) {
  const auto managed = service::CreditManaged(region, kActor);
  if (!managed.ok()) return Fail(managed.error());
  const auto credited = service::CreditAccounts(region, kActor, {}, {});
  if (!credited.ok()) return Fail(credited.error());
  fmt::print(
      "划入个人账户：缴费单 {} 张，{} 人，{} 元 · credited to accounts: {} bills, {} persons\n",
      credited->bills, credited->persons, ToYuan(credited->amount), credited->bills,
      credited->persons);
  if (credited->not_taken_back > Money{}) {
    fmt::print("已用去而未能收回 · spent already and not taken back: {}\n",
               ToYuan(credited->not_taken_back));
  }
  return 0;
}

// Sends the file, or what of it is not there yet.
Result<service::ReceiptFile> Send(service::Region& region, const Flags& flags) {
  const Result<std::string> bytes = ReadFile(flags.file);
  if (!bytes.ok()) return bytes.error();
  const auto read = service::ReadRemittance(*bytes, region.pack(), region.today(), flags.format);
  if (!read.ok()) return read.error();
  const std::vector<service::ReceiptCells>& rows = read->rows;
  const auto count = static_cast<std::int64_t>(rows.size());
  auto file = StartReceiptFile(
      region, kActor, {flags.file.substr(flags.file.rfind('/') + 1), ToHex(Sm3(*bytes)), count});
  while (file.ok() && !file->complete()) {
    const auto at = [&](std::int64_t part) {
      return rows.begin() + std::min(part * std::int64_t{service::kReceiptPart}, count);
    };
    const std::vector<service::ReceiptCells> part(at(file->parts), at(file->parts + 1));
    file = AddReceiptPart(region, kActor, file->id, file->parts + 1, part);
  }
  return file;
}

int Preview(service::Region& region, const Flags& flags) {
  const auto report = PreviewReceiptFile(region, flags.id, {});
  return report.ok() ? Print(*report) : Fail(report.error());
}

int Post(service::Region& region, const Flags& flags) {
  const auto report = PostReceiptFile(region, kActor, flags.id, {});
  if (!report.ok()) return Fail(report.error());
  const int status = Print(*report);
  const int credited = Credit(region, flags);
  return credited == 0 ? status : credited;
}

int Import(service::Region& region, const Flags& flags) {
  const auto file = Send(region, flags);
  if (!file.ok()) return Fail(file.error());
  Flags sent = flags;
  sent.id = file->id;
  return flags.send_only ? Preview(region, sent) : Post(region, sent);
}

int List(service::Region& region, const Flags&) {
  constexpr int kMost = 100;
  const auto files = service::FindReceiptFiles(region, kMost);
  if (!files.ok()) return Fail(files.error());
  for (const service::ReceiptFile& file : *files) {
    fmt::print("{}  {}  {}  {} 笔 · lines  {}\n", file.id, ToString(DayOf(file.sent_at)),
               file.file_name, file.rows,
               file.posted_at ? "已入账 · posted" : "未入账 · not posted");
    Print(file.counts);
  }
  return 0;
}

int Held(service::Region& region, const Flags&) {
  constexpr std::size_t kMost = 10'000;
  const auto page = service::FindHeldReceipts(region, {}, 0, kMost);
  if (!page.ok()) return Fail(page.error());
  fmt::print("待处理到账 {} 笔 {} 元 · held receipts: {}\n", page->total, ToYuan(page->amount),
             page->total);
  for (const service::Receipt& receipt : page->receipts) {
    const service::ReceiptLine& line = receipt.line;
    fmt::print("  {}  {}  {}  {} {}\n", line.reference, ToString(line.day), ToYuan(line.amount),
               line.payer, line.payer_name);
    if (receipt.why) {
      fmt::print("    {} · {}\n", receipt.why->Chinese(), receipt.why->English());
    }
  }
  return 0;
}

int Decided(service::Region& region, const Result<service::Receipt>& receipt) {
  if (!receipt.ok()) return Fail(receipt.error());
  static const Text kStates[] = {{"已匹配", "matched"}, {"待处理", "held"}, {"已退回", "returned"}};
  const Text& state = kStates[static_cast<std::size_t>(receipt->state)];
  fmt::print("{}  {} · {} {}\n", receipt->line.reference, state.zh, state.en, receipt->employer);
  return Credit(region, {});
}

int Assign(service::Region& region, const Flags& flags) {
  return Decided(region,
                 AssignReceipt(region, {kActor, {}},
                               {flags.reference, flags.employer, flags.bill, flags.reason}));
}

int Return(service::Region& region, const Flags& flags) {
  return Decided(region, ReturnReceipt(region, {kActor, {}}, flags.reference, flags.reason));
}

int Reverse(service::Region& region, const Flags& flags) {
  return Decided(region, ReverseReceipt(region, {kActor, {}}, flags.reference, flags.reason));
}

}  // namespace

void AddReceiptsCommand(CLI::App& root, int& exit_status, const Clock& clock,
                        const service::StoreAccess& access) {
  CLI::App* group = root.add_subcommand("receipts", "到账 · receipts");
  group->require_subcommand(1);
  group->add_subcommand("template", "打印到账文件模板 · print the template")->callback([] {
    fmt::print("{}", service::ReceiptTemplate());
  });
  const RegionCommands<Flags> commands(exit_status, clock, access);
  const std::shared_ptr<Flags>& flags = commands.flags();
  CLI::App* import =
      commands.Add(*group, "import", "导入到账文件（CSV）并入账，可重复 · post a file", Import);
  import->add_option("file", flags->file, "文件 · file")->required();
  import->add_option(
      "--format", flags->format,
      "文件格式：政策包 remittance.yaml 中的名称，或 template；缺省按列名识别 · the form "
      "of the file; told by its columns when left out");
  import->add_flag("--send-only", flags->send_only, "只上传并试算，不入账 · send and preview only");
  for (CLI::App* command :
       {commands.Add(*group, "preview", "试算已上传的文件 · what posting a file would do", Preview),
        commands.Add(*group, "post", "入账已上传的文件，可重复 · post a file that was sent",
                     Post)}) {
    command->add_option("--file", flags->id, "到账文件编号 · id of the file")->required();
  }
  commands.Add(*group, "list", "到账文件 · files that were sent", List);
  commands.Add(*group, "held", "待处理到账 · receipts that wait for a payer", Held);
  commands.Add(*group, "credit", "补划个人账户，可重复 · credit accounts that wait", Credit);
  CLI::App* assign =
      commands.Add(*group, "assign", "指定缴款单位或缴费单 · give it to its payer", Assign);
  assign->add_option("--employer", flags->employer, "单位编号 · employer");
  assign->add_option("--bill", flags->bill, "缴费单号 · bill");
  for (CLI::App* command :
       {assign, commands.Add(*group, "return", "退回 · give it back to who sent it", Return),
        commands.Add(*group, "reverse", "冲销 · undo what became of it", Reverse)}) {
    command->add_option("--reference", flags->reference, "银行流水号 · bank reference")->required();
    command->add_option("--reason", flags->reason, "原因 · why")->required();
  }
}

}  // namespace tongchou::cli
