#include "service/year_layers.h"

#include <algorithm>
#include <string_view>

#include "service/policy_shelf.h"
#include "service/region.h"
#include "settle/cell_key.h"

namespace tongchou::service {

namespace {

settle::PersonFacts FactsOf(const policy::SchemePlan& scheme, const Person& person,
                            const Coverage& coverage, Date today) {
  settle::PersonFacts facts;
  facts.category = std::max(0, FindCategory(scheme, coverage.category));
  facts.age = AgeOn(today, person.birth);
  facts.years_insured = std::max(0, AgeOn(today, coverage.insured_since));
  facts.aid = coverage.aid;
  facts.civil_servant = coverage.civil_servant;
  return facts;
}

// The layers of a scheme that run by year, with the person's totals.
std::vector<YearLayer> LayersOf(const policy::SchemePlan& scheme, const settle::PersonFacts& facts,
                                const PersonYear& sums) {
  std::vector<YearLayer> layers;
  for (const policy::BenefitPlan& benefit : scheme.benefits) {
    const std::uint32_t key = settle::CellKeyOf(benefit, facts, settle::Encounter(), sums.stays);
    for (const policy::Layer& layer : benefit.layers) {
      if (layer.total_slot < 0 || !layer.cells[key].applies) continue;
      YearLayer made{benefit.id, layer.id, scheme.funds[layer.fund].id, layer.title, {}, {}, {}};
      const std::string& name = scheme.total_names[static_cast<std::size_t>(layer.total_slot)];
      const auto total = std::ranges::find(sums.totals, name, &YearTotal::name);
      if (total != sums.totals.end()) {
        made.entered = total->entered;
        made.paid = total->paid;
      }
      const std::int64_t cap_fen = layer.cells[key].cap_fen;
      const bool yearly = layer.cap_on == policy::CapOn::kPayment &&
                          layer.cap_span == policy::Span::kYear && cap_fen != policy::kNoLimit;
      if (yearly) made.cap = Money{cap_fen};
      layers.push_back(std::move(made));
    }
  }
  return layers;
}

}  // namespace

Result<YearOfPerson> GetYearOfPerson(Region& region, const Person& person) {
  const Date today = region.today();
  YearOfPerson year;
  year.sums.year = today.year();
  const Coverage* coverage = CoverageOn(person, today);
  if (coverage == nullptr && !person.coverage.empty()) coverage = &person.coverage.back();
  if (coverage == nullptr) return year;
  year.sums.scheme = coverage->scheme;
  const Result<const policy::Epoch*> epoch = region.policies().EpochOn(today);
  if (!epoch.ok()) return year;
  year.sums.year = BenefitYearOf(**epoch, today);

  const Result<std::vector<PersonYear>> years = FindYears(region, person.psn_no);
  if (!years.ok()) return years.error();
  for (const PersonYear& one : *years) {
    if (one.year == year.sums.year && one.scheme == coverage->scheme) year.sums = one;
  }
  const int index = FindScheme(**epoch, coverage->scheme);
  if (index < 0) return year;
  const policy::SchemePlan& scheme = (*epoch)->schemes[static_cast<std::size_t>(index)];
  year.layers = LayersOf(scheme, FactsOf(scheme, person, *coverage, today), year.sums);
  return year;
}

}  // namespace tongchou::service
