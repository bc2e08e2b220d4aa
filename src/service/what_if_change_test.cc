#include <gtest/gtest.h>

#include "service/what_if.h"

namespace tongchou::service {
namespace {

settle::ExplanationLine Line(const char* step, std::int64_t fen) {
  settle::ExplanationLine line;
  line.figure = "fund.pooled";
  line.step = step;
  line.text = {step, step};
  line.amount = Money{fen};
  return line;
}

settle::Explanation Lines(std::vector<settle::ExplanationLine> lines) { return {{}, lines}; }

// "a b", "a -": which steps stand beside each other; * where they differ.
std::string Shown(const settle::Explanation& before, const settle::Explanation& after) {
  std::string shown;
  for (const LinePair& pair : PairLines(before, after)) {
    const auto name = [](const settle::Explanation& side, int line) {
      return line < 0 ? std::string("-") : side.lines[static_cast<std::size_t>(line)].step;
    };
    shown += name(before, pair.before) + name(after, pair.after) + (pair.differs ? "* " : " ");
  }
  return shown;
}

TEST(PairLinesTest, TheSameStepsStandBesideEachOther) {
  const auto before = Lines({Line("a", 1), Line("b", 2), Line("c", 3)});
  EXPECT_EQ(Shown(before, before), "aa bb cc ");
  EXPECT_EQ(Shown(before, Lines({Line("a", 1), Line("b", 9), Line("c", 3)})), "aa bb* cc ");
}

TEST(PairLinesTest, AStepOfOneSideAloneIsADifference) {
  const auto before = Lines({Line("a", 1), Line("b", 2)});
  EXPECT_EQ(Shown(before, Lines({Line("a", 1), Line("x", 2), Line("b", 2)})), "aa -x* bb ");
  EXPECT_EQ(Shown(before, Lines({Line("b", 2), Line("y", 0)})), "a-* bb -y* ");
  EXPECT_EQ(Shown(Lines({}), before), "-a* -b* ");
}

}  // namespace
}  // namespace tongchou::service
