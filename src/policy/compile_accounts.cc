// The rules of personal accounts and cards of one epoch.
#include "policy/compile.h"

namespace tongchou::policy {
namespace {

class AccountsCompiler {
 public:
  AccountsCompiler(const PackModel& model, DateRange range, Findings& findings)
      : model_(model), range_(range), findings_(findings) {}

  AccountRules Rules() {
    AccountRules rules;
    rules.in_force = range_;
    if (model_.accounts->interest) rules.interest = Interest(*model_.accounts->interest);
    rules.payouts_a_year = static_cast<int>(NumberOf(model_.accounts->payouts_a_year));
    if (model_.accounts->offsite_referral) {
      rules.offsite_referral =
          static_cast<OffsiteReferral>(NumberOf(model_.accounts->offsite_referral));
    }
    constexpr int kMonths = 12;
    const bool even = rules.payouts_a_year == 0 ||
                      (rules.payouts_a_year > 0 && kMonths % rules.payouts_a_year == 0);
    if (!even) {
      findings_.Add(
          FindingCode::kE10, CellOf(model_.accounts->payouts_a_year)->place,
          {"每年次数须能整除十二个月", "so many times a year do not divide twelve months"},
          {"写 1、2、3、4、6 或 12 times", "write 1, 2, 3, 4, 6 or 12 times"});
    }
    for (const CardItemRule& item : model_.accounts->items) {
      rules.items.push_back(
          {item.id, item.title, item.card, {FenOf(item.fee)}, {FenOf(item.replacement_fee)}});
    }
    return rules;
  }

 private:
  const TableCell* CellOf(const std::optional<Parameter>& parameter) const {
    if (!parameter) return nullptr;
    const Period* period = PeriodOn(*parameter, range_.from);
    return period == nullptr || period->cells.empty() ? nullptr : &period->cells.front();
  }

  std::int64_t NumberOf(const std::optional<Parameter>& parameter) const {
    const TableCell* cell = CellOf(parameter);
    return cell == nullptr ? 0 : cell->value.number;
  }

  std::int64_t FenOf(const std::optional<Parameter>& parameter) {
    const TableCell* cell = CellOf(parameter);
    if (cell == nullptr) return 0;
    return ResolveFen(model_, cell->value, range_.from, cell->place, findings_).value_or(0);
  }

  InterestRules Interest(const InterestRule& rule) {
    InterestRules rules;
    rules.current_year = {NumberOf(rule.current_year)};
    rules.carried_over = {NumberOf(rule.carried_over)};
    rules.days_a_year = static_cast<int>(NumberOf(rule.day_count));
    constexpr int kBankYear = 360;
    constexpr int kCalendarYear = 365;
    if (rules.days_a_year != kBankYear && rules.days_a_year != kCalendarYear) {
      findings_.Add(FindingCode::kE10, CellOf(rule.day_count)->place,
                    {"计息一年的天数为 360 或 365", "a year of interest has 360 or 365 days"},
                    {"写 360 days 或 365 days", "write 360 days or 365 days"});
      rules.days_a_year = kBankYear;
    }
    rules.uses_first = static_cast<UsesFirst>(NumberOf(rule.uses_first));
    return rules;
  }

  const PackModel& model_;
  DateRange range_;
  Findings& findings_;
};

}  // namespace

void CompileAccounts(const PackModel& model, DateRange range, Compiled& compiled,
                     Findings& findings) {
  if (!model.accounts) return;
  compiled.accounts.push_back(AccountsCompiler(model, range, findings).Rules());
}

}  // namespace tongchou::policy
