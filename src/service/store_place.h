// Where a region's data are, and who opens them. Given by the composition root, so that no command
// and no use case knows an adapter.
//
// Plain values.
#ifndef TONGCHOU_SERVICE_STORE_PLACE_H_
#define TONGCHOU_SERVICE_STORE_PLACE_H_

#include <functional>
#include <memory>
#include <string>

#include "base/result.h"
#include "store/report.h"
#include "store/sealed_store.h"
#include "store/store.h"

namespace tongchou::service {

// A PostgreSQL database when one is named, else the embedded store of a data folder.
struct StorePlace {
  std::string data = "data";
  std::string database = {};  // postgresql://…
  std::string keys = {};      // file of the keys that it is sealed with; empty: "<data>.keys"
};

struct StoreAccess {
  // Opens the store and brings its schema up to date; made when `create` and missing. Refusals:
  // store_* codes.
  std::function<Result<std::unique_ptr<store::Store>>(const StorePlace& place, bool create)> open;
  // The keys of a store; none where there is no file of them. Refusals: key_* codes.
  std::function<Result<store::SealOptions>(const StorePlace& place)> keys;
  // Looks at it without changing it. Refusals: store_* codes.
  std::function<Result<store::StoreReport>(const StorePlace& place)> describe;
  // Copies an embedded store into the new file `to` while a server may write. Refusals: store_*
  // codes, kDuplicateId (there is such a file), kNotSupported (a database is named).
  std::function<Status(const StorePlace& place, const std::string& to)> back_up;
};

}  // namespace tongchou::service

#endif  // TONGCHOU_SERVICE_STORE_PLACE_H_
