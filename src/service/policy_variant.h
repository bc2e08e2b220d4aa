// PolicyVariant: a set of rules by the name that people give it: what holds, a pack of the folder,
// a published version. Whoever compares, computes or does again under some rules asks here.
//
// Thread-safe. The pack of a variant lives as long as the variant.
#ifndef TONGCHOU_SERVICE_POLICY_VARIANT_H_
#define TONGCHOU_SERVICE_POLICY_VARIANT_H_

#include <memory>
#include <string>

#include "base/result.h"
#include "policy/library.h"
#include "service/region.h"

namespace tongchou::service {

struct PolicyVariant {
  std::string name;  // as it was asked for
  std::shared_ptr<const policy::Pack> pack;
};

// `name`: empty: what the area lives by now; the id of a pack of the folder; the digest of any
// version (64 hexadecimal digits); "version:2", "draft:7" of the area's own policy. Refusals:
// kUnknownPolicy, kUnknownVersion, kUnknownDraft, kPolicyInvalid (a draft with errors), store_*
// codes.
Result<PolicyVariant> FindVariant(Region& region, const std::string& name);

// The same, and with "@2027-07-01" behind the name: its rules as they stand on that day, for every
// day there is. For computing what a past period would have cost under rules that begin later;
// nothing may be settled by them. Refusals: those of FindVariant, kBadDate, kNoPolicyInForce.
Result<PolicyVariant> FindVariantAsOf(Region& region, const std::string& name);

// What a variant is called: the title of its pack, with the day behind the "@" when there is one.
Text TitleOf(const PolicyVariant& variant);

// The day behind the "@" of such a name; empty: there is none.
std::string AsOfDay(const std::string& name);

}  // namespace tongchou::service

#endif  // TONGCHOU_SERVICE_POLICY_VARIANT_H_
