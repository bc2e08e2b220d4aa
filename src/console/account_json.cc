#include "console/account_json.h"

#include <fmt/format.h>

#include <utility>

namespace tongchou::console {
namespace {

json::object SumsJson(const service::StatementSums& sums) {
  json::object made;
  for (const service::StatementSum& sum : service::AllStatementSums()) {
    made[sum.id] = AmountJson(sums.*sum.amount);
  }
  return made;
}

json::object StretchJson(const levy::InterestStretch& stretch) {
  const std::string arithmetic =
      fmt::format("{} × {} × {} / {}", ToYuan(stretch.balance), ToPercent(stretch.rate),
                  stretch.days(), stretch.days_a_year);
  return {{"carried", stretch.carried},
          {"from", DateJson(stretch.from)},
          {"through", DateJson(stretch.until.PlusDays(-1))},
          {"days", stretch.days()},
          {"balance", AmountJson(stretch.balance)},
          {"rate", RatioText(stretch.rate)},
          {"arithmetic", arithmetic}};
}

}  // namespace

json::object MovementJson(const service::AccountMovement& movement) {
  return {{"time", TimeJson(movement.at)},
          {"kind",
           NamedJson(service::MovementCode(movement.kind), service::MovementTitle(movement.kind))},
          {"amount", AmountJson(movement.amount)},
          {"balance", AmountJson(movement.balance_after)},
          {"setl_id", StringOrNull(movement.setl_id)}};
}

json::object StatementJson(const service::AccountStatement& statement) {
  json::array months;
  for (const service::StatementMonth& month : statement.months) {
    months.push_back(json::object{{"month", ToString(month.first).substr(0, 7)},
                                  {"sums", SumsJson(month.sums)},
                                  {"balance", AmountJson(month.balance)}});
  }
  json::array lines;
  for (const service::StatementLine& line : statement.lines) {
    json::object row = MovementJson(line.movement);
    row["provider"] = StringOrNull(line.provider);
    lines.push_back(std::move(row));
  }
  json::object made;
  made["psn_no"] = statement.person.psn_no;
  made["name"] = statement.person.name;
  made["year"] = statement.year;
  made["from"] = DateJson(statement.from);
  made["through"] = DateJson(statement.through);
  made["over"] = statement.over;
  made["opening"] = AmountJson(statement.opening);
  made["closing"] = AmountJson(statement.closing);
  made["sums"] = SumsJson(statement.sums);
  made["months"] = std::move(months);
  made["lines"] = std::move(lines);
  return made;
}

json::object InterestJson(const service::InterestFigures& figures) {
  return {{"carried", AmountJson(figures.carried)},
          {"current", AmountJson(figures.current)},
          {"total", AmountJson(figures.total())}};
}

json::object ExplainedJson(const service::ExplainedInterest& explained) {
  json::array stretches;
  for (const levy::InterestStretch& one : explained.earned.stretches) {
    stretches.push_back(StretchJson(one));
  }
  json::array rates;
  for (const service::ExplainedInterest::Rate& rate : explained.rates) {
    rates.push_back(json::object{{"carried", rate.carried},
                                 {"document", TextJson(rate.citation.title)},
                                 {"article", rate.citation.article},
                                 {"since", DateJson(rate.since)},
                                 {"assumed", rate.citation.assumed}});
  }
  json::object made;
  made["year"] = explained.year;
  made["through"] = DateJson(explained.until.PlusDays(-1));
  made["over"] = explained.over;
  made["earned"] = InterestJson({explained.earned.carried, explained.earned.current});
  made["posted"] = InterestJson(explained.posted);
  made["stretches"] = std::move(stretches);
  made["rates"] = std::move(rates);
  return made;
}

void PutReview(const service::Review& review, json::object& made) {
  static constexpr std::string_view kStates[] = {"waiting", "approved", "refused"};
  made["state"] = kStates[static_cast<std::size_t>(review.state)];
  made["reason"] = review.reason;
  made["requested_by"] = review.requested_by;
  made["requested_at"] = TimeJson(review.requested_at);
  made["decided_by"] = StringOrNull(review.decided_by);
  made["decided_at"] = review.decided_at ? TimeJson(*review.decided_at) : json::value(nullptr);
  made["note"] = StringOrNull(review.note);
}

json::object PayoutJson(const service::Payout& payout, const std::string& name) {
  const service::PayoutKindRow& kind = RowOf(payout.form.kind);
  json::object made;
  made["id"] = payout.id;
  made["number"] = payout.id.substr(payout.id.find('/') + 1);
  made["psn_no"] = payout.form.psn_no;
  made["name"] = StringOrNull(name);
  made["kind"] = NamedJson(kind.code, kind.title);
  made["day"] = DateJson(payout.form.day);
  made["receiver"] = payout.form.receiver;
  made["receiver_account"] = StringOrNull(payout.form.receiver_account);
  made["place"] = StringOrNull(payout.form.place);
  made["documents"] = payout.form.documents;
  made["period"] = StringOrNull(payout.form.period);
  PutReview(payout, made);
  const bool posted = payout.entry != 0;
  made["interest"] = posted ? AmountJson(payout.interest) : json::value(nullptr);
  made["amount"] = posted ? AmountJson(payout.amount) : json::value(nullptr);
  made["entry"] = posted ? json::value(std::to_string(payout.entry)) : json::value(nullptr);
  made["reversed_at"] = payout.reversed_at ? TimeJson(*payout.reversed_at) : json::value(nullptr);
  made["reversed_by"] = StringOrNull(payout.reversed_by);
  made["reversal_reason"] = StringOrNull(payout.reversal_reason);
  return made;
}

}  // namespace tongchou::console
