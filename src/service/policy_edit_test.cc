// Policies changed in forms, and what is said of files while they are written.
#include "service/policy_edit.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <string>

#include "policy/load.h"
#include "service/policy_diff.h"
#include "service/policy_findings.h"
#include "service/policy_tables.h"

namespace tongchou::service {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;

constexpr char kPacks[] = TONGCHOU_SOURCE_DIR "/policies";
constexpr Date kToday{2026, 3, 1};
const std::string kShare = "employee/inpatient/pooled/share";

const std::vector<policy::PackSource>& Sources() {
  static const auto kSources = policy::ReadPackFolders(kPacks).value();
  return kSources;
}

policy::PackSource DemoCity() {
  for (const policy::PackSource& source : Sources()) {
    if (source.id == "demo-city") return source;
  }
  TC_CHECK(false);
  return {};
}

std::string& TextOf(policy::PackSource& source, const std::string& path) {
  for (policy::PackFile& file : source.files) {
    if (file.path == source.id + "/" + path) return file.bytes;
  }
  TC_CHECK(false);
  return source.files.front().bytes;
}

void Replace(std::string& text, const std::string& from, const std::string& to) {
  const std::size_t at = text.find(from);
  TC_CHECK(at != std::string::npos);
  text.replace(at, from.size(), to);
}

PolicyEdit SetTo(std::string value, Date from, std::vector<policy::CellEdit> cells) {
  return {.value = std::move(value),
          .from = from,
          .cells = std::move(cells),
          .clause = policy::ClauseEdit{"employee", "第六条之二", {}},
          .document = {}};
}

PolicyFindings SaidOf(const policy::PackSource& source) {
  const policy::LoadedPack base = policy::LoadPack(DemoCity());
  return FindingsOf(base.pack, source, kToday);
}

std::vector<std::string> CodesOf(const PolicyFindings& said) {
  std::vector<std::string> codes;
  for (const policy::Finding& finding : said.findings) {
    codes.emplace_back(InfoOf(finding.code).name);
  }
  return codes;
}

TEST(PolicyEditTest, TheShareOfLevelThreeFromNextJulyIsOneDifference) {
  const auto edited = EditPolicy(DemoCity(), {SetTo(kShare, Date(2027, 7, 1), {{{"3"}, "87%"}})});
  ASSERT_TRUE(edited.ok()) << edited.error().English();
  const PolicyFindings said = SaidOf(*edited);
  EXPECT_EQ(said.error_count, 0);
  ASSERT_EQ(said.diff.changes.size(), 1u);
  const PolicyChange& change = said.diff.changes.front();
  EXPECT_EQ(change.id, kShare);
  EXPECT_EQ(change.from, Date(2027, 7, 1));
  EXPECT_EQ(change.before->text.en, "85%");
  EXPECT_EQ(change.after->text.en, "87%");
  EXPECT_EQ(change.after->citation.article, "第六条之二");
  EXPECT_FALSE(said.examples.empty());
  for (const ExampleRun& run : said.examples) EXPECT_TRUE(run.passed) << run.name;
  EXPECT_THAT(CodesOf(said), testing::Not(testing::Contains("W09")));
}

TEST(PolicyEditTest, AChangeOfPastDaysIsWarnedOfAtItsPeriod) {
  const auto edited = EditPolicy(DemoCity(), {SetTo(kShare, Date(2026, 2, 1), {{{"3"}, "87%"}})});
  ASSERT_TRUE(edited.ok());
  const PolicyFindings said = SaidOf(*edited);
  const auto found = std::find_if(
      said.findings.begin(), said.findings.end(),
      [](const policy::Finding& finding) { return finding.code == policy::FindingCode::kW09; });
  ASSERT_NE(found, said.findings.end());
  EXPECT_EQ(found->source_line, "            - from: 2026-02-01");
}

TEST(PolicyEditTest, TheRetiredBelowThoseInServiceAreWarnedOf) {
  PolicyEdit edit = SetTo(kShare + ".adjust.1", Date(2026, 7, 1), {{{}, "minus 1 point"}});
  edit.clause.reset();
  const auto edited = EditPolicy(DemoCity(), {edit});
  ASSERT_TRUE(edited.ok()) << edited.error().English();
  EXPECT_THAT(CodesOf(SaidOf(*edited)), testing::Contains("W03"));
}

TEST(PolicyEditTest, AnErrorHasItsLineAndWhatCouldBeReadIsShown) {
  const auto edited = EditPolicy(DemoCity(), {SetTo(kShare, Date(2026, 7, 1), {{{"3"}, "87"}})});
  ASSERT_TRUE(edited.ok());
  const PolicyFindings said = SaidOf(*edited);
  ASSERT_GT(said.error_count, 0);
  EXPECT_EQ(said.findings.front().code, policy::FindingCode::kE03);
  EXPECT_THAT(said.findings.front().source_line, HasSubstr("87"));
  EXPECT_THAT(said.examples, IsEmpty());
  EXPECT_NE(FindTable(TablesOf(said.view), "resident/inpatient/pooled/share"), nullptr);
}

TEST(PolicyEditTest, AnExampleThatDiffersIsNamed) {
  policy::PackSource source = DemoCity();
  Replace(TextOf(source, "employee.yaml"), "3: 85%", "3: 87%");
  const PolicyFindings said = SaidOf(source);
  EXPECT_EQ(said.error_count, 0);
  EXPECT_TRUE(std::any_of(said.examples.begin(), said.examples.end(),
                          [](const ExampleRun& run) { return !run.passed; }));
}

TEST(PolicyEditTest, AValueThatOthersAreSharesOfMayBeChanged) {
  PolicyEdit edit = SetTo("area/average_wage", Date(2026, 1, 1), {{{}, "7000 CNY"}});
  const auto edited = EditPolicy(DemoCity(), {edit});
  EXPECT_TRUE(edited.ok()) << edited.error().English() << edited.error().where;
}

TEST(PolicyEditTest, UnknownValuesAreNamed) {
  const auto edited = EditPolicy(DemoCity(), {SetTo("employee/none", Date(2026, 7, 1), {})});
  EXPECT_EQ(edited.error().code, ErrorCode::kUnknownValue);
  EXPECT_EQ(edited.error().where, "employee/none");
}

TEST(PolicyEditTest, NamesOfTablesAreUnique) {
  for (const policy::PackSource& source : Sources()) {
    const PackView view = ViewFiles(source);
    std::vector<std::string> names;
    for (const PolicyTable& table : TablesOf(view)) names.push_back(table.id);
    std::sort(names.begin(), names.end());
    EXPECT_EQ(std::adjacent_find(names.begin(), names.end()), names.end()) << source.id;
  }
}

// The value written as another one of its unit, or nothing.
std::string Another(const std::string& written) {
  if (written.ends_with("%")) return written == "41%" ? "42%" : "41%";
  if (written.ends_with(" CNY")) return written == "4321.00 CNY" ? "4322 CNY" : "4321 CNY";
  return {};
}

TEST(PolicyEditTest, RandomChangesOfEveryPackAreTheOnlyDifferences) {
  std::mt19937 random(5);
  int made = 0;
  for (const policy::PackSource& source : Sources()) {
    const policy::LoadedPack before = policy::LoadPack(source);
    const PackView view = ViewPack(before.pack);
    const std::vector<PolicyTable> tables = TablesOf(view);
    for (int round = 0; round < 2; ++round) {
      const PolicyTable& table = tables[random() % tables.size()];
      const PeriodView& period = table.table->periods.back();
      const CellView& cell = period.cells[random() % period.cells.size()];
      const std::string value = Another(cell.written);
      if (table.adjustment || value.empty()) continue;
      PolicyEdit edit = SetTo(table.id, period.from.PlusDays(40), {{cell.at, value}});
      edit.clause.reset();
      const auto edited = EditPolicy(source, {edit});
      ASSERT_TRUE(edited.ok()) << source.id << " " << table.id << edited.error().English();
      const policy::LoadedPack after = policy::LoadPack(*edited);
      if (after.error_count > 0) continue;  // a value that the rules do not allow
      ++made;
      for (const PolicyChange& change : DiffPacks(view, ViewPack(after.pack)).changes) {
        if (change.before && change.before->text == change.after->text) continue;
        EXPECT_EQ(change.id, table.id) << source.id;
        EXPECT_EQ(change.from, edit.from) << source.id;
      }
    }
  }
  EXPECT_GT(made, 5);
}

}  // namespace
}  // namespace tongchou::service
