#include "http/message.h"

#include <gtest/gtest.h>

#include "http/utf8.h"

namespace tongchou::http {
namespace {

TEST(MessageTest, FindsHeadersInAnyCase) {
  Request request;
  request.headers = {{"Content-Type", "text/plain"}, {"X-A", "1"}, {"x-a", "2"}};
  EXPECT_EQ(request.Header("content-TYPE"), "text/plain");
  EXPECT_EQ(request.Header("x-a"), "1");
  EXPECT_FALSE(request.Header("X-B"));
}

TEST(MessageTest, ReadsQueryParameters) {
  Request request;
  request.query = "q=%E5%BC%A0+%E4%B8%89&page=2&empty=&flag&bad=%zz";
  EXPECT_EQ(request.Query("q"), "张 三");
  EXPECT_EQ(request.Query("page"), "2");
  EXPECT_EQ(request.Query("empty"), "");
  EXPECT_EQ(request.Query("flag"), "");
  EXPECT_FALSE(request.Query("bad"));
  EXPECT_FALSE(request.Query("none"));
}

TEST(MessageTest, ReadsCookies) {
  Request request;
  request.headers = {{"cookie", "a=1; session=x=y ;b=2"}};
  EXPECT_EQ(request.Cookie("a"), "1");
  EXPECT_EQ(request.Cookie("session"), "x=y");
  EXPECT_FALSE(request.Cookie("sess"));
}

TEST(MessageTest, DecodesPercentEscapesOrRefuses) {
  EXPECT_EQ(PercentDecode("a%2Fb+c", false), "a/b+c");
  EXPECT_EQ(PercentDecode("a+c", true), "a c");
  for (const char* broken : {"%", "%1", "%g0", "%00"}) {
    EXPECT_FALSE(PercentDecode(broken, false)) << broken;
  }
}

TEST(MessageTest, QuotesForJson) {
  EXPECT_EQ(JsonQuote("a\"b\\c\n\x01"), "\"a\\\"b\\\\c\\u000a\\u0001\"");
  EXPECT_EQ(JsonQuote("医保"), "\"医保\"");
  EXPECT_EQ(JsonQuote("x\xC0\xAF y\xE5"), "\"x\xEF\xBF\xBD\xEF\xBF\xBD y\xEF\xBF\xBD\"");
}

TEST(MessageTest, RefusalsNameCodeAndPlace) {
  const Response response = RefusalResponse({ErrorCode::kBadDate, {}, "begntime"});
  EXPECT_EQ(response.status, 422);
  EXPECT_NE(response.body.find("\"code\":\"bad_date\""), std::string::npos);
  EXPECT_NE(response.body.find("\"where\":\"begntime\""), std::string::npos);
}

TEST(Utf8Test, KnowsWellFormedCharacters) {
  EXPECT_TRUE(IsUtf8("a é 医 \xF0\x9F\x98\x80"));
  for (const char* broken : {"\x80", "\xC0\x80", "\xED\xA0\x80", "\xF4\x90\x80\x80", "\xE5\x8C"}) {
    EXPECT_FALSE(IsUtf8(broken)) << broken;
  }
}

}  // namespace
}  // namespace tongchou::http
