#include "base/sm3.h"

#include <gtest/gtest.h>

namespace tongchou {
namespace {

TEST(Sm3Test, GivesTheDigestOfTheStandardsFirstExample) {
  EXPECT_EQ(ToHex(Sm3("abc")), "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0");
}

}  // namespace
}  // namespace tongchou
