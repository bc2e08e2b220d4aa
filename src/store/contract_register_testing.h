// What every store must do with the register: employers, employments, papers. Part of the suite of
// contract_testing.h.
//
// Not thread-safe.
#ifndef TONGCHOU_STORE_CONTRACT_REGISTER_TESTING_H_
#define TONGCHOU_STORE_CONTRACT_REGISTER_TESTING_H_

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "store/carry_over.h"
#include "store/contract_testing.h"

namespace tongchou::store {

TEST_P(StoreContract, RecordsAreFoundByCodeAndUnderAPrefix) {
  Changes changes = FirstSample();
  for (const char* code :
       {"2026-01/E1/001", "2026-01/E1/002", "2026-01/E10/001", "2026-02/E1/001"}) {
    changes.records.push_back({RecordKind::kLevyBill, code, code, "hidden", 0});
  }
  changes.records.push_back({RecordKind::kLevyLines, "2026-01/E1/001", "lines", "", 0});
  ASSERT_TRUE(store_->Commit(changes).ok());
  Needs needs;
  needs.records = {{RecordKind::kLevyBill, "2026-01/E1/002"}, {RecordKind::kLevyBill, "2026"}};
  const Loaded loaded = MustLoad(needs);
  ASSERT_EQ(loaded.records.size(), 1u);
  EXPECT_EQ(loaded.records[0],
            (RecordRow{RecordKind::kLevyBill, "2026-01/E1/002", "2026-01/E1/002", "hidden", 1}));
  const auto reader = MustRead();
  const auto codes = [&](const char* prefix, const char* after, int limit) {
    std::vector<std::string> found;
    const auto rows = reader->RecordsUnder(RecordKind::kLevyBill, prefix, after, limit);
    for (const RecordRow& row : rows.value()) {
      EXPECT_EQ(row.secret, "hidden");
      found.push_back(row.code);
    }
    return found;
  };
  using Codes = std::vector<std::string>;
  EXPECT_EQ(codes("2026-01/E1/", "", 9), (Codes{"2026-01/E1/001", "2026-01/E1/002"}));
  EXPECT_EQ(codes("2026-01/", "2026-01/E1/002", 9), Codes{"2026-01/E10/001"});
  EXPECT_EQ(codes("", "", 1), Codes{"2026-01/E1/001"});
  EXPECT_EQ(codes("2027", "", 9), Codes{});
}

TEST_P(StoreContract, AnEmployersFileIsKeptAndReplacedUnderItsVersion) {
  Changes changes = FirstSample();
  changes.employers = {SampleEmployer()};
  ASSERT_TRUE(store_->Commit(changes).ok());
  Employer kept = SampleEmployer();
  kept.version = 1;
  EXPECT_EQ(*MustRead()->Employers(), std::vector<Employer>{kept});
  Changes update;
  update.area = kTestArea;
  update.state = MustLoad({}).area;
  kept.name = "新名称";
  kept.unit_kind.clear();
  update.employers = {kept};
  ASSERT_TRUE(store_->Commit(update).ok());
  Reopen();
  kept.version = 2;
  EXPECT_EQ(*MustRead()->Employers(), std::vector<Employer>{kept});
  update.state = MustLoad({}).area;
  EXPECT_EQ(store_->Commit(update).error().code, ErrorCode::kStaleVersion);
}

TEST_P(StoreContract, MembersAreFoundByEmployerWithoutWhatIdentifiesThem) {
  for (std::int64_t i = 1; i <= 3; ++i) {
    Changes changes = SampleChanges(MustLoad({}).area, i);
    changes.employments = {{i == 2 ? "E2" : "E1", i}};
    ASSERT_TRUE(store_->Commit(changes).ok());
  }
  Changes again;
  again.area = kTestArea;
  again.state = MustLoad({}).area;
  again.employments = {{"E1", 1}};
  ASSERT_TRUE(store_->Commit(again).ok()) << "an employment that is there stays";
  const auto reader = MustRead();
  const auto numbers = [&](const char* employer, std::int64_t after, int limit) {
    std::vector<std::int64_t> found;
    const auto rows = reader->Members(employer, after, limit);
    for (const PersonRow& row : rows.value()) {
      EXPECT_TRUE(row.certificate.empty() && row.sealed.empty());
      EXPECT_EQ(row.wages, SamplePerson(row.person).wages);
      found.push_back(row.person);
    }
    return found;
  };
  using Numbers = std::vector<std::int64_t>;
  EXPECT_EQ(numbers("E1", 0, 9), (Numbers{1, 3}));
  EXPECT_EQ(numbers("E1", 0, 1), Numbers{1});
  EXPECT_EQ(numbers("E1", 1, 9), Numbers{3});
  EXPECT_EQ(numbers("E9", 0, 9), Numbers{});
}

TEST_P(StoreContract, PersonsOfAnEarlierProgramGetTheirEmploymentsOnce) {
  for (std::int64_t i = 1; i <= 3; ++i) {
    Changes changes = SampleChanges(MustLoad({}).area, i);
    changes.state.carried = 0;
    ASSERT_TRUE(store_->Commit(changes).ok());
  }
  EXPECT_TRUE(MustRead()->Members("E1", 0, 9)->empty());
  ASSERT_TRUE(CarryOver(*store_, kTestArea).ok());
  EXPECT_EQ(MustRead()->Members("E1", 0, 9)->size(), 3u);
  const AreaState state = MustLoad({}).area;
  EXPECT_EQ(state.carried, kCarried);
  ASSERT_TRUE(CarryOver(*store_, kTestArea).ok());
  EXPECT_EQ(MustLoad({}).area.version, state.version) << "nothing was left to do";
  ASSERT_TRUE(CarryOver(*store_, kTestArea + 1).ok());
  EXPECT_EQ(store_->Load(kTestArea + 1, {})->area.version, 0);
}

}  // namespace tongchou::store

#endif  // TONGCHOU_STORE_CONTRACT_REGISTER_TESTING_H_
