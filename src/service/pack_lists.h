// Lists and texts in two languages as stored papers hold them.
//
// Pure; thread-safe.
#ifndef TONGCHOU_SERVICE_PACK_LISTS_H_
#define TONGCHOU_SERVICE_PACK_LISTS_H_

#include <cstddef>
#include <cstdint>
#include <vector>

#include "base/text.h"
#include "store/packing.h"

namespace tongchou::service {

inline void PackText(const Text& text, store::Packer& out) { out.Text(text.zh).Text(text.en); }

inline Text UnpackText(store::Unpacker& in) {
  Text text;
  text.zh = in.Text();
  text.en = in.Text();
  return text;
}

// The elements of a list, each as `each` writes or reads it, behind their count.
template <typename Item, typename Each>
void PackAll(const std::vector<Item>& items, store::Packer& out, const Each& each) {
  out.Number(static_cast<std::int64_t>(items.size()));
  for (const Item& item : items) each(item, out);
}

template <typename Item, typename Each>
void UnpackAll(std::vector<Item>& items, store::Unpacker& in, const Each& each) {
  const std::size_t count = in.Count();
  for (std::size_t i = 0; i < count && in.ok(); ++i) each(items.emplace_back(), in);
}

}  // namespace tongchou::service

#endif  // TONGCHOU_SERVICE_PACK_LISTS_H_
