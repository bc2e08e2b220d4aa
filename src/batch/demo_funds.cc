#include "batch/demo_funds.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "base/check.h"

namespace tongchou::batch {

namespace {

// Fen a head: brought forward, and a month; of the pooled fund and of each other fund.
constexpr std::int64_t kPooledOpening = 180'000, kOtherOpening = 24'000;
constexpr std::int64_t kResidentMonth = 8'600, kOtherMonth = 900;
// Of each wage: to the pooled fund, and to the account; of a pension: to the account.
constexpr Ratio kPooledOfWage{65'000}, kAccountOfWage{20'000}, kAccountOfPension{25'000};
constexpr std::string_view kPooled = "pooled";
constexpr std::string_view kEmployee = "employee";

const std::string& SchemeOf(const DemoPerson& person) {
  return person.person.coverage.back().scheme;
}

std::map<std::string, std::int64_t> Heads(const std::vector<DemoPerson>& people) {
  std::map<std::string, std::int64_t> heads;
  for (const DemoPerson& person : people) {
    if (person.insured) ++heads[SchemeOf(person)];
  }
  return heads;
}

std::string Label(Date day, std::string_view what) {
  return fmt::format("{:04}-{:02} {}", day.year(), day.month(), what);
}

// What comes in by head and not by wage.
service::Contribution ByHead(const SchemeFund& fund, std::int64_t heads, Date day) {
  const std::int64_t each = fund.fund == kPooled ? kResidentMonth : kOtherMonth;
  service::Contribution made;
  made.day = day;
  made.reference = Label(day, fund.scheme + "." + fund.fund);
  made.incomes.push_back({fund.scheme, fund.fund, {each * heads}});
  return made;
}

}  // namespace

service::Contribution MakeOpening(std::span<const SchemeFund> funds,
                                  const std::vector<DemoPerson>& people, Date day) {
  const std::map<std::string, std::int64_t> heads = Heads(people);
  service::Contribution made;
  made.day = day;
  made.opening = true;
  made.reference = Label(day, "opening");
  for (const SchemeFund& fund : funds) {
    const auto found = heads.find(fund.scheme);
    if (found == heads.end()) continue;
    const std::int64_t each = fund.fund == kPooled ? kPooledOpening : kOtherOpening;
    made.incomes.push_back({fund.scheme, fund.fund, {each * found->second}});
  }
  return made;
}

std::vector<service::Contribution> MakeContributions(std::span<const SchemeFund> funds,
                                                     const std::vector<DemoEmployer>& employers,
                                                     const std::vector<DemoPerson>& people,
                                                     std::span<const std::string> numbers,
                                                     Date day) {
  TC_CHECK(numbers.size() == people.size());
  std::vector<service::Contribution> made(employers.size() + 1);  // the last: of the retired
  std::vector<std::int64_t> pooled_fen(made.size());
  for (std::size_t i = 0; i < people.size(); ++i) {
    const DemoPerson& person = people[i];
    const service::Coverage& coverage = person.person.coverage.back();
    if (coverage.scheme != kEmployee || coverage.frozen || !person.insured) continue;
    const bool retired = coverage.category == "retired";
    const std::size_t payer = retired ? employers.size() : person.employer;
    const Ratio share = retired ? kAccountOfPension : kAccountOfWage;
    made[payer].credits.push_back(
        {numbers[i], std::string(kEmployee), MultiplyRoundHalfAway(person.wage, share)});
    if (!retired) pooled_fen[payer] += MultiplyRoundHalfAway(person.wage, kPooledOfWage).fen;
  }
  for (std::size_t i = 0; i < made.size(); ++i) {
    made[i].day = day;
    made[i].reference = Label(day, i < employers.size() ? employers[i].employer.code : "retired");
    if (pooled_fen[i] > 0) {
      made[i].incomes.push_back({std::string(kEmployee), std::string(kPooled), {pooled_fen[i]}});
    }
  }
  std::erase_if(made, [](const service::Contribution& one) {
    return one.incomes.empty() && one.credits.empty();
  });
  const std::map<std::string, std::int64_t> heads = Heads(people);
  for (const SchemeFund& fund : funds) {
    const auto found = heads.find(fund.scheme);
    if (found == heads.end() || (fund.scheme == kEmployee && fund.fund == kPooled)) continue;
    made.push_back(ByHead(fund, found->second, day));
  }
  return made;
}

}  // namespace tongchou::batch
