#include "service/policy_at.h"
#include "service/policy_shelf.h"

#include <charconv>

namespace tongchou::service {
namespace {

Result<PolicyAt> InEpoch(const policy::Epoch* epoch, const std::string& scheme,
                         const std::string& benefit) {
  const int scheme_index = policy::FindScheme(*epoch, scheme);
  if (scheme_index < 0) return Refuse(ErrorCode::kUnknownScheme, scheme);
  const policy::SchemePlan& plan = epoch->schemes[static_cast<std::size_t>(scheme_index)];
  const int benefit_index = policy::FindBenefit(plan, benefit);
  if (benefit_index < 0) return Refuse(ErrorCode::kUnknownBenefit, benefit);
  return PolicyAt{epoch, &plan, &plan.benefits[static_cast<std::size_t>(benefit_index)]};
}

}  // namespace

Sm3Digest DigestFromHex(std::string_view hex) {
  Sm3Digest digest{};
  if (hex.size() != digest.size() * 2) return digest;
  for (std::size_t i = 0; i < digest.size(); ++i) {
    const auto [end, error] =
        std::from_chars(hex.data() + 2 * i, hex.data() + 2 * i + 2, digest[i], 16);
    if (error != std::errc() || end != hex.data() + 2 * i + 2) return {};
  }
  return digest;
}

Error Refuse(ErrorCode code, std::string where) { return Error{code, {}, std::move(where)}; }

Result<PolicyAt> FindPolicy(const Region& region, const std::string& scheme,
                            const std::string& benefit, Date day) {
  const Result<const policy::Epoch*> epoch = region.policies().EpochOn(day);
  if (!epoch.ok()) return epoch.error();
  return InEpoch(*epoch, scheme, benefit);
}

Result<PolicyAt> FindPolicyByDigest(const Region& region, const Sm3Digest& digest,
                                    const std::string& scheme, const std::string& benefit,
                                    Date day) {
  const policy::Pack* pack = region.policies().FindByDigest(ToHex(digest));
  if (pack == nullptr) return Refuse(ErrorCode::kPackNotLoaded, ToHex(digest));
  for (const auto& epoch : pack->epochs) {
    if (epoch->in_force.Contains(day)) return InEpoch(epoch.get(), scheme, benefit);
  }
  return Refuse(ErrorCode::kNoPolicyInForce, ToString(day));
}

const store::Coverage* CoverageIn(const std::vector<store::Coverage>& coverage, Date day,
                                  const std::string& scheme) {
  for (const store::Coverage& interval : coverage) {
    if ((scheme.empty() || interval.scheme == scheme) && interval.range.Contains(day)) {
      return &interval;
    }
  }
  return nullptr;
}

}  // namespace tongchou::service
