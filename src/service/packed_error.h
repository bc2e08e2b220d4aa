// Refusals in stored papers: what came of a row of a file. Pure; thread-safe.
#ifndef TONGCHOU_SERVICE_PACKED_ERROR_H_
#define TONGCHOU_SERVICE_PACKED_ERROR_H_

#include <optional>

#include "base/result.h"
#include "store/packing.h"

namespace tongchou::service {

void PackError(const std::optional<Error>& error, store::Packer& out);

// False: what is stored is damaged, or a code that this program does not know.
bool UnpackError(store::Unpacker& in, std::optional<Error>& error);

}  // namespace tongchou::service

#endif  // TONGCHOU_SERVICE_PACKED_ERROR_H_
