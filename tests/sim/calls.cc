#include "sim/calls.h"

#include <fmt/core.h>

#include "service/funds.h"
#include "service/lines.h"
#include "service/register.h"
#include "service/settlements.h"
#include "service/visits.h"

namespace tongchou::sim {
namespace {

using service::Answered;
using service::Region;

std::string Begin(const Stamp& stamp) {
  return fmt::format("attempt={} run={}", stamp.attempt, ++*stamp.executions);
}

std::string SayVisit(const Stamp& stamp, const service::Visit& visit) {
  return fmt::format("{} visit={} status={}", Begin(stamp), visit.mdtrt_id,
                     static_cast<int>(visit.status));
}

std::string SayLines(const Stamp& stamp, const service::Uploaded& uploaded) {
  settle::LineSplit sum;
  for (const service::FeeDetail& line : uploaded.lines) {
    sum.full_self_pay += line.split.full_self_pay;
    sum.over_ceiling += line.split.over_ceiling;
    sum.first_self_pay += line.split.first_self_pay;
    sum.eligible += line.split.eligible;
  }
  return fmt::format("{} visit={} lines={} full={} over={} first={} eligible={}", Begin(stamp),
                     uploaded.visit.mdtrt_id, uploaded.lines.size(), sum.full_self_pay.fen,
                     sum.over_ceiling.fen, sum.first_self_pay.fen, sum.eligible.fen);
}

std::string SaySettlement(const Stamp& stamp, const service::SettlementOutcome& outcome) {
  const service::Settlement& row = outcome.settlement;
  const settle::Figures& figures = row.figures;
  return fmt::format(
      "{} setl={} visit={} person={} total={} full={} over={} first={} eligible={} deductible={} "
      "funds={} burden={} account={} cash={} balance={} year={}",
      Begin(stamp), row.setl_id, row.mdtrt_id, row.psn_no, figures.total.fen,
      figures.full_self_pay.fen, figures.over_ceiling.fen, figures.first_self_pay.fen,
      figures.eligible.fen, figures.deductible.fen, figures.funds_paid.fen, figures.burden.fen,
      figures.account.fen, figures.cash.fen, row.balance_after.fen, row.year);
}

service::RequestKey KeyOf(const Request& request) {
  return {request.actor, request.msgid, request.infno, Sm3(request.body)};
}

Result<Answered> Enrol(Region& region, const Request& request, const Stamp& stamp) {
  service::NewPerson person;
  person.name = request.certificate;
  person.certificate = request.certificate;
  person.birth = Date(1980, 2, 29);
  person.coverage = request.coverage;
  person.account_opening = {request.amount_fen};
  const auto numbers = service::EnrolPersons(region, request.actor, {person});
  if (!numbers.ok()) return numbers.error();
  return Answered{Begin(stamp) + " person=" + numbers->front(), false};
}

Result<Answered> Contribute(Region& region, const Request& request, const Stamp& stamp) {
  service::Contribution contribution;
  contribution.day = request.day;
  contribution.opening = request.opening;
  contribution.reference = request.actor;
  if (request.fund_fen != 0) {
    contribution.incomes = {{request.scheme, request.fund, {request.fund_fen}}};
  }
  if (!request.person.empty()) {
    contribution.credits = {{request.person, request.scheme, {request.amount_fen}}};
  }
  const auto entry = service::PostContribution(region, request.actor, contribution);
  if (!entry.ok()) return entry.error();
  return Answered{fmt::format("{} entry={}", Begin(stamp), *entry), false};
}

Result<Answered> Freeze(Region& region, const Request& request, const Stamp& stamp) {
  const Status done = service::SetCoverageFrozen(
      region, request.actor, request.person, request.scheme, request.day, request.frozen, "欠费");
  if (!done.ok()) return done.error();
  return Answered{Begin(stamp), false};
}

Result<Answered> CallVisit(Region& region, const Request& request, const Stamp& stamp) {
  const auto say = [&](const service::Visit& visit) { return SayVisit(stamp, visit); };
  const service::RequestKey key = KeyOf(request);
  const service::VisitRef ref{request.visit, request.person};
  switch (request.verb) {
    case Verb::kRegister: {
      service::NewVisit visit;
      visit.psn_no = request.person;
      visit.scheme = request.scheme;
      visit.kind = request.kind;
      visit.benefit = request.benefit;
      visit.begin = request.begin;
      visit.referral = request.referral;
      return service::RegisterVisit(region, key, visit, say);
    }
    case Verb::kRecord: {
      service::VisitRecord record;
      record.visit = ref;
      record.begin = request.begin;
      record.referral = request.referral;
      return service::RecordVisit(region, key, record, say);
    }
    case Verb::kDischarge: {
      const service::DischargeOrder order{ref, request.end, {}, {}, {}, {}};
      return service::Discharge(region, key, order, say);
    }
    case Verb::kUndoDischarge:
      return service::UndoDischarge(region, key, ref, say);
    default:
      return service::CancelVisit(region, key, ref, say);
  }
}

Result<Answered> CallLines(Region& region, const Request& request, const Stamp& stamp) {
  const service::VisitRef ref{request.visit, request.person};
  if (request.verb == Verb::kUpload) {
    return service::UploadLines(
        region, KeyOf(request), {ref, {{request.batch, request.lines}}},
        [&](const service::Uploaded& uploaded) { return SayLines(stamp, uploaded); });
  }
  return service::WithdrawLines(region, KeyOf(request), {ref, request.names, {}},
                                [&](const service::Withdrawn& withdrawn) {
                                  return fmt::format("{} lines={}", Begin(stamp), withdrawn.lines);
                                });
}

service::SettleOrder OrderOf(const Request& request) {
  service::SettleOrder order;
  order.visit = {request.visit, request.person};
  order.batch = request.batch;
  order.use_account = request.use_account;
  order.mid_stay = request.mid_stay;
  order.discharge = request.discharge;
  if (request.stated_total_fen) order.stated.total = Money{*request.stated_total_fen};
  return order;
}

Result<Answered> CallSettle(Region& region, const Request& request, const Stamp& stamp) {
  const auto say = [&](const service::SettlementOutcome& outcome) {
    return SaySettlement(stamp, outcome);
  };
  if (request.verb == Verb::kTrial) {
    const auto outcome = service::TrialSettle(region, request.actor, OrderOf(request));
    if (!outcome.ok()) return outcome.error();
    return Answered{say(*outcome), false};
  }
  const service::RequestKey key = KeyOf(request);
  if (request.verb == Verb::kSettle) return service::Settle(region, key, OrderOf(request), say);
  if (request.verb == Verb::kReverse) {
    return service::ReverseSettlement(region, key,
                                      {request.settlement, request.visit, request.person}, say);
  }
  service::PurchaseOrder order;
  order.psn_no = request.person;
  order.scheme = request.scheme;
  order.benefit = request.benefit;
  order.begin = request.begin;
  order.lines = request.lines;
  order.use_account = request.use_account;
  return service::Purchase(region, key, order, say);
}

Result<Answered> CallUndo(Region& region, const Request& request, const Stamp& stamp) {
  return service::UndoByMessage(region, KeyOf(request),
                                {request.person, request.undo_msgid, request.undo_infno},
                                [&](const service::Accepted&) { return Begin(stamp); });
}

}  // namespace

Result<Answered> Call(Region& region, const Request& request, Stamp stamp) {
  switch (request.verb) {
    case Verb::kEnrol:
      return Enrol(region, request, stamp);
    case Verb::kContribute:
      return Contribute(region, request, stamp);
    case Verb::kFreeze:
      return Freeze(region, request, stamp);
    case Verb::kRegister:
    case Verb::kRecord:
    case Verb::kDischarge:
    case Verb::kUndoDischarge:
    case Verb::kCancel:
      return CallVisit(region, request, stamp);
    case Verb::kUpload:
    case Verb::kWithdraw:
      return CallLines(region, request, stamp);
    case Verb::kTrial:
    case Verb::kSettle:
    case Verb::kPurchase:
    case Verb::kReverse:
      return CallSettle(region, request, stamp);
    case Verb::kUndoMessage:
      return CallUndo(region, request, stamp);
  }
  TC_CHECK(false && "not a verb");
  return ErrorCode::kInternalDefect;
}

}  // namespace tongchou::sim
