#include "service/choose_pack.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <vector>

#include "service/committer.h"
#include "service/ids.h"
#include "service/region.h"

namespace tongchou::service {
namespace {

// The pack that came into force last of those in force on `today`; of any area when it is 0.
const policy::Pack* NewestInForce(const policy::Library& library, std::int64_t area, Date today) {
  const policy::Pack* newest = nullptr;
  for (const policy::Pack& pack : library.packs()) {
    if (!pack.in_force.Contains(today)) continue;
    if (area != 0 && AreaNumber(pack.area) != area) continue;
    if (newest == nullptr || newest->in_force.from < pack.in_force.from) newest = &pack;
  }
  return newest;
}

// "990100 (demo-city), 640100".
std::string ListOf(const std::vector<store::AreaPack>& areas) {
  std::string text;
  for (const store::AreaPack& row : areas) {
    if (!text.empty()) text += ", ";
    text += fmt::format("{:06}", row.area);
    if (!row.pack.empty()) text += fmt::format(" ({})", row.pack);
  }
  return text;
}

Error NotOfTheStore(const std::vector<store::AreaPack>& areas, const policy::Pack& pack) {
  const std::string held = ListOf(areas);
  return Error{ErrorCode::kOtherArea,
               {fmt::format("数据属于统筹区 {}，而政策包 {} 属于统筹区 {}；请更换 --data 或 --pack",
                            held, pack.id, pack.area),
                fmt::format("the data is of area {}, but pack {} is of area {}: choose another "
                            "--data or --pack",
                            held, pack.id, pack.area)},
               "--pack"};
}

Error NameOne(const std::vector<store::AreaPack>& areas) {
  const std::string held = ListOf(areas);
  return Error{ErrorCode::kOtherArea,
               {fmt::format("数据中有多个统筹区：{}；请用 --pack 指明其一", held),
                fmt::format("the data holds several areas: {}; name one with --pack", held)},
               "--pack"};
}

Error NoPackOf(const store::AreaPack& area) {
  return Error{
      ErrorCode::kOtherArea,
      {fmt::format("数据属于统筹区 {}，政策包目录中没有该统筹区现行的政策包；请检查 --packs",
                   ListOf({area})),
       fmt::format("the data is of area {}, and the folder of packs has none in force of "
                   "that area: check --packs",
                   ListOf({area}))},
      "--packs"};
}

Error NotLoaded(const store::AreaPack& area) {
  return Error{ErrorCode::kPackNotLoaded,
               {fmt::format("统筹区 {} 所用的政策包不在政策包目录中；请检查 --packs，或用 --pack "
                            "指明接替它的政策包",
                            ListOf({area})),
                fmt::format("the pack that area {} lives by is not in the folder of packs: check "
                            "--packs, or name its successor with --pack",
                            ListOf({area}))},
               "--packs"};
}

// The pack that an area of a store lives by.
Result<std::string> PackOf(const store::AreaPack& area, const policy::Library& library,
                           Date today) {
  if (!area.pack.empty()) {
    if (library.Find(area.pack) == nullptr) return NotLoaded(area);
    return area.pack;
  }
  const policy::Pack* newest = NewestInForce(library, area.area, today);
  if (newest == nullptr) return NoPackOf(area);
  return newest->id;
}

}  // namespace

Result<std::string> ChoosePack(const policy::Library& library, const std::string& named,
                               Date today) {
  if (!named.empty()) {
    if (library.Find(named) == nullptr) return Error{ErrorCode::kUnknownPolicy, {}, named};
    return named;
  }
  const policy::Pack* newest = NewestInForce(library, 0, today);
  if (newest == nullptr) return ErrorCode::kNoPolicyInForce;
  return newest->id;
}

Result<std::string> ChoosePackFor(store::Store& store, const policy::Library& library,
                                  const std::string& named, Date today) {
  const Result<std::vector<store::AreaPack>> areas = store.Areas();
  if (!areas.ok()) return areas.error();
  if (areas->empty()) return ChoosePack(library, named, today);
  if (!named.empty()) {
    const policy::Pack* pack = library.Find(named);
    if (pack == nullptr) return Error{ErrorCode::kUnknownPolicy, {}, named};
    const bool held =
        std::ranges::find(*areas, AreaNumber(pack->area), &store::AreaPack::area) != areas->end();
    if (!held) return NotOfTheStore(*areas, *pack);
    return named;
  }
  if (areas->size() > 1) return NameOne(*areas);
  return PackOf(areas->front(), library, today);
}

Result<std::vector<std::string>> ChoosePacksFor(store::Store& store, const policy::Library& library,
                                                const std::vector<std::string>& named, Date today) {
  std::vector<std::string> packs = named;
  if (named.empty()) {
    const Result<std::vector<store::AreaPack>> areas = store.Areas();
    if (!areas.ok()) return areas.error();
    for (const store::AreaPack& area : *areas) {
      Result<std::string> pack = PackOf(area, library, today);
      if (!pack.ok()) return pack.error();
      packs.push_back(*std::move(pack));
    }
    if (!packs.empty()) return packs;
    Result<std::string> only = ChoosePack(library, "", today);
    if (!only.ok()) return only.error();
    return std::vector<std::string>{*std::move(only)};
  }
  std::set<std::string> seen;
  for (const std::string& name : packs) {
    const policy::Pack* pack = library.Find(name);
    if (pack == nullptr) return Error{ErrorCode::kUnknownPolicy, {}, name};
    if (!seen.insert(pack->area).second) return Error{ErrorCode::kDuplicateId, {}, name};
  }
  return packs;
}

Status RecordPack(Region& region) {
  const Result<std::unique_ptr<store::Reader>> reader = region.store().Read(region.area_number());
  if (!reader.ok()) return reader.error();
  const Result<store::Loaded> known = (*reader)->Load({});
  if (!known.ok()) return known.error();
  const std::string& pack = region.pack().id;
  if (known->area.pack == pack) return Done{};
  Command command;
  command.actor = "serve";
  command.action = "live_by_pack";
  command.at = region.clock().Now();
  command.execute = [&](Work& work) -> Result<Executed> {
    work.set.SetPack(pack);
    return Executed{{}, 0, pack};
  };
  const Result<Answered> answered = region.committer().Submit(command);
  if (!answered.ok()) return answered.error();
  return Done{};
}

}  // namespace tongchou::service
