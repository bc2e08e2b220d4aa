#include "policy/finding.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

namespace tongchou::policy {
namespace {

TEST(FindingTest, TheTableIsInOrderAndComplete) {
  std::set<std::string_view> names;
  for (std::size_t i = 0; i < AllFindings().size(); ++i) {
    const FindingInfo& info = AllFindings()[i];
    EXPECT_EQ(static_cast<std::size_t>(info.code), i) << info.name;
    EXPECT_TRUE(names.insert(info.name).second) << info.name;
    for (const Text& text : {info.title, info.why, info.todo}) {
      EXPECT_FALSE(text.zh.empty()) << info.name;
      EXPECT_FALSE(text.en.empty()) << info.name;
    }
  }
}

TEST(FindingTest, RendersPlaceLineCaretReasonAndAdvice) {
  const std::vector<PackFile> files = {{"p/a.yaml", "x: 1\nshare: 85\n"}};
  Findings findings(files);
  findings.Add(FindingCode::kE03, {0, 2, 8}, {"没有百分号", "no per cent sign"});
  ASSERT_EQ(findings.error_count(), 1);
  EXPECT_EQ(Render(findings.all()[0], Language::kEnglish),
            "p/a.yaml:2:8: error E03: no per cent sign\n"
            "    2 | share: 85\n"
            "      |        ^\n"
            "  why: 85 and 0.85 differ a hundredfold and nobody can tell which is meant\n"
            "  to do: write `85%`; percentage points as `2 points`\n");
}

TEST(FindingTest, TheCaretStandsUnderChineseText) {
  const std::vector<PackFile> files = {{"p/a.yaml", "{zh: 起付线, v: 85}\n"}};
  Findings findings(files);
  const int byte_column = static_cast<int>(files[0].bytes.find("85")) + 1;
  findings.Add(FindingCode::kE03, {0, 1, byte_column}, {"没有百分号", "no per cent sign"});
  const Finding& finding = findings.all()[0];
  EXPECT_EQ(finding.column, 14);        // characters
  EXPECT_EQ(finding.caret_indent, 16);  // cells: three characters take two each
  EXPECT_THAT(Render(finding, Language::kChinese), testing::HasSubstr("错误 E03: 没有百分号"));
}

TEST(FindingTest, OnePlaceIsReportedOnce) {
  const std::vector<PackFile> files = {{"p/a.yaml", "x: 1\n"}};
  Findings findings(files);
  findings.Add(FindingCode::kE03, {0, 1, 1}, {"甲", "a"});
  findings.Add(FindingCode::kE03, {0, 1, 1}, {"甲", "a"});
  findings.Add(FindingCode::kE03, {0, 1, 1}, {"乙", "b"});
  EXPECT_EQ(findings.all().size(), 2u);
}

}  // namespace
}  // namespace tongchou::policy
