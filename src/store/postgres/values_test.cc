// The binary form of parameters, and the table of error states.
#include "store/postgres/values.h"

#include <gtest/gtest.h>

#include "store/postgres/failure.h"

namespace tongchou::store::postgres {
namespace {

using std::string_literals::operator""s;

TEST(PostgresValues, NumbersTravelHighByteFirst) {
  const Values values = Values::Of(std::int64_t{258}, std::int64_t{-2}, "张", Bytes{"\1\2"});
  EXPECT_EQ(values.bytes()[0], "\0\0\0\0\0\0\1\2"s);
  EXPECT_EQ(values.bytes()[1], "\xff\xff\xff\xff\xff\xff\xff\xfe"s);
  EXPECT_EQ(values.bytes()[2], "张");
  EXPECT_EQ(values.bytes()[3], "\1\2");
}

TEST(PostgresValues, AnArrayNamesItsTypeItsSizeAndEachElementsLength) {
  Array texts;
  texts.Add("ab");
  texts.Add("");
  EXPECT_EQ(texts.Encoded(),
            "\0\0\0\1"s    // dimensions
            "\0\0\0\0"s    // no NULL
            "\0\0\0\x19"s  // text
            "\0\0\0\2"s    // elements
            "\0\0\0\1"s    // the first has index 1
            "\0\0\0\2ab"s
            "\0\0\0\0"s);
  Array numbers;
  numbers.Add(std::int64_t{7});
  EXPECT_EQ(numbers.Encoded(),
            "\0\0\0\1\0\0\0\0\0\0\0\x14\0\0\0\1\0\0\0\1"s
            "\0\0\0\x8\0\0\0\0\0\0\0\7"s);
}

TEST(PostgresFailure, AStateWinsOverItsClassAndTheUnknownIsTriedAgain) {
  EXPECT_EQ(CodeOfState("23505"), ErrorCode::kStaleVersion);
  EXPECT_EQ(CodeOfState("23514"), ErrorCode::kStoreCorrupt);
  EXPECT_EQ(CodeOfState("53100"), ErrorCode::kStoreFull);
  EXPECT_EQ(CodeOfState("53300"), ErrorCode::kStoreUnavailable);
  EXPECT_EQ(CodeOfState("57P01"), ErrorCode::kStoreUnavailable);
  EXPECT_EQ(CodeOfState(""), ErrorCode::kStoreUnavailable);
  EXPECT_EQ(CodeOfState("QQ000"), ErrorCode::kStoreUnavailable);
}

}  // namespace
}  // namespace tongchou::store::postgres
