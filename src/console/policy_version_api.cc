// Published versions of the area's own policy.
#include <fmt/format.h>

#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "console/api.h"
#include "console/routes.h"
#include "service/policy_draft_json.h"

namespace tongchou::console {
namespace {

Result<service::PolicyVersion> VersionNamed(Console& console, const Call& call) {
  const std::string_view number = call.request.Param("number");
  const auto whole = WholeNumber(number);
  if (!whole) return Error{ErrorCode::kUnknownVersion, {}, std::string(number)};
  return service::GetVersion(console.region(), *whole);
}

}  // namespace

Answer ListPolicyVersions(Console& console, const Call& call) {
  const auto day = DayQuery(call.request, "known_on");
  if (!day.ok()) return day.error();
  const auto versions = service::VersionsOf(console.region());
  if (!versions.ok()) return versions.error();
  const service::PolicyVersion* known = *day ? service::KnownOn(*versions, **day) : nullptr;
  const std::int64_t newest = versions->back().number;
  json::array items;
  for (const service::PolicyVersion& version : *versions) {
    json::object row = service::VersionJson(version, newest);
    row["known"] = *day ? json::value(&version == known) : json::value(nullptr);
    items.push_back(std::move(row));
  }
  return json::value(json::object{{"pack", versions->back().pack}, {"items", std::move(items)}});
}

Answer GetPolicyVersion(Console& console, const Call& call) {
  const auto version = VersionNamed(console, call);
  if (!version.ok()) return version.error();
  const auto versions = service::VersionsOf(console.region());
  if (!versions.ok()) return versions.error();
  json::object made = service::VersionJson(*version, versions->back().number);
  made["pack"] = version->pack;
  made["files"] = service::PolicyFilesJson(version->files);
  return json::value(std::move(made));
}

http::Response PolicyVersionArchive(Console& console, const http::Request& request) {
  const std::optional<Session> session = SessionOf(console, request);
  if (!session) return Refused({ErrorCode::kNotSignedIn, {}, {}});
  const auto denied = Denied(console, *session, Right::kPolicyRead, Own::kNone, request);
  if (denied) return Refused(*denied);
  const auto version = VersionNamed(console, {request, *session});
  if (!version.ok()) return Refused(version.error());
  http::Response response;
  response.content_type = "application/x-tar";
  response.body = service::WriteArchive(version->pack, version->files);
  response.headers.emplace_back("Cache-Control", "no-store");
  response.headers.emplace_back(
      "Content-Disposition",
      fmt::format("attachment; filename=\"{}-{}.tar\"", version->pack, version->number));
  return response;
}

}  // namespace tongchou::console
