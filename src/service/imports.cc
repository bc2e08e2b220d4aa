#include "service/imports.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "service/committer.h"
#include "service/ids.h"
#include "service/import_papers.h"
#include "service/import_work.h"
#include "service/policy_at.h"
#include "service/region.h"

namespace tongchou::service {
namespace {

constexpr std::size_t kLongestText = 400;
constexpr std::size_t kLongestDigest = 64;
constexpr std::size_t kKeptImports = 4;

using Seen = ImportWork::Seen;

store::RecordKey KeyOf(const std::string& import) { return {store::RecordKind::kImport, import}; }

bool IsSame(const ImportJob& job, const Desk& desk, const NewImport& wanted) {
  return !job.finished_at && job.by == desk.actor && job.file_digest == wanted.file_digest &&
         job.employer == wanted.employer && job.year == wanted.year &&
         job.reason == wanted.reason && job.rows == wanted.rows;
}

std::vector<ReadRow> ReadRows(const Region& region, const ImportJob& job,
                              const std::vector<ImportRow>& rows) {
  std::vector<ReadRow> read;
  read.reserve(rows.size());
  for (const ImportRow& row : rows) read.push_back(ReadCells(region, row, job.employer));
  return read;
}

void Count(const std::vector<KeptRow>& rows, ImportJob& job) {
  for (const KeptRow& row : rows) {
    ++(row.result.status == RowStatus::kAccepted    ? job.accepted
       : row.result.status == RowStatus::kUnchanged ? job.unchanged
                                                    : job.refused);
  }
}

std::vector<RowResult> ResultsOf(const std::vector<KeptRow>& rows) {
  std::vector<RowResult> results;
  results.reserve(rows.size());
  for (const KeptRow& row : rows) results.push_back(row.result);
  return results;
}

Result<std::unique_ptr<store::Reader>> Read(Region& region) {
  return region.store().Read(region.area_number());
}

Result<std::vector<KeptRow>> StoredRows(store::Reader& reader, const std::string& import,
                                        std::int64_t chunk) {
  store::Needs needs;
  needs.records = {ChunkKey(import, chunk)};
  const Result<store::Loaded> loaded = reader.Load(needs);
  if (!loaded.ok()) return loaded.error();
  if (loaded->records.empty()) return Error{ErrorCode::kStoreCorrupt, {}, "record"};
  return RowsOf(loaded->records.front());
}

// Whom the first `chunks` parts named, read from the store but for what `seen` knows.
Status Remember(Region& region, const std::string& import, std::int64_t chunks,
                ImportMemory::Seen& seen) {
  if (seen.chunks == chunks) return Done{};
  Result<std::unique_ptr<store::Reader>> reader = Read(region);
  if (!reader.ok()) return reader.error();
  if (seen.chunks > chunks) seen = {};
  while (seen.chunks < chunks) {
    const Result<std::vector<KeptRow>> rows = StoredRows(**reader, import, seen.chunks + 1);
    if (!rows.ok()) return rows.error();
    for (const KeptRow& row : *rows) {
      if (row.digits != 0) seen.rows.emplace(row.digits, row.result.row);
    }
    ++seen.chunks;
  }
  return Done{};
}

struct Taken {
  ImportJob job;
  std::vector<KeptRow> rows;
};

// The transaction of one part.
Result<Taken> Commit(Region& region, const Desk& desk, const ImportJob& before,
                     const std::vector<ReadRow>& rows, const Seen& seen) {
  Taken taken;
  Command command;
  command.actor = desk.actor;
  command.action = "import_members";
  command.at = region.clock().Now();
  const std::int64_t chunk = before.chunks + 1;
  command.needs = [&](const WorkingSet& set, store::Needs& needs) {
    needs.records = {KeyOf(before.id)};
    for (const ReadRow& row : rows) NeedRow(row, set, needs);
  };
  command.execute = [&](Work& work) -> Result<Executed> {
    const store::RecordRow* row = work.set.FindRecord(KeyOf(before.id));
    if (row == nullptr) return Refuse(ErrorCode::kUnknownImport, before.id);
    Result<ImportJob> job = JobOf(*row);
    if (!job.ok()) return job.error();
    if (job->chunks + 1 != chunk) return Refuse(ErrorCode::kChunkOutOfOrder, before.id);
    taken = {*std::move(job), {}};
    ImportWork chunk_work(work, desk, taken.job.year, taken.job.reason, seen);
    for (const ReadRow& read : rows) taken.rows.push_back(chunk_work.Apply(read));
    Count(taken.rows, taken.job);
    taken.job.chunks = chunk;
    const std::int64_t done = taken.job.accepted + taken.job.unchanged + taken.job.refused;
    if (done == taken.job.rows) taken.job.finished_at = work.at;
    work.set.Put(RecordOf(taken.job));
    work.set.Put(RecordOf(taken.job.id, chunk, taken.rows));
    return Executed{{}, 0, fmt::format("{}/{}", taken.job.id, chunk)};
  };
  const Result<Answered> answered = region.committer().Submit(command);
  if (!answered.ok()) return answered.error();
  return taken;
}

}  // namespace

ImportMemory::Seen ImportMemory::Take(const std::string& import) {
  const std::lock_guard lock(mutex_);
  const auto found = kept_.find(import);
  if (found == kept_.end()) return {};
  Seen seen = std::move(found->second);
  kept_.erase(found);
  return seen;
}

// Ids begin with the moment of their start, so the first is the oldest.
void ImportMemory::Keep(const std::string& import, Seen seen) {
  const std::lock_guard lock(mutex_);
  kept_[import] = std::move(seen);
  if (kept_.size() > kKeptImports) kept_.erase(kept_.begin());
}

Result<ImportJob> StartImport(Region& region, const Desk& desk, const NewImport& given) {
  constexpr std::int32_t kFirstYear = 1998;
  NewImport wanted = given;
  if (wanted.year == 0) wanted.year = region.today().year();
  if (wanted.rows < 1 || wanted.rows > kMostRows) return Refuse(ErrorCode::kBadParameter, "rows");
  if (wanted.year < kFirstYear || wanted.year > region.today().year() + 1) {
    return Refuse(ErrorCode::kBadParameter, "year");
  }
  if (wanted.file_name.size() > kLongestText || wanted.reason.size() > kLongestText ||
      wanted.file_digest.size() > kLongestDigest) {
    return Refuse(ErrorCode::kFieldTooLong, "file_name");
  }
  if (!wanted.employer.empty()) {
    const Status employer =
        CheckEmployer(*region.reference().Newest(), desk.scope, wanted.employer);
    if (!employer.ok()) return employer.error();
  }
  constexpr int kLookedAt = 50;
  const Result<std::vector<ImportJob>> before = FindImports(region, desk.scope, kLookedAt);
  if (!before.ok()) return before.error();
  for (const ImportJob& job : *before) {
    if (IsSame(job, desk, wanted)) return job;
  }
  ImportJob job;
  job.file_name = wanted.file_name;
  job.file_digest = wanted.file_digest;
  job.employer = wanted.employer;
  job.organisation = desk.scope.path;
  job.year = wanted.year;
  job.reason = wanted.reason;
  job.by = desk.actor;
  job.rows = wanted.rows;
  Command command;
  command.actor = desk.actor;
  command.action = "start_import";
  command.at = region.clock().Now();
  command.execute = [&](Work& work) -> Result<Executed> {
    // The number of the audit row to come makes two imports of one moment different.
    job.started_at = work.at;
    job.id = fmt::format("{:014}-{}", work.at.ms, work.set.state().audits + 1);
    work.set.Put(RecordOf(job));
    return Executed{{}, 0, job.id};
  };
  const Result<Answered> answered = region.committer().Submit(command);
  if (!answered.ok()) return answered.error();
  job.version = 1;
  return job;
}

Result<ChunkOutcome> ImportChunk(Region& region, const Desk& desk, ImportMemory& memory,
                                 const std::string& import, std::int64_t chunk,
                                 const std::vector<ImportRow>& rows) {
  const Result<ImportJob> job = GetImport(region, desk.scope, import);
  if (!job.ok()) return job.error();
  if (chunk >= 1 && chunk <= job->chunks) {
    Result<std::unique_ptr<store::Reader>> reader = Read(region);
    if (!reader.ok()) return reader.error();
    const Result<std::vector<KeptRow>> stored = StoredRows(**reader, import, chunk);
    if (!stored.ok()) return stored.error();
    return ChunkOutcome{*job, ResultsOf(*stored)};
  }
  if (chunk != job->chunks + 1) {
    return Error{ErrorCode::kChunkOutOfOrder,
                 {fmt::format("应从第 {} 批续传", job->chunks + 1),
                  fmt::format("the next part is number {}", job->chunks + 1)},
                 import};
  }
  const std::int64_t done = job->accepted + job->unchanged + job->refused;
  const bool fits = !rows.empty() && rows.size() <= kChunkRows &&
                    done + static_cast<std::int64_t>(rows.size()) <= job->rows;
  if (!fits) return Refuse(ErrorCode::kTooManyLines, "rows");
  ImportMemory::Seen seen = memory.Take(import);
  const Status remembered = Remember(region, import, job->chunks, seen);
  if (!remembered.ok()) return remembered.error();
  const std::vector<ReadRow> read = ReadRows(region, *job, rows);
  Result<Taken> taken = Commit(region, desk, *job, read, seen.rows);
  if (!taken.ok()) return taken.error();
  for (const KeptRow& row : taken->rows) {
    if (row.digits != 0) seen.rows.emplace(row.digits, row.result.row);
  }
  seen.chunks = chunk;
  memory.Keep(import, std::move(seen));
  return ChunkOutcome{std::move(taken->job), ResultsOf(taken->rows)};
}

Result<std::vector<ImportJob>> FindImports(Region& region, const Scope& scope, int limit) {
  Result<std::unique_ptr<store::Reader>> reader = Read(region);
  if (!reader.ok()) return reader.error();
  const Result<std::vector<store::RecordRow>> rows = (*reader)->Records(store::RecordKind::kImport);
  if (!rows.ok()) return rows.error();
  std::vector<ImportJob> jobs;
  for (auto row = rows->rbegin(); row != rows->rend(); ++row) {
    if (jobs.size() == static_cast<std::size_t>(limit)) break;
    Result<ImportJob> job = JobOf(*row);
    if (!job.ok()) return job.error();
    if (scope.Covers(job->organisation)) jobs.push_back(*std::move(job));
  }
  return jobs;
}

Result<ImportJob> GetImport(Region& region, const Scope& scope, const std::string& id) {
  Result<std::unique_ptr<store::Reader>> reader = Read(region);
  if (!reader.ok()) return reader.error();
  store::Needs needs;
  needs.records = {KeyOf(id)};
  const Result<store::Loaded> loaded = (*reader)->Load(needs);
  if (!loaded.ok()) return loaded.error();
  if (loaded->records.empty()) return Refuse(ErrorCode::kUnknownImport, id);
  Result<ImportJob> job = JobOf(loaded->records.front());
  if (job.ok() && !scope.Covers(job->organisation)) return Refuse(ErrorCode::kUnknownImport, id);
  return job;
}

Result<RowPage> FindRows(Region& region, const Scope& scope, const std::string& import,
                         std::optional<RowStatus> status, std::int64_t chunk) {
  constexpr std::size_t kEnough = 500;
  constexpr std::int64_t kMostChunks = 20;
  const Result<ImportJob> job = GetImport(region, scope, import);
  if (!job.ok()) return job.error();
  Result<std::unique_ptr<store::Reader>> reader = Read(region);
  if (!reader.ok()) return reader.error();
  RowPage page;
  std::int64_t at = std::max<std::int64_t>(chunk, 1);
  const std::int64_t end = at + kMostChunks;
  for (; at <= job->chunks && at < end && page.rows.size() < kEnough; ++at) {
    Result<std::vector<KeptRow>> rows = StoredRows(**reader, import, at);
    if (!rows.ok()) return rows.error();
    for (KeptRow& row : *rows) {
      if (!status || row.result.status == *status) page.rows.push_back(std::move(row.result));
    }
  }
  page.next = at <= job->chunks ? at : 0;
  return page;
}

}  // namespace tongchou::service
