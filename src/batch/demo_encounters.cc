#include "batch/demo_encounters.h"

#include <fmt/format.h>

#include <utility>

#include "base/sm3.h"
#include "service/committer.h"
#include "service/settlements.h"
#include "service/visits.h"

namespace tongchou::batch {

namespace {

struct KindWords {
  std::string_view benefit;
  std::string_view register_infno, upload_infno, settle_infno, reverse_infno;
};

// What the national interface calls each step, so that the stored messages read as live ones.
const KindWords& WordsOf(service::VisitKind kind) {
  static constexpr KindWords kOutpatient{"outpatient", "2201", "2204", "2207", "2208"};
  static constexpr KindWords kPharmacy{"pharmacy", "", "", "2102", "2103"};
  static constexpr KindWords kStay{"inpatient", "2401", "2301", "2304", "2305"};
  if (kind == service::VisitKind::kStay) return kStay;
  return kind == service::VisitKind::kPharmacy ? kPharmacy : kOutpatient;
}

std::string_view InfnoOf(const KindWords& words, Action action) {
  switch (action) {
    case Action::kRegister:
      return words.register_infno;
    case Action::kUpload:
      return words.upload_infno;
    case Action::kDischarge:
      return "2402";
    case Action::kTakeBack:
      return words.reverse_infno;
    default:
      return words.settle_infno;
  }
}

std::string DiagnosisRows(const Diagnosis& diagnosis) {
  return fmt::format(R"([{{"diag_type":"1","diag_srt_no":"1","maindiag_flag":"1","diag_code":"{}",)"
                     R"("diag_name":"{}","vali_flag":"1"}}])",
                     diagnosis.code, diagnosis.name);
}

std::string VisitId(const service::Visit& visit) { return visit.mdtrt_id; }

std::string SettlementId(const service::SettlementOutcome& outcome) {
  return outcome.settlement.setl_id;
}

Result<std::string> AnswerOf(Result<service::Answered> answered) {
  if (!answered.ok()) return answered.error();
  return std::move(answered->answer);
}

// "20260210093000" of the moment, as message ids carry it.
std::string Compact(Moment moment) {
  std::string digits;
  for (const char c : ToString(moment)) {
    if (c >= '0' && c <= '9') digits.push_back(c);
  }
  return digits;
}

}  // namespace

EncounterPlayer::EncounterPlayer(service::Region& region, StepClock& clock, const Cast& cast,
                                 int callers)
    : region_(region),
      clock_(clock),
      cast_(cast),
      calls_(callers, [&region] { return region.committer().taken(); }),
      visit_ids_(cast.month.visits.size()),
      settled_(cast.month.visits.size()) {}

Status EncounterPlayer::PlayUntil(std::int32_t step,
                                  const std::function<void(std::size_t)>& played) {
  const std::vector<DemoEvent>& events = cast_.month.events;
  while (next_ < events.size() && events[next_].step < step) {
    std::size_t end = next_;
    while (end < events.size() && events[end].step == events[next_].step) ++end;
    clock_.MoveTo(MomentOfStep(cast_.first, events[next_].step));
    if (const Status status = PlayStep(next_, end); !status.ok()) return status;
    played(end - next_);
    next_ = end;
  }
  return Done{};
}

Status EncounterPlayer::PlayStep(std::size_t begin, std::size_t end) {
  return calls_.Run(end - begin, [&](std::size_t index) -> Status {
    const DemoEvent& event = cast_.month.events[begin + index];
    const service::RequestKey key = KeyOf(event, index);
    const Result<std::string> answer = Play(event, key);
    if (answer.ok()) return Done{};
    Error error = answer.error();
    error.where = fmt::format("{} {} {}", key.infno, key.msgid, error.where);
    return error;
  });
}

service::RequestKey EncounterPlayer::KeyOf(const DemoEvent& event, std::size_t index) const {
  const DemoVisit& visit = cast_.month.visits[event.visit];
  service::RequestKey key;
  key.provider = cast_.providers[visit.provider].code;
  key.infno = InfnoOf(WordsOf(visit.kind), event.action);
  const Moment at = MomentOfStep(cast_.first, event.step);
  key.msgid = fmt::format("{}{}{:04}", key.provider, Compact(at), index);
  key.body = Sm3(key.infno + key.msgid);
  return key;
}

std::string EncounterPlayer::MedType(std::string_view benefit) const {
  for (const auto& pair : region_.pack().wire.med_type_to_benefit) {
    if (pair.word == benefit) return pair.wire;
  }
  return {};
}

Result<std::string> EncounterPlayer::Play(const DemoEvent& event, const service::RequestKey& key) {
  switch (event.action) {
    case Action::kRegister:
      return Register(event, key);
    case Action::kUpload:
      return Upload(event, key);
    case Action::kDischarge:
      return Discharge(event, key);
    case Action::kPurchase:
      return Purchase(event, key);
    case Action::kTakeBack:
      return TakeBack(event, key);
    case Action::kSettle:
    case Action::kSettleAgain:
      return Settle(event, key);
  }
  TC_CHECK(!"every action is played");
  return std::string();
}

Result<std::string> EncounterPlayer::Register(const DemoEvent& event,
                                              const service::RequestKey& key) {
  const DemoVisit& visit = cast_.month.visits[event.visit];
  const Diagnosis diagnosis = DiagnosisOf(cast_.seed, event.visit, visit);
  service::NewVisit made;
  made.psn_no = cast_.numbers[visit.person];
  made.scheme = cast_.people[visit.person].person.coverage.back().scheme;
  made.kind = visit.kind;
  made.benefit = WordsOf(visit.kind).benefit;
  made.med_type = MedType(made.benefit);
  made.number = fmt::format("{:08}", event.visit + 1);
  made.begin = MomentOfStep(cast_.first, event.step);
  made.referral = visit.referral;
  made.disease_code = diagnosis.code;
  made.disease_name = diagnosis.name;
  made.diagnoses = DiagnosisRows(diagnosis);
  Result<std::string> id = AnswerOf(service::RegisterVisit(region_, key, made, VisitId));
  if (id.ok()) visit_ids_[event.visit] = *id;
  return id;
}

Result<std::string> EncounterPlayer::Upload(const DemoEvent& event,
                                            const service::RequestKey& key) {
  const DemoVisit& visit = cast_.month.visits[event.visit];
  service::UploadOrder order;
  order.visit.mdtrt_id = visit_ids_[event.visit];
  const bool stay = visit.kind == service::VisitKind::kStay;
  const Moment at = MomentOfStep(cast_.first, event.step);
  order.batches.push_back({stay ? "" : "1", cast_.lines.Lines(event.visit, visit, event.part, at)});
  return AnswerOf(service::UploadLines(region_, key, order,
                                       [](const service::Uploaded&) { return std::string(); }));
}

Result<std::string> EncounterPlayer::Discharge(const DemoEvent& event,
                                               const service::RequestKey& key) {
  service::DischargeOrder order;
  order.visit.mdtrt_id = visit_ids_[event.visit];
  order.end = MomentOfStep(cast_.first, event.step);
  return AnswerOf(service::Discharge(region_, key, order, VisitId));
}

Result<std::string> EncounterPlayer::Settle(const DemoEvent& event,
                                            const service::RequestKey& key) {
  service::SettleOrder order;
  order.visit.mdtrt_id = visit_ids_[event.visit];
  order.use_account = cast_.month.visits[event.visit].use_account;
  Result<std::string> id = AnswerOf(service::Settle(region_, key, order, SettlementId));
  if (id.ok()) settled_[event.visit] = *id;
  return id;
}

Result<std::string> EncounterPlayer::Purchase(const DemoEvent& event,
                                              const service::RequestKey& key) {
  const DemoVisit& visit = cast_.month.visits[event.visit];
  const Diagnosis diagnosis = DiagnosisOf(cast_.seed, event.visit, visit);
  service::PurchaseOrder order;
  order.psn_no = cast_.numbers[visit.person];
  order.scheme = cast_.people[visit.person].person.coverage.back().scheme;
  order.benefit = WordsOf(visit.kind).benefit;
  order.med_type = MedType(order.benefit);
  order.begin = MomentOfStep(cast_.first, event.step);
  order.disease_code = diagnosis.code;
  order.disease_name = diagnosis.name;
  order.lines = cast_.lines.Lines(event.visit, visit, event.part, order.begin);
  order.use_account = visit.use_account;
  Result<std::string> id = AnswerOf(service::Purchase(region_, key, order, SettlementId));
  if (id.ok()) settled_[event.visit] = *id;
  return id;
}

Result<std::string> EncounterPlayer::TakeBack(const DemoEvent& event,
                                              const service::RequestKey& key) {
  service::ReverseOrder order;
  order.setl_id = settled_[event.visit];
  return AnswerOf(service::ReverseSettlement(region_, key, order, SettlementId));
}

}  // namespace tongchou::batch
