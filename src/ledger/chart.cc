#include "ledger/chart.h"

#include <algorithm>
#include <array>
#include <charconv>

namespace tongchou::ledger {
namespace {

struct RoleRow {
  Role role;
  std::string_view code;
  bool debit_side;
  Text title;
};

const std::array<RoleRow, 13>& Roles() {
  static const std::array<RoleRow, 13> kRoles = {{
      {Role::kBank, "bank", true, {"银行存款", "bank"}},
      {Role::kPayable, "payable", false, {"应付定点机构", "owed to providers"}},
      {Role::kOpening, "opening", false, {"上年结转", "brought forward"}},
      {Role::kIncome, "income", false, {"基金收入", "income"}},
      {Role::kBenefits, "benefits", true, {"待遇支出", "benefits paid"}},
      {Role::kHolders, "holders", false, {"个人账户余额", "owed to account holders"}},
      {Role::kDueTo, "due_to", false, {"应付异地清算", "due to another area"}},
      {Role::kDueFrom, "due_from", true, {"应收异地清算", "due from another area"}},
      {Role::kReceivable, "receivable", true, {"应收医疗保险费", "levied, to be received"}},
      {Role::kLevied, "levied", false, {"待收征缴收入", "income when received"}},
      {Role::kInterest, "interest", true, {"个人账户计息支出", "interest credited to holders"}},
      {Role::kHeld, "held", false, {"待分配到账款", "received, not booked to a claim"}},
      {Role::kInsured, "insured", false, {"应付参保人差额", "owed to insured persons"}},
  }};
  return kRoles;
}

const RoleRow& RowOf(Role role) {
  const auto row = std::ranges::find(Roles(), role, &RoleRow::role);
  TC_CHECK(row != Roles().end());
  return *row;
}

constexpr Role kFundRoles[] = {Role::kBank,     Role::kPayable,    Role::kOpening, Role::kIncome,
                               Role::kBenefits, Role::kReceivable, Role::kLevied};
constexpr char kBeforeNeighbour = ':';

// The area behind kBeforeNeighbour in the last part of a code; 0 without one. Takes it off.
Result<std::int64_t> TakeNeighbour(std::string_view& role) {
  const std::size_t mark = role.find(kBeforeNeighbour);
  if (mark == std::string_view::npos) return 0;
  const std::string_view digits = role.substr(mark + 1);
  role = role.substr(0, mark);
  std::int64_t area = 0;
  const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), area);
  const bool whole = read.ec == std::errc() && read.ptr == digits.data() + digits.size();
  if (!whole || area <= 0) return ErrorCode::kUnknownAccount;
  return area;
}

constexpr Role kAccountRoles[] = {Role::kBank,     Role::kPayable,    Role::kHolders,
                                  Role::kInterest, Role::kReceivable, Role::kLevied};

}  // namespace

std::vector<Account> ChartOf(std::span<const FundName> funds) {
  std::vector<Account> chart;
  for (const FundName& name : funds) {
    const std::span<const Role> roles = name.fund == kAccountFund
                                            ? std::span<const Role>(kAccountRoles)
                                            : std::span<const Role>(kFundRoles);
    for (const Role role : roles) chart.push_back({name.scheme, name.fund, role});
  }
  return chart;
}

bool IsDebitSide(Role role) { return RowOf(role).debit_side; }

std::string_view RoleCode(Role role) { return RowOf(role).code; }

const Text& RoleTitle(Role role) { return RowOf(role).title; }

std::string CodeOf(const Account& account) {
  std::string code;
  code.reserve(account.scheme.size() + account.fund.size() + 10);
  code.append(account.scheme).append(".").append(account.fund).append(".");
  code.append(RoleCode(account.role));
  if (account.neighbour != 0) code += kBeforeNeighbour + std::to_string(account.neighbour);
  return code;
}

Result<Account> ParseAccount(std::string_view code) {
  const std::size_t first = code.find('.');
  const std::size_t last = code.rfind('.');
  if (first == std::string_view::npos || first == 0 || last <= first + 1) {
    return ErrorCode::kUnknownAccount;
  }
  std::string_view role = code.substr(last + 1);
  const Result<std::int64_t> neighbour = TakeNeighbour(role);
  if (!neighbour.ok()) return neighbour.error();
  for (const RoleRow& row : Roles()) {
    if (row.code != role || (row.role == Role::kDueTo) != (*neighbour != 0)) continue;
    return Account{std::string(code.substr(0, first)),
                   std::string(code.substr(first + 1, last - first - 1)), row.role, *neighbour};
  }
  return ErrorCode::kUnknownAccount;
}

}  // namespace tongchou::ledger
