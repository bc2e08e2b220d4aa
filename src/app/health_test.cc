#include "app/health.h"

#include <gmock/gmock.h>

#include <future>
#include <string>

#include "app/region_testing.h"

namespace tongchou::app {
namespace {

using std::chrono::milliseconds;
using testing::HasSubstr;

class HealthTest : public RegionTest {
 protected:
  http::Response Get(Health& health, const std::string& path) {
    http::Router router;
    health.AddTo(router);
    http::Request request;
    request.method = "GET";
    request.path = request.target = path;
    return router.Route(request);
  }
};

TEST_F(HealthTest, ARegionThatServesIsReady) {
  Health health({region_.get()});
  EXPECT_EQ(Get(health, "/healthz").status, 200);
  const http::Response ready = Get(health, "/readyz");
  EXPECT_EQ(ready.status, 200) << ready.body;
  EXPECT_THAT(ready.body, HasSubstr(R"({"part":"committer","area":"990100","ok":true})"));
}

TEST_F(HealthTest, AStoreThatRefusesIsNamed) {
  Health health({region_.get()});
  faults_->Plan({.at_call = 1, .calls = 1'000, .code = ErrorCode::kStoreCorrupt});
  EXPECT_EQ(Get(health, "/healthz").status, 200) << "the process lives all the same";
  const http::Response ready = Get(health, "/readyz");
  EXPECT_EQ(ready.status, 503);
  EXPECT_THAT(ready.body,
              HasSubstr(R"("part":"store","area":"990100","ok":false,"code":"store_corrupt")"));
  faults_->Plan({});
  EXPECT_EQ(Get(health, "/readyz").status, 200) << "it recovers with the store";
}

TEST_F(HealthTest, ACommitterThatStoppedIsNamed) {
  Health health({region_.get()});
  region_->Stop();
  const http::Response ready = Get(health, "/readyz");
  EXPECT_EQ(ready.status, 503);
  EXPECT_THAT(ready.body, HasSubstr(R"("part":"committer","area":"990100","ok":false)"));
}

TEST_F(HealthTest, APackThatIsNotInForceIsNamed) {
  Health health({region_.get()});
  clock_.MoveTo(MomentOf(Date(1990, 1, 1)));
  const http::Response ready = Get(health, "/readyz");
  EXPECT_EQ(ready.status, 503);
  EXPECT_THAT(ready.body, HasSubstr(R"("part":"policies","area":"990100","ok":false)"));
}

TEST(Probe, AQuestionThatHangsIsGivenUpAndHoldsUpNobody) {
  std::promise<void> release;
  std::shared_future<void> released(release.get_future());
  Probe probe([released] {
    released.wait();
    return Status(Done{});
  });
  for (int i = 0; i < 3; ++i) {
    const Status status = probe.Ask(milliseconds(1));
    ASSERT_FALSE(status.ok());
    EXPECT_EQ(status.error().code, ErrorCode::kStoreUnavailable);
  }
  release.set_value();
  EXPECT_TRUE(probe.Ask(milliseconds(60'000)).ok());
}

TEST(Probe, AnAnswerIsOfAQuestionThatWasAskedAfterwards) {
  int asked = 0;
  Probe probe([&asked] {
    ++asked;
    return asked < 3 ? Status(Done{}) : Status(ErrorCode::kStoreFull);
  });
  EXPECT_TRUE(probe.Ask(milliseconds(60'000)).ok());
  EXPECT_TRUE(probe.Ask(milliseconds(60'000)).ok());
  EXPECT_FALSE(probe.Ask(milliseconds(60'000)).ok());
}

}  // namespace
}  // namespace tongchou::app
