// The dated tables of a pack by the names that differences have: "employee/inpatient/basic/share",
// "area/average_wage".
//
// Pure; thread-safe.
#ifndef TONGCHOU_SERVICE_POLICY_TABLES_H_
#define TONGCHOU_SERVICE_POLICY_TABLES_H_

#include <string>
#include <string_view>
#include <vector>

#include "service/policy_view.h"

namespace tongchou::service {

// Points into the view, which must outlive it.
struct PolicyTable {
  std::string id;
  std::vector<Text> place;  // titles of what it stands in: scheme, benefit, layer
  const ParameterView* table = nullptr;
  bool adjustment = false;  // changes the written number of another table for some
};

// Every table and adjustment, in the order of the view.
std::vector<PolicyTable> TablesOf(const PackView& view);

// The table called `id`, or nullptr. Where two have the same name, the first.
const PolicyTable* FindTable(const std::vector<PolicyTable>& tables, std::string_view id);

}  // namespace tongchou::service

#endif  // TONGCHOU_SERVICE_POLICY_TABLES_H_
