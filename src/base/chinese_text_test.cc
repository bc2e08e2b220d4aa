#include "base/chinese_text.h"

#include <gtest/gtest.h>

namespace tongchou {
namespace {

TEST(ChineseTextTest, Utf8IsTakenAsItIsAndItsMarkLeftOut) {
  EXPECT_EQ(Utf8Of("姓名,张三").value(), "姓名,张三");
  EXPECT_EQ(Utf8Of("\xef\xbb\xbf姓名").value(), "姓名");
  EXPECT_EQ(Utf8Of("").value(), "");
}

TEST(ChineseTextTest, Gb18030IsRead) {
  EXPECT_EQ(Utf8Of("\xd0\xd5\xc3\xfb,\xd5\xc5\xc8\xfd").value(), "姓名,张三");
  // 𠮷 (U+20BB7) has four bytes.
  EXPECT_EQ(Utf8Of("\xd0\xd5\x95\x34\x8e\x35").ok(), true);
}

TEST(ChineseTextTest, OtherBytesAreRefused) {
  EXPECT_EQ(Utf8Of("\xff\xfe\xff\xff").error().code, ErrorCode::kBadEncoding);
}

}  // namespace
}  // namespace tongchou
