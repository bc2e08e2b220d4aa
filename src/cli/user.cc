#include "cli/user.h"

#include <fmt/format.h>

#include <memory>
#include <string>
#include <vector>

#include "cli/open_region.h"
#include "service/organisations.h"
#include "service/sign_in.h"

namespace tongchou::cli {
namespace {

constexpr std::size_t kPasswordDigits = 16;

struct Flags {
  RegionFlags region;
  service::User user;
  std::string organisation;  // code
};

int AddOne(const Flags& flags, const Clock& clock, const service::StoreAccess& access) {
  const auto region = OpenRegion(flags.region, clock, access);
  if (!region.ok()) return Fail(region.error());
  service::User user = flags.user;
  if (!flags.organisation.empty()) {
    auto found = FindOrganisation(**region, flags.organisation);
    if (!found.ok()) return Fail(found.error());
    user.organisation = std::move(found->path);
  }
  const std::string password = service::RandomToken().substr(0, kPasswordDigits);
  const Status added = AddUser(**region, "command line", user, password);
  if (!added.ok()) return Fail(added.error());
  fmt::print("已添加，密码只显示这一次 · added; the password is shown only once:\n  {}  {}\n",
             flags.user.login, password);
  return 0;
}

}  // namespace

void AddUserCommand(CLI::App& root, int& exit_status, const Clock& clock,
                    const service::StoreAccess& access) {
  CLI::App* user = root.add_subcommand("user", "控制台用户 · users of the console");
  user->require_subcommand(1);
  CLI::App* add = user->add_subcommand("add", "添加用户 · add a user");
  const auto flags = std::make_shared<Flags>();
  AddRegionFlags(*add, flags->region);
  add->add_option("--login", flags->user.login, "用户名 · login")->required();
  add->add_option("--name", flags->user.name, "姓名 · name")->required();
  add->add_option("--role", flags->user.roles, "岗位，可多个 · roles, one or more")
      ->required()
      ->check(CLI::IsMember(
          {"clerk", "reviewer", "finance", "officer", "leader", "helper", "auditor", "admin"}));
  add->add_option("--organisation", flags->organisation,
                  "经办机构代码，默认全区 · code of the office (default: the whole area)");
  add->callback(
      [flags, &exit_status, &clock, &access] { exit_status = AddOne(*flags, clock, access); });
}

}  // namespace tongchou::cli
