#include "base/shared_map.h"

#include <fmt/core.h>
#include <gtest/gtest.h>

#include <map>

namespace tongchou {
namespace {

std::map<std::string, int> RowsOf(const SharedMap<int>& map) {
  std::map<std::string, int> rows;
  std::string last;
  for (const auto& [key, value] : map) {
    EXPECT_LT(last, key);
    last = key;
    rows[key] = value;
  }
  return rows;
}

TEST(SharedMap, HoldsWhatAnOrderedMapHolds) {
  SharedMap<int> map;
  std::map<std::string, int> expected;
  EXPECT_EQ(map.Find("E1"), nullptr);
  EXPECT_TRUE(map.empty());
  for (int i = 0; i < 5000; ++i) {
    const std::string key = fmt::format("E{:05}", i * 7919 % 3001);
    map.At(key) = i;
    expected[key] = i;
  }
  EXPECT_EQ(map.size(), expected.size());
  EXPECT_EQ(RowsOf(map), expected);
  for (const auto& [key, value] : expected) ASSERT_EQ(*map.Find(key), value) << key;
  EXPECT_EQ(map.Find("A"), nullptr);
  EXPECT_EQ(map.Find("E00000x"), nullptr);
  EXPECT_EQ(map.Find("Z"), nullptr);
}

TEST(SharedMap, KeysThatComeInOrderAreAllThere) {
  SharedMap<int> map;
  for (int i = 0; i < 1000; ++i) map.At(fmt::format("E{:05}", i)) = i;
  EXPECT_EQ(map.size(), 1000u);
  for (int i = 0; i < 1000; ++i) ASSERT_EQ(*map.Find(fmt::format("E{:05}", i)), i);
}

TEST(SharedMap, ACopyKeepsWhatItWas) {
  SharedMap<int> map;
  for (int i = 0; i < 500; ++i) map.At(fmt::format("E{:05}", i * 2)) = i;
  const SharedMap<int> before = map;
  const std::map<std::string, int> rows = RowsOf(before);
  for (int i = 0; i < 500; ++i) map.At(fmt::format("E{:05}", i * 2 + 1)) = -1;
  map.At("E00000") = 77;
  EXPECT_EQ(RowsOf(before), rows);
  EXPECT_EQ(*before.Find("E00000"), 0);
  EXPECT_EQ(*map.Find("E00000"), 77);
  EXPECT_EQ(map.size(), 1000u);
}

TEST(SharedMap, CopiesShareTheRowsThatDidNotChange) {
  SharedMap<int> map;
  for (int i = 0; i < 1000; ++i) map.At(fmt::format("E{:05}", i)) = i;
  const SharedMap<int> before = map;
  map.At("E00000") = -1;
  EXPECT_EQ(before.Find("E00999"), map.Find("E00999"));
  EXPECT_NE(before.Find("E00000"), map.Find("E00000"));
}

}  // namespace
}  // namespace tongchou
