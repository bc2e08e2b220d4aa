#include "service/choose_pack.h"

namespace tongchou::service {

Result<std::string> ChoosePack(const policy::Library& library, const std::string& named,
                               Date today) {
  if (!named.empty()) {
    if (library.Find(named) == nullptr) return Error{ErrorCode::kUnknownPolicy, {}, named};
    return named;
  }
  const policy::Pack* newest = nullptr;
  for (const policy::Pack& pack : library.packs()) {
    if (!pack.in_force.Contains(today)) continue;
    if (newest == nullptr || newest->in_force.from < pack.in_force.from) newest = &pack;
  }
  if (newest == nullptr) return ErrorCode::kNoPolicyInForce;
  return newest->id;
}

}  // namespace tongchou::service
