// A small region behind the real gateway, service and SQLite store, for tests that speak as a
// hospital and a pharmacy do. Not thread-safe.
#ifndef TONGCHOU_APP_GATEWAY_FLOW_TESTING_H_
#define TONGCHOU_APP_GATEWAY_FLOW_TESTING_H_

#include <gtest/gtest.h>

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "base/clock.h"
#include "gateway/gateway.h"
#include "gateway/wire_value.h"
#include "http/router.h"
#include "policy/library.h"
#include "service/region.h"
#include "service/register.h"

namespace tongchou::app {

using Fields = std::map<std::string, std::string>;

// {"name":"value", …} with every value as text.
std::string JsonOf(const Fields& fields);
// `fields` with the members of `more` put in their place.
Fields With(Fields fields, const Fields& more);
// {"node": json}
std::string NodeOf(const std::string& node, const std::string& json);

// Fen of an answered amount; a number without two decimals fails the test.
std::int64_t FenOf(const gateway::WireValue& object, const char* field);

// The amount identities of the interface that `output` breaks, as sentences. `sign` is -1 for
// reversals.
std::vector<std::string> BrokenIdentities(const gateway::WireValue& output, int sign = 1);

class GatewayFlow : public testing::Test {
 protected:
  static constexpr const char* kHospital = "H99010000001";
  static constexpr const char* kOther = "H99010000002";
  static constexpr const char* kPharmacy = "P99010000001";
  static constexpr const char* kTime = "2026-03-10 09:30:00";

  GatewayFlow();
  ~GatewayFlow() override;

  // Sends as `sender_`. The whole answer.
  gateway::WireValue Ask(const std::string& infno, const std::string& input,
                         std::string msgid = "");
  gateway::WireValue Post(const std::string& path, const std::string& body);
  std::string EnvelopeOf(const std::string& infno, const std::string& input,
                         const std::string& msgid) const;

  // The output of a success; a refusal fails the test.
  gateway::WireValue Must(const std::string& infno, const std::string& input,
                          std::string msgid = "");
  // The text of a refusal; a success fails the test.
  std::string Refused(const std::string& infno, const std::string& input, std::string msgid = "");

  Fields Identity() const;
  Fields Line(int sn, const std::string& code, const std::string& price, const std::string& count,
              const std::string& amount) const;
  Fields Diagnosis(int number) const;

  // An outpatient visit with an uploaded batch "B1"; its mdtrt_id.
  std::string OpenVisit();
  std::string UploadTo(const std::string& mdtrt_id, const std::string& batch, int first_sn);
  Fields SettleData(const std::string& mdtrt_id) const;
  // A stay with lines, not discharged.
  std::string OpenStay();
  Fields StayData(const std::string& mdtrt_id) const;

  std::string folder_;
  ManualClock clock_{MomentOf(Date(2026, 3, 20), 10 * 3600)};
  std::unique_ptr<service::Region> region_;
  http::Router router_;
  std::string sender_ = kHospital;
  std::string person_, certificate_ = "110101198001010010";
  int messages_ = 0;
};

}  // namespace tongchou::app

#endif  // TONGCHOU_APP_GATEWAY_FLOW_TESTING_H_
