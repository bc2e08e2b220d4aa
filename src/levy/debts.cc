#include "levy/debts.h"

#include <algorithm>

namespace tongchou::levy {
namespace {

using policy::FeeOrder;
using policy::PartOrder;

using Order = std::array<std::size_t, kParts>;
constexpr Order kAccountFirst = {0, 1, 2, 3};
constexpr Order kPooledFirst = {1, 2, 3, 0};

Parts InOrder(const Order& order, const Parts& open, Money amount) {
  Parts parts{};
  for (const std::size_t part : order) {
    parts[part] = std::min(amount, open[part]);
    amount = amount - parts[part];
  }
  return parts;
}

// Each part its share, rounded down; the fen that are left to the largest remainders, the earlier
// part first.
Parts ProRata(const Parts& open, Money amount) {
  const Int128 total = SumOf(open).fen;
  Parts parts{};
  std::array<Int128, kParts> remainders{};
  Money left = amount;
  for (std::size_t i = 0; i < kParts; ++i) {
    const Int128 exact = Int128{amount.fen} * open[i].fen;
    parts[i] = Money{static_cast<std::int64_t>(exact / total)};
    remainders[i] = exact % total;
    left = left - parts[i];
  }
  for (; left.fen > 0; left.fen -= 1) {
    const auto most = std::ranges::max_element(remainders);
    parts[static_cast<std::size_t>(most - remainders.begin())].fen += 1;
    *most = 0;
  }
  return parts;
}

Parts Split(PartOrder order, const Parts& open, Money amount) {
  if (amount == SumOf(open)) return open;
  switch (order) {
    case PartOrder::kAccountFirst:
      return InOrder(kAccountFirst, open, amount);
    case PartOrder::kPooledFirst:
      return InOrder(kPooledFirst, open, amount);
    case PartOrder::kProRata:
      break;
  }
  return ProRata(open, amount);
}

class Layer {
 public:
  Layer(const policy::LevyRules& rules, std::span<const Debt> debts, Money money, Date day)
      : rules_(rules), debts_(debts.begin(), debts.end()), left_(money), day_(day) {
    for (const Debt& debt : debts_) laid_.push_back({.bill = debt.bill});
  }

  Laying Run(std::optional<BillRef> first) {
    for (std::size_t part = 0; part < kParts; ++part) SetOff(part);
    for (std::size_t i = 0; i < debts_.size(); ++i) {
      if (first && debts_[i].bill == *first) PayMonth(i, i + 1);
    }
    for (std::size_t begin = 0; begin < debts_.size();) {
      std::size_t end = begin;
      while (end < debts_.size() && debts_[end].bill.month == debts_[begin].bill.month) ++end;
      PayMonth(begin, end);
      begin = end;
    }
    Laying laying{{}, left_};
    for (const Laid& laid : laid_) {
      if (laid != Laid{.bill = laid.bill}) laying.lines.push_back(laid);
    }
    return laying;
  }

 private:
  Money Open(std::size_t i, std::size_t part) const {
    return debts_[i].owed[part] - debts_[i].paid[part];
  }

  void Pay(std::size_t i, std::size_t part, Money amount) {
    debts_[i].paid[part] += amount;
    laid_[i].paid[part] += amount;
  }

  void SetOff(std::size_t part) {
    for (std::size_t i = 0; i < debts_.size(); ++i) {
      for (std::size_t j = 0; j < debts_.size() && Open(i, part) < Money{}; ++j) {
        const Money moved = std::min(-Open(i, part), std::max(Open(j, part), Money{}));
        Pay(j, part, moved);
        Pay(i, part, -moved);
      }
      const Money back = std::max(-Open(i, part), Money{});
      Pay(i, part, -back);
      left_ += back;
    }
  }

  // The bills from `begin` up to `end`, together.
  void PayMonth(std::size_t begin, std::size_t end) {
    const bool fee_first = rules_.receipts->fee_order == FeeOrder::kBeforePrincipal;
    for (std::size_t i = begin; i < end; ++i) {
      if (fee_first) PayFee(i);
      PayPrincipal(i, fee_first);
    }
    for (std::size_t i = begin; i < end; ++i) PayFee(i);
  }

  void PayFee(std::size_t i) {
    const Money amount = std::min(left_, debts_[i].open_fee());
    debts_[i].fee_paid += amount;
    laid_[i].fee_paid += amount;
    left_ = left_ - amount;
  }

  void PayPrincipal(std::size_t i, bool with_fee) {
    const Parts open = debts_[i].open();
    Money amount = std::min(left_, SumOf(open));
    if (with_fee) amount = WithFee(i, amount);
    if (amount.fen <= 0) return;
    const Parts parts = Split(rules_.receipts->part_order, open, amount);
    for (std::size_t part = 0; part < kParts; ++part) Pay(i, part, parts[part]);
    const LateFee late = LateFeeOf(rules_, debts_[i].due, day_, amount);
    debts_[i].fee += late.fee;
    laid_[i].fee += late.fee;
    laid_[i].days = late.days;
    left_ = left_ - amount;
  }

  // The largest principal up to `most` that can be paid together with the fee on it.
  Money WithFee(std::size_t i, Money most) const {
    Money fits;
    Money limit = most;
    while (fits < limit) {
      const Money middle{limit.fen - (limit.fen - fits.fen) / 2};
      if (middle + LateFeeOf(rules_, debts_[i].due, day_, middle).fee <= left_) {
        fits = middle;
      } else {
        limit = Money{middle.fen - 1};
      }
    }
    return fits;
  }

  const policy::LevyRules& rules_;
  std::vector<Debt> debts_;
  std::vector<Laid> laid_;
  Money left_;
  const Date day_;
};

}  // namespace

Money SumOf(const Parts& parts) {
  Money sum;
  for (const Money part : parts) sum += part;
  return sum;
}

Parts PartsOf(const LevyFigures& figures) {
  return {figures.account, figures.pooled,
          figures.large_illness_employer + figures.large_illness_person, figures.civil_servant};
}

Parts Debt::open() const {
  Parts parts{};
  for (std::size_t i = 0; i < kParts; ++i) parts[i] = owed[i] - paid[i];
  return parts;
}

bool Debt::settled() const { return owed == paid && fee == fee_paid; }

Laying Lay(const policy::LevyRules& rules, std::span<const Debt> debts, Money money, Date day,
           std::optional<BillRef> first) {
  return Layer(rules, debts, money, day).Run(first);
}

Money FeeIfPaid(const policy::LevyRules& rules, const Debt& debt, Date day) {
  return LateFeeOf(rules, debt.due, day, std::max(debt.open_principal(), Money{})).fee;
}

void Apply(const Laid& laid, Debt& debt) {
  for (std::size_t i = 0; i < kParts; ++i) debt.paid[i] += laid.paid[i];
  debt.fee += laid.fee;
  debt.fee_paid += laid.fee_paid;
}

Laid Negated(const Laid& laid) {
  Laid negated = laid;
  for (Money& part : negated.paid) part = -part;
  negated.fee = -laid.fee;
  negated.fee_paid = -laid.fee_paid;
  return negated;
}

bool IsSound(const Debt& debt) {
  for (std::size_t i = 0; i < kParts; ++i) {
    const Money low = std::min(debt.owed[i], Money{});
    const Money high = std::max(debt.owed[i], Money{});
    if (debt.paid[i] < low || debt.paid[i] > high) return false;
  }
  return debt.fee_paid >= Money{} && debt.fee_paid <= debt.fee;
}

}  // namespace tongchou::levy
