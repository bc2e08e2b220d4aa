// The papers of special groups as they are kept and what they book: who is on which list, the
// standards of a year, exempt units, managed accounts, what is reimbursed and paid out.
//
// Money moves by a claim or a credit alone; both keep the entries that booked them and are taken
// back by a second entry. Pure; thread-safe.
#ifndef TONGCHOU_SERVICE_SPECIAL_PAPERS_H_
#define TONGCHOU_SERVICE_SPECIAL_PAPERS_H_

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/sm3.h"
#include "ledger/journal.h"
#include "service/review.h"
#include "store/store.h"

namespace tongchou::service {

// Numbers are stored: never used again for something else.
enum class SpecialGroup : std::uint8_t { kCadre = 0, kCountyCadre = 1, kSoldier = 2 };
struct SpecialGroupRow {
  SpecialGroup group;
  std::string_view code;
  Text title;
  bool cadre;  // has a fund, a managed account and a health file of its own
};
std::span<const SpecialGroupRow> AllSpecialGroups();
const SpecialGroupRow& RowOf(SpecialGroup group);
// The group with this code, or nullptr.
const SpecialGroupRow* FindSpecialGroup(std::string_view code);

// The days on which somebody is on a list, and who pays.
struct SpecialSpan {
  DateRange range;
  std::string payer;              // employer: the unit, or whose duty the care is
  std::string documents, reason;  // of the beginning, of the end
  std::string by;
  Moment at;

  bool operator==(const SpecialSpan&) const = default;
};
struct SpecialMember {
  SpecialGroup group = SpecialGroup::kCadre;
  std::string psn_no;
  std::vector<SpecialSpan> spans;  // in order of time; they do not overlap
  std::int64_t version = 0;

  // The span that holds on `day`, or touches the days, the last one; or nullptr.
  const SpecialSpan* On(Date day) const;
  const SpecialSpan* Within(DateRange days) const;
};

enum class StandardKind : std::uint8_t { kCadre = 0, kOffsite = 1 };
std::string_view CodeOf(StandardKind kind);

// So much a head and year, out of what a group cost.
struct YearStandard : Review {
  StandardKind kind = StandardKind::kCadre;
  std::int32_t year = 0, cost_year = 0;
  bool stored = true;  // the costs are those that are stored; else as the documents say
  Money cost;
  std::int64_t heads = 0;
  Ratio share;            // of the average
  Money adjustment;       // may be below zero
  std::string documents;  // on which it rests
  std::int64_t seen = 0;  // the last entry of the journal that the stored costs are made of
  std::int64_t version = 0;

  Money average() const;
  Money value() const;  // average × share + adjustment; never below zero
};

// A unit that is exempt for its cadres in a year, and who pays instead.
struct Hardship : Review {
  std::int32_t year = 0;
  std::string employer, payer, documents;
  std::int64_t version = 0;
};

enum class ManagedKind : std::uint8_t { kCredit = 0, kCost = 1, kSurplus = 2 };
struct ManagedMove {
  Date day;
  ManagedKind kind = ManagedKind::kCredit;
  Money amount;           // below zero: paid, or taken back
  std::int32_t year = 0;  // for which it was levied, or of the costs or surplus
  std::string source;     // the bill or claim
  std::int64_t entry = 0;

  bool operator==(const ManagedMove&) const = default;
};
struct ManagedAccount {
  std::string psn_no;
  std::vector<ManagedMove> moves;
  std::int64_t version = 0;

  Money balance() const;
  // What was left when `year` was over (before `until`), without what was levied for later years.
  Money surplus(std::int32_t year, Date until) const;
};

// What a bill that was paid gave to managed accounts, and whether it stands.
struct ManagedCredit {
  std::string dues;
  std::string bill;       // its number
  std::int32_t year = 0;  // for which it was levied
  std::string scheme;
  struct Line {
    std::string psn_no;
    Money amount;
  };
  std::vector<Line> lines;            // by person
  std::vector<std::int64_t> entries;  // that booked it and took it back, in turn
  std::vector<Moment> times;          // of them
  std::string by;
  std::int64_t version = 0;

  bool standing() const { return entries.size() % 2 == 1; }
  Money total() const;
};

enum class SpecialClaimKind : std::uint8_t { kCadreCost = 0, kOffsiteCost = 1, kSurplus = 2 };
struct SpecialClaimRow {
  SpecialClaimKind kind;
  std::string_view code;
  Text title;
};
std::span<const SpecialClaimRow> AllSpecialClaims();
const SpecialClaimRow& RowOf(SpecialClaimKind kind);

struct SpecialClaim : Review {
  std::string id;  // "990100100000000042/001"
  std::string psn_no;
  SpecialClaimKind kind = SpecialClaimKind::kCadreCost;
  std::int32_t year = 0;  // of the costs, or of the surplus
  std::string unit;       // through which it is handed in and paid; empty: to the person
  Money bills, eligible;  // the bills handed in, and what of them is in scope; of kSurplus: asked
  std::string documents;
  std::string receiver_account;  // kept sealed
  // When it was approved.
  Money managed, pooled;  // paid from the managed account, and from the fund
  Money limit;            // of kOffsiteCost: what was left of the quota; of kSurplus: what is due
  std::string scheme, pack;
  Sm3Digest pack_digest{};
  Moment posted_at;
  std::int64_t entry = 0;
  // When it was taken back.
  std::int64_t reversal_entry = 0;
  std::string reversed_by, reversal_reason;
  std::optional<Moment> reversed_at;
  std::int64_t version = 0;

  bool standing() const { return entry != 0 && reversal_entry == 0; }
  Money paid() const { return managed + pooled; }
};

struct Checkup {
  std::string id;  // "990100100000000042/001"
  Date day;
  std::string place, doctor, findings;  // findings are kept sealed
  std::string by;                       // who wrote it down
  Moment at;
};

store::RecordKey MemberKey(SpecialGroup group, const std::string& psn_no);
store::RecordKey StandardKey(StandardKind kind, std::int32_t year);
store::RecordKey HardshipKey(std::int32_t year, const std::string& employer);
store::RecordKey ManagedKey(const std::string& psn_no);
store::RecordKey CreditKeyOf(const std::string& bill);
store::RecordKey ClaimKey(const std::string& id);
store::RecordKey CheckupKey(const std::string& id);

store::RecordRow RecordOf(const SpecialMember& member);
store::RecordRow RecordOf(const YearStandard& standard);
store::RecordRow RecordOf(const Hardship& hardship);
store::RecordRow RecordOf(const ManagedAccount& account);
store::RecordRow RecordOf(const ManagedCredit& credit);
store::RecordRow RecordOf(const SpecialClaim& claim);
store::RecordRow RecordOf(const Checkup& checkup);
// Refusals: kStoreCorrupt.
Result<SpecialMember> MemberOf(const store::RecordRow& row);
Result<YearStandard> StandardOf(const store::RecordRow& row);
Result<Hardship> HardshipOf(const store::RecordRow& row);
Result<ManagedAccount> ManagedOf(const store::RecordRow& row);
Result<ManagedCredit> ManagedCreditOf(const store::RecordRow& row);
Result<SpecialClaim> ClaimOf(const store::RecordRow& row);
Result<Checkup> CheckupOf(const store::RecordRow& row);

// The entries of a posted claim, of its reversal, and of the n-th booking of a credit; not
// numbered.
ledger::Entry EntryOf(const SpecialClaim& claim);
ledger::Entry ReversalEntryOf(const SpecialClaim& claim);
ledger::Entry EntryOf(const ManagedCredit& credit, std::size_t booking);

}  // namespace tongchou::service

#endif  // TONGCHOU_SERVICE_SPECIAL_PAPERS_H_
