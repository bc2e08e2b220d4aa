// Words: the codes of the interface and the words of the pack, both ways, and the few refusals that
// several transactions share.
//
// Pure; thread-safe.
#ifndef TONGCHOU_GATEWAY_WORDS_H_
#define TONGCHOU_GATEWAY_WORDS_H_

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "gateway/call.h"
#include "service/persons.h"

namespace tongchou::gateway {

// The pack's word for `code`, the code for `word`; nothing and "" when the pack has none.
std::optional<std::string> WordOf(const std::vector<policy::WirePair>& pairs,
                                  std::string_view code);
std::string_view CodeOf(const std::vector<policy::WirePair>& pairs, std::string_view word);

// The scheme of the field `insutype` of `row`. Refusals: kUnknownScheme.
Result<std::string> SchemeIn(const Call& call, const WireValue& row);

// The benefit of the field `med_type` of `row`; empty when it is absent. Refusals:
// kUnknownBenefit.
Result<std::string> BenefitIn(const Call& call, const WireValue& row);

// "1" and "2"; "0" when unknown.
std::string_view GenderCode(service::Gender gender);

// Whether a begin or an end lies so far ahead that no clock can be that wrong. Refusals:
// kTimeInFuture.
Status NotInFuture(const Call& call, const WireValue& row, std::string_view field);

// The person of the field `psn_no`, when `certno` and `psn_name` (if sent) are the register's.
// Refusals: kUnknownPerson, kPersonDiffers.
Result<service::Person> PersonIn(const Call& call, const WireValue& row);

// Whether the personal account pays. Refusals: kNotSupported for somebody else's account (2).
Result<bool> UsesAccount(const WireValue& row);

// The listed fields of `row` as a JSON object, without `taken` (those that are stored in columns).
std::string DetailOf(const Node& node, const WireValue& row,
                     const std::vector<std::string_view>& taken);

}  // namespace tongchou::gateway

#endif  // TONGCHOU_GATEWAY_WORDS_H_
