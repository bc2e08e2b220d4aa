// Retroactive change: lists of settlements done again, their approval, posting and payments.
#include <fmt/format.h>

#include <string>
#include <utility>

#include "console/api.h"
#include "console/body.h"
#include "console/forms.h"
#include "service/audit.h"
#include "service/funds.h"
#include "service/ids.h"
#include "service/recompute_text.h"
#include "service/reference_data.h"

namespace tongchou::console {
namespace {

constexpr std::size_t kLongestText = 400;
constexpr std::size_t kLongestNumber = 9;

std::string IdOf(Console& console, const Call& call) {
  return service::RecomputePrefix(console.region().pack().id) +
         std::string(call.request.Param("number"));
}

json::object ChangedJson(const service::Changed& changed) {
  return {{"before", AmountJson(changed.before)}, {"after", AmountJson(changed.after)}};
}

json::object FundJson(const service::FundChange& fund) {
  return {{"scheme", fund.scheme}, {"fund", fund.fund}, {"paid", ChangedJson(fund.paid)}};
}

json::array FundsJson(const std::vector<service::FundChange>& funds) {
  json::array items;
  for (const service::FundChange& fund : funds) items.push_back(FundJson(fund));
  return items;
}

json::array NamedFundsJson(Console& console, const std::vector<service::FundChange>& funds) {
  json::array items;
  for (const service::FundChange& fund : funds) {
    json::object item = FundJson(fund);
    item["name"] = TextJson(FundTitle(console.region(), fund.scheme, fund.fund));
    item["difference"] = AmountJson(fund.paid.difference());
    items.push_back(std::move(item));
  }
  return items;
}

json::value MomentOrNull(const std::optional<Moment>& at) {
  return at ? TimeJson(*at) : json::value(nullptr);
}

json::object PaperJson(Console& console, const service::Recompute& paper) {
  const auto reference = console.region().reference().Newest();
  json::array providers;
  for (const service::ProviderChange& one : paper.sums.providers) {
    const auto* known = reference->FindProvider(one.provider);
    providers.push_back(json::object{{"provider", one.provider},
                                     {"name", known == nullptr ? one.provider : known->name},
                                     {"settlements", one.settlements},
                                     {"funds", ChangedJson(one.funds)},
                                     {"difference", AmountJson(one.funds.difference())},
                                     {"account", ChangedJson(one.account)},
                                     {"cash", ChangedJson(one.cash)}});
  }
  return {{"number", paper.id.substr(paper.id.find('/') + 1)},
          {"state", StateCode(paper)},
          {"pack", paper.pack},
          {"digest", ToHex(paper.pack_digest)},
          {"variant", StringOrNull(paper.variant)},
          {"from", DateJson(paper.from)},
          {"reason", paper.reason},
          {"drawn_by", paper.requested_by},
          {"drawn_at", TimeJson(paper.requested_at)},
          {"decided_by", StringOrNull(paper.decided_by)},
          {"decided_at", MomentOrNull(paper.decided_at)},
          {"note", StringOrNull(paper.note)},
          {"posted_by", StringOrNull(paper.posted_by)},
          {"posted_at", MomentOrNull(paper.posted_at)},
          {"posted", paper.posted},
          {"skipped", paper.skipped},
          {"sheets", paper.sheets.size()},
          {"persons", paper.sums.persons},
          {"settlements", paper.sums.settlements},
          {"left_out", paper.sums.left_out},
          {"to_pay", AmountJson(paper.sums.to_pay)},
          {"to_recover", AmountJson(paper.sums.to_recover)},
          {"funds", NamedFundsJson(console, paper.sums.funds)},
          {"providers", std::move(providers)}};
}

json::object LineJson(std::int64_t area, const service::RecomputeLine& line) {
  return {{"setl_id", service::IdText(area, service::IdKind::kSettlement, line.settlement)},
          {"provider", line.provider},
          {"date", DateJson(line.date)},
          {"scheme", line.scheme},
          {"benefit", line.benefit},
          {"total", AmountJson(line.total)},
          {"eligible", ChangedJson(line.eligible)},
          {"deductible", ChangedJson(line.deductible)},
          {"funds", ChangedJson(line.funds)},
          {"burden", ChangedJson(line.burden)},
          {"account", ChangedJson(line.account)},
          {"cash", ChangedJson(line.cash)},
          {"by_fund", FundsJson(line.by_fund)}};
}

json::array TakenBackJson(std::int64_t area, const service::RecomputedPerson& person) {
  json::array items;
  for (const service::TakenBack& back : person.taken_back) {
    items.push_back(json::object{
        {"setl_id", service::IdText(area, service::IdKind::kSettlement, back.settlement)},
        {"reversal", service::IdText(area, service::IdKind::kSettlement, back.reversal)},
        {"at", TimeJson(back.at)},
        {"by", back.by},
        {"due", AmountJson(back.amount())},
        {"paid_at", MomentOrNull(back.paid_at)}});
  }
  return items;
}

json::object PersonJson(std::int64_t area, const service::RecomputeRow& row) {
  json::array lines;
  Money to_account;
  for (const service::RecomputeLine& line : row.listed.lines) {
    lines.push_back(LineJson(area, line));
    to_account += -line.account.difference();
  }
  const service::RecomputedPerson* done = row.done ? &*row.done : nullptr;
  return {{"psn_no", service::IdText(area, service::IdKind::kPerson, row.listed.person)},
          {"name", row.name},
          {"due", AmountJson(row.listed.due())},
          {"to_account", AmountJson(to_account)},
          {"open", AmountJson(done == nullptr ? Money{} : done->OpenAmount())},
          {"taken_back", done == nullptr ? json::array() : TakenBackJson(area, *done)},
          {"redone", row.listed.chain.size()},
          {"stage", StageCode(row)},
          {"skipped_for", done == nullptr ? json::value(nullptr) : StringOrNull(done->code)},
          {"entry",
           done == nullptr || done->entry == 0 ? json::value(nullptr) : json::value(done->entry)},
          {"paid_at", done == nullptr ? json::value(nullptr) : MomentOrNull(done->paid_at)},
          {"paid_entry", done == nullptr || done->paid_entry == 0 ? json::value(nullptr)
                                                                  : json::value(done->paid_entry)},
          {"reference", done == nullptr ? json::value(nullptr) : StringOrNull(done->reference)},
          {"lines", std::move(lines)}};
}

std::string_view WhyOf(service::LeftOutWhy why) {
  switch (why) {
    case service::LeftOutWhy::kElsewhere:
      return "elsewhere";
    case service::LeftOutWhy::kRefused:
      return "refused";
    case service::LeftOutWhy::kRenumbered:
      return "renumbered";
  }
  return "refused";
}

using Run = std::function<Result<service::Recompute>(const Jobs::Progress&)>;

Answer Start(Console& console, std::string_view name, Run run) {
  const Result<Job> job = console.jobs().Start(
      {name, Right::kRecomputeRead},
      [&console, run = std::move(run)](const Jobs::Progress& progress) -> Result<JobOutcome> {
        const Result<service::Recompute> paper = run(progress);
        if (!paper.ok()) return paper.error();
        JobOutcome outcome;
        outcome.clean = paper->skipped == 0;
        outcome.result = PaperJson(console, *paper);
        return outcome;
      });
  if (!job.ok()) return job.error();
  return json::value(JobJson(*job));
}

}  // namespace

Answer ListRecomputes(Console& console, const Call& call) {
  if (const Status may = ForWholeArea(call, "recompute"); !may.ok()) return may.error();
  const auto papers = service::FindRecomputes(console.region());
  if (!papers.ok()) return papers.error();
  json::array items;
  for (const service::Recompute& paper : *papers) items.push_back(PaperJson(console, paper));
  return json::value(ListJson(std::move(items), ""));
}

Answer ShowRecompute(Console& console, const Call& call) {
  if (const Status may = ForWholeArea(call, "recompute"); !may.ok()) return may.error();
  const auto paper = service::GetRecompute(console.region(), IdOf(console, call));
  if (!paper.ok()) return paper.error();
  return json::value(PaperJson(console, *paper));
}

Answer ListRecomputePersons(Console& console, const Call& call) {
  if (const Status may = ForWholeArea(call, "recompute"); !may.ok()) return may.error();
  const Result<std::string> cursor = TextQuery(call.request, "cursor", kLongestNumber);
  if (!cursor.ok()) return cursor.error();
  const std::int64_t sheet = cursor->empty() ? 1 : WholeNumber(*cursor).value_or(0);
  const std::string id = IdOf(console, call);
  const auto paper = service::GetRecompute(console.region(), id);
  if (!paper.ok()) return paper.error();
  if (paper->sheets.empty()) {  // it was interrupted while it was drawn up
    json::object nothing = ListJson({}, "");
    nothing["left_out"] = json::array();
    return json::value(std::move(nothing));
  }
  const auto page =
      service::GetRecomputeSheet(console.region(), id, static_cast<std::int32_t>(sheet));
  if (!page.ok()) return page.error();
  // The list names people and what they were treated for.
  const Status audited = RecordAudit(console.region(), call.session.user, "recompute.persons", id);
  if (!audited.ok()) return audited.error();
  const std::int64_t area = console.region().area_number();
  json::array items, left_out;
  for (const service::RecomputeRow& row : page->rows) items.push_back(PersonJson(area, row));
  for (const service::LeftOut& one : page->left_out) {
    left_out.push_back(json::object{
        {"psn_no", service::IdText(area, service::IdKind::kPerson, one.person)},
        {"setl_id", service::IdText(area, service::IdKind::kSettlement, one.settlement)},
        {"why", WhyOf(one.why)},
        {"code", StringOrNull(one.code)}});
  }
  const bool more = static_cast<std::size_t>(sheet) < paper->sheets.size();
  json::object list = ListJson(std::move(items), more ? std::to_string(sheet + 1) : "");
  list["left_out"] = std::move(left_out);
  return json::value(std::move(list));
}

Answer DrawRecompute(Console& console, const Call& call) {
  if (const Status may = ForWholeArea(call, "recompute"); !may.ok()) return may.error();
  const Result<Body> body = Body::Parse(call.request.body);
  if (!body.ok()) return body.error();
  service::RecomputeOrder order;
  const Result<Date> from = body->Day("from");
  if (!from.ok()) return from.error();
  if (*from == Date()) return Error{ErrorCode::kMissingField, {}, "from"};
  const Result<std::string> reason = body->Text("reason", kLongestText);
  if (!reason.ok()) return reason.error();
  if (reason->empty()) return Error{ErrorCode::kMissingField, {}, "reason"};
  const Result<std::string> variant = body->Text("variant", kLongestText);
  if (!variant.ok()) return variant.error();
  order = {*variant, *from, *reason};
  return Start(console, "recompute_draw",
               [&region = console.region(), order,
                user = call.session.user](const Jobs::Progress& progress) {
                 return service::DrawRecompute(region, user, order, progress);
               });
}

Answer DecideRecompute(Console& console, const Call& call) {
  if (const Status may = ForWholeArea(call, "recompute"); !may.ok()) return may.error();
  const Result<Verdict> verdict = VerdictOf(call);
  if (!verdict.ok()) return verdict.error();
  const auto paper = service::DecideRecompute(console.region(), call.session.user,
                                              IdOf(console, call), verdict->approve, verdict->note);
  if (!paper.ok()) return paper.error();
  return json::value(PaperJson(console, *paper));
}

Answer PostRecompute(Console& console, const Call& call) {
  if (const Status may = ForWholeArea(call, "recompute"); !may.ok()) return may.error();
  return Start(console, "recompute_post",
               [&region = console.region(), id = IdOf(console, call),
                user = call.session.user](const Jobs::Progress& progress) {
                 return service::PostRecompute(region, user, id, progress);
               });
}

Answer PayRecompute(Console& console, const Call& call) {
  if (const Status may = ForWholeArea(call, "recompute"); !may.ok()) return may.error();
  const Result<Body> body = Body::Parse(call.request.body);
  if (!body.ok()) return body.error();
  const Result<std::string> psn_no = body->Text("psn_no", kLongestText);
  if (!psn_no.ok()) return psn_no.error();
  const Result<std::string> reference = body->Text("reference", kLongestText);
  if (!reference.ok()) return reference.error();
  const auto paid = service::PayRecompute(console.region(), call.session.user, IdOf(console, call),
                                          *psn_no, *reference, {});
  if (!paid.ok()) return paid.error();
  return json::value(json::object{{"persons", paid->persons},
                                  {"paid", AmountJson(paid->paid)},
                                  {"recovered", AmountJson(paid->recovered)}});
}

}  // namespace tongchou::console
