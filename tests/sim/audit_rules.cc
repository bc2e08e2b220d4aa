#include "sim/audit_rules.h"

#include <algorithm>
#include <limits>

namespace tongchou::sim {
namespace {

constexpr std::int64_t kOne = 1'000'000;
constexpr std::int64_t kYuan = 100;
constexpr std::int64_t kNever = std::numeric_limits<std::int64_t>::max();

std::int64_t RoundHalfUp(Int128 numerator, std::int64_t denominator) {
  return static_cast<std::int64_t>((2 * numerator + denominator) / (2 * Int128{denominator}));
}

// From the edge before (or zero) up to `upper` the fund pays `share`.
struct Stretch {
  std::int64_t upper = kNever;
  std::int64_t share = 0;
};

struct LayerRule {
  std::string name;          // of its running totals; empty: it has none
  bool yearly_axis = false;  // the axis and the deductible run on through the year
  std::int64_t deductible = 0;
  std::vector<Stretch> stretches;
  std::int64_t yearly_cap = kNever;  // on what it pays
};

struct LayerResult {
  std::int64_t paid = 0, took = 0, excess = 0;
};

// The exact payment, in millionths of a fen, of the axis from `from` to `to`.
Int128 PaymentBetween(const LayerRule& rule, std::int64_t from, std::int64_t to) {
  Int128 payment = 0;
  std::int64_t lower = 0;
  for (const Stretch& stretch : rule.stretches) {
    const std::int64_t low = std::max(from, lower);
    const std::int64_t high = std::min(to, stretch.upper);
    if (high > low) payment += Int128{high - low} * stretch.share;
    lower = stretch.upper;
  }
  return payment;
}

LayerResult PayLayer(const LayerRule& rule, std::int64_t amount, AuditTotals& totals) {
  const AuditTotal before = rule.name.empty() ? AuditTotal() : totals.layers[rule.name];
  const std::int64_t start = rule.yearly_axis ? before.entered : 0;
  const std::int64_t due = std::max<std::int64_t>(0, rule.deductible - start);
  LayerResult result;
  result.took = std::min(amount, due);
  const std::int64_t from = start + result.took;
  const std::int64_t to = start + amount;
  result.paid = RoundHalfUp(PaymentBetween(rule, from, to), kOne);
  if (rule.yearly_cap != kNever) {
    const std::int64_t room = std::max<std::int64_t>(0, rule.yearly_cap - before.paid);
    if (result.paid > room) {
      result.paid = room;
      // Only layers of one stretch have something behind their cap in this pack.
      const std::int64_t stands_for = RoundHalfUp(Int128{room} * kOne, rule.stretches[0].share);
      result.excess = to - from - stands_for;
    }
  }
  if (!rule.name.empty()) {
    totals.layers[rule.name].entered += amount;
    totals.layers[rule.name].paid += result.paid;
  }
  return result;
}

LayerRule LargeIllness(settle::Aid aid) {
  const bool aided = aid != settle::Aid::kNone;
  const std::int64_t more = aided ? 50'000 : 0;
  return {"inpatient.large_illness",
          true,
          (aided ? 7'500 : 15'000) * kYuan,
          {{50'000 * kYuan, 600'000 + more},
           {100'000 * kYuan, 650'000 + more},
           {kNever, 700'000 + more}},
          kNever};
}

LayerRule MedicalAid(settle::Aid aid) {
  const bool destitute = aid == settle::Aid::kDestitute;
  return {"inpatient.medical_aid",
          true,
          0,
          {{kNever, destitute ? kOne : 700'000}},
          destitute ? kNever : 50'000 * kYuan};
}

LayerRule CivilServant() { return {"", false, 0, {{kNever, 500'000}}, kNever}; }

LayerRule EmployeePooledStay(const AuditCase& facts, std::int64_t stays_before) {
  constexpr std::int64_t kDeductible[3][3] = {{300, 150, 0}, {600, 300, 0}, {900, 450, 0}};
  constexpr std::int64_t kShare[3] = {920'000, 880'000, 850'000};
  const std::int64_t ordinal = std::min<std::int64_t>(stays_before, 2);
  const std::int64_t more = facts.category == "retired" ? 20'000 : 0;
  return {"inpatient.pooled",
          false,
          kDeductible[facts.level - 1][ordinal] * kYuan,
          {{kNever, kShare[facts.level - 1] + more}},
          400'000 * kYuan};
}

LayerRule ResidentPooledStay(const AuditCase& facts) {
  constexpr std::int64_t kDeductible[3] = {200, 400, 800};
  constexpr std::int64_t kShare[3] = {850'000, 750'000, 600'000};
  return {"inpatient.pooled",
          false,
          kDeductible[facts.level - 1] * kYuan,
          {{kNever, kShare[facts.level - 1]}},
          200'000 * kYuan};
}

LayerRule EmployeePooledVisit(const AuditCase& facts) {
  constexpr std::int64_t kShare[3] = {700'000, 600'000, 500'000};
  const bool retired = facts.category == "retired";
  return {"outpatient.pooled",
          true,
          200 * kYuan,
          {{kNever, kShare[facts.level - 1] + (retired ? 50'000 : 0)}},
          (retired ? 3'000 : 2'500) * kYuan};
}

// Pays layer after layer out of the eligible amount.
class Settling {
 public:
  Settling(Amounts& amounts, AuditTotals& totals) : amounts_(amounts), totals_(totals) {}

  LayerResult Pay(const LayerRule& rule, std::int64_t axis) {
    const LayerResult result = PayLayer(rule, axis, totals_);
    amounts_.layers.push_back(result.paid);
    if (amounts_.layers.size() == 1) amounts_.deductible = result.took;
    amounts_.funds += result.paid;
    return result;
  }
  LayerResult PayBurden(const LayerRule& rule) { return Pay(rule, Burden()); }
  void Skip() { amounts_.layers.push_back(0); }
  std::int64_t Burden() const { return amounts_.eligible - amounts_.funds; }

 private:
  Amounts& amounts_;
  AuditTotals& totals_;
};

void PayStay(const AuditCase& facts, Amounts& amounts, AuditTotals& totals) {
  const bool employee = facts.scheme == "employee";
  const bool aided = facts.aid != settle::Aid::kNone;
  Settling settling(amounts, totals);
  const LayerResult pooled =
      settling.Pay(employee ? EmployeePooledStay(facts, totals.stays) : ResidentPooledStay(facts),
                   amounts.eligible);
  if (employee) {
    settling.Pay({"inpatient.large_amount", true, 0, {{kNever, 900'000}}, 300'000 * kYuan},
                 pooled.excess);
  }
  settling.PayBurden(LargeIllness(facts.aid));
  if (employee && facts.civil_servant) {
    settling.PayBurden(CivilServant());
  } else if (employee) {
    settling.Skip();
  }
  if (aided) {
    settling.PayBurden(MedicalAid(facts.aid));
  } else {
    settling.Skip();
  }
  ++totals.stays;
}

void PayVisit(const AuditCase& facts, Amounts& amounts, AuditTotals& totals) {
  Settling settling(amounts, totals);
  if (facts.scheme == "employee") {
    settling.Pay(EmployeePooledVisit(facts), amounts.eligible);
    if (facts.civil_servant) {
      settling.PayBurden(CivilServant());
    } else {
      settling.Skip();
    }
  } else if (facts.level == 1) {
    settling.Pay({"outpatient.pooled", true, 0, {{kNever, 500'000}}, 200 * kYuan},
                 amounts.eligible);
  } else {
    settling.Skip();
  }
}

// A frozen person's layers pay nothing, but they are there.
std::size_t LayerCount(const AuditCase& facts) {
  const bool employee = facts.scheme == "employee";
  if (facts.benefit == "inpatient") return employee ? 5 : 3;
  if (facts.benefit == "outpatient") return employee ? 2 : 1;
  return 0;
}

}  // namespace

std::int64_t Part(std::int64_t amount, std::int64_t millionths) {
  const Int128 product = Int128{amount} * millionths;
  return product >= 0 ? RoundHalfUp(product, kOne) : -RoundHalfUp(-product, kOne);
}

Amounts SplitOf(const std::vector<AuditLine>& lines) {
  Amounts sums;
  for (const AuditLine& line : lines) {
    sums.total += line.amount;
    if (line.fee_class == settle::FeeClass::kC) {
      sums.full += line.amount;
      continue;
    }
    const std::int64_t over =
        line.ceiling ? std::max<std::int64_t>(0, line.amount - *line.ceiling) : 0;
    const std::int64_t pack_ratio = line.fee_class == settle::FeeClass::kB ? 100'000 : 0;
    const std::int64_t first = Part(line.amount - over, line.ratio.value_or(pack_ratio));
    sums.over += over;
    sums.first += first;
    sums.eligible += line.amount - over - first;
  }
  return sums;
}

Amounts SettleByRules(const AuditCase& facts, AuditTotals& totals) {
  Amounts amounts = SplitOf(facts.lines);
  if (facts.benefit == "inpatient") {
    constexpr std::int64_t kReduction[3] = {0, 100'000, 200'000};
    const std::int64_t moved =
        Part(amounts.eligible, kReduction[static_cast<std::size_t>(facts.referral)]);
    amounts.eligible -= moved;
    amounts.first += moved;
  }
  if (facts.frozen) {
    amounts.layers.assign(LayerCount(facts), 0);
  } else if (facts.benefit == "inpatient") {
    PayStay(facts, amounts, totals);
  } else if (facts.benefit == "outpatient") {
    PayVisit(facts, amounts, totals);
  }
  amounts.burden = amounts.eligible - amounts.funds;
  if (facts.use_account) {
    amounts.account = std::clamp<std::int64_t>(facts.balance, 0, amounts.burden + amounts.first);
  }
  amounts.cash = amounts.total - amounts.funds - amounts.account;
  return amounts;
}

}  // namespace tongchou::sim
