#include "base/id_number.h"

#include <gtest/gtest.h>

namespace tongchou {
namespace {

TEST(IdNumberTest, HasTheCheckCharacterOfTheStandardsExamples) {
  EXPECT_EQ(IdCheckCharacter("11010519491231002"), 'X');
  EXPECT_EQ(IdCheckCharacter("44052418800101001"), '4');
}

TEST(IdNumberTest, IsMadeOfAreaBirthAndSequence) {
  const std::string number = MakeIdNumber("990100", Date(1984, 2, 29), 7);
  EXPECT_EQ(number.substr(0, 17), "99010019840229007");
  EXPECT_TRUE(IsIdNumber(number));
}

TEST(IdNumberTest, AWrongCharacterIsNoticed) {
  EXPECT_FALSE(IsIdNumber("110105194912310021"));
  EXPECT_FALSE(IsIdNumber("11010519491231002x"));
  EXPECT_FALSE(IsIdNumber("1101051949123100"));
  EXPECT_FALSE(IsIdNumber("1101051949123100２X"));
}

}  // namespace
}  // namespace tongchou
