// Changes of packs in their files: the meant words change, every other byte stays.
#include "policy/edit.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <sstream>

#include "policy/pack_for_test.h"
#include "policy/yaml_patch.h"

namespace tongchou::policy {
namespace {

using testing::HasSubstr;

constexpr std::string_view kScheme = "mini/employee.yaml";
const ClauseEdit kNewClause{"rules", "art. 99", {}};

const std::string& TextOf(const PackSource& source, std::string_view path = kScheme) {
  const auto found = std::find_if(source.files.begin(), source.files.end(),
                                  [&](const PackFile& file) { return file.path == path; });
  TC_CHECK(found != source.files.end());
  return found->bytes;
}

const LayerRule& LayerOf(const LoadedPack& loaded, std::size_t layer) {
  return loaded.pack.model->schemes[0].benefits[0].layers[layer];
}

std::vector<std::string> LinesOf(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream stream(text);
  for (std::string line; std::getline(stream, line);) lines.push_back(line);
  return lines;
}

// Lines of `after` that are not in `before`, in order, of the longest run of lines that both have;
// at most `lost` lines of `before` are gone.
std::vector<std::string> NewLines(const std::string& before, const std::string& after,
                                  std::size_t lost = 0) {
  const std::vector<std::string> was = LinesOf(before), is = LinesOf(after);
  std::vector<std::vector<std::size_t>> common(was.size() + 1,
                                               std::vector<std::size_t>(is.size() + 1));
  for (std::size_t i = was.size(); i-- > 0;) {
    for (std::size_t j = is.size(); j-- > 0;) {
      common[i][j] =
          was[i] == is[j] ? common[i + 1][j + 1] + 1 : std::max(common[i + 1][j], common[i][j + 1]);
    }
  }
  EXPECT_LE(was.size() - common[0][0], lost);
  std::vector<std::string> made;
  for (std::size_t i = 0, j = 0; j < is.size();) {
    if (i < was.size() && was[i] == is[j]) {
      ++i, ++j;
    } else if (i < was.size() && common[i + 1][j] >= common[i][j + 1]) {
      ++i;
    } else {
      made.push_back(is[j++]);
    }
  }
  return made;
}

TEST(EditTest, AValueFromADayOnIsANewPeriodBehindTheOldOne) {
  PackSource source = MiniPack();
  Edit(source, "employee.yaml",
       "            - from: 2020-01-01\n              source: {document: "
       "rules, article: art. 6}\n",
       "            # as decided in 2019\n            - from: 2020-01-01  # the first\n"
       "              source: {document: rules, article: art. 6}\n");
  const LoadedPack before = LoadPack(source);
  const Result<PackSource> edited = EditTable(
      source,
      {LayerOf(before, 0).deductible->place, Date(2021, 7, 1), {{{"2"}, "250 CNY"}}, kNewClause});
  ASSERT_TRUE(edited.ok()) << edited.error().English();
  EXPECT_THAT(NewLines(TextOf(source), TextOf(*edited)),
              testing::ElementsAre(
                  "            - from: 2021-07-01",
                  "              source: {document: rules, article: art. 6}",
                  "              table: {1: 100 CNY, 2: {value: 250 CNY, source: {document: rules, "
                  "article: art. 99}}, 3: 10% of average_wage}"));
  const LoadedPack after = LoadPack(*edited);
  EXPECT_EQ(after.error_count, 0);
  const Parameter& table = *LayerOf(after, 0).deductible;
  ASSERT_EQ(table.periods.size(), 2u);
  EXPECT_EQ(table.periods[0].range.through, Date(2021, 6, 30));
  EXPECT_EQ(table.periods[1].cells[1].value.number, 25000);
  EXPECT_EQ(table.periods[1].cells[1].source->article, "art. 99");
  EXPECT_EQ(table.periods[1].source.article, "art. 6");
}

TEST(EditTest, TheWholeTableChangedHasTheClauseForThePeriod) {
  const PackSource source = MiniPack();
  const LoadedPack before = LoadPack(source);
  const Result<PackSource> edited = EditTable(
      source, {LayerOf(before, 1).share->place, Date(2022, 1, 1), {{{}, "82%"}}, kNewClause});
  ASSERT_TRUE(edited.ok());
  EXPECT_THAT(NewLines(TextOf(source), TextOf(*edited)),
              testing::ElementsAre("            - {from: 2022-01-01, value: 82%, source: "
                                   "{document: rules, article: art. 99}}"));
}

TEST(EditTest, OnTheFirstDayOfAPeriodItIsChangedWhereItStands) {
  const PackSource source = MiniPack();
  const LoadedPack before = LoadPack(source);
  const Result<PackSource> edited = EditTable(source, {LayerOf(before, 0).share->place,
                                                       Date(2020, 1, 1),
                                                       {{{"5000 CNY .. 10000 CNY"}, "21%"}},
                                                       std::nullopt});
  ASSERT_TRUE(edited.ok());
  EXPECT_THAT(NewLines(TextOf(source), TextOf(*edited), 1),
              testing::ElementsAre("                5000 CNY .. 10000 CNY: 21%"));
}

TEST(EditTest, APeriodWithALastDayIsCutAndTheSecondPartKeepsIt) {
  PackSource source = MiniPack();
  const std::string value =
      "- {from: 2020-01-01, value: 70000 CNY, source: {document: rules, article: art. 11}}";
  Edit(source, "employee.yaml", value,
       "- from: 2020-01-01\n              through: 2021-12-31\n              value: 70000 CNY\n"
       "              source: {document: rules, article: art. 11}\n\n            - {from: "
       "2022-01-01, value: 80000 CNY, source: {document: rules, article: art. 12}}");
  const LoadedPack before = LoadPack(source);
  ASSERT_EQ(before.error_count, 0);
  const Place cap = LayerOf(before, 1).cap->place;
  const Result<PackSource> edited =
      EditTable(source, {cap, Date(2021, 3, 1), {{{}, "75000 CNY"}}, std::nullopt});
  ASSERT_TRUE(edited.ok());
  EXPECT_THAT(
      NewLines(TextOf(source), TextOf(*edited), 1),
      testing::ElementsAre("              through: 2021-02-28", "            - from: 2021-03-01",
                           "              through: 2021-12-31", "              value: 75000 CNY",
                           "              source: {document: rules, article: art. 11}"));
  // Taken back, the first period holds on as before: the same bytes.
  const Result<PackSource> back = RemovePeriod(*edited, cap, Date(2021, 3, 1));
  ASSERT_TRUE(back.ok());
  EXPECT_EQ(TextOf(*back), TextOf(source));
}

TEST(EditTest, LineEndsAndCommentsInsideOfAPeriodAreKept) {
  PackSource source = MiniPack();
  Edit(source, "employee.yaml", "                0 CNY .. 5000 CNY: 25%\n",
       "                # the first band\n                0 CNY .. 5000 CNY: 25%   # a quarter\n");
  std::string& text = source.files[1].bytes;
  for (std::size_t at = 0; (at = text.find('\n', at)) != std::string::npos; at += 2) {
    text.insert(at, "\r");
  }
  const LoadedPack before = LoadPack(source);
  ASSERT_EQ(before.error_count, 0);
  const Result<PackSource> edited = EditTable(source, {LayerOf(before, 0).share->place,
                                                       Date(2023, 1, 1),
                                                       {{{"10000 CNY .."}, "14%"}},
                                                       std::nullopt});
  ASSERT_TRUE(edited.ok());
  EXPECT_THAT(
      NewLines(text, TextOf(*edited)),
      testing::ElementsAre("            - from: 2023-01-01\r",
                           "              source: {document: rules, article: art. 7}\r",
                           "              table:\r", "                0 CNY .. 5000 CNY: 25%\r",
                           "                5000 CNY .. 10000 CNY: 20%\r",
                           "                10000 CNY ..: 14%\r"));
}

TEST(EditTest, AnAdjustmentIsCutInTwo) {
  const PackSource source = MiniPack();
  const LoadedPack before = LoadPack(source);
  const Result<PackSource> edited =
      EditAdjustment(source, {LayerOf(before, 0).share->adjustments[0].place, Date(2021, 7, 1),
                              "minus", "2 points", std::nullopt});
  ASSERT_TRUE(edited.ok());
  EXPECT_THAT(NewLines(TextOf(source), TextOf(*edited), 1),
              testing::ElementsAre(
                  "            - {for: {category: retired}, through: 2021-06-30, factor: 70%, "
                  "source: {document: rules, article: a}}",
                  "            - {for: {category: retired}, minus: 2 points, source: {document: "
                  "rules, article: a}, from: 2021-07-01}"));
  const LoadedPack after = LoadPack(*edited);
  EXPECT_EQ(after.error_count, 0);
  EXPECT_EQ(LayerOf(after, 0).share->adjustments.size(), 2u);
}

TEST(EditTest, ADocumentIsListedBehindTheOthers) {
  const PackSource source = MiniPack();
  const Result<PackSource> edited =
      AddDocument(source, {"notice", {"通知: 1", "notice \"one\""}, "2号"});
  ASSERT_TRUE(edited.ok());
  EXPECT_THAT(NewLines(TextOf(source, "mini/area.yaml"), TextOf(*edited, "mini/area.yaml")),
              testing::ElementsAre("  notice: {title: {zh: \"通知: 1\", en: \"notice "
                                   "\\\"one\\\"\"}, number: 2号}"));
  EXPECT_EQ(LoadPack(*edited).pack.model->documents.back().title.en, "notice \"one\"");
  EXPECT_EQ(AddDocument(*edited, {"notice", {"a", "a"}, ""}).error().code, ErrorCode::kBadEdit);
}

TEST(EditTest, WhatCannotBeWrittenIsRefused) {
  const PackSource source = MiniPack();
  const LoadedPack before = LoadPack(source);
  const Place share = LayerOf(before, 1).share->place;
  const auto code = [&](const TableEdit& edit) { return EditTable(source, edit).error().code; };
  EXPECT_EQ(code({share, Date(2019, 1, 1), {{{}, "82%"}}, {}}), ErrorCode::kBadEdit);
  EXPECT_EQ(code({share, Date(2021, 1, 1), {}, {}}), ErrorCode::kBadEdit);
  EXPECT_EQ(code({share, Date(2021, 1, 1), {{{}, ""}}, {}}), ErrorCode::kBadEdit);
  EXPECT_EQ(code({share, Date(2021, 1, 1), {{{}, "1%"}}, ClauseEdit{"rules", "", {}}}),
            ErrorCode::kBadEdit);
  EXPECT_EQ(code({share, Date(2021, 1, 1), {{{"3"}, "82%"}}, {}}), ErrorCode::kUnknownValue);
  EXPECT_EQ(code({{1, 3, 1}, Date(2021, 1, 1), {{{}, "82%"}}, {}}), ErrorCode::kUnknownValue);
  EXPECT_EQ(code({{77, 3, 1}, Date(2021, 1, 1), {{{}, "82%"}}, {}}), ErrorCode::kUnknownValue);
  EXPECT_EQ(RemovePeriod(source, share, Date(2020, 1, 1)).error().code, ErrorCode::kBadEdit);
  EXPECT_EQ(RemovePeriod(source, share, Date(2020, 1, 2)).error().code, ErrorCode::kUnknownValue);
}

// Every table of a model with something to change in it.
void AddTables(const std::optional<Parameter>& table, std::vector<Parameter>& tables) {
  if (table) tables.push_back(*table);
}
std::vector<Parameter> TablesOf(const PackModel& model) {
  std::vector<Parameter> tables;
  AddTables(model.account, tables);
  for (const NamedParameter& named : model.parameters) tables.push_back(named.parameter);
  for (const SchemeRule& scheme : model.schemes) {
    AddTables(scheme.first_self_pay, tables);
    for (const BenefitRule& benefit : scheme.benefits) {
      AddTables(benefit.referral, tables);
      for (const LayerRule& layer : benefit.layers) {
        for (const auto* table : {&layer.deductible, &layer.share, &layer.cap, &layer.flat}) {
          AddTables(*table, tables);
        }
      }
    }
  }
  if (model.levy) {
    for (const LevyGroupRule& group : model.levy->groups) {
      for (const auto* table : {&group.base, &group.floor, &group.employer, &group.person}) {
        AddTables(*table, tables);
      }
    }
  }
  if (model.fixed) {
    for (const FixedGroupRule& group : model.fixed->groups) {
      for (const auto& part : group.parts) AddTables(part, tables);
    }
  }
  return tables;
}

TEST(EditTest, RandomEditsOfEveryPackOfTheFolderChangeOnlyWhatIsMeant) {
  const Result<std::vector<PackSource>> sources = ReadPackFolders(TONGCHOU_SOURCE_DIR "/policies");
  ASSERT_TRUE(sources.ok());
  std::mt19937 random(20261122);
  int written = 0, refused = 0;
  for (const PackSource& source : *sources) {
    const LoadedPack before = LoadPack(source);
    ASSERT_EQ(before.error_count, 0) << source.id;
    for (const Parameter& table : TablesOf(*before.pack.model)) {
      if (random() % 3 != 0) continue;
      const Period& period = table.periods[random() % table.periods.size()];
      const TableCell& cell = period.cells[random() % period.cells.size()];
      const bool in_place = random() % 3 == 0;
      const Date from = in_place ? period.range.from : period.range.from.PlusDays(20);
      const Result<PackSource> edited =
          EditTable(source, {table.place, from, {{cell.at, "17 %x"}}, std::nullopt});
      if (!edited.ok()) {
        EXPECT_EQ(cell.value.kind, QuantityKind::kText)
            << source.id << " " << table.id << ": " << edited.error().English();
        ++refused;
        continue;
      }
      ++written;
      std::size_t changed = 0;
      for (std::size_t i = 0; i < source.files.size(); ++i) {
        if (source.files[i].bytes == edited->files[i].bytes) continue;
        ++changed;
        SCOPED_TRACE(source.id + " " + table.id + " " + ToString(from));
        EXPECT_EQ(static_cast<int>(i), table.place.file);
        NewLines(source.files[i].bytes, edited->files[i].bytes, 1);
      }
      EXPECT_EQ(changed, 1u) << source.id << " " << table.id;
    }
  }
  EXPECT_GT(written, 80);
  EXPECT_LT(refused, written / 5);
}

TEST(EditTest, AFileThatCannotBePatchedIsRefusedAndNeverBroken) {
  std::mt19937 random(7);
  const PackSource good = MiniPack();
  const Place share = LayerOf(LoadPack(good), 1).share->place;
  for (int round = 0; round < 300; ++round) {
    PackSource source = good;
    std::string& text = source.files[1].bytes;
    for (int i = 0; i < 4; ++i) {
      static constexpr std::string_view kBytes = "{}[]:#-|>'\"\n ,\t&*\xE4";
      const std::size_t at = random() % text.size();
      if (random() % 2 == 0) {
        text[at] = kBytes[random() % kBytes.size()];
      } else {
        text.erase(at, 1);
      }
    }
    const Result<PackSource> edited =
        EditTable(source, {share, Date(2021, 1, 1), {{{}, "82%"}}, kNewClause});
    if (!edited.ok()) continue;
    EXPECT_THAT(TextOf(*edited), HasSubstr("82%"));
  }
}

}  // namespace
}  // namespace tongchou::policy
