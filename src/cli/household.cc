#include <fmt/format.h>

#include <functional>
#include <memory>
#include <string>

#include "cli/open_region.h"
#include "cli/residents.h"
#include "service/entitled.h"
#include "service/household.h"
#include "service/region.h"

namespace tongchou::cli {
namespace {

const service::Desk kDesk{"command line", {}};

struct Flags {
  RegionFlags region;
  service::HouseholdForm form;
  service::HouseholdStep step;
  service::HouseholdQuery query;
  std::string code, day, identity, evidence, reason, payer;
};

Result<Date> DayOf(const Flags& flags) {
  const Result<Date> day = ParseDate(flags.day);
  if (!day.ok()) return Error{ErrorCode::kBadDate, {}, "--day"};
  return day;
}

int Print(const service::Region& region, const Result<service::Household>& household) {
  if (!household.ok()) return Fail(household.error());
  fmt::print("{}  {}  {}\n", household->code, household->organisation, household->address);
  for (const service::HouseholdMember& member : household->members) {
    const bool present = member.range.Contains(region.today());
    fmt::print("  {}  {}  {} .. {}{}\n", member.psn_no, member.relation,
               ToString(member.range.from),
               member.range.through == kForever ? "" : ToString(member.range.through),
               present ? "" : "  不在户 · not in it");
  }
  return 0;
}

int Open(service::Region& region, const Flags& flags) {
  const Result<Date> day = DayOf(flags);
  if (!day.ok()) return Fail(day.error());
  service::HouseholdForm form = flags.form;
  form.code = flags.code;
  form.from = *day;
  return Print(region, OpenHousehold(region, kDesk, form));
}

using Step = Result<service::Household> (*)(service::Region&, const service::Desk&,
                                            const service::HouseholdStep&);

int Take(service::Region& region, const Flags& flags, Step step) {
  const Result<Date> day = DayOf(flags);
  if (!day.ok()) return Fail(day.error());
  service::HouseholdStep wanted = flags.step;
  wanted.code = flags.code;
  wanted.day = *day;
  return Print(region, step(region, kDesk, wanted));
}

int Join(service::Region& region, const Flags& flags) {
  return Take(region, flags, service::JoinHousehold);
}

int Leave(service::Region& region, const Flags& flags) {
  return Take(region, flags, service::LeaveHousehold);
}

int Head(service::Region& region, const Flags& flags) {
  return Take(region, flags, service::ChangeHead);
}

int Show(service::Region& region, const Flags& flags) {
  return Print(region, GetHousehold(region, {}, flags.code));
}

int List(service::Region& region, const Flags& flags) {
  constexpr int kPage = 200;
  std::string after;
  while (true) {
    const auto page = FindHouseholds(region, {}, flags.query, after, kPage);
    if (!page.ok()) return Fail(page.error());
    for (const service::HouseholdRow& row : page->rows) {
      fmt::print("{}  {}  {}  {} 人 · persons\n", row.household.code, row.household.organisation,
                 row.head_name, row.members);
    }
    if (page->next.empty()) return 0;
    after = page->next;
  }
}

int PrintSpans(const Result<std::vector<service::EntitledSpan>>& spans) {
  if (!spans.ok()) return Fail(spans.error());
  for (const service::EntitledSpan& span : *spans) {
    fmt::print("{}  {} .. {}  {}  {}\n", span.identity, ToString(span.range.from),
               span.range.through == kForever ? "" : ToString(span.range.through), span.evidence,
               span.reason);
  }
  return 0;
}

int Enter(service::Region& region, const Flags& flags) {
  const Result<Date> day = DayOf(flags);
  if (!day.ok()) return Fail(day.error());
  return PrintSpans(
      SetEntitled(region, kDesk, {flags.step.psn_no, flags.identity, flags.evidence, *day}));
}

int End(service::Region& region, const Flags& flags) {
  const Result<Date> day = DayOf(flags);
  if (!day.ok()) return Fail(day.error());
  return PrintSpans(EndEntitled(region, kDesk, flags.step.psn_no, *day, flags.reason));
}

int ShowSpans(service::Region& region, const Flags& flags) {
  return PrintSpans(EntitledOf(region, {}, flags.step.psn_no));
}

int PutOnRoll(service::Region& region, const Flags& flags) {
  const Result<Date> day = DayOf(flags);
  if (!day.ok()) return Fail(day.error());
  const Status joined = JoinRoll(region, kDesk, flags.step.psn_no, flags.payer, *day);
  return joined.ok() ? 0 : Fail(joined.error());
}

}  // namespace

void AddHouseholdCommand(CLI::App& root, int& exit_status, const Clock& clock,
                         const service::StoreAccess& access) {
  CLI::App* group = root.add_subcommand("household", "家庭户 · households");
  group->require_subcommand(1);
  const RegionCommands<Flags> commands(exit_status, clock, access);
  Flags& flags = *commands.flags();
  CLI::App* list = commands.Add(*group, "list", "查找 · find households", List);
  list->add_option("--text", flags.query.text,
                   "户号、成员编号或姓名 · code, member's number or name");
  list->add_option("--organisation", flags.query.organisation, "机构路径 · path of an office");
  CLI::App* show =
      commands.Add(*group, "show", "一户及其历史 · one household with its history", Show);
  CLI::App* open = commands.Add(*group, "open", "登记一户 · register a household", Open);
  CLI::App* join = commands.Add(*group, "join", "迁入 · somebody joins", Join);
  CLI::App* leave = commands.Add(*group, "leave", "迁出 · somebody leaves", Leave);
  CLI::App* head = commands.Add(*group, "head", "变更户主 · another head", Head);
  open->add_option("--code", flags.code, "户号，空则自动 · code; left out: made for you");
  open->add_option("--office", flags.form.organisation, "村（社区）机构编号 · code of the village")
      ->required();
  open->add_option("--head", flags.form.head, "户主人员编号 · psn_no of the head")->required();
  open->add_option("--address", flags.form.address, "住址 · address");
  open->add_option("--phone", flags.form.phone, "电话 · phone");
  for (CLI::App* command : {show, join, leave, head}) {
    command->add_option("--code", flags.code, "户号 · code")->required();
  }
  for (CLI::App* command : {join, leave, head}) {
    command->add_option("--person", flags.step.psn_no, "人员编号 · psn_no")->required();
  }
  for (CLI::App* command : {open, join, leave, head}) {
    command->add_option("--day", flags.day, "日期 · day")->required();
  }
  join->add_option("--relation", flags.step.relation, "与户主关系 · relation")->required();
  head->add_option("--relation", flags.step.relation, "原户主与新户主的关系 · of the head before");
  leave->add_option("--new-head", flags.step.new_head, "新户主 · psn_no of the new head");
}

void AddEntitledCommand(CLI::App& root, int& exit_status, const Clock& clock,
                        const service::StoreAccess& access) {
  CLI::App* group =
      root.add_subcommand("entitled", "民政资助对象与缴款方 · entitled groups and rolls");
  group->require_subcommand(1);
  const RegionCommands<Flags> commands(exit_status, clock, access);
  Flags& flags = *commands.flags();
  CLI::App* show = commands.Add(*group, "show", "一人的认定 · of one person", ShowSpans);
  CLI::App* enter = commands.Add(*group, "set", "认定 · put into a group", Enter);
  CLI::App* end = commands.Add(*group, "end", "终止 · end a membership", End);
  CLI::App* roll =
      commands.Add(*group, "roll", "由哪一缴款方代收 · whose roll a person is on", PutOnRoll);
  for (CLI::App* command : {show, enter, end, roll}) {
    command->add_option("--person", flags.step.psn_no, "人员编号 · psn_no")->required();
  }
  for (CLI::App* command : {enter, end, roll}) {
    command->add_option("--day", flags.day, "首日（终止为末日） · first day; of end: the last")
        ->required();
  }
  enter
      ->add_option("--identity", flags.identity,
                   "entitled, low_income, destitute, five_guarantee · 优抚、低保、特困、五保")
      ->required();
  enter->add_option("--evidence", flags.evidence, "依据 · certificate or list")->required();
  end->add_option("--reason", flags.reason, "原因 · why")->required();
  roll->add_option("--payer", flags.payer, "缴款方编号 · code of the payer")->required();
}

}  // namespace tongchou::cli
