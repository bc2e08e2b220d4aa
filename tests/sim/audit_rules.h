// The auditor's own reading of the demonstration pack (policies/demo-city) and of the definition of
// settling (docs/concepts/settlement.md): slow, exact, and written without a look at the engine.
//
// Pure; thread-safe. Amounts in fen, ratios in millionths.
#ifndef TONGCHOU_SIM_AUDIT_RULES_H_
#define TONGCHOU_SIM_AUDIT_RULES_H_

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "settle/encounter.h"

namespace tongchou::sim {

inline constexpr const char* kPackWithRules = "demo-city";
// The pack has more schemes; histories are drawn from those that the auditor can compute.
inline constexpr std::string_view kSchemesWithRules[] = {"employee", "resident"};

struct Amounts {
  std::int64_t total = 0, full = 0, over = 0, first = 0, eligible = 0;
  std::int64_t deductible = 0, funds = 0, burden = 0, account = 0, cash = 0;
  std::vector<std::int64_t> layers;  // in the order of the benefit

  bool operator==(const Amounts&) const = default;
};

// A fee line with what is left of it.
struct AuditLine {
  std::int64_t amount = 0;
  settle::FeeClass fee_class = settle::FeeClass::kA;
  std::optional<std::int64_t> ceiling;  // of the whole line
  std::optional<std::int64_t> ratio;    // none: the pack's
};

struct AuditTotal {
  std::int64_t entered = 0, paid = 0;
  bool operator==(const AuditTotal&) const = default;
};

struct AuditTotals {
  std::int64_t stays = 0;
  std::map<std::string, AuditTotal> layers;  // "<benefit>.<layer>"
  bool operator==(const AuditTotals&) const = default;
};

struct AuditCase {
  std::string scheme, category, benefit;
  int level = 1;
  settle::Aid aid = settle::Aid::kNone;
  bool civil_servant = false;
  bool frozen = false;
  settle::Referral referral = settle::Referral::kNone;
  bool use_account = false;
  std::int64_t balance = 0;
  std::vector<AuditLine> lines;
};

// `part` of `amount`, rounded half away from zero.
std::int64_t Part(std::int64_t amount, std::int64_t millionths);

// Full self-pay, over ceiling, first self-pay and eligible of the lines, before any referral.
Amounts SplitOf(const std::vector<AuditLine>& lines);

// What the case pays, and `totals` after it.
Amounts SettleByRules(const AuditCase& facts, AuditTotals& totals);

}  // namespace tongchou::sim

#endif  // TONGCHOU_SIM_AUDIT_RULES_H_
