// Which store a place means, and what is there before it is opened: the one spot that knows both
// adapters.
//
// Thread-safe.
#ifndef TONGCHOU_APP_STORES_H_
#define TONGCHOU_APP_STORES_H_

#include <functional>
#include <memory>
#include <string>

#include "app/metrics_page.h"
#include "base/result.h"
#include "service/store_place.h"
#include "store/postgres/postgres_store.h"

namespace tongchou::app {

// How commands reach stores.
service::StoreAccess Stores();

// See service::StoreAccess.
Result<std::unique_ptr<store::Store>> OpenStore(const service::StorePlace& place, bool create);

// Tells how much the store of `place` takes each time it is called, from any thread; zeros when
// that cannot be found out. Of a database it keeps one connection.
std::function<StoreSize()> StoreSizer(const service::StorePlace& place);

// The store's file in a data folder.
std::string StorePath(const std::string& folder);

// The store of a place that names a database.
store::PostgresOptions PostgresOf(const service::StorePlace& place);

// Whether there is a store. Refusals: kStoreUnavailable when a server cannot be asked.
Result<bool> HasStore(const service::StorePlace& place);

// The data folder, made when it is missing. Refusals: kStoreUnavailable when it cannot be made or
// written.
Status PrepareFolder(const std::string& folder);

// That `folder` cannot be used, and `why`.
Error FolderError(const std::string& folder, const std::string& why);

}  // namespace tongchou::app

#endif  // TONGCHOU_APP_STORES_H_
