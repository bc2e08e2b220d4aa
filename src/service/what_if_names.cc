#include "service/what_if_names.h"

#include <algorithm>

#include "service/organisations.h"
#include "service/register.h"

namespace tongchou::service {
namespace {

// The newest plan of `scheme` for which `title_of` finds something, and that; else nothing.
template <typename TitleOf>
const Text* FindTitle(const std::vector<const policy::Pack*>& packs, const std::string& scheme,
                      const TitleOf& title_of) {
  for (const policy::Pack* pack : packs) {
    for (auto epoch = pack->epochs.rbegin(); epoch != pack->epochs.rend(); ++epoch) {
      const int index = FindScheme(**epoch, scheme);
      const Text* title =
          index < 0 ? nullptr : title_of((*epoch)->schemes[static_cast<std::size_t>(index)]);
      if (title != nullptr) return title;
    }
  }
  return nullptr;
}

Text Joined(const Text& scheme, const Text* title, const std::string& id) {
  const Text own = title == nullptr ? Text{id, id} : *title;
  return {scheme.zh + " · " + own.zh, scheme.en + " · " + own.en};
}

Text Known(const std::map<std::string, std::string>& names, const std::string& code) {
  const auto found = names.find(code);
  return found == names.end() ? Text{code, code} : Text{found->second, found->second};
}

}  // namespace

Result<WhatIfNames> WhatIfNames::Of(Region& region, const std::vector<PolicyVariant>& variants) {
  WhatIfNames names;
  for (const PolicyVariant& variant : variants) {
    if (variant.pack != nullptr) names.packs_.push_back(variant.pack.get());
  }
  names.packs_.push_back(&region.pack());
  const auto offices = AllOrganisations(region);
  if (!offices.ok()) return offices.error();
  for (const Organisation& office : *offices) names.offices_[office.path] = office.name;
  for (const auto& provider : AllProviders(region)) names.providers_[provider.code] = provider.name;
  return names;
}

Text WhatIfNames::Scheme(const std::string& scheme) const {
  const Text* title =
      FindTitle(packs_, scheme, [](const policy::SchemePlan& plan) { return &plan.title; });
  return title == nullptr ? Text{scheme, scheme} : *title;
}

Text WhatIfNames::Benefit(const std::string& scheme, const std::string& benefit) const {
  const auto title_of = [&](const policy::SchemePlan& plan) -> const Text* {
    const int index = FindBenefit(plan, benefit);
    return index < 0 ? nullptr : &plan.benefits[static_cast<std::size_t>(index)].title;
  };
  return Joined(Scheme(scheme), FindTitle(packs_, scheme, title_of), benefit);
}

Text WhatIfNames::Category(const std::string& scheme, const std::string& category) const {
  const auto title_of = [&](const policy::SchemePlan& plan) -> const Text* {
    const int index = FindCategory(plan, category);
    return index < 0 ? nullptr : &plan.category_titles[static_cast<std::size_t>(index)];
  };
  return Joined(Scheme(scheme), FindTitle(packs_, scheme, title_of), category);
}

Text WhatIfNames::Fund(const std::string& scheme, const std::string& fund) const {
  const auto title_of = [&](const policy::SchemePlan& plan) -> const Text* {
    const auto found = std::ranges::find(plan.funds, fund, &policy::Fund::id);
    return found == plan.funds.end() ? nullptr : &found->title;
  };
  return Joined(Scheme(scheme), FindTitle(packs_, scheme, title_of), fund);
}

Text WhatIfNames::Office(const std::string& path) const {
  if (path.empty()) return {"统筹区本级", "the area itself"};
  return Known(offices_, path);
}

Text WhatIfNames::Provider(const std::string& code) const { return Known(providers_, code); }

}  // namespace tongchou::service
