// Projection: levy and spending of the sixty months to come under one or more sets of rules, as it
// is kept and read again, with everything that was assumed.
//
// In each fund of each variant the balance after a month is the one before it, plus the income,
// less the spending, to the fen. Nothing in it names a person. A stored result is never changed.
// Values; pure; thread-safe.
#ifndef TONGCHOU_SERVICE_PROJECTION_PAPERS_H_
#define TONGCHOU_SERVICE_PROJECTION_PAPERS_H_

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/date.h"
#include "base/error_code.h"
#include "base/result.h"
#include "base/text.h"
#include "service/projection_model.h"
#include "store/register_rows.h"

namespace tongchou::service {

// How the history of the area stands for a year. Numbers are stored.
enum class ProjectionBase : std::uint8_t {
  kMonths = 0,  // twelve full calendar months, each moved to the same month of each year ahead
  kRate = 1,    // less than that: its daily mean stands for every month
};

// Members of a scheme, in whole persons: now, and after each year.
struct ProjectedMembers {
  std::string scheme;
  Text name;
  bool by_wages = false;  // income follows wages; those above the age of retirement do not pay
  struct Year {
    std::int64_t all = 0, young = 0, working = 0, old = 0, payers = 0;
    bool operator==(const Year&) const = default;
  };
  std::array<Year, kProjectedYears + 1> years{};

  bool operator==(const ProjectedMembers&) const = default;
};

struct ProjectedFund {
  std::string scheme, fund;  // both empty: all funds together
  Text name;
  std::int64_t opening = 0;                    // fen, before the first month
  std::vector<std::int64_t> income, spending;  // by month
  Band band;

  bool operator==(const ProjectedFund&) const = default;
};

// What all funds pay for one group of ages, by year.
struct ProjectedAges {
  std::int64_t from = 0;  // through the age before the next group
  std::array<std::int64_t, kProjectedYears> spending{};

  bool operator==(const ProjectedAges&) const = default;
};

// Past cases that the rules cannot settle, over all years; they are in no sum.
struct ProjectionRefusal {
  ErrorCode code = ErrorCode::kNoPolicyInForce;
  std::int64_t encounters = 0;
  std::int64_t settlement = 0;  // the first

  bool operator==(const ProjectionRefusal&) const = default;
};

struct ProjectedVariant {
  std::string name;  // as it was asked for; empty: what the area lives by
  std::string pack, digest;
  Text title;
  std::vector<ProjectionRefusal> refusals;
  std::vector<ProjectedFund> funds;  // the last is all together
  std::vector<ProjectedAges> ages;   // of ages for which anything is paid

  std::int64_t refused() const;
  bool operator==(const ProjectedVariant&) const = default;
};

struct Projection {
  std::string pack;         // that the area lived by when it was computed
  std::int64_t number = 0;  // within the pack; 0: not kept
  std::string by;
  Moment at;
  Date known;  // the day as of which members and, with a rate, balances are taken
  ProjectionBase base = ProjectionBase::kMonths;
  Date from, through;  // of the history
  Date start;          // the first day of the first month
  std::int64_t last_settlement = 0;
  std::int64_t encounters = 0;     // of the history
  std::int64_t every = 1;          // one of so many persons was computed
  std::int64_t income_months = 0;  // of the last twelve, with income
  std::int64_t seed = 1, paths = 0;
  Assumptions assumptions{};
  std::vector<ProjectedMembers> members;
  std::vector<ProjectedVariant> variants;

  bool operator==(const Projection&) const = default;
};

// "2027-03": the month `index` months after that of `start`.
std::string MonthName(Date start, std::size_t index);

// Whether each balance follows from the one before it.
bool AddsUp(const Projection& result);

store::RecordRow RecordOf(const Projection& result);
// Refusals: kStoreCorrupt.
Result<Projection> ProjectionOf(const store::RecordRow& row);

}  // namespace tongchou::service

#endif  // TONGCHOU_SERVICE_PROJECTION_PAPERS_H_
