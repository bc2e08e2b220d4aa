#include "base/credit_code.h"

#include <gtest/gtest.h>

#include <string>

namespace tongchou {
namespace {

// Published codes of three institutions.
TEST(CreditCodeTest, TheCheckCharacterFitsCodesInUse) {
  EXPECT_TRUE(IsCreditCode("91350100M000100Y43"));
  EXPECT_TRUE(IsCreditCode("914403001922038216"));
  EXPECT_TRUE(IsCreditCode("91440300708461136T"));
}

TEST(CreditCodeTest, AnyOtherCharacterInAnyPlaceIsNoticed) {
  const std::string code = "91440300708461136T";
  for (std::size_t i = 0; i < code.size(); ++i) {
    std::string changed = code;
    changed[i] = changed[i] == '7' ? '8' : '7';
    EXPECT_FALSE(IsCreditCode(changed)) << changed;
  }
}

TEST(CreditCodeTest, LettersThatAreNotUsedAndOtherLengthsAreRefused) {
  EXPECT_FALSE(IsCreditCode("9144030070846113OT"));
  EXPECT_FALSE(IsCreditCode("91440300708461136"));
  EXPECT_FALSE(IsCreditCode("91440300708461136t"));
  EXPECT_FALSE(IsCreditCode(""));
}

}  // namespace
}  // namespace tongchou
