// Notices of a recomputation: to an insured person, what was done again and what is paid or
// recovered; to a provider, that nothing of its money changes. Pure; thread-safe.
#ifndef TONGCHOU_SERVICE_RECOMPUTE_DOCUMENT_H_
#define TONGCHOU_SERVICE_RECOMPUTE_DOCUMENT_H_

#include <string>

#include "service/document.h"
#include "service/recompute.h"

namespace tongchou::service {

class Region;

// The notice to one person of the list. Refusals: kUnknownRecompute, kUnknownPerson (not on the
// list), kRecomputeState (nothing is posted), store_* codes.
Result<Document> PersonNotice(Region& region, const std::string& id, const std::string& psn_no,
                              const std::string& issuer, PrintedIn language);

// The notice to one provider. Refusals: kUnknownRecompute, kUnknownProvider (not on the list),
// kRecomputeState (nothing was posted), store_* codes.
Result<Document> ProviderNotice(Region& region, const std::string& id, const std::string& provider,
                                const std::string& issuer, PrintedIn language);

}  // namespace tongchou::service

#endif  // TONGCHOU_SERVICE_RECOMPUTE_DOCUMENT_H_
