#include "console/consoles.h"

#include <algorithm>
#include <string_view>
#include <utility>

#include "console/api.h"
#include "console/papers.h"
#include "console/routes.h"

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

Consoles::Consoles(const service::Regions& areas, const ConsoleOptions& options) {
  TC_CHECK(!areas.empty());
  for (const auto& area : areas) {
    consoles_.push_back(std::make_unique<Console>(*area, areas, options, sign_ins_));
  }
}

Console* Consoles::Of(std::string_view area) const {
  if (area.empty()) return consoles_.front().get();
  const auto found = std::ranges::find(consoles_, area, [](const auto& console) {
    return std::string_view(console->region().area());
  });
  return found == consoles_.end() ? nullptr : found->get();
}

Console& Consoles::For(const http::Request& request) const {
  for (const auto& console : consoles_) {
    if (SessionOf(*console, request)) return *console;
  }
  return *consoles_.front();
}

void Consoles::AddTo(http::Router& router) {
  const auto add = [&](std::string_view method, std::string_view pattern, http::Handler handler) {
    router.Add(method, pattern, WithRules(std::move(handler)));
  };
  add("GET", "/api/areas", [this](const http::Request&) { return ListAreas(*this); });
  add("POST", "/api/session",
      [this](const http::Request& request) { return SignIn(*this, request); });
  add("POST", "/api/member-session",
      [this](const http::Request& request) { return SignInMember(*this, request); });
  add("DELETE", "/api/session",
      [this](const http::Request& request) { return SignOut(For(request), request); });
  for (const RouteRow& row : Routes()) {
    add(row.method, row.pattern,
        [this, &row](const http::Request& request) { return Guarded(For(request), row, request); });
  }
  add("GET", "/api/policy-versions/{number}/archive",
      [this](const http::Request& request) { return PolicyVersionArchive(For(request), request); });
  for (const PaperRow& row : Papers()) {
    add("GET", row.pattern,
        [this, &row](const http::Request& request) { return Print(For(request), row, request); });
  }
  // Below /api nothing is a page of the front end.
  add("GET", "/api/*", [](const http::Request& request) {
    return Refused({ErrorCode::kNoSuchPath, {}, request.path});
  });
  const auto& files = consoles_.front()->options().files;
  if (files == nullptr) {
    add("GET", "/*", NotBuilt);
  } else {
    add("GET", "/*", [files](const http::Request& request) { return files->Serve(request); });
  }
}

}  // namespace tongchou::console
