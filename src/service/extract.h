// The extract: all standing settlements of an area as columns in one file, mapped into memory. What
// a change of policy would have cost is computed from it (settle/replay.h), not from the store.
//
// It holds no personal identifiers: a person is a running number of this file, with an office, and
// with category, age and years insured at each encounter. A case is found again by its row, which
// knows the number of the settlement. Format: docs/reference/extract-format.md.
//
// A file is replaced as a whole (written beside, then renamed), so whoever has it open goes on with
// what it was. Thread-safe; two updates of one file at a time must not be run by the caller.
#ifndef TONGCHOU_SERVICE_EXTRACT_H_
#define TONGCHOU_SERVICE_EXTRACT_H_

#include <cstdint>
#include <functional>
#include <memory>
#include <string>

#include "base/result.h"
#include "settle/replay.h"

namespace tongchou::service {

class Region;

// An extract that is open. Immutable; the columns live as long as it does.
class Extract {
 public:
  virtual ~Extract() = default;

  virtual const settle::PastCases& cases() const = 0;
  virtual std::int64_t area() const = 0;
  // The last settlement that was looked at: everything up to it is in the file as it stood then.
  virtual std::int64_t last_settlement() const = 0;
};

// Opens `path`. Refusals: kNoHistory (there is no such file), kOldExtract (another version of the
// format), kBadExtract (damaged, or of another area).
Result<std::shared_ptr<const Extract>> OpenExtract(const std::string& path, std::int64_t area);

struct ExtractWork {
  bool rebuild = false;  // from nothing, whatever the file holds
  // Told now and then how many settlements of all were read. False: stop.
  std::function<bool(std::int64_t done, std::int64_t total)> progress = {};
};

// Brings the extract at `path` up to date with the region's store and opens it: only settlements
// behind its last one are read; those that were reversed since are gone from it. A file that is
// missing, damaged or of an older format is made anew. Refusals: kWorkCancelled (the file is as it
// was), store_* codes, kStoreUnavailable when the file cannot be written.
Result<std::shared_ptr<const Extract>> UpdateExtract(Region& region, const std::string& path,
                                                     const ExtractWork& work = {});

}  // namespace tongchou::service

#endif  // TONGCHOU_SERVICE_EXTRACT_H_
