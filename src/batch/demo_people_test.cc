#include "batch/demo_people.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <set>

#include "base/id_number.h"
#include "base/sm3.h"

namespace tongchou::batch {
namespace {

constexpr Date kToday{2026, 11, 22};

std::vector<DemoPerson> People(std::uint64_t seed, int count) {
  return MakePeople({seed, count, "990100", kToday}, MakeEmployers(seed));
}

// Everything that is said of a person, as text.
std::string Describe(const DemoPerson& made) {
  std::string text =
      fmt::format("{} {} {} {} {}", made.person.name, made.person.certificate,
                  ToString(made.person.birth), made.wage.fen, made.person.account_opening.fen);
  for (const service::Coverage& coverage : made.person.coverage) {
    text +=
        fmt::format(" {} {} {} {} {} {} {}", coverage.scheme, coverage.category, coverage.employer,
                    ToString(coverage.range.from), ToString(coverage.range.through),
                    coverage.frozen, static_cast<int>(coverage.aid));
  }
  return text + "\n";
}

std::string DigestOf(const std::vector<DemoPerson>& people) {
  std::string text;
  for (const DemoPerson& person : people) text += Describe(person);
  return ToHex(Sm3(text));
}

TEST(DemoPeopleTest, TheSameSeedMakesTheSamePeople) {
  EXPECT_EQ(DigestOf(People(7, 500)), DigestOf(People(7, 500)));
  EXPECT_NE(DigestOf(People(7, 500)), DigestOf(People(8, 500)));
}

TEST(DemoPeopleTest, MorePeopleLeaveTheFirstOnesAsTheyAre) {
  std::vector<DemoPerson> more = People(7, 600);
  more.resize(500);
  EXPECT_EQ(DigestOf(more), DigestOf(People(7, 500)));
}

TEST(DemoPeopleTest, IdentityNumbersAreValidAndUnique) {
  std::set<std::string> numbers;
  for (const DemoPerson& made : People(7, 20'000)) {
    EXPECT_TRUE(IsIdNumber(made.person.certificate)) << made.person.certificate;
    EXPECT_TRUE(numbers.insert(made.person.certificate).second) << made.person.certificate;
    const bool male = (made.person.certificate[16] - '0') % 2 == 1;
    EXPECT_EQ(male, made.person.gender == service::Gender::kMale);
    EXPECT_LT(made.person.birth, kToday);
  }
}

TEST(DemoPeopleTest, CoverageIsInOrderAndWithoutOverlaps) {
  for (const DemoPerson& made : People(7, 20'000)) {
    ASSERT_FALSE(made.person.coverage.empty());
    const service::Coverage* before = nullptr;
    for (const service::Coverage& coverage : made.person.coverage) {
      EXPECT_LE(coverage.range.from, coverage.range.through);
      if (before != nullptr) {
        EXPECT_LT(before->range.through, coverage.range.from);
      }
      before = &coverage;
    }
  }
}

TEST(DemoPeopleTest, EveryKindOfPersonOccurs) {
  std::map<std::string, int> kinds;
  for (const DemoPerson& made : People(20260101, 20'000)) {
    const service::Coverage& last = made.person.coverage.back();
    ++kinds[last.scheme + "." + last.category];
    if (last.frozen) ++kinds["frozen"];
    if (last.civil_servant) ++kinds["civil servant"];
    if (last.aid == settle::Aid::kLowIncome) ++kinds["low income"];
    if (last.aid == settle::Aid::kDestitute) ++kinds["destitute"];
    if (made.person.name.find("·") != std::string::npos) ++kinds["dotted name"];
    if (!made.insured) ++kinds["moved away"];
  }
  for (const char* kind : {"employee.active", "employee.retired", "resident.adult",
                           "resident.minor", "resident.student", "frozen", "civil servant",
                           "low income", "destitute", "dotted name", "moved away"}) {
    EXPECT_GT(kinds[kind], 20) << kind;
  }
}

}  // namespace
}  // namespace tongchou::batch
