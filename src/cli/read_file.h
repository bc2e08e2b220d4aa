// A file that a command is given.
//
// Thread-safe.
#ifndef TONGCHOU_CLI_READ_FILE_H_
#define TONGCHOU_CLI_READ_FILE_H_

#include <string>

#include "base/result.h"

namespace tongchou::cli {

// The bytes of the file. Refusals: kBadParameter when it cannot be read.
Result<std::string> ReadFile(const std::string& path);

}  // namespace tongchou::cli

#endif  // TONGCHOU_CLI_READ_FILE_H_
