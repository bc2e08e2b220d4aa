#include "service/policy_examples.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <sstream>

#include "policy/load.h"
#include "policy/pack_model.h"
#include "service/policy_commands.h"
#include "service/policy_print.h"

namespace tongchou::service {
namespace {

using testing::HasSubstr;

constexpr char kPacks[] = TONGCHOU_SOURCE_DIR "/policies";

std::shared_ptr<const policy::Library> ShippedPacks() {
  const auto library = policy::Library::Load(kPacks);
  TC_CHECK(library.ok());
  return *library;
}

TEST(PolicyExamplesTest, EveryShippedPackLoadsAndItsExamplesPass) {
  const auto library = ShippedPacks();
  EXPECT_EQ(library->packs().size(), 13u);
  int count = 0;
  for (const policy::Pack& pack : library->packs()) {
    for (const ExampleRun& run : RunExamples(*library, pack)) {
      EXPECT_TRUE(run.passed) << PrintDifferences(pack, run, policy::Language::kEnglish);
      EXPECT_FALSE(run.comparisons.empty()) << pack.id << " " << run.name;
      ++count;
    }
  }
  EXPECT_GT(count, 40);
}

TEST(PolicyExamplesTest, ShippedPacksHaveNoWarnings) {
  const auto sources = policy::ReadPackFolders(kPacks);
  ASSERT_TRUE(sources.ok());
  for (const policy::PackSource& source : *sources) {
    for (const policy::Finding& finding : LoadPack(source).findings) {
      ADD_FAILURE() << Render(finding, policy::Language::kEnglish);
    }
  }
}

// Changes one expected figure of demo-city and runs its examples.
std::vector<ExampleRun> RunsWithEdit(std::string_view from, std::string_view to) {
  auto sources = policy::ReadPackFolders(kPacks);
  TC_CHECK(sources.ok());
  for (policy::PackSource& source : *sources) {
    for (policy::PackFile& file : source.files) {
      const std::size_t at = file.bytes.find(from);
      if (source.id == "demo-city" && at != std::string::npos) {
        file.bytes.replace(at, from.size(), to);
        const auto library = policy::Library::FromSources({source});
        TC_CHECK(library.ok());
        return RunExamples(**library, *(*library)->Find("demo-city"));
      }
    }
  }
  return {};
}

const ExampleRun* FirstFailure(const std::vector<ExampleRun>& runs) {
  const auto failed =
      std::find_if(runs.begin(), runs.end(), [](const ExampleRun& run) { return !run.passed; });
  return failed == runs.end() ? nullptr : &*failed;
}

TEST(PolicyExamplesTest, AFigureThatDiffersIsNamed) {
  const auto runs = RunsWithEdit("deductible: 900 CNY", "deductible: 901 CNY");
  const ExampleRun* failed = FirstFailure(runs);
  ASSERT_NE(failed, nullptr);
  const auto wrong = std::find_if(failed->comparisons.begin(), failed->comparisons.end(),
                                  [](const Comparison& c) { return !c.same; });
  EXPECT_EQ(wrong->figure, "deductible");
  EXPECT_EQ(wrong->expected, "901.00");
  EXPECT_EQ(wrong->got, "900.00");
}

TEST(PolicyExamplesTest, AFundThatPaysUnexpectedlyIsADifference) {
  const auto runs = RunsWithEdit("funds: {pooled: 8500 CNY, civil_servant: 1200 CNY}",
                                 "funds: {pooled: 8500 CNY}");
  const ExampleRun* failed = FirstFailure(runs);
  ASSERT_NE(failed, nullptr);
  EXPECT_EQ(failed->comparisons.back().figure.empty(), false);
}

TEST(PolicyExamplesTest, ARefusedEncounterIsADifference) {
  const auto runs = RunsWithEdit("error: no_policy_in_force", "eligible: 100 CNY");
  const ExampleRun* failed = FirstFailure(runs);
  ASSERT_NE(failed, nullptr);
  EXPECT_EQ(failed->comparisons.front().figure, "error");
  EXPECT_EQ(failed->comparisons.front().got, "no_policy_in_force");
}

TEST(PolicyExamplesTest, UnknownExamplesAreRefused) {
  const auto library = ShippedPacks();
  const auto run = RunExample(*library, *library->Find("demo-city"), "no-such");
  ASSERT_FALSE(run.ok());
  EXPECT_EQ(run.error().code, ErrorCode::kUnknownExample);
}

TEST(PolicyExamplesTest, EveryEncounterIsExplained) {
  const auto library = ShippedPacks();
  const auto run =
      RunExample(*library, *library->Find("demo-city"), "pooled-cap-then-large-amount");
  ASSERT_TRUE(run.ok());
  ASSERT_EQ(run->results.size(), 2u);
  ASSERT_TRUE(run->results[1].explanation.has_value());
  const std::string text = PrintExplanations(run->results, policy::Language::kBoth);
  EXPECT_THAT(text, HasSubstr("9370.58"));
  EXPECT_THAT(text, HasSubstr("第八条"));
}

TEST(PolicyViewTest, ShowsEveryTableWithItsSource) {
  const auto library = ShippedPacks();
  const PackView view = ViewPack(*library->Find("xinjiang-2000"));
  const std::string text = PrintPack(view, policy::Language::kEnglish);
  EXPECT_THAT(text, HasSubstr("4 x average_wage = 32000.00 CNY"));
  EXPECT_THAT(text, HasSubstr("rules 第十一条第1项"));
  EXPECT_THAT(text, HasSubstr("not executed by the engine yet"));
  EXPECT_THAT(text, HasSubstr("minus 1 points"));
  EXPECT_FALSE(view.options.civil_servant);
  EXPECT_TRUE(view.options.referrals.empty());
}

TEST(PolicyViewTest, OnADayOnlyWhatHolds) {
  const auto library = ShippedPacks();
  const policy::Pack& pack = *library->Find("jingyuan-2010");
  const auto cap_periods = [&](std::optional<Date> on) {
    const PackView view = ViewPack(pack, on);
    return view.schemes.at(0).benefits.at(0).layers.at(0).parameters.back().periods;
  };
  EXPECT_EQ(cap_periods(std::nullopt).size(), 2u);
  ASSERT_EQ(cap_periods(Date(2009, 12, 31)).size(), 1u);
  EXPECT_EQ(cap_periods(Date(2009, 12, 31))[0].cells[0].value, "20000.00");
  EXPECT_EQ(cap_periods(Date(2010, 1, 1))[0].cells[0].value, "25000.00");
}

TEST(PolicyCommandsTest, CheckTestShowAndExplainAnswerWithTheirStatus) {
  std::istringstream in(R"({"scheme":"employee","person":{"category":"active",
      "birth_date":"1980-01-01"},"encounters":[{"id":"e","benefit":"pharmacy",
      "date":"2026-01-05","lines":[{"class":"A","amount":"12.30"}]}]})");
  std::ostringstream out;
  std::ostringstream err;
  const Streams streams{in, out, err};
  EXPECT_EQ(CheckPacks(kPacks, {"demo-city"}, Language::kEnglish, streams), 0);
  EXPECT_EQ(TestPacks(kPacks, {"demo-city"}, Language::kEnglish, streams), 0);
  EXPECT_EQ(ShowPack(kPacks, {"demo-city", std::nullopt, true, Language::kEnglish}, streams), 0);
  EXPECT_EQ(ExplainPackCase(kPacks, "demo-city", "", Language::kEnglish, streams), 0);
  EXPECT_THAT(out.str(), HasSubstr("12.30"));
  EXPECT_EQ(err.str(), "");
  EXPECT_EQ(CheckPacks(kPacks, {"nowhere"}, Language::kEnglish, streams), 1);
  EXPECT_EQ(ShowPack(kPacks, {"nowhere", std::nullopt, false, Language::kEnglish}, streams), 1);
  EXPECT_EQ(ExplainPackCase(kPacks, "demo-city", "no-such", Language::kEnglish, streams), 1);
  EXPECT_THAT(err.str(), HasSubstr("there is no pack nowhere"));
}

TEST(PolicyCommandsTest, ACaseThatIsNoJsonIsRefused) {
  std::istringstream in("{");
  std::ostringstream out;
  std::ostringstream err;
  EXPECT_EQ(ExplainPackCase(kPacks, "demo-city", "", Language::kEnglish, {in, out, err}), 2);
}

}  // namespace
}  // namespace tongchou::service
