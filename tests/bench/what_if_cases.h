// Made cases for measuring what-ifs: employees of demo-city with one to six stays in a year, and an
// extract of them. The same number of rows gives the same cases. A refusal ends the program.
//
// One thread.
#ifndef TONGCHOU_TESTS_BENCH_WHAT_IF_CASES_H_
#define TONGCHOU_TESTS_BENCH_WHAT_IF_CASES_H_

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <memory>
#include <random>
#include <string>
#include <vector>

#include "policy/library.h"
#include "service/extract_file.h"
#include "settle/settle_one.h"

namespace tongchou::bench {

using service::Section;

inline constexpr std::int64_t kArea = 990'100;
inline constexpr std::size_t kProviders = 400;
inline constexpr std::size_t kOffices = 30;
inline constexpr DateRange kYear{Date(2026, 1, 1), Date(2026, 12, 31)};

[[noreturn]] inline void Fail(const std::string& why) {
  fmt::print(stderr, "what_if_bench: {}\n", why);
  std::exit(1);
}

template <typename T>
T Must(Result<T> result) {
  if (!result.ok()) Fail(result.error().English() + " " + result.error().where);
  return *std::move(result);
}

struct Demo {
  std::shared_ptr<const policy::Library> library;
  const policy::Pack* pack;
  const policy::SchemePlan* scheme;
  const policy::BenefitPlan* benefit;
};

inline Demo LoadDemo(const std::string& packs) {
  Demo demo{.library = Must(policy::Library::Load(packs)),
            .pack = nullptr,
            .scheme = nullptr,
            .benefit = nullptr};
  demo.pack = demo.library->Find("demo-city");
  if (demo.pack == nullptr) Fail("no pack demo-city");
  const policy::Epoch& epoch = *Must(demo.library->EpochOn("demo-city", kYear.from));
  demo.scheme = &epoch.schemes[static_cast<std::size_t>(FindScheme(epoch, "employee"))];
  demo.benefit =
      &demo.scheme->benefits[static_cast<std::size_t>(FindBenefit(*demo.scheme, "inpatient"))];
  return demo;
}

// A stay before it is settled.
struct Stay {
  settle::PersonFacts facts;
  settle::Encounter encounter;
  std::int32_t begin = 0, end = 0;
  std::uint32_t provider = 0;
  std::array<settle::FeeLine, 4> lines;
};

// Persons one after another, each with one to six stays in the year. The same seed gives the same.
class Maker {
 public:
  // Calls visit(person, stays) until there are `rows` rows.
  template <typename Visit>
  void EachPerson(std::uint64_t rows, Visit visit) {
    random_.seed(2026);
    std::vector<Stay> stays;
    std::uint64_t made = 0;
    for (std::uint64_t person = 0; made < rows; ++person) {
      MakePerson(stays, std::min<std::uint64_t>(1 + Below(6), rows - made));
      visit(person, stays);
      made += stays.size();
    }
  }

 private:
  std::uint64_t Below(std::uint64_t n) { return random_() % n; }

  void MakePerson(std::vector<Stay>& stays, std::uint64_t count) {
    settle::PersonFacts facts;
    const bool retired = Below(100) < 30;
    facts.category = retired ? 1 : 0;
    facts.age = static_cast<int>(retired ? 55 + Below(40) : 18 + Below(42));
    facts.years_insured = static_cast<int>(Below(30));
    facts.civil_servant = Below(100) < 10;
    facts.frozen = Below(100) < 1;
    facts.aid = static_cast<settle::Aid>(Below(100) < 95 ? 0 : 1 + Below(2));
    stays.resize(count);
    std::int32_t day = kYear.from.days() + static_cast<std::int32_t>(Below(40));
    for (Stay& stay : stays) {
      stay.facts = facts;
      stay.begin = day;
      stay.end = day + static_cast<std::int32_t>(Below(12));
      day = stay.end + 1 + static_cast<std::int32_t>(Below(30));
      stay.provider = static_cast<std::uint32_t>(Below(kProviders));
      std::int64_t fen = static_cast<std::int64_t>(50'000 + Below(2'000'000));
      if (Below(20) == 0) fen *= 8;
      if (Below(200) == 0) fen *= 30;
      stay.lines = {
          settle::FeeLine{.amount = Money{fen / 2}},
          settle::FeeLine{.amount = Money{fen / 4}, .fee_class = settle::FeeClass::kB},
          settle::FeeLine{.amount = Money{fen - fen / 2 - fen / 4}, .ceiling = Money{fen / 5}},
          settle::FeeLine{.amount = Money{static_cast<std::int64_t>(Below(30'000))},
                          .fee_class = settle::FeeClass::kC}};
      stay.encounter = {.level = static_cast<int>(1 + Below(3)), .lines = stay.lines};
    }
  }

  std::mt19937_64 random_;
};

// The classes of the made cases, by number.
inline std::uint16_t ClassNumber(const Stay& stay) {
  const auto aid = static_cast<std::size_t>(stay.facts.aid);
  return static_cast<std::uint16_t>(
      ((((stay.encounter.level - std::size_t{1}) * 2 + stay.facts.category) * 3 + aid) * 2 +
       (stay.facts.civil_servant ? 1 : 0)) *
          2 +
      (stay.facts.frozen ? 1 : 0));
}

inline settle::CaseWords WordsOf(const Demo& demo) {
  settle::CaseWords words;
  words.schemes = {"employee"};
  words.benefits = {{0, "inpatient"}};
  words.categories = {{0, "active"}, {0, "retired"}};
  std::vector<std::uint16_t> layer_funds;
  for (const policy::Fund& fund : demo.scheme->funds) words.funds.push_back({0, fund.id});
  for (const policy::Layer& layer : demo.benefit->layers) layer_funds.push_back(layer.fund);
  for (std::size_t i = 0; i < kOffices; ++i) words.offices.push_back(fmt::format("C1/T{:02}", i));
  for (std::size_t i = 0; i < kProviders; ++i) words.providers.push_back(fmt::format("H{:05}", i));
  for (int i = 0; i < 72; ++i) {
    words.classes.push_back({.category = static_cast<std::uint16_t>(i / 12 % 2),
                             .level = static_cast<std::uint8_t>(1 + i / 24),
                             .aid = static_cast<settle::Aid>(i / 4 % 3),
                             .civil_servant = i / 2 % 2 == 1,
                             .frozen = i % 2 == 1,
                             .by_end = true,
                             .scope = {true, demo.benefit->class_first_ratio, {}},
                             .layer_funds = layer_funds});
  }
  return words;
}

inline void MakeExtract(const std::string& path, std::uint64_t rows, const Demo& demo) {
  const std::string words = service::PackWords(WordsOf(demo));
  const std::size_t layers = demo.benefit->layers.size();
  Maker maker;
  std::uint64_t persons = 0;
  maker.EachPerson(rows, [&](std::uint64_t, const std::vector<Stay>&) { ++persons; });
  std::array<std::uint64_t, service::kSections> sizes{};
  const auto set = [&](std::initializer_list<Section> sections, std::uint64_t size) {
    for (const Section section : sections) sizes[static_cast<std::size_t>(section)] = size;
  };
  set({Section::kWords}, words.size());
  set({Section::kFirstRow, Section::kFirstLine, Section::kFirstPayment}, 8 * (persons + 1));
  set({Section::kOffice}, 2 * persons);
  set({Section::kSettlement, Section::kTotal, Section::kEligible, Section::kFixedEligible},
      8 * rows);
  set({Section::kBegin, Section::kEnd, Section::kProvider}, 4 * rows);
  set({Section::kCaseClass, Section::kLineCount}, 2 * rows);
  set({Section::kAge, Section::kYearsInsured}, rows);
  set({Section::kLines}, 8 * 3 * rows);
  set({Section::kPayments}, 8 * layers * rows);
  const service::ExtractHead head{.area = kArea,
                                  .last_settlement = static_cast<std::int64_t>(rows),
                                  .rows = rows,
                                  .persons = persons,
                                  .first_day = kYear.from.days(),
                                  .last_day = kYear.from.days() + 400};
  const auto writer = Must(service::ExtractWriter::Create(path, head, sizes));
  service::ExtractWriter& out = *writer;
  out.AddBytes(Section::kWords, words);
  std::uint64_t row = 0;
  const auto starts = [&] {
    out.Add(Section::kFirstRow, row);
    out.Add(Section::kFirstLine, 3 * row);
    out.Add(Section::kFirstPayment, layers * row);
  };
  std::vector<settle::PackedLine> lines;
  maker.EachPerson(rows, [&](std::uint64_t person, const std::vector<Stay>& stays) {
    starts();
    out.Add(Section::kOffice, static_cast<std::uint16_t>(person % kOffices));
    settle::YearTotals totals;
    for (const Stay& stay : stays) {
      settle::Encounter encounter = stay.encounter;
      encounter.lines = stay.lines;
      const auto figures = Must(SettleOne(*demo.benefit, stay.facts, encounter, Money{0}, totals));
      lines.clear();
      out.Add(Section::kFixedEligible, settle::PackLines(stay.lines, lines));
      out.Add(Section::kLineCount, static_cast<std::uint16_t>(lines.size()));
      for (const settle::PackedLine line : lines) out.Add(Section::kLines, line);
      for (std::size_t i = 0; i < layers; ++i) {
        out.Add(Section::kPayments, figures.layer_paid[i].fen);
      }
      out.Add(Section::kSettlement, static_cast<std::int64_t>(++row));
      out.Add(Section::kBegin, stay.begin);
      out.Add(Section::kEnd, stay.end);
      out.Add(Section::kCaseClass, ClassNumber(stay));
      out.Add(Section::kAge, static_cast<std::uint8_t>(stay.facts.age));
      out.Add(Section::kYearsInsured, static_cast<std::uint8_t>(stay.facts.years_insured));
      out.Add(Section::kProvider, stay.provider);
      out.Add(Section::kTotal, figures.total.fen);
      out.Add(Section::kEligible, figures.eligible.fen);
    }
  });
  starts();
  Must(out.Finish());
}

}  // namespace tongchou::bench

#endif  // TONGCHOU_TESTS_BENCH_WHAT_IF_CASES_H_
