// Drafts of the area's own policy: changes of files on top of a version, on their way from the desk
// of who writes them to publication.
//
//   draft -> submitted (checked) -> approved by another person -> published
//
// A refusal sends a draft back to its authors; it can be withdrawn at any time before publication.
// Every save names the version of the draft that was read, so that of two who write at once the
// later one is told and nothing is lost. A draft keeps the files that it is based on: when another
// version was published meanwhile it can be brought onto that one, and nothing else is done to it.
// Publishing makes an immutable version and the area lives by it at once; its values carry the days
// from which they hold.
// Thread-safe.
#ifndef TONGCHOU_SERVICE_POLICY_DRAFTS_H_
#define TONGCHOU_SERVICE_POLICY_DRAFTS_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "service/policy_check.h"
#include "service/policy_files.h"
#include "service/policy_versions.h"
#include "service/review.h"

namespace tongchou::service {

// Numbers are stored: never used again for something else.
enum class DraftState : std::uint8_t {
  kDraft = 0,
  kSubmitted = 1,
  kApproved = 2,
  kPublished = 3,
  kWithdrawn = 4,
};
enum class DraftStep : std::uint8_t {
  kCreate = 0,
  kSave = 1,
  kUpdate = 2,
  kSubmit = 3,
  kApprove = 4,
  kRefuse = 5,
  kPublish = 6,
  kWithdraw = 7,
};
// "draft", "submitted", …; "create", "save", …
std::string_view WordOf(DraftState state);
std::string_view WordOf(DraftStep step);
const Text& TitleOf(DraftState state);

struct DraftEvent {
  DraftStep step = DraftStep::kCreate;
  Moment at;
  std::string by, note;
};

struct PolicyDraft {
  std::int64_t number = 0;
  std::string pack;  // id
  std::string title;
  DraftState state = DraftState::kDraft;
  std::int64_t base = 1;  // the version it is made on
  std::string base_digest;
  PolicyFiles base_files;
  PolicyOverlay changes;
  std::vector<DraftEvent> history;  // saves of one person behind each other are one
  std::int64_t published_as = 0;    // the version; 0: it is not published
  std::int64_t version = 0;         // of the draft itself: grows with whatever is done to it

  PolicyFiles files() const { return WithOverlay(base_files, changes); }
  // Who wrote it: logins, each once, in order.
  std::vector<std::string> authors() const;
  // The newest event of the kind, or nullptr.
  const DraftEvent* Last(DraftStep step) const;
};

// All drafts of the area's own policy, by number. Refusals: store_* codes, kStoreCorrupt.
Result<std::vector<PolicyDraft>> DraftsOf(Region& region);

// Refusals: kUnknownDraft, those of DraftsOf.
Result<PolicyDraft> GetDraft(Region& region, std::int64_t number);

// Whether another version than the draft's base is in force now.
bool IsSuperseded(const Region& region, const PolicyDraft& draft);

struct NewDraft {
  std::string title;
  std::int64_t base = 0;                  // version; 0: what the area lives by
  std::optional<PolicyFiles> files = {};  // all files; none: those of the base
};
// Refusals: kMissingField (title), kFieldTooLong, kUnknownVersion, those of CheckPolicyFiles.
Result<PolicyDraft> BeginDraft(Region& region, const Desk& desk, const NewDraft& draft);

// Refusals of all that follow: kUnknownDraft; kDraftState in another state than it is done in;
// store_* codes.

// What a save writes: files that are not named stay as they are.
struct DraftSave {
  std::int64_t version = 0;  // of the draft that was read
  PolicyOverlay files;
  std::string title;  // empty: stays
};
// Errors in the files are no refusal: drafts may be wrong. Refusals: kStaleVersion, telling who was
// quicker; those of CheckPolicyFiles.
Result<PolicyDraft> SaveDraft(Region& region, const Desk& desk, std::int64_t number,
                              const DraftSave& save);

// The draft against the version that it is made on. Refusals: those of CheckPolicy.
Result<PolicyCheck> CheckDraft(Region& region, const PolicyDraft& draft);

// Brings the draft onto the version in force; it has to be submitted again. Refusals:
// kDraftConflict, kDraftUnchanged (its base is in force).
Result<PolicyDraft> UpdateDraft(Region& region, const Desk& desk, std::int64_t number);

// Asks for approval. Refusals: kDraftSuperseded, and why the check does not pass: kPolicyInvalid,
// kDraftUnchanged.
Result<PolicyDraft> SubmitDraft(Region& region, const Desk& desk, std::int64_t number);

struct DraftVerdict {
  bool approve = false;
  std::string note;
  std::int64_t version = 0;  // of the draft that was looked at; 0: whatever it is now
};
// Refusals: kOwnRequest (who wrote any of it), kDraftSuperseded (of an approval), kStaleVersion.
Result<PolicyDraft> DecideDraft(Region& region, const Desk& desk, std::int64_t number,
                                const DraftVerdict& verdict);

// Makes the approved draft the version that the area lives by. `reason` is needed when a day before
// today changes. Refusals: kDraftSuperseded, kPastNeedsReason, kFieldTooLong, kPolicyInvalid.
Result<PolicyVersion> PublishDraft(Region& region, const Desk& desk, std::int64_t number,
                                   const std::string& reason);

// For good.
Result<PolicyDraft> WithdrawDraft(Region& region, const Desk& desk, std::int64_t number,
                                  const std::string& note);

// As it is kept. Refusals: kStoreCorrupt.
store::RecordKey DraftKey(const std::string& pack, std::int64_t number);
store::RecordRow RecordOf(const PolicyDraft& draft);
Result<PolicyDraft> DraftOf(const store::RecordRow& row);

}  // namespace tongchou::service

#endif  // TONGCHOU_SERVICE_POLICY_DRAFTS_H_
