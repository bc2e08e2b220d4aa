#include "service/kept_result.h"

#include <fmt/format.h>

#include <algorithm>

#include "service/desk_work.h"
#include "service/region.h"

namespace tongchou::service {
namespace {

constexpr int kListed = 200;

// By number.
Result<std::vector<store::RecordRow>> RowsUnder(store::Reader& reader, const KeptKind& of) {
  std::vector<store::RecordRow> found;
  std::string after;
  while (true) {
    auto rows = reader.RecordsUnder(of.kind, of.pack + "/", after, kListed);
    if (!rows.ok()) return rows.error();
    const bool last = rows->size() < kListed;
    if (!last) after = rows->back().code;
    for (store::RecordRow& row : *rows) found.push_back(std::move(row));
    if (last) return found;
  }
}

}  // namespace

std::string KeptCode(std::string_view pack, std::int64_t number) {
  return fmt::format("{}/{:05}", pack, number);
}

Result<std::int64_t> KeepResult(Region& region, const std::string& actor, const std::string& action,
                                const KeptKind& of,
                                const std::function<store::RecordRow(std::int64_t)>& record) {
  const auto reader = ReadNow(region);
  if (!reader.ok()) return reader.error();
  const auto rows = RowsUnder(**reader, of);
  if (!rows.ok()) return rows.error();
  const auto last = static_cast<std::int64_t>(rows->size());
  std::int64_t kept = 0;
  Command command = DeskCommand(region, actor, action);
  // Somebody else may have taken the number meanwhile: the next one that is free.
  command.needs = [&](const WorkingSet& set, store::Needs& needs) {
    for (std::int64_t number = last + 1;; ++number) {
      const store::RecordKey next{of.kind, KeptCode(of.pack, number)};
      needs.records.push_back(next);
      if (set.FindRecord(next) == nullptr) return;
    }
  };
  command.execute = [&](Work& work) -> Result<Executed> {
    kept = last + 1;
    while (work.set.FindRecord({of.kind, KeptCode(of.pack, kept)}) != nullptr) ++kept;
    work.set.Put(record(kept));
    return Executed{{}, 0, KeptCode(of.pack, kept)};
  };
  const Status submitted = Submit(region, command);
  if (!submitted.ok()) return submitted.error();
  return kept;
}

Result<std::vector<store::RecordRow>> KeptResults(Region& region, store::RecordKind kind) {
  const auto reader = ReadNow(region);
  if (!reader.ok()) return reader.error();
  auto rows = RowsUnder(**reader, {kind, region.pack().id});
  if (rows.ok()) std::ranges::reverse(*rows);
  return rows;
}

Result<store::RecordRow> KeptResult(Region& region, store::RecordKind kind, std::int64_t number) {
  const auto reader = ReadNow(region);
  if (!reader.ok()) return reader.error();
  const std::string code = KeptCode(region.pack().id, number);
  store::Needs needs;
  needs.records.push_back({kind, code});
  const auto loaded = (*reader)->Load(needs);
  if (!loaded.ok()) return loaded.error();
  if (loaded->records.empty()) return Error{ErrorCode::kUnknownResult, {}, code};
  return loaded->records.front();
}

}  // namespace tongchou::service
