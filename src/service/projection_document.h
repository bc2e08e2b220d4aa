// Projection as a printed report, a sheet for each set of rules.
//
// Pure; thread-safe.
#ifndef TONGCHOU_SERVICE_PROJECTION_DOCUMENT_H_
#define TONGCHOU_SERVICE_PROJECTION_DOCUMENT_H_

#include <string>

#include "service/document.h"
#include "service/projection_papers.h"

namespace tongchou::service {

Document DocumentOf(const Projection& result, const std::string& issuer, PrintedIn language);

}  // namespace tongchou::service

#endif  // TONGCHOU_SERVICE_PROJECTION_DOCUMENT_H_
