#include "console/rights.h"

#include <algorithm>

#include "base/check.h"

namespace tongchou::console {

namespace {

struct Row {
  Right right;
  std::string_view name;
  std::string_view roles;  // each between blanks
};

constexpr Row kRows[] = {
    {Right::kSignedIn, "signed_in", " clerk helper reviewer finance officer leader auditor admin "},
    {Right::kOverviewRead, "overview.read",
     " clerk helper reviewer finance officer leader auditor admin "},
    {Right::kPersonRead, "person.read", " clerk helper reviewer leader auditor "},
    {Right::kPersonIdentify, "person.identify", " clerk auditor "},
    {Right::kSettlementRead, "settlement.read", " clerk leader auditor "},
    {Right::kLedgerRead, "ledger.read", " finance leader auditor "},
    {Right::kLedgerVerify, "ledger.verify", " finance leader auditor "},
    {Right::kClearingRead, "clearing.read", " finance leader auditor "},
    {Right::kClearingPost, "clearing.post", " finance "},
    {Right::kAuditRead, "audit.read", " auditor admin "},
    {Right::kPolicyRead, "policy.read",
     " clerk helper reviewer finance officer leader auditor admin "},
    {Right::kPolicyTry, "policy.try",
     " clerk helper reviewer finance officer leader auditor admin "},
    {Right::kEmployerRead, "employer.read", " clerk helper reviewer finance leader auditor "},
    {Right::kEmployerWrite, "employer.write", " clerk "},
    {Right::kEmployerReview, "employer.review", " reviewer "},
    {Right::kMemberImport, "member.import", " clerk helper "},
    {Right::kLevyRead, "levy.read", " clerk helper reviewer finance leader auditor "},
    {Right::kLevyRun, "levy.run", " finance "},
    {Right::kReceiptRead, "receipt.read", " clerk helper reviewer finance leader auditor "},
    {Right::kReceiptImport, "receipt.import", " clerk "},
    {Right::kReceiptPost, "receipt.post", " finance "},
    {Right::kDunningRun, "dunning.run", " clerk "},
    {Right::kAccountRead, "account.read", " clerk reviewer finance leader auditor "},
    {Right::kAccountWrite, "account.write", " clerk "},
    {Right::kAccountDecide, "account.decide", " reviewer finance "},
    {Right::kInterestRun, "interest.run", " finance "},
    {Right::kCardWrite, "card.write", " clerk "},
    {Right::kCardReview, "card.review", " reviewer "},
    {Right::kPersonWrite, "person.write", " clerk "},
    {Right::kPersonReview, "person.review", " reviewer "},
    {Right::kMemberLogin, "member.login", " clerk "},
    {Right::kOwnRead, "own.read", " member "},
    {Right::kSpecialRead, "special.read", " clerk reviewer finance leader auditor "},
    {Right::kSpecialWrite, "special.write", " clerk "},
    {Right::kSpecialDecide, "special.decide", " reviewer finance "},
    {Right::kSpecialRun, "special.run", " finance "},
    {Right::kHealthRead, "health.read", " clerk auditor "},
    {Right::kHealthWrite, "health.write", " clerk "},
    {Right::kHouseholdWrite, "household.write", " clerk helper "},
    {Right::kTargetRead, "target.read", " clerk helper reviewer finance leader auditor "},
    {Right::kTargetWrite, "target.write", " leader "},
    {Right::kPolicyDraft, "policy.draft", " officer "},
    {Right::kPolicyApprove, "policy.approve", " leader "},
    {Right::kWhatIfRead, "whatif.read", " finance officer leader auditor "},
    {Right::kWhatIfRun, "whatif.run", " finance officer leader "},
    {Right::kRecomputeRead, "recompute.read", " finance officer leader auditor "},
    {Right::kRecomputeRun, "recompute.run", " finance "},
    {Right::kRecomputeDecide, "recompute.decide", " leader "},
};

const Row& RowOf(Right right) {
  const Row* row = std::ranges::find(kRows, right, &Row::right);
  TC_CHECK(row != std::end(kRows));
  return *row;
}

}  // namespace

std::string_view NameOf(Right right) { return RowOf(right).name; }

bool MayDo(const std::vector<std::string>& roles, Right right) {
  const std::string_view allowed = RowOf(right).roles;
  return std::ranges::any_of(roles, [&](const std::string& role) {
    return !role.empty() && role.find(' ') == std::string::npos &&
           allowed.find(" " + role + " ") != std::string_view::npos;
  });
}

}  // namespace tongchou::console
