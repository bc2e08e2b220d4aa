// What was computed and is kept: papers of one kind, numbered from 1 within a pack, never changed.
//
// Thread-safe.
#ifndef TONGCHOU_SERVICE_KEPT_RESULT_H_
#define TONGCHOU_SERVICE_KEPT_RESULT_H_

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "store/register_rows.h"

namespace tongchou::service {

class Region;

// "demo-city/00042".
std::string KeptCode(std::string_view pack, std::int64_t number);

struct KeptKind {
  store::RecordKind kind;
  std::string pack;
};

// Keeps what `record` gives for a number under the next number that is free, and gives that number.
// `record` may be asked more than once. Refusals: store_* codes.
Result<std::int64_t> KeepResult(Region& region, const std::string& actor, const std::string& action,
                                const KeptKind& of,
                                const std::function<store::RecordRow(std::int64_t)>& record);

// The same of a paper that has `by` and `number`: with both, as kept. RecordOf makes its row.
template <typename Paper>
Result<Paper> KeepPaper(Region& region, const std::string& actor, const std::string& action,
                        const KeptKind& of, Paper paper) {
  paper.by = actor;
  const Result<std::int64_t> number = KeepResult(region, actor, action, of, [&](std::int64_t next) {
    paper.number = next;
    return RecordOf(paper);
  });
  if (!number.ok()) return number.error();
  paper.number = *number;
  return paper;
}

// Those of the area's pack, the newest first. Refusals: store_* codes.
Result<std::vector<store::RecordRow>> KeptResults(Region& region, store::RecordKind kind);

// The same as papers, each as `read` reads its row. Refusals: store_* codes, those of `read`.
template <typename Paper>
Result<std::vector<Paper>> KeptPapers(Region& region, store::RecordKind kind,
                                      Result<Paper> (&read)(const store::RecordRow&)) {
  const Result<std::vector<store::RecordRow>> rows = KeptResults(region, kind);
  if (!rows.ok()) return rows.error();
  std::vector<Paper> papers;
  for (const store::RecordRow& row : *rows) {
    Result<Paper> paper = read(row);
    if (!paper.ok()) return paper.error();
    papers.push_back(*std::move(paper));
  }
  return papers;
}

// Refusals: kUnknownResult.
Result<store::RecordRow> KeptResult(Region& region, store::RecordKind kind, std::int64_t number);

// The same as a paper. Refusals: kUnknownResult, those of `read`.
template <typename Paper>
Result<Paper> KeptPaper(Region& region, store::RecordKind kind, std::int64_t number,
                        Result<Paper> (&read)(const store::RecordRow&)) {
  const Result<store::RecordRow> row = KeptResult(region, kind, number);
  if (!row.ok()) return row.error();
  return read(*row);
}

}  // namespace tongchou::service

#endif  // TONGCHOU_SERVICE_KEPT_RESULT_H_
