#include "http/router.h"

#include <gtest/gtest.h>

#include <string>

namespace tongchou::http {
namespace {

Handler Says(std::string text) {
  return [text](const Request& request) {
    Response response;
    response.body = text;
    for (const auto& [name, value] : request.params) response.body += " " + name + "=" + value;
    return response;
  };
}

Response Ask(const Router& router, std::string method, std::string target) {
  Request request;
  request.method = std::move(method);
  request.target = target;
  request.path = target.substr(0, target.find('?'));
  return router.Route(request);
}

class RouterTest : public testing::Test {
 protected:
  RouterTest() {
    router_.Add("GET", "/*", Says("files"));
    router_.Add("GET", "/api/*", Says("api"));
    router_.Add("GET", "/api/persons/{person}", Says("person"));
    router_.Add("GET", "/api/persons/search", Says("search"));
    router_.Add("POST", "/api/persons/{person}/undo", Says("undo"));
  }
  Router router_;
};

TEST_F(RouterTest, TheMostSpecificRouteWins) {
  EXPECT_EQ(Ask(router_, "GET", "/api/persons/search?q=1").body, "search");
  EXPECT_EQ(Ask(router_, "GET", "/api/persons/7").body, "person person=7");
  EXPECT_EQ(Ask(router_, "GET", "/api/other/x").body, "api");
  EXPECT_EQ(Ask(router_, "GET", "/").body, "files");
  EXPECT_EQ(Ask(router_, "GET", "/a/b/c.js").body, "files");
}

TEST_F(RouterTest, ParametersAreDecodedWithinTheirSegment) {
  EXPECT_EQ(Ask(router_, "GET", "/api/persons/a%2Fb").body, "person person=a/b");
  EXPECT_EQ(Ask(router_, "GET", "/api/persons/%zz").status, 400);
}

TEST_F(RouterTest, HeadIsAnsweredByGet) {
  EXPECT_EQ(Ask(router_, "HEAD", "/api/persons/7").body, "person person=7");
}

TEST_F(RouterTest, AnotherMethodIsNamed) {
  const Response response = Ask(router_, "DELETE", "/api/persons/7/undo");
  EXPECT_EQ(response.status, 405);
  ASSERT_EQ(response.headers.size(), 1u);
  EXPECT_EQ(response.headers[0].first, "Allow");
  EXPECT_NE(response.headers[0].second.find("POST"), std::string::npos);
}

TEST(RouterWithoutRoutesTest, UnknownPathsGet404) {
  Router router;
  router.Add("GET", "/api/a", Says("a"));
  EXPECT_EQ(Ask(router, "GET", "/api").status, 404);
  EXPECT_EQ(Ask(router, "GET", "/api/a/b").status, 404);
}

TEST(RouterDeathTest, TwoRoutesForTheSamePathsAreADefect) {
  Router router;
  router.Add("GET", "/a/{x}", Says("1"));
  EXPECT_DEATH(router.Add("GET", "/a/{y}", Says("2")), "SamePaths");
}

}  // namespace
}  // namespace tongchou::http
