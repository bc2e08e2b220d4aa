// Errors of the files beside a scheme: levy.yaml and interface.yaml, and of files as a whole.
#include <algorithm>

#include "policy/bad_pack_for_test.h"

namespace tongchou::policy {
namespace {

using enum FindingCode;

constexpr std::string_view kLevy = R"(contributions:
  axes:
    age: [0-35, 36+]
  average: average_wage
  due:
    values: [{from: 2020-01-01, value: 10 day_of_month, source: {document: rules, article: a}}]
  late_fee_per_day:
    values: [{from: 2020-01-01, value: 0.2%, source: {document: rules, article: a}}]
  groups:
    staff:
      title: {zh: 职工, en: staff}
      category: active
      base:
        values: [{from: 2020-01-01, value: wage, source: {document: rules, article: a}}]
      floor:
        values:
          - {from: 2020-01-01, value: 60% of average_wage, source: {document: rules, article: a}}
      employer:
        values: [{from: 2020-01-01, value: 6%, source: {document: rules, article: a}}]
      large_illness_pooled:
        values:
          - from: 2020-01-01
            through: 2020-12-31
            value: 4 CNY
            source: {document: rules, article: a}
          - {from: 2021-01-01, value: 5 CNY, source: {document: rules, article: a}}
      employer_part_share:
        axes: [age]
        values:
          - {from: 2020-01-01, table: {0-35: 20%, 36+: 30%}, source: {document: rules, article: a}}
)";

constexpr std::string_view kInterface = R"(insutype:
  310: employee
psn_type:
  11: active
  12: retired
med_type:
  21: inpatient
funds:
  - {scheme: employee, fund: pooled, setlinfo: hifp_pay, fund_pay_type: 310100, name: 统筹基金}
  - {scheme: employee, fund: large, setlinfo: hifob_pay, fund_pay_type: 330100, name: 大额基金}
)";

constexpr std::string_view kOfficeList = R"(offices:
  - code: C1
    name: 一县
    offices:
      - {code: C1-T1, name: 一镇}
      - {code: C1-T2, name: 二镇}
)";

constexpr std::string_view kAccounts = R"(interest:
  current_year:
    values: [{from: 2020-01-01, value: 0.35%, source: {document: rules, article: a}}]
  carried_over:
    values: [{from: 2020-01-01, value: 1.1%, source: {document: rules, article: a}}]
  day_count:
    values: [{from: 2020-01-01, value: 360 days, source: {document: rules, article: a}}]
  uses_first:
    values: [{from: 2020-01-01, value: carried_over, source: {document: rules, article: a}}]
offsite_payouts:
  values: [{from: 2020-01-01, value: 2 times, source: {document: rules, article: a}}]
offsite_referral:
  values: [{from: 2020-01-01, value: referred, source: {document: rules, article: a}}]
items:
  ic_card:
    title: {zh: 卡, en: card}
    card: yes
    fee:
      values: [{from: 2020-01-01, value: 15 CNY, source: {document: rules, article: a}}]
    replacement_fee:
      values: [{from: 2020-01-01, value: 10 CNY, source: {document: rules, article: a}}]
)";

constexpr std::string_view kRemittance = R"(formats:
  tax:
    title: {zh: 税务, en: tax office}
    from: 2020-01-01
    source: {document: rules, article: a}
    encoding: gb18030
    separator: bar
    skip_lines: 2
    date: YYYYMMDD
    amount: fen
    columns:
      date: 日期
      amount: 金额
      reference: 流水号
)";

PackSource FullPack() {
  PackSource source = MiniPack();
  source.files.push_back({"mini/offices.yaml", std::string(kOfficeList)});
  source.files.push_back({"mini/interface.yaml", std::string(kInterface)});
  source.files.push_back({"mini/levy.yaml", std::string(kLevy)});
  source.files.push_back({"mini/accounts.yaml", std::string(kAccounts)});
  source.files.push_back({"mini/remittance.yaml", std::string(kRemittance)});
  std::ranges::sort(source.files, {}, &PackFile::path);
  return source;
}

constexpr std::string_view kLevyFile = "levy.yaml";
constexpr std::string_view kAccountsFile = "accounts.yaml";
constexpr std::string_view kWire = "interface.yaml";
constexpr std::string_view kOffices = "offices.yaml";
constexpr std::string_view kForms = "remittance.yaml";
constexpr std::string_view kLarge =
    "  - {scheme: employee, fund: large, setlinfo: hifob_pay, fund_pay_type: 330100, name: "
    "大额基金}\n";

constexpr BadPack kBadPacks[] = {
    {"levy_due_day", kE01, kLevyFile, "10 day_of_month", "31 day_of_month", "31 day_of_month",
     "from 1 to 28", "an existing day"},
    {"levy_bare_ratio", kE03, kLevyFile, "value: 0.2%", "value: 0.002", "0.002", "no per cent sign",
     "`85%`"},
    {"levy_key_twice", kE09, kLevyFile, "      category: active\n",
     "      category: active\n      category: retired\n", "category: retired",
     "was written on line", "remove one"},
    {"levy_unknown_key", kE10, kLevyFile, "employer:", "employeer:", "employeer",
     "unknown key `employeer`", "did you mean `employer`?"},
    {"levy_axes_where_one_value_is_read", kE10, kLevyFile, "      employer:\n",
     "      employer:\n        axes: [age]\n", "axes", "unknown key `axes`", "known here: values"},
    {"levy_without_base", kE10, kLevyFile,
     "      base:\n        values: [{from: 2020-01-01, value: wage, source: {document: rules, "
     "article: a}}]\n",
     "", "title", "`base` is missing", "add `base`"},
    {"levy_without_source", kE12, kLevyFile, "value: 6%, source: {document: rules, article: a}",
     "value: 6%", "{from", "neither `source` nor `assumed`", "write source"},
    {"levy_missing_age", kE17, kLevyFile, "{0-35: 20%, 36+: 30%}", "{0-35: 20%}", "{0-35",
     "age = 36+ is missing", "add it"},
    {"levy_undefined_average", kE20, kLevyFile, "average: average_wage", "average: mean_wage",
     "mean_wage", "no `mean_wage`", "define it"},
    {"levy_two_groups", kE24, kLevyFile, "    staff:\n",
     "    workers:\n      title: {zh: 工人, en: workers}\n      category: active\n      base:\n"
     "        values: [{from: 2020-01-01, value: wage, source: {document: rules, article: a}}]\n"
     "    staff:\n",
     "staff", "the same persons as `workers`", "do not overlap"},
    {"levy_unit", kE25, kLevyFile, "value: 6%", "value: 6 CNY", "6 CNY", "a ratio such as `85%`",
     "the unit that is needed"},
    {"accounts_day_count", kE10, kAccountsFile, "360 days", "100 days", "100 days",
     "360 or 365 days", "write 360 days or 365 days"},
    {"accounts_payouts", kE10, kAccountsFile, "2 times", "5 times", "5 times",
     "do not divide twelve months", "write 1, 2, 3, 4, 6 or 12 times"},
    {"accounts_uses_first", kE10, kAccountsFile, "value: carried_over", "value: newest", "newest",
     "is not a choice here", "choose one of: carried_over, current_year"},
    {"accounts_offsite_referral", kE10, kAccountsFile, "value: referred", "value: home", "home",
     "is not a choice here", "choose one of: none, referred, unreferred"},
    {"accounts_bare_rate", kE03, kAccountsFile, "value: 1.1%", "value: 0.011", "0.011",
     "no per cent sign", "`85%`"},
    {"accounts_without_rate", kE10, kAccountsFile,
     "  carried_over:\n    values: [{from: 2020-01-01, value: 1.1%, source: {document: rules, "
     "article: a}}]\n",
     "", "current_year", "`carried_over` is missing", "add `carried_over`"},
    {"accounts_without_source", kE12, kAccountsFile,
     "value: 15 CNY, source: {document: rules, article: a}", "value: 15 CNY", "{from",
     "neither `source` nor `assumed`", "write source"},
    {"remittance_separator", kE10, kForms, "separator: bar", "separator: pipe", "pipe",
     "is not a choice here", "choose one of: comma, semicolon, tab, bar"},
    {"remittance_skipped_lines", kE10, kForms, "skip_lines: 2", "skip_lines: 200", "200",
     "a whole number from 0 to 100", ""},
    {"remittance_without_amount", kE10, kForms, "      amount: 金额\n", "", "date",
     "`amount` is missing", "add `amount`"},
    {"remittance_without_source", kE12, kForms, "    source: {document: rules, article: a}\n", "",
     "title", "neither `source` nor `assumed`", "write source"},
    {"remittance_column_twice", kE09, kForms, "reference: 流水号", "reference: 日期", "日期",
     "stands for two things", "remove one"},
    {"remittance_two_alike", kE24, kForms, "formats:\n",
     "formats:\n  bank:\n    title: {zh: 银行, en: bank}\n    from: 2020-01-01\n"
     "    source: {document: rules, article: a}\n"
     "    columns: {date: 日期, amount: 金额, reference: 流水号}\n",
     "tax", "its columns are those of `bank`", "do not overlap"},
    {"office_code", kE10, kOffices, "code: C1-T1", "code: C1/T1", "C1/T1",
     "letters, digits and - only", "write another code"},
    {"office_without_name", kE10, kOffices, "{code: C1-T1, name: 一镇}", "{code: C1-T1}", "{code",
     "`name` is missing", "add `name`"},
    {"office_twice", kE19, kOffices, "code: C1-T2", "code: C1-T1", "{code: C1-T1, name: 二镇",
     "office `C1-T1` is there already", "another name"},
    {"offices_no_list", kE10, kOffices,
     "offices:\n      - {code: C1-T1, name: 一镇}\n      - {code: C1-T2, name: 二镇}\n",
     "offices: none\n", "none", "`offices` is a list", ""},
    {"wire_unknown_key", kE10, kWire, "psn_type:", "psn_typ:", "psn_typ", "unknown key `psn_typ`",
     "did you mean `psn_type`?"},
    {"wire_without_fund", kE17, kWire, kLarge, "", "insutype", "fund employee.large needs exactly",
     "under `funds`"},
    {"wire_without_category", kE17, kWire, "  12: retired\n", "", "insutype",
     "category `retired` has no code", "under `psn_type`"},
    {"wire_fund_twice", kE19, kWire, "fund: large,", "fund: pooled,", "insutype",
     "fund employee.pooled needs exactly one row", "one row"},
    {"wire_undefined_fund", kE20, kWire, "fund: large,", "fund: huge,", "{scheme",
     "no fund employee.huge", "define it"},
    {"wire_undefined_scheme", kE20, kWire, "310: employee", "310: resident", "resident",
     "the pack has no `resident`", "define it"},
};

class SideFiles : public testing::TestWithParam<BadPack> {};

TEST_P(SideFiles, ErrorsAreFoundWithTheirPlace) {
  PackSource source = FullPack();
  Edit(source, GetParam().file, GetParam().from, GetParam().to);
  ExpectFound(source, GetParam().expected());
}

INSTANTIATE_TEST_SUITE_P(All, SideFiles, testing::ValuesIn(kBadPacks),
                         [](const auto& info) { return std::string(info.param.name); });

TEST(SideFilesTest, AnAccountTableByAnotherAxisThanAge) {
  PackSource source = FullPack();
  Edit(source, kLevyFile, "    age: [0-35, 36+]\n", "    level: [1, 2, 3]\n");
  Edit(source, kLevyFile, "axes: [age]", "axes: [level]");
  Edit(source, kLevyFile, "{0-35: 20%, 36+: 30%}", "{1: 20%, 2: 20%, 3: 20%}");
  ExpectFound(source, {kE14, "axes: [level]", "the axes of this table are [age]", "declare it"});
}

TEST(SideFilesTest, ALimitOfAnotherAverageThanTheBase) {
  PackSource source = FullPack();
  Edit(source, "parameters.yaml", "    executed: no\n", "");
  Edit(source, kLevyFile, "60% of average_wage", "60% of card_fee");
  ExpectFound(source, {kE20, "60% of card_fee", "only `average_wage` can be meant", "define it"});
}

TEST(SideFilesTest, AFormOfRemittanceFilesIsReadAsWritten) {
  const auto model = LoadPack(FullPack()).pack.model;
  ASSERT_EQ(model->remittance.size(), 1U);
  const RemittanceFormat& format = model->remittance[0];
  EXPECT_EQ(format.id, "tax");
  EXPECT_EQ(format.encoding, FileEncoding::kGb18030);
  EXPECT_EQ(format.separator, '|');
  EXPECT_EQ(format.skip_lines, 2);
  EXPECT_EQ(format.date, DateForm::kCompact);
  EXPECT_EQ(format.amount, AmountUnit::kFen);
  ASSERT_EQ(format.columns.size(), 3U);
  EXPECT_EQ(format.columns[2].id, "reference");
  EXPECT_EQ(format.columns[2].name, "流水号");
}

TEST(SideFilesTest, OfficesStandBehindTheOneAboveThem) {
  const auto model = LoadPack(FullPack()).pack.model;
  ASSERT_EQ(model->offices.size(), 3U);
  EXPECT_EQ(model->offices[0].parent, "");
  EXPECT_EQ(model->offices[2].code, "C1-T2");
  EXPECT_EQ(model->offices[2].name, "二镇");
  EXPECT_EQ(model->offices[2].parent, "C1");
}

TEST(SideFilesTest, OfficesOfTooManyLevelsAreRefused) {
  std::string list = "offices:\n";
  for (int level = 1; level <= 9; ++level) {
    const std::string indent(static_cast<std::size_t>(4 * level - 2), ' ');
    const std::string code = "L" + std::to_string(level);
    list += indent + "- code: " + code + "\n" + indent + "  name: 机构\n";
    list += indent + "  offices:\n";
  }
  list += std::string(38, ' ') + "- {code: L10, name: 机构}\n";
  PackSource source = FullPack();
  Edit(source, kOffices, kOfficeList, list);
  ExpectFound(source, {kE31, "- code: L9", "more than 8 levels", ""});
}

TEST(SideFilesTest, TheFullPackIsGood) {
  for (const Finding& finding : LoadPack(FullPack()).findings) {
    EXPECT_FALSE(InfoOf(finding.code).is_error) << Render(finding, Language::kBoth);
  }
}

TEST(SideFilesTest, ThePooledFundsPartByDateAndTheRuleOfThoseElsewhereAreCompiled) {
  const LoadedPack loaded = LoadPack(FullPack());
  for (const auto& part : {std::pair(Date(2020, 6, 1), 400), {Date(2021, 1, 1), 500}}) {
    const auto held = std::ranges::find_if(loaded.pack.levy, [&](const LevyRules& rules) {
      return rules.in_force.Contains(part.first);
    });
    ASSERT_NE(held, loaded.pack.levy.end());
    EXPECT_EQ(held->groups.front().large_illness_pooled, Money{part.second});
  }
  EXPECT_EQ(loaded.pack.accounts.front().offsite_referral, OffsiteReferral::kReferred);
}

// The only finding of a pack whose area.yaml holds `bytes`.
Finding OnlyFinding(std::string bytes) {
  PackSource source = MiniPack();
  source.files.front().bytes = std::move(bytes);
  const LoadedPack loaded = LoadPack(source);
  for (const Finding& finding : loaded.findings) {
    if (finding.code == kE30 && finding.file == "mini/area.yaml") return finding;
  }
  ADD_FAILURE() << "no E30";
  return {};
}

TEST(SideFilesTest, AnEmptyFile) {
  const Finding finding = OnlyFinding("");
  EXPECT_THAT(finding.what.en, testing::HasSubstr("the file is empty"));
  EXPECT_EQ(finding.line, 1);
}

TEST(SideFilesTest, AFileWithANulByte) {
  EXPECT_THAT(OnlyFinding(std::string("format: 1\n\0", 11)).what.en,
              testing::HasSubstr("holds a NUL byte"));
}

TEST(SideFilesTest, AFileOfMoreThanAMebibyte) {
  EXPECT_THAT(OnlyFinding(std::string((1 << 20) + 1, '#')).what.en,
              testing::HasSubstr("above 1 MiB"));
}

}  // namespace
}  // namespace tongchou::policy
