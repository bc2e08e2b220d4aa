// Registering one person, changing who a person is, and what became of a person.
#include <fmt/format.h>

#include <string>
#include <utility>

#include "console/account_json.h"
#include "console/api.h"
#include "console/body.h"
#include "console/forms.h"
#include "console/words.h"
#include "service/audit.h"
#include "service/person_desk.h"
#include "service/timeline.h"

namespace tongchou::console {
namespace {

constexpr std::size_t kLongestText = 400;
constexpr std::size_t kLongestCursor = 128;
constexpr std::size_t kMonth = 7;

json::object IdentityJson(const service::Identity& identity) {
  return {{"name", identity.name},
          {"cert_type", CertificateTypeJson(identity.certificate_type)},
          {"cert_no_masked", MaskedCertificate(identity.certificate)},
          {"sex", SexJson(identity.gender)},
          {"birth_date", DateJson(identity.birth)}};
}

json::object RequestJson(const service::PersonRequest& request) {
  json::object made;
  made["id"] = request.id;
  made["number"] = request.id.substr(request.id.find('/') + 1);
  made["psn_no"] = request.psn_no;
  made["before"] = IdentityJson(request.before);
  made["wanted"] = IdentityJson(request.wanted);
  made["documents"] = request.documents;
  PutReview(request, made);
  return made;
}

}  // namespace

Answer RegisterMember(Console& console, const Call& call) {
  const Result<Body> body = Body::Parse(call.request.body);
  if (!body.ok()) return body.error();
  service::ImportRow row;
  row.row = 1;
  for (const service::ImportColumn& column : service::ImportColumns()) {
    Result<std::string> cell = body->Text(column.id, kLongestText);
    if (!cell.ok()) return cell.error();
    row.*column.cell = *std::move(cell);
  }
  const Result<std::int64_t> year = body->Number("year");
  if (!year.ok()) return year.error();
  if (*year < 0 || *year > kLastYear) return Error{ErrorCode::kBadParameter, {}, "year"};
  const Result<std::string> reason = body->Text("reason", kLongestText);
  if (!reason.ok()) return reason.error();
  const auto made = service::RegisterMember(console.region(), DeskOf(call), row,
                                            static_cast<std::int32_t>(*year), *reason);
  if (!made.ok()) return made.error();
  return json::value{{"psn_no", made->psn_no},
                     {"changed", made->status == service::RowStatus::kAccepted},
                     {"late", made->late}};
}

Answer ListIdentityRequests(Console& console, const Call& call) {
  const Result<std::string> asked = TextQuery(call.request, "month", kMonth);
  if (!asked.ok()) return asked.error();
  const std::string month =
      asked->empty() ? ToString(console.region().today()).substr(0, kMonth) : *asked;
  const Result<std::string> cursor = TextQuery(call.request, "cursor", kLongestCursor);
  if (!cursor.ok()) return cursor.error();
  const Result<int> limit = LimitQuery(call.request);
  if (!limit.ok()) return limit.error();
  const auto page =
      service::FindIdentityRequests(console.region(), call.scope(), month, *cursor, *limit);
  if (!page.ok()) return page.error();
  json::array items;
  for (const service::PersonRequest& request : page->requests)
    items.push_back(RequestJson(request));
  return json::value(ListJson(std::move(items), page->next));
}

Answer RequestIdentity(Console& console, const Call& call) {
  const Result<Body> body = Body::Parse(call.request.body);
  if (!body.ok()) return body.error();
  service::IdentityForm form;
  form.psn_no = call.request.Param("psn_no");
  struct Row {
    const char* name;
    std::string& text;
  };
  for (const Row& row : {Row{"name", form.name}, Row{"cert_type", form.certificate_type},
                         Row{"cert_no", form.certificate}, Row{"documents", form.documents},
                         Row{"reason", form.reason}}) {
    Result<std::string> text = body->Text(row.name, kLongestText);
    if (!text.ok()) return text.error();
    row.text = *std::move(text);
  }
  const auto made = service::RequestIdentity(console.region(), DeskOf(call), form);
  if (!made.ok()) return made.error();
  return json::value(RequestJson(*made));
}

Answer DecideIdentity(Console& console, const Call& call) {
  const Result<Verdict> verdict = VerdictOf(call);
  if (!verdict.ok()) return verdict.error();
  const std::string id =
      fmt::format("{}/{}", call.request.Param("psn_no"), call.request.Param("number"));
  const auto decided =
      service::DecideIdentity(console.region(), DeskOf(call), id, verdict->approve, verdict->note);
  if (!decided.ok()) return decided.error();
  return json::value(RequestJson(*decided));
}

Answer ShowTimeline(Console& console, const Call& call) {
  const std::string psn_no(call.request.Param("psn_no"));
  const auto items = service::TimelineOf(console.region(), call.scope(), psn_no);
  if (!items.ok()) return items.error();
  const Status audited =
      RecordAudit(console.region(), call.session.user, "person.timeline", psn_no);
  if (!audited.ok()) return audited.error();
  json::array rows;
  for (const service::TimelineItem& item : *items) {
    rows.push_back(json::object{
        {"day", DateJson(item.day)}, {"kind", item.kind}, {"text", TextJson(item.text)}});
  }
  return json::value(ListJson(std::move(rows), ""));
}

}  // namespace tongchou::console
