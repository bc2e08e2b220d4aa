#include "settle/replay.h"

#include <gtest/gtest.h>

#include <map>
#include <numeric>

#include "settle/random_plan_for_test.h"
#include "settle/replay_for_test.h"
#include "settle/settle_one.h"

namespace tongchou::settle {
namespace {

using policy::Epoch;
using Pack = std::vector<std::unique_ptr<const Epoch>>;

constexpr Date kFirst{2025, 1, 1};
constexpr Date kLast{2026, 12, 31};
constexpr DateRange kAlways{Date(2020, 1, 1), kForever};

// Two benefits, whose running totals keep their slots in every epoch.
policy::SchemePlan RandomScheme(RandomCases& random, const std::string& id, bool is_plain) {
  policy::SchemePlan scheme;
  scheme.id = id;
  scheme.categories =
      random.OneIn(2) ? std::vector<std::string>{"x", "y"} : std::vector<std::string>{"y", "x"};
  if (random.OneIn(8)) scheme.categories = {"y", "z"};
  for (int i = 0; i < policy::kMaxLayers; ++i)
    scheme.funds.push_back({"f" + std::to_string(i), {}});
  for (int i = 0; i < 2; ++i) {
    policy::BenefitPlan benefit = is_plain ? random.PlainBenefit() : random.Benefit();
    // From this epoch on, the layer that came second is the first.
    if (is_plain && random.OneIn(2)) {
      std::swap(benefit.layers[0].total_slot, benefit.layers[1].total_slot);
    }
    benefit.id = "b" + std::to_string(i);
    benefit.date_rule = random.OneIn(3) ? policy::DateRule::kDischarge : policy::DateRule::kVisit;
    for (policy::Layer& layer : benefit.layers) {
      layer.fund = static_cast<std::uint8_t>(random.From(0, policy::kMaxLayers - 1));
      if (layer.total_slot >= 0) layer.total_slot += i * policy::kMaxLayers;
    }
    scheme.benefits.push_back(std::move(benefit));
  }
  if (random.OneIn(8)) scheme.benefits.pop_back();
  return scheme;
}

// Up to three epochs without a gap; at times the last one ends early.
Pack RandomPack(RandomCases& random) {
  Pack pack;
  const bool is_plain = random.OneIn(2);
  Date from = kFirst;
  for (std::int64_t left = random.From(1, 3); left > 0; --left) {
    auto epoch = std::make_unique<Epoch>();
    const Date through = from.PlusDays(static_cast<int>(random.From(30, 250)));
    epoch->in_force = {from, left == 1 ? (random.OneIn(4) ? Date(2026, 11, 30) : kLast) : through};
    epoch->year_start_month = 1;
    for (const char* id : {"s", "t"}) epoch->schemes.push_back(RandomScheme(random, id, is_plain));
    from = through.PlusDays(1);
    pack.push_back(std::move(epoch));
  }
  return pack;
}

// An encounter as a hospital and the register know it.
struct TestCase {
  std::string scheme, benefit, category;
  Date begin, end;
  PersonFacts facts;
  std::vector<FeeLine> lines;
  Encounter encounter;
};
using TestPerson = std::vector<TestCase>;

TestPerson RandomPerson(RandomCases& random, bool some_late) {
  TestPerson person(static_cast<std::size_t>(random.From(0, 7)));
  const std::string scheme = random.OneIn(3) ? "t" : "s";
  for (TestCase& each : person) {
    each.scheme = random.OneIn(10) ? "t" : scheme;
    each.benefit = random.OneIn(2) ? "b0" : "b1";
    each.category = random.OneIn(3) ? "x" : "y";
    each.begin = kFirst.PlusDays(static_cast<int>(random.From(0, 720)));
    each.end = each.begin.PlusDays(static_cast<int>(random.OneIn(3) ? random.From(0, 40) : 0));
    each.end = std::min(each.end, kLast);
    each.facts = random.Facts();
    each.lines = random.Lines();
    each.encounter = random.Over(each.lines);
  }
  // Mostly in order of time; some are settled late.
  const auto by_end = [](const TestCase& one, const TestCase& other) {
    return one.end < other.end;
  };
  if (!some_late || !random.OneIn(5)) std::sort(person.begin(), person.end(), by_end);
  return person;
}

const Epoch* EpochOn(const Pack& pack, Date day) {
  for (const auto& epoch : pack) {
    if (epoch->in_force.Contains(day)) return epoch.get();
  }
  return nullptr;
}

struct Found {
  const policy::SchemePlan* scheme = nullptr;
  const policy::BenefitPlan* benefit = nullptr;
};

Result<Found> Find(const Epoch* epoch, const TestCase& each) {
  if (epoch == nullptr) return ErrorCode::kNoPolicyInForce;
  const int scheme = policy::FindScheme(*epoch, each.scheme);
  if (scheme < 0) return ErrorCode::kUnknownScheme;
  const policy::SchemePlan& plan = epoch->schemes[static_cast<std::size_t>(scheme)];
  const int benefit = policy::FindBenefit(plan, each.benefit);
  if (benefit < 0) return ErrorCode::kUnknownBenefit;
  return Found{&plan, &plan.benefits[static_cast<std::size_t>(benefit)]};
}

struct Outcome {
  std::optional<ErrorCode> refused = {};
  Date day = {};
  const policy::SchemePlan* scheme = nullptr;
  const policy::BenefitPlan* benefit = nullptr;
  Figures figures = {};
};

using Years = std::map<std::pair<std::string, int>, YearTotals>;

// As the counter does it, with SettleOne.
Outcome SettleCase(const Pack& pack, const TestCase& each, Years& years) {
  const Result<Found> at_end = Find(EpochOn(pack, each.end), each);
  if (!at_end.ok()) return {.refused = at_end.error().code};
  const bool by_end = at_end->benefit->date_rule == policy::DateRule::kDischarge;
  const Date day = by_end ? each.end : each.begin;
  const Epoch* epoch = EpochOn(pack, day);
  const Result<Found> found = Find(epoch, each);
  if (!found.ok()) return {.refused = found.error().code};
  PersonFacts facts = each.facts;
  facts.category = policy::FindCategory(*found->scheme, each.category);
  if (facts.category < 0) return {.refused = ErrorCode::kUnknownCategory};
  YearTotals& totals = years[{each.scheme, policy::BenefitYearOf(*epoch, day)}];
  Encounter encounter = each.encounter;
  encounter.lines = each.lines;
  const Result<Figures> figures = SettleOne(*found->benefit, facts, encounter, Money{0}, totals);
  EXPECT_TRUE(figures.ok());
  return {.refused = {},
          .day = day,
          .scheme = found->scheme,
          .benefit = found->benefit,
          .figures = *figures};
}

std::uint16_t WordOf(std::vector<SchemeWord>& words, const SchemeWord& word) {
  const auto found = std::find(words.begin(), words.end(), word);
  const auto index = static_cast<std::uint16_t>(found - words.begin());
  if (found == words.end()) words.push_back(word);
  return index;
}

CaseClass ClassOf(CaseWords& words, const TestCase& each, const Outcome& outcome,
                  bool scope_known) {
  const std::uint16_t scheme = each.scheme == "s" ? 0 : 1;
  const auto referral = static_cast<std::size_t>(each.encounter.referral);
  CaseClass made{.benefit = WordOf(words.benefits, {scheme, each.benefit}),
                 .category = WordOf(words.categories, {scheme, each.category}),
                 .level = static_cast<std::uint8_t>(each.encounter.level),
                 .referral = each.encounter.referral,
                 .aid = each.facts.aid,
                 .civil_servant = each.facts.civil_servant,
                 .frozen = each.facts.frozen,
                 .by_end = outcome.day != each.begin,
                 .scope = {},
                 .layer_funds = {}};
  if (scope_known) {
    made.scope = {true, outcome.benefit->class_first_ratio,
                  outcome.benefit->referral_reduction[referral]};
  }
  for (const policy::Layer& layer : outcome.benefit->layers) {
    made.layer_funds.push_back(WordOf(words.funds, {scheme, outcome.scheme->funds[layer.fund].id}));
  }
  return made;
}

// A history that was settled under `pack`, and the cases that it is of. What the pack refused was
// never settled.
struct TestHistory {
  CaseColumns columns;
  std::vector<TestPerson> persons;

  TestHistory(RandomCases& random, const Pack& pack, int count, bool some_late = true) {
    columns.words.schemes = {"s", "t"};
    columns.words.offices = {"", "A", "A/B"};
    columns.words.providers = {"H1", "H2", "P1"};
    while (static_cast<int>(persons.size()) < count) {
      Years years;
      TestPerson settled;
      for (const TestCase& each : RandomPerson(random, some_late)) {
        const Outcome outcome = SettleCase(pack, each, years);
        if (outcome.refused) continue;
        const CaseClass shared = ClassOf(columns.words, each, outcome, !random.OneIn(10));
        columns.AddRow(each.begin, each.end, shared, each.facts, each.lines, outcome.figures);
        settled.push_back(each);
      }
      if (settled.empty()) continue;
      columns.EndPerson();
      persons.push_back(std::move(settled));
    }
  }

  // Every case under `pack`, by row.
  std::vector<Outcome> Under(const Pack& pack) const {
    std::vector<Outcome> outcomes;
    for (const TestPerson& person : persons) {
      Years years;
      for (const TestCase& each : person) outcomes.push_back(SettleCase(pack, each, years));
    }
    return outcomes;
  }
};

void ExpectRow(const ReplayedRow& row, const Outcome& expected) {
  ASSERT_EQ(row.refused, expected.refused);
  if (expected.refused) return;
  EXPECT_EQ(row.eligible.fen, expected.figures.eligible.fen);
  EXPECT_EQ(row.funds_paid.fen, expected.figures.funds_paid.fen);
  EXPECT_EQ(row.layer_paid, expected.figures.layer_paid);
  EXPECT_EQ(row.benefit, expected.benefit);
}

bool IsIn(const PastCases& cases, const DateRange& period, std::size_t row) {
  return period.Contains(Date::FromDays(cases.SettledDay(row)));
}

// All rows of the period, one by one.
void ExpectRows(const PastCases& cases, const Pack& pack, const DateRange& period,
                const std::vector<Outcome>& expected) {
  const PersonReplay replay(cases, pack);
  std::size_t next = 0;
  for (std::size_t person = 0; person < cases.persons(); ++person) {
    for (const ReplayedRow& row : replay.Rows(period, person)) {
      while (!IsIn(cases, period, next)) ++next;
      ASSERT_EQ(row.row, next);
      ExpectRow(row, expected[next++]);
    }
  }
  while (next < cases.rows() && !IsIn(cases, period, next)) ++next;
  EXPECT_EQ(next, cases.rows());
}

// The sums of a variant by what the cases came to.
void ExpectSums(const PastCases& cases, const DateRange& period,
                const std::vector<Outcome>& expected, const VariantSums& sums) {
  CaseSums all;
  std::int64_t refused = 0;
  std::vector<CaseSums> by_provider(cases.words->providers.size());
  for (std::size_t row = 0; row < cases.rows(); ++row) {
    if (!IsIn(cases, period, row)) continue;
    if (expected[row].refused) ++refused;
    if (expected[row].refused) continue;
    const Figures& figures = expected[row].figures;
    const CaseSums one{1, figures.total.fen, figures.eligible.fen, figures.funds_paid.fen};
    all += one;
    by_provider[cases.provider[row]] += one;
  }
  EXPECT_TRUE(sums.all == all);
  EXPECT_TRUE(sums.by_provider == by_provider);
  const auto add = [](const auto& list) {
    return std::accumulate(list.begin(), list.end(), CaseSums{},
                           [](CaseSums sum, const CaseSums& each) { return sum += each; });
  };
  EXPECT_TRUE(add(sums.by_scheme) == all && add(sums.by_benefit) == all);
  EXPECT_TRUE(add(sums.by_category) == all && add(sums.by_office) == all);
  EXPECT_TRUE(add(sums.by_level) == all && add(sums.by_age) == all && add(sums.by_month) == all);
  Int128 funds = 0;
  for (const auto& months : sums.fund_month) {
    funds = std::accumulate(months.begin(), months.end(), funds);
  }
  EXPECT_TRUE(funds == all.funds_fen);
  std::int64_t counted = 0;
  for (const ReplayRefusal& refusal : sums.refusals) counted += refusal.count;
  EXPECT_EQ(counted, refused);
}

void ExpectChanges(const PastCases& cases, const DateRange& period,
                   const std::vector<Outcome>& before, const std::vector<Outcome>& after,
                   const ChangedPersons& changes) {
  Int128 gain = 0;
  Int128 lose = 0;
  std::int64_t persons = 0;
  for (std::size_t person = 0; person < cases.persons(); ++person) {
    std::int64_t change = 0;
    bool is_in = false;
    for (std::size_t row = cases.first_row[person]; row < cases.first_row[person + 1]; ++row) {
      if (!IsIn(cases, period, row)) continue;
      is_in = true;
      if (before[row].refused || after[row].refused) continue;
      change += after[row].figures.funds_paid.fen - before[row].figures.funds_paid.fen;
    }
    persons += is_in ? 1 : 0;
    (change > 0 ? gain : lose) += std::abs(change);
  }
  EXPECT_TRUE(changes.gain.sum_fen == gain);
  EXPECT_TRUE(changes.lose.sum_fen == lose);
  EXPECT_EQ(changes.gain.persons + changes.lose.persons + changes.same, persons);
  EXPECT_EQ(std::accumulate(changes.lose.bins.begin(), changes.lose.bins.end(), std::int64_t{0}),
            changes.lose.persons);
}

TEST(Replay, IsWhatSettleOneGivesOverRandomPacksAndPeriods) {
  for (std::uint64_t seed = 1; seed <= 100 && !testing::Test::HasFailure(); ++seed) {
    SCOPED_TRACE(seed);
    RandomCases random(seed);
    const Pack settled_under = RandomPack(random);
    const Pack other = RandomPack(random);
    const TestHistory history(random, settled_under, 60);
    const PastCases cases = history.columns.cases();
    ASSERT_TRUE(CheckPastCases(cases).ok());
    const Date from = kFirst.PlusDays(static_cast<int>(random.From(-10, 500)));
    const DateRange period =
        random.OneIn(3) ? kAlways
                        : DateRange{from, from.PlusDays(static_cast<int>(random.From(20, 400)))};
    const std::vector<Outcome> before = history.Under(settled_under);
    const std::vector<Outcome> after = history.Under(other);
    ExpectRows(cases, settled_under, period, before);
    ExpectRows(cases, other, period, after);
    ReplayRequest request{.period = period, .variants = {{}, settled_under, other}};
    const auto result = Replay(cases, request);
    ASSERT_TRUE(result.ok());
    ExpectSums(cases, period, before, result->variants[0]);
    ExpectSums(cases, period, after, result->variants[2]);
    EXPECT_TRUE(result->variants[0] == result->variants[1]);
    ExpectChanges(cases, period, before, after, result->changes[2]);
    EXPECT_EQ(result->changes[1].changed_rows, 0);
  }
}

// Enough rows for several chunks, so that the threads really share the work.
TEST(Replay, GivesTheSameFiguresWhateverTheNumberOfThreads) {
  RandomCases random(7);
  const Pack settled_under = RandomPack(random);
  const Pack other = RandomPack(random);
  const TestHistory seed_history(random, settled_under, 1'000);
  CaseColumns columns = seed_history.columns;
  const CaseColumns once = columns;
  while (columns.settlement.size() < 270'000) {
    for (std::size_t person = 0; person + 1 < once.first_row.size(); ++person) {
      const auto copy = [&](const auto& from, auto& to, const auto& first) {
        to.insert(to.end(), from.begin() + static_cast<std::ptrdiff_t>(first[person]),
                  from.begin() + static_cast<std::ptrdiff_t>(first[person + 1]));
      };
      copy(once.settlement, columns.settlement, once.first_row);
      copy(once.begin, columns.begin, once.first_row);
      copy(once.end, columns.end, once.first_row);
      copy(once.case_class, columns.case_class, once.first_row);
      copy(once.age, columns.age, once.first_row);
      copy(once.years_insured, columns.years_insured, once.first_row);
      copy(once.provider, columns.provider, once.first_row);
      copy(once.total, columns.total, once.first_row);
      copy(once.eligible, columns.eligible, once.first_row);
      copy(once.fixed, columns.fixed, once.first_row);
      copy(once.line_count, columns.line_count, once.first_row);
      copy(once.lines, columns.lines, once.first_line);
      copy(once.payments, columns.payments, once.first_payment);
      columns.EndPerson();
    }
  }
  const PastCases cases = columns.cases();
  ReplayRequest request{.period = kAlways, .variants = {settled_under, other}, .threads = 1};
  const auto one = Replay(cases, request);
  ASSERT_TRUE(one.ok());
  for (const int threads : {2, 3}) {
    request.threads = threads;
    const auto many = Replay(cases, request);
    ASSERT_TRUE(many.ok());
    EXPECT_TRUE(*many == *one) << threads;
  }
}

TEST(Replay, AVariantThatDiffersFromADayOnLeavesEarlierMonthsAsTheyWere) {
  RandomCases random(11);
  Pack settled_under;
  Pack later;
  const Date change(2026, 7, 1);
  auto epoch = std::make_unique<Epoch>();
  epoch->in_force = {kFirst, kLast};
  for (const char* id : {"s", "t"}) epoch->schemes.push_back(RandomScheme(random, id, false));
  auto until = std::make_unique<Epoch>(*epoch);
  until->in_force.through = change.PlusDays(-1);
  auto from = std::make_unique<Epoch>();
  from->in_force = {change, kLast};
  for (const char* id : {"s", "t"}) from->schemes.push_back(RandomScheme(random, id, false));
  settled_under.push_back(std::move(epoch));
  later.push_back(std::move(until));
  later.push_back(std::move(from));
  const TestHistory history(random, settled_under, 500, false);
  const PastCases cases = history.columns.cases();
  const auto result =
      Replay(cases, {.period = {Date(2026, 1, 1), kLast}, .variants = {settled_under, later}});
  ASSERT_TRUE(result.ok());
  ASSERT_EQ(result->first_month, Date(2026, 1, 1));
  // A row counts in the month of its day as settled. A stay of May may end in July, and the variant
  // may count its last day.
  for (std::size_t month = 0; month < 4; ++month) {
    EXPECT_TRUE(result->variants[0].by_month[month] == result->variants[1].by_month[month])
        << month;
  }
  EXPECT_FALSE(result->variants[0].by_month[8] == result->variants[1].by_month[8]);
}

TEST(Replay, StopsWhenNobodyWantsTheResult) {
  RandomCases random(3);
  const Pack pack = RandomPack(random);
  const TestHistory history(random, pack, 20);
  const auto result = Replay(history.columns.cases(),
                             {.period = kAlways,
                              .variants = {pack},
                              .threads = 2,
                              .progress = [](std::int64_t, std::int64_t) { return false; }});
  ASSERT_FALSE(result.ok());
  EXPECT_EQ(result.error().code, ErrorCode::kWorkCancelled);
}

TEST(Replay, RefusesAPeriodInWhichNothingWasSettled) {
  RandomCases random(3);
  const Pack pack = RandomPack(random);
  const TestHistory history(random, pack, 20);
  const auto result =
      Replay(history.columns.cases(), {.period = {Date(2030, 1, 1), kForever}, .variants = {pack}});
  ASSERT_FALSE(result.ok());
  EXPECT_EQ(result.error().code, ErrorCode::kNoHistory);
}

TEST(PastCases, AreRefusedWhenAnIndexOrAnOffsetIsWrong) {
  RandomCases random(5);
  const Pack pack = RandomPack(random);
  const CaseColumns good = TestHistory(random, pack, 20).columns;
  ASSERT_TRUE(CheckPastCases(good.cases()).ok());
  const auto spoil = [&](auto change) {
    CaseColumns bad = good;
    change(bad);
    return CheckPastCases(bad.cases()).ok();
  };
  EXPECT_FALSE(spoil([](CaseColumns& bad) { bad.case_class[1] = 60'000; }));
  EXPECT_FALSE(spoil([](CaseColumns& bad) { bad.provider[1] = 3; }));
  EXPECT_FALSE(spoil([](CaseColumns& bad) { bad.office[0] = 3; }));
  EXPECT_FALSE(spoil([](CaseColumns& bad) { bad.first_row[1] += 1'000; }));
  EXPECT_FALSE(spoil([](CaseColumns& bad) { ++bad.line_count[0]; }));
  EXPECT_FALSE(spoil([](CaseColumns& bad) { bad.eligible[0] = -1; }));
  EXPECT_FALSE(spoil([](CaseColumns& bad) { bad.payments.pop_back(); }));
  EXPECT_FALSE(spoil([](CaseColumns& bad) { bad.words.classes[0].level = 4; }));
}

}  // namespace
}  // namespace tongchou::settle
