#include "service/settlements.h"

#include <utility>

#include "service/committer.h"
#include "service/ids.h"
#include "service/line_work.h"
#include "service/offsite_care.h"
#include "service/policy_at.h"
#include "service/settle_work.h"
#include "service/views.h"
#include "service/visit_work.h"

namespace tongchou::service {
namespace {

constexpr std::string_view kEverything = "0000";

SettleTerms TermsOf(const SettleOrder& order, bool trial) {
  return {order.batch == kEverything ? std::string() : order.batch,
          order.med_type,
          order.use_account,
          order.mid_stay,
          order.discharge,
          trial,
          order.stated};
}

// Computes and books; what a trial books is thrown away with its working set.
Result<SettlementOutcome> SettleIn(Work& work, const SettleOrder& order, bool trial) {
  Result<store::VisitRow> visit = FindLiveVisit(work, order.visit);
  if (!visit.ok()) return visit.error();
  if (!order.scheme.empty() && order.scheme != visit->scheme) {
    return Refuse(ErrorCode::kSchemeDiffers, order.scheme);
  }
  if (!order.benefit.empty()) visit->benefit = order.benefit;
  const std::vector<const store::FeeBatchRow*> batches = work.set.BatchesOf(visit->visit);
  const Result<Booking> booking =
      ComputeSettlement(work, *std::move(visit), batches, TermsOf(order, trial));
  if (!booking.ok()) return booking.error();
  Book(work, *booking);
  return OutcomeOf(work, *booking);
}

NewVisit VisitOf(const PurchaseOrder& order) {
  NewVisit visit;
  visit.psn_no = order.psn_no;
  visit.scheme = order.scheme;
  visit.kind = VisitKind::kPharmacy;
  visit.benefit = order.benefit;
  visit.med_type = order.med_type;
  visit.begin = order.begin;
  visit.disease_code = order.disease_code;
  visit.disease_name = order.disease_name;
  visit.detail = order.detail;
  return visit;
}

// Visit, lines and settlement of a purchase: all computed before anything is booked.
Result<SettlementOutcome> PurchaseIn(Work& work, const PurchaseOrder& order) {
  Result<store::VisitRow> visit = MakeVisit(work, VisitOf(order));
  if (!visit.ok()) return visit.error();
  const Result<PolicyAt> policy =
      FindPolicy(work.region, visit->scheme, visit->benefit, DayOf(visit->begin));
  if (!policy.ok()) return policy.error();
  const LineContext context{work.reference, *policy->benefit,
                            work.reference.FindProvider(work.actor)->level};
  Result<std::vector<store::FeeBatchRow>> batches =
      MakeBatches(context, {{std::string(), order.lines}}, {}, {});
  if (!batches.ok()) return batches.error();
  store::FeeBatchRow& batch = batches->front();
  visit->visit = work.set.state().visits + 1;  // the number that BookVisit gives
  batch.visit = visit->visit;
  batch.seq = 1;
  visit->batches.push_back({1, std::string(), 0, false, {}});
  SettleTerms terms;
  terms.use_account = order.use_account;
  terms.stated = order.stated;
  const Result<Booking> booking = ComputeSettlement(work, *visit, {&batch}, terms);
  if (!booking.ok()) return booking.error();

  BookVisit(work, *visit);
  TC_CHECK(visit->visit == batch.visit);
  Book(work, *booking);
  SettlementOutcome outcome = OutcomeOf(work, *booking);
  outcome.lines = LinesView(work.set.area(), booking->visit, {&batch}, policy->benefit);
  work.set.Add(std::move(batch));
  return outcome;
}

Executed ExecutedOf(const SettlementOutcome& outcome, std::int64_t area,
                    const AnswerWriter<SettlementOutcome>& write) {
  const std::string& id = outcome.settlement.setl_id;
  return {write ? write(outcome) : std::string(), IdNumber(area, IdKind::kSettlement, id), id};
}

// What a trial gives: the outcome without the numbers that nobody will ever have.
SettlementOutcome TrialOutcome(SettlementOutcome outcome, bool purchase) {
  outcome.settlement.setl_id.clear();
  outcome.settlement.entry = 0;
  for (FeeDetail& line : outcome.lines) line.setl_id.clear();
  if (purchase) {
    outcome.settlement.mdtrt_id.clear();
    outcome.visit.mdtrt_id.clear();
  }
  return outcome;
}

void NeedToSettle(const Region& region, const SettleOrder& order, const WorkingSet& set,
                  store::Needs& needs) {
  NeedVisit(region, order.visit, set, needs);
  needs.visit_lines.push_back(IdNumber(region.area_number(), IdKind::kVisit, order.visit.mdtrt_id));
}

void NeedToPurchase(const Region& region, const Guest* guest, const PurchaseOrder& order,
                    store::Needs& needs) {
  needs.persons.push_back(IdNumber(region.area_number(), IdKind::kPerson, order.psn_no));
  NeedOffsiteCare(region, guest, order.psn_no, DayOf(order.begin), needs);
}

// A command without a key, of `provider`, that is only tried.
Command TrialCommand(const Region& region, const std::string& provider) {
  Command command;
  command.actor = provider;
  command.at = region.clock().Now();
  return command;
}

}  // namespace

Result<Answered> Settle(Region& region, const RequestKey& key, const SettleOrder& order,
                        const AnswerWriter<SettlementOutcome>& write) {
  Command command = CommandOf(region, key);
  command.needs = [&](const WorkingSet& set, store::Needs& needs) {
    NeedToSettle(region, order, set, needs);
  };
  command.execute = [&](Work& work) -> Result<Executed> {
    const Result<SettlementOutcome> outcome = SettleIn(work, order, /*trial=*/false);
    if (!outcome.ok()) return outcome.error();
    return ExecutedOf(*outcome, work.set.area(), write);
  };
  return region.committer().Submit(command);
}

Result<SettlementOutcome> TrialSettle(Region& region, const std::string& provider,
                                      const SettleOrder& order,
                                      std::shared_ptr<const Guest> guest) {
  Command command = TrialCommand(region, provider);
  command.guest = std::move(guest);
  SettlementOutcome outcome;
  command.needs = [&](const WorkingSet& set, store::Needs& needs) {
    NeedToSettle(region, order, set, needs);
  };
  command.execute = [&](Work& work) -> Result<Executed> {
    Result<SettlementOutcome> tried = SettleIn(work, order, /*trial=*/true);
    if (!tried.ok()) return tried.error();
    outcome = *std::move(tried);
    return Executed{};
  };
  const Result<Executed> executed = RunTrial(region, command);
  if (!executed.ok()) return executed.error();
  return TrialOutcome(std::move(outcome), /*purchase=*/false);
}

Result<Answered> Purchase(Region& region, const RequestKey& key, const PurchaseOrder& order,
                          const AnswerWriter<SettlementOutcome>& write) {
  Command command = CommandOf(region, key);
  command.needs = [&](const WorkingSet&, store::Needs& needs) {
    NeedToPurchase(region, key.guest.get(), order, needs);
  };
  command.execute = [&](Work& work) -> Result<Executed> {
    const Result<SettlementOutcome> outcome = PurchaseIn(work, order);
    if (!outcome.ok()) return outcome.error();
    return ExecutedOf(*outcome, work.set.area(), write);
  };
  return region.committer().Submit(command);
}

Result<SettlementOutcome> TrialPurchase(Region& region, const std::string& provider,
                                        const PurchaseOrder& order,
                                        std::shared_ptr<const Guest> guest) {
  Command command = TrialCommand(region, provider);
  command.guest = std::move(guest);
  SettlementOutcome outcome;
  command.needs = [&](const WorkingSet&, store::Needs& needs) {
    NeedToPurchase(region, command.guest.get(), order, needs);
  };
  command.execute = [&](Work& work) -> Result<Executed> {
    Result<SettlementOutcome> tried = PurchaseIn(work, order);
    if (!tried.ok()) return tried.error();
    outcome = *std::move(tried);
    return Executed{};
  };
  const Result<Executed> executed = RunTrial(region, command);
  if (!executed.ok()) return executed.error();
  return TrialOutcome(std::move(outcome), /*purchase=*/true);
}

}  // namespace tongchou::service
