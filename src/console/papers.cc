#include "console/papers.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <string>

#include "console/forms.h"
#include "console/routes.h"
#include "console/target_query.h"
#include "console/words.h"
#include "service/account_document.h"
#include "service/audit.h"
#include "service/dunning_document.h"
#include "service/pay_work.h"
#include "service/persons.h"
#include "service/projection.h"
#include "service/projection_document.h"
#include "service/recompute_document.h"
#include "service/register.h"
#include "service/scoped_reads.h"
#include "service/special_document.h"
#include "service/target_document.h"
#include "service/what_if.h"
#include "service/what_if_document.h"

namespace tongchou::console {
namespace {

constexpr std::size_t kLongestId = 64;

service::PrintedIn LanguageOf(const Call& call) {
  return call.request.Query("lang").value_or("") == "en" ? &Text::en : &Text::zh;
}

// The agency, as a paper names it.
std::string IssuerOf(const service::Region& region, service::PrintedIn language) {
  const Text& title = region.pack().title;
  const Text issuer{title.zh + "医疗保险经办机构", title.en + " medical insurance agency"};
  return issuer.*language;
}

// The notices that the query names: one by its id, else those of a day (today).
Result<std::vector<service::DunningPaper>> NoticesOf(Console& console, const Call& call) {
  service::Region& region = console.region();
  const Result<std::string> id = TextQuery(call.request, "id", kLongestId);
  if (!id.ok()) return id.error();
  if (!id->empty()) {
    const auto paper = service::GetDunningPaper(region, call.scope(), *id);
    if (!paper.ok()) return paper.error();
    return std::vector<service::DunningPaper>{*paper};
  }
  const auto day = DayQuery(call.request, "day");
  if (!day.ok()) return day.error();
  auto papers = service::PapersOfDay(region, call.scope(), day->value_or(region.today()));
  if (papers.ok() && papers->empty()) return Error{ErrorCode::kUnknownNotice, {}, "day"};
  return papers;
}

Result<service::Document> MakeNotices(Console& console, const Call& call) {
  const auto papers = NoticesOf(console, call);
  if (!papers.ok()) return papers.error();
  const service::Region& region = console.region();
  const auto rules =
      service::ReceiptRulesFor(region.pack(), papers->front().day,
                               region.reference().Newest()->FindEmployer(papers->front().employer));
  if (!rules.ok()) return rules.error();
  const service::PrintedIn language = LanguageOf(call);
  return DocumentOf(*papers, IssuerOf(region, language), rules->rules->late_fee_per_day,
                    papers->front().at, language);
}

Result<service::Document> MakeStatement(Console& console, const Call& call) {
  service::Region& region = console.region();
  const Result<std::int32_t> year = YearParam(call.request);
  if (!year.ok()) return year.error();
  const auto statement =
      service::StatementOf(region, call.scope(), std::string(call.request.Param("psn_no")), *year);
  if (!statement.ok()) return statement.error();
  const Status audited =
      RecordAudit(region, call.session.user, "account.statement", statement->person.psn_no);
  if (!audited.ok()) return audited.error();
  const service::PrintedIn language = LanguageOf(call);
  return DocumentOf(*statement, IssuerOf(region, language), region.clock().Now(), language);
}

Result<service::Document> MakePayout(Console& console, const Call& call) {
  service::Region& region = console.region();
  const std::string id =
      fmt::format("{}/{}", call.request.Param("psn_no"), call.request.Param("number"));
  const auto row = service::GetPayout(region, call.scope(), id);
  if (!row.ok()) return row.error();
  if (row->payout.entry == 0) return Error{ErrorCode::kPayoutNotPosted, {}, id};
  const service::PrintedIn language = LanguageOf(call);
  return DocumentOf(*row, IssuerOf(region, language), row->payout.posted_at, language);
}

Result<service::Document> MakePrefund(Console& console, const Call& call) {
  service::Region& region = console.region();
  const std::string number(call.request.Param("number"));
  const auto table = service::PrefundOf(region, call.scope(), number);
  if (!table.ok()) return table.error();
  const service::PrintedIn language = LanguageOf(call);
  return DocumentOf(*table, number, IssuerOf(region, language), region.clock().Now(), language);
}

Result<service::Document> MakeSoldierSheet(Console& console, const Call& call) {
  service::Region& region = console.region();
  const std::string number(call.request.Param("number"));
  const Result<service::BillRow> row = service::GetBill(region, call.scope(), number);
  if (!row.ok()) return row.error();
  const auto month = service::DrawUpSoldiers(region, row->bill.month);
  if (!month.ok()) return month.error();
  for (const service::SoldierSheet& sheet : month->sheets) {
    if (sheet.bill != number) continue;
    const service::PrintedIn language = LanguageOf(call);
    return DocumentOf(sheet, month->month, IssuerOf(region, language), row->bill.at, language);
  }
  return Error{ErrorCode::kUnknownBill, {}, number};
}

Result<service::Document> MakeSpecialClaim(Console& console, const Call& call) {
  service::Region& region = console.region();
  const std::string psn_no(call.request.Param("psn_no"));
  const std::string id = fmt::format("{}/{}", psn_no, call.request.Param("number"));
  const Result<service::Person> person = service::GetPerson(region, call.scope(), psn_no);
  if (!person.ok()) return person.error();
  const auto claims = service::SpecialClaimsOf(region, call.scope(), psn_no);
  if (!claims.ok()) return claims.error();
  const auto claim = std::ranges::find(*claims, id, &service::SpecialClaim::id);
  if (claim == claims->end()) return Error{ErrorCode::kUnknownRequest, {}, id};
  if (claim->entry == 0) {
    return Error{
        ErrorCode::kPayoutNotPosted,
        {"该笔报销尚未审批支付，没有支付单", "the claim was not paid: there is no slip of it"},
        id};
  }
  const auto unit = service::FindEmployer(region, claim->unit);
  const service::PrintedIn language = LanguageOf(call);
  return service::DocumentOf({*claim, person->name}, unit ? unit->name : std::string(),
                             IssuerOf(region, language), language);
}

Result<service::Document> MakeTargets(Console& console, const Call& call) {
  service::Region& region = console.region();
  const auto query = ProgressOf(region, call);
  if (!query.ok()) return query.error();
  const auto progress = service::FindProgress(region, call.scope(), *query);
  if (!progress.ok()) return progress.error();
  const service::PrintedIn language = LanguageOf(call);
  const std::string issuer = IssuerOf(region, language);
  const std::string& office = progress->whole.name;
  const policy::SchemePlan* plan = Words(region, query->day).Plan(query->scheme);
  return DocumentOf(*progress, plan == nullptr ? query->scheme : plan->title.*language,
                    office.empty() ? region.pack().title.*language : office, issuer,
                    region.clock().Now(), language);
}

Result<service::Document> MakeWhatIf(Console& console, const Call& call) {
  const service::Region& region = console.region();
  const Result<std::int64_t> number = ResultNumber(call);
  if (!number.ok()) return number.error();
  const auto result = service::GetWhatIf(console.region(), *number);
  if (!result.ok()) return result.error();
  const service::PrintedIn language = LanguageOf(call);
  return DocumentOf(*result, region.area_number(), IssuerOf(region, language), language);
}

Result<service::Document> MakeProjection(Console& console, const Call& call) {
  const Result<std::int64_t> number = ResultNumber(call);
  if (!number.ok()) return number.error();
  const auto result = service::GetProjection(console.region(), *number);
  if (!result.ok()) return result.error();
  const service::PrintedIn language = LanguageOf(call);
  return DocumentOf(*result, IssuerOf(console.region(), language), language);
}

Result<service::Document> MakeRecomputeNotice(Console& console, const Call& call) {
  service::Region& region = console.region();
  if (const Status may = ForWholeArea(call, "recompute"); !may.ok()) return may.error();
  const service::PrintedIn language = LanguageOf(call);
  const std::string id = fmt::format("{}/{}", region.pack().id, call.request.Param("number"));
  const std::string psn_no(call.request.Param("psn_no"));
  const Status audited = RecordAudit(region, call.session.user, "recompute.notice", psn_no);
  if (!audited.ok()) return audited.error();
  return PersonNotice(region, id, psn_no, IssuerOf(region, language), language);
}

Result<service::Document> MakeProviderNotice(Console& console, const Call& call) {
  service::Region& region = console.region();
  if (const Status may = ForWholeArea(call, "recompute"); !may.ok()) return may.error();
  const service::PrintedIn language = LanguageOf(call);
  const std::string id = fmt::format("{}/{}", region.pack().id, call.request.Param("number"));
  return ProviderNotice(region, id, std::string(call.request.Param("provider")),
                        IssuerOf(region, language), language);
}

constexpr PaperRow kPapers[] = {
    {"/api/recomputes/{number}/persons/{psn_no}/pdf", Right::kRecomputeRead, "recompute.pdf",
     MakeRecomputeNotice},
    {"/api/recomputes/{number}/providers/{provider}/pdf", Right::kRecomputeRead, "recompute.pdf",
     MakeProviderNotice},
    {"/api/prefund/{number}/pdf", Right::kSpecialRead, "prefund.pdf", MakePrefund},
    {"/api/soldier-sheets/{number}/pdf", Right::kSpecialRead, "soldiers.pdf", MakeSoldierSheet},
    {"/api/persons/{psn_no}/special-claims/{number}/pdf", Right::kSpecialRead, "claim.pdf",
     MakeSpecialClaim},
    {"/api/dunning/papers/pdf", Right::kLevyRead, "notices.pdf", MakeNotices},
    {"/api/persons/{psn_no}/statements/{year}/pdf", Right::kAccountRead, "statement.pdf",
     MakeStatement, Own::kPerson},
    {"/api/persons/{psn_no}/payouts/{number}/pdf", Right::kAccountRead, "payout.pdf", MakePayout},
    {"/api/what-if/{number}/pdf", Right::kWhatIfRead, "what-if.pdf", MakeWhatIf},
    {"/api/projections/{number}/pdf", Right::kWhatIfRead, "projection.pdf", MakeProjection},
    {"/api/targets/{year}/{scheme}/pdf", Right::kTargetRead, "targets.pdf", MakeTargets},
};

}  // namespace

std::span<const PaperRow> Papers() { return kPapers; }

http::Response Print(Console& console, const PaperRow& row, const http::Request& request) {
  const std::optional<Session> session = SessionOf(console, request);
  if (!session) return Refused({ErrorCode::kNotSignedIn, {}, {}});
  const auto denied = Denied(console, *session, row.right, row.own, request);
  if (denied) return Refused(*denied);
  const Result<service::Document> document = row.make(console, {request, *session});
  if (!document.ok()) return Refused(document.error());
  http::Response response;
  response.content_type = "application/pdf";
  response.body = console.options().print(*document);
  response.headers.emplace_back("Cache-Control", "no-store");
  response.headers.emplace_back("Content-Disposition",
                                fmt::format("inline; filename=\"{}\"", row.file_name));
  return response;
}

}  // namespace tongchou::console
