// The inpatient benefit of demo-city's employees written by hand: what a programmer would write who
// need not read any policy. The yardstick of the engine's batch executor.
//
// Pure; thread-safe.
#ifndef TONGCHOU_TESTS_BENCH_DEMO_BY_HAND_H_
#define TONGCHOU_TESTS_BENCH_DEMO_BY_HAND_H_

#include <algorithm>
#include <array>
#include <cstdint>

namespace tongchou::bench {

struct DemoFacts {
  std::uint8_t level = 0;  // 0..2
  std::uint8_t aid = 0;    // none, low_income, destitute
  bool retired = false;
  bool civil_servant = false;
  bool frozen = false;
};

struct DemoYear {
  std::int32_t stays = 0;
  std::int64_t pooled_paid = 0;
  std::int64_t large_paid = 0;
  std::int64_t burden_entered = 0;
  std::int64_t aid_paid = 0;
};

inline std::int64_t Percent(std::int64_t fen, std::int64_t percent) {
  return (fen * percent + 50) / 100;
}

inline std::int64_t LargeIllness(std::int64_t before, std::int64_t after, bool aided) {
  const std::int64_t from = std::max<std::int64_t>(before, aided ? 750'000 : 1'500'000);
  if (after <= from) return 0;
  const std::int64_t more = aided ? 5 : 0;
  const auto part = [&](std::int64_t low, std::int64_t high) {
    return std::max<std::int64_t>(0, std::min(after, high) - std::max(from, low));
  };
  return (part(0, 5'000'000) * (60 + more) + part(5'000'000, 10'000'000) * (65 + more) +
          part(10'000'000, INT64_MAX) * (70 + more) + 50) /
         100;
}

inline std::int64_t MedicalAid(std::int64_t burden, std::uint8_t aid, DemoYear& year) {
  if (aid == 0) return 0;
  if (aid == 2) return burden;
  const std::int64_t room = std::max<std::int64_t>(0, 5'000'000 - year.aid_paid);
  const std::int64_t paid = std::min(Percent(burden, 70), room);
  year.aid_paid += paid;
  return paid;
}

// What the funds pay of `eligible` fen.
inline std::int64_t SettleDemo(std::int64_t eligible, DemoFacts facts, DemoYear& year) {
  if (facts.frozen) return 0;
  constexpr std::array<std::int64_t, 3> kDeductible = {30'000, 60'000, 90'000};
  constexpr std::array<std::int64_t, 3> kShare = {92, 88, 85};
  std::int64_t deductible = kDeductible[facts.level];
  if (year.stays == 1) deductible /= 2;
  if (year.stays >= 2) deductible = 0;
  ++year.stays;
  const std::int64_t share = kShare[facts.level] + (facts.retired ? 2 : 0);
  const std::int64_t base = std::max<std::int64_t>(0, eligible - deductible);
  std::int64_t paid = Percent(base, share);
  const std::int64_t room = 40'000'000 - year.pooled_paid;
  std::int64_t large = 0;
  if (paid > room) {
    paid = room;
    const std::int64_t excess = base - (200 * room + share) / (2 * share);
    large = std::min(Percent(excess, 90), 30'000'000 - year.large_paid);
    year.large_paid += large;
  }
  year.pooled_paid += paid;
  paid += large;
  const std::int64_t before = year.burden_entered;
  year.burden_entered += eligible - paid;
  paid += LargeIllness(before, year.burden_entered, facts.aid != 0);
  if (facts.civil_servant) paid += Percent(eligible - paid, 50);
  return paid + MedicalAid(eligible - paid, facts.aid, year);
}

}  // namespace tongchou::bench

#endif  // TONGCHOU_TESTS_BENCH_DEMO_BY_HAND_H_
