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

TEST(IdNumberTest, TellsBirthAndSex) {
  const std::string number = MakeIdNumber("990100", Date(1984, 2, 29), 8);
  EXPECT_EQ(*BirthOfIdNumber(number), Date(1984, 2, 29));
  EXPECT_FALSE(IsMansIdNumber(number));
  EXPECT_TRUE(IsMansIdNumber("440524188001010014"));
  EXPECT_EQ(BirthOfIdNumber("110105194912310021").error().code, ErrorCode::kBadIdNumber);
  // The check character fits, the calendar has no such day.
  std::string digits = "99010019830229008";
  digits.push_back(IdCheckCharacter(digits));
  EXPECT_EQ(BirthOfIdNumber(digits).error().code, ErrorCode::kBadIdNumber);
}

}  // namespace
}  // namespace tongchou
