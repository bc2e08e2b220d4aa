// Retroactive change: settlements that were done under an earlier version of the policy are listed
// with what a later one gives, approved by another person, taken back and booked anew, and the
// difference is paid to the insured person or recovered.
//
// Drawing up and posting are long; both may be interrupted at any time. A list that was not
// finished cannot be approved and is drawn up again; posting again does what is left. Posting is
// one transaction for each person. Thread-safe.
#ifndef TONGCHOU_SERVICE_RECOMPUTE_H_
#define TONGCHOU_SERVICE_RECOMPUTE_H_

#include <functional>
#include <string>
#include <vector>

#include "service/recompute_papers.h"
#include "service/recompute_work.h"

namespace tongchou::service {

class Region;

using RecomputeProgress = std::function<void(std::int64_t done, std::int64_t total)>;

struct RecomputeOrder {
  std::string variant;  // as of FindVariant; empty: what holds
  Date from;            // settlements of this day and later
  std::string reason;   // the document that came late
};

// Lists what would change. Refusals: kMissingField (reason), kFieldTooLong, kTimeInFuture (from),
// kUnknownPolicy, kUnknownVersion (also a draft, or the rules of another area),
// kNothingToRecompute, store_* codes.
Result<Recompute> DrawRecompute(Region& region, const std::string& actor,
                                const RecomputeOrder& order, const RecomputeProgress& progress);

// The newest first. Refusals: store_* codes.
Result<std::vector<Recompute>> FindRecomputes(Region& region);

// Refusals: kUnknownRecompute, store_* codes.
Result<Recompute> GetRecompute(Region& region, const std::string& id);

// A sheet of the list with what came of its persons (nothing yet: stage left out) and their names.
struct RecomputeRow {
  RecomputePerson listed;
  std::string name;
  std::optional<RecomputedPerson> done;
};
struct RecomputePage {
  std::vector<RecomputeRow> rows;
  std::vector<LeftOut> left_out;
};
// `number` from 1. Refusals: kUnknownRecompute (also a sheet that is not there), store_* codes.
Result<RecomputePage> GetRecomputeSheet(Region& region, const std::string& id, std::int32_t number);

// Whether a list by what held is overtaken, because another version holds by now: it is neither
// approved nor posted any more.
bool IsOutdated(const Region& region, const Recompute& paper);

// Approves or refuses. Refusals: kUnknownRecompute, kRecomputeState (not drawn up to its end),
// kRequestDecided, kOwnRequest, kFieldTooLong, kRecomputeOutdated (another version holds by now).
Result<Recompute> DecideRecompute(Region& region, const std::string& actor, const std::string& id,
                                  bool approve, const std::string& note);

// Posts what is approved and not posted yet; persons whose settlements changed since the list was
// drawn up are skipped and say so. Refusals: kUnknownRecompute, kRecomputeState (not approved),
// kRecomputeOutdated (another version holds by now), kPackNotLoaded, kStoreCorrupt, store_* codes;
// what was posted until then stays.
Result<Recompute> PostRecompute(Region& region, const std::string& actor, const std::string& id,
                                const RecomputeProgress& progress);

struct RecomputePayment {
  std::int64_t persons = 0;
  Money paid, recovered;  // both 0 or more
};
// Books that the differences were paid to, or recovered from, the persons, less what providers took
// back since: of `psn_no`, or of all that are posted and not paid when it is empty. Refusals:
// kUnknownRecompute, kUnknownPerson (not on the list), kRecomputeState (not posted, nothing due, or
// paid already), kFieldTooLong (reference), store_* codes.
Result<RecomputePayment> PayRecompute(Region& region, const std::string& actor,
                                      const std::string& id, const std::string& psn_no,
                                      const std::string& reference,
                                      const RecomputeProgress& progress);

// What a settlement has to do with a recomputation: the settlement that stands for it, or the one
// that it stands for, and why.
struct RecomputeLink {
  std::string recompute, reason;
  std::string original, reversal, redone;  // setl_id
};
// Of settlements by their number; those without are left out. Refusals: store_* codes.
Result<std::vector<RecomputeLink>> RecomputeLinks(Region& region,
                                                  const std::vector<std::string>& setl_ids);

// The rules of a list. Refusals: kPackNotLoaded.
Result<RedoRules> RulesOf(const Region& region, const Recompute& paper);

}  // namespace tongchou::service

#endif  // TONGCHOU_SERVICE_RECOMPUTE_H_
