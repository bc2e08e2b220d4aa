// Clearing with the other areas of the server: a month of each pair, both directions.
#include <string>
#include <utility>

#include "console/api.h"
#include "console/forms.h"
#include "console/words.h"
#include "service/clearing.h"
#include "service/crossing_book.h"

namespace tongchou::console {
namespace {

constexpr std::size_t kLongestCode = 12;
constexpr std::size_t kLongestCursor = 24;

json::object AreaJson(const service::Region& region) {
  return NamedJson(region.area(), region.pack().title);
}

json::value OptionalAmount(const std::optional<Money>& amount) {
  return amount ? AmountJson(*amount) : json::value(nullptr);
}

json::object ItemJson(const service::Region& treated, const Words& words,
                      const service::PairItem& item) {
  json::object made;
  made["crossing"] = service::CrossingId(treated.area_number(), item.outbox);
  made["setl_id"] = item.settlement;
  made["provider"] = item.provider;
  made["date"] = DateJson(item.day);
  made["scheme"] = words.Scheme(item.scheme);
  made["owed"] = OptionalAmount(item.owed);
  made["claimed"] = OptionalAmount(item.claimed);
  made["state"] =
      NamedJson(service::PairStateCode(item.state), service::PairStateTitle(item.state));
  return made;
}

// One direction: what `insured` owes `treated`, without the items.
json::object StatementJson(const service::Region& insured, const service::Region& treated,
                           const service::ClearingStatement& statement) {
  json::object made;
  made["insured"] = AreaJson(insured);
  made["treated"] = AreaJson(treated);
  made["items"] = statement.items.size();
  made["owed"] = AmountJson(statement.owed);
  made["claimed"] = AmountJson(statement.claimed);
  made["difference"] = AmountJson(statement.difference());
  made["single_sided"] = statement.single_sided;
  made["differing"] = statement.differing;
  made["paid"] = statement.paid;
  made["received"] = statement.received;
  return made;
}

// Both directions with one other area. The net is what this area gets, by its own books.
Answer PairJson(service::Region& here, service::Region& other, const DateRange& month) {
  const auto owing = service::StatementOf(here, other, month);
  if (!owing.ok()) return owing.error();
  const auto claiming = service::StatementOf(other, here, month);
  if (!claiming.ok()) return claiming.error();
  json::object made;
  made["other"] = AreaJson(other);
  made["owing"] = StatementJson(here, other, *owing);
  made["claiming"] = StatementJson(other, here, *claiming);
  made["net"] = AmountJson(claiming->claimed - owing->owed);
  return json::value(std::move(made));
}

Result<json::array> OpenJson(service::Region& region) {
  const auto orders = service::OpenOrders(region);
  if (!orders.ok()) return orders.error();
  json::array items;
  for (const service::OpenOrder& order : *orders) {
    items.push_back(json::object{{"crossing", order.crossing},
                                 {"insured", order.insured},
                                 {"provider", order.provider},
                                 {"msgid", order.msgid},
                                 {"infno", order.infno},
                                 {"since", TimeJson(order.since)}});
  }
  return items;
}

// The area that the query `name` names, of those that clear with `here`.
Result<service::Region*> AreaQuery(Console& console, const Call& call, std::string_view name) {
  const Result<std::string> code = TextQuery(call.request, name, kLongestCode);
  if (!code.ok()) return code.error();
  for (const auto& area : console.areas()) {
    if (area->area() == *code) return area.get();
  }
  return Error{ErrorCode::kNoNeighbour, {}, *code};
}

struct AreaPair {
  service::Region& insured;
  service::Region& treated;
};

// The two areas that the query names `insured` and `treated`, ours among them. Refusals:
// kNoNeighbour.
Result<AreaPair> PairQuery(Console& console, const Call& call) {
  const Result<service::Region*> insured = AreaQuery(console, call, "insured");
  if (!insured.ok()) return insured.error();
  const Result<service::Region*> treated = AreaQuery(console, call, "treated");
  if (!treated.ok()) return treated.error();
  const bool ours = *insured == &console.region() || *treated == &console.region();
  if (!ours || *insured == *treated) {
    return Error{ErrorCode::kNoNeighbour, {}, (*insured)->area()};
  }
  return AreaPair{**insured, **treated};
}

}  // namespace

Answer ShowClearing(Console& console, const Call& call) {
  if (const Status may = ForWholeArea(call, "clearing.read"); !may.ok()) return may.error();
  const Result<DateRange> month = service::MonthOf(call.request.Param("month"));
  if (!month.ok()) return month.error();
  service::Region& here = console.region();
  json::array pairs;
  for (const auto& other : console.areas()) {
    if (other.get() == &here) continue;
    Answer pair = PairJson(here, *other, *month);
    if (!pair.ok()) return pair;
    pairs.push_back(*std::move(pair));
  }
  Result<json::array> open = OpenJson(here);
  if (!open.ok()) return open.error();
  json::object made;
  made["month"] = call.request.Param("month");
  made["area"] = AreaJson(here);
  made["pairs"] = std::move(pairs);
  made["open"] = *std::move(open);
  return json::value(std::move(made));
}

Answer ListClearingItems(Console& console, const Call& call) {
  if (const Status may = ForWholeArea(call, "clearing.read"); !may.ok()) return may.error();
  const Result<DateRange> month = service::MonthOf(call.request.Param("month"));
  if (!month.ok()) return month.error();
  const Result<AreaPair> pair = PairQuery(console, call);
  if (!pair.ok()) return pair.error();
  const Result<std::string> cursor = TextQuery(call.request, "cursor", kLongestCursor);
  if (!cursor.ok()) return cursor.error();
  const Result<int> limit = LimitQuery(call.request);
  if (!limit.ok()) return limit.error();
  const auto statement = service::StatementOf(pair->insured, pair->treated, *month);
  if (!statement.ok()) return statement.error();
  const std::int64_t after = WholeNumber(*cursor).value_or(0);
  const Words words(pair->insured, month->through);
  json::array items;
  std::string next;
  std::int64_t last = 0;
  for (const service::PairItem& item : statement->items) {
    if (item.outbox <= after) continue;
    if (items.size() == static_cast<std::size_t>(*limit)) {
      next = std::to_string(last);
      break;
    }
    last = item.outbox;
    items.push_back(ItemJson(pair->treated, words, item));
  }
  return json::value(ListJson(std::move(items), next));
}

// Who owes pays: the area of insurance posts what its books say.
Answer PostClearing(Console& console, const Call& call) {
  if (const Status may = ForWholeArea(call, "clearing.read"); !may.ok()) return may.error();
  const Result<DateRange> month = service::MonthOf(call.request.Param("month"));
  if (!month.ok()) return month.error();
  const Result<AreaPair> pair = PairQuery(console, call);
  if (!pair.ok()) return pair.error();
  if (&pair->insured != &console.region()) {
    return Error{ErrorCode::kRightMissing,
                 {"清算款由参保地付出，请由参保地财务入账",
                  "the area of insurance pays: its finance posts the payment"},
                 "insured"};
  }
  const auto paid = service::PayMonth(pair->insured, pair->treated, *month, call.session.user);
  if (!paid.ok()) return paid.error();
  return json::value{{"amount", AmountJson(paid->amount)},
                     {"paid_now", paid->paid_now},
                     {"received_now", paid->received_now}};
}

}  // namespace tongchou::console
