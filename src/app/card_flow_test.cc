// Cards, single registrations and changes of persons on a real store.
#include <algorithm>

#include "app/region_testing.h"
#include "base/id_number.h"
#include "service/cards.h"
#include "service/employers.h"
#include "service/person_desk.h"
#include "service/timeline.h"

namespace tongchou::app {
namespace {

using service::CardState;
using service::CardStep;
using service::Desk;

const Desk kClerk{"clerk", {}};
const Desk kReviewer{"reviewer", {}};

class CardFlowTest : public RegionTest {
 protected:
  CardFlowTest() {
    Reopen();
    people_ = Populate(2);
  }

  Result<service::Card> Step(const std::string& id, CardStep step, const std::string& note = "",
                             const std::string& number = "") {
    const bool decides = step == CardStep::kApprove || step == CardStep::kRefuse;
    return StepCard(*region_, decides ? kReviewer : kClerk, {id, step, number, note});
  }

  // A card that is in force.
  service::Card Made(const std::string& person, const std::string& number = "") {
    const auto applied = ApplyForCard(*region_, kClerk, {person, "ic_card", ""});
    EXPECT_TRUE(applied.ok());
    if (!applied.ok()) return {};
    EXPECT_TRUE(Step(applied->id, CardStep::kApprove).ok());
    EXPECT_TRUE(Step(applied->id, CardStep::kPay).ok());
    const auto made = Step(applied->id, CardStep::kMake, "", number);
    EXPECT_TRUE(made.ok()) << made.error().English();
    return made.ok() ? *made : service::Card{};
  }

  ErrorCode CodeOfCard(const std::string& number) {
    return service::PersonOfCard(*region_, number).error().code;
  }

  std::vector<std::string> people_;
};

TEST_F(CardFlowTest, ACardIsAppliedForApprovedByAnotherPaidForAndMade) {
  const auto applied = ApplyForCard(*region_, kClerk, {people_[0], "ic_card", "单位统一申请"});
  ASSERT_TRUE(applied.ok());
  EXPECT_EQ(applied->fee, Money{1'500});
  EXPECT_EQ(ApplyForCard(*region_, kClerk, {people_[0], "ic_card", ""}).error().code,
            ErrorCode::kRequestWaiting);
  EXPECT_EQ(StepCard(*region_, kClerk, {applied->id, CardStep::kApprove, "", ""}).error().code,
            ErrorCode::kOwnRequest);
  EXPECT_EQ(Step(applied->id, CardStep::kMake).error().code, ErrorCode::kCardState);
  ASSERT_TRUE(Step(applied->id, CardStep::kApprove).ok());
  EXPECT_EQ(Step(applied->id, CardStep::kMake).error().code, ErrorCode::kCardState);
  ASSERT_TRUE(Step(applied->id, CardStep::kPay).ok());
  EXPECT_EQ(Step(applied->id, CardStep::kPay).error().code, ErrorCode::kCardState);
  const auto made = Step(applied->id, CardStep::kMake, "", "A12345678");
  ASSERT_TRUE(made.ok());
  EXPECT_EQ(made->state, CardState::kInForce);
  EXPECT_EQ(made->events.size(), 4U);
  EXPECT_EQ(*service::PersonOfCard(*region_, "A12345678"), people_[0]);
}

TEST_F(CardFlowTest, ALostCardIsRefusedFromTheNextCallOn) {
  const service::Card card = Made(people_[0]);
  EXPECT_EQ(*service::PersonOfCard(*region_, card.number), people_[0]);
  EXPECT_EQ(Step(card.id, CardStep::kReportLost).error().code, ErrorCode::kMissingField);
  ASSERT_TRUE(Step(card.id, CardStep::kReportLost, "本人电话挂失").ok());
  EXPECT_EQ(CodeOfCard(card.number), ErrorCode::kCardNotValid);
  ASSERT_TRUE(Step(card.id, CardStep::kFind).ok());
  EXPECT_TRUE(service::PersonOfCard(*region_, card.number).ok());
  ASSERT_TRUE(Step(card.id, CardStep::kSuspend, "违规使用").ok());
  EXPECT_EQ(CodeOfCard(card.number), ErrorCode::kCardNotValid);
  EXPECT_EQ(CodeOfCard("000"), ErrorCode::kUnknownCard);
}

TEST_F(CardFlowTest, AReplacementEndsTheCardThatItReplaces) {
  const service::Card old = Made(people_[0], "A1");
  ASSERT_TRUE(Step(old.id, CardStep::kReportLost, "遗失").ok());
  const service::Card made = Made(people_[0], "A2");
  EXPECT_EQ(made.replaces, old.id);
  EXPECT_EQ(made.fee, Money{1'000});
  EXPECT_EQ(CodeOfCard("A1"), ErrorCode::kCardNotValid);
  EXPECT_TRUE(service::PersonOfCard(*region_, "A2").ok());
  EXPECT_EQ(service::CardsOf(*region_, {}, people_[0])->front().state, CardState::kEnded);
}

TEST_F(CardFlowTest, ANumberIsOneCardsOnly) {
  Made(people_[0], "A1");
  const auto applied = ApplyForCard(*region_, kClerk, {people_[1], "ic_card", ""});
  ASSERT_TRUE(Step(applied->id, CardStep::kApprove).ok());
  ASSERT_TRUE(Step(applied->id, CardStep::kPay).ok());
  EXPECT_EQ(Step(applied->id, CardStep::kMake, "", "A1").error().code, ErrorCode::kDuplicateId);
  EXPECT_EQ(Step(applied->id, CardStep::kMake, "", "A/1").error().code, ErrorCode::kBadParameter);
}

TEST_F(CardFlowTest, WhatCostsNothingNeedsNoPayment) {
  const auto book = ApplyForCard(*region_, kClerk, {people_[0], "prescription_book", ""});
  ASSERT_TRUE(book.ok());
  ASSERT_TRUE(Step(book->id, CardStep::kApprove).ok());
  EXPECT_TRUE(Step(book->id, CardStep::kMake).ok());
  EXPECT_EQ(ApplyForCard(*region_, kClerk, {people_[0], "wings", ""}).error().code,
            ErrorCode::kBadParameter);
}

// CJK Extension B and a middle dot: every path keeps the bytes.
constexpr const char* kRareName = "买买提·𠮷𡈽";

TEST_F(CardFlowTest, OnePersonIsRegisteredRetiresAndChangesTheName) {
  service::Employer form;
  form.name = "某厂";
  form.documents = "证件";
  form.event_day = Date(2026, 1, 1);
  const auto employer = OpenEmployer(*region_, kClerk, form);
  ASSERT_TRUE(employer.ok());
  service::ImportRow row;
  row.row = 1;
  row.name = kRareName;
  row.certificate = MakeIdNumber("990100", Date(1966, 2, 1), 11);
  row.category = "active";
  row.wage = "5200";
  row.begin = "2026-02-01";
  row.employer = employer->code;
  const auto made = RegisterMember(*region_, kClerk, row, 0, "");
  ASSERT_TRUE(made.ok()) << made.error().English();
  EXPECT_EQ(service::FindPersons(*region_, "买买提·𠮷", "", 10)->persons.size(), 1U);
  row.category = "retired";
  row.begin = "2026-03-01";
  ASSERT_TRUE(RegisterMember(*region_, kClerk, row, 0, "").ok());
  row.category = "wizard";
  EXPECT_EQ(RegisterMember(*region_, kClerk, row, 0, "").error().where, "category");

  service::IdentityForm change{made->psn_no, "买买提·𠮷", "01", row.certificate, "户口簿", "更名"};
  const auto asked = RequestIdentity(*region_, kClerk, change);
  ASSERT_TRUE(asked.ok());
  EXPECT_EQ(RequestIdentity(*region_, kClerk, change).error().code, ErrorCode::kRequestWaiting);
  EXPECT_EQ(DecideIdentity(*region_, kClerk, asked->id, true, "").error().code,
            ErrorCode::kOwnRequest);
  ASSERT_TRUE(DecideIdentity(*region_, kReviewer, asked->id, true, "").ok());
  EXPECT_EQ(service::GetPerson(*region_, made->psn_no)->name, "买买提·𠮷");

  const auto timeline = TimelineOf(*region_, {}, made->psn_no);
  ASSERT_TRUE(timeline.ok());
  std::vector<std::string_view> kinds;
  for (const service::TimelineItem& item : *timeline) kinds.push_back(item.kind);
  EXPECT_EQ(std::ranges::count(kinds, "coverage"), 2);
  EXPECT_EQ(std::ranges::count(kinds, "wage"), 1);
  EXPECT_EQ(std::ranges::count(kinds, "identity"), 1);
  ExpectClean();
}

TEST_F(CardFlowTest, ACertificateMayNotBecomeSomebodyElses) {
  const std::string taken = service::GetPerson(*region_, people_[1])->certificate;
  service::IdentityForm change{people_[0], "张三", "02", taken, "证件", "更正"};
  EXPECT_EQ(RequestIdentity(*region_, kClerk, change).error().code, ErrorCode::kDuplicateId);
  change.certificate_type = "01";
  change.certificate = "123";
  EXPECT_EQ(RequestIdentity(*region_, kClerk, change).error().code, ErrorCode::kBadIdNumber);
  EXPECT_EQ(RequestIdentity(*region_, {"clerk", {"C9"}}, change).error().code,
            ErrorCode::kUnknownPerson);
}

}  // namespace
}  // namespace tongchou::app
