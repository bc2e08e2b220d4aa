#include "service/receipt_papers.h"

#include <fmt/format.h>

#include <utility>

#include "service/packed_error.h"
#include "store/packing.h"

namespace tongchou::service {
namespace {

constexpr std::int64_t kForm = 1;

Error Damaged() { return Error{ErrorCode::kStoreCorrupt, {}, "record"}; }

void Pack(store::Packer& out, const std::optional<Moment>& at) {
  out.Flag(at.has_value());
  if (at) out.At(*at);
}

}  // namespace

store::RecordKey FileKey(const std::string& id) { return {store::RecordKind::kReceiptFile, id}; }

store::RecordRow RecordOf(const ReceiptFile& file) {
  store::Packer out;
  out.Number(kForm).Text(file.file_name).Text(file.digest).Text(file.by).Text(file.posted_by);
  out.At(file.sent_at);
  Pack(out, file.posted_at);
  out.Number(file.rows).Number(file.parts).Number(file.posted);
  for (const LineCount& count : file.counts) out.Number(count.lines).Amount(count.amount);
  return {store::RecordKind::kReceiptFile, file.id, out.Take(), {}, file.version};
}

Result<ReceiptFile> FileOf(const store::RecordRow& row) {
  store::Unpacker in(row.body);
  const bool known = in.Number() == kForm;
  ReceiptFile file;
  file.id = row.code;
  file.version = row.version;
  file.file_name = in.Text();
  file.digest = in.Text();
  file.by = in.Text();
  file.posted_by = in.Text();
  file.sent_at = in.At();
  if (in.Flag()) file.posted_at = in.At();
  file.rows = in.Number();
  file.parts = in.Number();
  file.posted = in.Number();
  for (LineCount& count : file.counts) {
    count.lines = in.Number();
    count.amount = in.Amount();
  }
  if (!known || !in.done()) return Damaged();
  return file;
}

store::RecordKey PartKey(const std::string& file, std::int64_t part) {
  return {store::RecordKind::kReceiptRows, fmt::format("{}/{:06}", file, part)};
}

store::RecordRow RecordOf(const std::string& file, std::int64_t part,
                          const std::vector<ReceiptFileLine>& lines, std::int64_t version) {
  store::Packer out;
  out.Number(kForm).Number(static_cast<std::int64_t>(lines.size()));
  for (const ReceiptFileLine& line : lines) {
    out.Number(line.cells.row);
    for (const ReceiptColumn& column : ReceiptColumns()) out.Text(line.cells.*column.cell);
    out.Kind(line.status).Kind(line.rule).Text(line.employer);
    PackError(line.error, out);
  }
  return {store::RecordKind::kReceiptRows, PartKey(file, part).code, out.Take(), {}, version};
}

Result<std::vector<ReceiptFileLine>> PartOf(const store::RecordRow& row) {
  store::Unpacker in(row.body);
  const bool known = in.Number() == kForm;
  std::vector<ReceiptFileLine> lines(in.Count());
  for (ReceiptFileLine& line : lines) {
    line.cells.row = in.Number();
    for (const ReceiptColumn& column : ReceiptColumns()) line.cells.*column.cell = in.Text();
    line.status = in.Kind(LineStatus::kRefused);
    line.rule = in.Kind(MatchRule::kByHand);
    line.employer = in.Text();
    if (!UnpackError(in, line.error)) return Damaged();
  }
  if (!known || !in.done()) return Damaged();
  return lines;
}

store::RecordKey ReceiptKey(const std::string& reference) {
  return {store::RecordKind::kReceipt, reference};
}

store::RecordRow RecordOf(const Receipt& receipt) {
  const ReceiptLine& line = receipt.line;
  store::Packer out;
  out.Number(kForm).Day(line.day).Amount(line.amount).Text(line.bill).Text(line.payer);
  out.Text(line.payer_name).Text(line.note).Text(receipt.file).Number(receipt.row);
  out.Kind(receipt.state).Kind(receipt.rule);
  PackError(receipt.why, out);
  out.Text(receipt.employer).Number(receipt.payment).Text(receipt.by).Text(receipt.reason);
  out.At(receipt.at);
  return {store::RecordKind::kReceipt, line.reference, out.Take(), {}, receipt.version};
}

Result<Receipt> ReceiptOf(const store::RecordRow& row) {
  store::Unpacker in(row.body);
  const bool known = in.Number() == kForm;
  Receipt receipt;
  receipt.version = row.version;
  ReceiptLine& line = receipt.line;
  line.reference = row.code;
  line.day = in.Day();
  line.amount = in.Amount();
  line.bill = in.Text();
  line.payer = in.Text();
  line.payer_name = in.Text();
  line.note = in.Text();
  receipt.file = in.Text();
  receipt.row = in.Number();
  receipt.state = in.Kind(ReceiptState::kReturned);
  receipt.rule = in.Kind(MatchRule::kByHand);
  if (!UnpackError(in, receipt.why)) return Damaged();
  receipt.employer = in.Text();
  receipt.payment = in.Number();
  receipt.by = in.Text();
  receipt.reason = in.Text();
  receipt.at = in.At();
  if (!known || !in.done()) return Damaged();
  return receipt;
}

}  // namespace tongchou::service
