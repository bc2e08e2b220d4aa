// WhatIfNames: what the words of a history are called: by the rules that are compared, the area's
// offices and its register of institutions. A word that none of them knows is its own name.
//
// Immutable; thread-safe. The packs and the region outlive it.
#ifndef TONGCHOU_SERVICE_WHAT_IF_NAMES_H_
#define TONGCHOU_SERVICE_WHAT_IF_NAMES_H_

#include <map>
#include <string>
#include <vector>

#include "base/result.h"
#include "base/text.h"
#include "service/policy_variant.h"

namespace tongchou::service {

class WhatIfNames {
 public:
  // Earlier variants name first; what the area lives by comes last. Refusals: store_* codes.
  static Result<WhatIfNames> Of(Region& region, const std::vector<PolicyVariant>& variants);

  Text Scheme(const std::string& scheme) const;
  // With the scheme before it.
  Text Benefit(const std::string& scheme, const std::string& benefit) const;
  Text Category(const std::string& scheme, const std::string& category) const;
  Text Fund(const std::string& scheme, const std::string& fund) const;
  Text Office(const std::string& path) const;
  Text Provider(const std::string& code) const;

 private:
  std::vector<const policy::Pack*> packs_;
  std::map<std::string, std::string> offices_, providers_;
};

}  // namespace tongchou::service

#endif  // TONGCHOU_SERVICE_WHAT_IF_NAMES_H_
