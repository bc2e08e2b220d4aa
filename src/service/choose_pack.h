// Which pack an area lives by.
//
// Pure; thread-safe.
#ifndef TONGCHOU_SERVICE_CHOOSE_PACK_H_
#define TONGCHOU_SERVICE_CHOOSE_PACK_H_

#include <string>

#include "base/date.h"
#include "base/result.h"
#include "policy/library.h"

namespace tongchou::service {

// The name of the pack called `named`; with no name, of the one that came into force last of those
// in force on `today`. Refusals: kUnknownPolicy, kNoPolicyInForce.
Result<std::string> ChoosePack(const policy::Library& library, const std::string& named,
                               Date today);

}  // namespace tongchou::service

#endif  // TONGCHOU_SERVICE_CHOOSE_PACK_H_
