// The interest of the accounts as it is kept: sheets of what the persons of a block were credited
// for a benefit year, and what they book.
//
// A sheet is never changed. The sheets of a block stand one behind the other: what a person has is
// the sum of its lines. Pure; thread-safe.
#ifndef TONGCHOU_SERVICE_INTEREST_PAPERS_H_
#define TONGCHOU_SERVICE_INTEREST_PAPERS_H_

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/sm3.h"
#include "ledger/journal.h"
#include "store/store.h"

namespace tongchou::service {

// What was earned on carried-over money and on money of the year.
struct InterestFigures {
  Money carried, current;

  Money total() const { return carried + current; }
  bool operator==(const InterestFigures&) const = default;
};
InterestFigures operator+(const InterestFigures& a, const InterestFigures& b);
InterestFigures operator-(const InterestFigures& a, const InterestFigures& b);

struct InterestLine {
  std::int64_t person = 0;
  InterestFigures figures;  // the change that the sheet makes

  bool operator==(const InterestLine&) const = default;
};

enum class SheetKind : std::uint8_t { kPosted = 0, kReversal = 1 };

struct InterestSheet {
  std::int32_t year = 0;
  std::int64_t block = 0;   // persons with the numbers block × kBlock + 1 .. (block + 1) × kBlock
  std::int32_t number = 1;  // within the block's year
  SheetKind kind = SheetKind::kPosted;
  Moment at;
  std::string by, reason;
  std::string scheme;  // whose accounts
  std::string pack;
  Sm3Digest pack_digest{};
  std::vector<InterestLine> lines;  // by person
  std::int64_t entry = 0;           // of the journal

  InterestFigures sum() const;
};

inline constexpr std::int64_t kBlock = 1000;
std::int64_t BlockOf(std::int64_t person);

// "2026-00042-1".
std::string NumberOf(const InterestSheet& sheet);
store::RecordKey SheetKey(const InterestSheet& sheet);
// What the keys of a block's year, and of a year, begin with.
std::string SheetPrefix(std::int32_t year, std::int64_t block);
std::string SheetPrefix(std::int32_t year);

store::RecordRow RecordOf(const InterestSheet& sheet);
// Refusals: kStoreCorrupt.
Result<InterestSheet> SheetOf(const store::RecordRow& row);

// The entry of a sheet, not numbered.
ledger::Entry EntryOf(const InterestSheet& sheet);

// The sheets of a block's year in their order. Refusals: store_* codes.
Result<std::vector<InterestSheet>> SheetsOf(store::Reader& reader, std::int32_t year,
                                            std::int64_t block);

// What a sheet changed for a person, and what stands of `sheets` together.
InterestFigures ChangeOf(const InterestSheet& sheet, std::int64_t person);
InterestFigures Standing(const std::vector<InterestSheet>& sheets, std::int64_t person);

// The interest of a year as it was last run.
struct InterestRun {
  std::int32_t year = 0;
  std::string by;
  Moment started_at;
  std::optional<Moment> finished_at;  // none: under way, or stopped
  std::int32_t runs = 0;
  bool reversal = false;     // the last run took the year's interest back
  std::int64_t persons = 0;  // that the last run credited or took back from
  InterestFigures figures;   // of the last run
  std::int64_t version = 0;
};
store::RecordKey RunKey(std::int32_t year);
store::RecordRow RecordOf(const InterestRun& run);
// Refusals: kStoreCorrupt.
Result<InterestRun> InterestRunOf(const store::RecordRow& row);

}  // namespace tongchou::service

#endif  // TONGCHOU_SERVICE_INTEREST_PAPERS_H_
