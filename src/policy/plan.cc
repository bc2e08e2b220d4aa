#include "policy/plan.h"

#include <algorithm>

namespace tongchou::policy {

namespace {

template <typename Items, typename NameOf>
int IndexOf(const Items& items, std::string_view id, NameOf name_of) {
  const auto found = std::find_if(items.begin(), items.end(),
                                  [&](const auto& item) { return name_of(item) == id; });
  return found == items.end() ? -1 : static_cast<int>(found - items.begin());
}

}  // namespace

int BenefitYearOf(const Epoch& epoch, Date day) {
  const bool before_start =
      day.month() < epoch.year_start_month ||
      (day.month() == epoch.year_start_month && day.day() < epoch.year_start_day);
  return day.year() - (before_start ? 1 : 0);
}

int FindScheme(const Epoch& epoch, std::string_view id) {
  return IndexOf(epoch.schemes, id, [](const SchemePlan& scheme) { return scheme.id; });
}

int FindCategory(const SchemePlan& scheme, std::string_view id) {
  return IndexOf(scheme.categories, id, [](const std::string& name) { return name; });
}

int FindBenefit(const SchemePlan& scheme, std::string_view id) {
  return IndexOf(scheme.benefits, id, [](const BenefitPlan& benefit) { return benefit.id; });
}

}  // namespace tongchou::policy
