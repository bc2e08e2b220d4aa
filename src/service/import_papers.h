// Imports and what came of their rows as they are kept. Everything that names a person is in the
// sealed part. Pure; thread-safe.
#ifndef TONGCHOU_SERVICE_IMPORT_PAPERS_H_
#define TONGCHOU_SERVICE_IMPORT_PAPERS_H_

#include "service/imports.h"

namespace tongchou::service {

// A row of a stored part: its result and whose number it named (17 digits; 0: none that can be
// one).
struct KeptRow {
  RowResult result;
  std::int64_t digits = 0;
};

store::RecordRow RecordOf(const ImportJob& job);
// Refusals: kStoreCorrupt.
Result<ImportJob> JobOf(const store::RecordRow& row);

store::RecordKey ChunkKey(const std::string& import, std::int64_t chunk);
store::RecordRow RecordOf(const std::string& import, std::int64_t chunk,
                          const std::vector<KeptRow>& rows);
// Refusals: kStoreCorrupt.
Result<std::vector<KeptRow>> RowsOf(const store::RecordRow& row);

// The first 17 digits of an identity number as a number; 0 for anything else.
std::int64_t DigitsOf(std::string_view certificate);

}  // namespace tongchou::service

#endif  // TONGCHOU_SERVICE_IMPORT_PAPERS_H_
