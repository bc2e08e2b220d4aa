// The last step of an extract: what the file held and what was read since, in the order of the
// file. Used by extract.cc alone.
//
// One thread; the reader is the one that the rows came from.
#ifndef TONGCHOU_SERVICE_EXTRACT_BUILD_H_
#define TONGCHOU_SERVICE_EXTRACT_BUILD_H_

#include <string>

#include "service/extract.h"
#include "service/extract_rows.h"
#include "store/store.h"

namespace tongchou::service {

// Writes the extract of `former` (may be nullptr) and `rows`, everything up to the last settlement
// of `area`, to `path`. Refusals: store_* codes (kStoreCorrupt: a settlement follows one, or takes
// one back, that there is not), kNotSupported (more offices than the format can number),
// kStoreUnavailable (the file cannot be written).
Status WriteExtract(Region& region, store::Reader& reader, const Extract* former,
                    CollectedRows rows, const store::AreaState& area, const std::string& path);

}  // namespace tongchou::service

#endif  // TONGCHOU_SERVICE_EXTRACT_BUILD_H_
