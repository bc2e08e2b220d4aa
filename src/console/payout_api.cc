// Money paid out of accounts, and those who live elsewhere.
#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <utility>

#include "console/account_json.h"
#include "console/api.h"
#include "console/body.h"
#include "console/forms.h"
#include "service/crossing_book.h"
#include "service/ids.h"
#include "service/offsite.h"

namespace tongchou::console {
namespace {

constexpr std::size_t kLongestText = 400;
constexpr std::size_t kLongestCursor = 128;
constexpr std::size_t kMonth = 7;
constexpr std::size_t kAreaDigits = 6;

std::string IdOf(const Call& call) {
  return fmt::format("{}/{}", call.request.Param("psn_no"), call.request.Param("number"));
}

// Texts of a form by their names.
template <typename Form>
struct FormText {
  const char* name;
  std::string Form::*text;
};

template <typename Form, std::size_t kCount>
Status ReadTexts(const Body& body, const FormText<Form> (&rows)[kCount], Form& form) {
  for (const FormText<Form>& row : rows) {
    Result<std::string> text = body.Text(row.name, kLongestText);
    if (!text.ok()) return text.error();
    form.*row.text = *std::move(text);
  }
  return Done{};
}

Result<service::PayoutForm> FormOf(const Call& call) {
  static constexpr FormText<service::PayoutForm> kTexts[] = {
      {"receiver", &service::PayoutForm::receiver},
      {"receiver_account", &service::PayoutForm::receiver_account},
      {"place", &service::PayoutForm::place},
      {"documents", &service::PayoutForm::documents},
      {"reason", &service::PayoutForm::reason}};
  const Result<Body> body = Body::Parse(call.request.body);
  if (!body.ok()) return body.error();
  service::PayoutForm form;
  const Status read = ReadTexts(*body, kTexts, form);
  if (!read.ok()) return read.error();
  form.psn_no = call.request.Param("psn_no");
  const Result<std::string> kind = body->Text("kind", kLongestText);
  if (!kind.ok()) return kind.error();
  const auto& kinds = service::AllPayoutKinds();
  const auto row = std::ranges::find(kinds, *kind, &service::PayoutKindRow::code);
  if (row == kinds.end() || !row->leaves) return Error{ErrorCode::kBadParameter, {}, "kind"};
  form.kind = row->kind;
  const Result<Date> day = body->Day("day");
  if (!day.ok()) return day.error();
  form.day = *day;
  return form;
}

json::object OffsiteJson(const service::Offsite& offsite, const std::string& name) {
  json::object made;
  made["psn_no"] = offsite.psn_no;
  made["name"] = name;
  made["year"] = offsite.year;
  made["settled"] = offsite.settled;
  made["from"] = DateJson(offsite.range.from);
  made["through"] = DateJson(offsite.range.through);
  made["place"] = offsite.place;
  made["area"] = offsite.area == 0 ? json::value() : json::value(service::AreaCode(offsite.area));
  made["contact"] = StringOrNull(offsite.contact);
  made["receiver_account"] = StringOrNull(offsite.receiver_account);
  made["documents"] = offsite.documents;
  made["by"] = offsite.by;
  made["at"] = TimeJson(offsite.at);
  return made;
}

// The queries of a list of a month.
struct MonthQuery {
  std::string month, cursor;
  int limit = 50;
};
Result<MonthQuery> QueryOf(const Call& call, Date today) {
  MonthQuery query;
  Result<std::string> month = TextQuery(call.request, "month", kMonth);
  if (!month.ok()) return month.error();
  query.month = month->empty() ? ToString(today).substr(0, kMonth) : *std::move(month);
  Result<std::string> cursor = TextQuery(call.request, "cursor", kLongestCursor);
  if (!cursor.ok()) return cursor.error();
  query.cursor = *std::move(cursor);
  const Result<int> limit = LimitQuery(call.request);
  if (!limit.ok()) return limit.error();
  query.limit = *limit;
  return query;
}

}  // namespace

Answer ListPayouts(Console& console, const Call& call) {
  const Result<MonthQuery> query = QueryOf(call, console.region().today());
  if (!query.ok()) return query.error();
  const auto page = service::FindPayouts(console.region(), call.scope(), query->month,
                                         query->cursor, query->limit);
  if (!page.ok()) return page.error();
  json::array items;
  for (const service::PayoutRow& row : page->payouts) {
    items.push_back(PayoutJson(row.payout, row.name));
  }
  return json::value(ListJson(std::move(items), page->next));
}

Answer ListPersonPayouts(Console& console, const Call& call) {
  const auto payouts =
      service::PayoutsOf(console.region(), call.scope(), std::string(call.request.Param("psn_no")));
  if (!payouts.ok()) return payouts.error();
  json::array items;
  for (const service::Payout& payout : *payouts) items.push_back(PayoutJson(payout, ""));
  std::ranges::reverse(items);
  return json::value(ListJson(std::move(items), ""));
}

Answer RequestPayout(Console& console, const Call& call) {
  Result<service::PayoutForm> form = FormOf(call);
  if (!form.ok()) return form.error();
  const auto made = service::RequestPayout(console.region(), DeskOf(call), *std::move(form));
  if (!made.ok()) return made.error();
  return json::value(PayoutJson(*made, ""));
}

Answer DecidePayout(Console& console, const Call& call) {
  const Result<Verdict> verdict = VerdictOf(call);
  if (!verdict.ok()) return verdict.error();
  const auto decided = service::DecidePayout(console.region(), DeskOf(call), IdOf(call),
                                             verdict->approve, verdict->note);
  if (!decided.ok()) return decided.error();
  return json::value(PayoutJson(*decided, ""));
}

Answer ReversePayout(Console& console, const Call& call) {
  const Result<std::string> reason = ReasonOf(call);
  if (!reason.ok()) return reason.error();
  const auto made = service::ReversePayout(console.region(), DeskOf(call), IdOf(call), *reason);
  if (!made.ok()) return made.error();
  return json::value(PayoutJson(*made, ""));
}

Answer ListOffsite(Console& console, const Call& call) {
  const Result<std::int32_t> year = YearParam(call.request);
  if (!year.ok()) return year.error();
  const Result<std::string> cursor = TextQuery(call.request, "cursor", kLongestCursor);
  if (!cursor.ok()) return cursor.error();
  const Result<int> limit = LimitQuery(call.request);
  if (!limit.ok()) return limit.error();
  const auto page = service::FindOffsite(console.region(), call.scope(), *year, *cursor, *limit);
  if (!page.ok()) return page.error();
  json::array items;
  for (const service::OffsiteRow& row : page->rows) {
    items.push_back(OffsiteJson(row.offsite, row.name));
  }
  return json::value(ListJson(std::move(items), page->next));
}

Answer RegisterOffsite(Console& console, const Call& call) {
  static constexpr FormText<service::Offsite> kTexts[] = {
      {"place", &service::Offsite::place},
      {"contact", &service::Offsite::contact},
      {"receiver_account", &service::Offsite::receiver_account},
      {"documents", &service::Offsite::documents}};
  const Result<Body> body = Body::Parse(call.request.body);
  if (!body.ok()) return body.error();
  service::Offsite form;
  const Status read = ReadTexts(*body, kTexts, form);
  if (!read.ok()) return read.error();
  form.psn_no = call.request.Param("psn_no");
  const Result<std::string> area = body->Text("area", kAreaDigits);
  if (!area.ok()) return area.error();
  form.area = service::AreaNumber(*area);
  if (form.area == 0 && !area->empty()) return Error{ErrorCode::kBadParameter, {}, "area"};
  const Result<std::int64_t> year = body->Number("year");
  if (!year.ok()) return year.error();
  if (*year < kFirstYear || *year > kLastYear) return Error{ErrorCode::kBadParameter, {}, "year"};
  form.year = static_cast<std::int32_t>(*year);
  const Result<bool> settled = body->Flag("settled");
  if (!settled.ok()) return settled.error();
  form.settled = *settled;
  const Result<Date> from = body->Day("from");
  if (!from.ok()) return from.error();
  const Result<Date> through = body->Day("through");
  if (!through.ok()) return through.error();
  form.range = {*from, *through};
  const auto made = service::RegisterOffsite(console.region(), DeskOf(call), std::move(form));
  if (!made.ok()) return made.error();
  return json::value(OffsiteJson(*made, ""));
}

Answer PrepareOffsitePayouts(Console& console, const Call& call) {
  const Result<std::int32_t> year = YearParam(call.request);
  if (!year.ok()) return year.error();
  const auto period = WholeNumber(call.request.Param("period"));
  constexpr std::int64_t kMostPeriods = 12;
  if (!period || *period > kMostPeriods) return Error{ErrorCode::kBadParameter, {}, "period"};
  const auto run = service::PrepareOffsitePayouts(console.region(), DeskOf(call), *year,
                                                  static_cast<int>(*period));
  if (!run.ok()) return run.error();
  return json::value{{"period", run->period},
                     {"day", DateJson(run->day)},
                     {"made", run->made},
                     {"before", run->before},
                     {"empty", run->empty}};
}

}  // namespace tongchou::console
