// Every way to every transaction that the gateway answers.
#include <fmt/format.h>

#include <algorithm>

#include "app/gateway_flow_testing.h"
#include "gateway/field_list.h"
#include "gateway/nhsa_data.h"
#include "gateway/transactions.h"

namespace tongchou::app {
namespace {

struct Way {
  std::string infno, path;
};

// callService, the number, and the published paths of each transaction.
std::vector<Way> AllWays() {
  std::vector<Way> ways;
  for (const gateway::Service& service : gateway::AllServices()) {
    ways.push_back({std::string(service.infno), "/fsi/api/rsfComIfsService/callService"});
    ways.push_back({std::string(service.infno), fmt::format("/fsi/api/{}", service.infno)});
  }
  for (const auto& row : gateway::RowsOf(gateway::PathsTable())) {
    ways.push_back({std::string(row.at(0)), fmt::format("/fsi/api/{}", row.at(1))});
  }
  return ways;
}

// An empty input is refused by the transaction itself, naming a node or field of its own; so the
// transaction was reached, and it is the one that was asked for.
TEST_F(GatewayFlow, EveryTransactionIsReachedByEveryWay) {
  const auto lists = gateway::FieldLists::Load("HN").value();
  int message = 0;
  for (const Way& way : AllWays()) {
    SCOPED_TRACE(way.infno + " " + way.path);
    const gateway::Service* service = gateway::FindService(way.infno);
    ASSERT_NE(service, nullptr) << "a path of a transaction that does not exist";
    sender_ = service->sent_by == gateway::SentBy::kPharmacy ? kPharmacy : kHospital;
    const gateway::WireValue answer =
        Post(way.path, EnvelopeOf(way.infno, "{}", fmt::format("way-{}", ++message)));
    EXPECT_EQ(answer.Text("infcode"), "-1");
    EXPECT_EQ(answer.Text("warn_msg"), "") << "the path is another one's";
    const std::string text(answer.Text("err_msg"));
    EXPECT_TRUE(text.starts_with("[missing_field]") || text.starts_with("[bad_input]")) << text;
    EXPECT_NE(text.find(lists.Find(way.infno)->in.front().name), std::string::npos) << text;
  }
}

TEST_F(GatewayFlow, EveryTransactionWithoutAPublishedPathIsOfThePharmacy) {
  const auto rows = gateway::RowsOf(gateway::PathsTable());
  for (const gateway::Service& service : gateway::AllServices()) {
    const bool has_path =
        std::ranges::any_of(rows, [&](const auto& row) { return row.at(0) == service.infno; });
    EXPECT_EQ(has_path, service.sent_by != gateway::SentBy::kPharmacy) << service.infno;
  }
}

}  // namespace
}  // namespace tongchou::app
