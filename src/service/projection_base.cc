#include "service/projection_base.h"

#include <algorithm>

#include "service/desk_work.h"
#include "service/funds.h"
#include "service/projection_cases.h"
#include "service/region.h"

namespace tongchou::service {
namespace {

constexpr int kPage = 5'000;
constexpr int kMonths = static_cast<int>(kMonthsOfYear);

std::size_t AgeIndex(Date day, Date birth) {
  return static_cast<std::size_t>(std::clamp(AgeOn(day, birth), 0, static_cast<int>(kAges) - 1));
}

void AddPerson(const store::PersonRow& person, Date day,
               std::map<std::string, SchemeMembers>& schemes) {
  const Date a_year_ago = YearsLater(day, -1);
  for (const store::Coverage& cover : person.coverage) {
    if (!cover.range.Contains(day)) continue;
    SchemeMembers& members = schemes[cover.scheme];
    const std::size_t age = AgeIndex(day, person.birth);
    const Date since = cover.insured_since == Date() ? cover.range.from : cover.insured_since;
    members.now[age] += kMillion;
    if (since > a_year_ago) members.joining[age] += kMillion;
  }
}

// The months whose income counts, each as its days.
std::vector<DateRange> IncomeMonths(const ProjectionSpan& span) {
  std::vector<DateRange> months;
  for (int i = 0; i < kMonths; ++i) {
    const Date from = MonthStart(span.start, i - kMonths);
    months.push_back({from, MonthStart(from, 1).PlusDays(-1)});
  }
  return months;
}

void MeanForEach(BaseFunds& base) {
  for (BaseFund& fund : base.funds) {
    Int128 sum = 0;
    for (const std::int64_t fen : fund.income) sum += fen;
    fund.income.fill(base.income_months == 0 ? 0 : DivideRoundHalfAway(sum, base.income_months));
  }
}

}  // namespace

Date MonthStart(Date day, int months) {
  const int month = day.year() * kMonths + static_cast<int>(day.month()) - 1 + months;
  return Date(month / kMonths, static_cast<unsigned>(month % kMonths) + 1, 1);
}

Result<ProjectionSpan> SpanOf(const settle::PastCases& cases, Date today) {
  ProjectionSpan span{ProjectionBase::kMonths, MonthStart(today, -kMonths),
                      MonthStart(today, 0).PlusDays(-1), MonthStart(today, 0)};
  std::int32_t first = INT32_MAX;
  for (std::size_t row = 0; row < cases.rows(); ++row) {
    first = std::min(first, cases.SettledDay(row));
  }
  if (first > today.days()) return Error{ErrorCode::kNoHistory, {}, ToString(today)};
  const Date begin = Date::FromDays(first);
  if (begin < MonthStart(span.from, 1)) return span;
  // Today is not over.
  const Date last = std::max(begin, today.PlusDays(-1));
  return ProjectionSpan{ProjectionBase::kRate, begin, last, MonthStart(today, 1)};
}

Result<std::map<std::string, SchemeMembers>> CountMembers(Region& region, Date day,
                                                          const std::function<bool()>& progress) {
  const auto reader = ReadNow(region);
  if (!reader.ok()) return reader.error();
  std::map<std::string, SchemeMembers> schemes;
  for (std::int64_t after = 0;;) {
    const auto page = (*reader)->FindPersons("", after, kPage);
    if (!page.ok()) return page.error();
    for (const store::PersonRow& person : *page) AddPerson(person, day, schemes);
    if (!progress()) return ErrorCode::kWorkCancelled;
    if (page->size() < static_cast<std::size_t>(kPage)) return schemes;
    after = page->back().person;
  }
}

Result<BaseFunds> GatherFunds(Region& region, const ProjectionSpan& span) {
  BaseFunds base;
  const std::vector<DateRange> months = IncomeMonths(span);
  for (std::size_t i = 0; i < months.size(); ++i) {
    const auto flows = FundFlows(region, months[i].from, months[i].through);
    if (!flows.ok()) return flows.error();
    bool any = false;
    std::size_t at = 0;
    for (const FundFlow& flow : *flows) {
      if (flow.fund == ledger::kAccountFund) continue;
      if (i == 0) base.funds.push_back({flow.scheme, flow.fund});
      BaseFund& fund = base.funds[at++];
      fund.income[i] = flow.income.fen;
      fund.opening = flow.balance.fen;  // the last month's stays
      any = any || flow.income.fen != 0;
    }
    base.income_months += any ? 1 : 0;
  }
  if (span.base == ProjectionBase::kRate) MeanForEach(base);
  return base;
}

}  // namespace tongchou::service
