#include "cli/recompute.h"

#include <fmt/format.h>

#include <memory>
#include <string>

#include "cli/open_region.h"
#include "service/ids.h"
#include "service/recompute.h"
#include "service/recompute_text.h"

namespace tongchou::cli {
namespace {

constexpr int kSomeSkipped = 1;

struct Flags {
  RegionFlags region;
  std::string rules, from, reason, note, actor = "command line", number, person, reference;
  bool json = false, csv = false;
};

std::string IdOf(const service::Region& region, const Flags& flags) {
  return service::RecomputePrefix(region.pack().id) + flags.number;
}

int Print(const Flags& flags, const Result<service::Recompute>& paper) {
  if (!paper.ok()) return Fail(paper.error());
  if (flags.json) {
    fmt::print("{}\n", service::JsonOf(*paper));
    return 0;
  }
  fmt::print("{}", service::TextOf(*paper));
  return 0;
}

int Draw(service::Region& region, const Flags& flags) {
  const Result<Date> from = ParseDate(flags.from);
  if (!from.ok()) return Fail(from.error());
  return Print(flags, DrawRecompute(region, flags.actor, {flags.rules, *from, flags.reason}, {}));
}

int List(service::Region& region, const Flags& flags) {
  const auto papers = FindRecomputes(region);
  if (!papers.ok()) return Fail(papers.error());
  for (const service::Recompute& paper : *papers) Print(flags, paper);
  return 0;
}

int Show(service::Region& region, const Flags& flags) {
  const auto paper = GetRecompute(region, IdOf(region, flags));
  if (!paper.ok()) return Fail(paper.error());
  if (flags.csv) {
    fmt::print("{}", service::RecomputeCsvHead());
  } else {
    Print(flags, paper);
    if (flags.json) return 0;
  }
  for (std::size_t i = 1; i <= paper->sheets.size(); ++i) {
    const auto page = GetRecomputeSheet(region, paper->id, static_cast<std::int32_t>(i));
    if (!page.ok()) return Fail(page.error());
    fmt::print("{}", flags.csv ? service::CsvOf(region, *page) : service::TextOf(region, *page));
  }
  return 0;
}

int DecideOne(service::Region& region, const Flags& flags, bool approve) {
  return Print(flags,
               DecideRecompute(region, flags.actor, IdOf(region, flags), approve, flags.note));
}

int Approve(service::Region& region, const Flags& flags) { return DecideOne(region, flags, true); }

int RefuseIt(service::Region& region, const Flags& flags) {
  return DecideOne(region, flags, false);
}

int Post(service::Region& region, const Flags& flags) {
  const auto paper = PostRecompute(region, flags.actor, IdOf(region, flags), {});
  const int status = Print(flags, paper);
  return status == 0 && paper->skipped > 0 ? kSomeSkipped : status;
}

int Pay(service::Region& region, const Flags& flags) {
  const auto paid =
      PayRecompute(region, flags.actor, IdOf(region, flags), flags.person, flags.reference, {});
  if (!paid.ok()) return Fail(paid.error());
  if (flags.json) {
    fmt::print("{{\"persons\": {}, \"paid\": \"{}\", \"recovered\": \"{}\"}}\n", paid->persons,
               ToYuan(paid->paid), ToYuan(paid->recovered));
    return 0;
  }
  fmt::print("人数 {} · persons   补付 {} · paid   收回 {} · recovered\n", paid->persons,
             ToYuan(paid->paid), ToYuan(paid->recovered));
  return 0;
}

}  // namespace

void AddRecomputeCommand(CLI::App& root, int& exit_status, const Clock& clock,
                         const service::StoreAccess& access) {
  CLI::App* group = root.get_subcommand("policy")->add_subcommand(
      "recompute", "追溯重算 · settlements done again under a later version");
  group->require_subcommand(1);
  const RegionCommands<Flags> commands(exit_status, clock, access);
  const std::shared_ptr<Flags>& flags = commands.flags();
  CLI::App* draw = commands.Add(*group, "draw", "拟定清单 · list what would change", Draw);
  draw->add_option("--from", flags->from, "自哪一天的结算 · settlements of this day and later")
      ->required();
  draw->add_option("--reason", flags->reason, "依据的文件 · the document that came late")
      ->required();
  draw->add_option("--rules", flags->rules,
                   "按哪个版本，缺省为现行 · the version; none: what holds");
  CLI::App* list = commands.Add(*group, "list", "全部清单 · all lists", List);
  CLI::App* show = commands.Add(*group, "show", "清单明细 · one list", Show);
  show->add_flag("--csv", flags->csv, "明细表格 · the settlements as CSV");
  CLI::App* approve = commands.Add(*group, "approve", "批准 · approve", Approve);
  CLI::App* refuse = commands.Add(*group, "refuse", "不批准 · refuse", RefuseIt);
  CLI::App* post = commands.Add(*group, "post", "入账，可重复 · post it; safe to repeat", Post);
  CLI::App* pay = commands.Add(*group, "pay", "结清差额 · pay or recover the differences", Pay);
  pay->add_option("--person", flags->person, "人员编号，缺省为全部 · psn_no; none: all");
  pay->add_option("--reference", flags->reference, "付款凭据 · the bank's reference");
  for (CLI::App* command : {approve, refuse}) {
    command->add_option("--note", flags->note, "意见 · a note");
  }
  for (CLI::App* command : {show, approve, refuse, post, pay}) {
    command->add_option("number", flags->number, "清单编号，如 000001 · number of the list")
        ->required();
  }
  for (CLI::App* command : {draw, approve, refuse, post, pay}) {
    command->add_option("--by", flags->actor, "经办人 · who does it")->capture_default_str();
  }
  for (CLI::App* command : {draw, list, show, approve, refuse, post, pay}) {
    command->add_flag("--json", flags->json, "JSON");
  }
}

}  // namespace tongchou::cli
