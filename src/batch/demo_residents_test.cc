#include "batch/demo_residents.h"

#include <gtest/gtest.h>

#include <map>
#include <string>

#include "batch/demo_offices.h"

namespace tongchou::batch {
namespace {

const std::vector<service::Organisation> kOffices = {{"C1", "一县", "C1"},
                                                     {"T1", "一镇", "C1/T1"},
                                                     {"V1", "一村", "C1/T1/V1"},
                                                     {"V2", "二村", "C1/T1/V2"}};

std::vector<DemoPerson> People(int count) {
  std::vector<DemoEmployer> employers = MakeEmployers(7);
  std::vector<DemoPerson> people = MakePeople({7, count, "990100", Date(2026, 11, 22)}, employers);
  GiveOffices(7, kOffices, employers, people);
  return people;
}

TEST(DemoResidentsTest, EveryResidentOfAVillageWithARollIsCoveredThroughOnePayerOfTheVillage) {
  std::vector<DemoPerson> people = People(600);
  const DemoPayers made = GivePayers(kOffices, people);
  std::map<std::string, service::Employer> by_code;
  std::map<std::string, int> of_kind;
  for (const service::Employer& payer : made.payers) {
    by_code[payer.code] = payer;
    ++of_kind[payer.unit_kind];
  }
  EXPECT_EQ(by_code.size(), made.payers.size());
  EXPECT_EQ(of_kind["village"], 2);
  EXPECT_EQ(of_kind["pupils"], 1);
  EXPECT_EQ(of_kind["finance_county"], 1);
  EXPECT_GE(of_kind["household"], 1);
  for (const DemoPerson& one : people) {
    const service::Coverage& now = one.person.coverage.back();
    if (now.scheme != "resident" || now.range.through != kForever) continue;
    const auto payer = by_code.find(now.employer);
    ASSERT_NE(payer, by_code.end()) << one.person.name;
    EXPECT_EQ(payer->second.organisation, one.person.organisation);
  }
}

TEST(DemoResidentsTest, AFamilyThatPaysForItselfBeginsWithAnAdultAndIsOnNoOtherRoll) {
  std::vector<DemoPerson> people = People(600);
  for (const DemoFamily& family : GivePayers(kOffices, people).families) {
    ASSERT_GE(family.people.size(), 3U);
    EXPECT_EQ(people[family.people.front()].person.coverage.back().category, "adult");
    for (const std::size_t i : family.people) {
      EXPECT_EQ(people[i].person.coverage.back().employer, family.payer);
    }
  }
}

TEST(DemoResidentsTest, ASmallDemoHasNoPayers) {
  std::vector<DemoPerson> people = People(20);
  EXPECT_TRUE(GivePayers(kOffices, people).payers.empty());
  EXPECT_TRUE(GivePayers({}, people).payers.empty());
}

}  // namespace
}  // namespace tongchou::batch
