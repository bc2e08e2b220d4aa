// Settling, trying it, and taking it back: the verbs that move money.
//
// In one transaction: the settlement with its packed inputs, the balanced journal entry, account
// movement, running totals, the stored answer and the audit row. A settlement is never changed; it
// is taken back by a reversal with negated figures.
// Thread-safe.
#ifndef TONGCHOU_SERVICE_SETTLEMENTS_H_
#define TONGCHOU_SERVICE_SETTLEMENTS_H_

#include <optional>
#include <string>
#include <vector>

#include "service/lines.h"
#include "service/persons.h"
#include "service/register.h"
#include "service/request.h"
#include "service/visits.h"
#include "settle/encounter.h"

namespace tongchou::service {

// What one layer of the benefit paid, in the order of the layers.
struct FundPart {
  std::string fund;  // the pack's word: "pooled"
  std::string layer;
  Money paid;  // negated in a reversal
  // Filled by FillLayerUses (layer_uses.h).
  Money entered;                    // the part of the eligible amount on its axis; negated likewise
  std::optional<Money> limit = {};  // what remained under its cap before; none: no cap
};

struct Settlement {
  std::string setl_id;  // empty for a trial
  std::string mdtrt_id;
  std::string psn_no;
  std::string provider;  // code
  int level = 1;         // of the provider, as settled
  std::string msgid;     // of the message that made it (medins_setl_id)
  Moment at;             // when it was settled
  Date date;             // the settlement date: it picks the policy
  Date begin, end;       // of the visit
  std::string scheme, category, benefit, med_type;
  int year = 0;         // the benefit year
  int stay_number = 0;  // ordinal of the stay in the year; 0: does not count as one
  settle::PersonFacts facts;
  settle::Referral referral = settle::Referral::kNone;
  bool use_account = false;
  bool mid_stay = false;    // the stay remains open
  std::string reverses;     // setl_id that this one takes back
  std::string reversed_by;  // setl_id of the reversal
  settle::Figures figures;  // negated in a reversal
  std::vector<FundPart> funds;
  Money balance_after;  // of the account
  std::string pack, pack_digest;
  std::int64_t entry = 0;  // number of its journal entry
};

// A settlement with the persons and things it is about, as an answer or a page needs them.
struct SettlementOutcome {
  Settlement settlement;
  Person person;
  Provider provider;
  Visit visit;
  std::vector<FeeDetail> lines;  // purchases and views; empty for 2207 and 2304
};

// What the caller says the result is; compared to the fen, when given.
struct StatedAmounts {
  std::optional<Money> total;
  std::optional<Money> full_self_pay, over_ceiling, first_self_pay, eligible;
};

struct SettleOrder {
  VisitRef visit;
  std::string scheme;    // must be the visit's; empty: not compared
  std::string benefit;   // empty: the visit's
  std::string med_type;  // empty: the visit's
  std::string batch;     // chrg_bchno; empty or "0000": all unsettled lines
  bool use_account = false;
  bool mid_stay = false;            // mid_setl_flag: settle what is there, the stay remains open
  std::optional<Moment> discharge;  // dscgTime for a stay that is not discharged yet
  StatedAmounts stated;
};

// 2207, 2304. Settlement date: the visit's begin, or for benefits that the pack settles by
// discharge the discharge (today for a mid-stay settlement). Refusals: kUnknownVisit,
// kVisitCancelled, kAlreadySettled (nothing is left to settle after a standing settlement),
// kNoLines, kNotDischarged, kNoCoverage, kNoPolicyInForce, kUnknownBenefit, kStatedAmountDiffers
// (`where` names the figure), kAmountOverflow.
Result<Answered> Settle(Region& region, const RequestKey& key, const SettleOrder& order,
                        const AnswerWriter<SettlementOutcome>& write);

// 2206, 2303: as Settle, but nothing is stored and no key is needed. A stay that is not discharged
// is tried as of today. `guest`: when the provider is of another area.
Result<SettlementOutcome> TrialSettle(Region& region, const std::string& provider,
                                      const SettleOrder& order,
                                      std::shared_ptr<const Guest> guest = {});

// A purchase in a pharmacy: visit, lines and settlement in one.
struct PurchaseOrder {
  std::string psn_no;
  std::string scheme;
  std::string benefit;  // "pharmacy"
  std::string med_type;
  Moment begin;
  std::string disease_code, disease_name;
  std::string detail = "{}";
  std::vector<UploadLine> lines;
  bool use_account = false;
  StatedAmounts stated;
};

// 2102. Refusals: as RegisterVisit, UploadLines and Settle.
Result<Answered> Purchase(Region& region, const RequestKey& key, const PurchaseOrder& order,
                          const AnswerWriter<SettlementOutcome>& write);

// 2101: as Purchase, nothing is stored. `guest`: when the provider is of another area.
Result<SettlementOutcome> TrialPurchase(Region& region, const std::string& provider,
                                        const PurchaseOrder& order,
                                        std::shared_ptr<const Guest> guest = {});

struct ReverseOrder {
  std::string setl_id;
  std::string mdtrt_id;  // compared when given
  std::string psn_no;    // compared when given
};

// 2103, 2208, 2305. The outcome is the reversal: new setl_id, negated figures, the balance after.
// The visit is as before the settlement (its lines unsettled); of a purchase it is cancelled.
// Refusals: kUnknownReference (no such settlement of this provider and person), kAlreadyReversed,
// kLaterSettlementExists.
Result<Answered> ReverseSettlement(Region& region, const RequestKey& key, const ReverseOrder& order,
                                   const AnswerWriter<SettlementOutcome>& write);

struct UndoOrder {
  std::string psn_no;  // compared when given
  std::string msgid;   // omsgid, of the same provider
  std::string infno;   // oinfno: 2102, 2207, 2304 (reversal), 2401 (admission cancelled)
};

// 2601. Refusals: kUnknownMessage (nothing was stored under it: nothing needs undoing),
// kNotUndoable (the infno differs or is of another kind), and those of ReverseSettlement or
// CancelVisit.
Result<Answered> UndoByMessage(Region& region, const RequestKey& key, const UndoOrder& order,
                               const AnswerWriter<Accepted>& write);

}  // namespace tongchou::service

#endif  // TONGCHOU_SERVICE_SETTLEMENTS_H_
