#include "gateway/setlinfo.h"

#include <gtest/gtest.h>

namespace tongchou::gateway {
namespace {

service::FundPart Part(const char* fund, std::int64_t entered, std::optional<std::int64_t> limit,
                       std::int64_t paid) {
  service::FundPart part;
  part.fund = fund;
  part.layer = "of no matter";
  part.paid = Money{paid};
  part.entered = Money{entered};
  if (limit) part.limit = Money{*limit};
  return part;
}

std::string Written(const std::vector<service::FundPart>& parts) {
  policy::WireMap wire;
  wire.funds.push_back({"employee", "pooled", "hifp_pay", "310100", "统筹"});
  service::Settlement settlement;
  settlement.scheme = "employee";
  settlement.funds = parts;
  JsonWriter json;
  json.BeginObject();
  WriteSetldetail({&wire, "990100", "message", "990100"}, settlement, json);
  json.EndObject();
  return json.Take();
}

std::string Row(const char* type, const char* entered, const char* limit, const char* paid,
                const char* name) {
  return std::string(R"({"fund_pay_type":")") + type + R"(","inscp_scp_amt":)" + entered +
         R"(,"crt_payb_lmt_amt":)" + limit + R"(,"fund_payamt":)" + paid +
         R"(,"fund_pay_type_name":")" + name + R"(","setl_proc_info":""})";
}

std::string Rows(const std::string& rows) { return "{\"setldetail\":[" + rows + "]}"; }

TEST(Setldetail, LayersOfOneFundAreOneRow) {
  const std::string text =
      Written({Part("pooled", 90'000, 50'000, 40'000), Part("pooled", 20'000, 30'000, 10'000)});
  EXPECT_EQ(text, Rows(Row("310100", "900.00", "800.00", "500.00", "统筹")));
}

TEST(Setldetail, AFundWithALayerWithoutCapHasNoLimit) {
  const std::string text =
      Written({Part("pooled", 90'000, std::nullopt, 40'000), Part("pooled", 0, 30'000, 0)});
  EXPECT_EQ(text, Rows(Row("310100", "900.00", "99999999.00", "400.00", "统筹")));
}

TEST(Setldetail, OfAReversalTheLargestPartIsTheMostNegative) {
  const std::string text =
      Written({Part("pooled", -90'000, 50'000, -40'000), Part("pooled", -20'000, 30'000, -10'000)});
  EXPECT_EQ(text, Rows(Row("310100", "-900.00", "800.00", "-500.00", "统筹")));
}

TEST(Setldetail, AFundThatPaidNothingHasNoRowAndAnUnknownOneIsAnother) {
  EXPECT_EQ(Written({Part("pooled", 90'000, 0, 0)}), Rows(""));
  EXPECT_EQ(Written({Part("local", 100, 100, 100)}),
            Rows(Row("999997", "1.00", "1.00", "1.00", "其他基金")));
}

}  // namespace
}  // namespace tongchou::gateway
