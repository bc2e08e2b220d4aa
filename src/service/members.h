// The members of an employer.
//
// Thread-safe.
#ifndef TONGCHOU_SERVICE_MEMBERS_H_
#define TONGCHOU_SERVICE_MEMBERS_H_

#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "store/register_rows.h"

namespace tongchou::service {

class Region;

struct Member {
  std::string psn_no, name;
  store::Coverage coverage;                    // the latest interval with the employer
  std::optional<store::WageDeclaration> wage;  // that holds this year
};

struct MemberPage {
  std::vector<Member> members;
  std::string next;  // pass as `after` for the next page; empty: this was the last
};

// Everybody who is, was or will be covered with `employer`, by number. `limit` 1..200.
Result<MemberPage> FindMembers(Region& region, const std::string& employer,
                               const std::string& after, int limit);

}  // namespace tongchou::service

#endif  // TONGCHOU_SERVICE_MEMBERS_H_
