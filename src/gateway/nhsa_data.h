// The data files of api/nhsa as they stand in the source tree, built into the program (see
// CMakeLists.txt). Lines of tab-separated columns; a line that begins with '#' names the columns.
//
// Thread-safe (constant data).
#ifndef TONGCHOU_GATEWAY_NHSA_DATA_H_
#define TONGCHOU_GATEWAY_NHSA_DATA_H_

#include <string_view>

namespace tongchou::gateway {

std::string_view FieldsTable();        // fields.tsv
std::string_view DictionariesTable();  // dictionaries.tsv
std::string_view ProfilesTable();      // profiles.tsv
std::string_view PathsTable();         // paths.tsv

}  // namespace tongchou::gateway

#endif  // TONGCHOU_GATEWAY_NHSA_DATA_H_
