#include "console/settlement_json.h"
#include "service/policy_shelf.h"

#include <fmt/format.h>

#include <utility>

#include "service/recompute.h"

namespace tongchou::console {

namespace {

std::string_view KindOf(const service::Settlement& settlement) {
  return settlement.reverses.empty() ? "settlement" : "reversal";
}

// The words of the pack on the settlement's own day.
Words WordsOf(const service::Region& region, const service::Settlement& settlement) {
  const policy::Pack* pack = region.policies().FindByDigest(settlement.pack_digest);
  if (pack == nullptr) return Words(region, settlement.date);
  const policy::Epoch* epoch = service::EpochOn(*pack, settlement.date);
  return epoch != nullptr ? Words(epoch) : Words(region, settlement.date);
}

json::object LineJson(const service::FeeDetail& detail) {
  static constexpr std::string_view kClasses[] = {"A", "B", "C"};
  json::object line;
  line["no"] = detail.line.sn;
  line["item_code"] = detail.line.item_code;
  line["item_name"] = detail.item_name;
  line["class"] = kClasses[static_cast<std::size_t>(detail.fee_class)];
  line["price"] = DecimalText(detail.line.price_e6, 6);
  line["quantity"] = DecimalText(detail.line.quantity_e4, 4);
  line["amount"] = AmountJson(detail.line.amount);
  line["ceiling"] = nullptr;
  if (detail.unit_ceiling) {
    line["ceiling"] = AmountJson(
        {DivideRoundHalfAway(Int128{detail.unit_ceiling->fen} * detail.line.quantity_e4, 10'000)});
  }
  const bool covered = detail.fee_class != settle::FeeClass::kC;
  line["first_ratio"] = covered ? json::value(RatioText(detail.self_ratio)) : json::value(nullptr);
  line["first_ratio_of_class"] = covered && !detail.first_ratio;
  line["full_self_pay"] = AmountJson(detail.split.full_self_pay);
  line["over_ceiling"] = AmountJson(detail.split.over_ceiling);
  line["first_self_pay"] = AmountJson(detail.split.first_self_pay);
  line["eligible"] = AmountJson(detail.split.eligible);
  return line;
}

json::object PersonJson(const service::Person& person) {
  return {{"psn_no", person.psn_no},
          {"name", person.name},
          {"sex", SexJson(person.gender)},
          {"birth_date", DateJson(person.birth)},
          {"cert_no_masked", MaskedCertificate(person.certificate)}};
}

json::object VisitJson(const service::Settlement& settlement, const service::Visit& visit) {
  json::object made;
  made["mdtrt_id"] = settlement.mdtrt_id;
  made["from"] = DateJson(settlement.begin);
  made["through"] = DateJson(settlement.end);
  made["diagnosis"] = nullptr;
  if (!visit.disease_name.empty()) {
    made["diagnosis"] = fmt::format("{} {}", visit.disease_code, visit.disease_name);
  }
  made["referral"] = ReferralJson(settlement.referral);
  made["stay_no"] = nullptr;
  if (settlement.stay_number > 0) made["stay_no"] = settlement.stay_number;
  return made;
}

json::object PackJson(const service::Region& region, const service::Settlement& settlement) {
  const policy::Pack* pack = region.policies().FindByDigest(settlement.pack_digest);
  const Text own{settlement.pack, settlement.pack};
  return {{"id", settlement.pack},
          {"title", TextJson(pack == nullptr ? own : pack->title)},
          {"digest", settlement.pack_digest}};
}

// A reversal is found by what it takes back.
const std::string& IdInLinks(const service::Settlement& settlement) {
  return settlement.reverses.empty() ? settlement.setl_id : settlement.reverses;
}

// The link that names `setl_id`; the latest when it was done again twice.
json::value LinkJson(const std::vector<service::RecomputeLink>& links, const std::string& setl_id) {
  json::value made;
  for (const service::RecomputeLink& link : links) {
    if (link.original != setl_id && link.reversal != setl_id && link.redone != setl_id) continue;
    made = json::object{{"number", link.recompute.substr(link.recompute.find('/') + 1)},
                        {"reason", link.reason},
                        {"original", link.original},
                        {"reversal", link.reversal},
                        {"redone", link.redone}};
  }
  return made;
}

}  // namespace

json::object ProviderJson(const service::Region& region, const std::string& code) {
  const std::optional<service::Provider> provider = FindProvider(region, code);
  json::object made{{"id", code}, {"name", provider ? provider->name : code}, {"level", nullptr}};
  if (provider && provider->kind == service::ProviderKind::kHospital) {
    made["level"] = std::to_string(provider->level);
  }
  return made;
}

json::object SettlementItemJson(const service::Region& region, const Words& words,
                                const service::SettlementItem& item) {
  const service::Settlement& settlement = item.settlement;
  json::object made;
  made["setl_id"] = settlement.setl_id;
  made["time"] = TimeJson(settlement.at);
  made["psn_no"] = settlement.psn_no;
  made["psn_name"] = item.person_name;
  made["provider"] = ProviderJson(region, settlement.provider);
  made["scheme"] = words.Scheme(settlement.scheme);
  made["benefit"] = words.Benefit(settlement.scheme, settlement.benefit);
  made["kind"] = KindOf(settlement);
  made["reversed"] = !settlement.reversed_by.empty();
  made["total"] = AmountJson(settlement.figures.total);
  made["fund"] = AmountJson(settlement.figures.funds_paid);
  made["account"] = AmountJson(settlement.figures.account);
  made["cash"] = AmountJson(settlement.figures.cash);
  return made;
}

json::object SettlementListJson(const service::Region& region,
                                const service::SettlementPage& page) {
  const Words words(region, region.today());
  json::array items;
  for (const service::SettlementItem& item : page.items) {
    items.push_back(SettlementItemJson(region, words, item));
  }
  json::object list{{"items", std::move(items)}};
  list["next_cursor"] = StringOrNull(page.next);
  return list;
}

Result<json::object> ExplainedListJson(service::Region& region,
                                       const service::SettlementPage& page) {
  std::vector<std::string> ids;
  for (const service::SettlementItem& item : page.items) {
    ids.push_back(IdInLinks(item.settlement));
  }
  const auto links = RecomputeLinks(region, ids);
  if (!links.ok()) return links.error();
  json::object list = SettlementListJson(region, page);
  json::array& items = list["items"].as_array();
  for (std::size_t i = 0; i < ids.size(); ++i) {
    items[i].as_object()["recompute"] = LinkJson(*links, page.items[i].settlement.setl_id);
  }
  return list;
}

Result<json::value> RecomputeJson(service::Region& region, const service::Settlement& settlement) {
  const auto links = RecomputeLinks(region, {IdInLinks(settlement)});
  if (!links.ok()) return links.error();
  return LinkJson(*links, settlement.setl_id);
}

json::object FiguresJson(const Words& words, std::string_view scheme,
                         const settle::Figures& figures, const std::vector<PaidByFund>& funds,
                         Money balance_after) {
  std::vector<PaidByFund> added;
  for (const PaidByFund& part : funds) {
    auto same = added.begin();
    while (same != added.end() && same->fund != part.fund) ++same;
    if (same == added.end()) {
      added.push_back(part);
    } else {
      same->paid += part.paid;
    }
  }
  json::array payments;
  for (const PaidByFund& part : added) {
    if (part.paid == Money{}) continue;
    payments.push_back(
        json::object{{"fund", words.Fund(scheme, part.fund)}, {"amount", AmountJson(part.paid)}});
  }
  json::object made;
  made["total"] = AmountJson(figures.total);
  made["full_self_pay"] = AmountJson(figures.full_self_pay);
  made["over_ceiling"] = AmountJson(figures.over_ceiling);
  made["first_self_pay"] = AmountJson(figures.first_self_pay);
  made["eligible"] = AmountJson(figures.eligible);
  made["deductible"] = AmountJson(figures.deductible);
  made["funds"] = std::move(payments);
  made["burden"] = AmountJson(figures.burden);
  made["account"] = AmountJson(figures.account);
  made["cash"] = AmountJson(figures.cash);
  made["account_balance"] = AmountJson(balance_after);
  return made;
}

json::object SettlementJson(const service::Region& region,
                            const service::SettlementOutcome& outcome) {
  const service::Settlement& settlement = outcome.settlement;
  const Words words = WordsOf(region, settlement);
  std::vector<PaidByFund> funds;
  for (const service::FundPart& part : settlement.funds) funds.push_back({part.fund, part.paid});
  json::array lines, entries;
  for (const service::FeeDetail& detail : outcome.lines) lines.push_back(LineJson(detail));
  if (settlement.entry > 0) entries.emplace_back(std::to_string(settlement.entry));
  json::object made;
  made["setl_id"] = settlement.setl_id;
  made["time"] = TimeJson(settlement.at);
  made["kind"] = KindOf(settlement);
  made["reverses"] = StringOrNull(settlement.reverses);
  made["reversed_by"] = StringOrNull(settlement.reversed_by);
  made["frozen"] = settlement.facts.frozen;
  made["person"] = PersonJson(outcome.person);
  made["provider"] = ProviderJson(region, settlement.provider);
  made["scheme"] = words.Scheme(settlement.scheme);
  made["category"] = words.Category(settlement.scheme, settlement.category);
  made["benefit"] = words.Benefit(settlement.scheme, settlement.benefit);
  made["visit"] = VisitJson(settlement, outcome.visit);
  made["figures"] =
      FiguresJson(words, settlement.scheme, settlement.figures, funds, settlement.balance_after);
  made["lines"] = std::move(lines);
  made["pack"] = PackJson(region, settlement);
  made["entries"] = std::move(entries);
  return made;
}

}  // namespace tongchou::console
