// LoadPack: one pack from its files to its compiled form, with everything that was found on the
// way: reading, checking and compiling in one.
//
// Pure; thread-safe.
#ifndef TONGCHOU_POLICY_LOAD_H_
#define TONGCHOU_POLICY_LOAD_H_

#include <span>
#include <vector>

#include "policy/library.h"
#include "policy/pack_files.h"
#include "policy/pack_model.h"

namespace tongchou::policy {

struct LoadedPack {
  Pack pack;  // without epochs when there are errors
  std::vector<Finding> findings;
  int error_count = 0;
};

LoadedPack LoadPack(const PackSource& source);

// The files that `pack` was read from, sorted by path. Every pack comes from LoadPack.
std::span<const PackFile> FilesOf(const Pack& pack);

}  // namespace tongchou::policy

#endif  // TONGCHOU_POLICY_LOAD_H_
