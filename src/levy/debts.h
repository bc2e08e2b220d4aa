// Debts: what is owed for each bill of an employer, and how money that comes in is laid on it.
//
// A bill is owed in parts, one for each fund it is for; a part below zero is to be given back. The
// order, as far as the pack does not choose it: within a fund, parts to be given back are first set
// off against open ones, oldest first; what of them is left becomes money; then money is laid on
// the bill that it names, then month by month. A late fee arises with the money that comes late, on
// what of it is principal. The parts of a payment add up to it to the fen.
// Pure; thread-safe.
#ifndef TONGCHOU_LEVY_DEBTS_H_
#define TONGCHOU_LEVY_DEBTS_H_

#include <array>
#include <compare>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "levy/levy.h"

namespace tongchou::levy {

inline constexpr std::size_t kParts = 4;
// The fund of each part; the first is that of the personal accounts.
inline constexpr std::string_view kPartFunds[kParts] = {"account", "pooled", "large_illness",
                                                        "civil_servant"};
inline constexpr std::size_t kAccountPart = 0, kPooledPart = 1;  // late fees are the pooled fund's
using Parts = std::array<Money, kParts>;

Money SumOf(const Parts& parts);
// What of `figures` is owed to each fund.
Parts PartsOf(const LevyFigures& figures);

// Which bill of an employer: the month it levies, and its number within the month.
struct BillRef {
  Date month;
  std::int32_t number = 0;

  auto operator<=>(const BillRef&) const = default;
};

struct Debt {
  BillRef bill;
  Date due;
  Parts owed{}, paid{};
  Money fee, fee_paid;  // late fees that arose, and what of them was paid

  Parts open() const;
  Money open_principal() const { return SumOf(open()); }
  Money open_fee() const { return fee - fee_paid; }
  bool settled() const;

  bool operator==(const Debt&) const = default;
};

// What one payment did to one debt.
struct Laid {
  BillRef bill;
  Parts paid{};
  Money fee = {}, fee_paid = {};
  std::int32_t days = 0;  // how late it was; 0: no fee arose

  bool operator==(const Laid&) const = default;
};

struct Laying {
  std::vector<Laid> lines;  // by bill; those that nothing was done to are left out
  Money left;               // of the money
};

// Lays `money` (0 .. kMaxFen) that came in on `day` on `debts`, which are by bill. `first`: the
// bill that is to be paid before the others. `rules` have receipt rules.
Laying Lay(const policy::LevyRules& rules, std::span<const Debt> debts, Money money, Date day,
           std::optional<BillRef> first);

// The fee that would arise if all that is open of `debt` were paid on `day`.
Money FeeIfPaid(const policy::LevyRules& rules, const Debt& debt, Date day);

void Apply(const Laid& laid, Debt& debt);
Laid Negated(const Laid& laid);

// Nothing is paid that is not owed. A debt after a reversal is sound, or it may not be made.
bool IsSound(const Debt& debt);

}  // namespace tongchou::levy

#endif  // TONGCHOU_LEVY_DEBTS_H_
