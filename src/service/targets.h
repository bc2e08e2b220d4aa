// Enrolment targets (参保任务) of offices, and how far they are reached, day by day.
//
// A target is how many are to be covered by a scheme in a year at an office with all offices below
// it, next to how many live there. What is counted for a day is who was covered on that day: by the
// dated intervals of coverage, so a day keeps its number when persons leave later, and a correction
// that is entered late corrects the days that it is about. Persons count where their office is now.
//
// Thread-safe. A user sees the own office and those below; others are unknown.
#ifndef TONGCHOU_SERVICE_TARGETS_H_
#define TONGCHOU_SERVICE_TARGETS_H_

#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/date.h"
#include "service/review.h"

namespace tongchou::service {

struct Target {
  std::int32_t year = 0;
  std::string scheme;
  std::string organisation;  // path of the office; empty: the area
  std::int64_t target = 0;
  std::int64_t population = 0;  // that may be covered; 0: not known
  std::string by;
  Moment at;
  std::int64_t version = 0;
};

struct TargetForm {
  std::int32_t year = 0;
  std::string scheme, office;  // office: code; empty: the area
  std::int64_t target = 0, population = 0;
};

// Sets or changes a target. Refusals: kBadParameter (year; target: not 1 .. 2 billion; population:
// below 0 or below the target), kUnknownScheme, kUnknownOrganisation, kRightMissing (an office
// outside the scope), store_* codes.
Result<Target> SetTarget(Region& region, const Desk& desk, const TargetForm& form);

// What of an office was reached.
struct ProgressRow {
  std::string organisation, name;  // path; name of the office (empty: those of no office below)
  std::optional<Target> target;
  std::int64_t covered = 0;  // on the day
};

struct ProgressPoint {
  Date day;
  std::int64_t covered = 0;
};

struct ProgressQuery {
  std::int32_t year = 0;
  std::string scheme;
  std::string organisation;  // path; must be in the scope
  Date day;                  // that the rows are of; within the year
  int step_days = 7;         // between the points: 1 .. 31
};

struct Progress {
  ProgressQuery query;
  ProgressRow whole;                  // the office itself
  std::vector<ProgressRow> offices;   // just below it, by path; and who is at none of them
  std::vector<ProgressPoint> points;  // from the first day of the year to `day`, which is the last
};

// Refusals: kBadParameter (year, day, step_days), kUnknownScheme, kUnknownOrganisation (also
// outside the scope), store_* codes.
Result<Progress> FindProgress(Region& region, const Scope& scope, const ProgressQuery& query);

// `part` of `whole` in ten-thousandths, rounded half up; nothing when `whole` is none.
std::optional<std::int64_t> ShareOf(std::int64_t part, std::int64_t whole);

}  // namespace tongchou::service

#endif  // TONGCHOU_SERVICE_TARGETS_H_
