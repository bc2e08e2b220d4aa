#include "service/sample_history.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "policy/library.h"
#include "settle/replay.h"

namespace tongchou::service {
namespace {

constexpr SampleOrder kOrder{500, 3, Date(2026, 1, 1), Date(2026, 12, 31)};

const policy::Pack& PackNamed(const char* id) {
  static const auto library = policy::Library::Load(TONGCHOU_SOURCE_DIR "/policies");
  return *(*library)->Find(id);
}

TEST(SampleHistoryTest, HoldsWhatPastCasesMust) {
  const SampleHistory sample(*PackNamed("demo-city").epochs.front(), kOrder);
  EXPECT_TRUE(CheckPastCases(sample.cases()).ok());
  EXPECT_EQ(sample.cases().persons(), 500U);
  EXPECT_GT(sample.cases().rows(), 500U);
  EXPECT_LT(sample.cases().rows(), 3000U);
}

TEST(SampleHistoryTest, TheSameSeedMakesTheSameCases) {
  const policy::Epoch& epoch = *PackNamed("demo-city").epochs.front();
  const SampleHistory one(epoch, kOrder);
  const SampleHistory same(epoch, kOrder);
  EXPECT_TRUE(std::ranges::equal(one.cases().total_fen, same.cases().total_fen));
  SampleOrder order = kOrder;
  order.seed = 4;
  const SampleHistory other(epoch, order);
  EXPECT_FALSE(std::ranges::equal(one.cases().total_fen, other.cases().total_fen));
}

// The pooled cap of one reading counts payments, that of the other expense: money moves from one
// fund to the other, and the two readings never agree on everybody.
TEST(SampleHistoryTest, TwoReadingsOfACapDiffer) {
  const policy::Pack& meant = PackNamed("xuzhou-county-2004");
  const SampleHistory sample(*meant.epochs.back(), kOrder);
  settle::ReplayRequest request;
  request.period = {kOrder.from, kOrder.through};
  request.variants = {meant.epochs, PackNamed("xuzhou-county-2004-as-built").epochs};
  const auto replayed = Replay(sample.cases(), request);
  ASSERT_TRUE(replayed.ok());
  const auto& variants = replayed->variants;
  EXPECT_TRUE(variants[0].refusals.empty() && variants[1].refusals.empty());
  EXPECT_EQ(variants[0].all.total_fen, variants[1].all.total_fen);
  EXPECT_EQ(variants[0].all.eligible_fen, variants[1].all.eligible_fen);
  EXPECT_LT(variants[1].all.funds_fen, variants[0].all.funds_fen);
  EXPECT_GT(replayed->changes[1].lose.persons, 0);
}

}  // namespace
}  // namespace tongchou::service
