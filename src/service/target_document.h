// The printed report of enrolment targets.
//
// Pure; thread-safe.
#ifndef TONGCHOU_SERVICE_TARGET_DOCUMENT_H_
#define TONGCHOU_SERVICE_TARGET_DOCUMENT_H_

#include <string>

#include "service/account_document.h"
#include "service/targets.h"

namespace tongchou::service {

// `scheme` and `office` are what the scheme and the office are called in the language.
Document DocumentOf(const Progress& progress, const std::string& scheme, const std::string& office,
                    const std::string& issuer, Moment at, PrintedIn language);

}  // namespace tongchou::service

#endif  // TONGCHOU_SERVICE_TARGET_DOCUMENT_H_
