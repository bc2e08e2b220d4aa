// What the verbs of the agency's desks share: their commands, and papers about persons (payouts,
// cards, requests) by the day on which they were begun. An item of that list is added with its
// paper and never changed.
//
// Thread-safe.
#ifndef TONGCHOU_SERVICE_DESK_WORK_H_
#define TONGCHOU_SERVICE_DESK_WORK_H_

#include <memory>
#include <string>
#include <vector>

#include "service/command.h"
#include "store/store.h"

namespace tongchou::service {

// A command of somebody at a desk, now.
Command DeskCommand(const Region& region, const std::string& actor, std::string action);

// Submits a command whose answer nobody asks for. Refusals: those of the command, store_* codes.
Status Submit(Region& region, const Command& command);

// A view of the region's area as it is now. Refusals: store_* codes.
Result<std::unique_ptr<store::Reader>> ReadNow(Region& region);

// Adds the paper `code` of `kind` to the list of the day of `work`.
void AddToDeskList(Work& work, store::RecordKind kind, const std::string& code);

struct DeskPage {
  std::vector<store::RecordRow> papers;  // by day and code
  std::string next;                      // pass as `after`; empty: this was the last page
};

// The papers of `kind` that were begun in `month` ("2026-11"), behind `after`. `limit` 1..200.
// Refusals: store_* codes.
Result<DeskPage> FindDeskList(store::Reader& reader, store::RecordKind kind,
                              const std::string& month, const std::string& after, int limit);

// The papers of `kind` of one person, by number. Refusals: store_* codes.
Result<std::vector<store::RecordRow>> PapersOf(store::Reader& reader, store::RecordKind kind,
                                               const std::string& psn_no);

// "990100100000000042/03": the code of a person's paper; and whose it is.
std::string PaperCode(const std::string& psn_no, std::size_t number);
std::string PersonOfPaper(const std::string& code);

}  // namespace tongchou::service

#endif  // TONGCHOU_SERVICE_DESK_WORK_H_
