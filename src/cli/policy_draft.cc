#include "cli/policy_draft.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <fstream>
#include <memory>
#include <string>

#include "cli/open_region.h"
#include "cli/read_file.h"
#include "service/policy_draft_print.h"
#include "service/policy_drafts.h"
#include "service/region.h"
#include "service/sign_in.h"

namespace tongchou::cli {
namespace {

constexpr int kDoesNotPass = 1;

struct Flags {
  RegionFlags region;
  std::string by, title, from, note, reason, day, file;
  std::int64_t number = 0, base = 0;
  bool json = false, refuse = false;
};

// Who does it: a user of the area, so that another one can approve.
Result<service::Desk> DeskOf(service::Region& region, const Flags& flags) {
  const auto users = AllUsers(region);
  if (!users.ok()) return users.error();
  const bool known = std::ranges::find(*users, flags.by, &service::User::login) != users->end();
  if (known) return service::Desk{flags.by, {}};
  return Error{ErrorCode::kBadParameter,
               {"没有用户 " + flags.by + "；请用 --as 写明由谁办理",
                "there is no user " + flags.by + ": say with --as who does it"},
               "--as"};
}

int Print(const Result<service::PolicyDraft>& draft, service::Region& region, const Flags& flags) {
  if (!draft.ok()) return Fail(draft.error());
  const bool superseded = IsSuperseded(region, *draft);
  fmt::print("{}\n", flags.json ? service::DraftText(*draft, superseded)
                                : service::PrintDraft(*draft, superseded));
  return 0;
}

int New(service::Region& region, const Flags& flags) {
  const auto desk = DeskOf(region, flags);
  if (!desk.ok()) return Fail(desk.error());
  service::NewDraft draft{flags.title, flags.base, {}};
  if (!flags.from.empty()) {
    auto files = service::ReadPolicyFolder(flags.from, region.pack().id);
    if (!files.ok()) return Fail(files.error());
    draft.files = *std::move(files);
  }
  return Print(BeginDraft(region, *desk, draft), region, flags);
}

int Save(service::Region& region, const Flags& flags) {
  const auto desk = DeskOf(region, flags);
  if (!desk.ok()) return Fail(desk.error());
  const auto draft = GetDraft(region, flags.number);
  if (!draft.ok()) return Fail(draft.error());
  auto files = service::ReadPolicyFolder(flags.from, draft->pack);
  if (!files.ok()) return Fail(files.error());
  const service::DraftSave save{draft->version, service::OverlayBetween(draft->files(), *files),
                                flags.title};
  return Print(SaveDraft(region, *desk, flags.number, save), region, flags);
}

int Import(service::Region& region, const Flags& flags) {
  const auto desk = DeskOf(region, flags);
  if (!desk.ok()) return Fail(desk.error());
  const Result<std::string> bytes = ReadFile(flags.file);
  if (!bytes.ok()) return Fail(bytes.error());
  auto files = service::ReadArchive(region.pack().id, *bytes);
  if (!files.ok()) return Fail(files.error());
  return Print(BeginDraft(region, *desk, {flags.title, 0, *std::move(files)}), region, flags);
}

int Show(service::Region& region, const Flags& flags) {
  return Print(GetDraft(region, flags.number), region, flags);
}

int List(service::Region& region, const Flags& flags) {
  const auto drafts = DraftsOf(region);
  if (!drafts.ok()) return Fail(drafts.error());
  for (const service::PolicyDraft& draft : *drafts) Print(draft, region, flags);
  return 0;
}

int Check(service::Region& region, const Flags& flags) {
  const auto draft = GetDraft(region, flags.number);
  if (!draft.ok()) return Fail(draft.error());
  const auto check = CheckDraft(region, *draft);
  if (!check.ok()) return Fail(check.error());
  fmt::print("{}\n", flags.json ? service::CheckText(*check) : service::PrintCheck(*check));
  return check->passed() ? 0 : kDoesNotPass;
}

// A step that needs nothing but the draft and who does it.
using Step = Result<service::PolicyDraft> (*)(service::Region&, const service::Desk&, std::int64_t);
template <Step kStep>
int Take(service::Region& region, const Flags& flags) {
  const auto desk = DeskOf(region, flags);
  if (!desk.ok()) return Fail(desk.error());
  return Print(kStep(region, *desk, flags.number), region, flags);
}

int Withdraw(service::Region& region, const Flags& flags) {
  const auto desk = DeskOf(region, flags);
  if (!desk.ok()) return Fail(desk.error());
  return Print(WithdrawDraft(region, *desk, flags.number, flags.note), region, flags);
}

int Approve(service::Region& region, const Flags& flags) {
  const auto desk = DeskOf(region, flags);
  if (!desk.ok()) return Fail(desk.error());
  const service::DraftVerdict verdict{!flags.refuse, flags.note, 0};
  return Print(DecideDraft(region, *desk, flags.number, verdict), region, flags);
}

int PrintVersion(const service::PolicyVersion& version, std::int64_t newest, const Flags& flags) {
  fmt::print("{}\n", flags.json ? service::VersionText(version, newest)
                                : service::PrintVersion(version, newest));
  return 0;
}

int Publish(service::Region& region, const Flags& flags) {
  const auto desk = DeskOf(region, flags);
  if (!desk.ok()) return Fail(desk.error());
  const auto version = PublishDraft(region, *desk, flags.number, flags.reason);
  if (!version.ok()) return Fail(version.error());
  return PrintVersion(*version, version->number, flags);
}

int Versions(service::Region& region, const Flags& flags) {
  const auto versions = VersionsOf(region);
  if (!versions.ok()) return Fail(versions.error());
  const std::int64_t newest = versions->back().number;
  if (flags.day.empty()) {
    for (const service::PolicyVersion& version : *versions) PrintVersion(version, newest, flags);
    return 0;
  }
  const Result<Date> day = ParseDate(flags.day);
  if (!day.ok()) return Fail({ErrorCode::kBadDate, {}, "--known-on"});
  const service::PolicyVersion* known = service::KnownOn(*versions, *day);
  if (known == nullptr) return Fail({ErrorCode::kUnknownVersion, {}, flags.day});
  return PrintVersion(*known, newest, flags);
}

int Export(service::Region& region, const Flags& flags) {
  const auto version = GetVersion(region, flags.number);
  if (!version.ok()) return Fail(version.error());
  const std::string archive = service::WriteArchive(version->pack, version->files);
  std::ofstream file(flags.file, std::ios::binary);
  file.write(archive.data(), static_cast<std::streamsize>(archive.size()));
  file.close();
  if (!file) return Fail({ErrorCode::kBadParameter, {}, flags.file});
  return PrintVersion(*version, version->number, flags);
}

class Commands {
 public:
  Commands(int& exit_status, const Clock& clock, const service::StoreAccess& access)
      : commands_(exit_status, clock, access), flags_(commands_.flags()) {}

  const std::shared_ptr<Flags>& flags() const { return flags_; }

  CLI::App* Add(CLI::App& group, const char* name, const char* about,
                int (*action)(service::Region&, const Flags&)) const {
    CLI::App* command = commands_.Add(group, name, about, action);
    command->add_flag("--json", flags_->json, "JSON");
    return command;
  }
  // One that is done by somebody.
  CLI::App* AddDone(CLI::App& group, const char* name, const char* about,
                    int (*action)(service::Region&, const Flags&)) const {
    CLI::App* command = Add(group, name, about, action);
    command->add_option("--as", flags_->by, "由谁办理（用户名） · the user who does it")
        ->required();
    return command;
  }
  // Names what is worked on.
  CLI::App* Of(CLI::App* command, const char* what) const {
    command->add_option(what, flags_->number, "编号 · its number")->required();
    return command;
  }

 private:
  const RegionCommands<Flags> commands_;
  const std::shared_ptr<Flags> flags_;
};

void AddDraftGroup(CLI::App& policy, const Commands& commands) {
  const std::shared_ptr<Flags>& flags = commands.flags();
  CLI::App* group = policy.add_subcommand("draft", "政策草稿 · drafts of the area's policy");
  group->require_subcommand(1);
  CLI::App* begin = commands.AddDone(*group, "new", "新建 · begin one", New);
  begin->add_option("--title", flags->title, "名称 · title")->required();
  begin->add_option("--base", flags->base, "依据的版本，默认现行 · version it is made on");
  begin->add_option("--from", flags->from, "取此政策包目录的文件 · take the files of this folder");
  CLI::App* save = commands.Of(
      commands.AddDone(*group, "save", "以目录中的文件为准 · take the files of a folder", Save),
      "draft");
  save->add_option("--from", flags->from, "政策包目录 · folder of the packs")->required();
  save->add_option("--title", flags->title, "名称 · title");
  commands.Of(commands.Add(*group, "show", "一份草稿 · one draft", Show), "draft");
  commands.Add(*group, "list", "全部草稿 · all drafts", List);
  commands.Of(commands.Add(*group, "check", "检查，不通过则状态为 1 · check it", Check), "draft");
  commands.Of(commands.AddDone(*group, "update", "更新到现行版本 · bring it onto what is in force",
                               Take<service::UpdateDraft>),
              "draft");
  commands.Of(
      commands.AddDone(*group, "submit", "送审 · ask for approval", Take<service::SubmitDraft>),
      "draft");
  commands.Of(commands.AddDone(*group, "withdraw", "撤回 · end it", Withdraw), "draft")
      ->add_option("--note", flags->note, "说明 · note");
}

}  // namespace

void AddPolicyDraftCommands(CLI::App& policy, int& exit_status, const Clock& clock,
                            const service::StoreAccess& access) {
  const Commands commands(exit_status, clock, access);
  const std::shared_ptr<Flags>& flags = commands.flags();
  AddDraftGroup(policy, commands);
  CLI::App* approve = commands.Of(
      commands.AddDone(policy, "approve", "审定草稿 · decide a draft", Approve), "draft");
  approve->add_flag("--refuse", flags->refuse, "退回 · send it back");
  approve->add_option("--note", flags->note, "意见 · note");
  commands.Of(commands.AddDone(policy, "publish", "发布草稿 · publish a draft", Publish), "draft")
      ->add_option("--reason", flags->reason, "改动已过去的日期的原因 · why a past day changes");
  commands.Add(policy, "versions", "已发布的版本 · published versions", Versions)
      ->add_option("--known-on", flags->day, "该日所知的版本 · the one known on a day");
  commands
      .Of(commands.Add(policy, "export", "导出为归档 · one archive of a version", Export),
          "version")
      ->add_option("file", flags->file, "tar")
      ->required();
  CLI::App* take_in =
      commands.AddDone(policy, "import", "归档导入为草稿 · begin a draft from an archive", Import);
  take_in->add_option("file", flags->file, "tar")->required();
  take_in->add_option("--title", flags->title, "名称 · title")->required();
}

}  // namespace tongchou::cli
