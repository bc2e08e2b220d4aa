// The compiler: a pack's model becomes epochs, one for each stretch of time in which nothing
// changes, each a complete closed snapshot of dense tables and flat steps.
//
// Every value is resolved exactly: references to dated parameters, adjustments, whose share it is.
// What has no exact value is a finding. Pure; thread-safe.
#ifndef TONGCHOU_POLICY_COMPILE_H_
#define TONGCHOU_POLICY_COMPILE_H_

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "policy/account_rules.h"
#include "policy/finding.h"
#include "policy/levy_rules.h"
#include "policy/pack_model.h"
#include "policy/plan.h"
#include "policy/special_rules.h"

namespace tongchou::policy {

struct Compiled {
  std::vector<std::unique_ptr<const Epoch>> epochs;
  std::vector<LevyRules> levy;
  std::vector<FixedRules> fixed;
  std::vector<PrefundRules> prefund;
  std::vector<AccountRules> accounts;
  std::vector<SpecialRules> special;
};

// `digest` is written into every epoch. Useful only when `findings` holds no error afterwards.
Compiled CompilePack(const PackModel& model, const std::string& digest, Findings& findings);

// Adds the contribution and pre-funding rules of one stretch of time.
void CompileLevy(const PackModel& model, DateRange range, Compiled& compiled, Findings& findings);

// The rules of receipts as they are on the first day of `range`; its tables are complete.
ReceiptRules CompileReceipts(const PackModel& model, const ReceiptRule& rule, DateRange range,
                             Findings& findings);

// Adds the fixed yearly contributions of one stretch of time.
void CompileFixed(const PackModel& model, DateRange range, Compiled& compiled, Findings& findings);

// Adds the rules of accounts and cards of one stretch of time.
void CompileAccounts(const PackModel& model, DateRange range, Compiled& compiled,
                     Findings& findings);

// Adds the rules of special groups of one stretch of time.
void CompileSpecial(const PackModel& model, DateRange range, Compiled& compiled,
                    Findings& findings);

// The tables of these rules, those that are not there included.
std::vector<const std::optional<Parameter>*> TablesOf(const PrefundRule& rule);
std::vector<const std::optional<Parameter>*> TablesOf(const SpecialRule& rule);

// The stretches of `model.in_force` between the days on which a value changes, in order.
std::vector<DateRange> EpochRanges(const PackModel& model);

// The period of `parameter` that holds on `day`, or nullptr.
const Period* PeriodOn(const Parameter& parameter, Date day);

// The value of a parameter of parameters.yaml named `name` on `day` as an amount in fen; nothing
// and a finding at `place` when it is unknown, not in force or no single amount.
std::optional<std::int64_t> AmountOf(const PackModel& model, const std::string& name, Date day,
                                     Place place, Findings& findings);

// `quantity` (an amount or a share of a parameter) on `day` in fen; exact, or a finding.
std::optional<std::int64_t> ResolveFen(const PackModel& model, const Quantity& quantity, Date day,
                                       Place place, Findings& findings);

}  // namespace tongchou::policy

#endif  // TONGCHOU_POLICY_COMPILE_H_
