// Employments of the persons of a store: made with every person that is written, and once for those
// whom an earlier program wrote, as SQL cannot read packed rows.
//
// Thread-safe as the store is.
#ifndef TONGCHOU_STORE_CARRY_OVER_H_
#define TONGCHOU_STORE_CARRY_OVER_H_

#include <cstdint>
#include <vector>

#include "base/result.h"
#include "store/store.h"

namespace tongchou::store {

// Appends an employment for each employer that the person's coverage names.
void AddEmployments(const PersonRow& person, std::vector<EmploymentRow>& employments);

// Adds the employments of an area whose persons were written before there were any, a thousand
// persons a transaction; nothing is done when AreaState::carried says that they are there. What was
// stopped on the way is taken up by the next call. `store` may be sealed or not. Refusals: store_*.
Status CarryOver(Store& store, std::int64_t area);

}  // namespace tongchou::store

#endif  // TONGCHOU_STORE_CARRY_OVER_H_
