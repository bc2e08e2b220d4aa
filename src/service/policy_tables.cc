#include "service/policy_tables.h"

#include <algorithm>

namespace tongchou::service {

namespace {

void Add(const std::string& above, const std::vector<Text>& place,
         const std::vector<ParameterView>& parameters, std::vector<PolicyTable>& tables) {
  for (const ParameterView& parameter : parameters) {
    const bool adjustment = parameter.id.find(".adjust.") != std::string::npos;
    tables.push_back({above + "/" + parameter.id, place, &parameter, adjustment});
  }
}

}  // namespace

std::vector<PolicyTable> TablesOf(const PackView& view) {
  std::vector<PolicyTable> tables;
  Add("area", {{"统筹区", "area"}}, view.general, tables);
  for (const SchemeView& scheme : view.schemes) {
    Add(scheme.scheme.id, {scheme.scheme.title}, scheme.parameters, tables);
    for (const BenefitView& benefit : scheme.benefits) {
      const std::string id = scheme.scheme.id + "/" + benefit.benefit.id;
      const std::vector<Text> place{scheme.scheme.title, benefit.benefit.title};
      Add(id, place, benefit.parameters, tables);
      for (const LayerView& layer : benefit.layers) {
        Add(id + "/" + layer.layer.id,
            {scheme.scheme.title, benefit.benefit.title, layer.layer.title}, layer.parameters,
            tables);
      }
    }
  }
  return tables;
}

const PolicyTable* FindTable(const std::vector<PolicyTable>& tables, std::string_view id) {
  const auto found = std::find_if(tables.begin(), tables.end(),
                                  [&](const PolicyTable& table) { return table.id == id; });
  return found == tables.end() ? nullptr : &*found;
}

}  // namespace tongchou::service
