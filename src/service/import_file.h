// Files of members as CSV: read into rows, and refused rows written as a file that can be corrected
// and sent again.
//
// Pure; thread-safe.
#ifndef TONGCHOU_SERVICE_IMPORT_FILE_H_
#define TONGCHOU_SERVICE_IMPORT_FILE_H_

#include <string>
#include <string_view>
#include <vector>

#include "service/imports.h"

namespace tongchou::service {

// The rows of a CSV file in UTF-8 or GB18030 whose first line names the columns by id or by title
// in either language. Other columns are passed over, and so are blank lines. Refusals:
// kBadEncoding, kBadColumns (a required column is missing, or one stands twice), kTooManyLines.
Result<std::vector<ImportRow>> ReadImportFile(std::string_view bytes);

// The rows that were refused, with the template's columns and why; UTF-8 with a mark.
std::string RefusedFile(const std::vector<RowResult>& rows);

// The template: titles in Chinese and an example row; UTF-8 with a mark.
std::string ImportTemplate();

}  // namespace tongchou::service

#endif  // TONGCHOU_SERVICE_IMPORT_FILE_H_
