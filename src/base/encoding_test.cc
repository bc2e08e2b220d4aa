#include "base/encoding.h"

#include <gtest/gtest.h>

namespace tongchou {
namespace {

TEST(EncodingTest, GivesTheExamplesOfTheStandard) {
  const std::pair<const char*, const char*> kExamples[] = {{"", ""},
                                                           {"f", "Zg=="},
                                                           {"fo", "Zm8="},
                                                           {"foo", "Zm9v"},
                                                           {"foob", "Zm9vYg=="},
                                                           {"fooba", "Zm9vYmE="},
                                                           {"foobar", "Zm9vYmFy"}};
  for (const auto& [bytes, text] : kExamples) {
    EXPECT_EQ(Base64Of(bytes), text);
    EXPECT_EQ(FromBase64(text), bytes);
  }
}

TEST(EncodingTest, ReadsEveryByteBack) {
  std::string bytes;
  for (int i = 0; i < 256; ++i) {
    bytes.push_back(static_cast<char>(i));
    EXPECT_EQ(FromBase64(Base64Of(bytes)), bytes);
    EXPECT_EQ(FromHex(HexOf(bytes)), bytes);
  }
  EXPECT_EQ(FromHex("0aFf"), std::string("\x0a\xff"));
}

TEST(EncodingTest, RefusesWhatIsNotExactlyOneText) {
  for (const char* text : {"Zg", "Zg=", "Zh==", "Zm9v=", "Zg==Zg==", "Z===", "Zm 9", "Zm9-"}) {
    EXPECT_EQ(FromBase64(text), std::nullopt) << text;
  }
  for (const char* text : {"0", "0g", "xx"}) EXPECT_EQ(FromHex(text), std::nullopt) << text;
}

}  // namespace
}  // namespace tongchou
