#include "service/prefund_claims.h"

#include <algorithm>
#include <set>
#include <utility>

#include "service/desk_work.h"
#include "service/dues_reads.h"
#include "service/ids.h"
#include "service/policy_at.h"
#include "service/policy_shelf.h"
#include "service/region.h"

namespace tongchou::service {
namespace {

constexpr int kPage = 1000;
constexpr std::size_t kLongestText = 400;

std::string_view WayOf(PrefundKind kind, store::Gender gender) {
  const ClaimWay way = kind == PrefundKind::kLife       ? ClaimWay::kLife
                       : kind == PrefundKind::kYears    ? ClaimWay::kYears
                       : gender == store::Gender::kMale ? ClaimWay::kBackMan
                                                        : ClaimWay::kBackWoman;
  const auto row = std::ranges::find(AllClaimWays(), way, &ClaimWayRow::way);
  return row->code;
}

// The interval by which `person` is one of those that `order` is for, or nullptr.
const store::Coverage* IntervalOf(const store::PersonRow& person, const PrefundOrder& order,
                                  const std::string& scheme) {
  for (const store::Coverage& one : person.coverage) {
    const bool fits = one.scheme == scheme && one.employer == order.employer &&
                      one.category == order.category && one.range.Contains(order.declared);
    if (fits) return &one;
  }
  return nullptr;
}

// The day on which the person retired: when the category began to hold, whoever the employer was.
Date RetiredOn(const store::PersonRow& person, const PrefundOrder& order,
               const std::string& scheme) {
  Date first = order.declared;
  for (const store::Coverage& one : person.coverage) {
    if (one.scheme == scheme && one.category == order.category) {
      first = std::min(first, one.range.from);
    }
  }
  return first;
}

Status CheckOrder(const Region& region, const PrefundOrder& order) {
  if (order.declared == Date()) return Refuse(ErrorCode::kMissingField, "declared");
  if (order.declared > region.today()) return Refuse(ErrorCode::kTimeInFuture, "declared");
  if (order.average_monthly_wage < Money{}) return Refuse(ErrorCode::kBadAmount, "wage");
  if (order.documents.size() > kLongestText) return Refuse(ErrorCode::kFieldTooLong, "documents");
  return Done{};
}

// Draws up the table from the members of the employer.
class Drawer {
 public:
  Drawer(Region& region, PrefundTable& table, const std::string& scheme)
      : region_(region), table_(table), scheme_(scheme) {}

  Status Run() {
    Result<std::unique_ptr<store::Reader>> reader = ReadNow(region_);
    if (!reader.ok()) return reader.error();
    wanted_ = {table_.order.persons.begin(), table_.order.persons.end()};
    std::int64_t after = 0;
    while (true) {
      const auto members = (*reader)->Members(table_.order.employer, after, kPage);
      if (!members.ok()) return members.error();
      for (const store::PersonRow& person : *members) {
        if (const Status added = Add(person); !added.ok()) return added;
      }
      if (members->size() < static_cast<std::size_t>(kPage)) break;
      after = members->back().person;
    }
    if (!wanted_.empty()) return Refuse(ErrorCode::kUnknownPerson, *wanted_.begin());
    return Done{};
  }

 private:
  Status Add(const store::PersonRow& person) {
    const PrefundOrder& order = table_.order;
    const std::string psn_no = IdText(region_.area_number(), IdKind::kPerson, person.person);
    const bool named = wanted_.contains(psn_no);
    if (!order.persons.empty() && !named) return Done{};
    if (IntervalOf(person, order, scheme_) == nullptr) return Done{};
    wanted_.erase(psn_no);
    PrefundLine made;
    made.psn_no = psn_no;
    made.name = person.name;
    made.birth = person.birth;
    LevyInput& input = made.line.input;
    input.person = person.person;
    input.category = WayOf(order.kind, person.gender);
    input.wage = order.average_monthly_wage;
    const bool back = order.kind == PrefundKind::kBack;
    input.age =
        levy::AgeMonths(person.birth, back ? RetiredOn(person, order, scheme_) : order.declared);
    const Month month{Date(order.declared.year(), order.declared.month(), 1)};
    const Result<ClaimFigures> figures = ClaimFiguresOf(region_.pack(), month, input);
    if (!figures.ok()) return figures.error();
    made.months = figures->months;
    made.line.figures = figures->figures;
    table_.total += figures->figures.employer;
    table_.lines.push_back(std::move(made));
    return Done{};
  }

  Region& region_;
  PrefundTable& table_;
  const std::string& scheme_;
  std::set<std::string> wanted_;
};

// The persons on standing bills of pre-funding of the employer.
Result<std::set<std::int64_t>> StandingPersons(Region& region, const std::string& employer) {
  Result<std::unique_ptr<store::Reader>> reader = ReadNow(region);
  if (!reader.ok()) return reader.error();
  const std::string code = DuesCode(employer, kPrefundBook);
  store::Needs needs;
  needs.records = {DuesKey(code)};
  const Result<store::Loaded> loaded = (*reader)->Load(needs);
  if (!loaded.ok()) return loaded.error();
  std::set<std::int64_t> persons;
  if (loaded->records.empty()) return persons;
  const Result<Dues> dues = DuesOf(loaded->records.front());
  if (!dues.ok()) return dues.error();
  for (const levy::Debt& debt : dues->debts) {
    store::Needs bills;
    bills.records = {BillKey({debt.bill.month}, code, debt.bill.number)};
    const Result<store::Loaded> row = (*reader)->Load(bills);
    if (!row.ok()) return row.error();
    if (row->records.empty()) return Error{ErrorCode::kStoreCorrupt, {}, "record"};
    const Result<LevyBill> bill = BillOf(row->records.front());
    if (!bill.ok()) return bill.error();
    const auto lines = ReadLines(**reader, *bill);
    if (!lines.ok()) return lines.error();
    for (const LevyLine& line : *lines) persons.insert(line.input.person);
  }
  return persons;
}

}  // namespace

Result<PrefundTable> DrawUpPrefund(Region& region, const Desk& desk, PrefundOrder order) {
  const Status checked = CheckOrder(region, order);
  if (!checked.ok()) return checked.error();
  const Result<Employer> employer = GetEmployer(region, desk.scope, order.employer);
  if (!employer.ok()) return employer.error();
  const Month month{Date(order.declared.year(), order.declared.month(), 1)};
  const Result<MonthRules> rules = RulesOf(region.pack(), month);
  if (!rules.ok()) return rules.error();
  PrefundTable table;
  table.order = std::move(order);
  table.employer_name = employer->name;
  if (table.order.average_monthly_wage == Money{}) {
    constexpr int kMonths = 12;
    table.order.average_monthly_wage = {
        DivideRoundHalfAway(rules->rules->average_yearly_wage.fen, kMonths)};
  }
  const Status drawn = Drawer(region, table, rules->rules->scheme).Run();
  if (!drawn.ok()) return drawn.error();
  const auto standing = StandingPersons(region, table.order.employer);
  if (!standing.ok()) return standing.error();
  for (const PrefundLine& line : table.lines) {
    if (standing->contains(line.line.input.person)) table.standing.push_back(line.psn_no);
  }
  return table;
}

Result<LevyBill> PostPrefund(Region& region, const Desk& desk, PrefundOrder order) {
  if (order.documents.empty()) return Refuse(ErrorCode::kMissingField, "documents");
  const Result<PrefundTable> table = DrawUpPrefund(region, desk, std::move(order));
  if (!table.ok()) return table.error();
  if (!table->standing.empty()) return Refuse(ErrorCode::kClaimStands, table->standing.front());
  const Date declared = table->order.declared;
  const Month month{Date(declared.year(), declared.month(), 1)};
  const Result<MonthRules> rules = RulesOf(region.pack(), month);
  if (!rules.ok()) return rules.error();
  const Date today = region.today();
  ClaimDraft draft;
  draft.employer = table->order.employer;
  draft.book = kPrefundBook;
  draft.month = month;
  draft.due = DueDay(*rules->rules, Month{Date(today.year(), today.month(), 1)});
  draft.scheme = rules->rules->scheme;
  draft.reason = table->order.documents;
  for (const PrefundLine& line : table->lines) {
    if (line.line.figures.employer > Money{}) draft.lines.push_back(line.line);
  }
  return PostClaim(region, desk.actor, std::move(draft));
}

Result<PrefundTable> PrefundOf(Region& region, const Scope& scope, const std::string& number) {
  const Result<BillRow> row = GetBill(region, scope, number);
  if (!row.ok()) return row.error();
  const LevyBill& bill = row->bill;
  const bool ours = BookOfDues(bill.employer) == kPrefundBook && bill.kind == BillKind::kRegular;
  if (!ours) return Refuse(ErrorCode::kUnknownBill, number);
  const policy::Pack* pack = region.policies().FindByDigest(ToHex(bill.pack_digest));
  if (pack == nullptr) return Refuse(ErrorCode::kPackNotLoaded, bill.pack);
  const Result<Employer> employer = GetEmployer(region, scope, EmployerOfDues(bill.employer));
  if (!employer.ok()) return employer.error();
  Result<std::unique_ptr<store::Reader>> reader = ReadNow(region);
  if (!reader.ok()) return reader.error();
  const auto lines = ReadLines(**reader, bill);
  if (!lines.ok()) return lines.error();
  store::Needs needs;
  for (const LevyLine& line : *lines) needs.persons.push_back(line.input.person);
  const Result<store::Loaded> loaded = (*reader)->Load(needs);
  if (!loaded.ok()) return loaded.error();
  PrefundTable table;
  table.order.employer = employer->code;
  table.order.declared = bill.month.first;
  table.order.documents = bill.reason;
  table.employer_name = employer->name;
  for (const LevyLine& line : *lines) {
    const Result<ClaimFigures> figures = ClaimFiguresOf(*pack, bill.month, line.input);
    if (!figures.ok()) return figures.error();
    const auto person =
        std::ranges::find(loaded->persons, line.input.person, &store::PersonRow::person);
    if (person == loaded->persons.end()) return Error{ErrorCode::kStoreCorrupt, {}, "person"};
    table.order.average_monthly_wage = line.input.wage;
    table.total += line.figures.employer;
    table.lines.push_back({IdText(region.area_number(), IdKind::kPerson, line.input.person),
                           person->name, person->birth, figures->months, line});
  }
  return table;
}

}  // namespace tongchou::service
