// Verifying recomputations: the lists are what the rules give for the settlements as they stood
// then, what was posted is what was listed, and every entry of a difference belongs to one paper.
#ifndef TONGCHOU_SERVICE_VERIFY_RECOMPUTE_H_
#define TONGCHOU_SERVICE_VERIFY_RECOMPUTE_H_

#include <unordered_set>

#include "service/region.h"
#include "service/verify_book.h"

namespace tongchou::service {

// Settlements that stand for one done again: their account was not asked, what it paid before was
// its limit. Refusals: store_* codes.
Result<std::unordered_set<std::int64_t>> RedoneSettlements(store::Reader& reader);

// Marks the entries of `book`. Refusals: store_* codes.
Status VerifyRecomputes(Region& region, store::Reader& reader, Book& book, Findings& findings);

}  // namespace tongchou::service

#endif  // TONGCHOU_SERVICE_VERIFY_RECOMPUTE_H_
