// StoreReport: what an administrator wants to know of a store without opening it for work.
//
// Plain values.
#ifndef TONGCHOU_STORE_REPORT_H_
#define TONGCHOU_STORE_REPORT_H_

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "store/money_rows.h"

namespace tongchou::store {

struct StoreReport {
  std::string backend;  // product and version
  std::string place;    // a file, or a server with database and schema; never a password
  bool present = false;
  std::vector<std::string> applied, pending;               // names of migrations
  std::vector<std::pair<std::int64_t, AreaState>> areas;   // by area; only when nothing is pending
  std::vector<std::pair<std::string, std::string>> facts;  // settings that durability rests on
  std::int64_t size_bytes = 0;
};

}  // namespace tongchou::store

#endif  // TONGCHOU_STORE_REPORT_H_
