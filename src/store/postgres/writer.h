// Writer: the one connection that loads and commits. It connects when it is needed, again after a
// loss, and finds out what became of a commit whose connection was cut.
//
// Several processes may write one database: the area's row is where they meet. A commit updates it
// first, under the version that was loaded, so the later of two is refused with kStaleVersion. A
// load with `hold` locks the row until its commit, so it cannot lose; the server ends the session
// of a holder that stalls (Deadlines::idle_ms).
// Used by one thread at a time.
#ifndef TONGCHOU_STORE_POSTGRES_WRITER_H_
#define TONGCHOU_STORE_POSTGRES_WRITER_H_

#include <memory>

#include "store/postgres/connection.h"
#include "store/store.h"

namespace tongchou::store::postgres {

class Writer {
 public:
  explicit Writer(ConnectOptions options) : options_(std::move(options)) {}

  // As Store says.
  Result<Loaded> Load(std::int64_t area, const Needs& needs);
  Status Commit(const Changes& changes);
  void Release();

 private:
  // Connects when there is no connection that works.
  Status Connect();
  // What a failed round trip leaves: nothing open, or no connection.
  void CleanUp();
  Status TryCommit(const Changes& changes);
  // After a cut: Done when the commit of `writer` happened, kStaleVersion when it did not (and then
  // never will), `cut` when the server cannot be asked for too long.
  Status FindOut(const Changes& changes, std::int64_t writer, const Error& cut);
  Result<bool> AskForMark(const Changes& changes, std::int64_t writer);

  ConnectOptions options_;
  std::unique_ptr<Connection> connection_;
  std::int64_t number_ = 0;  // of this connection among all writers there ever were
  bool holding_ = false;
};

}  // namespace tongchou::store::postgres

#endif  // TONGCHOU_STORE_POSTGRES_WRITER_H_
