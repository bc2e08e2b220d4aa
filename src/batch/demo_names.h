// Names for the demo region: persons, employers, hospitals, pharmacies. All invented.
//
// Pure functions of the generator passed in.
#ifndef TONGCHOU_BATCH_DEMO_NAMES_H_
#define TONGCHOU_BATCH_DEMO_NAMES_H_

#include <string>
#include <string_view>

#include "base/random.h"

namespace tongchou::batch {

// A person's name: mostly a common surname with one or two characters; also compound surnames,
// names with a middle dot, and characters beyond the basic plane, which stores and screens must
// bear.
std::string PersonName(Random& random, bool female);

// The surname of a name made by PersonName (its first character, or two of a compound one); for
// families. A name with a middle dot has none: empty.
std::string SurnameOf(std::string_view name);

// "<surname><given>" with a surname that is given.
std::string NameInFamily(Random& random, std::string_view surname, bool female);

// An enterprise, an office or a school, by `kind`: "government", "institution", anything else is
// an enterprise. `index` keeps names apart.
std::string EmployerName(Random& random, std::string_view kind, int index);

// A hospital of `level` 1..3, the `index`th of its level (from 0).
std::string HospitalName(int level, int index);

// The `index`th pharmacy.
std::string PharmacyName(int index);

}  // namespace tongchou::batch

#endif  // TONGCHOU_BATCH_DEMO_NAMES_H_
