// Which rules hold: the scheme, benefit and coverage that a day and a person give.
//
// Pure; thread-safe.
#ifndef TONGCHOU_SERVICE_POLICY_AT_H_
#define TONGCHOU_SERVICE_POLICY_AT_H_

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "base/sm3.h"
#include "service/region.h"
#include "store/register_rows.h"

namespace tongchou::service {

// Pointers live as long as the region.
struct PolicyAt {
  const policy::Epoch* epoch = nullptr;
  const policy::SchemePlan* scheme = nullptr;
  const policy::BenefitPlan* benefit = nullptr;
};

// Refusals: kNoPolicyInForce, kUnknownScheme, kUnknownBenefit; `where` names the word.
Result<PolicyAt> FindPolicy(const Region& region, const std::string& scheme,
                            const std::string& benefit, Date day);

// The same in the pack of a stored digest. Refusals: kPackNotLoaded too.
Result<PolicyAt> FindPolicyByDigest(const Region& region, const Sm3Digest& digest,
                                    const std::string& scheme, const std::string& benefit,
                                    Date day);

// The interval of `scheme` (any, when empty) that contains `day`, or nullptr.
const store::Coverage* CoverageIn(const std::vector<store::Coverage>& coverage, Date day,
                                  const std::string& scheme);

// The digest that 64 hexadecimal digits name; zeros for anything else.
Sm3Digest DigestFromHex(std::string_view hex);

// Refuses an id, a word or a day, naming it.
Error Refuse(ErrorCode code, std::string where);

}  // namespace tongchou::service

#endif  // TONGCHOU_SERVICE_POLICY_AT_H_
