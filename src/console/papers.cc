#include "console/papers.h"

#include <fmt/format.h>

#include <optional>
#include <string>

#include "console/routes.h"
#include "console/target_query.h"
#include "console/words.h"
#include "service/account_document.h"
#include "service/audit.h"
#include "service/dunning_document.h"
#include "service/pay_work.h"
#include "service/target_document.h"

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
  return DocumentOf(
      *papers, IssuerOf(region, language), rules->rules->late_fee_per_day, papers->front().at,
      language == &Text::en ? service::PaperLanguage::kEnglish : service::PaperLanguage::kChinese);
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

constexpr PaperRow kPapers[] = {
    {"/api/dunning/papers/pdf", Right::kLevyRead, "notices.pdf", MakeNotices},
    {"/api/persons/{psn_no}/statements/{year}/pdf", Right::kAccountRead, "statement.pdf",
     MakeStatement},
    {"/api/persons/{psn_no}/payouts/{number}/pdf", Right::kAccountRead, "payout.pdf", MakePayout},
    {"/api/targets/{year}/{scheme}/pdf", Right::kTargetRead, "targets.pdf", MakeTargets},
};

}  // namespace

std::span<const PaperRow> Papers() { return kPapers; }

http::Response Print(Console& console, const PaperRow& row, const http::Request& request) {
  const std::optional<Session> session = SessionOf(console, request);
  if (!session) return Refused({ErrorCode::kNotSignedIn, {}, {}});
  if (!MayDo(session->roles, row.right)) {
    return Refused({ErrorCode::kRightMissing, {}, std::string(NameOf(row.right))});
  }
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
