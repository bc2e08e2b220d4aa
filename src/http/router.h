// Router: method and path -> handler.
//
// A pattern is a path whose segments are literal, `{name}` (any one segment) or, at the end, `*`
// (anything below, also nothing): "/api/persons/{person}", "/assets/*". A literal segment wins over
// `{name}`, both win over `*`; two routes that no request could tell apart are a defect (TC_CHECK).
//
// Filled once at start, then only read: Route may be called from any number of threads.
#ifndef TONGCHOU_HTTP_ROUTER_H_
#define TONGCHOU_HTTP_ROUTER_H_

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "http/message.h"

namespace tongchou::http {

// Answers one request. Runs on a worker thread and may block; must be safe to call from many
// threads at once.
using Handler = std::function<Response(const Request&)>;

class Router {
 public:
  // Adds a route. `method` is "GET", "POST", …; a GET route answers HEAD too. `pattern` begins with
  // a slash.
  void Add(std::string_view method, std::string_view pattern, Handler handler);

  // Answers `request` with the handler of its route, having set `request.params` and
  // `request.route` (which lives as long as this). Without a route: kNoSuchPath (404), or
  // kMethodNotAllowed (405, with the header Allow) where another method has one.
  Response Route(Request& request) const;

 private:
  struct Entry {
    std::string method;
    std::string pattern;
    std::vector<std::string> segments;
    Handler handler;
  };
  const Entry* Find(std::string_view method, const std::vector<std::string_view>& path) const;

  std::vector<Entry> entries_;  // the most specific first
};

}  // namespace tongchou::http

#endif  // TONGCHOU_HTTP_ROUTER_H_
