#include "service/interest_run.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <utility>

#include "policy/compile.h"
#include "policy/pack_model.h"
#include "service/account_year.h"
#include "service/desk_work.h"
#include "service/enrol.h"
#include "service/ids.h"
#include "service/import_row.h"
#include "service/policy_at.h"
#include "service/policy_view_parts.h"
#include "service/region.h"
#include "service/scoped_reads.h"

namespace tongchou::service {
namespace {

constexpr int kTries = 4;

// What each person of a block is to have for the year in all.
struct BlockDue {
  std::int64_t block = 0;
  std::vector<InterestLine> due;  // by person
};

struct Order {
  std::int32_t year = 0;
  SheetKind kind = SheetKind::kPosted;
  std::string actor, reason;
};

// What of `block` is not on `sheets` yet.
std::vector<InterestLine> LinesOf(const BlockDue& block, const std::vector<InterestSheet>& sheets) {
  std::vector<InterestLine> lines;
  for (const InterestLine& due : block.due) {
    const InterestFigures change = due.figures - Standing(sheets, due.person);
    if (change != InterestFigures{}) lines.push_back({due.person, change});
  }
  return lines;
}

Status CheckOver(const Region& region, std::int32_t year) {
  const levy::InterestSpan span = BenefitYear(region.pack(), year);
  if (region.today() >= span.until) return Done{};
  return Error{
      ErrorCode::kYearNotOver,
      {fmt::format("{} 年度至 {} 结束，次日起可以结息", year, ToString(span.until.PlusDays(-1))),
       fmt::format("the year {} ends on {}: its interest can be posted from the day after", year,
                   ToString(span.until.PlusDays(-1)))},
      "year"};
}

// What every account has earned in the year, by blocks.
Result<std::vector<BlockDue>> EarnedIn(Region& region, std::int32_t year,
                                       const InterestProgress& progress) {
  Result<std::unique_ptr<store::Reader>> reader = ReadNow(region);
  if (!reader.ok()) return reader.error();
  const Result<store::RowCounts> counts = (*reader)->Counts();
  if (!counts.ok()) return counts.error();
  const levy::InterestSpan span = BenefitYear(region.pack(), year);
  std::vector<BlockDue> blocks;
  Status refused = Done{};
  const Status scanned =
      EachAccountHistory(**reader, [&](std::span<const store::MovementRow> movements) {
        const std::int64_t person = movements.front().person;
        const auto earned = InterestOf(region.pack(), span, movements, false);
        if (!earned.ok()) refused = earned.error();
        if (!earned.ok()) return false;
        if (blocks.empty() || blocks.back().block != BlockOf(person)) {
          blocks.push_back({BlockOf(person), {}});
          if (progress) progress(person / 2, counts->persons);
        }
        blocks.back().due.push_back({person, {earned->carried, earned->current}});
        return true;
      });
  if (!refused.ok()) return refused.error();
  if (!scanned.ok()) return scanned.error();
  return blocks;
}

void AddLine(const InterestLine& line, InterestReport& report) {
  ++report.persons;
  report.figures = report.figures + line.figures;
}

// One run over the blocks.
class Poster {
 public:
  Poster(Region& region, const Order& order) : region_(region), order_(order) {
    report_.year = order.year;
  }

  Status Post(const BlockDue& block) {
    Status posted = Done{};
    for (int i = 0; i < kTries; ++i) {
      Result<std::unique_ptr<store::Reader>> reader = ReadNow(region_);
      if (!reader.ok()) return reader.error();
      const auto sheets = SheetsOf(**reader, order_.year, block.block);
      if (!sheets.ok()) return sheets.error();
      InterestSheet sheet = NewSheet(block.block, sheets->size() + 1);
      sheet.lines = LinesOf(block, *sheets);
      if (sheet.lines.empty()) return Done{};
      posted = Store(sheet);
      if (posted.ok() || posted.error().code != ErrorCode::kStaleVersion) break;
    }
    return posted;
  }

  InterestReport Take() { return std::move(report_); }

 private:
  InterestSheet NewSheet(std::int64_t block, std::size_t number) const {
    const policy::Pack& pack = region_.pack();
    InterestSheet sheet;
    sheet.year = order_.year;
    sheet.block = block;
    sheet.number = static_cast<std::int32_t>(number);
    sheet.kind = order_.kind;
    sheet.by = order_.actor;
    sheet.reason = order_.reason;
    sheet.scheme = LevyScheme(pack);
    sheet.pack = pack.id;
    sheet.pack_digest = DigestFromHex(pack.digest);
    return sheet;
  }

  // Refusals: kStaleVersion when another run made this sheet meanwhile.
  Status Store(const InterestSheet& wanted) {
    InterestSheet sheet;
    std::vector<InterestProblem> left_out;
    Command command =
        DeskCommand(region_, order_.actor,
                    order_.kind == SheetKind::kPosted ? "post_interest" : "take_back_interest");
    command.needs = [&](const WorkingSet&, store::Needs& needs) {
      needs.records.push_back(SheetKey(wanted));
      for (const InterestLine& line : wanted.lines) needs.persons.push_back(line.person);
    };
    command.execute = [&](Work& work) -> Result<Executed> {
      if (work.set.FindRecord(SheetKey(wanted)) != nullptr) return ErrorCode::kStaleVersion;
      sheet = wanted;
      sheet.at = work.at;
      left_out.clear();
      std::erase_if(sheet.lines, [&](const InterestLine& line) {
        const Money balance = work.set.AccountOf(line.person).balance;
        if (balance + line.figures.total() >= Money{}) return false;
        left_out.push_back({line.person, line.figures});
        return true;
      });
      if (sheet.lines.empty()) return Executed{{}, 0, NumberOf(sheet)};
      sheet.entry = work.set.NextEntry();
      for (const InterestLine& line : sheet.lines) {
        if (line.figures.total() == Money{}) continue;
        CreditAccount(work, line.person, line.figures.total(), store::MovementKind::kInterest,
                      sheet.entry);
      }
      work.set.AddEntry(EntryOf(sheet));
      work.set.Put(RecordOf(sheet));
      return Executed{{}, 0, NumberOf(sheet)};
    };
    const Status submitted = Submit(region_, command);
    if (!submitted.ok()) return submitted;
    for (const InterestLine& line : sheet.lines) AddLine(line, report_);
    report_.problems.insert(report_.problems.end(), left_out.begin(), left_out.end());
    return Done{};
  }

  Region& region_;
  const Order& order_;
  InterestReport report_;
};

// Notes that a run begins, or ended with `report`.
Status NoteRun(Region& region, const Order& order, const InterestReport* report) {
  Command command = DeskCommand(region, order.actor,
                                report == nullptr ? "begin_interest_run" : "end_interest_run");
  command.needs = [&](const WorkingSet&, store::Needs& needs) {
    needs.records.push_back(RunKey(order.year));
  };
  command.execute = [&](Work& work) -> Result<Executed> {
    InterestRun run;
    if (const store::RecordRow* row = work.set.FindRecord(RunKey(order.year))) {
      Result<InterestRun> before = InterestRunOf(*row);
      if (!before.ok()) return before.error();
      run = *std::move(before);
    }
    run.year = order.year;
    if (report == nullptr) {
      run.by = order.actor;
      run.started_at = work.at;
      run.finished_at.reset();
      run.reversal = order.kind == SheetKind::kReversal;
      ++run.runs;
    } else {
      run.finished_at = work.at;
      run.persons = report->persons;
      run.figures = report->figures;
    }
    work.set.Put(RecordOf(run));
    return Executed{{}, 0, RunKey(order.year).code};
  };
  return Submit(region, command);
}

Result<InterestReport> RunBlocks(Region& region, const Order& order,
                                 const std::vector<BlockDue>& blocks,
                                 const InterestProgress& progress) {
  const Status begun = NoteRun(region, order, nullptr);
  if (!begun.ok()) return begun.error();
  Poster poster(region, order);
  const auto total = static_cast<std::int64_t>(blocks.size());
  std::int64_t done = 0;
  for (const BlockDue& block : blocks) {
    const Status posted = poster.Post(block);
    if (!posted.ok()) return posted.error();
    ++done;
    if (progress) progress(total + done, total * 2);
  }
  InterestReport report = poster.Take();
  const Status ended = NoteRun(region, order, &report);
  if (!ended.ok()) return ended.error();
  return report;
}

// Everybody on a sheet of the year, to have nothing.
Result<std::vector<BlockDue>> NothingFor(Region& region, std::int32_t year) {
  constexpr int kPage = 200;
  Result<std::unique_ptr<store::Reader>> reader = ReadNow(region);
  if (!reader.ok()) return reader.error();
  std::map<std::int64_t, std::map<std::int64_t, bool>> persons;  // by block
  std::string after;
  while (true) {
    const auto rows =
        (*reader)->RecordsUnder(store::RecordKind::kInterestSheet, SheetPrefix(year), after, kPage);
    if (!rows.ok()) return rows.error();
    for (const store::RecordRow& row : *rows) {
      const Result<InterestSheet> sheet = SheetOf(row);
      if (!sheet.ok()) return sheet.error();
      for (const InterestLine& line : sheet->lines) persons[sheet->block][line.person] = true;
    }
    if (rows->size() < static_cast<std::size_t>(kPage)) break;
    after = rows->back().code;
  }
  std::vector<BlockDue> blocks;
  for (const auto& [block, members] : persons) {
    BlockDue& due = blocks.emplace_back(BlockDue{block, {}});
    for (const auto& [person, there] : members) due.due.push_back({person, {}});
  }
  return blocks;
}

// The clause of the rate of one part on `day`; nothing when the pack has none then.
std::optional<ExplainedInterest::Rate> RateOn(const policy::PackModel& model, bool carried,
                                              Date day) {
  if (!model.accounts || !model.accounts->interest) return {};
  const auto& rule = *model.accounts->interest;
  const auto& table = carried ? rule.carried_over : rule.current_year;
  const policy::Period* period = table ? policy::PeriodOn(*table, day) : nullptr;
  if (period == nullptr) return {};
  CitationView view = ViewSource({model, nullptr, {}, {}}, period->source);
  return ExplainedInterest::Rate{carried, std::move(view), period->range.from};
}

}  // namespace

Result<InterestReport> PreviewInterest(Region& region, std::int32_t year,
                                       const InterestProgress& progress) {
  const Status over = CheckOver(region, year);
  if (!over.ok()) return over.error();
  const Result<std::vector<BlockDue>> blocks = EarnedIn(region, year, progress);
  if (!blocks.ok()) return blocks.error();
  Result<std::unique_ptr<store::Reader>> reader = ReadNow(region);
  if (!reader.ok()) return reader.error();
  InterestReport report;
  report.year = year;
  for (const BlockDue& block : *blocks) {
    const auto sheets = SheetsOf(**reader, year, block.block);
    if (!sheets.ok()) return sheets.error();
    for (const InterestLine& line : LinesOf(block, *sheets)) AddLine(line, report);
  }
  return report;
}

Result<InterestReport> PostInterest(Region& region, const std::string& actor, std::int32_t year,
                                    const InterestProgress& progress) {
  const Status over = CheckOver(region, year);
  if (!over.ok()) return over.error();
  const Result<std::vector<BlockDue>> blocks = EarnedIn(region, year, progress);
  if (!blocks.ok()) return blocks.error();
  return RunBlocks(region, {year, SheetKind::kPosted, actor, {}}, *blocks, progress);
}

Result<InterestReport> ReverseInterest(Region& region, const std::string& actor, std::int32_t year,
                                       const std::string& reason,
                                       const InterestProgress& progress) {
  if (reason.empty()) return Refuse(ErrorCode::kMissingField, "reason");
  const Result<std::vector<BlockDue>> blocks = NothingFor(region, year);
  if (!blocks.ok()) return blocks.error();
  return RunBlocks(region, {year, SheetKind::kReversal, actor, reason}, *blocks, progress);
}

Result<std::vector<InterestRun>> FindInterestRuns(Region& region) {
  Result<std::unique_ptr<store::Reader>> reader = ReadNow(region);
  if (!reader.ok()) return reader.error();
  const auto rows = (*reader)->Records(store::RecordKind::kInterestRun);
  if (!rows.ok()) return rows.error();
  std::vector<InterestRun> runs;
  for (auto row = rows->rbegin(); row != rows->rend(); ++row) {
    Result<InterestRun> run = InterestRunOf(*row);
    if (!run.ok()) return run.error();
    runs.push_back(*std::move(run));
  }
  return runs;
}

Result<ExplainedInterest> ExplainInterest(Region& region, const Scope& scope,
                                          const std::string& psn_no, std::int32_t year) {
  const Result<Person> person = GetPerson(region, scope, psn_no);
  if (!person.ok()) return person.error();
  levy::InterestSpan span = BenefitYear(region.pack(), year);
  if (span.from > region.today()) return Refuse(ErrorCode::kTimeInFuture, "year");
  ExplainedInterest made;
  made.year = year;
  made.over = region.today() >= span.until;
  if (!made.over) span.until = region.today();
  made.until = span.until;
  Result<std::unique_ptr<store::Reader>> reader = ReadNow(region);
  if (!reader.ok()) return reader.error();
  const std::int64_t number = IdNumber(region.area_number(), IdKind::kPerson, psn_no);
  const auto movements = MovementsFrom(**reader, number, span.from);
  if (!movements.ok()) return movements.error();
  Result<levy::AccountInterest> earned = InterestOf(region.pack(), span, *movements, true);
  if (!earned.ok()) return earned.error();
  made.earned = *std::move(earned);
  const auto sheets = SheetsOf(**reader, year, BlockOf(number));
  if (!sheets.ok()) return sheets.error();
  made.posted = Standing(*sheets, number);
  for (const bool carried : {true, false}) {
    const Date day = made.earned.stretches.empty() ? span.from : made.earned.stretches[0].from;
    if (auto rate = RateOn(*region.pack().model, carried, day)) made.rates.push_back(*rate);
  }
  return made;
}

}  // namespace tongchou::service
