#include "console/office_json.h"

#include <utility>

#include "service/organisations.h"

namespace tongchou::console {

Result<json::value> OfficeJson(service::Region& region, const std::string& path) {
  if (path.empty()) return json::value(nullptr);
  const auto names = NamesOf(region, path);
  if (!names.ok()) return names.error();
  json::array all;
  for (const std::string& name : *names) all.emplace_back(name);
  return json::value{{"path", path}, {"names", std::move(all)}};
}

}  // namespace tongchou::console
