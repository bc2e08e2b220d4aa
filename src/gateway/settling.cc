#include <algorithm>
#include <array>

#include "gateway/across.h"
#include "gateway/gateway.h"
#include "gateway/setlinfo.h"
#include "gateway/stated_amounts.h"
#include "gateway/transactions.h"
#include "gateway/visit_detail.h"
#include "gateway/words.h"
#include "service/crossing_book.h"
#include "service/settlements.h"

namespace tongchou::gateway {
namespace {

// `dscgTime` is a day, and a day lasts to its last second; clients that send a time mean it.
std::optional<Moment> DischargeIn(const WireValue& data) {
  constexpr std::int32_t kLastSecond = 24 * 3600 - 1;
  if (const std::optional<Moment> time = TimeOf(data, "dscgTime")) return time;
  const std::optional<Date> day = DayOf(data, "dscgTime");
  if (!day) return std::nullopt;
  return MomentOf(*day, kLastSecond);
}

Result<service::SettleOrder> OrderOf(const Call& call) {
  const WireValue& data = call.input.Row("data");
  Result<std::string> scheme = SchemeIn(call, data);
  if (!scheme.ok()) return scheme.error();
  Result<std::string> benefit = BenefitIn(call, data);
  if (!benefit.ok()) return benefit.error();
  const Result<bool> use_account = UsesAccount(data);
  if (!use_account.ok()) return use_account.error();
  service::SettleOrder order;
  order.visit = VisitIn(data);
  order.scheme = *std::move(scheme);
  order.benefit = *std::move(benefit);
  order.med_type = data.Text("med_type");
  order.batch = data.Text("chrg_bchno");
  order.use_account = *use_account;
  order.mid_stay = data.Text("mid_setl_flag") == "1";
  order.discharge = DischargeIn(data);
  order.stated = StatedIn(call.transaction.in.front(), data);
  return order;
}

std::function<std::string(const service::SettlementOutcome&)> Writer(const Call& call,
                                                                     SetlinfoForm form) {
  return [context = ContextOf(call), form](const service::SettlementOutcome& outcome) {
    return SettlementOutput(context, outcome, form);
  };
}

// The transactions that make a settlement; later editions append a letter to them.
constexpr std::array<std::string_view, 3> kSettle = {"2102", "2207", "2304"};

// Takes back what the message of `asked` has settled in another area.
Result<service::Answered> UndoAcross(const Call& call, const store::CrossingRow& asked,
                                     const service::UndoOrder& order) {
  constexpr std::size_t kInfnoDigits = 4;
  if (asked.state == store::CrossingState::kAsked) {
    return Error{ErrorCode::kCrossingInProgress, {}, order.msgid};
  }
  const bool settled = std::ranges::any_of(
      kSettle, [&asked](std::string_view infno) { return asked.infno.starts_with(infno); });
  if (!settled || asked.infno.substr(0, kInfnoDigits) != order.infno.substr(0, kInfnoDigits)) {
    return Error{ErrorCode::kNotUndoable, {}, asked.infno};
  }
  return AskAcross(call, asked.neighbour,
                   service::ReverseOrder{asked.figures.settlement, {}, order.psn_no});
}

}  // namespace

std::string CrossingText(const service::Region& insured, const service::CrossingQuestion& question,
                         const service::SettlementOutcome& outcome) {
  if (question.infno == "2601") return kNoOutput;
  const bool undone = !outcome.settlement.reverses.empty();
  return SettlementOutput(
      ContextOf(insured, question.message.msgid, service::AreaCode(question.area)), outcome,
      undone ? SetlinfoForm::kReversed : SetlinfoForm::kSettled);
}

Result<std::string> TrySettling(const Call& call) {
  const Result<service::SettleOrder> order = OrderOf(call);
  if (!order.ok()) return order.error();
  const Result<service::SettlementOutcome> outcome =
      service::TrialSettle(call.region, call.provider.code, *order, call.key.guest);
  if (!outcome.ok()) return OnTheWire(outcome.error());
  return Writer(call, SetlinfoForm::kTrial)(*outcome);
}

Result<std::string> SettleVisit(const Call& call) {
  const Result<service::SettleOrder> order = OrderOf(call);
  if (!order.ok()) return order.error();
  Result<service::Answered> answered =
      call.across()
          ? AskAcross(call, call.region.area_number(), *order)
          : service::Settle(call.region, call.key, *order, Writer(call, SetlinfoForm::kSettled));
  if (!answered.ok()) return OnTheWire(answered.error());
  return OutputOf(call, std::move(answered));
}

Result<std::string> UndoSettlement(const Call& call) {
  const WireValue& data = call.input.Row("data");
  const service::ReverseOrder order{std::string(data.Text("setl_id")),
                                    std::string(data.Text("mdtrt_id")),
                                    std::string(data.Text("psn_no"))};
  if (call.across()) return OutputOf(call, AskAcross(call, call.region.area_number(), order));
  return OutputOf(call, service::ReverseSettlement(call.region, call.key, order,
                                                   Writer(call, SetlinfoForm::kReversed)));
}

Result<std::string> UndoMessage(const Call& call) {
  const WireValue& data = call.input.Row("data");
  const service::UndoOrder order{std::string(data.Text("psn_no")), std::string(data.Text("omsgid")),
                                 std::string(data.Text("oinfno"))};
  if (call.here.crossings != nullptr) {
    const auto asked = call.here.crossings->Find({call.provider.code, order.msgid});
    if (!asked.ok()) return asked.error();
    if (*asked && (*asked)->state != store::CrossingState::kRefused) {
      return OutputOf(call, UndoAcross(call, **asked, order));
    }
  }
  return OutputOf(call, service::UndoByMessage(call.region, call.key, order,
                                               [](const service::Accepted&) { return kNoOutput; }));
}

}  // namespace tongchou::gateway
