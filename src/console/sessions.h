// Sessions: who is signed in. Kept in memory: a restart of the server signs everybody out.
//
// A session ends after kIdleMs without a request and after kLongestMs at all. The cookie's value is
// kept only as a digest, so that a dump of the process's memory table holds no usable cookie.
// Thread-safe.
#ifndef TONGCHOU_CONSOLE_SESSIONS_H_
#define TONGCHOU_CONSOLE_SESSIONS_H_

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"

namespace tongchou::console {

inline constexpr std::string_view kSessionCookie = "tc_session";
inline constexpr std::int64_t kIdleMs = 60LL * 60 * 1000;
inline constexpr std::int64_t kLongestMs = 12LL * 60 * 60 * 1000;
inline constexpr std::size_t kMaxSessions = 10'000;  // the longest unused one makes room

struct Session {
  std::string user;
  std::string name;
  std::vector<std::string> roles;
  std::string organisation;  // path of where the user works; empty: the whole area
  std::string csrf;          // what writes must carry in X-CSRF-Token
  std::string person = {};   // psn_no of an insured person who signed in; empty: staff
};

class Sessions {
 public:
  // `make_token` gives a new unguessable text of at least 128 bits on each call; called from any
  // thread. `clock` outlives this.
  Sessions(const Clock& clock, std::function<std::string()> make_token);

  // Opens a session; fills in its CSRF token and gives the value for the cookie.
  std::string Open(Session& session);

  // The session of a cookie, or nothing when there is none or it has ended. Counts as a use.
  std::optional<Session> Find(std::string_view cookie);

  // Ends the session of a cookie, if there is one.
  void Close(std::string_view cookie);

  // Ends every session of a user, wherever it was opened.
  void CloseAllOf(std::string_view user);

 private:
  struct Entry {
    Session session;
    Moment opened;
    Moment used;
  };
  void DropEnded(Moment now);

  const Clock& clock_;
  std::function<std::string()> make_token_;
  std::mutex mutex_;
  std::map<std::string, Entry> entries_;  // by the digest of the cookie; under mutex_
};

}  // namespace tongchou::console

#endif  // TONGCHOU_CONSOLE_SESSIONS_H_
