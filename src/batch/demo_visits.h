// The month of encounters of the demo region: who goes where, when, and what happens to it, as a
// list of events in the order in which they reach the service.
//
// Time runs in steps: kStepsPerDay to a day. The events of one step belong to different persons'
// visits or to visits that do not touch; each visit has at most one event in a step.
// Pure.
#ifndef TONGCHOU_BATCH_DEMO_VISITS_H_
#define TONGCHOU_BATCH_DEMO_VISITS_H_

#include <cstdint>
#include <vector>

#include "base/clock.h"
#include "batch/demo_people.h"
#include "service/visits.h"

namespace tongchou::batch {

inline constexpr int kStepsPerDay = 24;  // from 8:00, every 25 minutes

// How much was done in a stay.
enum class Severity : std::uint8_t { kPlain, kSurgery, kGrave, kExtreme };

struct DemoVisit {
  std::uint32_t person = 0;
  std::uint16_t provider = 0;  // index into the providers
  service::VisitKind kind = service::VisitKind::kOutpatient;
  std::uint8_t level = 1;
  std::int32_t begin_step = 0;
  std::uint8_t days = 0;  // of a stay
  Severity severity = Severity::kPlain;
  settle::Referral referral = settle::Referral::kNone;
  bool use_account = false;
  bool taken_back = false;     // the settlement is reversed …
  bool settled_again = false;  // … and made anew
};

enum class Action : std::uint8_t {
  kRegister,
  kUpload,
  kDischarge,
  kSettle,
  kPurchase,
  kTakeBack,
  kSettleAgain,
};

struct DemoEvent {
  std::int32_t step = 0;
  std::uint32_t visit = 0;
  Action action = Action::kRegister;
  std::uint8_t part = 0;  // which upload of the visit, from 0
};

struct VisitsOrder {
  std::uint64_t seed = 0;
  Date first;    // the first day
  int days = 0;  // how many; stays that do not end within them remain open
};

struct DemoMonth {
  std::vector<DemoVisit> visits;
  std::vector<DemoEvent> events;  // by step, then visit
};

// Visits of `people` at `providers` (in the order of MakeProviders).
DemoMonth MakeMonth(const VisitsOrder& order, const std::vector<DemoPerson>& people,
                    const std::vector<service::Provider>& providers);

// The moment of a step.
Moment MomentOfStep(Date first, std::int32_t step);

// How many uploads a visit has: one each three days of a stay.
int UploadsOf(const DemoVisit& visit);

}  // namespace tongchou::batch

#endif  // TONGCHOU_BATCH_DEMO_VISITS_H_
