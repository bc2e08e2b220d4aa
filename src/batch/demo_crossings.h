// Some people of each demo region who fall ill in another one.
//
// Not thread-safe on one region.
#ifndef TONGCHOU_BATCH_DEMO_CROSSINGS_H_
#define TONGCHOU_BATCH_DEMO_CROSSINGS_H_

#include "base/result.h"
#include "batch/step_clock.h"
#include "service/neighbourhood.h"

namespace tongchou::batch {

// From each of `regions`, which live by `clock`, `count` persons are outpatients in each of the
// others, a minute apart; every sixth settlement is undone. The same regions give the same visits.
// Refusals: those of the verbs.
Status MakeDemoCrossings(const service::Regions& regions, service::Neighbourhood& areas,
                         StepClock& clock, int count);

}  // namespace tongchou::batch

#endif  // TONGCHOU_BATCH_DEMO_CROSSINGS_H_
