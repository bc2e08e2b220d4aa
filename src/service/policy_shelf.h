// PolicyShelf: every version of the policies that an area knows. The folder's packs are the first;
// versions that were published in the console follow. One of them is what holds now. Older ones are
// read from where they are kept when somebody asks for them.
//
// Thread-safe. Packs stay where they are until the shelf is gone, so pointers and references to
// them and to their epochs live as long as the region.
#ifndef TONGCHOU_SERVICE_POLICY_SHELF_H_
#define TONGCHOU_SERVICE_POLICY_SHELF_H_

#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "base/result.h"
#include "policy/library.h"

namespace tongchou::service {

// Where published versions are kept. Functions are thread-safe; nothing: there is no such version.
struct VersionSource {
  std::function<Result<std::optional<policy::Pack>>(const std::string& digest)> find;
  // The newest, unless its digest is `known` or it was given before; called by one at a time.
  std::function<Result<std::optional<policy::Pack>>(const std::string& known)> newest;
};

class PolicyShelf {
 public:
  // `first` is a pack of `library`: what the area lives by until another version is published.
  PolicyShelf(std::shared_ptr<const policy::Library> library, const policy::Pack& first);

  // What the area lives by, as known now.
  const policy::Pack& current() const { return *current_.load(); }

  // The packs of the folder, as they were read at the start.
  const policy::Library& library() const { return *library_; }

  // The pack named `id`: of the area's own, the version that holds now; nullptr: none.
  const policy::Pack* Find(std::string_view id) const;

  // The folder's packs in their order; in the place of the area's own, the version that holds now.
  std::vector<const policy::Pack*> packs() const;

  // Any version, by its digest; nullptr: there is none, or it cannot be read.
  const policy::Pack* FindByDigest(std::string_view digest) const;

  // The epoch of the area's own pack on `day`. Refusals: kNoPolicyInForce.
  Result<const policy::Epoch*> EpochOn(Date day) const;

  // Puts a published version on the shelf (one that is there already stays) and gives its place.
  const policy::Pack& Keep(policy::Pack version) const;

  // From now on the area lives by `version`, which is on the shelf.
  void SetCurrent(const policy::Pack& version);

  // Connects the shelf to where versions are kept; before anybody else has it. What was published
  // last is current then. Refusals: those of the source.
  Status Connect(VersionSource source);

  // Takes in what another process published, when the registers have moved on since the last time.
  // Refusals: those of the source.
  Status UpTo(std::int64_t registers);

  // Takes in what another process published, on a store whose registers do not tell; true: there
  // was something. Refusals: those of the source.
  Result<bool> Look();

 private:
  Result<bool> TakeNewest();
  const policy::Pack* Fetch(const std::string& digest) const;

  std::shared_ptr<const policy::Library> library_;
  std::atomic<const policy::Pack*> current_;
  mutable std::mutex mutex_;
  // Also takes what was found for somebody who only asked.
  mutable std::vector<std::unique_ptr<const policy::Pack>> published_;
  mutable std::set<std::string, std::less<>> missing_;  // digests that nobody has published yet
  VersionSource source_;                                // constant once connected
  std::mutex taking_;
  std::atomic<std::int64_t> registers_{0};  // up to which the newest version is known
};

// The epoch of `pack` on `day`, or nullptr.
const policy::Epoch* EpochOn(const policy::Pack& pack, Date day);

}  // namespace tongchou::service

#endif  // TONGCHOU_SERVICE_POLICY_SHELF_H_
