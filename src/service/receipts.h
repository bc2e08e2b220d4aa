// Receipts: files of what came in at the bank, matched to employers and their bills.
//
// A file is sent in parts of at most kReceiptPart lines, looked at, and posted part by part: each
// part is one transaction in which every line becomes a payment, or money that is held because its
// payer is not known, or is refused. A run that was stopped goes on with the next part. A bank
// reference is taken once, in whatever file it stands, and so is a file.
//
// Which bill a receipt pays is found in this order: a bill's number in its column or in the note;
// the payer and the exact amount of one of its bills; the payer, oldest bill first.
//
// Thread-safe. Receipts are of the whole area: who works for an office below sees its employers'.
#ifndef TONGCHOU_SERVICE_RECEIPTS_H_
#define TONGCHOU_SERVICE_RECEIPTS_H_

#include <array>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "service/dues.h"
#include "service/employers.h"
#include "service/receipt_row.h"

namespace tongchou::service {

inline constexpr std::size_t kReceiptPart = 1000;

// What came of a line. Numbers are stored.
enum class LineStatus : std::uint8_t { kWaiting = 0, kMatched = 1, kHeld = 2, kRefused = 3 };
inline constexpr std::size_t kLineStatuses = 4;

struct ReceiptFileLine {
  ReceiptCells cells;
  LineStatus status = LineStatus::kWaiting;
  MatchRule rule = MatchRule::kNone;
  std::string employer;        // of a matched line
  std::optional<Error> error;  // of a refused line; of a held one: why no payer was found
};

struct LineCount {
  std::int64_t lines = 0;
  Money amount;
};

struct ReceiptFile {
  std::string id, file_name, digest;
  std::string by, posted_by;
  Moment sent_at;
  std::optional<Moment> posted_at;
  std::int64_t rows = 0, parts = 0;  // of the file; parts that were sent
  std::int64_t posted = 0;           // parts that were posted
  std::array<LineCount, kLineStatuses> counts;
  std::int64_t version = 0;

  std::int64_t all_parts() const;
  bool complete() const { return parts == all_parts(); }
};

struct NewReceiptFile {
  std::string file_name, digest;  // SM3, 64 hexadecimal digits
  std::int64_t rows = 0;          // 1 .. kMostReceipts
};

// Begins a file, or gives the one of this digest that was not posted to its end. Refusals:
// kFileSentBefore (naming when), kBadParameter (rows, digest), kFieldTooLong, store_* codes.
Result<ReceiptFile> StartReceiptFile(Region& region, const std::string& actor,
                                     const NewReceiptFile& wanted);

// Takes in part `part` (1, 2, …); all but the last have kReceiptPart lines. A part that is there
// already changes nothing. Refusals: kUnknownReceiptFile, kChunkOutOfOrder, kTooManyLines.
Result<ReceiptFile> AddReceiptPart(Region& region, const std::string& actor, const std::string& id,
                                   std::int64_t part, const std::vector<ReceiptCells>& rows);

using ReceiptProgress = std::function<void(std::int64_t done, std::int64_t total)>;  // lines

// What a posting books, or would.
struct PostingReport {
  ReceiptFile file;
  std::array<LineCount, kLineStatuses> counts;  // of this run
  std::array<LineCount, 5> rules;               // of the matched ones, by MatchRule
  std::vector<std::string> employers;           // that were paid for
  std::vector<ReceiptFileLine> open;            // held and refused; at most kMostShown
};
inline constexpr std::size_t kMostShown = 500;

// What PostReceiptFile would do now, part by part: a part does not see what those before it would
// do. Refusals: kUnknownReceiptFile, kChunkOutOfOrder (it was not
// sent to its end), store_* codes.
Result<PostingReport> PreviewReceiptFile(Region& region, const std::string& id,
                                         const ReceiptProgress& progress);

// Posts what of the file is not posted yet. Refusals: as PreviewReceiptFile, and kNoReceiptRules.
Result<PostingReport> PostReceiptFile(Region& region, const std::string& actor,
                                      const std::string& id, const ReceiptProgress& progress);

// Newest first.
Result<std::vector<ReceiptFile>> FindReceiptFiles(Region& region, int limit);
// Refusals: kUnknownReceiptFile.
Result<ReceiptFile> GetReceiptFile(Region& region, const std::string& id);

struct FileLinePage {
  std::vector<ReceiptFileLine> lines;
  std::int64_t next = 0;  // the part to go on with; 0: this was the last
};
// Lines of the parts from `part` on, with this status, until some were found. Refusals:
// kUnknownReceiptFile.
Result<FileLinePage> FindFileLines(Region& region, const std::string& id,
                                   std::optional<LineStatus> status, std::int64_t part);

}  // namespace tongchou::service

#endif  // TONGCHOU_SERVICE_RECEIPTS_H_
