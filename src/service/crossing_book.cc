#include "service/crossing_book.h"

#include <fmt/format.h>

#include "store/row_codec.h"

namespace tongchou::service {

std::string AreaCode(std::int64_t area) { return fmt::format("{:06}", area); }

std::string CrossingId(std::int64_t area, std::int64_t number) {
  return fmt::format("{}-{}", AreaCode(area), number);
}

ledger::Entry CrossingEntry(std::int64_t area, const store::CrossingRow& row) {
  ledger::Entry entry;
  entry.area = area;
  entry.at = row.at;
  // The day of the area of insurance, so that both books have it in the same month.
  entry.day = row.figures.day;
  entry.kind = ledger::EntryKind::kCrossing;
  entry.source = CrossingId(area, row.number);
  entry.content = Sm3(store::PackCrossing(row));
  entry.postings = ledger::CrossingPostings(AreaCode(row.neighbour), row.figures.due());
  return entry;
}

}  // namespace tongchou::service
