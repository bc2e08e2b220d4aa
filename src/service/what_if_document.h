// What a change of policy would have cost, as a printed report.
//
// Pure; thread-safe.
#ifndef TONGCHOU_SERVICE_WHAT_IF_DOCUMENT_H_
#define TONGCHOU_SERVICE_WHAT_IF_DOCUMENT_H_

#include <string>

#include "service/document.h"
#include "service/what_if_papers.h"

namespace tongchou::service {

// A sheet for each variant beside the base. `area` is the area's code as a number.
Document DocumentOf(const WhatIf& result, std::int64_t area, const std::string& issuer,
                    PrintedIn language);

}  // namespace tongchou::service

#endif  // TONGCHOU_SERVICE_WHAT_IF_DOCUMENT_H_
