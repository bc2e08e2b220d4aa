#include "service/dunning.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "service/committer.h"
#include "service/dues_book.h"
#include "service/pay_work.h"
#include "service/policy_at.h"
#include "service/region.h"
#include "store/packing.h"

namespace tongchou::service {
namespace {

constexpr std::int64_t kForm = 1;
constexpr std::size_t kEmployersAtOnce = 500;

Result<std::unique_ptr<store::Reader>> Read(Region& region) {
  return region.store().Read(region.area_number());
}

Result<std::vector<Dues>> AllDues(Region& region) {
  Result<std::unique_ptr<store::Reader>> reader = Read(region);
  if (!reader.ok()) return reader.error();
  const auto rows = (*reader)->Records(store::RecordKind::kDues);
  if (!rows.ok()) return rows.error();
  std::vector<Dues> all;
  for (const store::RecordRow& row : *rows) {
    Result<Dues> dues = DuesOf(row);
    if (!dues.ok()) return dues.error();
    if (dues->employer != kHeldFor) all.push_back(*std::move(dues));
  }
  return all;
}

// Where the ladder stands, and when its next step is due.
struct Place {
  DunningStep step = DunningStep::kNone, next = DunningStep::kNone;
  std::optional<Date> step_day, next_day;
};

// `dues` has an open bill; `today` is when a notice may go out that was not sent yet.
Place PlaceOf(const policy::ReceiptRules& rules, const Dues& dues, Date today) {
  const auto oldest = std::ranges::find_if(dues.debts, IsOpen);
  TC_CHECK(oldest != dues.debts.end());
  Place place;
  if (dues.ladder.step > 0 && dues.ladder.bill == oldest->bill) {
    place.step = static_cast<DunningStep>(dues.ladder.step);
    place.step_day = dues.ladder.day;
  }
  if (place.step == DunningStep::kCourt) return place;
  place.next = static_cast<DunningStep>(static_cast<int>(place.step) + 1);
  switch (place.next) {
    case DunningStep::kReminder:
      place.next_day = oldest->due.PlusDays(rules.reminder_days);
      break;
    case DunningStep::kOrder:
      place.next_day = place.step_day->PlusDays(rules.order_days);
      break;
    case DunningStep::kCourt:
      place.next_day = place.step_day->PlusDays(rules.court_days);
      break;
    case DunningStep::kNotice:
    case DunningStep::kNone:
      place.next_day = today;
      break;
  }
  // One step a day at most, however late the run is.
  if (place.step_day) place.next_day = std::max(*place.next_day, place.step_day->PlusDays(1));
  return place;
}

bool Fits(const Arrear& arrear, const ArrearQuery& query, Date today) {
  const bool named = query.text.empty() || arrear.name.find(query.text) != std::string::npos ||
                     arrear.employer.starts_with(query.text);
  if (!named || (query.step && arrear.step != *query.step)) return false;
  if (query.due_only && !(arrear.next_day && *arrear.next_day <= today)) return false;
  return !query.overdue_only || arrear.bills.front().days > 0;
}

Money TotalOf(const std::vector<OpenBill>& bills) {
  Money total;
  for (const OpenBill& bill : bills) total += bill.total();
  return total;
}

std::optional<Date> FrozenFrom(const ReferenceSnapshot& reference, const std::string& employer,
                               Date today) {
  std::optional<Date> from;
  const auto* known = reference.arrears.Find(employer);
  if (known == nullptr) return from;
  for (const FrozenDays& days : *known) {
    if (days.undone || days.range.through < today) continue;
    if (!from || days.range.from < *from) from = days.range.from;
  }
  return from;
}

store::RecordKey PaperKey(const std::string& employer, std::int64_t number) {
  return {store::RecordKind::kDunning, fmt::format("{}/{:06}", employer, number)};
}

// Makes the papers of some employers in one transaction.
Status Send(Region& region, const Desk& desk, const std::vector<std::string>& employers,
            DunningReport& report) {
  Command command;
  command.actor = desk.actor;
  command.action = "dunning";
  command.at = region.clock().Now();
  command.needs = [&](const WorkingSet&, store::Needs& needs) {
    for (const std::string& employer : employers) needs.records.push_back(DuesKey(employer));
  };
  std::vector<DunningPaper> made;
  command.execute = [&](Work& work) -> Result<Executed> {
    made.clear();
    const Date today = DayOf(work.at);
    for (const std::string& code : employers) {
      Result<Dues> dues = FindDues(work, code);
      if (!dues.ok()) return dues.error();
      const store::Employer* employer = work.reference.FindEmployer(EmployerOfDues(code));
      if (employer == nullptr) continue;
      const Result<MonthRules> found = ReceiptRulesFor(region.pack(), today, employer);
      if (!found.ok()) continue;
      const policy::LevyRules& rules = *found->rules;
      const Dues net = Netted(rules, *dues, today);
      if (std::ranges::none_of(net.debts, IsOpen)) continue;
      const Place place = PlaceOf(*rules.receipts, net, today);
      if (!place.next_day || *place.next_day > today) continue;
      DunningPaper paper{code,
                         dues->dunnings + 1,
                         place.next,
                         today,
                         work.at,
                         work.actor,
                         employer->organisation,
                         employer->name,
                         OpenBills(rules, net, today),
                         {},
                         {}};
      paper.total = TotalOf(paper.bills);
      dues->dunnings = paper.number;
      dues->ladder = {std::ranges::find_if(net.debts, IsOpen)->bill,
                      static_cast<std::int32_t>(place.next), today};
      paper.answer_by = PlaceOf(*rules.receipts, Netted(rules, *dues, today), today).next_day;
      work.set.Put(RecordOf(paper));
      work.set.Put(RecordOf(*dues));
      made.push_back(std::move(paper));
    }
    return Executed{{}, 0, fmt::format("{} +{}", employers.front(), made.size())};
  };
  const Result<Answered> answered = region.committer().Submit(command);
  if (!answered.ok()) return answered.error();
  std::ranges::move(made, std::back_inserter(report.papers));
  return Done{};
}

Status NoteSome(Region& region, const std::string& actor,
                const std::vector<std::string>& employers) {
  Command command;
  command.actor = actor;
  command.action = "note_arrears";
  command.at = region.clock().Now();
  command.needs = [&](const WorkingSet&, store::Needs& needs) {
    for (const std::string& employer : employers) NeedDues(employer, needs);
  };
  command.execute = [&](Work& work) -> Result<Executed> {
    PayWork pay(work);
    for (const std::string& employer : employers) {
      const Status noted = pay.NoteOverdueOf(employer);
      if (!noted.ok()) return noted.error();
    }
    pay.TellWhenDurable(command);
    return Executed{{}, 0, fmt::format("{} +{}", employers.front(), employers.size() - 1)};
  };
  const Result<Answered> answered = region.committer().Submit(command);
  if (!answered.ok()) return answered.error();
  return Done{};
}

}  // namespace

const Text& TitleOf(DunningStep step) {
  static const std::array<Text, 5> kTitles = {{{"未通知", "not notified"},
                                               {"缴费通知单", "payment notice"},
                                               {"催缴通知单", "reminder"},
                                               {"责令限期缴纳通知书", "order to rectify"},
                                               {"申请法院强制执行", "application to the court"}}};
  return kTitles[static_cast<std::size_t>(step)];
}

std::string DunningPaper::id() const { return fmt::format("{}/{}", employer, number); }

std::vector<OpenBill> OpenBills(const policy::LevyRules& rules, const Dues& dues, Date day) {
  std::vector<OpenBill> bills;
  for (const levy::Debt& debt : dues.debts) {
    if (!IsOpen(debt)) continue;
    bills.push_back({NumberOf(dues.employer, debt.bill),
                     {debt.bill.month},
                     debt.due,
                     debt.open_principal(),
                     debt.open_fee(),
                     FeeIfPaid(rules, debt, day),
                     std::max(0, day.days() - debt.due.days())});
  }
  return bills;
}

Result<std::vector<Arrear>> FindArrears(Region& region, const Scope& scope,
                                        const ArrearQuery& query) {
  const Date today = region.today();
  const Result<MonthRules> any = AnyReceiptRulesOn(region.pack(), today);
  if (!any.ok()) return any.error();
  const Result<std::vector<Dues>> all = AllDues(region);
  if (!all.ok()) return all.error();
  const auto reference = region.reference().Newest();
  std::vector<Arrear> arrears;
  for (const Dues& raw : *all) {
    const store::Employer* employer = reference->FindEmployer(EmployerOfDues(raw.employer));
    if (employer == nullptr || !scope.Covers(employer->organisation)) continue;
    const Result<MonthRules> rules = ReceiptRulesFor(region.pack(), today, employer);
    if (!rules.ok()) continue;
    const Dues dues = Netted(*rules->rules, raw, today);
    Arrear arrear{dues.employer,
                  employer->name,
                  employer->organisation,
                  OpenBills(*rules->rules, dues, today),
                  {},
                  {},
                  {},
                  {},
                  {},
                  {}};
    if (arrear.bills.empty()) continue;
    arrear.total = TotalOf(arrear.bills);
    const Place place = PlaceOf(*rules->rules->receipts, dues, today);
    arrear.step = place.step;
    arrear.step_day = place.step_day;
    arrear.next = place.next;
    arrear.next_day = place.next_day;
    arrear.frozen_from = FrozenFrom(*reference, dues.employer, today);
    if (Fits(arrear, query, today)) arrears.push_back(std::move(arrear));
  }
  return arrears;
}

store::RecordRow RecordOf(const DunningPaper& paper) {
  store::Packer out;
  out.Number(kForm).Text(paper.employer).Number(paper.number).Kind(paper.step).Day(paper.day);
  out.At(paper.at).Text(paper.by).Text(paper.organisation).Text(paper.name);
  out.Number(static_cast<std::int64_t>(paper.bills.size()));
  for (const OpenBill& bill : paper.bills) {
    out.Text(bill.bill).Day(bill.month.first).Day(bill.due).Amount(bill.principal);
    out.Amount(bill.fee).Amount(bill.fee_if_paid).Number(bill.days);
  }
  out.Amount(paper.total).Flag(paper.answer_by.has_value());
  if (paper.answer_by) out.Day(*paper.answer_by);
  const store::RecordKey key = PaperKey(paper.employer, paper.number);
  return {key.kind, key.code, out.Take(), {}, 0};
}

Result<DunningPaper> DunningPaperOf(const store::RecordRow& row) {
  store::Unpacker in(row.body);
  const bool known = in.Number() == kForm;
  DunningPaper paper;
  paper.employer = in.Text();
  paper.number = in.Number();
  paper.step = in.Kind(DunningStep::kCourt);
  paper.day = in.Day();
  paper.at = in.At();
  paper.by = in.Text();
  paper.organisation = in.Text();
  paper.name = in.Text();
  paper.bills.resize(in.Count());
  for (OpenBill& bill : paper.bills) {
    bill.bill = in.Text();
    bill.month = {in.Day()};
    bill.due = in.Day();
    bill.principal = in.Amount();
    bill.fee = in.Amount();
    bill.fee_if_paid = in.Amount();
    bill.days = static_cast<std::int32_t>(in.Number());
  }
  paper.total = in.Amount();
  if (in.Flag()) paper.answer_by = in.Day();
  if (!known || !in.done()) return Error{ErrorCode::kStoreCorrupt, {}, "record"};
  return paper;
}

Result<DunningReport> RunDunning(Region& region, const Desk& desk,
                                 const DunningProgress& progress) {
  const auto due = FindArrears(region, desk.scope, {{}, {}, true, false});
  if (!due.ok()) return due.error();
  DunningReport report;
  report.employers = static_cast<std::int64_t>(due->size());
  for (std::size_t begin = 0; begin < due->size(); begin += kEmployersAtOnce) {
    const std::size_t end = std::min(due->size(), begin + kEmployersAtOnce);
    std::vector<std::string> employers;
    for (std::size_t i = begin; i < end; ++i) employers.push_back((*due)[i].employer);
    const Status sent = Send(region, desk, employers, report);
    if (!sent.ok()) return sent.error();
    if (progress) progress(static_cast<std::int64_t>(end), report.employers);
  }
  return report;
}

Result<std::vector<DunningPaper>> PapersOfEmployer(Region& region, const Scope& scope,
                                                   const std::string& employer) {
  constexpr int kMost = 1000;
  Result<std::unique_ptr<store::Reader>> reader = Read(region);
  if (!reader.ok()) return reader.error();
  const auto rows = (*reader)->RecordsUnder(store::RecordKind::kDunning, employer + "/", "", kMost);
  if (!rows.ok()) return rows.error();
  std::vector<DunningPaper> papers;
  for (auto row = rows->rbegin(); row != rows->rend(); ++row) {
    Result<DunningPaper> paper = DunningPaperOf(*row);
    if (!paper.ok()) return paper.error();
    if (scope.Covers(paper->organisation)) papers.push_back(*std::move(paper));
  }
  return papers;
}

Result<std::vector<DunningPaper>> PapersOfDay(Region& region, const Scope& scope, Date day) {
  const Result<std::vector<Dues>> all = AllDues(region);
  if (!all.ok()) return all.error();
  std::vector<DunningPaper> papers;
  for (const Dues& dues : *all) {
    if (dues.dunnings == 0 || dues.ladder.day < day) continue;
    Result<std::vector<DunningPaper>> own = PapersOfEmployer(region, scope, dues.employer);
    if (!own.ok()) return own.error();
    for (DunningPaper& paper : *own) {
      if (paper.day == day) papers.push_back(std::move(paper));
    }
  }
  return papers;
}

Result<DunningPaper> GetDunningPaper(Region& region, const Scope& scope, const std::string& id) {
  const std::size_t mark = id.rfind('/');
  if (mark != std::string::npos) {
    Result<std::vector<DunningPaper>> papers = PapersOfEmployer(region, scope, id.substr(0, mark));
    if (!papers.ok()) return papers.error();
    for (DunningPaper& paper : *papers) {
      if (paper.id() == id) return std::move(paper);
    }
  }
  return Refuse(ErrorCode::kUnknownNotice, id);
}

Result<std::int64_t> NoteArrears(Region& region, const std::string& actor) {
  const Date today = region.today();
  // Nobody is frozen without rules.
  if (!AnyReceiptRulesOn(region.pack(), today).ok()) return std::int64_t{0};
  const Result<std::vector<Dues>> all = AllDues(region);
  if (!all.ok()) return all.error();
  const auto reference = region.reference().Newest();
  std::vector<std::string> employers;
  for (const Dues& dues : *all) {
    const auto* known = reference->arrears.Find(dues.employer);
    std::vector<FrozenDays> days = known == nullptr ? std::vector<FrozenDays>() : *known;
    const Result<MonthRules> rules = ReceiptRulesFor(
        region.pack(), today, reference->FindEmployer(EmployerOfDues(dues.employer)));
    if (!rules.ok()) continue;
    if (NoteOverdue(*rules->rules, dues, today, days)) employers.push_back(dues.employer);
  }
  for (std::size_t begin = 0; begin < employers.size(); begin += kEmployersAtOnce) {
    const auto at = [&](std::size_t i) {
      return employers.begin() + static_cast<std::ptrdiff_t>(std::min(i, employers.size()));
    };
    const Status noted = NoteSome(region, actor, {at(begin), at(begin + kEmployersAtOnce)});
    if (!noted.ok()) return noted.error();
  }
  return static_cast<std::int64_t>(employers.size());
}

}  // namespace tongchou::service
