// The gateway: the national transaction interface for hospitals and pharmacies, over one endpoint
// for all transactions and over one path for each.
//
// Thread-safe: requests are answered on the server's workers, any number at once.
#ifndef TONGCHOU_GATEWAY_GATEWAY_H_
#define TONGCHOU_GATEWAY_GATEWAY_H_

#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "gateway/call.h"
#include "http/router.h"
#include "service/persons.h"
#include "service/region.h"
#include "service/register.h"

namespace tongchou::gateway {

// One answered call, for who watches the gateway.
struct CallReport {
  std::string_view trace;      // of the HTTP request
  std::string_view infno;      // as sent; empty when the envelope could not be read
  bool known = false;          // infno is one of ours
  std::string_view msgid;      // as sent
  std::string_view provider;   // as sent
  std::string_view reference;  // inf_refmsgid of the answer
  std::optional<ErrorCode> refusal;
  std::int64_t batch = 0;  // of the commit that stored the answer; 0: nothing was stored now
  bool repeated = false;   // the stored answer of an earlier message
  std::chrono::microseconds took{0};  // since the request had come
};

struct GatewayOptions {
  std::string edition = "HN";  // whose required fields are required: "HN", "JX" or "HB"
  // Institutions whose programs want infcode as the text "0" instead of the number.
  std::set<std::string> text_infcode;
  // Told of each call before its answer leaves; from any worker, must be quick.
  std::function<void(const CallReport&)> on_call;
};

// Adds the gateway's routes for these areas, at least one: a request goes to the area that it names
// as that of treatment (mdtrtarea_admvs), and about a person of another of them (insuplc_admdvs)
// across. What `areas` point to outlives the router. Refusals: kNoSuchEdition.
Status RegisterGatewayRoutes(http::Router& router, const std::vector<ServedArea>& areas,
                             const GatewayOptions& options);

// What an area answers a hospital of another area: the writer of its service::Neighbour.
std::string CrossingText(const service::Region& insured, const service::CrossingQuestion& question,
                         const service::SettlementOutcome& outcome);

// The infno of every transaction that is answered.
std::vector<std::string_view> AllTransactions();

// One line for a shell that asks the gateway at `port` who `person` is (1101), sent as `provider`.
std::string ExampleCall(std::uint16_t port, const service::Provider& provider,
                        const service::Person& person, const std::string& area, Moment now);

}  // namespace tongchou::gateway

#endif  // TONGCHOU_GATEWAY_GATEWAY_H_
