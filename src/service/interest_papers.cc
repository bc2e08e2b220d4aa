#include "service/interest_papers.h"

#include <fmt/format.h>

#include <algorithm>

#include "store/packing.h"

namespace tongchou::service {
namespace {

constexpr std::int64_t kForm = 1;

Error Damaged() { return Error{ErrorCode::kStoreCorrupt, {}, "record"}; }

std::string PackSheet(const InterestSheet& sheet, std::int64_t entry) {
  store::Packer out;
  out.Number(kForm).Number(sheet.year).Number(sheet.block).Number(sheet.number).Kind(sheet.kind);
  out.At(sheet.at).Text(sheet.by).Text(sheet.reason).Text(sheet.scheme);
  out.Text(sheet.pack).Digest(sheet.pack_digest);
  out.Number(static_cast<std::int64_t>(sheet.lines.size()));
  for (const InterestLine& line : sheet.lines) {
    out.Number(line.person).Amount(line.figures.carried).Amount(line.figures.current);
  }
  return out.Number(entry).Take();
}

}  // namespace

InterestFigures operator+(const InterestFigures& a, const InterestFigures& b) {
  return {a.carried + b.carried, a.current + b.current};
}

InterestFigures operator-(const InterestFigures& a, const InterestFigures& b) {
  return {a.carried - b.carried, a.current - b.current};
}

InterestFigures InterestSheet::sum() const {
  InterestFigures sum;
  for (const InterestLine& line : lines) sum = sum + line.figures;
  return sum;
}

std::int64_t BlockOf(std::int64_t person) { return (person - 1) / kBlock; }

std::string NumberOf(const InterestSheet& sheet) {
  return fmt::format("{:04}-{:05}-{}", sheet.year, sheet.block, sheet.number);
}

std::string SheetPrefix(std::int32_t year) { return fmt::format("{:04}/", year); }

std::string SheetPrefix(std::int32_t year, std::int64_t block) {
  return fmt::format("{:04}/{:08}/", year, block);
}

store::RecordKey SheetKey(const InterestSheet& sheet) {
  return {store::RecordKind::kInterestSheet,
          fmt::format("{}{:03}", SheetPrefix(sheet.year, sheet.block), sheet.number)};
}

store::RecordRow RecordOf(const InterestSheet& sheet) {
  store::RecordRow row;
  row.kind = store::RecordKind::kInterestSheet;
  row.code = SheetKey(sheet).code;
  row.body = PackSheet(sheet, sheet.entry);
  return row;
}

Result<InterestSheet> SheetOf(const store::RecordRow& row) {
  store::Unpacker in(row.body);
  const bool known = in.Number() == kForm;
  InterestSheet sheet;
  sheet.year = static_cast<std::int32_t>(in.Number());
  sheet.block = in.Number();
  sheet.number = static_cast<std::int32_t>(in.Number());
  sheet.kind = in.Kind(SheetKind::kReversal);
  sheet.at = in.At();
  sheet.by = in.Text();
  sheet.reason = in.Text();
  sheet.scheme = in.Text();
  sheet.pack = in.Text();
  sheet.pack_digest = in.Digest();
  sheet.lines.resize(in.Count());
  for (InterestLine& line : sheet.lines) {
    line.person = in.Number();
    line.figures.carried = in.Amount();
    line.figures.current = in.Amount();
  }
  sheet.entry = in.Number();
  if (!known || !in.done()) return Damaged();
  return sheet;
}

ledger::Entry EntryOf(const InterestSheet& sheet) {
  ledger::Entry entry;
  entry.at = sheet.at;
  entry.day = DayOf(sheet.at);
  entry.kind = ledger::EntryKind::kInterest;
  entry.source = NumberOf(sheet);
  entry.content = Sm3(PackSheet(sheet, 0));
  entry.postings = ledger::InterestPostings(sheet.scheme, sheet.sum().total());
  return entry;
}

Result<std::vector<InterestSheet>> SheetsOf(store::Reader& reader, std::int32_t year,
                                            std::int64_t block) {
  constexpr int kMost = 999;
  const auto rows =
      reader.RecordsUnder(store::RecordKind::kInterestSheet, SheetPrefix(year, block), "", kMost);
  if (!rows.ok()) return rows.error();
  std::vector<InterestSheet> sheets;
  for (const store::RecordRow& row : *rows) {
    Result<InterestSheet> sheet = SheetOf(row);
    if (!sheet.ok()) return sheet.error();
    sheets.push_back(*std::move(sheet));
  }
  return sheets;
}

InterestFigures ChangeOf(const InterestSheet& sheet, std::int64_t person) {
  const auto line = std::ranges::lower_bound(sheet.lines, person, {}, &InterestLine::person);
  const bool there = line != sheet.lines.end() && line->person == person;
  return there ? line->figures : InterestFigures{};
}

InterestFigures Standing(const std::vector<InterestSheet>& sheets, std::int64_t person) {
  InterestFigures sum;
  for (const InterestSheet& sheet : sheets) sum = sum + ChangeOf(sheet, person);
  return sum;
}

store::RecordKey RunKey(std::int32_t year) {
  return {store::RecordKind::kInterestRun, fmt::format("{:04}", year)};
}

store::RecordRow RecordOf(const InterestRun& run) {
  store::RecordRow row;
  row.kind = store::RecordKind::kInterestRun;
  row.code = RunKey(run.year).code;
  row.version = run.version;
  store::Packer out;
  out.Number(kForm).Number(run.year).Text(run.by).At(run.started_at);
  out.Flag(run.finished_at.has_value());
  if (run.finished_at) out.At(*run.finished_at);
  out.Number(run.runs).Flag(run.reversal).Number(run.persons);
  row.body = out.Amount(run.figures.carried).Amount(run.figures.current).Take();
  return row;
}

Result<InterestRun> InterestRunOf(const store::RecordRow& row) {
  store::Unpacker in(row.body);
  const bool known = in.Number() == kForm;
  InterestRun run;
  run.version = row.version;
  run.year = static_cast<std::int32_t>(in.Number());
  run.by = in.Text();
  run.started_at = in.At();
  if (in.Flag()) run.finished_at = in.At();
  run.runs = static_cast<std::int32_t>(in.Number());
  run.reversal = in.Flag();
  run.persons = in.Number();
  run.figures.carried = in.Amount();
  run.figures.current = in.Amount();
  if (!known || !in.done()) return Damaged();
  return run;
}

}  // namespace tongchou::service
