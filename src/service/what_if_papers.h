// WhatIf: what a period would have cost under other rules, as it is kept and read again.
//
// The first variant is what the others are compared with. Sums are exact, in fen; ratios are left
// to whoever shows them (RatioOf). Nothing in it names a person: a case is a settlement's number.
// A stored result is never changed. Values; pure; thread-safe.
#ifndef TONGCHOU_SERVICE_WHAT_IF_PAPERS_H_
#define TONGCHOU_SERVICE_WHAT_IF_PAPERS_H_

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/date.h"
#include "base/error_code.h"
#include "base/money.h"
#include "base/result.h"
#include "base/text.h"
#include "settle/replay.h"
#include "store/register_rows.h"

namespace tongchou::service {

// What the rows of a table stand for. Numbers are stored.
enum class WhatIfBy : std::uint8_t {
  kAll = 0,
  kScheme = 1,
  kBenefit = 2,   // "<scheme>.<benefit>"
  kLevel = 3,     // of the provider
  kCategory = 4,  // "<scheme>.<category>"
  kAge = 5,       // "<first>-<last>"
  kOffice = 6,    // path; empty: the area itself
  kProvider = 7,
  kMonth = 8,  // "2026-03", of the settlement's date
};
inline constexpr std::size_t kWhatIfTables = 9;

struct WhatIfTable {
  WhatIfBy by;
  std::string_view code;  // "scheme"
  Text title;
};
std::span<const WhatIfTable> AllWhatIfTables();

// What a group of encounters came to under one variant.
struct WhatIfFigures {
  std::int64_t encounters = 0;  // settled; those that the variant refuses are not among them
  Money total, eligible, funds, burden;

  bool operator==(const WhatIfFigures&) const = default;
};

struct WhatIfRow {
  WhatIfBy by = WhatIfBy::kAll;
  std::string code;
  Text name;
  std::vector<WhatIfFigures> variants;  // as WhatIf::variants

  bool operator==(const WhatIfRow&) const = default;
};

struct WhatIfFund {
  std::string scheme, fund;
  Text name;
  std::optional<Money> balance;  // in the ledger; none: the ledger has no such fund
  std::vector<Money> paid;       // as WhatIf::variants

  bool operator==(const WhatIfFund&) const = default;
};

// Encounters that a variant refuses, with one of them.
struct WhatIfRefusal {
  ErrorCode code = ErrorCode::kNoPolicyInForce;
  std::int64_t encounters = 0;
  std::int64_t settlement = 0;  // the first; of made cases the case's place, from 1

  bool operator==(const WhatIfRefusal&) const = default;
};

// A person, by the settlement where the difference is greatest.
struct WhatIfCase {
  std::int64_t settlement = 0;  // of made cases the case's place, from 1
  std::int64_t encounters = 0;  // of the person in the period
  Money before, after;          // what the funds paid for the person

  bool operator==(const WhatIfCase&) const = default;
};

// Differences are counted by size: up to and including each of these, in fen, and beyond the last.
inline constexpr auto kWhatIfEdgesFen = settle::kChangeEdgesFen;
inline constexpr std::size_t kWhatIfBins = settle::kChangeBins;

// Persons for whom the funds pay more (less).
struct WhatIfSide {
  std::int64_t persons = 0;
  Money amount;                                  // together; never negative
  std::array<std::int64_t, kWhatIfBins> bins{};  // persons by the size of the difference
  std::vector<WhatIfCase> most;                  // the largest difference first

  bool operator==(const WhatIfSide&) const = default;
};

// The variant that is no rules at all: what was paid.
inline constexpr std::string_view kAsPaid = "paid";

struct WhatIfVariant {
  std::string name;          // as it was asked for; empty: what the area lives by
  std::string pack, digest;  // empty of kAsPaid
  Text title;
  std::vector<WhatIfRefusal> refusals;
  // Against the first variant; of that one itself, zeros.
  WhatIfSide gain, lose;
  std::int64_t same = 0;  // persons

  std::int64_t refused() const;
  bool operator==(const WhatIfVariant&) const = default;
};

enum class WhatIfSource : std::uint8_t {
  kHistory = 0,  // the area's own settlements
  kSample = 1,   // made cases (sample_history.h)
};

struct WhatIf {
  std::string pack;         // that the area lived by when it was computed
  std::int64_t number = 0;  // within the pack; 0: not kept
  std::string by;
  Moment at;
  WhatIfSource source = WhatIfSource::kHistory;
  std::string sample;                // kSample: the pack whose cases were made
  std::int64_t seed = 0;             // kSample
  std::int64_t sample_persons = 0;   // kSample
  Date from, through;                // of the settlements' dates
  std::int64_t days = 1;             // of the period, from the first to the last of the history
  std::int64_t last_settlement = 0;  // that was known
  std::int64_t encounters = 0, persons = 0;
  std::vector<WhatIfVariant> variants;
  std::vector<WhatIfFund> funds;
  std::vector<WhatIfRow> rows;  // by table, then code

  bool operator==(const WhatIf&) const = default;
};

// `part` of `whole` in ten-thousandths, rounded half away; nothing when `whole` is zero.
std::optional<std::int64_t> RatioOf(Money part, Money whole);

// How long `balance` lasts when `paid` was paid in `days`, in tenths of a month (a twelfth of 365
// days), rounded down; nothing when nothing was paid. 0 for an empty fund.
std::optional<std::int64_t> MonthsLeft(Money balance, Money paid, std::int64_t days);

// The calendar months that these days touch.
std::int64_t MonthsTouched(Date from, Date through);

// "demo-city/00042".
std::string WhatIfCode(std::string_view pack, std::int64_t number);

store::RecordRow RecordOf(const WhatIf& result);
// Refusals: kStoreCorrupt.
Result<WhatIf> WhatIfOf(const store::RecordRow& row);

}  // namespace tongchou::service

#endif  // TONGCHOU_SERVICE_WHAT_IF_PAPERS_H_
