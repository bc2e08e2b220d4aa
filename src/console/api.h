// The handlers of the console's API, one for each operation of api/openapi.yaml, where their
// answers are described. Rights are checked before they are called (routes.h).
//
// Thread-safe.
#ifndef TONGCHOU_CONSOLE_API_H_
#define TONGCHOU_CONSOLE_API_H_

#include "console/call.h"
#include "console/consoles.h"

namespace tongchou::console {

// session_api.cc. ListAreas is for who has not signed in yet; SignIn makes a session, so it works
// without one and sets the cookie itself.
http::Response ListAreas(const Consoles& consoles);
http::Response SignIn(Consoles& consoles, const http::Request& request);
http::Response SignInMember(Consoles& consoles, const http::Request& request);
http::Response SignOut(Console& console, const http::Request& request);
Answer GetSession(Console& console, const Call& call);
Answer ChangePassword(Console& console, const Call& call);
Answer SignOutEverywhere(Console& console, const Call& call);

// overview_api.cc
Answer GetRegion(Console& console, const Call& call);
Answer GetOverview(Console& console, const Call& call);

// person_api.cc
Answer ListPersons(Console& console, const Call& call);
Answer GetPerson(Console& console, const Call& call);
Answer ShowCertificate(Console& console, const Call& call);
Answer ListPersonSettlements(Console& console, const Call& call);

// settlement_api.cc
Answer ListSettlements(Console& console, const Call& call);
Answer GetSettlement(Console& console, const Call& call);
Answer ExplainSettlement(Console& console, const Call& call);

// ledger_api.cc
Answer ListLedgerAccounts(Console& console, const Call& call);
Answer ListLedgerEntries(Console& console, const Call& call);
Answer GetLedgerEntry(Console& console, const Call& call);
Answer VerifyLedger(Console& console, const Call& call);
Answer GetJob(Console& console, const Call& call);
Answer CancelJob(Console& console, const Call& call);

// clearing_api.cc
Answer ShowClearing(Console& console, const Call& call);
Answer ListClearingItems(Console& console, const Call& call);
Answer PostClearing(Console& console, const Call& call);

// recompute_api.cc
Answer ListRecomputes(Console& console, const Call& call);
Answer ShowRecompute(Console& console, const Call& call);
Answer ListRecomputePersons(Console& console, const Call& call);
Answer DrawRecompute(Console& console, const Call& call);
Answer DecideRecompute(Console& console, const Call& call);
Answer PostRecompute(Console& console, const Call& call);
Answer PayRecompute(Console& console, const Call& call);

// audit_api.cc
Answer ListAudit(Console& console, const Call& call);

// employer_api.cc
Answer ListOrganisations(Console& console, const Call& call);
Answer ListEmployers(Console& console, const Call& call);
Answer AddEmployer(Console& console, const Call& call);
Answer ShowEmployer(Console& console, const Call& call);
Answer ListMembers(Console& console, const Call& call);
Answer ListEmployerBills(Console& console, const Call& call);
Answer RequestEmployerChange(Console& console, const Call& call);
Answer RequestEmployerCancellation(Console& console, const Call& call);
Answer ListEmployerRequests(Console& console, const Call& call);
Answer DecideEmployerRequest(Console& console, const Call& call);

// import_api.cc
Answer GetImportTemplate(Console& console, const Call& call);
Answer StartImport(Console& console, const Call& call);
Answer AddImportChunk(Console& console, const Call& call);
Answer ListImports(Console& console, const Call& call);
Answer ShowImport(Console& console, const Call& call);
Answer ListImportRows(Console& console, const Call& call);

// levy_api.cc
Answer ListLevyRuns(Console& console, const Call& call);
Answer ShowLevyMonth(Console& console, const Call& call);
Answer PreviewLevy(Console& console, const Call& call);
Answer RunLevy(Console& console, const Call& call);
Answer ListLevyBills(Console& console, const Call& call);
Answer ShowLevyBill(Console& console, const Call& call);
Answer ListLevyLines(Console& console, const Call& call);
Answer ExplainLevyLine(Console& console, const Call& call);
Answer ReverseLevyBill(Console& console, const Call& call);
Answer ListPersonLevy(Console& console, const Call& call);

// fixed_api.cc
Answer ShowFixed(Console& console, const Call& call);
Answer ShowFixedYear(Console& console, const Call& call);
Answer PreviewFixed(Console& console, const Call& call);
Answer RunFixed(Console& console, const Call& call);
Answer ListFixedBills(Console& console, const Call& call);
Answer ListEntitled(Console& console, const Call& call);
Answer SetEntitled(Console& console, const Call& call);
Answer EndEntitled(Console& console, const Call& call);
Answer JoinRoll(Console& console, const Call& call);

// household_api.cc
Answer ListRelations(Console& console, const Call& call);
Answer ListHouseholds(Console& console, const Call& call);
Answer ShowHousehold(Console& console, const Call& call);
Answer ShowPersonHousehold(Console& console, const Call& call);
Answer OpenHousehold(Console& console, const Call& call);
Answer JoinHousehold(Console& console, const Call& call);
Answer LeaveHousehold(Console& console, const Call& call);
Answer ChangeHead(Console& console, const Call& call);
Answer SplitHousehold(Console& console, const Call& call);

// target_api.cc
Answer ShowProgress(Console& console, const Call& call);
Answer SetTarget(Console& console, const Call& call);

// receipts_api.cc
Answer GetReceiptTemplate(Console& console, const Call& call);
Answer ListReceiptFiles(Console& console, const Call& call);
Answer StartReceiptFile(Console& console, const Call& call);
Answer ShowReceiptFile(Console& console, const Call& call);
Answer AddReceiptPart(Console& console, const Call& call);
Answer ListReceiptLines(Console& console, const Call& call);
Answer PreviewReceiptFile(Console& console, const Call& call);
Answer PostReceiptFile(Console& console, const Call& call);
Answer ListHeldReceipts(Console& console, const Call& call);
Answer ShowReceipt(Console& console, const Call& call);
Answer AssignReceipt(Console& console, const Call& call);
Answer ReturnReceipt(Console& console, const Call& call);
Answer ReverseReceipt(Console& console, const Call& call);

// dunning_api.cc
Answer ShowEmployerDues(Console& console, const Call& call);
Answer ListArrears(Console& console, const Call& call);
Answer RunDunning(Console& console, const Call& call);
Answer ListDunningPapers(Console& console, const Call& call);
Answer ShowCollection(Console& console, const Call& call);
// interest_api.cc
Answer ListInterestRuns(Console& console, const Call& call);
Answer PreviewInterest(Console& console, const Call& call);
Answer RunInterest(Console& console, const Call& call);
Answer ReverseInterest(Console& console, const Call& call);
Answer ExplainInterest(Console& console, const Call& call);
Answer ShowStatement(Console& console, const Call& call);

// payout_api.cc
Answer ListPayouts(Console& console, const Call& call);
Answer ListPersonPayouts(Console& console, const Call& call);
Answer RequestPayout(Console& console, const Call& call);
Answer DecidePayout(Console& console, const Call& call);
Answer ReversePayout(Console& console, const Call& call);
Answer ListOffsite(Console& console, const Call& call);
Answer RegisterOffsite(Console& console, const Call& call);
Answer PrepareOffsitePayouts(Console& console, const Call& call);

// card_api.cc
Answer ListCardItems(Console& console, const Call& call);
Answer ListCards(Console& console, const Call& call);
Answer ListPersonCards(Console& console, const Call& call);
Answer ApplyForCard(Console& console, const Call& call);
Answer DecideCard(Console& console, const Call& call);
Answer StepCard(Console& console, const Call& call);

// person_desk_api.cc
Answer RegisterMember(Console& console, const Call& call);
Answer ListIdentityRequests(Console& console, const Call& call);
Answer RequestIdentity(Console& console, const Call& call);
Answer DecideIdentity(Console& console, const Call& call);
Answer ShowTimeline(Console& console, const Call& call);

// refund_api.cc
Answer ListRefunds(Console& console, const Call& call);
Answer ListEmployerRefunds(Console& console, const Call& call);
Answer RequestRefund(Console& console, const Call& call);
Answer DecideRefund(Console& console, const Call& call);
Answer ReverseRefund(Console& console, const Call& call);

// tasks_api.cc
Answer ListTasks(Console& console, const Call& call);

// member_api.cc
Answer ShowLogin(Console& console, const Call& call);
Answer OpenLogin(Console& console, const Call& call);
Answer CloseLogin(Console& console, const Call& call);
Answer ReportOwnCardLost(Console& console, const Call& call);
// special_api.cc, special_money_api.cc
Answer ListSpecialMembers(Console& console, const Call& call);
Answer AddSpecialMember(Console& console, const Call& call);
Answer EndSpecialMember(Console& console, const Call& call);
Answer ListCheckups(Console& console, const Call& call);
Answer AddCheckup(Console& console, const Call& call);
Answer ShowStandard(Console& console, const Call& call);
Answer RequestStandard(Console& console, const Call& call);
Answer DecideStandard(Console& console, const Call& call);
Answer ListHardships(Console& console, const Call& call);
Answer RequestHardship(Console& console, const Call& call);
Answer DecideHardship(Console& console, const Call& call);
Answer PreviewCadreLevy(Console& console, const Call& call);
Answer RunCadreLevy(Console& console, const Call& call);
Answer CreditManagedAccounts(Console& console, const Call& call);
Answer ShowManaged(Console& console, const Call& call);
Answer PrepareSurplus(Console& console, const Call& call);
Answer ListSpecialClaims(Console& console, const Call& call);
Answer ListPersonSpecialClaims(Console& console, const Call& call);
Answer RequestSpecialClaim(Console& console, const Call& call);
Answer DecideSpecialClaim(Console& console, const Call& call);
Answer ReverseSpecialClaim(Console& console, const Call& call);
Answer PreviewSoldiers(Console& console, const Call& call);
Answer PostSoldiers(Console& console, const Call& call);
Answer PreviewPrefund(Console& console, const Call& call);
Answer PostPrefund(Console& console, const Call& call);

// policy_version_api.cc, policy_draft_api.cc. An archive is no JSON: it is answered as it is.
Answer ListPolicyVersions(Console& console, const Call& call);
Answer GetPolicyVersion(Console& console, const Call& call);
http::Response PolicyVersionArchive(Console& console, const http::Request& request);
Answer ListPolicyDrafts(Console& console, const Call& call);
Answer BeginPolicyDraft(Console& console, const Call& call);
Answer ImportPolicyDraft(Console& console, const Call& call);
Answer GetPolicyDraft(Console& console, const Call& call);
Answer SavePolicyDraft(Console& console, const Call& call);
Answer CheckPolicyDraft(Console& console, const Call& call);
Answer SubmitPolicyDraft(Console& console, const Call& call);
Answer DecidePolicyDraft(Console& console, const Call& call);
Answer PublishPolicyDraft(Console& console, const Call& call);
Answer UpdatePolicyDraft(Console& console, const Call& call);
Answer WithdrawPolicyDraft(Console& console, const Call& call);

// policy_api.cc
Answer ListPolicies(Console& console, const Call& call);
Answer GetPolicy(Console& console, const Call& call);
Answer ListWageAudits(Console& console, const Call& call);
Answer GetWageAudit(Console& console, const Call& call);
Answer AuditWages(Console& console, const Call& call);
Answer DecideWageAudit(Console& console, const Call& call);
Answer DiffPolicies(Console& console, const Call& call);
Answer RunExample(Console& console, const Call& call);
Answer TryCase(Console& console, const Call& call);

// projection_api.cc
Answer ListAssumptions(Console& console, const Call& call);
Answer ListProjections(Console& console, const Call& call);
Answer RunProjection(Console& console, const Call& call);
Answer ShowProjection(Console& console, const Call& call);

// what_if_api.cc
Answer ListWhatIfs(Console& console, const Call& call);
Answer RunWhatIf(Console& console, const Call& call);
Answer ShowWhatIf(Console& console, const Call& call);
Answer ExplainWhatIf(Console& console, const Call& call);

// policy_edit_api.cc
Answer CheckPolicyFiles(Console& console, const Call& call);
Answer EditPolicyFiles(Console& console, const Call& call);
Answer ReachPolicyFiles(Console& console, const Call& call);

}  // namespace tongchou::console

#endif  // TONGCHOU_CONSOLE_API_H_
