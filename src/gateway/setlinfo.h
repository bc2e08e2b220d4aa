// Setlinfo: our figures as the interface writes them. docs/reference/nhsa-mapping.md says which
// figure is which field and which identities hold.
//
// Pure; thread-safe. Quick: it runs inside the transaction that settles.
#ifndef TONGCHOU_GATEWAY_SETLINFO_H_
#define TONGCHOU_GATEWAY_SETLINFO_H_

#include <string>

#include "gateway/call.h"
#include "gateway/json_writer.h"
#include "service/region.h"
#include "service/settlements.h"

namespace tongchou::gateway {

enum class SetlinfoForm { kTrial, kSettled, kReversed, kQueried };

struct SetlinfoContext {
  const policy::WireMap* wire;
  std::string area;
  std::string msgid;    // of the request: what a trial answers as medins_setl_id
  std::string treated;  // the area of treatment
};

// The context of an answer of `region` to the message `msgid` of a provider in the area `treated`.
SetlinfoContext ContextOf(const service::Region& region, const std::string& msgid,
                          const std::string& treated);
SetlinfoContext ContextOf(const Call& call);

// Writes the member "setlinfo" into the open object.
void WriteSetlinfo(const SetlinfoContext& context, const service::SettlementOutcome& outcome,
                   SetlinfoForm form, JsonWriter& json);

// Writes the member "setldetail": one row for each fund that paid, and one for the account.
void WriteSetldetail(const SetlinfoContext& context, const service::Settlement& settlement,
                     JsonWriter& json);

// The whole output of a settlement, with "detlcutinfo" when there are lines to tell.
std::string SettlementOutput(const SetlinfoContext& context,
                             const service::SettlementOutcome& outcome, SetlinfoForm form);

}  // namespace tongchou::gateway

#endif  // TONGCHOU_GATEWAY_SETLINFO_H_
