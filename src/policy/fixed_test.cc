// Errors of fixed.yaml, and what it compiles to.
#include <algorithm>

#include "policy/bad_pack_for_test.h"

namespace tongchou::policy {
namespace {

using enum FindingCode;

constexpr std::string_view kFixed = R"(scheme: resident
opens:
  values: [{from: 2020-01-01, value: 4 months, source: {document: rules, article: a}}]
closes:
  values: [{from: 2020-01-01, value: 0 months, source: {document: rules, article: a}}]
others:
  values: [{from: 2020-01-01, value: 6 months, source: {document: rules, article: a}}]
receipts:
  fee_order:
    values: [{from: 2020-01-01, value: after_principal, source: {document: rules, article: a}}]
  part_order:
    values: [{from: 2020-01-01, value: pro_rata, source: {document: rules, article: a}}]
  freeze:
    values: [{from: 2020-01-01, value: 1 months, source: {document: rules, article: a}}]
  thaw:
    values: [{from: 2020-01-01, value: from_payment, source: {document: rules, article: a}}]
  reminder:
    values: [{from: 2020-01-01, value: 10 days, source: {document: rules, article: a}}]
  order:
    values: [{from: 2020-01-01, value: 30 days, source: {document: rules, article: a}}]
  court:
    values: [{from: 2020-01-01, value: 90 days, source: {document: rules, article: a}}]
groups:
  adult:
    title: {zh: 成年, en: adults}
    category: adult
    own:
      values:
        - from: 2020-01-01
          through: 2020-12-31
          value: 20 CNY
          source: {document: rules, article: a}
        - {from: 2021-01-01, value: 30 CNY, source: {document: rules, article: a}}
    region:
      values: [{from: 2020-01-01, value: 80 CNY, source: {document: rules, article: a}}]
  veteran:
    title: {zh: 优抚, en: veterans}
    category: adult
    identity: entitled
    civil_affairs:
      values: [{from: 2020-01-01, value: 520 CNY, source: {document: rules, article: a}}]
    account:
      values: [{from: 2020-01-01, value: 150 CNY, source: {document: rules, article: a}}]
)";

constexpr std::string_view kFile = "fixed.yaml";

PackSource FixedPack() {
  PackSource source = MiniPack();
  source.files.push_back({"mini/fixed.yaml", std::string(kFixed)});
  std::ranges::sort(source.files, {}, &PackFile::path);
  return source;
}

constexpr BadPack kBadPacks[] = {
    {"months_of_a_year", kE01, kFile, "4 months", "13 months", "13 months", "from 0 to 12",
     "an existing day"},
    {"bare_amount", kE02, kFile, "value: 520 CNY", "value: 520", "520", "has no unit", "`300 CNY`"},
    {"unknown_part", kE10, kFile, "    region:\n", "    province:\n", "province",
     "unknown key `province`", "known here"},
    {"no_part", kE10, kFile,
     "    civil_affairs:\n      values: [{from: 2020-01-01, value: 520 CNY, source: {document: "
     "rules, article: a}}]\n",
     "", "title", "`own` is missing", "add `own`"},
    {"no_closing_month", kE10, kFile,
     "closes:\n  values: [{from: 2020-01-01, value: 0 months, source: {document: rules, article: "
     "a}}]\n",
     "", "scheme", "`closes` is missing", "add `closes`"},
    {"no_receipts_rule", kE10, kFile,
     "  court:\n    values: [{from: 2020-01-01, value: 90 days, source: {document: rules, article: "
     "a}}]\n",
     "", "fee_order", "`court` is missing", "add `court`"},
    {"without_source", kE12, kFile, "value: 520 CNY, source: {document: rules, article: a}",
     "value: 520 CNY", "{from", "neither `source` nor `assumed`", "write source"},
    {"hole_in_the_years", kE16, kFile, "from: 2021-01-01", "from: 2022-01-01", "{from",
     "2021-01-01", ""},
    {"unknown_identity", kE20, kFile, "identity: entitled", "identity: veteran", "veteran",
     "is not a choice here", "choose one of"},
    {"unknown_category", kE20, kFile, "scheme: resident", "scheme: employee",
     "adult:", "has no category `adult`", "define it"},
    {"two_groups", kE24, kFile, "    identity: entitled\n", "", "veteran",
     "the same persons as `adult`", "do not overlap"},
    {"unit", kE25, kFile, "value: 520 CNY", "value: 5%", "5%", "an amount such as `300 CNY`",
     "the unit that is needed"},
    {"account_above_its_part", kE33, kFile, "value: 150 CNY", "value: 521 CNY", "521 CNY",
     "more goes to the account", "covers it"},
};

class FixedErrorTest : public testing::TestWithParam<BadPack> {};

TEST_P(FixedErrorTest, IsFoundWithItsPlaceAndAdvice) {
  PackSource source = FixedPack();
  Edit(source, GetParam().file, GetParam().from, GetParam().to);
  ExpectFound(source, GetParam().expected());
}

INSTANTIATE_TEST_SUITE_P(All, FixedErrorTest, testing::ValuesIn(kBadPacks),
                         [](const auto& one) { return std::string(one.param.name); });

TEST(FixedTest, AYearHasTheAmountsOfItsFirstDay) {
  const LoadedPack loaded = LoadPack(FixedPack());
  ASSERT_EQ(loaded.error_count, 0);
  ASSERT_GE(loaded.pack.fixed.size(), 2U);
  const FixedRules& first = loaded.pack.fixed.front();
  const FixedRules& last = loaded.pack.fixed.back();
  const auto own = static_cast<std::size_t>(FixedPart::kOwn);
  EXPECT_EQ(first.groups[0].parts[own], Money{2'000});
  EXPECT_EQ(last.groups[0].parts[own], Money{3'000});
  EXPECT_EQ(last.booking.scheme, "resident");
  EXPECT_EQ(last.booking.receipts->court_days, 90);
  EXPECT_EQ(last.groups[1].identity, "entitled");
  EXPECT_EQ(last.groups[1].account, Money{15'000});
}

}  // namespace
}  // namespace tongchou::policy
