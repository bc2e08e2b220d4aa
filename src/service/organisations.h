// The agency's offices as a tree (city, county, township, village), and what those who work in one
// may see.
//
// An organisation is named by its path: the codes from the top to it, with slashes between
// ("C1/T2"). A person belongs to one; whoever works there or above may see the person. The empty
// path is the whole area. An organisation is never moved or renamed. Thread-safe.
#ifndef TONGCHOU_SERVICE_ORGANISATIONS_H_
#define TONGCHOU_SERVICE_ORGANISATIONS_H_

#include <cstdint>
#include <string>
#include <vector>

#include "base/result.h"

namespace tongchou::service {

class Region;

// What somebody may see of persons.
struct Scope {
  std::string path;  // empty: all

  bool Covers(const std::string& organisation) const {
    return path.empty() || organisation == path || organisation.starts_with(path + "/");
  }
};

struct Organisation {
  std::string code;  // unique within the area: letters, digits and - only
  std::string name;
  std::string path;  // made when it is added
};

// Adds an organisation below `parent` (a code; empty: at the top). Refusals: kDuplicateId,
// kUnknownOrganisation, kBadParameter (a code of other characters).
Result<Organisation> AddOrganisation(Region& region, const std::string& actor,
                                     const std::string& code, const std::string& name,
                                     const std::string& parent);

// The offices that the region's pack begins with, each behind the one above it; may be none.
std::vector<Organisation> OrganisationsOfPack(const Region& region);

// Adds those of them whose code there is not yet, all or none. How many it added. Refusals: store_*
// codes.
Result<std::int64_t> AddOrganisationsOfPack(Region& region, const std::string& actor);

// The names from the top down to `path`; a code where there is no such organisation. Refusals:
// store_* codes.
Result<std::vector<std::string>> NamesOf(Region& region, const std::string& path);

// By path.
Result<std::vector<Organisation>> AllOrganisations(Region& region);

// Refusals: kUnknownOrganisation.
Result<Organisation> FindOrganisation(Region& region, const std::string& code);

// Whether `path` is empty or names an organisation. Refusals: kUnknownOrganisation.
Status CheckOrganisation(Region& region, const std::string& path);

// Gives a person to another organisation (a code; empty: the area itself). Refusals:
// kUnknownPerson (also when `scope` does not cover the person), kUnknownOrganisation, kRightMissing
// (the organisation is outside `scope`).
Status SetOrganisationOf(Region& region, const std::string& actor, const Scope& scope,
                         const std::string& psn_no, const std::string& code);

}  // namespace tongchou::service

#endif  // TONGCHOU_SERVICE_ORGANISATIONS_H_
