// From packs to plans: the shipped packs against hand-computed cells, epochs and slots, and what
// must hold of any pack.
#include "policy/compile.h"

#include <gtest/gtest.h>

#include <random>

#include "policy/pack_for_test.h"

namespace tongchou::policy {
namespace {

constexpr char kPacks[] = TONGCHOU_SOURCE_DIR "/policies";

std::shared_ptr<const Library> Shipped() {
  const auto library = Library::Load(kPacks);
  TC_CHECK(library.ok());
  return *library;
}

const BenefitPlan& Benefit(const Epoch& epoch, std::string_view scheme, std::string_view benefit) {
  const SchemePlan& plan = epoch.schemes[static_cast<std::size_t>(FindScheme(epoch, scheme))];
  return plan.benefits[static_cast<std::size_t>(FindBenefit(plan, benefit))];
}

// The key of the members named, 0 for every other dimension.
std::uint32_t Key(const BenefitPlan& plan,
                  const std::vector<std::pair<DimensionKind, std::uint32_t>>& members) {
  std::uint32_t key = 0;
  for (const auto& [kind, index] : members) {
    for (const Dimension& dimension : plan.dimensions) {
      if (dimension.kind == kind) key += index * dimension.stride;
    }
  }
  return key;
}

TEST(CompileTest, XinjiangIsExpressedInAverageWages) {
  const auto library = Shipped();
  const Epoch& epoch = **library->EpochOn("xinjiang-2000", Date(2003, 5, 1));
  const BenefitPlan& plan = Benefit(epoch, "employee", "inpatient");
  const LayerCell& retired = plan.layers[0].cells[Key(plan, {{DimensionKind::kCategory, 1}})];
  EXPECT_EQ(retired.deductible_fen, 80'000);
  EXPECT_EQ(retired.cap_fen, 3'200'000);
  ASSERT_EQ(retired.band_count, 3);
  EXPECT_EQ(retired.bands[0].upper_fen, 500'000);
  EXPECT_EQ(retired.bands[0].share_millionths, 760'000);  // 1 - (25 % - 1 point)
  EXPECT_EQ(retired.bands[2].upper_fen, kNoLimit);
  EXPECT_EQ(retired.bands[2].share_millionths, 860'000);
  EXPECT_TRUE(epoch.citations[retired.cap_citation].assumed);
  EXPECT_EQ(epoch.citations[retired.bands[0].citation].article, "第十一条第1项");
}

TEST(CompileTest, XuzhouRetiredShareIsExactInMillionths) {
  const auto library = Shipped();
  const Epoch& epoch = **library->EpochOn("xuzhou-county-2004", Date(2004, 1, 1));
  const BenefitPlan& plan = Benefit(epoch, "employee", "inpatient");
  const LayerCell& cell = plan.layers[0].cells[Key(plan, {{DimensionKind::kCategory, 1}})];
  EXPECT_EQ(cell.bands[0].share_millionths, 874'000);  // 1 - 18 % x 70 %
  EXPECT_EQ(cell.bands[2].share_millionths, 951'000);  // 1 - 7 % x 70 %
  EXPECT_EQ(cell.deductible_fen, 40'000);              // the 500 before 2004 is history
  EXPECT_EQ(plan.layers[0].cap_on, CapOn::kPayment);
  const Epoch& built = **library->EpochOn("xuzhou-county-2004-as-built", Date(2004, 1, 1));
  EXPECT_EQ(Benefit(built, "employee", "inpatient").layers[0].cap_on, CapOn::kExpense);
}

TEST(CompileTest, ConditionsAndAdjustmentsOfTheDemoCity) {
  const auto library = Shipped();
  const Epoch& epoch = **library->EpochOn("demo-city", Date(2026, 6, 1));
  const BenefitPlan& plan = Benefit(epoch, "employee", "inpatient");
  ASSERT_EQ(plan.layers.size(), 5u);
  const auto none = Key(plan, {{DimensionKind::kLevel, 2}, {DimensionKind::kStay, 1}});
  const auto destitute = Key(plan, {{DimensionKind::kAid, 2}, {DimensionKind::kCivilServant, 1}});
  EXPECT_EQ(plan.layers[0].cells[none].deductible_fen, 45'000);
  EXPECT_FALSE(plan.layers[3].cells[none].applies);
  EXPECT_FALSE(plan.layers[4].cells[none].applies);
  EXPECT_TRUE(plan.layers[3].cells[destitute].applies);
  EXPECT_EQ(plan.layers[2].cells[destitute].bands[1].share_millionths, 700'000);
  EXPECT_EQ(plan.layers[4].cells[destitute].cap_fen, kNoLimit);
  EXPECT_EQ(plan.referral_reduction[2].millionths, 200'000);
  EXPECT_EQ(plan.class_first_ratio[1].millionths, 100'000);
  EXPECT_EQ(plan.account_pays, AccountPays::kInScope);
}

TEST(CompileTest, ResidentOutpatientAppliesAtLevelOneOnly) {
  const auto library = Shipped();
  const Epoch& epoch = **library->EpochOn("demo-city", Date(2026, 6, 1));
  const BenefitPlan& plan = Benefit(epoch, "resident", "outpatient");
  ASSERT_EQ(plan.cell_count, 3u);
  EXPECT_TRUE(plan.layers[0].cells[0].applies);
  EXPECT_FALSE(plan.layers[0].cells[1].applies);
}

TEST(CompileTest, ChangeDaysCutTimeIntoEpochs) {
  const auto library = Shipped();
  const Pack& pack = *library->Find("jingyuan-2010");
  ASSERT_EQ(pack.epochs.size(), 2u);
  EXPECT_EQ(pack.epochs[0]->in_force, (DateRange{Date(2009, 1, 1), Date(2009, 12, 31)}));
  EXPECT_EQ(pack.epochs[1]->in_force, (DateRange{Date(2010, 1, 1), kForever}));
  EXPECT_EQ(pack.epochs[0]->schemes[0].total_names, pack.epochs[1]->schemes[0].total_names);
  EXPECT_EQ(pack.levy[0].groups[0].employer_rate.millionths, 40'000);
  EXPECT_EQ(pack.levy[1].groups[0].employer_rate.millionths, 60'000);
}

TEST(CompileTest, ALayerThatBeginsLaterKeepsItsSlotAndAppliesFromThenOn) {
  PackSource source = MiniPack();
  Edit(source, "employee.yaml", "        axis: excess\n",
       "        axis: excess\n        in_force: {from: 2022-01-01}\n");
  const LoadedPack loaded = LoadPack(source);
  ASSERT_EQ(loaded.error_count, 0);
  ASSERT_EQ(loaded.pack.epochs.size(), 2u);
  for (std::size_t i = 0; i < 2; ++i) {
    const Layer& layer = loaded.pack.epochs[i]->schemes[0].benefits[0].layers[1];
    EXPECT_EQ(layer.total_slot, 1);
    EXPECT_EQ(layer.cells[0].applies, i == 1);
  }
}

TEST(CompileTest, TheDigestChangesWithAnyByteAndName) {
  PackSource source = MiniPack();
  const std::string digest = DigestOf(source);
  EXPECT_EQ(digest.size(), 64u);
  EXPECT_EQ(DigestOf(MiniPack()), digest);
  Edit(source, "employee.yaml", "80%", "81%");
  EXPECT_NE(DigestOf(source), digest);
  PackSource renamed = MiniPack();
  renamed.files[2].path = "mini/examples/two.yaml";
  EXPECT_NE(DigestOf(renamed), digest);
}

// Any shares and edges that a table can state come out of the compiler as written.
TEST(CompileTest, RandomBandTablesCompileExactly) {
  std::mt19937 random(7);
  for (int round = 0; round < 200; ++round) {
    std::string table;
    std::int64_t edge = 0;
    std::vector<std::int64_t> edges;
    std::vector<std::int64_t> person;
    const int count = 1 + static_cast<int>(random() % 6);
    for (int i = 0; i < count; ++i) {
      const std::int64_t next = edge + 100 * (1 + static_cast<std::int64_t>(random() % 500'000));
      // Multiples of ten millionths, so that 70 % of them is exact.
      person.push_back(static_cast<std::int64_t>(random() % 10'000) * 100);
      table += "                " + ToYuan({edge}) + " CNY ..";
      if (i + 1 < count) table += " " + ToYuan({next}) + " CNY";
      table += ": " + ToPercent({person.back()}) + "\n";
      edges.push_back(i + 1 < count ? next : kNoLimit);
      edge = next;
    }
    PackSource source = MiniPack();
    Edit(source, "employee.yaml",
         "                0 CNY .. 5000 CNY: 25%\n                5000 CNY .. 10000 CNY: 20%\n"
         "                10000 CNY ..: 15%\n",
         table);
    const LoadedPack loaded = LoadPack(source);
    ASSERT_EQ(loaded.error_count, 0) << Render(loaded.findings[0], Language::kEnglish);
    const BenefitPlan& plan = loaded.pack.epochs[0]->schemes[0].benefits[0];
    for (std::uint32_t category = 0; category < 2; ++category) {
      const auto& cell = plan.layers[0].cells[Key(plan, {{DimensionKind::kCategory, category}})];
      ASSERT_EQ(cell.band_count, count);
      for (std::size_t i = 0; i < edges.size(); ++i) {
        EXPECT_EQ(cell.bands[i].upper_fen, edges[i]);
        const std::int64_t borne = category == 0 ? person[i] : person[i] * 7 / 10;
        EXPECT_EQ(cell.bands[i].share_millionths, Ratio::kOne - borne);
      }
    }
  }
}

TEST(LibraryTest, LooksUpByNameDigestAndDay) {
  const auto library = Shipped();
  EXPECT_EQ(library->Find("nowhere"), nullptr);
  const Pack* pack = library->Find("demo-city");
  ASSERT_NE(pack, nullptr);
  EXPECT_EQ(library->FindByDigest(pack->digest), pack);
  EXPECT_EQ(library->EpochOn("nowhere", Date(2026, 1, 1)).error().code, ErrorCode::kUnknownPolicy);
  EXPECT_EQ(library->EpochOn("demo-city", Date(2025, 12, 31)).error().code,
            ErrorCode::kNoPolicyInForce);
  EXPECT_TRUE(library->EpochOn("demo-city", Date(2026, 1, 1)).ok());
}

TEST(LibraryTest, OneBadPackFailsTheLoadWithItsFindings) {
  PackSource source = MiniPack();
  Edit(source, "employee.yaml", "80%", "180%");
  const auto library = Library::FromSources({source});
  ASSERT_FALSE(library.ok());
  EXPECT_EQ(library.error().code, ErrorCode::kPolicyInvalid);
  EXPECT_NE(library.error().English().find("mini/employee.yaml:62:41"), std::string::npos)
      << library.error().English();
  EXPECT_EQ(Library::Load("/no/such/folder").error().code, ErrorCode::kPolicyUnreadable);
}

TEST(LibraryTest, TheWireMapOfTheDemoCityNamesEveryFund) {
  const auto library = Shipped();
  const WireMap& wire = library->Find("demo-city")->wire;
  EXPECT_EQ(wire.funds.size(), 15u);
  EXPECT_EQ(wire.insutype_to_scheme[0].wire, "310");
  EXPECT_EQ(wire.insutype_to_scheme[0].word, "employee");
}

}  // namespace
}  // namespace tongchou::policy
