// The rows of a MemoryStore and what reads them.
//
// Plain values; one thread at a time.
#ifndef TONGCHOU_SIM_MEMORY_ROWS_H_
#define TONGCHOU_SIM_MEMORY_ROWS_H_

#include <map>
#include <memory>
#include <set>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "store/store.h"

namespace tongchou::sim {

using DayKey = std::tuple<Date, std::string, std::string, std::int32_t, bool>;
using YearKey = std::tuple<std::int64_t, std::string, std::int32_t>;

struct AreaRows {
  store::AreaState state;
  std::map<std::string, store::Employer> employers;
  std::map<std::string, store::Provider> providers;
  std::map<std::pair<std::string, Date>, store::CatalogueItem> catalogue;
  std::map<std::string, store::UserRow> users;
  std::map<std::int64_t, store::PersonRow> persons;
  std::map<std::string, std::int64_t> certificates;
  std::set<std::pair<std::string, std::int64_t>> employments;
  std::map<std::int64_t, store::AccountRow> accounts;
  std::map<YearKey, store::YearRow> years;
  std::map<std::int64_t, store::VisitRow> visits;
  std::map<std::pair<std::int64_t, std::int32_t>, store::FeeBatchRow> batches;
  std::map<std::int64_t, store::SettlementRow> settlements;
  std::map<std::int64_t, std::int64_t> reversals;  // what was taken back: by which settlement
  std::map<std::int64_t, ledger::Entry> entries;
  std::map<std::pair<Date, ledger::Account>, store::TurnoverRow> turnovers;
  std::map<DayKey, store::DayTotalRow> days;
  std::map<std::pair<std::int64_t, std::int64_t>, store::MovementRow> movements;
  std::map<store::MessageKey, store::AnswerRow> answers;
  std::map<std::int64_t, store::AuditRow> audits;
  std::map<std::pair<store::RecordKind, std::string>, store::RecordRow> records;
  std::map<std::int64_t, store::CrossingRow> crossings;  // by number
};

struct MemoryRows {
  std::map<std::int64_t, AreaRows> areas;
};

store::Loaded LoadFrom(const AreaRows& rows, const store::Needs& needs);

// A view of `area` in `rows`, which it keeps alive.
std::unique_ptr<store::Reader> ReaderOf(std::shared_ptr<const MemoryRows> rows, std::int64_t area);

}  // namespace tongchou::sim

#endif  // TONGCHOU_SIM_MEMORY_ROWS_H_
