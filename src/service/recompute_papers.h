// Recomputations as they are kept: settlements that were done under an earlier version of the
// policy, done again under a later one, with the difference for everybody.
//
// The list (its head and its sheets) is never changed once it is drawn up, except for what is
// decided and done about it. What was posted for one person is a paper of its own, and of each
// settlement that was done again it is known which one it stands for. Pure; thread-safe.
#ifndef TONGCHOU_SERVICE_RECOMPUTE_PAPERS_H_
#define TONGCHOU_SERVICE_RECOMPUTE_PAPERS_H_

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "ledger/journal.h"
#include "service/review.h"
#include "store/store.h"

namespace tongchou::service {

// An amount as it was and as it is.
struct Changed {
  Money before, after;

  Money difference() const { return after - before; }
  bool operator==(const Changed&) const = default;
};

struct FundChange {
  std::string scheme, fund;  // the personal accounts are the fund "account"
  Changed paid;

  bool operator==(const FundChange&) const = default;
};

// One settlement whose figures differ.
struct RecomputeLine {
  std::int64_t settlement = 0;
  std::string provider;
  Date date;
  std::string scheme, benefit;
  Money total;
  Changed eligible, deductible, funds, burden, account, cash;
  std::vector<FundChange> by_fund;

  bool operator==(const RecomputeLine&) const = default;
};

struct RecomputePerson {
  std::int64_t person = 0;
  std::int64_t standing = 0;         // the latest standing settlement when the list was made
  std::vector<std::int64_t> chain;   // everything that is done again, in order
  std::vector<RecomputeLine> lines;  // those of it that differ

  // What is to be paid to the person, or (negative) recovered: cash paid too much at the counter.
  Money due() const;
  bool operator==(const RecomputePerson&) const = default;
};

// Numbers are stored: never used again for something else.
enum class LeftOutWhy : std::uint8_t {
  kElsewhere = 1,   // treated in another area: both areas have booked it
  kRefused = 2,     // the rules refuse it (`code`)
  kRenumbered = 3,  // the versions keep their running totals in another order
};

// Somebody whose settlements would change and are not done again here.
struct LeftOut {
  std::int64_t person = 0;
  std::int64_t settlement = 0;  // for whose sake
  LeftOutWhy why = LeftOutWhy::kElsewhere;
  std::string code;  // of the refusal, as text; may be empty

  bool operator==(const LeftOut&) const = default;
};

// About kRecomputeSheetLines lines; a person's lines stand on one sheet.
struct RecomputeSheet {
  std::string paper;
  std::int32_t number = 1;
  std::vector<RecomputePerson> persons;
  std::vector<LeftOut> left_out;

  std::size_t lines() const;
};
inline constexpr std::size_t kRecomputeSheetLines = 500;

struct ProviderChange {
  std::string provider;
  std::int64_t settlements = 0;
  Changed funds, account, cash;

  bool operator==(const ProviderChange&) const = default;
};

struct RecomputeSums {
  std::int64_t persons = 0, settlements = 0, left_out = 0;
  Money to_pay, to_recover;  // over the persons, both 0 or more
  std::vector<FundChange> funds;
  std::vector<ProviderChange> providers;  // by code

  bool operator==(const RecomputeSums&) const = default;
};
// Adds what a sheet says.
void AddTo(const RecomputeSheet& sheet, RecomputeSums& sums);

struct Recompute : Review {
  std::string id;       // "demo-city/000001"
  std::string variant;  // the rules as they were named; empty: what held
  std::string pack;
  Sm3Digest pack_digest{};
  Date from;              // settlements of this day and later
  bool drawn = false;     // false: being drawn up, or that was interrupted
  std::int64_t seen = 0;  // the last settlement that the list knows of
  RecomputeSums sums;
  std::vector<Sm3Digest> sheets;    // of the sheets' bytes
  std::optional<Moment> posted_at;  // of the last run that went through
  std::string posted_by;
  std::int64_t posted = 0, skipped = 0;  // persons, after that run
  std::int64_t version = 0;
};

// A difference between a person and the funds.
struct Difference {
  Moment at;
  std::string by;
  std::vector<FundChange> due;  // of each fund, what it paid before and after; equal ones left out
  std::int64_t entry = 0;       // that made it a debt to the person, or a claim; 0: nothing is due
  std::optional<Moment> paid_at;  // paid or recovered
  std::string paid_by, reference;
  std::int64_t paid_entry = 0;

  Money amount() const;  // to be paid to the person; negative: recovered
  bool open() const { return entry != 0 && !paid_at; }
};

// That the provider took a settlement back after it was done again: what the funds paid for it as
// it stood (before) and at the counter (after), as the person has that cash back.
struct TakenBack : Difference {
  std::int64_t settlement = 0;  // as it stood
  std::int64_t reversal = 0;
};

enum class PersonStage : std::uint8_t { kPosted = 1, kSkipped = 2 };

// What came of the list for one person.
struct RecomputedPerson : Difference {
  std::string paper;
  std::int64_t person = 0;
  PersonStage stage = PersonStage::kPosted;
  std::string code;                   // why skipped: text of the refusal
  std::vector<TakenBack> taken_back;  // of what was done again, the newest last
  std::int64_t version = 0;

  bool HasOpen() const;
  Money OpenAmount() const;  // of all that is not settled
};

// That a settlement was done again.
struct Replaced {
  std::string paper;
  std::int64_t original = 0, reversal = 0, redone = 0;
};

std::string RecomputeId(const std::string& pack, std::size_t number);
std::string RecomputePrefix(const std::string& pack);
store::RecordKey RecomputeKey(const std::string& id);
store::RecordKey RecomputeSheetKey(const std::string& id, std::int32_t number);
store::RecordKey RecomputedKey(const std::string& id, std::int64_t person);
// What the keys of what a person had done again begin with.
std::string RecomputedPrefix(std::int64_t person);
// Of the settlement that was taken back; of the one that stands for it.
store::RecordKey ReplacedKey(std::int64_t original);
store::RecordKey RedoneKey(std::int64_t redone);
inline constexpr const char* kRedonePrefix = "=new/";
inline constexpr const char* kPersonPrefix = "=person/";

store::RecordRow RecordOf(const Recompute& paper);
store::RecordRow RecordOf(const RecomputeSheet& sheet);
store::RecordRow RecordOf(const RecomputedPerson& person);
store::RecordRow RecordOf(const Replaced& replaced, const store::RecordKey& key);
// Refusals: kStoreCorrupt.
Result<Recompute> RecomputeOf(const store::RecordRow& row);
Result<RecomputeSheet> RecomputeSheetOf(const store::RecordRow& row);
Result<RecomputedPerson> RecomputedOf(const store::RecordRow& row);
Result<Replaced> ReplacedOf(const store::RecordRow& row);

// The entry that makes the difference a debt to the person (or a claim), and the one that pays or
// recovers it; not numbered. Without postings when nothing is due. `back`: one of `person`.
ledger::Entry DueEntry(const RecomputedPerson& person);
ledger::Entry PaidEntry(const RecomputedPerson& person);
ledger::Entry DueEntry(const RecomputedPerson& person, const TakenBack& back);
ledger::Entry PaidEntry(const RecomputedPerson& person, const TakenBack& back);

}  // namespace tongchou::service

#endif  // TONGCHOU_SERVICE_RECOMPUTE_PAPERS_H_
