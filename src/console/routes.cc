#include "console/routes.h"

#include <optional>
#include <string>
#include <utility>

#include "base/crypto.h"
#include "console/api.h"
#include "service/member_login.h"
#include "service/scoped_reads.h"

namespace tongchou::console {

namespace {

constexpr RouteRow kRoutes[] = {
    {"GET", "/api/session", Right::kSignedIn, GetSession, 200, Own::kAlways},
    {"POST", "/api/password", Right::kSignedIn, ChangePassword, 200, Own::kAlways},
    {"DELETE", "/api/sessions", Right::kSignedIn, SignOutEverywhere, 200, Own::kAlways},
    {"GET", "/api/region", Right::kSignedIn, GetRegion, 200, Own::kAlways},
    {"GET", "/api/overview", Right::kOverviewRead, GetOverview},
    {"GET", "/api/tasks", Right::kSignedIn, ListTasks},
    {"GET", "/api/persons", Right::kPersonRead, ListPersons},
    {"GET", "/api/persons/{psn_no}", Right::kPersonRead, GetPerson, 200, Own::kPerson},
    {"POST", "/api/persons/{psn_no}/certificate", Right::kPersonIdentify, ShowCertificate},
    {"GET", "/api/persons/{psn_no}/settlements", Right::kPersonRead, ListPersonSettlements, 200,
     Own::kPerson},
    {"GET", "/api/settlements", Right::kSettlementRead, ListSettlements},
    {"GET", "/api/settlements/{setl_id}", Right::kSettlementRead, GetSettlement, 200,
     Own::kSettlement},
    {"GET", "/api/settlements/{setl_id}/explanation", Right::kSettlementRead, ExplainSettlement,
     200, Own::kSettlement},
    {"GET", "/api/ledger/accounts", Right::kLedgerRead, ListLedgerAccounts},
    {"GET", "/api/ledger/entries", Right::kLedgerRead, ListLedgerEntries},
    {"GET", "/api/ledger/entries/{no}", Right::kLedgerRead, GetLedgerEntry},
    {"POST", "/api/ledger/verify", Right::kLedgerVerify, VerifyLedger, 202},
    {"GET", "/api/clearing/{month}", Right::kClearingRead, ShowClearing},
    {"POST", "/api/clearing/{month}/posting", Right::kClearingPost, PostClearing},
    {"GET", "/api/clearing/{month}/items", Right::kClearingRead, ListClearingItems},
    {"GET", "/api/jobs/{id}", Right::kSignedIn, GetJob},
    {"POST", "/api/jobs/{id}/cancel", Right::kSignedIn, CancelJob},
    {"GET", "/api/audit", Right::kAuditRead, ListAudit},
    {"GET", "/api/organisations", Right::kSignedIn, ListOrganisations},
    {"GET", "/api/employers", Right::kEmployerRead, ListEmployers},
    {"POST", "/api/employers", Right::kEmployerWrite, AddEmployer},
    {"GET", "/api/employers/{code}", Right::kEmployerRead, ShowEmployer},
    {"GET", "/api/employers/{code}/members", Right::kPersonRead, ListMembers},
    {"GET", "/api/employers/{code}/wage-audits", Right::kPersonRead, ListWageAudits},
    {"POST", "/api/employers/{code}/wage-audits", Right::kEmployerWrite, AuditWages},
    {"GET", "/api/employers/{code}/wage-audits/{number}", Right::kPersonRead, GetWageAudit},
    {"POST", "/api/employers/{code}/wage-audits/{number}/decision", Right::kEmployerReview,
     DecideWageAudit},
    {"GET", "/api/employers/{code}/bills", Right::kLevyRead, ListEmployerBills},
    {"POST", "/api/employers/{code}/changes", Right::kEmployerWrite, RequestEmployerChange},
    {"POST", "/api/employers/{code}/cancellation", Right::kEmployerWrite,
     RequestEmployerCancellation},
    {"GET", "/api/employer-requests", Right::kEmployerRead, ListEmployerRequests},
    {"POST", "/api/employers/{code}/requests/{number}/decision", Right::kEmployerReview,
     DecideEmployerRequest},
    {"GET", "/api/import-template", Right::kMemberImport, GetImportTemplate},
    {"GET", "/api/imports", Right::kMemberImport, ListImports},
    {"POST", "/api/imports", Right::kMemberImport, StartImport},
    {"GET", "/api/imports/{id}", Right::kMemberImport, ShowImport},
    {"POST", "/api/imports/{id}/chunks/{chunk}", Right::kMemberImport, AddImportChunk},
    {"GET", "/api/imports/{id}/rows", Right::kMemberImport, ListImportRows},
    {"GET", "/api/levy/runs", Right::kLevyRead, ListLevyRuns},
    {"GET", "/api/levy/months/{month}", Right::kLevyRead, ShowLevyMonth},
    {"POST", "/api/levy/months/{month}/preview", Right::kLevyRun, PreviewLevy, 202},
    {"POST", "/api/levy/months/{month}/run", Right::kLevyRun, RunLevy, 202},
    {"GET", "/api/levy/months/{month}/bills", Right::kLevyRead, ListLevyBills},
    {"GET", "/api/levy/bills/{number}", Right::kLevyRead, ShowLevyBill},
    {"GET", "/api/levy/bills/{number}/lines", Right::kPersonRead, ListLevyLines},
    {"GET", "/api/levy/bills/{number}/lines/{psn_no}", Right::kPersonRead, ExplainLevyLine},
    {"POST", "/api/levy/bills/{number}/reversal", Right::kLevyRun, ReverseLevyBill},
    {"GET", "/api/persons/{psn_no}/levy", Right::kPersonRead, ListPersonLevy},
    {"GET", "/api/fixed", Right::kLevyRead, ShowFixed},
    {"GET", "/api/fixed/{year}", Right::kLevyRead, ShowFixedYear},
    {"POST", "/api/fixed/{year}/preview", Right::kLevyRun, PreviewFixed, 202},
    {"POST", "/api/fixed/{year}/run", Right::kLevyRun, RunFixed, 202},
    {"GET", "/api/fixed/{year}/bills", Right::kLevyRead, ListFixedBills},
    {"GET", "/api/persons/{psn_no}/entitled", Right::kPersonRead, ListEntitled},
    {"POST", "/api/persons/{psn_no}/entitled", Right::kHouseholdWrite, SetEntitled},
    {"POST", "/api/persons/{psn_no}/entitled/end", Right::kHouseholdWrite, EndEntitled},
    {"POST", "/api/persons/{psn_no}/roll", Right::kHouseholdWrite, JoinRoll},
    {"GET", "/api/household-relations", Right::kPersonRead, ListRelations},
    {"GET", "/api/households", Right::kPersonRead, ListHouseholds},
    {"POST", "/api/households", Right::kHouseholdWrite, OpenHousehold},
    {"GET", "/api/households/{code}", Right::kPersonRead, ShowHousehold},
    {"POST", "/api/households/{code}/join", Right::kHouseholdWrite, JoinHousehold},
    {"POST", "/api/households/{code}/leave", Right::kHouseholdWrite, LeaveHousehold},
    {"POST", "/api/households/{code}/head", Right::kHouseholdWrite, ChangeHead},
    {"POST", "/api/households/{code}/split", Right::kHouseholdWrite, SplitHousehold},
    {"GET", "/api/persons/{psn_no}/household", Right::kPersonRead, ShowPersonHousehold},
    {"GET", "/api/targets/{year}/{scheme}", Right::kTargetRead, ShowProgress},
    {"POST", "/api/targets", Right::kTargetWrite, SetTarget},
    {"GET", "/api/receipt-template", Right::kReceiptRead, GetReceiptTemplate},
    {"GET", "/api/receipt-files", Right::kReceiptRead, ListReceiptFiles},
    {"POST", "/api/receipt-files", Right::kReceiptImport, StartReceiptFile},
    {"GET", "/api/receipt-files/{id}", Right::kReceiptRead, ShowReceiptFile},
    {"POST", "/api/receipt-files/{id}/parts/{part}", Right::kReceiptImport, AddReceiptPart},
    {"GET", "/api/receipt-files/{id}/lines", Right::kReceiptRead, ListReceiptLines},
    {"POST", "/api/receipt-files/{id}/preview", Right::kReceiptRead, PreviewReceiptFile, 202},
    {"POST", "/api/receipt-files/{id}/posting", Right::kReceiptPost, PostReceiptFile, 202},
    {"GET", "/api/receipts", Right::kReceiptRead, ListHeldReceipts},
    {"GET", "/api/receipts/one", Right::kReceiptRead, ShowReceipt},
    {"POST", "/api/receipts/assignment", Right::kReceiptImport, AssignReceipt},
    {"POST", "/api/receipts/return", Right::kReceiptPost, ReturnReceipt},
    {"POST", "/api/receipts/reversal", Right::kReceiptPost, ReverseReceipt},
    {"GET", "/api/employers/{code}/dues", Right::kLevyRead, ShowEmployerDues},
    {"GET", "/api/refunds", Right::kReceiptRead, ListRefunds},
    {"GET", "/api/employers/{code}/refunds", Right::kReceiptRead, ListEmployerRefunds},
    {"POST", "/api/employers/{code}/refunds", Right::kReceiptImport, RequestRefund},
    {"POST", "/api/employers/{code}/refunds/{number}/decision", Right::kReceiptPost, DecideRefund},
    {"POST", "/api/employers/{code}/refunds/{number}/reversal", Right::kReceiptPost, ReverseRefund},
    {"GET", "/api/arrears", Right::kLevyRead, ListArrears},
    {"POST", "/api/dunning/run", Right::kDunningRun, RunDunning, 202},
    {"GET", "/api/dunning/papers", Right::kLevyRead, ListDunningPapers},
    {"GET", "/api/collection", Right::kLevyRead, ShowCollection},
    {"GET", "/api/recomputes", Right::kRecomputeRead, ListRecomputes},
    {"POST", "/api/recomputes", Right::kRecomputeRun, DrawRecompute, 202},
    {"GET", "/api/recomputes/{number}", Right::kRecomputeRead, ShowRecompute},
    {"GET", "/api/recomputes/{number}/persons", Right::kRecomputeRead, ListRecomputePersons},
    {"POST", "/api/recomputes/{number}/decision", Right::kRecomputeDecide, DecideRecompute},
    {"POST", "/api/recomputes/{number}/posting", Right::kRecomputeRun, PostRecompute, 202},
    {"POST", "/api/recomputes/{number}/payments", Right::kRecomputeRun, PayRecompute},
    {"GET", "/api/interest", Right::kAccountRead, ListInterestRuns},
    {"POST", "/api/interest/{year}/preview", Right::kInterestRun, PreviewInterest, 202},
    {"POST", "/api/interest/{year}/run", Right::kInterestRun, RunInterest, 202},
    {"POST", "/api/interest/{year}/reversal", Right::kInterestRun, ReverseInterest, 202},
    {"GET", "/api/persons/{psn_no}/interest/{year}", Right::kAccountRead, ExplainInterest},
    {"GET", "/api/persons/{psn_no}/statements/{year}", Right::kAccountRead, ShowStatement, 200,
     Own::kPerson},
    {"GET", "/api/payouts", Right::kAccountRead, ListPayouts},
    {"GET", "/api/persons/{psn_no}/payouts", Right::kAccountRead, ListPersonPayouts},
    {"POST", "/api/persons/{psn_no}/payouts", Right::kAccountWrite, RequestPayout},
    {"POST", "/api/persons/{psn_no}/payouts/{number}/decision", Right::kAccountDecide,
     DecidePayout},
    {"POST", "/api/persons/{psn_no}/payouts/{number}/reversal", Right::kAccountDecide,
     ReversePayout},
    {"GET", "/api/offsite/{year}", Right::kAccountRead, ListOffsite},
    {"POST", "/api/offsite/{year}/payouts/{period}", Right::kAccountWrite, PrepareOffsitePayouts},
    {"POST", "/api/persons/{psn_no}/offsite", Right::kAccountWrite, RegisterOffsite},
    {"GET", "/api/card-items", Right::kPersonRead, ListCardItems},
    {"GET", "/api/cards", Right::kPersonRead, ListCards},
    {"GET", "/api/persons/{psn_no}/cards", Right::kPersonRead, ListPersonCards, 200, Own::kPerson},
    {"POST", "/api/persons/{psn_no}/cards", Right::kCardWrite, ApplyForCard},
    {"POST", "/api/persons/{psn_no}/cards/{number}/decision", Right::kCardReview, DecideCard},
    {"POST", "/api/persons/{psn_no}/cards/{number}/steps", Right::kCardWrite, StepCard},
    {"POST", "/api/persons/{psn_no}/cards/{number}/loss", Right::kOwnRead, ReportOwnCardLost, 200,
     Own::kPerson},
    {"GET", "/api/persons/{psn_no}/login", Right::kPersonRead, ShowLogin},
    {"POST", "/api/persons/{psn_no}/login", Right::kMemberLogin, OpenLogin},
    {"POST", "/api/persons/{psn_no}/login/closure", Right::kMemberLogin, CloseLogin},
    {"POST", "/api/persons", Right::kPersonWrite, RegisterMember},
    {"GET", "/api/identity-requests", Right::kPersonRead, ListIdentityRequests},
    {"POST", "/api/persons/{psn_no}/identity-requests", Right::kPersonWrite, RequestIdentity},
    {"POST", "/api/persons/{psn_no}/identity-requests/{number}/decision", Right::kPersonReview,
     DecideIdentity},
    {"GET", "/api/persons/{psn_no}/timeline", Right::kPersonRead, ShowTimeline},
    {"GET", "/api/special/{group}/members", Right::kSpecialRead, ListSpecialMembers},
    {"POST", "/api/special/{group}/members", Right::kSpecialWrite, AddSpecialMember},
    {"POST", "/api/special/{group}/members/{psn_no}/end", Right::kSpecialWrite, EndSpecialMember},
    {"GET", "/api/persons/{psn_no}/checkups", Right::kHealthRead, ListCheckups},
    {"POST", "/api/persons/{psn_no}/checkups", Right::kHealthWrite, AddCheckup},
    {"GET", "/api/special-standards/{kind}/{year}", Right::kSpecialRead, ShowStandard},
    {"POST", "/api/special-standards/{kind}/{year}", Right::kSpecialWrite, RequestStandard},
    {"POST", "/api/special-standards/{kind}/{year}/decision", Right::kSpecialDecide,
     DecideStandard},
    {"GET", "/api/hardship/{year}", Right::kSpecialRead, ListHardships},
    {"POST", "/api/hardship/{year}", Right::kSpecialWrite, RequestHardship},
    {"POST", "/api/hardship/{year}/{employer}/decision", Right::kSpecialDecide, DecideHardship},
    {"GET", "/api/cadre-levy/{year}", Right::kSpecialRead, PreviewCadreLevy},
    {"POST", "/api/cadre-levy/{year}", Right::kSpecialRun, RunCadreLevy},
    {"POST", "/api/managed-credits", Right::kSpecialRun, CreditManagedAccounts},
    {"GET", "/api/persons/{psn_no}/managed", Right::kSpecialRead, ShowManaged},
    {"POST", "/api/surplus/{year}", Right::kSpecialWrite, PrepareSurplus},
    {"GET", "/api/special-claims", Right::kSpecialRead, ListSpecialClaims},
    {"GET", "/api/persons/{psn_no}/special-claims", Right::kSpecialRead, ListPersonSpecialClaims},
    {"POST", "/api/persons/{psn_no}/special-claims", Right::kSpecialWrite, RequestSpecialClaim},
    {"POST", "/api/persons/{psn_no}/special-claims/{number}/decision", Right::kSpecialDecide,
     DecideSpecialClaim},
    {"POST", "/api/persons/{psn_no}/special-claims/{number}/reversal", Right::kSpecialDecide,
     ReverseSpecialClaim},
    {"GET", "/api/soldiers/{month}", Right::kSpecialRead, PreviewSoldiers},
    {"POST", "/api/soldiers/{month}", Right::kSpecialRun, PostSoldiers},
    {"POST", "/api/employers/{code}/prefund/preview", Right::kSpecialRead, PreviewPrefund},
    {"POST", "/api/employers/{code}/prefund", Right::kSpecialRun, PostPrefund},
    {"GET", "/api/policy-versions", Right::kPolicyRead, ListPolicyVersions},
    {"GET", "/api/policy-versions/{number}", Right::kPolicyRead, GetPolicyVersion},
    {"GET", "/api/policy-drafts", Right::kPolicyRead, ListPolicyDrafts},
    {"POST", "/api/policy-drafts", Right::kPolicyDraft, BeginPolicyDraft},
    {"POST", "/api/policy-drafts/import", Right::kPolicyDraft, ImportPolicyDraft},
    {"GET", "/api/policy-drafts/{draft}", Right::kPolicyRead, GetPolicyDraft},
    {"PUT", "/api/policy-drafts/{draft}", Right::kPolicyDraft, SavePolicyDraft},
    {"POST", "/api/policy-drafts/{draft}/check", Right::kPolicyRead, CheckPolicyDraft},
    {"POST", "/api/policy-drafts/{draft}/submit", Right::kPolicyDraft, SubmitPolicyDraft},
    {"POST", "/api/policy-drafts/{draft}/decide", Right::kPolicyApprove, DecidePolicyDraft},
    {"POST", "/api/policy-drafts/{draft}/publish", Right::kPolicyApprove, PublishPolicyDraft},
    {"POST", "/api/policy-drafts/{draft}/update", Right::kPolicyDraft, UpdatePolicyDraft},
    {"POST", "/api/policy-drafts/{draft}/withdraw", Right::kPolicyDraft, WithdrawPolicyDraft},
    {"GET", "/api/policies", Right::kPolicyRead, ListPolicies},
    {"GET", "/api/policies/{pack}", Right::kPolicyRead, GetPolicy},
    {"GET", "/api/policies/{pack}/diff", Right::kPolicyRead, DiffPolicies},
    {"POST", "/api/policies/{pack}/examples/{name}/run", Right::kPolicyTry, RunExample},
    {"POST", "/api/policies/{pack}/try", Right::kPolicyTry, TryCase},
    {"GET", "/api/what-if", Right::kWhatIfRead, ListWhatIfs},
    {"POST", "/api/what-if", Right::kWhatIfRun, RunWhatIf, 202},
    {"GET", "/api/what-if/{number}", Right::kWhatIfRead, ShowWhatIf},
    {"GET", "/api/projection-assumptions", Right::kWhatIfRead, ListAssumptions},
    {"GET", "/api/projections", Right::kWhatIfRead, ListProjections},
    {"POST", "/api/projections", Right::kWhatIfRun, RunProjection, 202},
    {"GET", "/api/projections/{number}", Right::kWhatIfRead, ShowProjection},
    {"GET", "/api/what-if/{number}/cases/{case}", Right::kWhatIfRead, ExplainWhatIf},
    {"POST", "/api/policies/check", Right::kPolicyDraft, CheckPolicyFiles},
    {"POST", "/api/policies/edit", Right::kPolicyDraft, EditPolicyFiles},
    {"POST", "/api/policies/reach", Right::kPolicyDraft, ReachPolicyFiles, 202},
};

}  // namespace

std::span<const RouteRow> Routes() { return kRoutes; }

http::Response Refused(const Error& error) {
  http::Response response = http::RefusalResponse(error);
  response.headers.emplace_back("Cache-Control", "no-store");
  return response;
}

std::optional<Session> SessionOf(Console& console, const http::Request& request) {
  const std::optional<std::string_view> cookie = request.Cookie(kSessionCookie);
  if (!cookie) return {};
  return console.sessions().Find(*cookie);
}

bool HasToken(const http::Request& request, const Session& session) {
  const std::optional<std::string_view> token = request.Header("X-CSRF-Token");
  return token && SameSecret(*token, session.csrf);
}

bool IsOwnOrigin(const http::Request& request) {
  const std::optional<std::string_view> site = request.Header("Sec-Fetch-Site");
  if (site && *site != "same-origin" && *site != "none") return false;
  const std::optional<std::string_view> origin = request.Header("Origin");
  if (!origin) return true;
  const std::size_t scheme = origin->find("://");
  return scheme != std::string_view::npos && origin->substr(scheme + 3) == request.Header("Host");
}

std::optional<Error> Denied(Console& console, const Session& session, Right right, Own own,
                            const http::Request& request) {
  const bool member = !session.person.empty();
  if (!member && MayDo(session.roles, right)) return {};
  if (!member || own == Own::kNone) {
    return Error{ErrorCode::kRightMissing, {}, std::string(NameOf(right))};
  }
  const Status holds = service::CheckLoginHolds(console.region(), session.person);
  if (!holds.ok()) {
    if (holds.error().code != ErrorCode::kNoLogin) return holds.error();
    console.sessions().CloseAllOf(session.user);
    return Error{ErrorCode::kNotSignedIn, {}, {}};
  }
  if (own == Own::kPerson && request.Param("psn_no") != session.person) {
    return Error{ErrorCode::kUnknownPerson, {}, std::string(request.Param("psn_no"))};
  }
  if (own != Own::kSettlement) return {};
  const std::string setl_id(request.Param("setl_id"));
  const auto settlement = service::GetSettlement(console.region(), {}, setl_id);
  if (!settlement.ok()) return settlement.error();
  if (settlement->person.psn_no == session.person) return {};
  return Error{ErrorCode::kUnknownSettlement, {}, setl_id};
}

http::Response Guarded(Console& console, const RouteRow& row, const http::Request& request) {
  const std::optional<Session> session = SessionOf(console, request);
  if (!session) return Refused({ErrorCode::kNotSignedIn, {}, {}});
  const auto denied = Denied(console, *session, row.right, row.own, request);
  if (denied) return Refused(*denied);
  if (row.method != "GET" && !IsOwnOrigin(request)) {
    return Refused({ErrorCode::kWrongOrigin, {}, "Origin"});
  }
  if (row.method != "GET" && !HasToken(request, *session)) {
    return Refused({ErrorCode::kCsrfMismatch, {}, "X-CSRF-Token"});
  }
  const Answer answer = row.handler(console, {request, *session});
  if (!answer.ok()) return Refused(answer.error());
  return JsonResponse(row.status, *answer);
}

}  // namespace tongchou::console
