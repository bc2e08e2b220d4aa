// Special groups: the yearly levy, managed accounts, reimbursements, the sheets of soldiers,
// pre-funding.
#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <utility>

#include "console/api.h"
#include "console/body.h"
#include "console/forms.h"
#include "console/levy_json.h"
#include "console/special_json.h"

namespace tongchou::console {
namespace {

constexpr std::size_t kLongestText = 400;
constexpr std::size_t kLongestCursor = 128;
constexpr std::size_t kMonth = 7;

std::string IdOf(const Call& call) {
  return fmt::format("{}/{}", call.request.Param("psn_no"), call.request.Param("number"));
}

Result<service::PrefundOrder> PrefundOrderOf(const Call& call) {
  static constexpr std::string_view kKinds[] = {"life", "years", "back"};
  const Result<Body> body = Body::Parse(call.request.body);
  if (!body.ok()) return body.error();
  service::PrefundOrder order;
  order.employer = call.request.Param("code");
  const Result<std::string> kind = body->Text("kind", kLongestText);
  if (!kind.ok()) return kind.error();
  const auto found = std::ranges::find(kKinds, *kind);
  if (found == std::end(kKinds)) return Error{ErrorCode::kBadParameter, {}, "kind"};
  order.kind = static_cast<service::PrefundKind>(found - std::begin(kKinds));
  const Result<Date> declared = body->Day("declared");
  if (!declared.ok()) return declared.error();
  order.declared = *declared;
  const Result<Money> wage = AmountOf(*body, "average_monthly_wage");
  if (!wage.ok()) return wage.error();
  order.average_monthly_wage = *wage;
  const Result<std::string> documents = body->Text("documents", kLongestText);
  if (!documents.ok()) return documents.error();
  order.documents = *documents;
  // One number, or some with commas or blanks between them; empty: everybody.
  const Result<std::string> persons = body->Text("persons", kLongestText);
  if (!persons.ok()) return persons.error();
  std::string number;
  for (const char letter : *persons + " ") {
    const bool digit = letter >= '0' && letter <= '9';
    if (digit) number.push_back(letter);
    if (!digit && !number.empty()) order.persons.push_back(std::exchange(number, {}));
  }
  return order;
}

}  // namespace

Answer PreviewCadreLevy(Console& console, const Call& call) {
  const Result<std::int32_t> year = YearParam(call.request);
  if (!year.ok()) return year.error();
  if (const Status may = ForWholeArea(call, "special.run"); !may.ok()) return may.error();
  const auto levy = service::PreviewCadreLevy(console.region(), *year);
  if (!levy.ok()) return levy.error();
  return json::value(CadreLevyJson(console.region(), *levy));
}

Answer RunCadreLevy(Console& console, const Call& call) {
  const Result<std::int32_t> year = YearParam(call.request);
  if (!year.ok()) return year.error();
  if (const Status may = ForWholeArea(call, "special.run"); !may.ok()) return may.error();
  const auto levy = service::RunCadreLevy(console.region(), call.session.user, *year);
  if (!levy.ok()) return levy.error();
  return json::value(CadreLevyJson(console.region(), *levy));
}

Answer CreditManagedAccounts(Console& console, const Call& call) {
  if (const Status may = ForWholeArea(call, "special.run"); !may.ok()) return may.error();
  const auto report = service::CreditManaged(console.region(), call.session.user);
  if (!report.ok()) return report.error();
  return json::value{{"credited", report->credited},
                     {"taken_back", report->taken_back},
                     {"amount", AmountJson(report->amount)},
                     {"not_taken_back", report->not_taken_back}};
}

Answer ShowManaged(Console& console, const Call& call) {
  const auto account = service::ManagedOfPerson(console.region(), call.scope(),
                                                std::string(call.request.Param("psn_no")));
  if (!account.ok()) return account.error();
  return json::value(ManagedJson(*account));
}

Answer PrepareSurplus(Console& console, const Call& call) {
  const Result<std::int32_t> year = YearParam(call.request);
  if (!year.ok()) return year.error();
  const auto run = service::PrepareSurplus(console.region(), DeskOf(call), *year);
  if (!run.ok()) return run.error();
  return json::value{{"made", run->made}, {"before", run->before}, {"empty", run->empty}};
}

Answer ListSpecialClaims(Console& console, const Call& call) {
  Result<std::string> month = TextQuery(call.request, "month", kMonth);
  if (!month.ok()) return month.error();
  if (month->empty()) *month = ToString(console.region().today()).substr(0, kMonth);
  const Result<std::string> cursor = TextQuery(call.request, "cursor", kLongestCursor);
  if (!cursor.ok()) return cursor.error();
  const Result<int> limit = LimitQuery(call.request);
  if (!limit.ok()) return limit.error();
  const auto page =
      service::FindSpecialClaims(console.region(), call.scope(), *month, *cursor, *limit);
  if (!page.ok()) return page.error();
  json::array items;
  for (const service::SpecialClaimView& view : page->claims) {
    items.push_back(SpecialClaimJson(view.claim, view.name));
  }
  return json::value(ListJson(std::move(items), page->next));
}

Answer ListPersonSpecialClaims(Console& console, const Call& call) {
  const auto claims = service::SpecialClaimsOf(console.region(), call.scope(),
                                               std::string(call.request.Param("psn_no")));
  if (!claims.ok()) return claims.error();
  json::array items;
  for (const service::SpecialClaim& claim : *claims) {
    items.push_back(SpecialClaimJson(claim, ""));
  }
  std::ranges::reverse(items);
  return json::value(ListJson(std::move(items), ""));
}

Answer RequestSpecialClaim(Console& console, const Call& call) {
  const Result<Body> body = Body::Parse(call.request.body);
  if (!body.ok()) return body.error();
  service::SpecialClaimForm form;
  form.psn_no = call.request.Param("psn_no");
  const Result<std::string> kind = body->Text("kind", kLongestText);
  if (!kind.ok()) return kind.error();
  const auto kinds = service::AllSpecialClaims();
  const auto row = std::ranges::find(kinds, *kind, &service::SpecialClaimRow::code);
  if (row == kinds.end()) return Error{ErrorCode::kBadParameter, {}, "kind"};
  form.kind = row->kind;
  const Result<std::int64_t> year = body->Number("year");
  if (!year.ok()) return year.error();
  if (*year < kFirstYear || *year > kLastYear) return Error{ErrorCode::kBadParameter, {}, "year"};
  form.year = static_cast<std::int32_t>(*year);
  const Result<Money> bills = AmountOf(*body, "bills");
  if (!bills.ok()) return bills.error();
  const Result<Money> eligible = AmountOf(*body, "eligible");
  if (!eligible.ok()) return eligible.error();
  form.bills = *bills;
  form.eligible = *eligible;
  for (const auto& [name, text] :
       {std::pair{"documents", &form.documents}, std::pair{"reason", &form.reason},
        std::pair{"receiver_account", &form.receiver_account}}) {
    Result<std::string> read = body->Text(name, kLongestText);
    if (!read.ok()) return read.error();
    *text = *std::move(read);
  }
  const auto made = service::RequestSpecialClaim(console.region(), DeskOf(call), form);
  if (!made.ok()) return made.error();
  return json::value(SpecialClaimJson(*made, ""));
}

Answer DecideSpecialClaim(Console& console, const Call& call) {
  const Result<Verdict> verdict = VerdictOf(call);
  if (!verdict.ok()) return verdict.error();
  const auto made = service::DecideSpecialClaim(console.region(), DeskOf(call), IdOf(call),
                                                verdict->approve, verdict->note);
  if (!made.ok()) return made.error();
  return json::value(SpecialClaimJson(*made, ""));
}

Answer ReverseSpecialClaim(Console& console, const Call& call) {
  const Result<std::string> reason = ReasonOf(call);
  if (!reason.ok()) return reason.error();
  const auto made =
      service::ReverseSpecialClaim(console.region(), DeskOf(call), IdOf(call), *reason);
  if (!made.ok()) return made.error();
  return json::value(SpecialClaimJson(*made, ""));
}

Answer PreviewSoldiers(Console& console, const Call& call) {
  const Result<service::Month> month = service::ParseMonth(call.request.Param("month"));
  if (!month.ok()) return month.error();
  if (const Status may = ForWholeArea(call, "special.run"); !may.ok()) return may.error();
  const auto made = service::DrawUpSoldiers(console.region(), *month);
  if (!made.ok()) return made.error();
  return json::value(SoldierMonthJson(*made));
}

Answer PostSoldiers(Console& console, const Call& call) {
  const Result<service::Month> month = service::ParseMonth(call.request.Param("month"));
  if (!month.ok()) return month.error();
  if (const Status may = ForWholeArea(call, "special.run"); !may.ok()) return may.error();
  const auto made = service::PostSoldiers(console.region(), call.session.user, *month);
  if (!made.ok()) return made.error();
  return json::value(SoldierMonthJson(*made));
}

Answer PreviewPrefund(Console& console, const Call& call) {
  Result<service::PrefundOrder> order = PrefundOrderOf(call);
  if (!order.ok()) return order.error();
  const auto table = service::DrawUpPrefund(console.region(), DeskOf(call), *std::move(order));
  if (!table.ok()) return table.error();
  return json::value(PrefundJson(*table));
}

Answer PostPrefund(Console& console, const Call& call) {
  Result<service::PrefundOrder> order = PrefundOrderOf(call);
  if (!order.ok()) return order.error();
  const auto bill = service::PostPrefund(console.region(), DeskOf(call), *std::move(order));
  if (!bill.ok()) return bill.error();
  return json::value(BillJson(console.region(), {*bill, true}));
}

}  // namespace tongchou::console
