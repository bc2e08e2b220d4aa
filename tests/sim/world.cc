#include "sim/world.h"

#include <fmt/core.h>

#include <algorithm>
#include <charconv>
#include <iterator>

#include "sim/audit_rules.h"

namespace tongchou::sim {
namespace {

template <typename Rows, typename Key>
auto* FindBy(const Rows& rows, const std::string& key, const Key& key_of) {
  const auto found =
      std::find_if(rows.begin(), rows.end(), [&](const auto& row) { return key_of(row) == key; });
  return found == rows.end() ? nullptr : &*found;
}

SchemeWords WordsOf(const policy::SchemePlan& plan) {
  SchemeWords scheme;
  scheme.id = plan.id;
  scheme.categories = plan.categories;
  scheme.total_names = plan.total_names;
  for (const policy::Fund& fund : plan.funds) scheme.funds.push_back(fund.id);
  for (const policy::BenefitPlan& benefit : plan.benefits) {
    BenefitWords words{
        benefit.id, benefit.counts_as_stay, benefit.date_rule == policy::DateRule::kDischarge, {}};
    for (const policy::Layer& layer : benefit.layers) {
      words.layers.push_back({plan.funds[layer.fund].id, layer.total_slot});
    }
    scheme.benefits.push_back(std::move(words));
  }
  return scheme;
}

store::CatalogueItem Item(const std::string& code, Date from, settle::FeeClass fee_class) {
  store::CatalogueItem item;
  item.code = code;
  item.name = code;
  item.from = from;
  item.fee_class = fee_class;
  return item;
}

std::vector<store::CatalogueItem> ItemsFrom(Date from) {
  using settle::FeeClass;
  std::vector<store::CatalogueItem> items = {
      Item("A1", from, FeeClass::kA), Item("B1", from, FeeClass::kB),
      Item("C1", from, FeeClass::kC), Item("A2", from, FeeClass::kA),
      Item("B2", from, FeeClass::kB), Item("L1", from, FeeClass::kB)};
  items[3].unit_ceiling = {Money{1'000}, Money{2'500}, Money{70'007}};
  items[4].unit_ceiling = {Money{333}, std::nullopt, Money{90'001}};
  items[4].first_ratio = Ratio{123'457};
  items[5].limited_use = true;
  return items;
}

}  // namespace

const BenefitWords* SchemeWords::Find(const std::string& benefit) const {
  return FindBy(benefits, benefit, [](const BenefitWords& row) { return row.id; });
}

const SchemeWords* World::FindScheme(const std::string& id) const {
  return FindBy(schemes, id, [](const SchemeWords& row) { return row.id; });
}

const store::Provider* World::FindProvider(const std::string& code) const {
  return FindBy(providers, code, [](const store::Provider& row) { return row.code; });
}

const store::CatalogueItem* World::FindItem(const std::string& code) const {
  return FindBy(items, code, [](const store::CatalogueItem& row) { return row.code; });
}

std::int64_t World::area_number() const {
  std::int64_t number = 0;
  std::from_chars(area.data(), area.data() + area.size(), number);
  return number;
}

std::int64_t World::NumberOf(const std::string& id, char kind) const {
  constexpr std::size_t kDigits = 18;
  if (id.size() != kDigits || !id.starts_with(area) || id[area.size()] != kind) return 0;
  std::int64_t number = 0;
  std::from_chars(id.data() + area.size() + 1, id.data() + id.size(), number);
  return number;
}

std::string World::IdOf(std::int64_t number, char kind) const {
  return fmt::format("{}{}{:011}", area, kind, number);
}

World MakeWorld(const policy::Library& library, const std::string& pack) {
  const policy::Pack* found = library.Find(pack);
  TC_CHECK(found != nullptr && !found->epochs.empty());
  const policy::Epoch& epoch = *found->epochs.back();
  World world;
  world.pack = pack;
  world.area = found->area;
  world.pack_digest = found->digest;
  world.first_day = epoch.in_force.from;
  for (const policy::SchemePlan& scheme : epoch.schemes) {
    const bool audited =
        pack != kPackWithRules ||
        std::ranges::find(kSchemesWithRules, scheme.id) != std::end(kSchemesWithRules);
    if (audited && !scheme.benefits.empty()) world.schemes.push_back(WordsOf(scheme));
  }
  TC_CHECK(!world.schemes.empty());
  using store::ProviderKind;
  world.providers = {{"H00000000001", "一级医院", ProviderKind::kHospital, 1},
                     {"H00000000002", "二级医院", ProviderKind::kHospital, 2},
                     {"H00000000003", "三级医院", ProviderKind::kHospital, 3},
                     {"P00000000001", "药店", ProviderKind::kPharmacy, 1}};
  world.items = ItemsFrom(world.first_day);
  return world;
}

std::vector<std::string> PacksWithBenefits(const policy::Library& library) {
  std::vector<std::string> packs;
  for (const policy::Pack& pack : library.packs()) {
    const auto& schemes = pack.epochs.back()->schemes;
    const bool any = std::any_of(schemes.begin(), schemes.end(),
                                 [](const auto& scheme) { return !scheme.benefits.empty(); });
    if (any) packs.push_back(pack.id);
  }
  return packs;
}

}  // namespace tongchou::sim
