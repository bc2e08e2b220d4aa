#include "service/policy_diff.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "policy/load.h"
#include "policy/pack_for_test.h"
#include "service/policy_print.h"

namespace tongchou::service {
namespace {

using testing::HasSubstr;

constexpr char kPacks[] = TONGCHOU_SOURCE_DIR "/policies";

std::shared_ptr<const policy::Library> Loaded(const policy::PackSource& source) {
  const auto library = policy::Library::FromSources({source});
  TC_CHECK(library.ok());
  return *library;
}

policy::PackSource DemoCity() {
  const auto sources = policy::ReadPackFolders(kPacks);
  TC_CHECK(sources.ok());
  for (const policy::PackSource& source : *sources) {
    if (source.id == "demo-city") return source;
  }
  TC_CHECK(false);
  return {};
}

policy::PackSource Edited(policy::PackSource source, std::string_view file_name,
                          std::string_view from, std::string_view to) {
  for (policy::PackFile& file : source.files) {
    if (file.path != source.id + "/" + std::string(file_name)) continue;
    const std::size_t at = file.bytes.find(from);
    TC_CHECK(at != std::string::npos);
    file.bytes.replace(at, from.size(), to);
    return source;
  }
  TC_CHECK(false);
  return source;
}

PolicyDiff DiffOf(const policy::PackSource& before, const policy::PackSource& after) {
  return DiffPacks(ViewPack(Loaded(before)->packs().front()),
                   ViewPack(Loaded(after)->packs().front()));
}

TEST(PolicyDiffTest, APackDoesNotDifferFromItself) {
  const auto library = policy::Library::Load(kPacks);
  ASSERT_TRUE(library.ok());
  for (const policy::Pack& pack : (*library)->packs()) {
    EXPECT_TRUE(DiffPacks(ViewPack(pack), ViewPack(pack)).changes.empty()) << pack.id;
  }
}

TEST(PolicyDiffTest, TheTwoReadingsOfTheXuzhouCapDifferInTheCapAlone) {
  const auto library = policy::Library::Load(kPacks);
  ASSERT_TRUE(library.ok());
  const PolicyDiff diff = DiffPacks(ViewPack(*(*library)->Find("xuzhou-county-2004")),
                                    ViewPack(*(*library)->Find("xuzhou-county-2004-as-built")));
  ASSERT_FALSE(diff.changes.empty());
  for (const PolicyChange& change : diff.changes) {
    EXPECT_THAT(change.id, HasSubstr("cap"));
    EXPECT_THAT(change.before->text.en, HasSubstr("on payments"));
    EXPECT_THAT(change.after->text.en, HasSubstr("on expense"));
  }
}

TEST(PolicyDiffTest, AnotherShareIsOneChangeFromItsDay) {
  const policy::PackSource before = DemoCity();
  const policy::PackSource after = Edited(before, "employee.yaml", "85%", "87%");
  const PolicyDiff diff = DiffOf(before, after);
  ASSERT_EQ(diff.changes.size(), 1u);
  const PolicyChange& change = diff.changes.front();
  EXPECT_EQ(change.id, "employee/inpatient/pooled/share");
  EXPECT_EQ(change.kind(), ChangeKind::kValue);
  ASSERT_FALSE(change.at.empty());
  EXPECT_THAT(change.at.front().zh, HasSubstr("三级"));
  EXPECT_EQ(change.before->text.en, "85%");
  EXPECT_EQ(change.after->text.en, "87%");
  EXPECT_EQ(change.through, kForever);
  EXPECT_NE(diff.before.digest, diff.after.digest);
}

TEST(PolicyDiffTest, APeriodThatIsCutWithoutAnotherValueIsNoDifference) {
  const policy::PackSource before = policy::MiniPack();
  const policy::PackSource after = Edited(
      before, "parameters.yaml",
      "- {from: 2020-01-01, value: 8000 CNY, source: {document: rules, article: art. 2}}",
      "- {from: 2020-01-01, value: 8000 CNY, source: {document: rules, article: art. 2}}\n"
      "      - {from: 2024-01-01, value: 8000 CNY, source: {document: rules, article: art. 2}}");
  EXPECT_TRUE(DiffOf(before, after).changes.empty());
}

TEST(PolicyDiffTest, AValueFromALaterDayLeavesTheDaysBeforeAlone) {
  const policy::PackSource before = policy::MiniPack();
  const policy::PackSource after = Edited(
      before, "parameters.yaml",
      "- {from: 2020-01-01, value: 8000 CNY, source: {document: rules, article: art. 2}}",
      "- {from: 2020-01-01, value: 8000 CNY, source: {document: rules, article: art. 2}}\n"
      "      - {from: 2024-01-01, value: 9000 CNY, source: {document: rules, article: art. 9}}");
  const PolicyDiff diff = DiffOf(before, after);
  ASSERT_FALSE(diff.changes.empty());
  for (const PolicyChange& change : diff.changes) EXPECT_EQ(change.from, Date(2024, 1, 1));
  EXPECT_EQ(diff.changes.front().id, "area/average_wage");
  EXPECT_EQ(diff.changes.front().after->citation.article, "art. 9");
}

TEST(PolicyDiffTest, TheSameValueByAnotherClauseIsSaidToBeThat) {
  const policy::PackSource before = policy::MiniPack();
  const policy::PackSource after = Edited(before, "parameters.yaml", "art. 3", "art. 30");
  const PolicyDiff diff = DiffOf(before, after);
  ASSERT_EQ(diff.changes.size(), 1u);
  EXPECT_EQ(diff.changes.front().kind(), ChangeKind::kClause);
}

TEST(PolicyDiffTest, WhatIsAddedOneWayIsRemovedTheOther) {
  const auto library = policy::Library::Load(kPacks);
  ASSERT_TRUE(library.ok());
  const PackView small = ViewPack(*(*library)->Find("laiwu-2000"));
  const PackView large = ViewPack(*(*library)->Find("demo-city"));
  const auto count = [](const PolicyDiff& diff, ChangeKind kind) {
    return std::count_if(diff.changes.begin(), diff.changes.end(),
                         [&](const PolicyChange& change) { return change.kind() == kind; });
  };
  const PolicyDiff there = DiffPacks(small, large), back = DiffPacks(large, small);
  EXPECT_GT(count(there, ChangeKind::kAdded), 0);
  EXPECT_EQ(count(there, ChangeKind::kAdded), count(back, ChangeKind::kRemoved));
  EXPECT_EQ(there.changes.size(), back.changes.size());
}

TEST(PolicyDiffTest, IsPrintedWithTheClauseBesideEachValue) {
  const policy::PackSource before = DemoCity();
  const std::string text = PrintDiff(DiffOf(before, Edited(before, "employee.yaml", "85%", "87%")),
                                     policy::Language::kEnglish);
  EXPECT_THAT(text, HasSubstr("- 85%"));
  EXPECT_THAT(text, HasSubstr("+ 87%"));
  EXPECT_THAT(text, HasSubstr("[employee"));
}

}  // namespace
}  // namespace tongchou::service
