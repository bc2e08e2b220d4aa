#include "service/desk_work.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "service/committer.h"

namespace tongchou::service {
namespace {

constexpr int kMost = 200;

std::string KindPrefix(store::RecordKind kind) {
  return fmt::format("{:03}/", static_cast<int>(kind));
}

}  // namespace

Command DeskCommand(const Region& region, const std::string& actor, std::string action) {
  Command command;
  command.actor = actor;
  command.action = std::move(action);
  command.at = region.clock().Now();
  return command;
}

Status Submit(Region& region, const Command& command) {
  const Result<Answered> answered = region.committer().Submit(command);
  if (!answered.ok()) return answered.error();
  return Done{};
}

Result<std::unique_ptr<store::Reader>> ReadNow(Region& region) {
  return region.store().Read(region.area_number());
}

void AddToDeskList(Work& work, store::RecordKind kind, const std::string& code) {
  store::RecordRow row;
  row.kind = store::RecordKind::kDeskList;
  row.code = KindPrefix(kind) + ToString(DayOf(work.at)) + "/" + code;
  work.set.Put(row);
}

Result<DeskPage> FindDeskList(store::Reader& reader, store::RecordKind kind,
                              const std::string& month, const std::string& after, int limit) {
  const int most = std::clamp(limit, 1, kMost);
  const std::string prefix = KindPrefix(kind) + month;
  const auto rows = reader.RecordsUnder(store::RecordKind::kDeskList, prefix, after, most + 1);
  if (!rows.ok()) return rows.error();
  DeskPage page;
  std::vector<std::string> codes;
  for (const store::RecordRow& row : *rows) {
    if (codes.size() == static_cast<std::size_t>(most)) page.next = rows->at(most - 1).code;
    if (!page.next.empty()) break;
    constexpr std::size_t kDay = sizeof("2026-11-22/") - 1;
    codes.push_back(row.code.substr(KindPrefix(kind).size() + kDay));
  }
  store::Needs needs;
  for (const std::string& code : codes) needs.records.push_back({kind, code});
  Result<store::Loaded> loaded = reader.Load(needs);
  if (!loaded.ok()) return loaded.error();
  for (const std::string& code : codes) {
    const auto paper = std::ranges::find(loaded->records, code, &store::RecordRow::code);
    if (paper != loaded->records.end()) page.papers.push_back(std::move(*paper));
  }
  return page;
}

Result<std::vector<store::RecordRow>> PapersOf(store::Reader& reader, store::RecordKind kind,
                                               const std::string& psn_no) {
  constexpr int kMostPapers = 1000;
  return reader.RecordsUnder(kind, psn_no + "/", "", kMostPapers);
}

std::string PaperCode(const std::string& psn_no, std::size_t number) {
  return fmt::format("{}/{:03}", psn_no, number);
}

std::string PersonOfPaper(const std::string& code) { return code.substr(0, code.find('/')); }

}  // namespace tongchou::service
