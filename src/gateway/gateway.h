// The gateway: the national transaction interface for hospitals and pharmacies, over one endpoint
// for all transactions and over one path for each.
//
// Thread-safe: requests are answered on the server's workers, any number at once.
#ifndef TONGCHOU_GATEWAY_GATEWAY_H_
#define TONGCHOU_GATEWAY_GATEWAY_H_

#include <cstdint>
#include <set>
#include <string>

#include "base/result.h"
#include "http/router.h"
#include "service/persons.h"
#include "service/region.h"
#include "service/register.h"

namespace tongchou::gateway {

struct GatewayOptions {
  std::string edition = "HN";  // whose required fields are required: "HN", "JX" or "HB"
  // Institutions whose programs want infcode as the text "0" instead of the number.
  std::set<std::string> text_infcode;
};

// Adds the gateway's routes. `region` outlives the router. Refusals: kNoSuchEdition.
Status RegisterGatewayRoutes(http::Router& router, service::Region& region,
                             const GatewayOptions& options);

// One line for a shell that asks the gateway at `port` who `person` is (1101), sent as `provider`.
std::string ExampleCall(std::uint16_t port, const service::Provider& provider,
                        const service::Person& person, const std::string& area, Moment now);

}  // namespace tongchou::gateway

#endif  // TONGCHOU_GATEWAY_GATEWAY_H_
