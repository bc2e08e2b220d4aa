#include "service/levy_draft.h"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "service/policy_at.h"

namespace tongchou::service {
namespace {

constexpr int kPage = 1000;
constexpr std::int32_t kNumbersAtOnce = 2;  // hardly a month has more bills

// What the standing bills of a month levy on a person together, and on what last.
struct Levied {
  LevyInput input;
  LevyFigures figures;
};

class Drafter {
 public:
  Drafter(store::Reader& reader, const DraftOrder& order, const store::Employer& employer)
      : reader_(reader), order_(order), employer_(employer) {}

  Result<EmployerDrafts> Run() {
    if (const Status read = ReadMembers(); !read.ok()) return read.error();
    EmployerDrafts made;
    made.members = static_cast<std::int64_t>(members_.size());
    std::vector<Month> months;
    for (Month month{Date(order_.month.first.year(), 1, 1)}; month <= order_.month;
         month = month.Plus(1)) {
      months.push_back(month);
    }
    Result<std::map<Date, std::vector<LevyBill>>> bills = BillsOf(reader_, months, employer_.code);
    if (!bills.ok()) return bills.error();
    for (const Month month : months) {
      const Status drafted = Draft(month, (*bills)[month.first], made);
      if (!drafted.ok()) return drafted.error();
    }
    return made;
  }

 private:
  Status ReadMembers() {
    std::int64_t after = 0;
    while (true) {
      Result<std::vector<store::PersonRow>> page = reader_.Members(employer_.code, after, kPage);
      if (!page.ok()) return page.error();
      for (store::PersonRow& person : *page) {
        changed_ = std::max(changed_, person.changed);
        members_.push_back(std::move(person));
      }
      if (page->size() < kPage) return Done{};
      after = members_.back().person;
    }
  }

  Status Draft(Month month, const std::vector<LevyBill>& bills, EmployerDrafts& made) {
    const std::vector<const LevyBill*> standing = Standing(bills);
    const bool first = standing.empty();
    if (first && (month != order_.month || IsOver(month))) return Done{};
    if (!first && standing.back()->seen >= changed_) return Done{};
    const Result<MonthRules> rules = RulesOf(*order_.pack, month);
    if (!rules.ok()) return rules.error();
    Result<std::vector<LevyLine>> lines = LinesNow(*rules, month == order_.month, made);
    if (!lines.ok()) return lines.error();
    if (!first) lines = Unlevied(reader_, *std::move(lines), standing, unclear_);
    if (!lines.ok()) return lines.error();
    if (lines->empty()) return Done{};
    made.drafts.push_back(MakeDraft(*rules, order_, employer_, *lines, bills.size() + 1));
    LevyBill& bill = made.drafts.back().bill;
    bill.kind = first ? BillKind::kRegular : BillKind::kSupplementary;
    bill.due = DueDay(*rules->rules, order_.month);
    return Done{};
  }

  // A cancelled employer owes nothing for months after its end.
  bool IsOver(Month month) const {
    return employer_.state == store::EmployerState::kCancelled && month.first > employer_.event_day;
  }

  // Everybody's line as the rules and the register are now. Problems are told once, by the run's
  // own month.
  Result<std::vector<LevyLine>> LinesNow(const MonthRules& rules, bool tell, EmployerDrafts& made) {
    std::vector<LevyLine> lines;
    for (const store::PersonRow& person : members_) {
      Result<std::optional<LevyInput>> input = InputOf(rules, employer_, person);
      if (!input.ok()) {
        unclear_.insert(person.person);
        if (tell) made.problems.push_back({employer_.code, person.person, input.error().code});
        continue;
      }
      if (!*input) continue;
      const Result<LevyFigures> figures = FiguresOf(rules, employer_.unit_kind, **input);
      if (!figures.ok()) return figures.error();
      lines.push_back({**std::move(input), *figures});
    }
    return lines;
  }

  store::Reader& reader_;
  const DraftOrder& order_;
  const store::Employer& employer_;
  std::vector<store::PersonRow> members_;
  std::int64_t changed_ = 0;
  std::set<std::int64_t> unclear_;  // members with a problem
};

}  // namespace

Result<EmployerDrafts> DraftBills(store::Reader& reader, const DraftOrder& order,
                                  const store::Employer& employer) {
  return Drafter(reader, order, employer).Run();
}

LevyDraft MakeDraft(const MonthRules& rules, const DraftOrder& order,
                    const store::Employer& employer, const std::vector<LevyLine>& lines,
                    std::size_t number) {
  LevyDraft draft;
  LevyBill& bill = draft.bill;
  bill.month = rules.month;
  bill.employer = employer.code;
  bill.number = static_cast<std::int32_t>(number);
  bill.run = order.month;
  bill.seen = order.seen;
  bill.at = order.at;
  bill.by = order.by;
  bill.scheme = rules.rules->scheme;
  bill.unit_kind = employer.unit_kind;
  bill.organisation = employer.organisation;
  bill.pack = rules.pack->id;
  bill.pack_digest = DigestFromHex(rules.pack->digest);
  SumUp(lines, bill);
  draft.sheets = SheetsOf(lines, bill);
  return draft;
}

Result<std::vector<LevyLine>> Unlevied(store::Reader& reader, std::vector<LevyLine> now,
                                       const std::vector<const LevyBill*>& standing,
                                       const std::set<std::int64_t>& unclear) {
  std::map<std::int64_t, Levied> levied;
  for (const LevyBill* bill : standing) {
    const Result<std::vector<LevyLine>> lines = ReadLines(reader, *bill);
    if (!lines.ok()) return lines.error();
    for (const LevyLine& line : *lines) {
      Levied& sum = levied[line.input.person];
      sum.input = line.input;
      AddFigures(line.figures, sum.figures);
    }
  }
  std::vector<LevyLine> more;
  for (LevyLine& line : now) {
    const auto before = levied.find(line.input.person);
    if (before != levied.end()) {
      AddFigures(Negated(before->second.figures), line.figures);
      levied.erase(before);
    }
    if (line.figures != LevyFigures{}) more.push_back(std::move(line));
  }
  for (const auto& [person, before] : levied) {
    if (before.figures == LevyFigures{} || unclear.contains(person)) continue;
    LevyLine line{before.input, Negated(before.figures)};
    line.input.due = false;
    more.push_back(std::move(line));
  }
  std::ranges::sort(more, {}, [](const LevyLine& line) { return line.input.person; });
  return more;
}

// Numbers have no gaps, so that a month which lacks one has none behind it.
Result<std::map<Date, std::vector<LevyBill>>> BillsOf(store::Reader& reader,
                                                      const std::vector<Month>& months,
                                                      const std::string& employer) {
  std::map<Date, std::vector<LevyBill>> bills;
  std::vector<Month> asked = months;
  for (std::int32_t number = 1; !asked.empty(); number += kNumbersAtOnce) {
    store::Needs needs;
    for (const Month month : asked) {
      for (std::int32_t i = 0; i < kNumbersAtOnce; ++i) {
        needs.records.push_back(BillKey(month, employer, number + i));
      }
    }
    const Result<store::Loaded> loaded = reader.Load(needs);
    if (!loaded.ok()) return loaded.error();
    for (const store::RecordRow& row : loaded->records) {
      Result<LevyBill> bill = BillOf(row);
      if (!bill.ok()) return bill.error();
      bills[bill->month.first].push_back(*std::move(bill));
    }
    std::erase_if(asked, [&](Month month) {
      return bills[month.first].size() < static_cast<std::size_t>(number + kNumbersAtOnce - 1);
    });
  }
  for (auto& [month, some] : bills) std::ranges::sort(some, {}, &LevyBill::number);
  return bills;
}

Result<std::vector<LevyBill>> BillsOf(store::Reader& reader, Month month,
                                      const std::string& employer) {
  Result<std::map<Date, std::vector<LevyBill>>> bills =
      BillsOf(reader, std::vector<Month>{month}, employer);
  if (!bills.ok()) return bills.error();
  return std::move((*bills)[month.first]);
}

std::vector<const LevyBill*> Standing(const std::vector<LevyBill>& bills) {
  std::vector<const LevyBill*> standing;
  for (const LevyBill& bill : bills) {
    if (bill.kind == BillKind::kReversal) {
      std::erase_if(standing, [&](const LevyBill* one) { return one->number == bill.reverses; });
    } else {
      standing.push_back(&bill);
    }
  }
  return standing;
}

Result<std::vector<LevyLine>> ReadLines(store::Reader& reader, const LevyBill& bill) {
  store::Needs needs;
  for (std::size_t i = 0; i < bill.sheets.size(); ++i) {
    needs.records.push_back(SheetKey(bill.month, bill.employer, bill.number, i));
  }
  Result<store::Loaded> loaded = reader.Load(needs);
  if (!loaded.ok()) return loaded.error();
  std::ranges::sort(loaded->records, {}, &store::RecordRow::code);
  std::vector<LevyLine> lines;
  for (const store::RecordRow& row : loaded->records) {
    Result<std::vector<LevyLine>> sheet = LinesOf(row);
    if (!sheet.ok()) return sheet.error();
    std::ranges::move(*sheet, std::back_inserter(lines));
  }
  const bool whole = loaded->records.size() == bill.sheets.size();
  if (!whole) return Error{ErrorCode::kStoreCorrupt, {}, "record"};
  return lines;
}

}  // namespace tongchou::service
