#include "service/answered.h"

namespace tongchou::service {

bool WasAnswered(Region& region, const RequestKey& key) {
  Result<std::unique_ptr<store::Reader>> reader = region.store().Read(region.area_number());
  if (!reader.ok()) return false;
  store::Needs needs;
  needs.messages = {{key.provider, key.msgid}};
  const Result<store::Loaded> loaded = (*reader)->Load(needs);
  return loaded.ok() && !loaded->answers.empty();
}

}  // namespace tongchou::service
