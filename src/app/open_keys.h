// The keys that a store is sealed with.
//
// Thread-safe; files are made by one process at a time.
#ifndef TONGCHOU_APP_OPEN_KEYS_H_
#define TONGCHOU_APP_OPEN_KEYS_H_

#include <memory>
#include <string>

#include "app/key_file.h"
#include "base/date.h"
#include "base/result.h"
#include "service/store_place.h"
#include "store/store.h"

namespace tongchou::app {

// The keys of an existing store; none where there is no file of them. Refusals: those of
// KeyFile::Open.
Result<store::SealOptions> ExistingKeys(const service::StorePlace& place);

struct Keys {
  std::string path;
  bool made = false;  // now
  store::SealOptions seal;
};

// The keys of `place`, made when there are none. Refusals: those of KeyFile.
Result<Keys> KeysFor(const service::StorePlace& place, Date today);

void RemoveFile(const std::string& path);

// Adds a key to the key file of `place`; see KeyFile::AddKey.
Status AddKey(const service::StorePlace& place, Date today);

}  // namespace tongchou::app

#endif  // TONGCHOU_APP_OPEN_KEYS_H_
