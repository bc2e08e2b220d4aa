// Random histories across two areas are clean on sound code, the same for the same seed, and the
// auditor sees what is wrong.
#include "sim/crossing_audit.h"

#include <gtest/gtest.h>

#include "sim/crossing_run.h"
#include "sim/crossing_simulation.h"

namespace tongchou::sim {
namespace {

CrossingRunOptions Options() {
  static const auto kLibrary = policy::Library::Load(TONGCHOU_SOURCE_DIR "/policies").value();
  CrossingRunOptions options;
  options.library = kLibrary;
  return options;
}

TEST(CrossingSimulation, SeedsAreCleanAndTheProductsOwnVerificationAgrees) {
  CrossingRunOptions options = Options();
  options.verify = true;
  CrossingReport sum;
  for (std::uint64_t seed = 1; seed <= 10; ++seed) {
    const CrossingSeed run = RunCrossingSeed(options, seed);
    ASSERT_TRUE(run.audit.findings.empty()) << "seed " << seed << ": " << run.audit.findings[0];
    sum.settled += run.audit.settled;
    sum.undone += run.audit.undone;
    sum.refused += run.audit.refused;
    sum.mended += run.audit.mended;
    sum.overtaken += run.audit.overtaken;
  }
  EXPECT_GT(sum.settled, 100);
  EXPECT_GT(sum.undone, 30);
  EXPECT_GT(sum.refused, 30);
  EXPECT_GT(sum.mended, 0);
  EXPECT_GT(sum.overtaken, 5);
}

TEST(CrossingSimulation, ASeedGivesOneHistory) {
  CrossingRunOptions options = Options();
  options.steps = 100;
  options.with_lines = true;
  const std::vector<std::string> first = RunCrossingSeed(options, 3).lines;
  EXPECT_EQ(RunCrossingSeed(options, 3).lines, first);
  EXPECT_NE(RunCrossingSeed(options, 4).lines, first);
}

TEST(CrossingAudit, AnAnswerThatIsNotInTheBooksIsFound) {
  CrossingSimulation simulation(Options().library, 2);
  simulation.Run(150);
  simulation.Settle();
  std::array<AuditedArea, 2> areas;
  for (std::size_t i = 0; i < areas.size(); ++i) {
    areas[i] = {simulation.region(i).area_number(), &simulation.region(i).store()};
  }
  constexpr std::int64_t kOpening = CrossingSimulation::kOpeningFen;
  ASSERT_TRUE(AuditCrossings(simulation.history(), areas, kOpening).findings.empty());
  EXPECT_FALSE(AuditCrossings(simulation.history(), areas, kOpening + 1).findings.empty());
  int tried = 0;
  for (std::size_t i = 0; i < simulation.history().attempts.size() && tried < 10; ++i) {
    CrossHistory history = simulation.history();
    CrossAttempt& sent = history.attempts[i];
    const CrossRequest& asked = history.requests[sent.request];
    if (asked.home == asked.here || sent.seen == Seen::kNothing) continue;
    ++tried;
    sent.seen = Seen::kAnswered;
    sent.answer = "setl=990100300000099999";
    EXPECT_FALSE(AuditCrossings(history, areas, kOpening).findings.empty()) << Describe(history, i);
  }
  EXPECT_EQ(tried, 10);
}

}  // namespace
}  // namespace tongchou::sim
