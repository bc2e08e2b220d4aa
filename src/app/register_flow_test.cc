// Employers and imports on a real store.
#include <algorithm>

#include "app/region_testing.h"
#include "base/id_number.h"
#include "service/audit.h"
#include "service/employers.h"
#include "service/imports.h"
#include "service/members.h"
#include "service/organisations.h"
#include "service/persons.h"
#include "service/register.h"

namespace tongchou::app {
namespace {

using service::Desk;
using service::Employer;
using service::ImportMemory;
using service::ImportRow;
using service::RowStatus;

const Desk kClerk{"clerk", {}};
const Desk kReviewer{"reviewer", {}};

Employer Form(const std::string& name) {
  Employer form;
  form.name = name;
  form.unit_kind = "enterprise";
  form.documents = "营业执照";
  form.event_day = Date(2026, 3, 1);
  return form;
}

std::string IdOf(int sequence) { return MakeIdNumber("990100", Date(1985, 6, 15), sequence); }

ImportRow Row(std::int64_t number, int sequence, const std::string& employer) {
  ImportRow row;
  row.row = number;
  row.name = "张三" + std::to_string(sequence);
  row.certificate = IdOf(sequence);
  row.category = "在职";
  row.wage = "6,000.00";
  row.begin = "2026/3/1";
  row.employer = employer;
  return row;
}

class RegisterFlowTest : public RegionTest {
 protected:
  RegisterFlowTest() { Reopen(); }

  std::string Opened(const std::string& name) {
    const auto made = OpenEmployer(*region_, kClerk, Form(name));
    EXPECT_TRUE(made.ok());
    return made.ok() ? made->code : std::string();
  }

  service::ImportJob Start(const std::string& digest, std::int64_t rows,
                           const std::string& reason = {}) {
    const auto job = StartImport(*region_, kClerk, {"members.csv", digest, "", 2026, reason, rows});
    EXPECT_TRUE(job.ok());
    return job.ok() ? *job : service::ImportJob();
  }

  service::ChunkOutcome Import(const std::vector<ImportRow>& rows, const std::string& digest,
                               const std::string& reason = {}) {
    const auto job = Start(digest, static_cast<std::int64_t>(rows.size()), reason);
    auto outcome = ImportChunk(*region_, kClerk, memory_, job.id, job.chunks + 1, rows);
    EXPECT_TRUE(outcome.ok());
    return outcome.ok() ? *std::move(outcome) : service::ChunkOutcome();
  }

  ImportMemory memory_;
};

TEST_F(RegisterFlowTest, AnEmployersFileIsNumberedKeptAndFoundAfterReopening) {
  Employer form = Form("示范机械有限公司");
  form.credit_code = "91350100M000100Y43";
  form.event_day = Date(2026, 1, 5);
  const auto made = OpenEmployer(*region_, kClerk, form);
  ASSERT_TRUE(made.ok());
  EXPECT_EQ(made->code, "E00001");
  EXPECT_TRUE(made->late) << "75 days after its event";
  Reopen();
  const auto found = service::GetEmployer(*region_, {}, "E00001");
  ASSERT_TRUE(found.ok());
  EXPECT_EQ(*found, *made);
  EXPECT_EQ(Opened("第二家"), "E00002");
  const auto page = service::FindEmployers(
      *region_, {}, {.text = "机械", .organisation = {}, .unit_kind = {}, .state = {}});
  EXPECT_EQ(page.total, 1U);
}

TEST_F(RegisterFlowTest, WhatAFormLacksOrRepeatsIsNamed) {
  const auto refused = [&](const Employer& form) {
    const auto made = OpenEmployer(*region_, kClerk, form);
    return made.ok() ? Error{ErrorCode::kBadCase, {}, "accepted"} : made.error();
  };
  Employer form = Form("");
  EXPECT_EQ(refused(form).where, "name");
  form = Form("甲");
  form.documents.clear();
  EXPECT_EQ(refused(form).code, ErrorCode::kMissingField);
  form = Form("甲");
  form.credit_code = "91350100M000100Y44";
  EXPECT_EQ(refused(form).code, ErrorCode::kBadCreditCode);
  form.credit_code = "91350100M000100Y43";
  ASSERT_TRUE(OpenEmployer(*region_, kClerk, form).ok());
  EXPECT_EQ(refused(form).code, ErrorCode::kDuplicateId);
  form = Form("乙");
  form.event_day = Date(2026, 3, 21);
  EXPECT_EQ(refused(form).code, ErrorCode::kTimeInFuture);
  form = Form("乙");
  form.organisation = "C9";
  EXPECT_EQ(refused(form).code, ErrorCode::kUnknownOrganisation);
}

TEST_F(RegisterFlowTest, AChangeHoldsOnlyWhenAnotherPersonApprovesIt) {
  const std::string code = Opened("旧名称");
  Employer form = Form("新名称");
  form.code = code;
  const auto asked = RequestChange(*region_, kClerk, form, "更名");
  ASSERT_TRUE(asked.ok());
  EXPECT_EQ(asked->id, code + "/1");
  EXPECT_EQ(service::GetEmployer(*region_, {}, code)->name, "旧名称");
  EXPECT_EQ(RequestChange(*region_, kClerk, form, "更名").error().code, ErrorCode::kRequestWaiting);
  EXPECT_EQ(DecideRequest(*region_, kClerk, asked->id, true, "").error().code,
            ErrorCode::kOwnRequest);
  ASSERT_TRUE(DecideRequest(*region_, kReviewer, asked->id, true, "属实").ok());
  EXPECT_EQ(service::GetEmployer(*region_, {}, code)->name, "新名称");
  EXPECT_EQ(DecideRequest(*region_, kReviewer, asked->id, true, "").error().code,
            ErrorCode::kRequestDecided);
  Reopen();
  const auto kept = service::FindRequests(*region_, {}, code);
  ASSERT_TRUE(kept.ok());
  ASSERT_EQ(kept->size(), 1U);
  EXPECT_EQ(kept->front().decided_by, "reviewer");
  EXPECT_EQ(kept->front().note, "属实");
  EXPECT_EQ(kept->front().reason, "更名");
}

TEST_F(RegisterFlowTest, ACancelledEmployerKeepsItsMembersHistoryAndTakesNoNewOnes) {
  const std::string code = Opened("甲");
  ASSERT_EQ(Import({Row(2, 1, code)}, "a").job.accepted, 1);
  const auto asked = RequestCancellation(*region_, kClerk, code, Date(2026, 3, 20), "破产");
  ASSERT_TRUE(asked.ok());
  EXPECT_EQ(DecideRequest(*region_, kReviewer, asked->id, true, "").error().code,
            ErrorCode::kMembersLeft);
  ImportRow leaving = Row(2, 1, code);
  leaving.end = "2026-03-20";
  ASSERT_EQ(Import({leaving}, "b").job.accepted, 1);
  ASSERT_TRUE(DecideRequest(*region_, kReviewer, asked->id, true, "").ok());
  const auto refused = Import({Row(2, 2, code)}, "c");
  ASSERT_EQ(refused.job.refused, 1);
  EXPECT_EQ(refused.results[0].error->code, ErrorCode::kEmployerCancelled);
  const auto members = service::FindMembers(*region_, code, "", 50);
  ASSERT_TRUE(members.ok());
  EXPECT_EQ(members->members.size(), 1U);
}

TEST_F(RegisterFlowTest, EveryRowIsTakenInByItselfAndARepeatedFileChangesNothing) {
  const std::string code = Opened("甲");
  std::vector<ImportRow> rows = {Row(2, 1, code), Row(3, 2, code), Row(4, 3, code),
                                 Row(5, 4, code), Row(6, 1, code), Row(7, 5, "E99999")};
  rows[1].certificate[17] = rows[1].certificate[17] == '1' ? '2' : '1';
  rows[2].category = "董事";
  const auto first = Import(rows, "a");
  EXPECT_EQ(first.job.accepted, 2);
  EXPECT_EQ(first.job.refused, 4);
  ASSERT_TRUE(first.job.finished_at.has_value());
  std::vector<ErrorCode> codes;
  for (const auto& result : first.results) {
    if (result.error) codes.push_back(result.error->code);
  }
  EXPECT_EQ(codes, (std::vector<ErrorCode>{ErrorCode::kBadIdNumber, ErrorCode::kUnknownCategory,
                                           ErrorCode::kDuplicateRow, ErrorCode::kUnknownEmployer}));
  EXPECT_NE(first.results[4].error->Chinese().find("第 2 行"), std::string::npos);
  const auto again = Import(rows, "a");
  EXPECT_EQ(again.job.accepted, 0);
  EXPECT_EQ(again.job.unchanged, 2);
  EXPECT_EQ(again.job.refused, 4);
  const auto person = service::FindPersonByCertificate(*region_, IdOf(1));
  ASSERT_TRUE(person.ok());
  EXPECT_EQ(person->gender, service::Gender::kMale);
  EXPECT_EQ(person->birth, Date(1985, 6, 15));
  ASSERT_EQ(person->coverage.size(), 1U);
  ExpectClean();
}

TEST_F(RegisterFlowTest, AnImportGoesOnWhereItStoppedAndKnowsWhomItNamedBefore) {
  const std::string code = Opened("甲");
  auto job = Start("a", 3);
  const std::vector<ImportRow> first = {Row(2, 1, code), Row(3, 2, code)};
  ASSERT_TRUE(ImportChunk(*region_, kClerk, memory_, job.id, 1, first).ok());
  Reopen();  // as after a kill: nothing but the store is left
  ImportMemory memory;
  job = Start("a", 3);
  EXPECT_EQ(job.chunks, 1) << "the same import goes on";
  EXPECT_EQ(ImportChunk(*region_, kClerk, memory, job.id, 3, first).error().code,
            ErrorCode::kChunkOutOfOrder);
  const auto repeated = ImportChunk(*region_, kClerk, memory, job.id, 1, first);
  ASSERT_TRUE(repeated.ok());
  EXPECT_EQ(repeated->job.accepted, 2) << "a part sent twice is answered from what is stored";
  const auto last = ImportChunk(*region_, kClerk, memory, job.id, 2, {Row(4, 1, code)});
  ASSERT_TRUE(last.ok());
  EXPECT_EQ(last->results[0].error->code, ErrorCode::kDuplicateRow);
  EXPECT_TRUE(last->job.finished_at.has_value());
  const auto refused = FindRows(*region_, {}, job.id, RowStatus::kRefused, 1);
  ASSERT_TRUE(refused.ok());
  ASSERT_EQ(refused->rows.size(), 1U);
  EXPECT_EQ(refused->rows[0].cells.name, "张三1");
}

TEST_F(RegisterFlowTest, AWageIsCorrectedOnlyWithAReasonAndBothAreKept) {
  const std::string code = Opened("甲");
  ASSERT_EQ(Import({Row(2, 1, code)}, "a").job.accepted, 1);
  ImportRow corrected = Row(2, 1, code);
  corrected.wage = "7500";
  const auto refused = Import({corrected}, "b");
  ASSERT_EQ(refused.job.refused, 1);
  EXPECT_EQ(refused.results[0].error->code, ErrorCode::kWageDeclared);
  EXPECT_EQ(Import({corrected}, "b", "稽核：漏报奖金").job.accepted, 1);
  const auto members = service::FindMembers(*region_, code, "", 50);
  ASSERT_TRUE(members.ok());
  EXPECT_EQ(members->members[0].wage->wage, Money{750'000});
  EXPECT_EQ(members->members[0].wage->reason, "稽核：漏报奖金");
}

TEST_F(RegisterFlowTest, NobodyIsTakenFromAnotherEmployerAndATransferKeepsTheAccount) {
  const std::string from = Opened("甲");
  const std::string to = Opened("乙");
  ASSERT_EQ(Import({Row(2, 1, from)}, "a").job.accepted, 1);
  ImportRow hired = Row(2, 1, to);
  hired.begin = "2026-03-16";
  auto refused = Import({hired}, "b");
  ASSERT_EQ(refused.job.refused, 1);
  EXPECT_EQ(refused.results[0].error->code, ErrorCode::kCoveredElsewhere);
  ImportRow left = Row(2, 1, from);
  left.begin.clear();
  left.end = "2026-03-15";
  ASSERT_EQ(Import({left}, "c").job.accepted, 1);
  ASSERT_EQ(Import({hired}, "d").job.accepted, 1);
  const auto person = service::FindPersonByCertificate(*region_, IdOf(1));
  ASSERT_TRUE(person.ok());
  ASSERT_EQ(person->coverage.size(), 2U);
  EXPECT_EQ(person->coverage[0].range.through, Date(2026, 3, 15));
  EXPECT_EQ(person->coverage[1].employer, to);
}

TEST_F(RegisterFlowTest, EmployersAndImportsOfAnotherOfficeAreUnknown) {
  ASSERT_TRUE(AddOrganisation(*region_, "test", "C1", "一县", "").ok());
  ASSERT_TRUE(AddOrganisation(*region_, "test", "C2", "二县", "").ok());
  const Desk one{"one", {"C1"}};
  const Desk two{"two", {"C2"}};
  Employer form = Form("甲");
  EXPECT_EQ(OpenEmployer(*region_, one, form).error().code, ErrorCode::kRightMissing);
  form.organisation = "C1";
  const auto made = OpenEmployer(*region_, one, form);
  ASSERT_TRUE(made.ok());
  EXPECT_EQ(service::GetEmployer(*region_, two.scope, made->code).error().code,
            ErrorCode::kUnknownEmployer);
  EXPECT_EQ(service::FindEmployers(*region_, two.scope, {}).total, 0U);
  const auto job = StartImport(*region_, one, {"a.csv", "a", made->code, 2026, "", 1});
  ASSERT_TRUE(job.ok());
  EXPECT_EQ(service::GetImport(*region_, two.scope, job->id).error().code,
            ErrorCode::kUnknownImport);
  const auto theirs = StartImport(*region_, two, {"a.csv", "a", "", 2026, "", 1});
  ASSERT_TRUE(theirs.ok());
  const auto refused = ImportChunk(*region_, two, memory_, theirs->id, 1, {Row(2, 1, made->code)});
  ASSERT_TRUE(refused.ok());
  EXPECT_EQ(refused->results[0].error->code, ErrorCode::kUnknownEmployer);
}

TEST_F(RegisterFlowTest, AStoreThatFailsInTheMiddleOfAPartLosesNothingAndDoublesNothing) {
  const std::string code = Opened("甲");
  const auto job = Start("a", 2);
  const std::vector<ImportRow> rows = {Row(2, 1, code), Row(3, 2, code)};
  for (std::int64_t call = 1; call <= 12; ++call) {
    for (const bool after : {false, true}) {
      faults_->Plan(
          {.at_call = call, .calls = 1, .code = ErrorCode::kStoreUnavailable, .after = after});
      (void)ImportChunk(*region_, kClerk, memory_, job.id, 1, rows);
      faults_->Plan({});
    }
  }
  Reopen();
  ImportMemory memory;
  const auto done = ImportChunk(*region_, kClerk, memory, job.id, 1, rows);
  ASSERT_TRUE(done.ok());
  EXPECT_EQ(done->job.accepted, 2);
  EXPECT_EQ(service::CountRegion(*region_)->persons, 2);
}

}  // namespace
}  // namespace tongchou::app
