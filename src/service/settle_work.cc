#include "service/settle_work.h"

#include <utility>

#include "service/layer_uses.h"
#include "service/line_work.h"
#include "service/policy_at.h"
#include "service/settlement_book.h"
#include "service/views.h"
#include "settle/settle_one.h"

namespace tongchou::service {
namespace {

Error Differs(const char* figure, Money stated, Money computed) {
  return Error{ErrorCode::kStatedAmountDiffers,
               {std::string(figure) + "申报为" + ToYuan(stated) + "，计算为" + ToYuan(computed),
                std::string(figure) + " is stated as " + ToYuan(stated) + " but computed as " +
                    ToYuan(computed)},
               figure};
}

// Compares with what the answers to the uploads added up to; a reduction of the whole encounter
// (referral) comes after that.
Status CheckStated(const StatedAmounts& stated, Money total, const settle::LineSplit& split) {
  const struct {
    const char* figure;
    const std::optional<Money>& stated;
    Money computed;
  } rows[] = {
      {"total", stated.total, total},
      {"full_self_pay", stated.full_self_pay, split.full_self_pay},
      {"over_ceiling", stated.over_ceiling, split.over_ceiling},
      {"first_self_pay", stated.first_self_pay, split.first_self_pay},
      {"eligible", stated.eligible, split.eligible},
  };
  for (const auto& row : rows) {
    if (row.stated && *row.stated != row.computed) {
      return Differs(row.figure, *row.stated, row.computed);
    }
  }
  return Done{};
}

// Brings the visit to where it can be settled. Refusals: kAlreadySettled, kNotDischarged,
// kBadPeriod.
Status Prepare(store::VisitRow& visit, const SettleTerms& terms, Moment now) {
  if (visit.closed) return ErrorCode::kAlreadySettled;
  if (visit.kind != VisitKind::kStay || visit.status == VisitStatus::kDischarged) return Done{};
  if (terms.mid_stay) return Done{};
  if (!terms.discharge && !terms.trial) return ErrorCode::kNotDischarged;
  visit.end = terms.discharge.value_or(now);
  visit.status = VisitStatus::kDischarged;
  if (*visit.end < visit.begin) return Refuse(ErrorCode::kBadPeriod, ToString(*visit.end));
  return Done{};
}

settle::PersonFacts FactsOn(const store::PersonRow& person, const store::Coverage& coverage,
                            const policy::SchemePlan& scheme, Date day) {
  settle::PersonFacts facts;
  facts.category = policy::FindCategory(scheme, coverage.category);
  facts.age = AgeOn(day, person.birth);
  const Date since =
      coverage.insured_since == Date() ? coverage.range.from : coverage.insured_since;
  facts.years_insured = since <= day ? AgeOn(day, since) : 0;
  facts.aid = coverage.aid;
  facts.civil_servant = coverage.civil_servant;
  return facts;
}

// Date, policy, coverage and facts of a settlement.
struct Ground {
  Date date, begin, end;
  PolicyAt policy;
  const store::Coverage* coverage = nullptr;
  settle::PersonFacts facts;
};

Result<Ground> FindGround(const Work& work, const store::VisitRow& visit, bool mid_stay) {
  Ground ground;
  ground.begin = DayOf(visit.begin);
  ground.end = visit.end                                    ? DayOf(*visit.end)
               : mid_stay && visit.kind == VisitKind::kStay ? DayOf(work.at)
                                                            : ground.begin;
  // Which date picks the version is itself a rule of the pack; it is read as of the end.
  Result<PolicyAt> policy = FindPolicy(work.region, visit.scheme, visit.benefit, ground.end);
  if (!policy.ok()) return policy.error();
  ground.date =
      policy->benefit->date_rule == policy::DateRule::kDischarge ? ground.end : ground.begin;
  policy = FindPolicy(work.region, visit.scheme, visit.benefit, ground.date);
  if (!policy.ok()) return policy.error();
  ground.policy = *policy;
  const store::PersonRow* person = work.set.FindPerson(visit.person);
  if (person == nullptr) return ErrorCode::kUnknownPerson;
  ground.coverage = CoverageIn(person->coverage, ground.date, visit.scheme);
  if (ground.coverage == nullptr) return Refuse(ErrorCode::kNoCoverage, ToString(ground.date));
  ground.facts = FactsOn(*person, *ground.coverage, *policy->scheme, ground.date);
  ground.facts.frozen =
      ground.coverage->frozen ||
      !FrozenFor(work.reference.arrears, ground.coverage->employer, ground.date).empty();
  if (ground.facts.category < 0) {
    return Refuse(ErrorCode::kUnknownCategory, ground.coverage->category);
  }
  return ground;
}

// Everything of the row but figures and inputs.
store::SettlementRow HeadOf(const Work& work, const Ground& ground, const store::VisitRow& visit,
                            const store::AccountRow& account, const SettleTerms& terms) {
  const store::Provider* provider = work.reference.FindProvider(visit.provider);
  store::SettlementRow row;
  row.person = visit.person;
  row.visit = visit.visit;
  row.provider = visit.provider;
  row.msgid = work.msgid;
  row.at = work.at;
  row.date = ground.date;
  row.begin = ground.begin;
  row.end = ground.end;
  row.scheme = visit.scheme;
  row.category = ground.coverage->category;
  row.benefit = visit.benefit;
  row.med_type = terms.med_type.empty() ? visit.med_type : terms.med_type;
  row.pack = ground.policy.epoch->pack;
  row.pack_digest = DigestFromHex(ground.policy.epoch->pack_digest);
  row.year = policy::BenefitYearOf(*ground.policy.epoch, ground.date);
  row.mid_stay = terms.mid_stay && visit.status != VisitStatus::kDischarged;
  row.pharmacy = provider != nullptr && provider->kind == ProviderKind::kPharmacy;
  row.previous = account.standing;
  if (work.guest != nullptr) {
    row.treated = work.guest->area;
    row.crossing = work.guest->crossing;
  }
  row.inputs.facts = ground.facts;
  row.inputs.level = provider != nullptr ? provider->level : 1;
  row.inputs.referral = visit.referral;
  row.inputs.use_account = terms.use_account;
  row.inputs.balance_before = account.balance;
  for (const policy::Layer& layer : ground.policy.benefit->layers) {
    row.layer_funds.push_back(ground.policy.scheme->funds[layer.fund].id);
    row.layer_ids.push_back(layer.id);
  }
  return row;
}

// The lines to settle into the row's inputs, and the sums of their splits.
struct Gathered {
  settle::LineSplit split;
  Money total;
};

Result<Gathered> GatherLines(const store::VisitRow& visit,
                             const std::vector<const store::FeeBatchRow*>& batches,
                             const std::string& batch, const policy::BenefitPlan& benefit,
                             std::vector<settle::FeeLine>& lines) {
  const std::vector<const store::FeeBatchRow*> open = UnsettledBatches(visit, batches, batch);
  if (open.empty()) {
    for (const store::BatchState& state : visit.batches) {
      const bool named = batch.empty() || state.batch == batch;
      if (named && state.settlement != 0) return ErrorCode::kAlreadySettled;
    }
    return ErrorCode::kNoLines;
  }
  Gathered gathered;
  for (const NetLine& line : NetLines(open)) {
    lines.push_back(EngineLine(*line.row, line.quantity_e4, line.amount));
    gathered.split = gathered.split + settle::SplitLine(benefit, lines.back());
    gathered.total += line.amount;
  }
  return gathered;
}

void MarkSettled(store::VisitRow& visit, const store::SettlementRow& row,
                 const std::string& batch) {
  for (store::BatchState& state : visit.batches) {
    const bool named = batch.empty() || state.batch == batch;
    if (named && state.settlement == 0 && !state.withdrawn) state.settlement = row.settlement;
  }
  visit.settlements.push_back(row.settlement);
  visit.closed = visit.kind == VisitKind::kStay && !row.mid_stay;
}

}  // namespace

Result<Booking> ComputeSettlement(const Work& work, store::VisitRow visit,
                                  const std::vector<const store::FeeBatchRow*>& batches,
                                  const SettleTerms& terms) {
  if (const Status ready = Prepare(visit, terms, work.at); !ready.ok()) return ready.error();
  const Result<Ground> ground = FindGround(work, visit, terms.mid_stay);
  if (!ground.ok()) return ground.error();
  Booking booking;
  booking.account = work.set.AccountOf(visit.person);
  booking.settlement = HeadOf(work, *ground, visit, booking.account, terms);
  store::SettlementRow& row = booking.settlement;
  const Result<Gathered> gathered =
      GatherLines(visit, batches, terms.batch, *ground->policy.benefit, row.inputs.lines);
  if (!gathered.ok()) return gathered.error();
  const Status stated = CheckStated(terms.stated, gathered->total, gathered->split);
  if (!stated.ok()) return stated.error();

  booking.year = work.set.YearOf(visit.person, visit.scheme, row.year);
  row.inputs.totals_before = booking.year.totals;
  const settle::Encounter encounter{row.inputs.level, row.inputs.referral, row.inputs.use_account,
                                    row.inputs.lines};
  const Result<settle::Figures> figures =
      settle::SettleOne(*ground->policy.benefit, row.inputs.facts, encounter,
                        row.inputs.balance_before, booking.year.totals);
  if (!figures.ok()) return figures.error();
  row.figures = *figures;
  const bool counted = booking.year.totals.stays > row.inputs.totals_before.stays;
  row.stay_number = counted ? booking.year.totals.stays : 0;
  row.settlement = work.set.NextSettlement();
  row.entry = work.set.NextEntry();
  row.balance_after = booking.account.balance - figures->account;
  AddToYear(row, booking.year);
  booking.account.balance = row.balance_after;
  booking.account.standing = row.settlement;
  if (visit.kind == VisitKind::kStay && visit.status == VisitStatus::kDischarged &&
      booking.account.open_stay == visit.visit) {
    booking.account.open_stay = 0;
  }
  MarkSettled(visit, row, terms.batch);
  booking.visit = std::move(visit);
  return booking;
}

Result<Booking> ComputeReversal(const Work& work, const store::SettlementRow& original) {
  if (original.reverses != 0) return ErrorCode::kUnknownReference;
  // What two areas have booked is taken back by both.
  if (original.treated != (work.guest != nullptr ? work.guest->area : 0)) {
    return ErrorCode::kUnknownReference;
  }
  if (original.reversed_by != 0) return ErrorCode::kAlreadyReversed;
  Booking booking;
  booking.account = work.set.AccountOf(original.person);
  if (booking.account.standing != original.settlement) return ErrorCode::kLaterSettlementExists;
  booking.settlement = original;
  store::SettlementRow& row = booking.settlement;
  row.settlement = work.set.NextSettlement();
  row.entry = work.set.NextEntry();
  row.msgid = work.msgid;
  row.at = work.at;
  row.reverses = original.settlement;
  row.crossing = work.guest != nullptr ? work.guest->crossing : 0;
  row.figures = Negated(original.figures);
  row.inputs.lines.clear();
  row.balance_after = booking.account.balance + original.figures.account;
  booking.account.balance = row.balance_after;
  booking.account.standing = original.previous;
  // Latest standing: the year is still as this settlement left it.
  booking.year = work.set.YearOf(original.person, original.scheme, original.year);
  booking.year.totals = original.inputs.totals_before;
  AddToYear(row, booking.year);
  const store::VisitRow* visit = work.set.FindVisit(original.visit);
  TC_CHECK(visit != nullptr);
  booking.visit = *visit;
  const bool purchase = visit->kind == VisitKind::kPharmacy;
  for (store::BatchState& state : booking.visit.batches) {
    if (state.settlement != original.settlement) continue;
    state.settlement = 0;
    state.reversed.push_back(original.settlement);
    state.withdrawn = purchase;
  }
  if (!original.mid_stay) booking.visit.closed = false;
  if (purchase) booking.visit.status = VisitStatus::kCancelled;
  booking.visit.settlements.push_back(row.settlement);
  return booking;
}

void Book(Work& work, const Booking& booking) {
  const store::SettlementRow& row = booking.settlement;
  const bool reversal = row.reverses != 0;
  store::AccountRow account = booking.account;
  const Money moved = -row.figures.account;
  if (moved.fen != 0) {
    store::MovementRow movement;
    movement.person = row.person;
    movement.number = ++account.movements;
    movement.at = row.at;
    movement.kind = reversal ? MovementKind::kReversal : MovementKind::kPayment;
    movement.amount = moved;
    movement.balance_after = row.balance_after;
    movement.settlement = row.settlement;
    movement.entry = row.entry;
    work.set.Add(movement);
  }
  if (row.treated != 0) {
    store::CrossingRow crossing = CrossingOfSettlement(work.set.area(), row);
    crossing.number = work.set.NewCrossing();
    work.set.Put(crossing);
  }
  work.set.AddEntry(SettlementEntry(work.set.area(), row));
  work.set.Add(SettlementDay(row));
  work.set.Put(account);
  work.set.Put(booking.year);
  work.set.Put(booking.visit);
  work.set.Add(row);
}

SettlementOutcome OutcomeOf(const Work& work, const Booking& booking) {
  const std::int64_t area = work.set.area();
  const store::PersonRow* person = work.set.FindPerson(booking.settlement.person);
  const store::Provider* provider = work.reference.FindProvider(booking.settlement.provider);
  TC_CHECK(person != nullptr && provider != nullptr);
  SettlementOutcome outcome;
  outcome.settlement = SettlementView(area, booking.settlement);
  FillLayerUses(work.region, booking.settlement, outcome.settlement);
  outcome.person = PersonView(area, *person, booking.settlement.balance_after);
  outcome.provider = *provider;
  outcome.visit = VisitView(area, booking.visit);
  return outcome;
}

}  // namespace tongchou::service
