#include "console/console.h"

#include <string_view>
#include <utility>

#include "console/api.h"
#include "console/papers.h"
#include "console/routes.h"
#include "service/sign_in.h"

namespace tongchou::console {

namespace {

constexpr const char* kNotBuilt =
    "控制台前端尚未编译；请在项目目录运行 ./run，或把 --web 指向编译好的目录。\n"
    "The console's front end has not been built. Start with ./run, or point --web at the folder\n"
    "of the built front end. The JSON API (/api) and the gateway (/fsi) work all the same.\n";

http::Response NotBuilt(const http::Request&) {
  http::Response response;
  response.status = 503;
  response.content_type = "text/plain; charset=utf-8";
  response.body = kNotBuilt;
  return response;
}

// What a browser must be told of every page and answer. Styles are the one thing that may stand in
// a page: the component library writes its own there.
constexpr std::pair<std::string_view, std::string_view> kBrowserRules[] = {
    {"Content-Security-Policy",
     "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' "
     "data:; font-src 'self' data:; connect-src 'self'; object-src 'none'; base-uri 'none'; "
     "form-action 'self'; frame-ancestors 'none'"},
    {"X-Content-Type-Options", "nosniff"},
    {"X-Frame-Options", "DENY"},
    {"Referrer-Policy", "no-referrer"},
    {"Cross-Origin-Opener-Policy", "same-origin"},
};

// `handler`, with the rules for browsers on its answers.
http::Handler WithRules(http::Handler handler) {
  return [handler = std::move(handler)](const http::Request& request) {
    http::Response response = handler(request);
    for (const auto& [name, value] : kBrowserRules) response.headers.emplace_back(name, value);
    if (request.tls) {
      response.headers.emplace_back("Strict-Transport-Security", "max-age=31536000");
    }
    return response;
  };
}

}  // namespace

Console::Console(service::Region& region, ConsoleOptions options)
    : region_(region),
      options_(std::move(options)),
      sessions_(region.clock(), service::RandomToken),
      throttle_(region.clock()),
      jobs_(region.clock()) {}

void Console::AddTo(http::Router& router) {
  const auto add = [&](std::string_view method, std::string_view pattern, http::Handler handler) {
    router.Add(method, pattern, WithRules(std::move(handler)));
  };
  add("POST", "/api/session",
      [this](const http::Request& request) { return SignIn(*this, request); });
  add("DELETE", "/api/session",
      [this](const http::Request& request) { return SignOut(*this, request); });
  for (const RouteRow& row : Routes()) {
    add(row.method, row.pattern,
        [this, &row](const http::Request& request) { return Guarded(*this, row, request); });
  }
  for (const PaperRow& row : Papers()) {
    add("GET", row.pattern,
        [this, &row](const http::Request& request) { return Print(*this, row, request); });
  }
  // Below /api nothing is a page of the front end.
  add("GET", "/api/*", [](const http::Request& request) {
    return Refused({ErrorCode::kNoSuchPath, {}, request.path});
  });
  if (options_.files == nullptr) {
    add("GET", "/*", NotBuilt);
  } else {
    add("GET", "/*",
        [files = options_.files](const http::Request& request) { return files->Serve(request); });
  }
}

}  // namespace tongchou::console
