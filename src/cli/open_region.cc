#include "cli/open_region.h"

#include <fmt/format.h>

#include <cstdio>
#include <utility>
#include <vector>

#include "service/choose_pack.h"

namespace tongchou::cli {

namespace {

// An address of a database begins like this; anything else is a mistake for a folder.
std::string CheckDatabase(const std::string& text) {
  if (text.starts_with("postgresql://") || text.starts_with("postgres://")) return {};
  return "须为 postgresql://用户@主机:端口/库名 · must be postgresql://user@host:port/database";
}

}  // namespace

void AddStoreFlags(CLI::App& command, service::StorePlace& place) {
  command.add_option("--data", place.data, "数据目录 · folder of the store")->capture_default_str();
  command
      .add_option("--database", place.database,
                  "PostgreSQL 地址，代替数据目录 · address of a PostgreSQL instead of the folder")
      ->envname("TONGCHOU_DATABASE")
      ->check(CheckDatabase);
}

void AddKeyFlag(CLI::App& command, service::StorePlace& place) {
  command
      .add_option("--keys", place.keys,
                  "密钥文件，默认为“数据目录.keys” · key file (default: DATA.keys)")
      ->envname("TONGCHOU_KEYS");
}

void AddRegionFlags(CLI::App& command, RegionFlags& flags) {
  AddStoreFlags(command, flags.store);
  AddKeyFlag(command, flags.store);
  command.add_option("--packs", flags.packs, "政策包目录 · folder of the policy packs")
      ->capture_default_str();
  command.add_option(
      "--pack", flags.pack,
      "本区政策包，默认取数据所记者 · the area's pack (default: the one that the data names)");
}

Result<std::unique_ptr<service::Region>> OpenRegion(const RegionFlags& flags, const Clock& clock,
                                                    const service::StoreAccess& access) {
  auto store = access.open(flags.store, /*create=*/false);
  if (!store.ok()) return store.error();
  auto seal = access.keys(flags.store);
  if (!seal.ok()) return seal.error();
  auto library = policy::Library::Load(flags.packs);
  if (!library.ok()) return library.error();
  auto pack = service::ChoosePackFor(**store, **library, flags.pack, DayOf(clock.Now()));
  if (!pack.ok()) return pack.error();
  service::RegionOptions options;
  options.pack = *std::move(pack);
  options.seal = *std::move(seal);
  return service::Region::Open(*std::move(library), *std::move(store), clock, std::move(options));
}

Result<service::Regions> OpenRegions(const RegionFlags& flags, const Clock& clock,
                                     const service::StoreAccess& access) {
  auto store = access.open(flags.store, /*create=*/false);
  if (!store.ok()) return store.error();
  auto seal = access.keys(flags.store);
  if (!seal.ok()) return seal.error();
  auto library = policy::Library::Load(flags.packs);
  if (!library.ok()) return library.error();
  std::vector<std::string> packs;
  const Date today = DayOf(clock.Now());
  if (flags.pack.empty()) {
    auto chosen = service::ChoosePacksFor(**store, **library, {}, today);
    if (!chosen.ok()) return chosen.error();
    packs = *std::move(chosen);
  } else {
    auto chosen = service::ChoosePackFor(**store, **library, flags.pack, today);
    if (!chosen.ok()) return chosen.error();
    packs.push_back(*std::move(chosen));
  }
  auto stores = service::StoresFor(access, flags.store, *std::move(store), packs.size());
  if (!stores.ok()) return stores.error();
  service::RegionOptions options;
  options.seal = *std::move(seal);
  return service::OpenRegions(*std::move(library), *std::move(stores), clock, packs, options);
}

int Fail(const Error& error) {
  const std::string where = error.where.empty() ? "" : fmt::format("  [{}]\n", error.where);
  fmt::print(stderr, "错误 · error: {}\n  {}\n{}", error.Chinese(), error.English(), where);
  return kUnreadable;
}

}  // namespace tongchou::cli
