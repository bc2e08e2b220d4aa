#include "cli/organisation.h"

#include <fmt/format.h>

#include <string>
#include <vector>

#include "cli/open_region.h"
#include "service/organisations.h"

namespace tongchou::cli {
namespace {

constexpr const char* kActor = "command line";

struct Flags {
  RegionFlags region;
  std::string code, name, parent;
  std::vector<std::string> persons;
};

Status Add(service::Region& region, const Flags& flags) {
  const auto made = AddOrganisation(region, kActor, flags.code, flags.name, flags.parent);
  if (!made.ok()) return made.error();
  fmt::print("已添加 · added: {}  {}\n", made->path, made->name);
  return Done{};
}

Status AddOfPack(service::Region& region, const Flags&) {
  const auto added = AddOrganisationsOfPack(region, kActor);
  if (!added.ok()) return added.error();
  fmt::print("已添加 {} 个机构 · added {} offices\n", *added, *added);
  return Done{};
}

Status List(service::Region& region, const Flags&) {
  const auto all = AllOrganisations(region);
  if (!all.ok()) return all.error();
  for (const service::Organisation& organisation : *all) {
    fmt::print("{}  {}\n", organisation.path, organisation.name);
  }
  return Done{};
}

Status Assign(service::Region& region, const Flags& flags) {
  for (const std::string& person : flags.persons) {
    const Status set = SetOrganisationOf(region, kActor, {}, person, flags.code);
    if (!set.ok()) return set;
  }
  fmt::print("已划归 {} 人 · assigned {} persons\n", flags.persons.size(), flags.persons.size());
  return Done{};
}

}  // namespace

void AddOrganisationCommand(CLI::App& root, int& exit_status, const Clock& clock,
                            const service::StoreAccess& access) {
  CLI::App* group = root.add_subcommand("organisation", "经办机构 · the agency's offices");
  group->require_subcommand(1);
  const RegionCommands<Flags> commands(exit_status, clock, access);
  const auto& flags = commands.flags();
  CLI::App* add = commands.AddStep(*group, "add", "添加机构 · add an office", Add);
  add->add_option("--code", flags->code, "代码 · code: letters, digits, -")->required();
  add->add_option("--name", flags->name, "名称 · name")->required();
  add->add_option("--parent", flags->parent, "上级代码，默认顶级 · code of the office above");
  commands.AddStep(*group, "add-of-pack",
                   "添加政策包 offices.yaml 所列、尚没有的机构 · add the offices that the pack's "
                   "offices.yaml names and that are not there yet",
                   AddOfPack);
  commands.AddStep(*group, "list", "列出机构 · list the offices", List);
  CLI::App* assign =
      commands.AddStep(*group, "assign", "把参保人划归机构 · give persons to an office", Assign);
  assign->add_option("--code", flags->code,
                     "代码，留空为统筹区本级 · code; empty: the area itself");
  assign->add_option("persons", flags->persons, "人员编号 · psn_no, one or more")->required();
}

}  // namespace tongchou::cli
