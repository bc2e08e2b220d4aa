// Which pack an area lives by.
//
// Thread-safe.
#ifndef TONGCHOU_SERVICE_CHOOSE_PACK_H_
#define TONGCHOU_SERVICE_CHOOSE_PACK_H_

#include <string>
#include <vector>

#include "base/date.h"
#include "base/result.h"
#include "policy/library.h"
#include "store/store.h"

namespace tongchou::service {

class Region;

// For data that is still to be made: the name of the pack called `named`; with no name, of the one
// that came into force last of those in force on `today`. Refusals: kUnknownPolicy,
// kNoPolicyInForce.
Result<std::string> ChoosePack(const policy::Library& library, const std::string& named,
                               Date today);

// For data that is there: `named` when it is a pack of an area that `store` holds; with no name,
// the pack that the only area of the store lives by (of data that does not say, the newest pack in
// force of that area). An empty store takes any pack, as above. Refusals: those of ChoosePack;
// kOtherArea (the pack is of an area that the store does not hold, no pack is of the store's area,
// or the store holds several areas and none was named); kPackNotLoaded (the area's pack is not in
// the library); store_* codes.
Result<std::string> ChoosePackFor(store::Store& store, const policy::Library& library,
                                  const std::string& named, Date today);

// For a server of several areas: `named` as it is, whether the store holds those areas or is to
// begin with them; with no names, the packs that all areas of the store live by, by area. An area
// that the store does not hold yet is added to it. Refusals: those of ChoosePackFor; kDuplicateId
// (two packs of one area).
Result<std::vector<std::string>> ChoosePacksFor(store::Store& store, const policy::Library& library,
                                                const std::vector<std::string>& named, Date today);

// Writes down that the region's area lives by its pack from now on, unless that is known. Refusals:
// store_* codes.
Status RecordPack(Region& region);

}  // namespace tongchou::service

#endif  // TONGCHOU_SERVICE_CHOOSE_PACK_H_
