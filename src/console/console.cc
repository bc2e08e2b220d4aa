#include "console/console.h"

#include <utility>

#include "console/api.h"
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

}  // namespace

Console::Console(service::Region& region, ConsoleOptions options)
    : region_(region),
      options_(std::move(options)),
      sessions_(region.clock(), service::RandomToken),
      throttle_(region.clock()),
      jobs_(region.clock()) {}

void Console::AddTo(http::Router& router) {
  router.Add("POST", "/api/session",
             [this](const http::Request& request) { return SignIn(*this, request); });
  router.Add("DELETE", "/api/session",
             [this](const http::Request& request) { return SignOut(*this, request); });
  for (const RouteRow& row : Routes()) {
    router.Add(row.method, row.pattern,
               [this, &row](const http::Request& request) { return Guarded(*this, row, request); });
  }
  // Below /api nothing is a page of the front end.
  router.Add("GET", "/api/*", [](const http::Request& request) {
    return Refused({ErrorCode::kNoSuchPath, {}, request.path});
  });
  if (options_.files == nullptr) {
    router.Add("GET", "/*", NotBuilt);
  } else {
    router.Add("GET", "/*", [files = options_.files](const http::Request& request) {
      return files->Serve(request);
    });
  }
}

}  // namespace tongchou::console
