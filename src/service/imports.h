// Imports: files of members, taken in as parts of at most kChunkRows rows. Each part is one
// transaction, stored under (import, part) with what came of every row: a row that is refused does
// not touch the others, a part that is sent twice is answered from what is stored, and an import
// that was interrupted goes on with its next part.
//
// Thread-safe. An import is seen in the office where it was started and above.
#ifndef TONGCHOU_SERVICE_IMPORTS_H_
#define TONGCHOU_SERVICE_IMPORTS_H_

#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "service/employers.h"
#include "service/import_row.h"

namespace tongchou::service {

inline constexpr std::size_t kChunkRows = 1000;

enum class RowStatus : std::uint8_t { kAccepted = 0, kUnchanged = 1, kRefused = 2 };

// What came of a row.
struct RowResult {
  std::int64_t row = 0;
  RowStatus status = RowStatus::kAccepted;
  std::string psn_no;          // of an accepted or unchanged row
  bool late = false;           // accepted, begun more than kReportDays ago
  std::optional<Error> error;  // of a refused row; `where` is the column's id
  ImportRow cells;             // of a refused row
};

struct ImportJob {
  std::string id;
  std::string file_name, file_digest;  // as the sender names them
  std::string employer;                // for rows that name none; may be empty
  std::string organisation;            // where it was started
  std::int32_t year = 0;               // that wages are declared for
  std::string reason;                  // for corrected wages; may be empty
  std::string by;
  Moment started_at;
  std::optional<Moment> finished_at;
  std::int64_t rows = 0;    // of the file
  std::int64_t chunks = 0;  // taken in so far
  std::int64_t accepted = 0, unchanged = 0, refused = 0;
  std::int64_t version = 0;
};

struct NewImport {
  std::string file_name, file_digest, employer;
  std::int32_t year = 0;  // 0: this one
  std::string reason;
  std::int64_t rows = 0;  // 1 .. kMostRows
};
inline constexpr std::int64_t kMostRows = 1'000'000;

// Begins an import, or gives the one of the same file, terms and user that was not finished: it
// goes on with part `chunks` + 1. Refusals: kUnknownEmployer, kEmployerCancelled, kBadParameter
// (rows, year), kFieldTooLong, store_* codes.
Result<ImportJob> StartImport(Region& region, const Desk& desk, const NewImport& wanted);

// Which persons an import has named so far, kept between its parts so that they are not read again.
// Thread-safe.
class ImportMemory {
 public:
  // By the first 17 digits of the identity number: the row that named it.
  struct Seen {
    std::int64_t chunks = 0;
    std::unordered_map<std::int64_t, std::int64_t> rows;
  };
  Seen Take(const std::string& import);
  void Keep(const std::string& import, Seen seen);

 private:
  std::mutex mutex_;
  std::map<std::string, Seen> kept_;
};

struct ChunkOutcome {
  ImportJob job;
  std::vector<RowResult> results;  // by row
};

// Takes in part `chunk` (1, 2, …). A part that was taken in already changes nothing and gives its
// stored results. Refusals: kUnknownImport, kChunkOutOfOrder, kTooManyLines (more than kChunkRows,
// or more rows than the file has), store_* codes.
Result<ChunkOutcome> ImportChunk(Region& region, const Desk& desk, ImportMemory& memory,
                                 const std::string& import, std::int64_t chunk,
                                 const std::vector<ImportRow>& rows);

// Newest first.
Result<std::vector<ImportJob>> FindImports(Region& region, const Scope& scope, int limit);

// Refusals: kUnknownImport.
Result<ImportJob> GetImport(Region& region, const Scope& scope, const std::string& id);

struct RowPage {
  std::vector<RowResult> rows;
  std::int64_t next = 0;  // the part to go on with; 0: this was the last
};
// Results of the parts from `chunk` on, with this status, until some were found. Refusals:
// kUnknownImport.
Result<RowPage> FindRows(Region& region, const Scope& scope, const std::string& import,
                         std::optional<RowStatus> status, std::int64_t chunk);

}  // namespace tongchou::service

#endif  // TONGCHOU_SERVICE_IMPORTS_H_
