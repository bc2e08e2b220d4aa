#include "store/seal_pass.h"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "base/encoding.h"
#include "store/packing.h"
#include "store/sealed_rows.h"

namespace tongchou::store {
namespace {

constexpr int kRowsAtOnce = 1000;
// A text that opens only under the key it was sealed with: tells another key of the same id.
constexpr std::string_view kProof = "tongchou";

enum class KeyUse : std::uint8_t { kSealing = 0, kSealed = 1, kRetired = 2 };

struct KeyNote {
  RecordRow row;
  KeyUse use = KeyUse::kSealing;
};

std::string BodyOf(KeyUse use) { return Packer().Kind(use).Take(); }

Result<std::vector<KeyNote>> NotesOf(Store& behind, std::int64_t area) {
  Result<std::unique_ptr<Reader>> reader = behind.Read(area);
  if (!reader.ok()) return reader.error();
  Result<std::vector<RecordRow>> rows = (*reader)->Records(RecordKind::kSeal);
  if (!rows.ok()) return rows.error();
  std::vector<KeyNote> notes;
  for (RecordRow& row : *rows) {
    Unpacker in(row.body);
    const KeyUse use = in.Kind(KeyUse::kRetired);
    if (!in.done()) return Error{ErrorCode::kStoreCorrupt, {}, "record"};
    notes.push_back({std::move(row), use});
  }
  return notes;
}

// Commits `changes` on the area as it is now.
Status CommitOn(Store& behind, std::int64_t area, Changes changes) {
  Result<Loaded> loaded = behind.Load(area, {});
  if (!loaded.ok()) return loaded.error();
  changes.area = area;
  changes.state = loaded->area;
  return behind.Commit(changes);
}

// Reseals `rows`, commits those that changed (kept in the member `kept` of the changes).
template <typename Row>
Status ResealRows(Store& behind, std::int64_t area, const KeyRing& keys, std::vector<Row> rows,
                  std::vector<Row> Changes::*kept) {
  Changes changes;
  for (Row& row : rows) {
    const Result<bool> changed = ResealRow(keys, area, row);
    if (!changed.ok()) return changed.error();
    if (*changed) (changes.*kept).push_back(std::move(row));
  }
  if ((changes.*kept).empty()) return Done{};
  return CommitOn(behind, area, std::move(changes));
}

// Goes through pages of rows. `page` gives those behind the last row of the page before (nullptr
// for the first); an empty page ends.
template <typename Row, typename Page>
Status ResealPages(Store& behind, std::int64_t area, const KeyRing& keys,
                   std::vector<Row> Changes::*kept, const SealProgress& progress,
                   const Page& page) {
  std::optional<Row> last;
  while (true) {
    Result<std::unique_ptr<Reader>> reader = behind.Read(area);
    if (!reader.ok()) return reader.error();
    Result<std::vector<Row>> rows = page(**reader, last ? &*last : nullptr);
    reader->reset();
    if (!rows.ok()) return rows.error();
    if (rows->empty()) return Done{};
    last = rows->back();
    if (progress) progress(static_cast<std::int64_t>(rows->size()));
    const Status resealed = ResealRows(behind, area, keys, *std::move(rows), kept);
    if (!resealed.ok()) return resealed;
  }
}

// Visits are numbered without gaps.
Result<std::vector<VisitRow>> VisitsAfter(Reader& reader, std::int64_t after) {
  Result<Loaded> area = reader.Load({});
  if (!area.ok()) return area.error();
  Needs needs;
  const std::int64_t end = std::min(after + kRowsAtOnce, area->area.visits);
  for (std::int64_t visit = after + 1; visit <= end; ++visit) needs.visits.push_back(visit);
  if (needs.visits.empty()) return std::vector<VisitRow>();
  Result<Loaded> loaded = reader.Load(needs);
  if (!loaded.ok()) return loaded.error();
  return std::move(loaded->visits);
}

Status ResealAll(Store& behind, std::int64_t area, const KeyRing& keys,
                 const SealProgress& progress) {
  Status status = ResealPages(
      behind, area, keys, &Changes::persons, progress, [](Reader& reader, const PersonRow* last) {
        return reader.FindPersons("", last == nullptr ? 0 : last->person, kRowsAtOnce);
      });
  if (!status.ok()) return status;
  status = ResealPages(behind, area, keys, &Changes::visits, progress,
                       [](Reader& reader, const VisitRow* last) {
                         return VisitsAfter(reader, last == nullptr ? 0 : last->visit);
                       });
  if (!status.ok()) return status;
  status =
      ResealPages(behind, area, keys, &Changes::answer_texts, progress,
                  [](Reader& reader, const AnswerRow* last) {
                    return reader.Answers(last == nullptr ? MessageKey{} : last->key, kRowsAtOnce);
                  });
  if (!status.ok()) return status;
  status =
      ResealPages(behind, area, keys, &Changes::crossings, progress,
                  [](Reader& reader, const CrossingRow* last) {
                    return reader.OpenCrossings(last == nullptr ? 0 : last->number, kRowsAtOnce);
                  });
  if (!status.ok()) return status;
  for (const RecordKind kind : {RecordKind::kProviderKey, RecordKind::kImportChunk}) {
    status = ResealPages(behind, area, keys, &Changes::records, progress,
                         [kind](Reader& reader, const RecordRow* last) {
                           return reader.RecordsUnder(kind, "", last == nullptr ? "" : last->code,
                                                      kRowsAtOnce / 10);
                         });
    if (!status.ok()) return status;
  }
  return Done{};
}

// Notes how the keys are used from now on: the current one as `use`; the others are retired once it
// has sealed everything.
Status NoteUse(Store& behind, std::int64_t area, const KeyRing& keys, KeyUse use) {
  Result<std::vector<KeyNote>> notes = NotesOf(behind, area);
  if (!notes.ok()) return notes.error();
  const std::string id = HexOf(keys.current().id());
  Changes changes;
  bool known = false;
  for (KeyNote& note : *notes) {
    const bool current = note.row.code == id;
    known = known || current;
    const KeyUse wanted = current ? use : use == KeyUse::kSealed ? KeyUse::kRetired : note.use;
    if (wanted == note.use) continue;
    note.row.body = BodyOf(wanted);
    changes.records.push_back(std::move(note.row));
  }
  if (!known) {
    RecordRow& row = changes.records.emplace_back();
    row.kind = RecordKind::kSeal;
    row.code = id;
    row.body = BodyOf(use);
    row.secret = kProof;
    SealRow(keys, area, row);
  }
  if (changes.records.empty()) return Done{};
  return CommitOn(behind, area, std::move(changes));
}

}  // namespace

Result<SealState> SealStateOf(Store& behind, std::int64_t area, const KeyRing* keys) {
  Result<std::vector<KeyNote>> notes = NotesOf(behind, area);
  if (!notes.ok()) return notes.error();
  if (notes->empty()) return SealState::kPlain;
  bool current = false;
  for (KeyNote& note : *notes) {
    if (note.use == KeyUse::kRetired) continue;
    const Error missing{ErrorCode::kKeyMissing, {}, note.row.code};
    if (keys == nullptr || !OpenRow(*keys, area, note.row).ok()) return missing;
    current =
        current || (note.use == KeyUse::kSealed && note.row.code == HexOf(keys->current().id()));
  }
  return current ? SealState::kCurrent : SealState::kPartly;
}

Status SealEverything(Store& behind, std::int64_t area, const KeyRing& keys,
                      const SealProgress& progress) {
  Result<Loaded> before = behind.Load(area, {});
  if (!before.ok()) return before.error();
  Status status = NoteUse(behind, area, keys, KeyUse::kSealing);
  if (status.ok()) status = ResealAll(behind, area, keys, progress);
  // A store that was just made has nothing to leave traces.
  if (status.ok() && before->area.version != 0) status = behind.Compact();
  if (status.ok()) status = NoteUse(behind, area, keys, KeyUse::kSealed);
  return status;
}

}  // namespace tongchou::store
