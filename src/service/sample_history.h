// SampleHistory: made cases for the rules of one pack, where an area has no history of its own that
// those rules know: a new area, or the rules of another one. The same pack, order and seed give the
// same cases on every machine.
//
// What comes out of them says how two readings of a rule differ, not what an area would pay.
// Immutable; thread-safe.
#ifndef TONGCHOU_SERVICE_SAMPLE_HISTORY_H_
#define TONGCHOU_SERVICE_SAMPLE_HISTORY_H_

#include <cstdint>
#include <memory>
#include <vector>

#include "base/date.h"
#include "policy/plan.h"
#include "settle/replay_history.h"

namespace tongchou::service {

struct SampleOrder {
  std::int64_t persons = 0;
  std::int64_t seed = 1;
  Date from, through;
};

class SampleHistory {
 public:
  // Persons of all schemes of `epoch` with up to six encounters each: stays with a long tail of
  // costs, visits with small ones; categories, levels, ages and aid as the scheme knows them.
  SampleHistory(const policy::Epoch& epoch, const SampleOrder& order);
  SampleHistory(const SampleHistory&) = delete;
  SampleHistory& operator=(const SampleHistory&) = delete;

  // Its settlements are numbered from 1: the place of a case.
  const settle::PastCases& cases() const { return cases_; }

 private:
  class Maker;

  settle::CaseWords words_;
  std::vector<std::uint64_t> first_row_, first_line_, first_payment_;
  std::vector<std::uint16_t> office_, case_class_, line_count_;
  std::vector<std::int64_t> settlement_, total_fen_, eligible_fen_, fixed_eligible_fen_;
  std::vector<std::int32_t> begin_, end_;
  std::vector<std::uint8_t> age_, years_insured_;
  std::vector<std::uint32_t> provider_;
  std::vector<settle::PackedLine> lines_;
  settle::PastCases cases_;
};

}  // namespace tongchou::service

#endif  // TONGCHOU_SERVICE_SAMPLE_HISTORY_H_
