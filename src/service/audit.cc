#include "service/audit.h"

#include <algorithm>
#include <limits>
#include <memory>
#include <set>
#include <utility>

#include "service/committer.h"
#include "service/ids.h"
#include "service/region.h"

namespace tongchou::service {
namespace {

constexpr int kMostItems = 200;
constexpr int kRowsAtOnce = 2'000;
constexpr int kMostLookedAtRows = 20'000;
constexpr int kMostVisits = 1'000;

using Rows = std::vector<AuditRecord>;

// What a row must be.
struct Wanted {
  const AuditQuery& query;
  std::optional<std::set<std::string>> actors;  // nothing: anybody
  std::set<std::string> subjects;               // empty: any

  bool Fits(const AuditRecord& row) const {
    return (query.actor.empty() || row.actor == query.actor) &&
           (query.action.empty() || row.action == query.action) &&
           (!actors || actors->contains(row.actor)) &&
           (subjects.empty() || subjects.contains(row.subject));
  }
};

// The users who work within `scope`.
Result<std::optional<std::set<std::string>>> ActorsIn(store::Reader& reader, const Scope& scope) {
  std::optional<std::set<std::string>> actors;
  if (scope.path.empty()) return actors;
  const Result<std::vector<store::UserRow>> users = reader.Users();
  if (!users.ok()) return users.error();
  actors.emplace();
  for (const store::UserRow& user : *users) {
    if (scope.Covers(user.organisation)) actors->insert(user.login);
  }
  return actors;
}

// `subject`, and when it is a person what belongs to them.
Result<std::set<std::string>> SubjectsOf(store::Reader& reader, std::int64_t area,
                                         const std::string& subject) {
  std::set<std::string> subjects;
  if (subject.empty()) return subjects;
  subjects.insert(subject);
  const std::int64_t person = IdNumber(area, IdKind::kPerson, subject);
  if (person == 0) return subjects;
  const auto visits = reader.VisitsOfPerson(person, kMostVisits);
  if (!visits.ok()) return visits.error();
  for (const store::VisitRow& visit : *visits) {
    subjects.insert(IdText(area, IdKind::kVisit, visit.visit));
  }
  store::SettlementFilter filter;
  filter.person = person;
  filter.limit = kMostVisits;
  const auto settlements = reader.FindSettlements(filter);
  if (!settlements.ok()) return settlements.error();
  for (const store::SettlementRow& settlement : *settlements) {
    subjects.insert(IdText(area, IdKind::kSettlement, settlement.settlement));
  }
  return subjects;
}

// The number of the first row that is not before `moment`, below `end`. Rows are in order of time
// but for what a clock that was set back did; those days are found by their neighbours.
Result<std::int64_t> FirstAt(store::Reader& reader, Moment moment, std::int64_t end) {
  std::int64_t low = 1, high = end;
  while (low < high) {
    const std::int64_t middle = low + (high - low) / 2;
    const Result<Rows> rows = reader.Audits(middle + 1, 1);
    if (!rows.ok()) return rows.error();
    if (rows->empty() || rows->front().at < moment) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low;
}

// The numbers that the query's days leave: from the first to below the last.
struct Span {
  std::int64_t from = 1, below = 1;
};

Result<Span> SpanOf(store::Reader& reader, const AuditQuery& query) {
  const Result<Rows> newest = reader.Audits(0, 1);
  if (!newest.ok()) return newest.error();
  Span span;
  span.below = newest->empty() ? 1 : newest->front().number + 1;
  if (query.before > 0) span.below = std::min(span.below, query.before);
  if (query.through) {
    const auto end = FirstAt(reader, MomentOf(query.through->PlusDays(1)), span.below);
    if (!end.ok()) return end.error();
    span.below = *end;
  }
  if (query.from) {
    const auto begin = FirstAt(reader, MomentOf(*query.from), span.below);
    if (!begin.ok()) return begin.error();
    span.from = *begin;
  }
  return span;
}

// Looks back through `span` until `limit` rows fit or enough was looked at.
Result<AuditPage> LookBack(store::Reader& reader, const Wanted& wanted, Span span) {
  const auto limit = static_cast<std::size_t>(std::clamp(wanted.query.limit, 1, kMostItems));
  AuditPage page;
  for (int looked_at = 0; span.below > span.from; looked_at += kRowsAtOnce) {
    if (looked_at >= kMostLookedAtRows) {
      page.next = span.below;
      return page;
    }
    Result<Rows> rows = reader.Audits(span.below, kRowsAtOnce);
    if (!rows.ok()) return rows.error();
    if (rows->empty()) return page;
    for (AuditRecord& row : *rows) {
      if (row.number < span.from) return page;
      span.below = row.number;
      if (!wanted.Fits(row)) continue;
      if (page.rows.size() == limit) {
        page.next = row.number + 1;
        return page;
      }
      page.rows.push_back(std::move(row));
    }
  }
  return page;
}

}  // namespace

Status RecordAudit(Region& region, const std::string& actor, const std::string& action,
                   const std::string& subject) {
  Command command;
  command.actor = actor;
  command.action = action;
  command.at = region.clock().Now();
  command.execute = [&](Work&) -> Result<Executed> { return Executed{{}, 0, subject}; };
  const Result<Answered> answered = region.committer().Submit(command);
  if (!answered.ok()) return answered.error();
  return Done{};
}

Result<AuditPage> FindAudit(Region& region, const Scope& scope, const AuditQuery& query) {
  Result<std::unique_ptr<store::Reader>> reader = region.store().Read(region.area_number());
  if (!reader.ok()) return reader.error();
  auto actors = ActorsIn(**reader, scope);
  if (!actors.ok()) return actors.error();
  auto subjects = SubjectsOf(**reader, region.area_number(), query.subject);
  if (!subjects.ok()) return subjects.error();
  const Result<Span> span = SpanOf(**reader, query);
  if (!span.ok()) return span.error();
  return LookBack(**reader, {query, *std::move(actors), *std::move(subjects)}, *span);
}

}  // namespace tongchou::service
