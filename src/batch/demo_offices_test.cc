#include "batch/demo_offices.h"

#include <gtest/gtest.h>

#include <map>
#include <set>
#include <string>

#include "batch/demo_names.h"

namespace tongchou::batch {
namespace {

const std::vector<service::Organisation> kOffices = {
    {"C1", "一县", "C1"},       {"T1", "一镇", "C1/T1"}, {"V1", "一村", "C1/T1/V1"},
    {"V2", "二村", "C1/T1/V2"}, {"C2", "二县", "C2"},    {"T2", "二镇", "C2/T2"},
    {"V3", "三村", "C2/T2/V3"},
};

std::vector<DemoPerson> People(const std::vector<service::Organisation>& offices) {
  std::vector<DemoEmployer> employers = MakeEmployers(7);
  std::vector<DemoPerson> people = MakePeople({7, 2000, "990100", Date(2026, 11, 22)}, employers);
  GiveOffices(7, offices, employers, people);
  return people;
}

TEST(DemoOfficesTest, ResidentsBelongToVillagesAndStaffToTheTownshipOfTheEmployer) {
  std::map<std::string, std::set<std::string>> of_employer;
  std::set<std::string> of_residents;
  for (const DemoPerson& made : People(kOffices)) {
    const std::string& employer = made.person.coverage.back().employer;
    if (employer.empty()) {
      of_residents.insert(made.person.organisation);
    } else {
      of_employer[employer].insert(made.person.organisation);
    }
  }
  EXPECT_EQ(of_residents, (std::set<std::string>{"C1/T1/V1", "C1/T1/V2", "C2/T2/V3"}));
  std::set<std::string> townships;
  for (const auto& [employer, paths] : of_employer) {
    EXPECT_EQ(paths.size(), 1U) << employer;
    townships.insert(paths.begin(), paths.end());
  }
  EXPECT_EQ(townships, (std::set<std::string>{"C1/T1", "C2/T2"}));
}

TEST(DemoOfficesTest, ResidentsOfOneFamilyLiveInOneVillage) {
  const DemoPerson* before = nullptr;
  const std::vector<DemoPerson> people = People(kOffices);
  int families = 0;
  for (const DemoPerson& made : people) {
    if (!made.person.coverage.back().employer.empty()) {
      before = nullptr;
      continue;
    }
    const std::string surname = SurnameOf(made.person.name);
    if (before != nullptr && !surname.empty() && SurnameOf(before->person.name) == surname) {
      EXPECT_EQ(before->person.organisation, made.person.organisation);
      ++families;
    }
    before = &made;
  }
  EXPECT_GT(families, 100);
}

TEST(DemoOfficesTest, WithoutOfficesEverybodyBelongsToTheArea) {
  for (const DemoPerson& made : People({})) EXPECT_EQ(made.person.organisation, "");
  EXPECT_EQ(FirstOfficeOf({}, 1), "");
}

TEST(DemoOfficesTest, TheFirstOfficesStandOnOneLine) {
  EXPECT_EQ(FirstOfficeOf(kOffices, 1), "C1");
  EXPECT_EQ(FirstOfficeOf(kOffices, 2), "C1/T1");
  EXPECT_EQ(FirstOfficeOf(kOffices, 3), "C1/T1/V1");
  EXPECT_EQ(FirstOfficeOf(kOffices, 4), "");
}

}  // namespace
}  // namespace tongchou::batch
