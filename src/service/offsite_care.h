// As what care in another area counts: as unreferred, unless it was referred or the person is
// registered as living there (offsite.h) and the pack has a rule for that.
//
// The registration of the day on which the visit begins holds, through the whole visit. Pure on
// what a transaction has loaded; thread-safe.
#ifndef TONGCHOU_SERVICE_OFFSITE_CARE_H_
#define TONGCHOU_SERVICE_OFFSITE_CARE_H_

#include <optional>
#include <string>

#include "base/text.h"
#include "policy/library.h"
#include "service/command.h"
#include "settle/encounter.h"

namespace tongchou::service {

// Asks for the registration of the person on `day`, when the care is given in another area.
void NeedOffsiteCare(const Region& region, const Guest* guest, const std::string& psn_no, Date day,
                     store::Needs& needs);

// As what the care of a visit that begins on `day` counts that the provider says is `said`. Care in
// the own area counts as what is said.
settle::Referral ReferralOf(const Work& work, const std::string& psn_no, Date day,
                            settle::Referral said);

// Why care that began on `day` in the area `treated` counts as `counted`: the registration and the
// rule; nothing when neither made it so. Refusals: store_* codes.
struct OffsiteReason {
  Text text, source;
};
Result<std::optional<OffsiteReason>> OffsiteReasonOf(Region& region, store::Reader& reader,
                                                     const policy::Pack& pack,
                                                     const std::string& psn_no, Date day,
                                                     std::int64_t treated,
                                                     settle::Referral counted);

}  // namespace tongchou::service

#endif  // TONGCHOU_SERVICE_OFFSITE_CARE_H_
