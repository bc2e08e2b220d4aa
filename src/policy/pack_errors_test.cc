// Every error that a pack can hold: one change in a good pack, and the finding it must give, with
// its place, caret and advice.
#include "policy/bad_pack_for_test.h"

namespace tongchou::policy {
namespace {

using testing::HasSubstr;

constexpr std::string_view kArea = "area.yaml";
constexpr std::string_view kScheme = "employee.yaml";
constexpr std::string_view kValues = "parameters.yaml";
constexpr std::string_view kExample = "examples/one.yaml";

using enum FindingCode;

constexpr BadPack kBadPacks[] = {
    {"no_such_day", kE01, kValues, "from: 2020-01-01", "from: 2020-02-30", "2020-02-30",
     "no calendar date", "an existing day"},
    {"month_13", kE01, kArea, "in_force: {from: 2020-01-01}", "in_force: {from: 2020-13-01}",
     "2020-13-01", "no calendar date", "an existing day"},
    {"year_start", kE01, kArea, "starts: 01-01", "starts: 02-29", "02-29", "no month-day", "01-01"},
    {"bare_amount", kE02, kScheme, "1: 100 CNY", "1: 100", "100", "has no unit", "`300 CNY`"},
    {"three_decimals", kE02, kScheme, "100 CNY", "100.001 CNY", "100.001 CNY", "cannot be read",
     "`300 CNY`"},
    {"thousands", kE02, kScheme, "value: 70000 CNY", "value: '70,000 CNY'", "'70,000",
     "cannot be read", "thousands"},
    {"bare_ratio", kE03, kScheme, "value: 80%", "value: 0.8", "0.8", "no per cent sign", "`85%`"},
    {"factor_100", kE03, kScheme, "value: 80%", "value: 80", "80", "no per cent sign", "`85%`"},
    {"above_100", kE04, kScheme, "value: 80%", "value: 180%", "180%", "above 100 %",
     "check the document"},
    {"band_word", kE05, kScheme, "0 CNY .. 5000 CNY", "up to 5000 CNY", "up to", "is no band",
     "`0 CNY .. 5000 CNY`"},
    {"band_gap", kE06, kScheme, "5000 CNY .. 10000", "6000 CNY .. 10000", "6000 CNY ..",
     "ends at 5000.00, this one begins at 6000.00", "begin where the one before ends"},
    {"band_not_open", kE07, kScheme, "10000 CNY ..:", "10000 CNY .. 32000 CNY:", "10000 CNY ..",
     "not open", "leave the last band open"},
    {"band_not_from_zero", kE07, kScheme, "0 CNY .. 5000", "800 CNY .. 5000", "800 CNY",
     "begins at 800.00", "begin at 0 CNY"},
    {"band_backwards", kE07, kScheme, "5000 CNY .. 10000 CNY", "5000 CNY .. 4000 CNY", "5000 CNY",
     "ends where or before", "go upwards"},
    {"band_overlap", kE08, kScheme, "5000 CNY .. 10000", "4000 CNY .. 10000", "4000 CNY",
     "this one begins at 4000.00", "begin where the one before ends"},
    {"key_twice", kE09, kScheme, "        axis: eligible\n",
     "        axis: eligible\n        axis: burden\n", "axis: burden", "written on line 25",
     "remove one"},
    {"unknown_key", kE10, kScheme, "deductible:", "deductibel:", "deductibel",
     "unknown key `deductibel`", "did you mean `deductible`?"},
    {"missing_key", kE10, kScheme, "        fund: pooled\n", "", "title", "`fund` is missing",
     "add `fund`"},
    {"no_share", kE10, kScheme,
     "        share:\n          payer: fund\n          values:\n            - {from: 2020-01-01, "
     "value: 80%, "
     "source: {document: rules, article: art. 10}}\n",
     "", "large", "exactly one of `share` and `flat`", "policy-format.md"},
    {"two_adjustments_in_one", kE10, kScheme, "factor: 70%", "factor: 70%, minus: 1 point", "{for",
     "exactly one of factor", "policy-format.md"},
    {"unknown_figure", kE10, kExample, "{deductible: 100 CNY", "{deduct: 100 CNY", "100 CNY",
     "no figure `deduct`", "policy-format.md"},
    {"ends_before", kE11, kValues, "from: 2020-01-01, value: 8000",
     "from: 2020-01-01, through: 2019-12-31, value: 8000", "2019-12-31", "is before 2020-01-01",
     "itself included"},
    {"no_source", kE12, kScheme, "value: 80%, source: {document: rules, article: art. 10}",
     "value: 80%", "{from", "neither `source` nor `assumed`", "write source"},
    {"unlisted_document", kE12, kScheme, "document: rules, article: art 9",
     "document: rulez, article: art 9", "rulez", "no document `rulez`", "list it"},
    {"no_payer", kE13, kScheme, "          payer: fund\n", "", "values", "whose share",
     "payer: fund or person"},
    {"no_measure", kE13, kScheme, "          measured_from: zero\n", "", "payer",
     "from where the bands are measured", "measured_from"},
    {"unknown_axis", kE14, kScheme, "axes: [level]", "axes: [hospital]", "hospital",
     "no axis `hospital`", "declare it"},
    {"unknown_axis_in_adjust", kE14, kScheme, "{for: {category: retired}",
     "{for: {status: retired}", "status", "no axis `status`", "declare it"},
    {"periods_overlap", kE15, kValues,
     "- {from: 2020-01-01, value: 8000 CNY, source: {document: rules, article: art. 2}}",
     "- {from: 2020-01-01, through: 2020-12-31, value: 8000 CNY, source: {document: rules, "
     "article: "
     "a}}\n      - {from: 2020-12-31, value: 9000 CNY, source: {document: rules, article: a}}",
     "{from: 2020-12-31", "still holds on 2020-12-31", "in order of time"},
    {"periods_out_of_order", kE15, kValues,
     "- {from: 2020-01-01, value: 8000 CNY, source: {document: rules, article: art. 2}}",
     "- {from: 2021-01-01, value: 8000 CNY, source: {document: rules, article: a}}\n      - {from: "
     "2020-01-01, value: 9000 CNY, source: {document: rules, article: a}}",
     "{from: 2020-01-01", "still holds", "in order of time"},
    {"hole_between", kE16, kValues,
     "- {from: 2020-01-01, value: 8000 CNY, source: {document: rules, article: art. 2}}",
     "- {from: 2020-01-01, through: 2020-11-30, value: 8000 CNY, source: {document: rules, "
     "article: "
     "a}}\n      - {from: 2021-01-01, value: 9000 CNY, source: {document: rules, article: a}}",
     "{from: 2021-01-01", "no value from 2020-12-01 through 2020-12-31", "add the missing period"},
    {"hole_before", kE16, kScheme, "- {from: 2020-01-01, value: 80%",
     "- {from: 2020-07-01, value: 80%", "{from: 2020-07-01", "needed from 2020-01-01",
     "add the missing period"},
    {"hole_after", kE16, kScheme, "- {from: 2020-01-01, value: 80%",
     "- {from: 2020-01-01, through: 2025-12-31, value: 80%", "{from", "no value after 2025-12-31",
     "add the missing period"},
    {"missing_level", kE17, kScheme, "2: 200 CNY, ", "", "{1: 100", "level = 2 is missing",
     "add it"},
    {"missing_axis", kE17, kScheme, "table: {1: 100 CNY, 2: 200 CNY, 3: 10% of average_wage}",
     "table: 100 CNY", "100 CNY", "values by `level`", "add it"},
    {"level_axis_short", kE17, kScheme, "level: [1, 2, 3]", "level: [1, 2]", "[1, 2]",
     "members of `level` are 1, 2, 3", "all of them"},
    {"unreachable_level", kE18, kScheme, "{1: 100 CNY", "{4: 50 CNY, 1: 100 CNY", "4: 50",
     "no member `4`", "remove it"},
    {"unknown_member", kE18, kScheme, "{for: {category: retired}", "{for: {category: resigned}",
     "resigned", "no member `resigned`", "remove it"},
    {"axis_twice", kE19, kScheme, "axes: [level]", "axes: [level, level]", "level]", "listed twice",
     "another name"},
    {"undefined_parameter", kE20, kScheme, "10% of average_wage", "10% of mean_wage",
     "10% of mean_wage", "no `mean_wage`", "define it"},
    {"undefined_fund", kE20, kScheme, "fund: large", "fund: huge", "huge", "no fund `huge`",
     "list it"},
    {"folder_name", kE20, kArea, "pack: mini", "pack: maxi", "maxi", "is in folder mini", "equal"},
    {"record_only", kE20, kScheme, "10% of average_wage", "10% of card_fee", "card_fee",
     "a rule refers to it", "remove executed: no"},
    {"excess_without_cap", kE21, kScheme,
     "        cap:\n          on: expense\n          per: year\n          values:\n            - "
     "{from: "
     "2020-01-01, value: 4 x average_wage, source: {document: rules, article: art 9}}\n",
     "", "excess", "no capped layer comes before", "put a layer with a `cap`"},
    {"not_expressible", kE22, kScheme, "measured_from: zero", "measured_from: deductible", "pooled",
     "yearly bands cannot be measured above a deductible per stay", "measured_from: zero"},
    {"unused_parameter", kE23, kValues, "    executed: no\n", "", "card_fee",
     "no rule uses `card_fee`", "executed: no"},
    {"unused_axis", kE23, kScheme, "  category: [active, retired]\n",
     "  category: [active, retired]\n  aid: [none, low_income, destitute]\n", "aid",
     "no rule uses `aid`", "remove it"},
    {"unused_fund", kE23, kScheme, "  large: {zh: 大额, en: large}\n",
     "  large: {zh: 大额, en: large}\n  aid: {zh: 救助, en: aid}\n", "aid", "no rule uses `aid`",
     "remove it"},
    {"two_rules", kE24, kScheme, "          adjust:\n",
     "          adjust:\n            - {for: {level: 3}, factor: 90%, source: {document: rules, "
     "article: a}}\n",
     "{for: {category", "applies together with", "do not overlap"},
    {"unit", kE25, kScheme, "value: 80%", "value: 80 CNY", "80 CNY", "a ratio such as `85%`",
     "the unit that is needed"},
    {"amount_minus_points", kE25, kScheme, "          per: year\n          axes: [level]\n",
     "          per: year\n          axes: [level]\n          adjust: [{for: {category: retired}, "
     "minus: 1 "
     "point, source: {document: rules, article: a}}]\n",
     "{for", "by a factor only", "the unit that is needed"},
    {"yearly_deductible_of_a_stay", kE26, kScheme, "axis: eligible\n        per: year",
     "axis: eligible\n        per: stay", "per: year", "cannot have a deductible per year",
     "make the layer per: year"},
    {"no_date_rule", kE27, kScheme, "    settled_on: discharge\n", "", "inpatient",
     "`settled_on` is missing", "settled_on: discharge or visit"},
    {"wrong_date_rule", kE27, kScheme, "settled_on: discharge", "settled_on: admission",
     "admission", "`admission` is not a choice", "visit, discharge"},
    {"too_large", kE28, kScheme, "value: 70000 CNY", "value: 70000000000 CNY", "70000000000",
     "too large", "digits"},
    {"cap_below_deductible", kE29, kScheme, "value: 4 x average_wage", "value: 50 CNY",
     "on: expense", "below deductible", "exchanged"},
    {"not_yaml", kE30, kScheme, "title: {zh: 职工, en: employees}",
     "title: {zh: 职工, en: employees", "", "not valid YAML", "correct the text"},
    {"anchor", kE30, kScheme, "level: [1, 2, 3]", "level: &levels [1, 2, 3]", "&levels",
     "no YAML anchors", "write the content out"},
    {"tag", kE30, kScheme, "payer: fund", "payer: !!str fund", "!!str", "no YAML tags",
     "remove the tag"},
    {"not_exact_share", kE32, kScheme, "0 CNY .. 5000 CNY: 25%", "0 CNY .. 5000 CNY: 25.1234%",
     "{for", "not exact to a millionth", "rounded value"},
    {"too_many_decimals", kE32, kScheme, "value: 80%", "value: 80.12345%", "80.12345%",
     "more than four decimals", "rounded value"},
    {"adjusted_out_of_range", kE04, kScheme, "factor: 70%", "minus: 20 points", "{for",
     "adjusted leaves 0 % to 100 %", "adjustment was applied twice"},
    {"key_twice_in_a_table", kE09, kScheme, "{1: 100 CNY,", "{1: 100 CNY, 1: 120 CNY,", "1: 120",
     "`1` was written on line", "remove one"},
    {"unknown_key_in_parameters", kE10, kValues, "title: {zh: 平均", "titel: {zh: 平均", "titel",
     "unknown key `titel`", "did you mean `title`?"},
    {"unknown_key_in_a_value", kE10, kValues, "value: 8000 CNY", "value: 8000 CNY, valeu: 1 CNY",
     "valeu", "unknown key `valeu`", "did you mean `value`?"},
    {"unknown_key_in_area", kE10, kArea, "area: ", "aera: ", "aera", "unknown key `aera`",
     "did you mean `area`?"},
    {"unknown_key_in_a_source", kE10, kScheme, "article: art. 4", "artikel: art. 4", "artikel",
     "unknown key `artikel`", "document, article"},
    {"unknown_key_in_an_example", kE10, kExample, "provider_level: 1", "provider_leve: 1",
     "provider_leve", "unknown key `provider_leve`", "did you mean `provider_level`?"},
    {"area_code", kE10, kArea, "area: \"990100\"", "area: \"9901\"", "\"9901\"", "six digits",
     "policy-format.md"},
    {"axes_of_a_table_as_a_word", kE10, kScheme, "axes: [level]", "axes: level", "level",
     "a list of axis names", "policy-format.md"},
    {"values_as_a_map", kE10, kValues, "      - {from: 2020-01-01, value: 8000",
     "      {from: 2020-01-01, value: 8000", "{from", "a list in order of time",
     "policy-format.md"},
    {"adjust_as_a_map", kE10, kScheme, "            - {for: {category: retired}",
     "            {for: {category: retired}", "{for", "`adjust` is a list", "policy-format.md"},
    {"axis_without_members", kE10, kScheme, "level: [1, 2, 3]", "level: 1", "1",
     "a list of members", "policy-format.md"},
    {"adjusted_first_self_pay", kE10, kScheme, "first_self_pay:\n",
     "first_self_pay:\n  adjust: []\n", "adjust", "unknown key `adjust`",
     "known here: axes, values"},
    {"axes_where_one_value_is_read", kE10, kArea, "account_pays:\n",
     "account_pays:\n  axes: [level]\n", "axes", "unknown key `axes`", "known here: values"},
    {"id_in_capitals", kE10, kScheme, "      large:\n", "      LARGE:\n", "LARGE",
     "cannot be an id", "lower-case"},
    {"assumed_without_reason", kE10, kScheme,
     "value: 80%, source: {document: rules, article: art. 10}", "value: 80%, assumed: ''", "''",
     "a map of keys and values is needed", "policy-format.md"},
    {"axis_of_no_kind", kE14, kScheme, "  level: [1, 2, 3]\n",
     "  level: [1, 2, 3]\n  hospital: [a, b]\n", "hospital", "cannot be called `hospital`",
     "the axes are level"},
    {"class_of_a_line_elsewhere", kE14, kScheme, "axes: [level]", "axes: [class]", "class",
     "no axis `class`", "declare it"},
    {"first_self_pay_by_another_axis", kE14, kScheme,
     "  axes: [class]\n  values:\n    - {from: 2020-01-01, table: {A: 0%, B: 10%}",
     "  values:\n    - {from: 2020-01-01, value: 10%", "values", "axes of this table are [class]",
     "declare it"},
    {"ages_with_a_gap", kE14, kScheme, "  level: [1, 2, 3]\n",
     "  level: [1, 2, 3]\n  age: [0-12, 14-17, 18+]\n", "14-17", "does not follow on",
     "without gaps"},
    {"ages_not_open", kE14, kScheme, "  level: [1, 2, 3]\n",
     "  level: [1, 2, 3]\n  age: [0-12, 13-17]\n", "[0-12", "last class is not open", "`18+`"},
    {"stays_out_of_order", kE14, kScheme, "  level: [1, 2, 3]\n",
     "  level: [1, 2, 3]\n  stay: [1, 3+]\n", "3+", "`2+` is expected", "[1, 2, 3+]"},
    {"parameter_not_yet_in_force", kE16, kValues, "- {from: 2020-01-01, value: 8000",
     "- {from: 2021-01-01, value: 8000", "{from: 2021-01-01", "needed from 2020-01-01",
     "add the missing period"},
    {"missing_category", kE17, kScheme, "category: [active, retired]", "category: [active]",
     "[active]", "members of `category` are active, retired", "all of them"},
    {"missing_class", kE17, kScheme, "{A: 0%, B: 10%}", "{A: 0%}", "{A", "class = B is missing",
     "add it"},
    {"adjustment_of_nobody", kE18, kScheme, "        fund: pooled\n",
     "        fund: pooled\n        when: {category: active}\n", "{for", "never applies to anybody",
     "remove it"},
    {"parameter_twice", kE09, kValues, "  card_fee:\n", "  average_wage:\n", "average_wage",
     "was written on line", "remove one"},
    {"example_twice", kE19, kExample, "    encounters:\n",
     "    encounters: []\n  - name: one\n    title: {zh: 一, en: one}\n    scheme: employee\n"
     "    person: {category: active, birth_date: 1980-01-01}\n    encounters:\n",
     "", "an example `one` already", "another name"},
    {"undefined_scheme", kE20, kExample, "scheme: employee", "scheme: resident", "",
     "the pack has no `resident`", "define it"},
    {"undefined_category", kE20, kExample, "category: active", "category: resigned", "resigned",
     "the pack has no `resigned`", "define it"},
    {"expected_of_an_undefined_fund", kE20, kExample, "{pooled: 750 CNY}", "{huge: 750 CNY}",
     "750 CNY", "the pack has no `huge`", "define it"},
    {"scheme_in_another_file", kE20, kScheme, "scheme: employee", "scheme: resident", "resident",
     "in a file of another name", "equal"},
    {"bands_of_a_deductible", kE22, kScheme, "axes: [level]", "axes: [band]", "band",
     "only `share` goes by bands", "write the bands in `share`"},
    {"bands_of_a_cap", kE22, kScheme, "          on: expense\n          per: year\n",
     "          on: expense\n          per: year\n          axes: [band]\n", "band",
     "only `share` goes by bands", "write the bands in `share`"},
    {"fixed_amount_with_a_deductible", kE22, kScheme, "        share:\n          payer: fund\n",
     "        deductible: {per: year, values: [{from: 2020-01-01, value: 1 CNY, source: {document: "
     "rules, article: a}}]}\n        flat:\n",
     "", "neither a deductible nor a cap", "use a share"},
    {"measured_without_bands", kE23, kScheme, "          payer: fund\n",
     "          payer: fund\n          measured_from: zero\n", "zero",
     "without bands `measured_from` has no effect", "remove it"},
    {"layer_of_the_past", kE23, kScheme, "        axis: excess\n",
     "        axis: excess\n        in_force: {from: 2010-01-01, through: 2019-12-31}\n", "large",
     "no rule uses `large`", "remove it"},
    {"ratio_for_an_amount", kE25, kExample, "amount: 1100 CNY", "amount: 11%", "11%", "an amount",
     "the unit that is needed"},
    {"reference_to_a_ratio", kE25, kValues, "value: 8000 CNY", "value: 80%", "4 x average_wage",
     "`average_wage` is not a single amount", "the unit that is needed"},
    {"yearly_cap_on_expense_of_a_stay", kE26, kScheme, "axis: eligible\n        per: year",
     "axis: eligible\n        per: stay", "on: expense", "no yearly expense to cap",
     "make the `per` of deductible and cap fit"},
    {"cap_of_a_stay_on_yearly_expense", kE26, kScheme, "on: expense\n          per: year",
     "on: expense\n          per: stay", "on: expense", "cannot cap the expense of one stay",
     "make the `per` of deductible and cap fit"},
    {"too_large_a_multiple", kE28, kScheme, "4 x average_wage", "4000000 x average_wage",
     "4000000 x average_wage", "too large", "digits"},
    {"alias", kE30, kScheme, "  category: [active, retired]", "  category: *levels", "",
     "not valid YAML", "correct the text"},
    {"two_documents", kE30, kArea, "format: 1\n", "format: 1\n---\n", "", "more than one document",
     "second `---`"},
    {"a_list_as_key", kE30, kArea, "format: 1\n", "format: 1\n[a, b]: 1\n", "",
     "a key must be a single word", "correct the text"},
    {"not_whole_fen", kE32, kScheme, "10% of average_wage", "0.0001% of average_wage",
     "0.0001% of average_wage", "no whole number of fen", "rounded value"},
    {"adjusted_amount_not_whole_fen", kE32, kScheme,
     "          per: year\n          axes: [level]\n",
     "          per: year\n          axes: [level]\n          adjust: [{for: {category: retired}, "
     "factor: 0.0001%, source: {document: rules, article: a}}]\n",
     "{for", "adjusted is no whole number of fen", "rounded value"},
};

class PackErrors : public testing::TestWithParam<BadPack> {};

TEST_P(PackErrors, AreFoundWithTheirPlace) {
  const BadPack& bad = GetParam();
  PackSource source = MiniPack();
  Edit(source, bad.file, bad.from, bad.to);
  if (bad.code == kE22) {
    Edit(source, kScheme, "deductible:\n          per: year", "deductible:\n          per: stay");
  }
  ExpectFound(source, bad.expected());
}

INSTANTIATE_TEST_SUITE_P(All, PackErrors, testing::ValuesIn(kBadPacks),
                         [](const auto& info) { return std::string(info.param.name); });

TEST(PackErrorsTest, TheMiniPackIsGood) {
  const LoadedPack loaded = LoadPack(MiniPack());
  for (const Finding& finding : loaded.findings) ADD_FAILURE() << Render(finding, Language::kBoth);
  EXPECT_EQ(loaded.pack.epochs.size(), 1u);
}

TEST(PackErrorsTest, AllMistakesAreReportedAtOnce) {
  PackSource source = MiniPack();
  Edit(source, kScheme, "1: 100 CNY", "1: 100");
  Edit(source, kScheme, "value: 80%", "value: 180%");
  Edit(source, kValues, "from: 2020-01-01", "from: 2020-02-30");
  const LoadedPack loaded = LoadPack(source);
  EXPECT_GE(loaded.error_count, 3);
}

TEST(PackErrorsTest, MissingAreaFileIsAnError) {
  PackSource source = MiniPack();
  source.files.erase(source.files.begin());
  const LoadedPack loaded = LoadPack(source);
  ASSERT_EQ(loaded.error_count, 1);
  EXPECT_THAT(loaded.findings[0].what.en, HasSubstr("no area.yaml"));
}

TEST(PackErrorsTest, FilesThatNothingReadsAreErrors) {
  PackSource source = MiniPack();
  source.files.push_back({"mini/rates.csv", "a,b\n"});
  const LoadedPack loaded = LoadPack(source);
  ASSERT_EQ(loaded.error_count, 1);
  EXPECT_EQ(loaded.findings[0].file, "mini/rates.csv");
}

TEST(PackErrorsTest, TextThatIsNoUtf8IsAnError) {
  PackSource source = MiniPack();
  source.files[1].bytes += "# \xff\n";
  const LoadedPack loaded = LoadPack(source);
  ASSERT_GT(loaded.error_count, 0);
  EXPECT_THAT(loaded.findings[0].what.en, HasSubstr("not UTF-8"));
}

}  // namespace
}  // namespace tongchou::policy
