// Employers: lists, files, members, requests and their decision; the offices.
#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <utility>

#include "console/api.h"
#include "console/body.h"
#include "console/forms.h"
#include "console/levy_json.h"
#include "console/words.h"
#include "service/audit.h"
#include "service/employer_file.h"
#include "service/levy_reads.h"
#include "service/members.h"

namespace tongchou::console {
namespace {

using service::Employer;
using service::EmployerRequest;

constexpr std::size_t kLongestSearch = 200;
constexpr std::size_t kLongestCursor = 32;

std::string_view StateCode(service::EmployerState state) {
  return state == service::EmployerState::kActive ? "active" : "cancelled";
}

json::object EmployerItem(const Employer& employer) {
  return {{"code", employer.code},
          {"name", employer.name},
          {"unit_kind", employer.unit_kind},
          {"organisation", employer.organisation},
          {"credit_code", employer.credit_code},
          {"state", StateCode(employer.state)},
          {"event_day",
           employer.event_day == Date() ? json::value(nullptr) : DateJson(employer.event_day)},
          {"late", employer.late}};
}

json::object FileJson(const Employer& employer) {
  json::object file = EmployerItem(employer);
  for (const service::EmployerText& field : service::EmployerTexts())
    file[field.name] = employer.*field.text;
  const bool known = employer.registered_at.ms != 0;
  file["registered_at"] = known ? TimeJson(employer.registered_at) : json::value(nullptr);
  return file;
}

json::object RequestJson(const EmployerRequest& request) {
  static constexpr std::string_view kStates[] = {"waiting", "approved", "refused"};
  const bool change = request.kind == service::RequestKind::kChange;
  json::object made;
  made["id"] = request.id;
  made["employer"] = request.wanted.code;
  made["kind"] = change ? "change" : "cancellation";
  made["state"] = kStates[static_cast<std::size_t>(request.state)];
  made["wanted"] = FileJson(request.wanted);
  made["reason"] = request.reason;
  made["late"] = request.late;
  made["requested_by"] = request.requested_by;
  made["requested_at"] = TimeJson(request.requested_at);
  made["decided_by"] = StringOrNull(request.decided_by);
  made["decided_at"] = request.decided_at ? TimeJson(*request.decided_at) : json::value(nullptr);
  made["note"] = StringOrNull(request.note);
  return made;
}

Result<Employer> FormOf(const Body& body) {
  Employer form;
  for (const service::EmployerText& field : service::EmployerTexts()) {
    Result<std::string> text = body.Text(field.name, service::kLongestText);
    if (!text.ok()) return text.error();
    form.*field.text = *std::move(text);
  }
  const Result<Date> day = body.Day("event_day");
  if (!day.ok()) return day.error();
  form.event_day = *day;
  return form;
}

// The cursor of a list that is numbered from 0.
Result<std::size_t> OffsetQuery(const http::Request& request) {
  const Result<std::string> cursor = TextQuery(request, "cursor", kLongestCursor);
  if (!cursor.ok()) return cursor.error();
  const auto offset = cursor->empty() ? 0 : WholeNumber(*cursor);
  if (!offset) return Error{ErrorCode::kBadParameter, {}, "cursor"};
  return static_cast<std::size_t>(*offset);
}

Result<service::EmployerQuery> QueryOf(const http::Request& request) {
  service::EmployerQuery query;
  struct Row {
    const char* name;
    std::string service::EmployerQuery::*text;
  };
  constexpr Row kRows[] = {{"q", &service::EmployerQuery::text},
                           {"organisation", &service::EmployerQuery::organisation},
                           {"unit_kind", &service::EmployerQuery::unit_kind}};
  for (const Row& row : kRows) {
    Result<std::string> text = TextQuery(request, row.name, kLongestSearch);
    if (!text.ok()) return text.error();
    query.*row.text = *std::move(text);
  }
  const std::string state = request.Query("state").value_or("");
  if (state == "active") query.state = service::EmployerState::kActive;
  if (state == "cancelled") query.state = service::EmployerState::kCancelled;
  if (!state.empty() && !query.state) return Error{ErrorCode::kBadParameter, {}, "state"};
  const std::string sort = request.Query("sort").value_or("code");
  if (sort == "name") query.order = service::EmployerOrder::kName;
  if (sort == "event_day") query.order = service::EmployerOrder::kEventDay;
  const Result<std::size_t> offset = OffsetQuery(request);
  if (!offset.ok()) return offset.error();
  const Result<int> limit = LimitQuery(request);
  if (!limit.ok()) return limit.error();
  query.offset = *offset;
  query.limit = static_cast<std::size_t>(*limit);
  return query;
}

json::object MemberJson(const Words& words, const service::Member& member) {
  const store::Coverage& interval = member.coverage;
  json::object made;
  made["psn_no"] = member.psn_no;
  made["name"] = member.name;
  made["scheme"] = words.Scheme(interval.scheme);
  made["category"] = words.Category(interval.scheme, interval.category);
  made["from"] = DateJson(interval.range.from);
  made["through"] = EndJson(interval.range.through);
  made["wage"] = member.wage ? AmountJson(member.wage->wage) : json::value(nullptr);
  made["wage_year"] = member.wage ? json::value(member.wage->year) : json::value(nullptr);
  return made;
}

}  // namespace

Answer ListOrganisations(Console& console, const Call& call) {
  const auto all = service::AllOrganisations(console.region());
  if (!all.ok()) return all.error();
  json::array items;
  for (const service::Organisation& one : *all) {
    if (!call.scope().Covers(one.path)) continue;
    items.push_back(json::object{{"path", one.path}, {"code", one.code}, {"name", one.name}});
  }
  return json::value(ListJson(std::move(items), ""));
}

Answer ListEmployers(Console& console, const Call& call) {
  const Result<service::EmployerQuery> query = QueryOf(call.request);
  if (!query.ok()) return query.error();
  const service::EmployerPage page = FindEmployers(console.region(), call.scope(), *query);
  json::array items;
  for (const Employer& employer : page.employers) items.push_back(EmployerItem(employer));
  const std::size_t end = query->offset + page.employers.size();
  json::object list =
      ListJson(std::move(items), end < page.total ? std::to_string(end) : std::string());
  list["total"] = page.total;
  return json::value(std::move(list));
}

Answer AddEmployer(Console& console, const Call& call) {
  const Result<Body> body = Body::Parse(call.request.body);
  if (!body.ok()) return body.error();
  Result<Employer> form = FormOf(*body);
  if (!form.ok()) return form.error();
  Result<std::string> code = body->Text("code", service::kLongestText);
  if (!code.ok()) return code.error();
  form->code = *std::move(code);
  const Result<Employer> made = OpenEmployer(console.region(), DeskOf(call), *std::move(form));
  if (!made.ok()) return made.error();
  return json::value(FileJson(*made));
}

Answer ShowEmployer(Console& console, const Call& call) {
  const std::string code(call.request.Param("code"));
  const Result<Employer> employer = GetEmployer(console.region(), call.scope(), code);
  if (!employer.ok()) return employer.error();
  const auto requests = FindRequests(console.region(), call.scope(), code);
  if (!requests.ok()) return requests.error();
  json::object file = FileJson(*employer);
  json::array rows;
  for (auto request = requests->rbegin(); request != requests->rend(); ++request) {
    rows.push_back(RequestJson(*request));
  }
  file["requests"] = std::move(rows);
  return json::value(std::move(file));
}

Answer ListMembers(Console& console, const Call& call) {
  const std::string code(call.request.Param("code"));
  const Result<Employer> employer = GetEmployer(console.region(), call.scope(), code);
  if (!employer.ok()) return employer.error();
  const Result<std::string> cursor = TextQuery(call.request, "cursor", kLongestCursor);
  if (!cursor.ok()) return cursor.error();
  const Result<int> limit = LimitQuery(call.request);
  if (!limit.ok()) return limit.error();
  const auto page = service::FindMembers(console.region(), code, *cursor, *limit);
  if (!page.ok()) return page.error();
  const Status audited = RecordAudit(console.region(), call.session.user, "member.list", code);
  if (!audited.ok()) return audited.error();
  const Words words(console.region(), console.region().today());
  json::array items;
  for (const service::Member& member : page->members) items.push_back(MemberJson(words, member));
  return json::value(ListJson(std::move(items), page->next));
}

Answer ListEmployerBills(Console& console, const Call& call) {
  const std::string code(call.request.Param("code"));
  const Result<Employer> employer = GetEmployer(console.region(), call.scope(), code);
  if (!employer.ok()) return employer.error();
  const auto bills = BillsOfEmployer(console.region(), call.scope(), code);
  if (!bills.ok()) return bills.error();
  json::array items;
  for (const service::BillRow& row : *bills) items.push_back(BillJson(console.region(), row));
  return json::value(ListJson(std::move(items), ""));
}

Answer RequestEmployerChange(Console& console, const Call& call) {
  const Result<Body> body = Body::Parse(call.request.body);
  if (!body.ok()) return body.error();
  Result<Employer> form = FormOf(*body);
  if (!form.ok()) return form.error();
  form->code = call.request.Param("code");
  const Result<std::string> reason = body->Text("reason", service::kLongestText);
  if (!reason.ok()) return reason.error();
  const auto made = RequestChange(console.region(), DeskOf(call), *std::move(form), *reason);
  if (!made.ok()) return made.error();
  return json::value(RequestJson(*made));
}

Answer RequestEmployerCancellation(Console& console, const Call& call) {
  const Result<Body> body = Body::Parse(call.request.body);
  if (!body.ok()) return body.error();
  const Result<Date> day = body->Day("event_day");
  if (!day.ok()) return day.error();
  if (*day == Date()) return Error{ErrorCode::kMissingField, {}, "event_day"};
  const Result<std::string> reason = body->Text("reason", service::kLongestText);
  if (!reason.ok()) return reason.error();
  const auto made = RequestCancellation(console.region(), DeskOf(call),
                                        std::string(call.request.Param("code")), *day, *reason);
  if (!made.ok()) return made.error();
  return json::value(RequestJson(*made));
}

Answer ListEmployerRequests(Console& console, const Call& call) {
  const auto requests = FindRequests(console.region(), call.scope(), "");
  if (!requests.ok()) return requests.error();
  const bool waiting = call.request.Query("state") == "waiting";
  json::array items;
  for (const EmployerRequest& request : *requests) {
    if (waiting && request.state != service::RequestState::kWaiting) continue;
    items.push_back(RequestJson(request));
  }
  return json::value(ListJson(std::move(items), ""));
}

Answer DecideEmployerRequest(Console& console, const Call& call) {
  const Result<Verdict> verdict = VerdictOf(call);
  if (!verdict.ok()) return verdict.error();
  const std::string id =
      fmt::format("{}/{}", call.request.Param("code"), call.request.Param("number"));
  const auto decided =
      DecideRequest(console.region(), DeskOf(call), id, verdict->approve, verdict->note);
  if (!decided.ok()) return decided.error();
  return json::value(RequestJson(*decided));
}

}  // namespace tongchou::console
