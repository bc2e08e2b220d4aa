// Why a settlement came out as it did: its stored inputs, run again under the stored pack digest.
//
// Thread-safe.
#ifndef TONGCHOU_SERVICE_EXPLANATION_H_
#define TONGCHOU_SERVICE_EXPLANATION_H_

#include <string>

#include "service/settlements.h"
#include "settle/explain.h"

namespace tongchou::service {

class Region;

struct ExplainedSettlement {
  Settlement settlement;                 // for a reversal: the settlement that it takes back
  settle::Explanation explanation;       // its figures and the lines of every step
  bool reproduced = false;               // false is an incident: the stored figures differ
  const policy::Epoch* epoch = nullptr;  // for the citations; lives as long as the region
  const policy::SchemePlan* scheme = nullptr;
  const policy::BenefitPlan* benefit = nullptr;
};

// Refusals: kUnknownSettlement, kPackNotLoaded (no pack with the stored digest), kStoreCorrupt.
Result<ExplainedSettlement> ExplainSettlement(Region& region, const std::string& setl_id);

}  // namespace tongchou::service

#endif  // TONGCHOU_SERVICE_EXPLANATION_H_
