// Looking at an embedded store without changing it.
//
// Thread-safe: each call has a connection of its own.
#ifndef TONGCHOU_STORE_SQLITE_REPORT_H_
#define TONGCHOU_STORE_SQLITE_REPORT_H_

#include <string>

#include "base/result.h"
#include "store/report.h"

namespace tongchou::store {

// What the file at `path` holds; a missing file is reported as such. Refusals: kStoreUnavailable,
// kStoreCorrupt.
Result<StoreReport> DescribeSqlite(const std::string& path);

}  // namespace tongchou::store

#endif  // TONGCHOU_STORE_SQLITE_REPORT_H_
