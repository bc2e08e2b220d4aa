#include "service/levy_reads.h"

#include <algorithm>
#include <functional>
#include <iterator>
#include <map>
#include <set>
#include <utility>

#include "levy/fixed.h"
#include "service/committer.h"
#include "service/dues.h"
#include "service/dues_book.h"
#include "service/ids.h"
#include "service/policy_at.h"
#include "service/region.h"
#include "service/special_papers.h"
#include "store/packing.h"

namespace tongchou::service {
namespace {

constexpr std::int64_t kFirstForm = 1;
constexpr int kPage = 1000;

store::RecordKey RunKey(RunOf of, Month month) {
  const bool monthly = of == RunOf::kMonth;
  return {monthly ? store::RecordKind::kLevyRun : store::RecordKind::kFixedRun, ToString(month)};
}

store::RecordRow RecordOf(const store::RecordKey& key, const LevyRun& run) {
  store::RecordRow row;
  row.kind = key.kind;
  row.code = key.code;
  row.version = run.version;
  store::Packer out;
  out.Number(kFiguresForm).Day(run.month.first).Text(run.by).At(run.started_at);
  out.Flag(run.finished_at.has_value());
  if (run.finished_at) out.At(*run.finished_at);
  const LevySum& last = run.last;
  out.Number(run.runs).Number(last.employers).Number(last.bills).Number(last.persons);
  out.Number(last.supplementary);
  for (const LevyFigure& figure : FiguresOfForm(kFiguresForm))
    out.Amount(last.figures.*figure.amount);
  out.Number(run.more_problems).Number(static_cast<std::int64_t>(run.problems.size()));
  for (const LevyProblem& problem : run.problems) {
    out.Text(problem.employer).Number(problem.person);
    out.Number(static_cast<std::int64_t>(problem.code));
  }
  row.body = out.Take();
  return row;
}

Result<LevyRun> ReadRun(const store::RecordRow& row) {
  store::Unpacker in(row.body);
  const std::int64_t form = in.Number();
  const bool known = form == kFirstForm || form == kFiguresForm;
  LevyRun run;
  run.version = row.version;
  run.month = {in.Day()};
  run.by = in.Text();
  run.started_at = in.At();
  if (in.Flag()) run.finished_at = in.At();
  LevySum& last = run.last;
  run.runs = static_cast<std::int32_t>(in.Number());
  last.employers = in.Number();
  last.bills = in.Number();
  last.persons = in.Number();
  last.supplementary = in.Number();
  for (const LevyFigure& figure : FiguresOfForm(form)) last.figures.*figure.amount = in.Amount();
  run.more_problems = in.Number();
  run.problems.resize(in.Count());
  for (LevyProblem& problem : run.problems) {
    problem.employer = in.Text();
    problem.person = in.Number();
    const std::int64_t code = in.Number();
    problem.code = ErrorCode::kUnknownCategory;
    for (const ErrorCode one : {ErrorCode::kNoWage, ErrorCode::kNoPayer}) {
      if (code == static_cast<std::int64_t>(one)) problem.code = one;
    }
  }
  if (!known || !in.done()) return Error{ErrorCode::kStoreCorrupt, {}, "record"};
  return run;
}

Result<std::unique_ptr<store::Reader>> Read(Region& region) {
  return region.store().Read(region.area_number());
}

// Visits the bills whose key begins with `prefix` and sorts behind `after`, in order, an employer's
// month at a time, until a visit returns false.
using VisitBills = std::function<bool(const std::vector<LevyBill>&)>;
Status EachMonthOfEmployer(store::Reader& reader, const std::string& prefix, std::string after,
                           const VisitBills& visit) {
  std::vector<LevyBill> together;
  while (true) {
    const Result<std::vector<store::RecordRow>> rows =
        reader.RecordsUnder(store::RecordKind::kLevyBill, prefix, after, kPage);
    if (!rows.ok()) return rows.error();
    for (const store::RecordRow& row : *rows) {
      Result<LevyBill> bill = BillOf(row);
      if (!bill.ok()) return bill.error();
      const bool same = !together.empty() && together.back().employer == bill->employer &&
                        together.back().month == bill->month;
      if (!same && !together.empty() && !visit(std::exchange(together, {}))) return Done{};
      together.push_back(*std::move(bill));
    }
    if (rows->size() < static_cast<std::size_t>(kPage)) break;
    after = rows->back().code;
  }
  if (!together.empty()) visit(together);
  return Done{};
}

void AppendRows(const std::vector<LevyBill>& bills, std::vector<BillRow>& rows) {
  const std::vector<const LevyBill*> standing = Standing(bills);
  for (const LevyBill& bill : bills) {
    rows.push_back({bill, std::ranges::find(standing, &bill) != standing.end()});
  }
}

std::vector<LevyPart> Values(const std::map<std::string, LevyPart>& parts) {
  std::vector<LevyPart> values;
  for (const auto& [name, part] : parts) values.push_back(part);
  return values;
}

// Adds a bill's part; a reversal takes off the persons too.
void AddPart(const std::string& name, std::int64_t persons, const LevyFigures& figures,
             std::map<std::string, LevyPart>& parts) {
  LevyPart& part = parts[name];
  part.name = name;
  part.persons += persons;
  AddFigures(figures, part.figures);
}

Result<BillRow> FindBill(store::Reader& reader, const Scope& scope, const std::string& number) {
  const Result<store::RecordKey> key = KeyOfNumber(number);
  if (!key.ok()) return key.error();
  const std::string prefix = key->code.substr(0, key->code.rfind('/') + 1);
  std::optional<BillRow> found;
  const Status read = EachMonthOfEmployer(reader, prefix, "", [&](const auto& bills) {
    std::vector<BillRow> rows;
    AppendRows(bills, rows);
    for (BillRow& row : rows) {
      if (NumberOf(row.bill) == number) found = std::move(row);
    }
    return true;
  });
  if (!read.ok()) return read.error();
  if (!found || !scope.Covers(found->bill.organisation)) {
    return Refuse(ErrorCode::kUnknownBill, number);
  }
  return *std::move(found);
}

// The line of `person` in `bill`, if there is one.
Result<std::optional<LevyLine>> FindLine(store::Reader& reader, const LevyBill& bill,
                                         std::int64_t person) {
  const auto behind = std::ranges::upper_bound(bill.sheets, person);
  if (behind == bill.sheets.begin()) return std::optional<LevyLine>();
  const auto sheet = static_cast<std::size_t>(behind - bill.sheets.begin()) - 1;
  store::Needs needs;
  needs.records = {SheetKey(bill.month, bill.employer, bill.number, sheet)};
  const Result<store::Loaded> loaded = reader.Load(needs);
  if (!loaded.ok()) return loaded.error();
  if (loaded->records.empty()) return Error{ErrorCode::kStoreCorrupt, {}, "record"};
  const Result<std::vector<LevyLine>> lines = LinesOf(loaded->records.front());
  if (!lines.ok()) return lines.error();
  for (const LevyLine& line : *lines) {
    if (line.input.person == person) return std::optional<LevyLine>(line);
  }
  return std::optional<LevyLine>();
}

bool IsOf(RunOf of, const LevyBill& bill) {
  return (levy::FindPayerKind(bill.unit_kind) != nullptr) == (of == RunOf::kYear);
}

// The months of the last runs of either kind, newest first.
Result<std::vector<Month>> MonthsRun(Region& region) {
  std::set<Month, std::greater<>> all;
  for (const RunOf of : {RunOf::kMonth, RunOf::kYear}) {
    const Result<std::vector<LevyRun>> runs = FindLevyRuns(region, of);
    if (!runs.ok()) return runs.error();
    for (const LevyRun& run : *runs) all.insert(run.month);
  }
  std::vector<Month> months(all.begin(), all.end());
  months.resize(std::min(months.size(), kMonthsShown));
  return months;
}

// Civil affairs and finance pay for persons who are not covered through them.
std::set<std::string> PayersForOthers(Region& region) {
  std::set<std::string> payers;
  for (const auto& [code, employer] : region.reference().Newest()->employers) {
    const levy::PayerKind* kind = levy::FindPayerKind(employer.unit_kind);
    if (kind != nullptr && kind->part != levy::FixedPart::kOwn) payers.insert(code);
  }
  return payers;
}

}  // namespace

Status NoteRun(Region& region, const std::string& actor, RunOf of, Month month,
               const LevyReport* report) {
  const store::RecordKey key = RunKey(of, month);
  Command command;
  command.actor = actor;
  command.action = report == nullptr ? "begin_levy_run" : "end_levy_run";
  command.at = region.clock().Now();
  command.needs = [&](const WorkingSet&, store::Needs& needs) { needs.records.push_back(key); };
  command.execute = [&](Work& work) -> Result<Executed> {
    LevyRun run;
    if (const store::RecordRow* row = work.set.FindRecord(key)) {
      Result<LevyRun> before = ReadRun(*row);
      if (!before.ok()) return before.error();
      run = *std::move(before);
    }
    run.month = month;
    if (report == nullptr) {
      run.by = actor;
      run.started_at = work.at;
      run.finished_at.reset();
      ++run.runs;
    } else {
      run.finished_at = work.at;
      run.last = report->sum;
      run.problems = report->problems;
      run.more_problems = report->more_problems;
    }
    work.set.Put(RecordOf(key, run));
    return Executed{{}, 0, ToString(month)};
  };
  const Result<Answered> answered = region.committer().Submit(command);
  if (!answered.ok()) return answered.error();
  return Done{};
}

Result<LevyReport> RunLevy(Region& region, const std::string& actor, Month month,
                           const LevyProgress& progress) {
  if (month.first > region.today()) return Refuse(ErrorCode::kTimeInFuture, "month");
  const Result<MonthRules> rules = RulesOf(region.pack(), month);
  if (!rules.ok()) return rules.error();
  const Status begun = NoteRun(region, actor, RunOf::kMonth, month, nullptr);
  if (!begun.ok()) return begun.error();
  Result<LevyReport> report = PostLevy(region, actor, month, progress);
  if (!report.ok()) return report;
  const Status ended = NoteRun(region, actor, RunOf::kMonth, month, &*report);
  if (!ended.ok()) return ended.error();
  return report;
}

Result<std::vector<LevyRun>> FindLevyRuns(Region& region, RunOf of) {
  Result<std::unique_ptr<store::Reader>> reader = Read(region);
  if (!reader.ok()) return reader.error();
  const Result<std::vector<store::RecordRow>> rows = (*reader)->Records(RunKey(of, {}).kind);
  if (!rows.ok()) return rows.error();
  std::vector<LevyRun> runs;
  for (auto row = rows->rbegin(); row != rows->rend(); ++row) {
    Result<LevyRun> run = ReadRun(*row);
    if (!run.ok()) return run.error();
    runs.push_back(*std::move(run));
  }
  return runs;
}

Result<LevyReport> MonthTotals(Region& region, const Scope& scope, Month month, RunOf of) {
  Result<std::unique_ptr<store::Reader>> reader = Read(region);
  if (!reader.ok()) return reader.error();
  LevyReport report;
  report.month = month;
  std::map<std::string, LevyPart> organisations, categories, unit_kinds;
  const std::string prefix = ToString(month) + "/";
  const Status read = EachMonthOfEmployer(**reader, prefix, "", [&](const auto& bills) {
    std::int64_t seen = 0;
    if (!BookOfDues(bills.front().employer).empty()) return true;  // no levy of the month
    for (const LevyBill* bill : Standing(bills)) {
      if (!scope.Covers(bill->organisation) || !IsOf(of, *bill)) continue;
      ++seen;
      // A supplementary bill is about persons who are counted already.
      const bool counts = bill->kind == BillKind::kRegular;
      if (!counts) ++report.sum.supplementary;
      report.sum.persons += counts ? bill->persons : 0;
      AddFigures(bill->sums, report.sum.figures);
      AddPart(OfficeBelow(scope, bill->organisation), counts ? bill->persons : 0, bill->sums,
              organisations);
      AddPart(bill->unit_kind, counts ? bill->persons : 0, bill->sums, unit_kinds);
      for (const LevyGroupSum& group : bill->groups) {
        AddPart(group.category, counts ? group.persons : 0, group.figures, categories);
      }
    }
    report.sum.bills += seen;
    report.sum.employers += seen > 0 ? 1 : 0;
    return true;
  });
  if (!read.ok()) return read.error();
  report.organisations = Values(organisations);
  report.categories = Values(categories);
  report.unit_kinds = Values(unit_kinds);
  return report;
}

Result<BillPage> FindBills(Region& region, const Scope& scope, const BillsWanted& wanted,
                           const std::string& after, int limit) {
  const Month month = wanted.month;
  const std::string& employer = wanted.employer;
  const std::optional<RunOf>& of = wanted.of;
  Result<std::unique_ptr<store::Reader>> reader = Read(region);
  if (!reader.ok()) return reader.error();
  const std::string prefix = employer.empty() ? ToString(month) + "/" : BillPrefix(month, employer);
  const auto code = [](const BillRow& row) {
    return BillKey(row.bill.month, row.bill.employer, row.bill.number).code;
  };
  // Whether a bill stands is told by the others of its employer's month: whole ones are read.
  const std::string behind = after.substr(0, after.rfind('/') + 1);
  const std::size_t enough = static_cast<std::size_t>(limit) + 1;
  std::vector<BillRow> rows;
  const Status read = EachMonthOfEmployer(**reader, prefix, behind, [&](const auto& bills) {
    const LevyBill& first = bills.front();
    const bool other = employer.empty() && !BookOfDues(first.employer).empty();
    const bool wanted = !other && (!of || IsOf(*of, first));
    if (wanted && scope.Covers(first.organisation)) AppendRows(bills, rows);
    return rows.size() < enough || code(rows[rows.size() - enough]) <= after;
  });
  if (!read.ok()) return read.error();
  const auto begin = std::ranges::upper_bound(rows, after, {}, code);
  const auto left = static_cast<std::size_t>(rows.end() - begin);
  const auto end =
      begin + static_cast<std::ptrdiff_t>(std::min(left, static_cast<std::size_t>(limit)));
  BillPage page{{begin, end}, {}};
  if (end != rows.end()) page.next = code(page.bills.back());
  return page;
}

Result<std::vector<BillRow>> BillsOfEmployer(Region& region, const Scope& scope,
                                             const std::string& employer) {
  const Result<std::vector<Month>> months = MonthsRun(region);
  if (!months.ok()) return months.error();
  std::vector<BillRow> rows;
  for (const Month month : *months) {
    constexpr int kMost = 200;
    Result<BillPage> page = FindBills(region, scope, {month, employer, {}}, "", kMost);
    if (!page.ok()) return page.error();
    std::ranges::move(page->bills, std::back_inserter(rows));
  }
  return rows;
}

Result<BillRow> GetBill(Region& region, const Scope& scope, const std::string& number) {
  Result<std::unique_ptr<store::Reader>> reader = Read(region);
  if (!reader.ok()) return reader.error();
  return FindBill(**reader, scope, number);
}

Result<std::vector<BillLine>> FindBillLines(Region& region, const Scope& scope,
                                            const std::string& number, std::size_t offset,
                                            std::size_t limit) {
  Result<std::unique_ptr<store::Reader>> reader = Read(region);
  if (!reader.ok()) return reader.error();
  const Result<BillRow> row = FindBill(**reader, scope, number);
  if (!row.ok()) return row.error();
  const Result<std::vector<LevyLine>> lines = ReadLines(**reader, row->bill);
  if (!lines.ok()) return lines.error();
  std::vector<BillLine> shown;
  store::Needs needs;
  const std::size_t end = std::min(lines->size(), offset + limit);
  for (std::size_t i = offset; i < end; ++i) needs.persons.push_back((*lines)[i].input.person);
  const Result<store::Loaded> loaded = (*reader)->Load(needs);
  if (!loaded.ok()) return loaded.error();
  for (std::size_t i = offset; i < end; ++i) {
    const LevyLine& line = (*lines)[i];
    const std::int64_t person = line.input.person;
    const auto known = std::ranges::find(loaded->persons, person, &store::PersonRow::person);
    const std::string name = known == loaded->persons.end() ? std::string() : known->name;
    shown.push_back({IdText(region.area_number(), IdKind::kPerson, person), name, line});
  }
  return shown;
}

namespace {

// Adds the lines of the person in the bills of an employer's month.
Status AppendLines(store::Reader& reader, Month month, const std::string& employer,
                   std::int64_t person, std::vector<PersonLevy>& levied) {
  const auto bills = BillsOf(reader, month, employer);
  if (!bills.ok()) return bills.error();
  std::vector<BillRow> rows;
  AppendRows(*bills, rows);
  for (const BillRow& row : rows) {
    const Result<std::optional<LevyLine>> line = FindLine(reader, row.bill, person);
    if (!line.ok()) return line.error();
    if (*line) levied.push_back({row, **line});
  }
  return Done{};
}

// Who may have been claimed from for the person outside of the levy: `employers`, and who pays for
// it as one of a special group.
Result<std::set<std::string>> ClaimPayers(store::Reader& reader, const std::string& psn_no,
                                          std::set<std::string> employers) {
  store::Needs needs;
  for (const SpecialGroupRow& row : AllSpecialGroups()) {
    needs.records.push_back(MemberKey(row.group, psn_no));
  }
  const Result<store::Loaded> loaded = reader.Load(needs);
  if (!loaded.ok()) return loaded.error();
  for (const store::RecordRow& row : loaded->records) {
    const Result<SpecialMember> member = MemberOf(row);
    if (!member.ok()) return member.error();
    for (const SpecialSpan& span : member->spans) employers.insert(span.payer);
  }
  return employers;
}

// The claims that stand in the books of `payers` and have a line of the person, the newest first.
Result<std::vector<PersonLevy>> ClaimsOn(store::Reader& reader, std::int64_t person,
                                         const std::set<std::string>& payers) {
  store::Needs needs;
  for (const std::string& payer : payers) {
    for (const DuesBook& book : AllDuesBooks()) {
      needs.records.push_back(DuesKey(DuesCode(payer, book.code)));
    }
  }
  const Result<store::Loaded> loaded = reader.Load(needs);
  if (!loaded.ok()) return loaded.error();
  std::vector<PersonLevy> claimed;
  for (const store::RecordRow& row : loaded->records) {
    const Result<Dues> dues = DuesOf(row);
    if (!dues.ok()) return dues.error();
    std::set<Month> months;
    for (const levy::Debt& debt : dues->debts) months.insert({debt.bill.month});
    for (const Month month : months) {
      const Status added = AppendLines(reader, month, dues->employer, person, claimed);
      if (!added.ok()) return added.error();
    }
  }
  std::ranges::stable_sort(claimed, std::ranges::greater(),
                           [](const PersonLevy& one) { return one.row.bill.month; });
  return claimed;
}

}  // namespace

Result<std::vector<PersonLevy>> LevyOfPerson(Region& region, const Person& person) {
  const Result<std::vector<Month>> months = MonthsRun(region);
  if (!months.ok()) return months.error();
  Result<std::unique_ptr<store::Reader>> reader = Read(region);
  if (!reader.ok()) return reader.error();
  std::set<std::string> employers = PayersForOthers(region);
  for (const Coverage& interval : person.coverage) {
    if (!interval.employer.empty()) employers.insert(interval.employer);
  }
  const std::int64_t number = IdNumber(region.area_number(), IdKind::kPerson, person.psn_no);
  std::vector<PersonLevy> levied;
  for (const Month month : *months) {
    for (const std::string& employer : employers) {
      const Status added = AppendLines(**reader, month, employer, number, levied);
      if (!added.ok()) return added.error();
    }
  }
  const auto payers = ClaimPayers(**reader, person.psn_no, std::move(employers));
  if (!payers.ok()) return payers.error();
  auto claimed = ClaimsOn(**reader, number, *payers);
  if (!claimed.ok()) return claimed.error();
  std::ranges::move(*claimed, std::back_inserter(levied));
  return levied;
}

}  // namespace tongchou::service
