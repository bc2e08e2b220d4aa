#include "service/overview.h"

#include "service/region.h"

namespace tongchou::service {

Result<std::vector<DayTotal>> DayTotals(Region& region, Date from, Date through) {
  Result<std::unique_ptr<store::Reader>> reader = region.store().Read(region.area_number());
  if (!reader.ok()) return reader.error();
  return (*reader)->Days(from, through);
}

Result<std::optional<Date>> LatestSettlementDay(Region& region) {
  Result<std::unique_ptr<store::Reader>> reader = region.store().Read(region.area_number());
  if (!reader.ok()) return reader.error();
  const Result<std::optional<Moment>> latest = (*reader)->LatestSettlement();
  if (!latest.ok()) return latest.error();
  if (!latest->has_value()) return std::optional<Date>();
  return std::optional<Date>(DayOf(**latest));
}

}  // namespace tongchou::service
