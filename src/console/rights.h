// Rights and roles of the console: which role may do what. The one table behind every check.
//
// Constant data; thread-safe.
#ifndef TONGCHOU_CONSOLE_RIGHTS_H_
#define TONGCHOU_CONSOLE_RIGHTS_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace tongchou::console {

enum class Right : std::uint8_t {
  kSignedIn,  // any signed-in user
  kOverviewRead,
  kPersonRead,
  kPersonIdentify,  // see a whole certificate number; each look is audited
  kSettlementRead,
  kLedgerRead,
  kLedgerVerify,
  kClearingRead,  // between this area and others
  kClearingPost,  // pay the month's balance
  kAuditRead,
  kPolicyRead,
  kPolicyTry,
  kEmployerRead,
  kEmployerWrite,   // open files, ask for changes
  kEmployerReview,  // approve or refuse what another asked for
  kMemberImport,
  kLevyRead,
  kLevyRun,  // preview, post, reverse
  kReceiptRead,
  kReceiptImport,  // send a file, give a held receipt to its payer
  kReceiptPost,    // post a file, give money back, undo
  kDunningRun,
  kAccountRead,    // interest, payouts, statements
  kAccountWrite,   // ask for payouts, register who lives elsewhere
  kAccountDecide,  // approve (which pays) or refuse; take a payout back
  kInterestRun,    // preview, post, take back
  kCardWrite,      // apply, take fees, make; report lost, found, suspended
  kCardReview,     // approve or refuse
  kPersonWrite,    // register a person, ask for a change of who somebody is
  kPersonReview,   // approve or refuse that
  kMemberLogin,    // open and close the login of an insured person
  kOwnRead,        // an insured person: what is the own, see Own in routes.h
  kSpecialRead,    // special groups: lists, standards, claims
  kSpecialWrite,   // put on a list, ask for standards, exemptions, reimbursements
  kSpecialDecide,  // approve (which pays) or refuse; take a claim back
  kSpecialRun,     // the yearly levy, the monthly sheets, pre-funding
  kHealthRead,     // the health file of a cadre; each look is audited
  kHealthWrite,
  kHouseholdWrite,  // households, entitled groups, on whose roll a person is
  kTargetRead,
  kTargetWrite,
  kPolicyDraft,      // write drafts of a policy, check them, ask for approval
  kPolicyApprove,    // approve or refuse what another wrote; publish
  kWhatIfRead,       // what policies would have cost and will cost
  kWhatIfRun,        // compute it
  kRecomputeRead,    // settlements done again after a retroactive change
  kRecomputeRun,     // draw them up, post what was approved
  kRecomputeDecide,  // approve or refuse
};

// "person.read", as api/openapi.yaml names it; "signed_in" for kSignedIn.
std::string_view NameOf(Right right);

// True when one of `roles` ("clerk", "helper", "reviewer", "finance", "officer", "leader",
// "auditor", "admin", "member") has the right. An unknown role has none.
bool MayDo(const std::vector<std::string>& roles, Right right);

}  // namespace tongchou::console

#endif  // TONGCHOU_CONSOLE_RIGHTS_H_
