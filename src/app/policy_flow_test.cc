// The life of a policy's version on a real store: from a draft to settlements by it.
#include <gtest/gtest.h>

#include "app/region_testing.h"
#include "policy/pack_files.h"
#include "service/committer.h"
#include "service/desk_work.h"
#include "service/policy_at.h"
#include "service/policy_drafts.h"
#include "service/policy_shelf.h"
#include "service/policy_variant.h"
#include "service/tasks.h"
#include "service/verify.h"

namespace tongchou::app {
namespace {

const service::Desk kOfficer{"officer", {}}, kSecond{"second", {}}, kLeader{"leader", {}};

constexpr const char* kFile = "employee.yaml";
constexpr const char* kOldShare = "              table: {1: 70%, 2: 60%, 3: 50%}\n";

std::string Replaced(std::string text, const std::string& from, const std::string& to) {
  const std::size_t at = text.find(from);
  EXPECT_NE(at, std::string::npos) << from;
  return at == std::string::npos ? text : text.replace(at, from.size(), to);
}

class PolicyFlowTest : public RegionTest {
 protected:
  // The outpatient share of level 3, from `day` on.
  service::PolicyOverlay ShareFrom(const std::string& day, const std::string& share) const {
    const std::string later = "            - from: " + day +
                              "\n              source: {document: employee, article: 第十三条}\n"
                              "              table: {1: 70%, 2: 60%, 3: " +
                              share + "}\n";
    return {{kFile, Replaced(service::FilesOfPack(region_->pack()).at(kFile), kOldShare,
                             kOldShare + later)}};
  }
  service::PolicyDraft Draft(const service::PolicyOverlay& files) {
    const auto draft = BeginDraft(*region_, kOfficer, {"三级门诊提高", 0, {}});
    EXPECT_TRUE(draft.ok());
    const auto saved = SaveDraft(*region_, kOfficer, draft->number, {draft->version, files, ""});
    EXPECT_TRUE(saved.ok()) << saved.error().English();
    return *saved;
  }
  service::PolicyDraft Approved(const service::PolicyOverlay& files) {
    const service::PolicyDraft draft = Draft(files);
    const auto submitted = SubmitDraft(*region_, kOfficer, draft.number);
    EXPECT_TRUE(submitted.ok()) << submitted.error().English();
    const auto decided = DecideDraft(*region_, kLeader, draft.number, {true, "同意", 0});
    EXPECT_TRUE(decided.ok()) << decided.error().English();
    return *decided;
  }
  service::PolicyVersion Published(const service::PolicyOverlay& files) {
    const service::PolicyDraft draft = Approved(files);
    const auto version = PublishDraft(*region_, kLeader, draft.number, "");
    EXPECT_TRUE(version.ok()) << version.error().English();
    return *version;
  }
  service::Settlement SettleToday(const std::string& person) {
    const service::Visit visit = Register(person, service::VisitKind::kOutpatient);
    Upload(visit, {Line("1", 300'000)});
    return MustSettle(visit).settlement;
  }
  template <typename T>
  static void Refused(const Result<T>& result, ErrorCode code) {
    ASSERT_FALSE(result.ok());
    EXPECT_EQ(InfoOf(result.error().code).text_code, InfoOf(code).text_code);
    EXPECT_FALSE(result.error().Chinese().empty());
  }
};

TEST_F(PolicyFlowTest, APublishedChangeHoldsFromItsDayAndEverySettlementNamesItsVersion) {
  const auto people = Populate(3);
  const std::string folder = region_->pack().digest;
  const service::Settlement before = SettleToday(people[0]);
  EXPECT_EQ(before.pack_digest, folder);
  const service::PolicyVersion version = Published(ShareFrom("2026-07-01", "55%"));
  EXPECT_EQ(version.number, 2);
  EXPECT_EQ(version.valid_from, Date(2026, 7, 1));
  EXPECT_EQ(version.base_digest, folder);
  EXPECT_EQ(version.approver, "leader");
  EXPECT_EQ(version.authors, std::vector<std::string>{"officer"});
  const service::Settlement still = SettleToday(people[1]);
  EXPECT_EQ(still.pack_digest, version.digest);
  EXPECT_EQ(still.figures.funds_paid, before.figures.funds_paid);
  MoveTo(Date(2026, 7, 1));
  const service::Settlement after = SettleToday(people[2]);
  EXPECT_EQ(after.pack_digest, version.digest);
  EXPECT_GT(after.figures.funds_paid, before.figures.funds_paid);
  ExpectClean();
  Reopen();
  EXPECT_EQ(region_->pack().digest, version.digest);
  ASSERT_NE(region_->policies().FindByDigest(folder), nullptr);
  ExpectClean();
}

TEST_F(PolicyFlowTest, VersionsAreFoundByNumberDigestAndTheDayOnWhichTheyWereKnown) {
  Populate(1);
  const std::string folder = region_->pack().digest;
  MoveTo(Date(2026, 4, 10));
  const service::PolicyVersion two = Published(ShareFrom("2026-07-01", "55%"));
  MoveTo(Date(2026, 5, 20));
  const std::string other =
      Replaced(service::FilesOfPack(region_->pack()).at(kFile), "3: 55%", "3: 58%");
  const service::PolicyVersion three = Published({{kFile, other}});
  Reopen();
  const auto versions = VersionsOf(*region_);
  ASSERT_TRUE(versions.ok());
  ASSERT_EQ(versions->size(), 3U);
  const auto known = [&](Date day) {
    const service::PolicyVersion* version = KnownOn(*versions, day);
    return version == nullptr ? 0 : version->number;
  };
  EXPECT_EQ(known(Date(2026, 3, 1)), 0);
  EXPECT_EQ(known(Date(2026, 4, 9)), 1);
  EXPECT_EQ(known(Date(2026, 4, 10)), 2);
  EXPECT_EQ(known(Date(2026, 5, 19)), 2);
  EXPECT_EQ(known(Date(2026, 5, 20)), 3);
  for (const auto& [name, digest] :
       std::vector<std::pair<std::string, std::string>>{{"version:1", folder},
                                                        {"version:2", two.digest},
                                                        {two.digest, two.digest},
                                                        {"version:3", three.digest},
                                                        {"", three.digest},
                                                        {"demo-city", three.digest}}) {
    const auto variant = FindVariant(*region_, name);
    ASSERT_TRUE(variant.ok()) << name;
    EXPECT_EQ(variant->pack->digest, digest) << name;
  }
  Refused(service::FindVariant(*region_, "version:4"), ErrorCode::kUnknownVersion);
  Refused(service::FindVariant(*region_, "draft:4"), ErrorCode::kUnknownDraft);
  Refused(service::FindVariant(*region_, "version:x"), ErrorCode::kUnknownPolicy);
  EXPECT_EQ(policy::DigestOf(service::SourceOf("demo-city", versions->at(1).files)), two.digest);
}

TEST_F(PolicyFlowTest, RulesThatBeginLaterCanBeAskedForAsIfTheyHadAlwaysHeld) {
  Published(ShareFrom("2026-07-01", "55%"));
  const auto later = service::FindVariantAsOf(*region_, "@2026-07-01");
  ASSERT_TRUE(later.ok());
  ASSERT_EQ(later->pack->epochs.size(), 1U);
  EXPECT_EQ(later->pack->digest, region_->pack().digest);
  const policy::Epoch* then = service::EpochOn(*later->pack, Date(2026, 1, 5));
  ASSERT_NE(then, nullptr);
  EXPECT_EQ(then->citations.size(),
            service::EpochOn(region_->pack(), Date(2026, 7, 1))->citations.size());
  EXPECT_EQ(service::EpochOn(region_->pack(), Date(2026, 1, 5))->in_force.through,
            Date(2026, 6, 30));
  Refused(service::FindVariantAsOf(*region_, "@2026-02-30"), ErrorCode::kBadDate);
  Refused(service::FindVariantAsOf(*region_, "demo-city@1999-01-01"), ErrorCode::kNoPolicyInForce);
  Refused(service::FindVariantAsOf(*region_, "nobody@2026-07-01"), ErrorCode::kUnknownPolicy);
}

TEST_F(PolicyFlowTest, OfTwoOfficersOnOneDraftTheLaterIsToldAndNothingIsLost) {
  const service::PolicyDraft read = Draft(ShareFrom("2026-07-01", "55%"));
  const auto first =
      SaveDraft(*region_, kSecond, read.number, {read.version, ShareFrom("2026-07-01", "56%"), ""});
  ASSERT_TRUE(first.ok());
  const auto second = SaveDraft(*region_, kOfficer, read.number,
                                {read.version, ShareFrom("2026-07-01", "57%"), ""});
  Refused(second, ErrorCode::kStaleVersion);
  EXPECT_NE(second.error().English().find("second"), std::string::npos);
  const auto now = GetDraft(*region_, read.number);
  ASSERT_TRUE(now.ok());
  EXPECT_EQ(now->changes, first->changes);
  EXPECT_EQ(now->version, first->version);
  EXPECT_EQ(now->authors(), (std::vector<std::string>{"officer", "second"}));
}

TEST_F(PolicyFlowTest, NobodyApprovesWhatHeWroteAPartOf) {
  const service::PolicyDraft draft = Draft(ShareFrom("2026-07-01", "55%"));
  const auto more = SaveDraft(*region_, kSecond, draft.number, {draft.version, {}, "又一名"});
  ASSERT_TRUE(more.ok());
  Refused(DecideDraft(*region_, kLeader, draft.number, {true, "", 0}), ErrorCode::kDraftState);
  ASSERT_TRUE(SubmitDraft(*region_, kOfficer, draft.number).ok());
  Refused(DecideDraft(*region_, kOfficer, draft.number, {true, "", 0}), ErrorCode::kOwnRequest);
  Refused(DecideDraft(*region_, kSecond, draft.number, {true, "", 0}), ErrorCode::kOwnRequest);
  Refused(DecideDraft(*region_, kLeader, draft.number, {true, "", more->version}),
          ErrorCode::kStaleVersion);
  Refused(PublishDraft(*region_, kLeader, draft.number, ""), ErrorCode::kDraftState);
  const auto back = DecideDraft(*region_, kLeader, draft.number, {false, "再算一遍", 0});
  ASSERT_TRUE(back.ok());
  EXPECT_EQ(back->state, service::DraftState::kDraft);
  EXPECT_EQ(back->history.back().note, "再算一遍");
}

TEST_F(PolicyFlowTest, ADraftWithErrorsOrFailingExamplesOrWithoutChangesIsNotSubmitted) {
  const service::PolicyDraft empty = Draft({});
  Refused(SubmitDraft(*region_, kOfficer, empty.number), ErrorCode::kDraftUnchanged);
  const service::PolicyFiles files = service::FilesOfPack(region_->pack());
  const service::PolicyDraft broken =
      Draft({{kFile, Replaced(files.at(kFile), "3: 50%", "3: 150%")}});
  const auto check = CheckDraft(*region_, broken);
  ASSERT_TRUE(check.ok());
  EXPECT_GT(check->error_count, 0);
  EXPECT_FALSE(check->passed());
  Refused(SubmitDraft(*region_, kOfficer, broken.number), ErrorCode::kPolicyInvalid);
  Refused(service::FindVariant(*region_, "draft:2"), ErrorCode::kPolicyInvalid);
  const service::PolicyDraft wrong = Draft(
      {{kFile, Replaced(files.at(kFile), "{1: 92%, 2: 88%, 3: 85%}", "{1: 92%, 2: 88%, 3: 80%}")}});
  const auto failing = CheckDraft(*region_, wrong);
  ASSERT_TRUE(failing.ok());
  EXPECT_EQ(failing->error_count, 0);
  EXPECT_FALSE(failing->passed());
  EXPECT_FALSE(failing->diff.changes.empty());
  Refused(SubmitDraft(*region_, kOfficer, wrong.number), ErrorCode::kPolicyInvalid);
  const service::PolicyDraft elsewhere = Draft(
      {{"area.yaml", Replaced(files.at("area.yaml"), "area: \"990100\"", "area: \"990121\"")}});
  Refused(SubmitDraft(*region_, kOfficer, elsewhere.number), ErrorCode::kPolicyInvalid);
}

TEST_F(PolicyFlowTest, ADraftOnASupersededVersionIsBroughtUpToDateOrRefused) {
  const service::PolicyFiles files = service::FilesOfPack(region_->pack());
  const std::string fee = Replaced(files.at("parameters.yaml"), "\n", "\n# 注\n");
  const service::PolicyDraft other_file = Approved({{"parameters.yaml", fee}});
  const service::PolicyDraft same_file = Draft(ShareFrom("2026-07-01", "57%"));
  const service::PolicyVersion two = Published(ShareFrom("2026-07-01", "55%"));
  Refused(PublishDraft(*region_, kLeader, other_file.number, ""), ErrorCode::kDraftSuperseded);
  Refused(SubmitDraft(*region_, kOfficer, same_file.number), ErrorCode::kDraftSuperseded);
  const auto conflict = UpdateDraft(*region_, kOfficer, same_file.number);
  Refused(conflict, ErrorCode::kDraftConflict);
  EXPECT_EQ(conflict.error().where, kFile);
  const auto updated = UpdateDraft(*region_, kOfficer, other_file.number);
  ASSERT_TRUE(updated.ok());
  EXPECT_EQ(updated->state, service::DraftState::kDraft);
  EXPECT_EQ(updated->base, 2);
  EXPECT_EQ(updated->files().at("parameters.yaml"), fee);
  EXPECT_EQ(updated->files().at(kFile), two.files.at(kFile));
  ASSERT_TRUE(SubmitDraft(*region_, kOfficer, updated->number).ok());
  ASSERT_TRUE(DecideDraft(*region_, kLeader, updated->number, {true, "", 0}).ok());
  const auto three = PublishDraft(*region_, kLeader, updated->number, "");
  ASSERT_TRUE(three.ok()) << three.error().English();
  EXPECT_EQ(three->number, 3);
  EXPECT_EQ(three->valid_from, region_->today());
  Refused(UpdateDraft(*region_, kOfficer, updated->number), ErrorCode::kDraftState);
  Refused(WithdrawDraft(*region_, kOfficer, updated->number, ""), ErrorCode::kDraftState);
}

TEST_F(PolicyFlowTest, APastDayNeedsAReasonAndSaysHowManySettlementsItReaches) {
  const auto people = Populate(2);
  SettleToday(people[0]);
  MoveTo(Date(2026, 3, 25));
  SettleToday(people[1]);
  const service::PolicyDraft draft = Approved(ShareFrom("2026-03-22", "55%"));
  const auto check = CheckDraft(*region_, draft);
  ASSERT_TRUE(check.ok());
  EXPECT_TRUE(check->past);
  EXPECT_EQ(check->settled_since, 1);
  Refused(PublishDraft(*region_, kLeader, draft.number, ""), ErrorCode::kPastNeedsReason);
  const auto version = PublishDraft(*region_, kLeader, draft.number, "文件补发");
  ASSERT_TRUE(version.ok());
  EXPECT_EQ(version->reason, "文件补发");
  EXPECT_EQ(version->valid_from, Date(2026, 3, 22));
}

TEST_F(PolicyFlowTest, ARepealWithoutASuccessorRefusesAndFallsBackToNothing) {
  const auto people = Populate(2);
  const std::string area = service::FilesOfPack(region_->pack()).at("area.yaml");
  const service::PolicyVersion version =
      Published({{"area.yaml", Replaced(area, "in_force: {from: 2026-01-01}",
                                        "in_force: {from: 2026-01-01, through: 2027-03-31}")}});
  EXPECT_EQ(version.valid_from, Date(2027, 4, 1));
  SettleToday(people[0]);
  const service::Visit stay = Register(people[1], service::VisitKind::kStay);
  Upload(stay, {Line("1", 300'000)});
  MoveTo(Date(2027, 4, 1));
  Discharge(stay);
  Refused(service::FindPolicy(*region_, "employee", "outpatient", region_->today()),
          ErrorCode::kNoPolicyInForce);
  Refused(Settle(stay), ErrorCode::kNoPolicyInForce);
}

TEST_F(PolicyFlowTest, APublicationThatFailsAtAnyCallIsWholeOrNotThereAtAll) {
  const service::PolicyDraft draft = Approved(ShareFrom("2026-07-01", "55%"));
  const std::string before = region_->pack().digest;
  bool published = false;
  for (std::int64_t call = 1; !published; ++call) {
    faults_->Plan({call, 1, ErrorCode::kStoreUnavailable, false});
    published = PublishDraft(*region_, kLeader, draft.number, "").ok();
    const std::string lived_by = region_->pack().digest;
    faults_->Plan({});
    if (!published) {
      EXPECT_EQ(lived_by, before) << call;
    }
    Reopen();
    published = region_->pack().digest != before;
    ASSERT_LT(call, 40);
  }
  const auto versions = VersionsOf(*region_);
  ASSERT_TRUE(versions.ok());
  EXPECT_EQ(versions->size(), 2U);
  EXPECT_EQ(GetDraft(*region_, draft.number)->state, service::DraftState::kPublished);
}

TEST_F(PolicyFlowTest, AVersionWhoseFilesWereTouchedIsFound) {
  Populate(1);
  const service::PolicyVersion version = Published(ShareFrom("2026-07-01", "55%"));
  service::Command command = service::DeskCommand(*region_, "test", "damage");
  const store::RecordKey key = service::VersionKey(version.pack, 2);
  command.needs = [&](const service::WorkingSet&, store::Needs& needs) {
    needs.records.push_back(key);
  };
  command.execute = [&](service::Work& work) -> Result<service::Executed> {
    const store::RecordRow* row = work.set.FindRecord(key);
    service::PolicyVersion touched = service::VersionOf(*row).value();
    touched.files.at(kFile) += "#";
    store::RecordRow changed = RecordOf(touched);
    changed.version = row->version;
    work.set.Put(changed);
    return service::Executed{};
  };
  ASSERT_TRUE(service::Submit(*region_, command).ok());
  const auto report = VerifyLedger(*region_, {});
  ASSERT_TRUE(report.ok());
  ASSERT_FALSE(report->clean());
  EXPECT_NE(report->differences.front().en.find("demo-city/000002"), std::string::npos);
}

TEST_F(PolicyFlowTest, WhatWaitsForApprovalIsATaskOfWhoDidNotWriteIt) {
  const service::PolicyDraft draft = Draft(ShareFrom("2026-07-01", "55%"));
  const auto count = [&](const char* task, const service::Desk& desk) {
    for (const service::TaskKind& kind : service::AllTaskKinds()) {
      if (kind.id == task) return kind.count(*region_, desk).value().count;
    }
    return std::int64_t{-1};
  };
  EXPECT_EQ(count("drafts_to_decide", kLeader), 0);
  ASSERT_TRUE(SubmitDraft(*region_, kOfficer, draft.number).ok());
  EXPECT_EQ(count("drafts_to_decide", kLeader), 1);
  EXPECT_EQ(count("drafts_to_decide", kOfficer), 0);
  ASSERT_TRUE(DecideDraft(*region_, kLeader, draft.number, {true, "", 0}).ok());
  EXPECT_EQ(count("drafts_to_decide", kLeader), 0);
  EXPECT_EQ(count("drafts_to_publish", kLeader), 1);
}

}  // namespace
}  // namespace tongchou::app
