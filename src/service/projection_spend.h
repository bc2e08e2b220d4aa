// What the history of an area would be paid in one year ahead: its cases moved there, at the prices
// of that year, settled case by case under each set of rules.
//
// Pure; thread-safe.
#ifndef TONGCHOU_SERVICE_PROJECTION_SPEND_H_
#define TONGCHOU_SERVICE_PROJECTION_SPEND_H_

#include <array>
#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "base/result.h"
#include "policy/library.h"
#include "service/projection_base.h"
#include "service/projection_papers.h"
#include "settle/replay_history.h"

namespace tongchou::service {

// One scheme in one year under one set of rules, for the members of now.
struct YearSpending {
  std::map<std::string, std::array<Int128, kMonthsOfYear>> funds;  // fen, by fund and month
  std::array<GroupSpending, kMonthsOfYear> groups{};               // all funds, by month and age
  std::map<ErrorCode, ProjectionRefusal> refusals;
};

struct YearOrder {
  std::uint16_t scheme = 0;  // index into CaseWords::schemes
  std::size_t year = 1;      // 1 is the first ahead
  std::int64_t price_index = kWhole;
  std::int64_t every = 1;
  ProjectionSpan span;
  std::vector<const policy::Pack*> variants;
  std::function<bool(std::int64_t done, std::int64_t total)> progress = {};
};

// By variant. Each pack has rules on every day ahead. Refusals: kWorkCancelled, kAmountOverflow.
Result<std::vector<YearSpending>> SpendYear(const settle::PastCases& cases, const YearOrder& order);

}  // namespace tongchou::service

#endif  // TONGCHOU_SERVICE_PROJECTION_SPEND_H_
