// What the write path keeps: visits, fee lines, settlements, running state, stored answers, audit.
//
// Rows that carried money (settlements, movements, journal entries) are only ever added. Running
// state (accounts, years, balances, daily totals, visits) is updated under a version.
// Plain values; thread-safe as any value is.
#ifndef TONGCHOU_STORE_MONEY_ROWS_H_
#define TONGCHOU_STORE_MONEY_ROWS_H_

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/sm3.h"
#include "ledger/chart.h"
#include "ledger/journal.h"
#include "settle/encounter.h"

namespace tongchou::store {

// Numbers of enumerations are stored: never used again for something else.
enum class VisitKind : std::uint8_t { kOutpatient = 1, kPharmacy = 2, kStay = 3 };
enum class VisitStatus : std::uint8_t { kOpen = 1, kDischarged = 2, kCancelled = 3 };
enum class Approval : std::uint8_t { kNotGiven = 0, kApproved = 1, kRefused = 2 };
// On which side of a settlement across areas the row stands.
enum class CrossingSide : std::uint8_t {
  kTreated = 1,  // treated here, insured there: asked of the neighbour (the outbox)
  kInsured = 2,  // insured here, treated there: settled for the neighbour
};
enum class CrossingState : std::uint8_t { kAsked = 1, kAnswered = 2, kRefused = 3 };
enum class MovementKind : std::uint8_t {
  kOpening = 1,
  kContribution = 2,
  kPayment = 3,
  kReversal = 4,
  kInterest = 5,         // of a year that is over; negative: taken back
  kClosingInterest = 6,  // of the present year until the account is paid out; negative: taken back
  kPayout = 7,           // paid to the holder, heirs or another region; positive: taken back
};

// The last migration that leaves rows to be added by the program.
inline constexpr std::int64_t kCarried = 6;

// Counters and the end of the journal's chain; one row per area. Its version is checked and moved
// by every commit, so two writers can never interleave.
struct AreaState {
  std::int64_t version = 0;  // 0: not stored yet
  std::int64_t persons = 0, visits = 0, settlements = 0, entries = 0, audits = 0;  // last number
  Sm3Digest head{};  // of the newest journal entry
  std::string pack;  // id of the pack that the area lives by; empty: not told yet
  // The version whose commit last added to the registers (employers, providers, catalogue,
  // arrears), so that another process notices; 0 in a store that only one process uses.
  std::int64_t registers = 0;
  Sm3Digest audit_head{};      // of the newest audit row
  std::int64_t crossings = 0;  // last number
  // The last migration whose rows are complete; see carry_over.h.
  std::int64_t carried = kCarried;
};

// One upload batch as the visit knows it. Its lines stand in FeeBatchRow.
struct BatchState {
  std::int32_t seq = 0;         // 1, 2, … within the visit
  std::string batch;            // chrg_bchno
  std::int64_t settlement = 0;  // the standing settlement that holds it; 0: unsettled
  bool withdrawn = false;
  std::vector<std::int64_t> reversed;  // settlements that held it and were taken back, oldest first

  bool operator==(const BatchState&) const = default;
};

struct VisitRow {
  std::int64_t visit = 0;
  std::int64_t person = 0;
  std::string provider;
  VisitKind kind = VisitKind::kOutpatient;
  VisitStatus status = VisitStatus::kOpen;
  std::string scheme, benefit, med_type, number;
  Moment begin;
  std::optional<Moment> end;
  settle::Referral referral = settle::Referral::kNone;
  std::string disease_code, disease_name, detail, diagnoses;
  std::vector<BatchState> batches;
  std::vector<std::int64_t> settlements;  // all that were ever made of it, reversals too
  bool closed = false;                    // a stay with a standing final settlement
  std::int64_t version = 0;
};

// What a hospital sends of a fee line.
struct UploadLine {
  std::string sn;                // feedetl_sn, unique within the visit
  std::string init_sn;           // init_feedetl_sn of a refund; empty: not a refund
  std::string item_code;         // med_list_codg
  std::int64_t quantity_e4 = 0;  // cnt in 1/10000; negative for a refund
  std::int64_t price_e6 = 0;     // pric in millionths of a yuan
  Money amount;                  // det_item_fee_sumamt; negative for a refund
  Approval approval = Approval::kNotGiven;
  Moment at;                  // fee_ocur_time
  std::string detail = "{}";  // JSON object: the line's other fields, as sent

  bool operator==(const UploadLine&) const = default;
};

// The line with what the catalogue said on its day.
struct FeeLineRow {
  UploadLine line;
  std::string item_name, list_type, charge_type;
  settle::FeeClass fee_class = settle::FeeClass::kA;  // kC when not covered
  bool limited_use = false;
  std::optional<Money> unit_ceiling;
  std::optional<Ratio> first_ratio;
  settle::LineSplit split;  // of a refund: the change it makes
};

struct FeeBatchRow {
  std::int64_t visit = 0;
  std::int32_t seq = 0;
  std::string batch;
  std::vector<FeeLineRow> lines;
};

// Everything that SettleOne was given, so that it can be run again.
struct SettlementInputs {
  settle::PersonFacts facts;
  std::int32_t level = 1;
  settle::Referral referral = settle::Referral::kNone;
  bool use_account = false;
  std::vector<settle::FeeLine> lines;  // netted
  settle::YearTotals totals_before;
  Money balance_before;
};

struct SettlementRow {
  std::int64_t settlement = 0;
  std::int64_t person = 0;
  std::int64_t visit = 0;
  std::string provider, msgid;
  Moment at;
  Date date, begin, end;
  std::string scheme, category, benefit, med_type;
  std::string pack;
  Sm3Digest pack_digest{};
  std::int32_t year = 0;
  std::int32_t stay_number = 0;
  bool mid_stay = false;
  bool pharmacy = false;
  std::int64_t reverses = 0;  // the settlement it takes back; 0: a settlement
  std::int64_t previous = 0;  // the person's standing settlement before this one; 0: none
  std::int64_t entry = 0;     // of the journal
  std::int64_t treated = 0;   // the area where the person was treated; 0: here
  std::int64_t crossing = 0;  // number of that area's crossing
  settle::Figures figures;    // negated in a reversal
  std::vector<std::string> layer_funds, layer_ids;  // by layer of the benefit
  Money balance_after;
  SettlementInputs inputs;       // of a reversal: those of what it takes back, lines left out
  std::int64_t reversed_by = 0;  // filled by the store when it loads the row; not part of it
};

// A person's account, the end of the chain of standing settlements, and the stay that is open.
struct AccountRow {
  std::int64_t person = 0;
  Money balance;
  std::int64_t movements = 0;  // number of the last one
  std::int64_t standing = 0;   // the latest standing settlement; 0: none
  std::int64_t open_stay = 0;  // the visit that is not discharged yet; 0: none
  std::int64_t version = 0;    // 0: not stored yet

  bool operator==(const AccountRow&) const = default;
};

// One benefit year of a person in one scheme.
struct YearRow {
  std::int64_t person = 0;
  std::string scheme;
  std::int32_t year = 0;
  settle::YearTotals totals;
  std::int64_t settlements = 0;       // standing
  Money total, funds, account, cash;  // of the standing settlements
  std::int64_t version = 0;           // 0: not stored yet

  bool operator==(const YearRow&) const = default;
};

struct MovementRow {
  std::int64_t person = 0;
  std::int64_t number = 0;
  Moment at;
  MovementKind kind = MovementKind::kOpening;
  Money amount, balance_after;
  std::int64_t settlement = 0;
  std::int64_t entry = 0;
};

// Turnover of one account of the chart on one day. A balance is the sum over its days.
struct TurnoverRow {
  Date day;
  ledger::Account account;
  Money debit, credit;
};

struct MessageKey {
  std::string provider, msgid;
  auto operator<=>(const MessageKey&) const = default;
};

struct AnswerRow {
  MessageKey key;
  std::string infno;
  Sm3Digest body{};
  std::int64_t subject = 0;  // the settlement or visit that the message made
  Moment at;
  std::string answer;
};

// What a crossing moved: of a reversal negative.
struct CrossingFigures {
  std::string settlement;  // its id, in the area of insurance
  Date day;                // when it was settled there: its month is the month of clearing
  std::string scheme;
  Money total, funds, account;
  // What each fund paid, the personal accounts last; known in the area of insurance alone.
  std::vector<ledger::FundPayment> payments;

  Money due() const { return funds + account; }
};

// One settlement, or the undoing of one, of a person who is insured in one area and treated in
// another. Each of the two keeps a row. An answered row is never changed; one that was refused may
// be asked again under its message.
struct CrossingRow {
  std::int64_t number = 0;  // within the area that keeps the row
  CrossingSide side = CrossingSide::kTreated;
  CrossingState state = CrossingState::kAsked;
  std::int64_t neighbour = 0;  // the other area
  std::int64_t outbox = 0;     // number of the row in the area of treatment
  MessageKey key;              // the hospital's message
  std::string infno;
  Sm3Digest body{};     // digest of the message
  std::string request;  // the packed order, until it is answered or refused
  Moment at;            // when it came to its state
  CrossingFigures figures;
  std::int64_t entry = 0;  // of the journal
  std::string refusal;     // text code of what it was refused with
  std::int64_t version = 0;
};

struct DayTotalRow {
  Date day;
  std::string scheme, benefit;
  std::int32_t level = 1;
  bool pharmacy = false;
  std::int64_t count = 0, reversals = 0;
  Money total, funds, account, cash;
};

struct AuditRow {
  std::int64_t number = 0;
  Moment at;
  std::string actor, action, subject;
  Sm3Digest digest{};  // see audit_chain.h; zeros in rows from before the chain
};

}  // namespace tongchou::store

#endif  // TONGCHOU_STORE_MONEY_ROWS_H_
