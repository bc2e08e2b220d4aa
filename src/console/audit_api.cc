// The audit trail: who did what, when.
#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "console/api.h"
#include "service/audit.h"
#include "service/ids.h"
#include "service/register.h"
#include "service/sign_in.h"

namespace tongchou::console {

namespace {

constexpr std::size_t kLongestFilter = 64;

// What the subject of a row is, so that a page can link to it.
std::string_view KindOf(std::int64_t area, const std::string& subject) {
  using service::IdKind;
  if (IdNumber(area, IdKind::kPerson, subject) != 0) return "person";
  if (IdNumber(area, IdKind::kVisit, subject) != 0) return "visit";
  if (IdNumber(area, IdKind::kSettlement, subject) != 0) return "settlement";
  return "other";
}

// The name of a user or a provider; null for the command line and the generator.
json::value ActorName(const service::Region& region, const std::vector<service::User>& users,
                      const std::string& actor) {
  const auto user = std::ranges::find(users, actor, &service::User::login);
  if (user != users.end()) return json::string(user->name);
  const std::optional<service::Provider> provider = FindProvider(region, actor);
  if (provider) return json::string(provider->name);
  return nullptr;
}

struct TextFilter {
  std::string_view name;
  std::string service::AuditQuery::*member;
};
constexpr TextFilter kTextFilters[] = {{"actor", &service::AuditQuery::actor},
                                       {"action", &service::AuditQuery::action},
                                       {"subject", &service::AuditQuery::subject}};

Result<service::AuditQuery> QueryOf(const http::Request& request) {
  service::AuditQuery query;
  for (const TextFilter& filter : kTextFilters) {
    Result<std::string> text = TextQuery(request, filter.name, kLongestFilter);
    if (!text.ok()) return text.error();
    query.*filter.member = *std::move(text);
  }
  const Result<std::optional<Date>> from = DayQuery(request, "date_from");
  if (!from.ok()) return from.error();
  const Result<std::optional<Date>> through = DayQuery(request, "date_to");
  if (!through.ok()) return through.error();
  const Result<std::string> cursor = TextQuery(request, "cursor", kLongestFilter);
  if (!cursor.ok()) return cursor.error();
  const Result<int> limit = LimitQuery(request);
  if (!limit.ok()) return limit.error();
  query.from = *from;
  query.through = *through;
  query.before = WholeNumber(*cursor).value_or(0);
  query.limit = *limit;
  return query;
}

}  // namespace

Answer ListAudit(Console& console, const Call& call) {
  const Result<service::AuditQuery> query = QueryOf(call.request);
  if (!query.ok()) return query.error();
  service::Region& region = console.region();
  if (query->before == 0) {
    const Status noted = RecordAudit(region, call.session.user, "audit.read", query->subject);
    if (!noted.ok()) return noted.error();
  }
  const Result<service::AuditPage> page = FindAudit(region, call.scope(), *query);
  if (!page.ok()) return page.error();
  const Result<std::vector<service::User>> users = AllUsers(region);
  if (!users.ok()) return users.error();
  json::array items;
  for (const service::AuditRecord& row : page->rows) {
    items.push_back({{"no", std::to_string(row.number)},
                     {"time", TimeJson(row.at)},
                     {"actor", row.actor},
                     {"actor_name", ActorName(region, *users, row.actor)},
                     {"action", row.action},
                     {"subject", row.subject},
                     {"subject_kind", KindOf(region.area_number(), row.subject)}});
  }
  return json::value(
      ListJson(std::move(items), page->next == 0 ? std::string() : std::to_string(page->next)));
}

}  // namespace tongchou::console
