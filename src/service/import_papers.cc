#include "service/import_papers.h"

#include <fmt/format.h>

#include "base/id_number.h"
#include "service/ids.h"
#include "service/packed_error.h"
#include "store/packing.h"

namespace tongchou::service {
namespace {

constexpr std::int64_t kForm = 1;
// Of the rows of a part; form 1 had the first columns only.
constexpr std::int64_t kRowsForm = 2;
constexpr std::size_t kColumnsOfForm1 = 9;

Error Damaged() { return Error{ErrorCode::kStoreCorrupt, {}, "record"}; }

void PackRow(store::Packer& out, const KeptRow& kept) {
  const RowResult& result = kept.result;
  out.Number(result.row).Kind(result.status).Number(kept.digits).Text(result.psn_no);
  out.Flag(result.late);
  PackError(result.error, out);
  if (!result.error) return;
  for (const ImportColumn& column : ImportColumns()) out.Text(result.cells.*column.cell);
}

bool UnpackRow(store::Unpacker& in, std::size_t columns, KeptRow& kept) {
  RowResult& result = kept.result;
  result.row = in.Number();
  result.status = in.Kind(RowStatus::kRefused);
  kept.digits = in.Number();
  result.psn_no = in.Text();
  result.late = in.Flag();
  if (!UnpackError(in, result.error)) return false;
  if (!result.error) return true;
  result.cells.row = result.row;
  for (std::size_t i = 0; i < columns; ++i) {
    result.cells.*ImportColumns()[i].cell = in.Text();
  }
  return in.ok();
}

}  // namespace

store::RecordRow RecordOf(const ImportJob& job) {
  store::RecordRow row;
  row.kind = store::RecordKind::kImport;
  row.code = job.id;
  row.version = job.version;
  store::Packer out;
  out.Number(kForm).Text(job.file_name).Text(job.file_digest).Text(job.employer);
  out.Text(job.organisation).Number(job.year).Text(job.reason).Text(job.by).At(job.started_at);
  out.Flag(job.finished_at.has_value());
  if (job.finished_at) out.At(*job.finished_at);
  out.Number(job.rows).Number(job.chunks).Number(job.accepted).Number(job.unchanged);
  row.body = out.Number(job.refused).Take();
  return row;
}

Result<ImportJob> JobOf(const store::RecordRow& row) {
  store::Unpacker in(row.body);
  const bool known = in.Number() == kForm;
  ImportJob job;
  job.id = row.code;
  job.version = row.version;
  job.file_name = in.Text();
  job.file_digest = in.Text();
  job.employer = in.Text();
  job.organisation = in.Text();
  job.year = static_cast<std::int32_t>(in.Number());
  job.reason = in.Text();
  job.by = in.Text();
  job.started_at = in.At();
  if (in.Flag()) job.finished_at = in.At();
  job.rows = in.Number();
  job.chunks = in.Number();
  job.accepted = in.Number();
  job.unchanged = in.Number();
  job.refused = in.Number();
  if (!known || !in.done()) return Damaged();
  return job;
}

store::RecordKey ChunkKey(const std::string& import, std::int64_t chunk) {
  return {store::RecordKind::kImportChunk, fmt::format("{}/{:06}", import, chunk)};
}

store::RecordRow RecordOf(const std::string& import, std::int64_t chunk,
                          const std::vector<KeptRow>& rows) {
  store::RecordRow row;
  row.kind = store::RecordKind::kImportChunk;
  row.code = ChunkKey(import, chunk).code;
  const auto count = static_cast<std::int64_t>(rows.size());
  row.body = store::Packer().Number(kForm).Number(count).Take();
  store::Packer out;
  out.Number(kRowsForm).Number(count);
  for (const KeptRow& kept : rows) PackRow(out, kept);
  row.secret = out.Take();
  return row;
}

Result<std::vector<KeptRow>> RowsOf(const store::RecordRow& row) {
  store::Unpacker in(row.secret);
  const std::int64_t form = in.Number();
  const bool known = form == kForm || form == kRowsForm;
  const std::size_t columns = form == kForm ? kColumnsOfForm1 : ImportColumns().size();
  std::vector<KeptRow> rows(in.Count());
  for (KeptRow& kept : rows) {
    if (!UnpackRow(in, columns, kept)) return Damaged();
  }
  if (!known || !in.done()) return Damaged();
  return rows;
}

std::int64_t DigitsOf(std::string_view certificate) {
  if (!IsIdNumber(certificate)) return 0;
  constexpr std::size_t kDigits = 17;
  std::int64_t digits = 0;
  for (const char digit : certificate.substr(0, kDigits)) digits = digits * 10 + (digit - '0');
  return digits;
}

}  // namespace tongchou::service
