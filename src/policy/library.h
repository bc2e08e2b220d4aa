// Library: the policy packs of a folder, loaded, checked and compiled, looked up by name and day.
//
// Immutable after loading, therefore thread-safe. Epoch references live as long as the library.
#ifndef TONGCHOU_POLICY_LIBRARY_H_
#define TONGCHOU_POLICY_LIBRARY_H_

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "policy/account_rules.h"
#include "policy/levy_rules.h"
#include "policy/plan.h"
#include "policy/special_rules.h"
#include "policy/wire_map.h"

namespace tongchou::policy {

struct PackModel;
struct PackSource;

// A loaded pack: its epochs in order of time, without gaps or overlaps while it is in force.
struct Pack {
  std::string id;
  Text title;
  std::string area;
  std::string digest;
  DateRange in_force;
  std::vector<std::unique_ptr<const Epoch>> epochs;
  std::vector<LevyRules> levy;             // by time; empty when the pack levies nothing
  std::vector<PrefundRules> prefund;       // by time; empty when the pack has no such rule
  WireMap wire;                            // codes of the national interface; may be empty
  std::shared_ptr<const PackModel> model;  // as written: tables with their sources, examples
  std::vector<AccountRules> accounts;      // by time; empty when the pack has none
  std::vector<SpecialRules> special;       // by time; empty when the pack has none
  std::vector<FixedRules> fixed;           // by time; empty when the pack has no fixed amounts
};

class Library {
 public:
  // Loads every pack below `folder` (one folder each). One bad pack fails the whole load:
  // kPolicyInvalid or kPolicyUnreadable, with every finding in the error's text.
  static Result<std::shared_ptr<const Library>> Load(const std::string& folder);

  // The same from files already in memory.
  static Result<std::shared_ptr<const Library>> FromSources(const std::vector<PackSource>& sources);

  const std::vector<Pack>& packs() const { return packs_; }

  // The pack named `id`, or nullptr.
  const Pack* Find(std::string_view id) const;

  // The pack whose digest is `digest`, or nullptr: what a stored settlement was computed with.
  const Pack* FindByDigest(std::string_view digest) const;

  // The epoch of pack `id` on `day`. Refusals: kUnknownPolicy, kNoPolicyInForce.
  Result<const Epoch*> EpochOn(std::string_view id, Date day) const;

 private:
  std::vector<Pack> packs_;
};

}  // namespace tongchou::policy

#endif  // TONGCHOU_POLICY_LIBRARY_H_
