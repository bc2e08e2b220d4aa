// Drafts as they are kept, and their words.
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "service/policy_drafts.h"
#include "store/packing.h"

namespace tongchou::service {
namespace {

constexpr std::int64_t kForm = 1;

struct StateRow {
  std::string_view word;
  Text title;
};

const StateRow& RowOf(DraftState state) {
  static const std::array<StateRow, 5> kRows = {{
      {"draft", {"起草", "being written"}},
      {"submitted", {"待审定", "waits for approval"}},
      {"approved", {"已审定", "approved"}},
      {"published", {"已发布", "published"}},
      {"withdrawn", {"已撤回", "withdrawn"}},
  }};
  return kRows.at(static_cast<std::size_t>(state));
}

constexpr std::array<std::string_view, 8> kSteps = {"create",  "save",   "update",  "submit",
                                                    "approve", "refuse", "publish", "withdraw"};

bool Writes(DraftStep step) {
  return step == DraftStep::kCreate || step == DraftStep::kSave || step == DraftStep::kUpdate;
}

}  // namespace

std::string_view WordOf(DraftState state) { return RowOf(state).word; }
const Text& TitleOf(DraftState state) { return RowOf(state).title; }
std::string_view WordOf(DraftStep step) { return kSteps.at(static_cast<std::size_t>(step)); }

std::vector<std::string> PolicyDraft::authors() const {
  std::vector<std::string> logins;
  for (const DraftEvent& event : history) {
    const bool known = std::ranges::find(logins, event.by) != logins.end();
    if (Writes(event.step) && !known) logins.push_back(event.by);
  }
  return logins;
}

const DraftEvent* PolicyDraft::Last(DraftStep step) const {
  const DraftEvent* last = nullptr;
  for (const DraftEvent& event : history) {
    if (event.step == step) last = &event;
  }
  return last;
}

store::RecordKey DraftKey(const std::string& pack, std::int64_t number) {
  return {store::RecordKind::kPolicyDraft, fmt::format("{}/{:06}", pack, number)};
}

store::RecordRow RecordOf(const PolicyDraft& draft) {
  store::Packer out;
  out.Number(kForm).Text(draft.pack).Number(draft.number).Text(draft.title).Kind(draft.state);
  out.Number(draft.base).Text(draft.base_digest).Number(draft.published_as);
  PackPolicyFiles(draft.base_files, out);
  out.Number(static_cast<std::int64_t>(draft.changes.size()));
  for (const auto& [path, text] : draft.changes) {
    out.Text(path).Flag(text.has_value()).Text(text.value_or(""));
  }
  out.Number(static_cast<std::int64_t>(draft.history.size()));
  for (const DraftEvent& event : draft.history) {
    out.Kind(event.step).At(event.at).Text(event.by).Text(event.note);
  }
  store::RecordRow row;
  const store::RecordKey key = DraftKey(draft.pack, draft.number);
  row.kind = key.kind;
  row.code = key.code;
  row.body = out.Take();
  row.version = draft.version;
  return row;
}

Result<PolicyDraft> DraftOf(const store::RecordRow& row) {
  store::Unpacker in(row.body);
  const bool known = in.Number() == kForm;
  PolicyDraft draft;
  draft.pack = in.Text();
  draft.number = in.Number();
  draft.title = in.Text();
  draft.state = in.Kind(DraftState::kWithdrawn);
  draft.base = in.Number();
  draft.base_digest = in.Text();
  draft.published_as = in.Number();
  draft.base_files = UnpackPolicyFiles(in);
  for (std::size_t left = in.Count(); left > 0; --left) {
    std::optional<std::string>& text = draft.changes[in.Text()];
    const bool kept = in.Flag();
    text = in.Text();
    if (!kept) text.reset();
  }
  draft.history.resize(in.Count());
  for (DraftEvent& event : draft.history) {
    event.step = in.Kind(DraftStep::kWithdraw);
    event.at = in.At();
    event.by = in.Text();
    event.note = in.Text();
  }
  draft.version = row.version;
  if (!known || !in.done()) return Error{ErrorCode::kStoreCorrupt, {}, row.code};
  return draft;
}

}  // namespace tongchou::service
