#include "service/neighbour_answer.h"

#include <gtest/gtest.h>

namespace tongchou::service {
namespace {

TEST(NeighbourAnswerTest, WhatWasSettledIsReadAsItWasStored) {
  Settlement settlement;
  settlement.setl_id = "990100300000000001";
  settlement.at = MomentOf(Date(2026, 3, 20), 3'600);
  settlement.scheme = "employee";
  settlement.figures.total = {-100'000};
  settlement.figures.funds_paid = {-40'000};
  settlement.figures.account = {-1};
  const auto read = ReadStoredAnswer(SettledText(settlement, "{\"a\":\n\"b\"}"));
  ASSERT_TRUE(read.ok());
  EXPECT_EQ(read->figures.settlement, settlement.setl_id);
  EXPECT_EQ(read->figures.day, Date(2026, 3, 20));
  EXPECT_EQ(read->figures.scheme, "employee");
  EXPECT_EQ(read->figures.total, Money{-100'000});
  EXPECT_EQ(read->figures.funds, Money{-40'000});
  EXPECT_EQ(read->figures.account, Money{-1});
  EXPECT_EQ(read->text, "{\"a\":\n\"b\"}");
}

TEST(NeighbourAnswerTest, ARefusalIsReadWithItsSentencesAndPlace) {
  const Error refusals[] = {
      {ErrorCode::kNoCoverage, {}, {}},
      {ErrorCode::kNoCoverage, {}, "2026-03-20"},
      {ErrorCode::kStatedAmountDiffers, {"总额\n不符", "the total differs"}, "total\nof it"}};
  for (const Error& refusal : refusals) {
    const auto read = ReadStoredAnswer(RefusedText(refusal));
    ASSERT_FALSE(read.ok());
    EXPECT_EQ(read.error().code, refusal.code);
    EXPECT_EQ(read.error().say.zh, refusal.say.zh);
    EXPECT_EQ(read.error().say.en, refusal.say.en);
    EXPECT_EQ(read.error().where, refusal.where);
  }
}

TEST(NeighbourAnswerTest, ADamagedTextIsNoAnswer) {
  for (const char* damaged :
       {"", "refused", "refused no_coverage 0 0", "refused no_such_code 0 0\n",
        "refused no_coverage 9 0\nshort", "refused no_coverage -1 0\n", "refused no_coverage 0\n",
        "refused no_coverage 1 9223372036854775807\nab", "990100300000000001 2026-03-20\n",
        "990100300000000001 2026-03-20 employee 1 2 x\n",
        "990100300000000001 2026-02-30 employee 1 2 3\n"}) {
    const auto read = ReadStoredAnswer(damaged);
    ASSERT_FALSE(read.ok()) << damaged;
    EXPECT_EQ(read.error().code, ErrorCode::kStoreCorrupt) << damaged;
  }
}

}  // namespace
}  // namespace tongchou::service
