// The papers of special groups in the console's JSON.
//
// Pure; thread-safe.
#ifndef TONGCHOU_CONSOLE_SPECIAL_JSON_H_
#define TONGCHOU_CONSOLE_SPECIAL_JSON_H_

#include <string>
#include <vector>

#include "console/json_text.h"
#include "service/prefund_claims.h"
#include "service/soldier_sheets.h"
#include "service/special_claims.h"

namespace tongchou::console {

json::array StepsJson(const std::vector<service::ClaimStep>& steps);
json::object MemberJson(const service::Region& region, const service::SpecialMember& member,
                        const service::Person* person);
json::object CheckupJson(const service::Checkup& checkup);
json::object StandardJson(const service::Region& region, const service::YearStandard& standard);
json::object HardshipJson(const service::Region& region, const service::Hardship& hardship);
json::object CadreLevyJson(const service::Region& region, const service::CadreLevy& levy);
json::object ManagedJson(const service::ManagedAccount& account);
json::object SpecialClaimJson(const service::SpecialClaim& claim, const std::string& name);
json::object SoldierMonthJson(const service::SoldierMonth& month);
json::object PrefundJson(const service::PrefundTable& table);

}  // namespace tongchou::console

#endif  // TONGCHOU_CONSOLE_SPECIAL_JSON_H_
