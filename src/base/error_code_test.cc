#include "base/error_code.h"

#include <gtest/gtest.h>

#include <set>

namespace tongchou {
namespace {

TEST(ErrorCodeTest, NumbersAndTextCodesAreUniqueAndOrdered) {
  std::set<std::string_view> codes;
  int last = 0;
  for (const ErrorInfo& info : AllErrors()) {
    EXPECT_GT(static_cast<int>(info.code), last) << info.text_code;
    last = static_cast<int>(info.code);
    EXPECT_TRUE(codes.insert(info.text_code).second) << info.text_code;
    EXPECT_FALSE(info.zh.empty());
    EXPECT_FALSE(info.en.empty());
    EXPECT_GE(info.http_status, 400);
  }
}

}  // namespace
}  // namespace tongchou
