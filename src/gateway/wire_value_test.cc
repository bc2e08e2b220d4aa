#include "gateway/wire_value.h"

#include <gtest/gtest.h>

#include <string>

#include "gateway/json_writer.h"

namespace tongchou::gateway {
namespace {

TEST(WireValueTest, NumbersStayTheTextThatWasSent) {
  const WireValue value =
      ReadJson(R"({"a":0.30000000000000004,"b":1e2,"c":-0,"d":123456789.10000000000000000001,
                  "e":99999999999999999999,"f":1.10,"g":9223372036854775808})")
          .value();
  EXPECT_EQ(value.Text("a"), "0.30000000000000004");
  EXPECT_EQ(value.Text("b"), "1e2");
  EXPECT_EQ(value.Text("c"), "-0");
  EXPECT_EQ(value.Text("d"), "123456789.10000000000000000001");
  EXPECT_EQ(value.Text("e"), "99999999999999999999");
  EXPECT_EQ(value.Text("f"), "1.10");
  EXPECT_EQ(value.Text("g"), "9223372036854775808");
}

TEST(WireValueTest, ThereAreManyWaysToSayNothing) {
  const WireValue value = ReadJson(R"({"a":null,"b":"","c":"null","d":"NULL","e":"0"})").value();
  for (const char* key : {"a", "b", "c", "d", "missing"}) {
    EXPECT_TRUE(value[key].IsAbsent()) << key;
    EXPECT_EQ(value.Text(key), "") << key;
  }
  EXPECT_FALSE(value["e"].IsAbsent());
}

TEST(WireValueTest, WritesBackWhatItRead) {
  const std::string text =
      R"({"a":[1,2.50,"x"],"b":{"c":null,"d":true},"e":"医\"保\\","f":[],"g":{}})";
  EXPECT_EQ(ToJson(ReadJson(text).value()), text);
}

TEST(WireValueTest, EscapesAreDecoded) {
  EXPECT_EQ(ReadJson(R"({"a":"\u533b\ud83d\ude00\n"})").value().Text("a"), "医😀\n");
}

TEST(WireValueTest, RefusesWhatIsNotJson) {
  const std::string deep = std::string(5000, '[') + std::string(5000, ']');
  for (const std::string text :
       {"", "{", "{\"a\":}", "{'a':1}", "{\"a\":1} x", "{\"a\":01}", "{\"a\":NaN}",
        "{\"a\":\"\\u12\"}", "{\"a\":\"\xc3\x28\"}", "[1,]", deep.c_str()}) {
    const auto value = ReadJson(text);
    ASSERT_FALSE(value.ok()) << text.substr(0, 40);
    EXPECT_EQ(value.error().code, ErrorCode::kBadJson);
  }
}

TEST(WireValueTest, AKeyTwiceIsRefusedByName) {
  const auto value = ReadJson(R"({"data":{"medfee_sumamt":"1.00","medfee_sumamt":"2.00"}})");
  ASSERT_FALSE(value.ok());
  EXPECT_NE(value.error().Chinese().find("medfee_sumamt"), std::string::npos);
}

TEST(CanonicalTest, RequestsThatMeanTheSameAreEqual) {
  const auto form = [](const char* text) { return Canonical(ReadJson(text).value()); };
  const std::string plain = form(R"({"data":{"a":"1","b":"x"}})");
  EXPECT_EQ(form(R"({"data":{"b":"x","a":1}})"), plain);
  EXPECT_EQ(form(R"({"data":[{"a":"1","b":"x","c":"","d":null}]})"), plain);
  EXPECT_NE(form(R"({"data":{"a":"1","b":"y"}})"), plain);
  EXPECT_NE(form(R"({"data":{"a":"1","b":"x","c":"0"}})"), plain);
  EXPECT_NE(form(R"({"data":{"a":"1.0","b":"x"}})"), plain);
}

TEST(CanonicalTest, ContentCannotLookLikeStructure) {
  const auto form = [](const char* text) { return Canonical(ReadJson(text).value()); };
  EXPECT_NE(form(R"({"a":"1k1:bv1:2"})"), form(R"({"a":"1","b":"2"})"));
  EXPECT_NE(form(R"([["a"],["b","c"]])"), form(R"([["a","b"],["c"]])"));
}

TEST(JsonWriterTest, WritesNestedValues) {
  JsonWriter json;
  json.BeginObject();
  json.Text("a", "x\"\n");
  json.Amount("b", Money{-5});
  json.BeginList("c");
  json.BeginObject();
  json.Integer("d", 7);
  json.EndObject();
  json.TextItem("e");
  json.EndList();
  json.Null("f");
  json.EndObject();
  EXPECT_EQ(json.Take(), "{\"a\":\"x\\\"\\u000a\",\"b\":-0.05,\"c\":[{\"d\":7},\"e\"],\"f\":null}");
}

}  // namespace
}  // namespace tongchou::gateway
