// A store that holds the made cases as settlements, without the rest of the books: only for
// measuring how long an extract takes.
//
// One thread.
#ifndef TONGCHOU_TESTS_BENCH_WHAT_IF_STORE_H_
#define TONGCHOU_TESTS_BENCH_WHAT_IF_STORE_H_

#include <string>
#include <utility>
#include <vector>

#include "service/policy_at.h"
#include "store/store.h"
#include "what_if_cases.h"

namespace tongchou::bench {

// Settlements as the demo's hospitals make them, without the rest of the books.
class StoreFiller {
 public:
  StoreFiller(store::Store& store, const Demo& demo) : store_(store), demo_(demo) {
    changes_.area = kArea;
    changes_.state.pack = "demo-city";
  }

  void Fill(std::uint64_t rows) {
    Maker().EachPerson(rows, [&](std::uint64_t person, const std::vector<Stay>& stays) {
      AddPerson(static_cast<std::int64_t>(person) + 1);
      settle::YearTotals totals;
      std::int64_t previous = 0;
      for (const Stay& stay : stays) previous = AddStay(stay, totals, previous);
      if (changes_.settlements.size() >= 20'000) Commit();
    });
    Commit();
  }

 private:
  void AddPerson(std::int64_t number) {
    store::PersonRow person;
    person.person = number;
    person.name = fmt::format("张{}", number);
    person.certificate_type = "01";
    person.certificate = fmt::format("{:018}", number);
    person.birth = Date(1970, 1, 1);
    person.coverage = {{.scheme = "employee",
                        .category = "active",
                        .employer = "E00001",
                        .range = {kYear.from, kForever},
                        .insured_since = {},
                        .reason = {}}};
    person.organisation = fmt::format("C1/T{:02}", number % static_cast<int>(kOffices));
    changes_.persons.push_back(std::move(person));
    changes_.state.persons = number;
  }

  std::int64_t AddStay(const Stay& stay, settle::YearTotals& totals, std::int64_t previous) {
    store::SettlementRow row;
    row.settlement = ++changes_.state.settlements;
    row.person = changes_.state.persons;
    row.visit = row.settlement;
    row.provider = fmt::format("H{:05}", stay.provider);
    row.msgid = fmt::format("{}202606011200000{:09}", row.provider, row.settlement);
    row.at = MomentOf(Date::FromDays(stay.end), 36'000);
    row.date = row.end = Date::FromDays(stay.end);
    row.begin = Date::FromDays(stay.begin);
    row.scheme = "employee";
    row.category = stay.facts.category == 1 ? "retired" : "active";
    row.benefit = "inpatient";
    row.med_type = "21";
    row.pack = "demo-city";
    row.pack_digest = digest_;
    row.year = 2026;
    row.previous = previous;
    row.entry = row.settlement;
    row.inputs.facts = stay.facts;
    row.inputs.level = stay.encounter.level;
    row.inputs.lines.assign(stay.lines.begin(), stay.lines.end());
    row.inputs.totals_before = totals;
    settle::Encounter encounter = stay.encounter;
    encounter.lines = row.inputs.lines;
    row.figures = Must(SettleOne(*demo_.benefit, stay.facts, encounter, Money{0}, totals));
    for (const policy::Layer& layer : demo_.benefit->layers) {
      row.layer_funds.push_back(demo_.scheme->funds[layer.fund].id);
      row.layer_ids.push_back(layer.id);
    }
    changes_.settlements.push_back(std::move(row));
    return changes_.state.settlements;
  }

  void Commit() {
    if (const Status done = store_.Commit(changes_); !done.ok()) Fail(done.error().English());
    ++changes_.state.version;
    changes_.persons.clear();
    changes_.settlements.clear();
  }

  store::Store& store_;
  const Demo& demo_;
  const Sm3Digest digest_ = service::DigestFromHex(demo_.pack->digest);
  store::Changes changes_;
};

}  // namespace tongchou::bench

#endif  // TONGCHOU_TESTS_BENCH_WHAT_IF_STORE_H_
