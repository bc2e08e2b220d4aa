// PostgresDraft: a store that is made beside its final place and moved there when it is complete,
// so that it is either whole or not there.
//
// One process makes a draft of a schema at a time; others wait. What a killed one left is removed
// by the next. Not thread-safe.
#ifndef TONGCHOU_STORE_POSTGRES_DRAFT_H_
#define TONGCHOU_STORE_POSTGRES_DRAFT_H_

#include <memory>
#include <string>

#include "base/result.h"
#include "store/postgres/postgres_store.h"

namespace tongchou::store {

namespace postgres {
class Connection;
}

class PostgresDraft {
 public:
  // Begins a draft of `options`' schema, which has to be missing: gives nullptr when it is there,
  // perhaps because another process has just finished its draft. Refusals: store_* codes.
  static Result<std::unique_ptr<PostgresDraft>> Begin(const PostgresOptions& options);
  ~PostgresDraft();
  PostgresDraft(const PostgresDraft&) = delete;
  PostgresDraft& operator=(const PostgresDraft&) = delete;

  // Where the draft is: to be opened, filled and closed again.
  const PostgresOptions& place() const { return place_; }

  // Moves the draft to its final place, with a note on how it was made. Refusals: store_* codes.
  Status Publish(const std::string& note);

 private:
  PostgresDraft(std::unique_ptr<postgres::Connection> connection, PostgresOptions place,
                std::string schema);

  std::unique_ptr<postgres::Connection> connection_;  // holds the lock
  PostgresOptions place_;
  std::string schema_;
};

// Whether the schema is there. Refusals: kStoreUnavailable.
Result<bool> HasPostgresStore(const PostgresOptions& options);

// The note of Publish; empty for a store that was not made that way. Refusals: kStoreUnavailable.
Result<std::string> PostgresNote(const PostgresOptions& options);

}  // namespace tongchou::store

#endif  // TONGCHOU_STORE_POSTGRES_DRAFT_H_
