#include "cli/keys.h"

#include <fmt/format.h>

#include <memory>

#include "cli/open_region.h"

namespace tongchou::cli {
namespace {

int Rotate(const RegionFlags& flags, const Clock& clock, const service::StoreAccess& access,
           const AddKey& add_key) {
  // Opened first: a store that cannot be opened must not get another key.
  if (const auto region = OpenRegion(flags, clock, access); !region.ok()) {
    return Fail(region.error());
  }
  if (const Status added = add_key(flags.store); !added.ok()) return Fail(added.error());
  fmt::print(
      "已生成新密钥，正在重新封存；中断后再次启动会接着做 · a new key was made; sealing "
      "anew (a start after an interruption goes on with it)\n");
  const auto region = OpenRegion(flags, clock, access);
  if (!region.ok()) return Fail(region.error());
  fmt::print(
      "已用新密钥重新封存；旧密钥留在文件中，供打开旧备份 · sealed with the new key; the old "
      "ones stay in the file for older backups\n");
  return 0;
}

}  // namespace

void AddKeysCommand(CLI::App& root, int& exit_status, const Clock& clock,
                    const service::StoreAccess& access, const AddKey& add_key) {
  CLI::App* keys = root.add_subcommand("keys", "封存密钥 · the keys a store is sealed with");
  keys->require_subcommand(1);
  CLI::App* rotate = keys->add_subcommand(
      "rotate", "更换密钥并重新封存 · take a new key and seal everything anew");
  const auto flags = std::make_shared<RegionFlags>();
  AddRegionFlags(*rotate, *flags);
  rotate->callback([flags, &exit_status, &clock, &access, add_key] {
    exit_status = Rotate(*flags, clock, access, add_key);
  });
}

}  // namespace tongchou::cli
