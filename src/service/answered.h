// Whether a message was accepted before. Thread-safe; sees only what is durable.
#ifndef TONGCHOU_SERVICE_ANSWERED_H_
#define TONGCHOU_SERVICE_ANSWERED_H_

#include "service/region.h"
#include "service/request.h"

namespace tongchou::service {

// True when there is a stored answer under `key` in the area of `region`; false also when the store
// cannot be asked.
bool WasAnswered(Region& region, const RequestKey& key);

}  // namespace tongchou::service

#endif  // TONGCHOU_SERVICE_ANSWERED_H_
