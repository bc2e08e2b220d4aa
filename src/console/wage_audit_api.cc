// Audits of an employer's declared wages against its payroll.
#include <fmt/format.h>

#include <string>
#include <utility>

#include "console/account_json.h"
#include "console/api.h"
#include "console/body.h"
#include "console/forms.h"
#include "service/wage_audit.h"

namespace tongchou::console {
namespace {

using service::WageAudit;

constexpr std::size_t kLongestText = 400;
constexpr std::size_t kLongestCell = 400;
constexpr std::size_t kCertificateShown = 4;

std::string IdOf(const Call& call) {
  return fmt::format("{}/{}", call.request.Param("code"), call.request.Param("number"));
}

json::value AmountOrNull(const std::optional<Money>& amount) {
  return amount ? AmountJson(*amount) : json::value(nullptr);
}

json::object AuditJson(const WageAudit& audit) {
  json::object counts;
  for (std::size_t i = 0; i < service::kAuditFindings; ++i) {
    counts[service::WordOf(static_cast<service::AuditFinding>(i))] = audit.counts[i];
  }
  json::object made;
  made["id"] = audit.id;
  made["number"] = audit.id.substr(audit.id.find('/') + 1);
  made["employer"] = audit.employer;
  made["year"] = audit.year;
  made["documents"] = audit.documents;
  made["counts"] = std::move(counts);
  made["missing"] = AmountJson(audit.missing);
  PutReview(audit, made);
  return made;
}

json::object LineJson(const service::AuditLine& line) {
  const std::size_t length = line.certificate.size();
  json::object made;
  made["row"] = line.row == 0 ? json::value(nullptr) : json::value(line.row);
  made["psn_no"] = StringOrNull(line.psn_no);
  made["name"] = line.name;
  made["cert_end"] = line.certificate.substr(length - std::min(length, kCertificateShown));
  made["finding"] = service::WordOf(line.finding);
  made["declared"] = AmountOrNull(line.declared);
  made["audited"] = AmountOrNull(line.audited);
  return made;
}

json::object FullJson(const WageAudit& audit) {
  json::object made = AuditJson(audit);
  json::array lines;
  for (const service::AuditLine& line : audit.lines) lines.push_back(LineJson(line));
  made["lines"] = std::move(lines);
  return made;
}

// {"row": 2, "name": "…", "cert_no": "…", "wage": "…"}
Result<service::PayrollRow> RowOf(const json::value& value) {
  const Error bad{ErrorCode::kBadFieldType, {}, "rows"};
  if (!value.is_object()) return bad;
  const json::value* number = value.get_object().if_contains("row");
  if (number == nullptr || !number->is_int64()) return bad;
  service::PayrollRow row;
  row.row = number->get_int64();
  struct Cell {
    const char* name;
    std::string service::PayrollRow::*text;
  };
  for (const Cell& cell : {Cell{"name", &service::PayrollRow::name},
                           Cell{"cert_no", &service::PayrollRow::certificate},
                           Cell{"wage", &service::PayrollRow::wage}}) {
    const json::value* sent = value.get_object().if_contains(cell.name);
    if (sent == nullptr || sent->is_null()) continue;
    if (!sent->is_string()) return bad;
    row.*cell.text = Trimmed(sent->get_string());
    if ((row.*cell.text).size() > kLongestCell) {
      return Error{ErrorCode::kFieldTooLong, {}, fmt::format("rows/{}/{}", row.row, cell.name)};
    }
  }
  return row;
}

Result<service::NewWageAudit> FormOf(const Call& call) {
  const Result<Body> body = Body::Parse(call.request.body);
  if (!body.ok()) return body.error();
  service::NewWageAudit form;
  form.employer = call.request.Param("code");
  const Result<std::int64_t> year = body->Number("year");
  if (!year.ok()) return year.error();
  form.year = static_cast<std::int32_t>(*year);
  Result<std::string> documents = body->Text("documents", kLongestText);
  if (!documents.ok()) return documents.error();
  form.documents = *std::move(documents);
  Result<std::string> reason = body->Text("reason", kLongestText);
  if (!reason.ok()) return reason.error();
  form.reason = *std::move(reason);
  const Result<const json::array*> rows = body->Array("rows");
  if (!rows.ok()) return rows.error();
  for (const json::value& value : **rows) {
    Result<service::PayrollRow> row = RowOf(value);
    if (!row.ok()) return row.error();
    form.rows.push_back(*std::move(row));
  }
  return form;
}

}  // namespace

Answer ListWageAudits(Console& console, const Call& call) {
  const auto audits = service::WageAuditsOf(console.region(), call.scope(),
                                            std::string(call.request.Param("code")));
  if (!audits.ok()) return audits.error();
  json::array items;
  for (const WageAudit& audit : *audits) items.push_back(AuditJson(audit));
  return json::value(json::object{{"items", std::move(items)}});
}

Answer GetWageAudit(Console& console, const Call& call) {
  const Result<WageAudit> audit = service::GetWageAudit(console.region(), call.scope(), IdOf(call));
  if (!audit.ok()) return audit.error();
  return json::value(FullJson(*audit));
}

Answer AuditWages(Console& console, const Call& call) {
  const Result<service::NewWageAudit> form = FormOf(call);
  if (!form.ok()) return form.error();
  const Result<WageAudit> audit = service::AuditWages(console.region(), DeskOf(call), *form);
  if (!audit.ok()) return audit.error();
  return json::value(FullJson(*audit));
}

Answer DecideWageAudit(Console& console, const Call& call) {
  const Result<Verdict> verdict = VerdictOf(call);
  if (!verdict.ok()) return verdict.error();
  const Result<WageAudit> audit = service::DecideWageAudit(
      console.region(), DeskOf(call), IdOf(call), verdict->approve, verdict->note);
  if (!audit.ok()) return audit.error();
  return json::value(FullJson(*audit));
}

}  // namespace tongchou::console
