// Reading many rows: all of a statement at once, or page by page from behind the last row seen, so
// that a scan of a large table holds a page of it in memory.
//
// Not thread-safe: as the connection.
#ifndef TONGCHOU_STORE_POSTGRES_PAGING_H_
#define TONGCHOU_STORE_POSTGRES_PAGING_H_

#include <functional>
#include <limits>
#include <utility>
#include <vector>

#include "store/postgres/connection.h"

namespace tongchou::store::postgres {

inline constexpr int kPageRows = 1000;
inline constexpr std::int64_t kAbove = std::numeric_limits<std::int64_t>::max();

// Every row of a statement through `make`, until one is damaged.
template <typename To, typename Make>
Result<std::vector<To>> Collect(Connection& connection, Sql name, Values values, const Make& make) {
  const Result<Rows> rows = connection.RunOne(name, std::move(values));
  if (!rows.ok()) return rows.error();
  std::vector<To> all;
  for (int i = 0; i < rows->size(); ++i) {
    Result<To> row = make((*rows)[i]);
    if (!row.ok()) return row.error();
    all.push_back(*std::move(row));
  }
  return all;
}

// Hands every row to `visit` until that says false. `behind` gives the values of the statement for
// the page behind a row, or for the first page (nullptr); the last value, how many rows, is added
// here: `first_rows` at first, then kPageRows.
template <typename To, typename Make>
Status EachPage(Connection& connection, Sql name, int first_rows,
                const std::function<Values(const To*)>& behind, const Make& make,
                const std::function<bool(const To&)>& visit) {
  std::vector<To> page;
  for (int rows = first_rows;; rows = kPageRows) {
    Values values = behind(page.empty() ? nullptr : &page.back());
    values.Add(std::int64_t{rows});
    Result<std::vector<To>> read = Collect<To>(connection, name, std::move(values), make);
    if (!read.ok()) return read.error();
    page = *std::move(read);
    for (const To& row : page) {
      if (!visit(row)) return Done{};
    }
    if (static_cast<int>(page.size()) < rows) return Done{};
  }
}

}  // namespace tongchou::store::postgres

#endif  // TONGCHOU_STORE_POSTGRES_PAGING_H_
