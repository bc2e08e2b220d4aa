#include "service/receipts.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <utility>

#include "service/committer.h"
#include "service/pay_work.h"
#include "service/policy_at.h"
#include "service/receipt_match.h"
#include "service/receipt_papers.h"
#include "service/region.h"

namespace tongchou::service {
namespace {

constexpr std::size_t kLongestName = 400;

Result<std::unique_ptr<store::Reader>> Read(Region& region) {
  return region.store().Read(region.area_number());
}

Result<store::RecordRow> LoadRecord(store::Reader& reader, const store::RecordKey& key,
                                    ErrorCode unknown) {
  store::Needs needs;
  needs.records = {key};
  Result<store::Loaded> loaded = reader.Load(needs);
  if (!loaded.ok()) return loaded.error();
  if (loaded->records.empty()) return Refuse(unknown, key.code);
  return std::move(loaded->records.front());
}

Result<ReceiptFile> FindFile(const Work& work, const std::string& id) {
  const store::RecordRow* row = work.set.FindRecord(FileKey(id));
  if (row == nullptr) return Refuse(ErrorCode::kUnknownReceiptFile, id);
  return FileOf(*row);
}

Command CommandFor(const Region& region, const std::string& actor, const char* action) {
  Command command;
  command.actor = actor;
  command.action = action;
  command.at = region.clock().Now();
  return command;
}

Error SentBefore(const ReceiptFile& file) {
  return Error{
      ErrorCode::kFileSentBefore,
      {fmt::format("文件“{}”已于 {} 由 {} 上传并入账：请在到账文件清单中查看；漏掉的另做一份",
                   file.file_name, ToString(DayOf(file.sent_at)), file.by),
       fmt::format("the file \"{}\" was sent on {} by {} and posted: see it in the list of "
                   "files; send what it lacks in another",
                   file.file_name, ToString(DayOf(file.sent_at)), file.by)},
      file.id};
}

Error Incomplete(const ReceiptFile& file) {
  return Error{
      ErrorCode::kChunkOutOfOrder,
      {fmt::format("文件尚未传完：已收 {} 批，共 {} 批，请先续传", file.parts, file.all_parts()),
       fmt::format("the file is not complete: {} of {} parts are here, send the others", file.parts,
                   file.all_parts())},
      file.id};
}

// One part on its way: its lines with what is known of them before the transaction.
struct PartLine {
  ReceiptFileLine line;
  std::optional<ReceiptLine> read;  // none: refused
  std::optional<Payer> payer;       // none: held
};

std::vector<PartLine> ReadLines(const Region& region, const PayerIndex& index,
                                const std::vector<ReceiptFileLine>& lines) {
  std::vector<PartLine> part;
  for (const ReceiptFileLine& line : lines) {
    PartLine& made = part.emplace_back(PartLine{line, {}, {}});
    Result<ReceiptLine> read = ReadReceipt(line.cells, region.today());
    // What came in before the pack was in force cannot be laid on anything by its rules.
    const Result<MonthRules> rules =
        read.ok() ? AnyReceiptRulesOn(region.pack(), read->day) : Result<MonthRules>(read.error());
    if (!rules.ok()) {
      made.line.status = LineStatus::kRefused;
      made.line.error = rules.error();
      continue;
    }
    made.read = *std::move(read);
    const Result<Payer> payer = index.Find(*made.read);
    if (payer.ok()) {
      made.payer = *payer;
    } else {
      made.line.error = payer.error();
    }
  }
  return part;
}

// Books the lines of one part in one transaction.
class PartWork {
 public:
  PartWork(Work& work, PayWork& pay, const std::string& file)
      : work_(work), pay_(pay), file_(file) {}

  Status Post(PartLine& part) {
    ReceiptFileLine& line = part.line;
    if (!part.read) return Done{};
    const Incoming incoming{part.read->reference, part.read->day, part.read->amount, {}};
    if (work_.set.FindRecord(ReceiptKey(incoming.reference)) != nullptr) {
      line.status = LineStatus::kRefused;
      line.error = Refuse(ErrorCode::kReferenceKnown, incoming.reference);
      return Done{};
    }
    Receipt receipt;
    receipt.line = *part.read;
    receipt.file = file_;
    receipt.row = line.cells.row;
    receipt.by = work_.actor;
    receipt.at = work_.at;
    const Result<Match> match = MatchOf(part);
    Result<Payment> booked = ErrorCode::kUnknownPayer;
    if (match.ok()) {
      booked = pay_.Receive(part.payer->employer, incoming, match->rule, match->first);
    } else {
      booked = pay_.Hold(incoming, PaymentKind::kHeld);
      line.error = match.error();
    }
    if (!booked.ok()) return booked.error();
    line.status = match.ok() ? LineStatus::kMatched : LineStatus::kHeld;
    receipt.state = match.ok() ? ReceiptState::kMatched : ReceiptState::kHeld;
    receipt.why = line.error;
    receipt.payment = booked->number;
    if (match.ok()) {
      line.rule = receipt.rule = match->rule;
      line.employer = receipt.employer = part.payer->employer;
    }
    work_.set.Put(RecordOf(receipt));
    return Done{};
  }

 private:
  Result<Match> MatchOf(const PartLine& part) const {
    if (!part.payer) return *part.line.error;
    const Result<MonthRules> rules = ReceiptRulesFor(
        work_.region.pack(), part.read->day, work_.reference.FindEmployer(part.payer->employer));
    if (!rules.ok()) return rules.error();
    const Result<Dues> dues = FindDues(work_, part.payer->employer);
    if (!dues.ok()) return dues.error();
    return FindMatch(*rules->rules, *dues, *part.payer, *part.read);
  }

  Work& work_;
  PayWork& pay_;
  const std::string& file_;
};

void Count(const std::vector<PartLine>& part, PostingReport& report) {
  std::set<std::string> employers(report.employers.begin(), report.employers.end());
  for (const PartLine& one : part) {
    const Money amount = one.read ? one.read->amount : Money{};
    LineCount& count = report.counts[static_cast<std::size_t>(one.line.status)];
    ++count.lines;
    count.amount += amount;
    if (one.line.status == LineStatus::kMatched) {
      LineCount& rule = report.rules[static_cast<std::size_t>(one.line.rule)];
      ++rule.lines;
      rule.amount += amount;
      employers.insert(one.line.employer);
    } else if (report.open.size() < kMostShown) {
      report.open.push_back(one.line);
    }
  }
  report.employers.assign(employers.begin(), employers.end());
}

// Goes through the parts of a file that are not posted.
class Poster {
 public:
  Poster(Region& region, const std::string& actor, const std::string& id)
      : region_(region),
        actor_(actor),
        id_(id),
        reference_(region.reference().Newest()),
        index_(*reference_) {}

  Result<PostingReport> Run(bool trial, const ReceiptProgress& progress) {
    const Result<ReceiptFile> file = GetReceiptFile(region_, id_);
    if (!file.ok()) return file.error();
    if (!file->complete()) return Incomplete(*file);
    PostingReport report;
    report.file = *file;
    for (std::int64_t number = file->posted + 1; number <= file->parts; ++number) {
      const Status posted = RunPart(number, trial, report);
      if (!posted.ok()) return posted.error();
      const auto done = std::min(number * static_cast<std::int64_t>(kReceiptPart), file->rows);
      if (progress) progress(done, file->rows);
    }
    return report;
  }

 private:
  Status RunPart(std::int64_t number, bool trial, PostingReport& report) {
    const Result<std::vector<ReceiptFileLine>> lines = StoredPart(number);
    if (!lines.ok()) return lines.error();
    std::vector<PartLine> part = ReadLines(region_, index_, *lines);
    const std::vector<PartLine> before = part;
    Command command = CommandFor(region_, actor_, "post_receipts");
    command.needs = [&](const WorkingSet&, store::Needs& needs) { Need(number, part, needs); };
    command.execute = [&](Work& work) -> Result<Executed> {
      part = before;
      Result<ReceiptFile> file = FindFile(work, id_);
      if (!file.ok()) return file.error();
      // A trial leaves the parts before it as they are.
      if (!trial && file->posted + 1 != number) return Refuse(ErrorCode::kStaleVersion, id_);
      PayWork pay(work);
      const Status readable = CheckAll(pay, part);
      if (!readable.ok()) return readable.error();
      PartWork part_work(work, pay, id_);
      for (PartLine& line : part) {
        const Status posted = part_work.Post(line);
        if (!posted.ok()) return posted.error();
      }
      Close(work, number, part, *std::move(file), report);
      pay.TellWhenDurable(command);
      return Executed{{}, 0, fmt::format("{}/{}", id_, number)};
    };
    const Status run = trial ? Try(command) : Submit(command);
    if (run.ok()) Count(part, report);
    return run;
  }

  void Need(std::int64_t number, const std::vector<PartLine>& part, store::Needs& needs) const {
    needs.records.push_back(FileKey(id_));
    needs.records.push_back(PartKey(id_, number));
    NeedDues(kHeldFor, needs);
    for (const PartLine& line : part) {
      if (!line.read) continue;
      needs.records.push_back(ReceiptKey(line.read->reference));
      if (line.payer) NeedDues(line.payer->employer, needs);
    }
  }

  static Status CheckAll(const PayWork& pay, const std::vector<PartLine>& part) {
    Status readable = pay.CheckReadable(kHeldFor);
    for (const PartLine& line : part) {
      if (readable.ok() && line.payer) readable = pay.CheckReadable(line.payer->employer);
    }
    return readable;
  }

  // Notes in the part and the file what came of the lines.
  void Close(Work& work, std::int64_t number, const std::vector<PartLine>& part, ReceiptFile file,
             PostingReport& report) const {
    std::vector<ReceiptFileLine> lines;
    PostingReport counted;
    Count(part, counted);
    for (const PartLine& line : part) lines.push_back(line.line);
    const store::RecordRow* row = work.set.FindRecord(PartKey(id_, number));
    TC_CHECK(row != nullptr);
    work.set.Put(RecordOf(id_, number, lines, row->version));
    file.posted = number;
    file.posted_by = work.actor;
    if (number == file.all_parts()) file.posted_at = work.at;
    file.counts[0].lines -= static_cast<std::int64_t>(part.size());
    for (std::size_t i = 0; i < kLineStatuses; ++i) {
      file.counts[i].lines += counted.counts[i].lines;
      file.counts[i].amount += counted.counts[i].amount;
    }
    work.set.Put(RecordOf(file));
    report.file = file;
  }

  Status Submit(const Command& command) {
    const Result<Answered> answered = region_.committer().Submit(command);
    if (!answered.ok()) return answered.error();
    return Done{};
  }
  Status Try(const Command& command) {
    const Result<Executed> tried = RunTrial(region_, command);
    if (!tried.ok()) return tried.error();
    return Done{};
  }

  Result<std::vector<ReceiptFileLine>> StoredPart(std::int64_t number) {
    Result<std::unique_ptr<store::Reader>> reader = Read(region_);
    if (!reader.ok()) return reader.error();
    const auto row = LoadRecord(**reader, PartKey(id_, number), ErrorCode::kStoreCorrupt);
    if (!row.ok()) return row.error();
    return PartOf(*row);
  }

  Region& region_;
  const std::string& actor_;
  const std::string& id_;
  const std::shared_ptr<const ReferenceSnapshot> reference_;
  const PayerIndex index_;
};

}  // namespace

std::int64_t ReceiptFile::all_parts() const {
  constexpr auto kPart = static_cast<std::int64_t>(kReceiptPart);
  return (rows + kPart - 1) / kPart;
}

Result<ReceiptFile> StartReceiptFile(Region& region, const std::string& actor,
                                     const NewReceiptFile& wanted) {
  constexpr std::size_t kDigest = 64;
  constexpr int kAll = 1'000'000;
  if (wanted.rows < 1 || wanted.rows > kMostReceipts) {
    return Refuse(ErrorCode::kBadParameter, "rows");
  }
  if (wanted.digest.size() != kDigest) return Refuse(ErrorCode::kBadParameter, "digest");
  if (wanted.file_name.size() > kLongestName) {
    return Refuse(ErrorCode::kFieldTooLong, "file_name");
  }
  const Result<std::vector<ReceiptFile>> before = FindReceiptFiles(region, kAll);
  if (!before.ok()) return before.error();
  for (const ReceiptFile& file : *before) {
    if (file.digest != wanted.digest) continue;
    if (file.posted_at) return SentBefore(file);
    return file;
  }
  ReceiptFile file;
  file.file_name = wanted.file_name;
  file.digest = wanted.digest;
  file.by = actor;
  file.rows = wanted.rows;
  Command command = CommandFor(region, actor, "start_receipts");
  command.execute = [&](Work& work) -> Result<Executed> {
    // The number of the audit row to come makes two files of one moment different.
    file.sent_at = work.at;
    file.id = fmt::format("{:014}-{}", work.at.ms, work.set.state().audits + 1);
    work.set.Put(RecordOf(file));
    return Executed{{}, 0, file.id};
  };
  const Result<Answered> answered = region.committer().Submit(command);
  if (!answered.ok()) return answered.error();
  file.version = 1;
  return file;
}

Result<ReceiptFile> AddReceiptPart(Region& region, const std::string& actor, const std::string& id,
                                   std::int64_t part, const std::vector<ReceiptCells>& rows) {
  ReceiptFile file;
  std::vector<ReceiptFileLine> lines;
  for (const ReceiptCells& cells : rows) lines.push_back({cells, {}, {}, {}, {}});
  Command command = CommandFor(region, actor, "send_receipts");
  command.needs = [&](const WorkingSet&, store::Needs& needs) { needs.records = {FileKey(id)}; };
  command.execute = [&](Work& work) -> Result<Executed> {
    Result<ReceiptFile> found = FindFile(work, id);
    if (!found.ok()) return found.error();
    file = *std::move(found);
    if (part < 1 || part > file.parts + 1) return Refuse(ErrorCode::kChunkOutOfOrder, id);
    if (part <= file.parts) return Executed{{}, 0, id};
    const auto left = file.rows - file.parts * static_cast<std::int64_t>(kReceiptPart);
    const auto wanted = std::min(left, static_cast<std::int64_t>(kReceiptPart));
    if (static_cast<std::int64_t>(lines.size()) != wanted) {
      return Refuse(ErrorCode::kTooManyLines, "rows");
    }
    file.parts = part;
    file.counts[0].lines += wanted;
    work.set.Put(RecordOf(file));
    work.set.Put(RecordOf(id, part, lines, 0));
    return Executed{{}, 0, fmt::format("{}/{}", id, part)};
  };
  const Result<Answered> answered = region.committer().Submit(command);
  if (!answered.ok()) return answered.error();
  return file;
}

Result<PostingReport> PreviewReceiptFile(Region& region, const std::string& id,
                                         const ReceiptProgress& progress) {
  return Poster(region, {}, id).Run(true, progress);
}

Result<PostingReport> PostReceiptFile(Region& region, const std::string& actor,
                                      const std::string& id, const ReceiptProgress& progress) {
  const Result<MonthRules> rules = AnyReceiptRulesOn(region.pack(), region.today());
  if (!rules.ok()) return rules.error();
  return Poster(region, actor, id).Run(false, progress);
}

Result<std::vector<ReceiptFile>> FindReceiptFiles(Region& region, int limit) {
  Result<std::unique_ptr<store::Reader>> reader = Read(region);
  if (!reader.ok()) return reader.error();
  const auto rows = (*reader)->Records(store::RecordKind::kReceiptFile);
  if (!rows.ok()) return rows.error();
  std::vector<ReceiptFile> files;
  for (auto row = rows->rbegin(); row != rows->rend(); ++row) {
    if (files.size() == static_cast<std::size_t>(limit)) break;
    Result<ReceiptFile> file = FileOf(*row);
    if (!file.ok()) return file.error();
    files.push_back(*std::move(file));
  }
  return files;
}

Result<ReceiptFile> GetReceiptFile(Region& region, const std::string& id) {
  Result<std::unique_ptr<store::Reader>> reader = Read(region);
  if (!reader.ok()) return reader.error();
  const auto row = LoadRecord(**reader, FileKey(id), ErrorCode::kUnknownReceiptFile);
  if (!row.ok()) return row.error();
  return FileOf(*row);
}

Result<FileLinePage> FindFileLines(Region& region, const std::string& id,
                                   std::optional<LineStatus> status, std::int64_t part) {
  constexpr std::size_t kEnough = 500;
  constexpr std::int64_t kMostParts = 20;
  const Result<ReceiptFile> file = GetReceiptFile(region, id);
  if (!file.ok()) return file.error();
  Result<std::unique_ptr<store::Reader>> reader = Read(region);
  if (!reader.ok()) return reader.error();
  FileLinePage page;
  std::int64_t at = std::max<std::int64_t>(part, 1);
  const std::int64_t end = at + kMostParts;
  for (; at <= file->parts && at < end && page.lines.size() < kEnough; ++at) {
    const auto row = LoadRecord(**reader, PartKey(id, at), ErrorCode::kStoreCorrupt);
    if (!row.ok()) return row.error();
    Result<std::vector<ReceiptFileLine>> lines = PartOf(*row);
    if (!lines.ok()) return lines.error();
    for (ReceiptFileLine& line : *lines) {
      if (!status || line.status == *status) page.lines.push_back(std::move(line));
    }
  }
  page.next = at <= file->parts ? at : 0;
  return page;
}

}  // namespace tongchou::service
