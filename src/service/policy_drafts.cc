#include "service/policy_drafts.h"

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <utility>

#include "service/desk_work.h"
#include "service/policy_at.h"
#include "service/policy_shelf.h"
#include "service/region.h"

namespace tongchou::service {
namespace {

constexpr std::size_t kLongestTitle = 200;
constexpr std::size_t kLongestNote = 400;
constexpr int kMostDrafts = 100'000;

Error WrongState(const PolicyDraft& draft) {
  const Text& state = TitleOf(draft.state);
  return {ErrorCode::kDraftState,
          {fmt::format("草稿 {} {}，不能这样处理", draft.number, state.zh),
           fmt::format("this cannot be done with draft {} as it is: {}", draft.number, state.en)},
          "state"};
}

// Whoever reads a draft and writes it later: what was done to it in between.
Error Overtaken(const PolicyDraft& draft) {
  const DraftEvent& last = draft.history.back();
  return {ErrorCode::kStaleVersion,
          {fmt::format("草稿 {} 已由 {} 于 {} 改动，您的改动没有保存；请保留您的文本，重新打开草稿"
                       "后再改",
                       draft.number, last.by, ToString(DayOf(last.at))),
           fmt::format("draft {} was changed by {} on {} meanwhile and yours was not saved: keep "
                       "your text, open the draft again and make your change there",
                       draft.number, last.by, ToString(DayOf(last.at)))},
          "version"};
}

Error Superseded(const Region& region, const PolicyDraft& draft) {
  return {ErrorCode::kDraftSuperseded, {}, fmt::format("{} {}", region.pack().id, draft.base)};
}

void AddEvent(PolicyDraft& draft, DraftStep step, const Work& work, std::string note) {
  const bool again = step == DraftStep::kSave && !draft.history.empty() &&
                     draft.history.back().step == step && draft.history.back().by == work.actor;
  if (again) {
    draft.history.back().at = work.at;
  } else {
    draft.history.push_back({step, work.at, work.actor, std::move(note)});
  }
}

Result<PolicyDraft> DraftIn(const Work& work, std::int64_t number) {
  const store::RecordRow* row = work.set.FindRecord(DraftKey(work.region.pack().id, number));
  if (row == nullptr) return Refuse(ErrorCode::kUnknownDraft, std::to_string(number));
  return DraftOf(*row);
}

// Changes one draft in one transaction: `change` says what becomes of it.
using Change = std::function<Status(Work&, PolicyDraft&)>;
Result<PolicyDraft> ChangeDraft(Region& region, const Desk& desk, const char* action,
                                std::int64_t number, const Change& change) {
  PolicyDraft draft;
  Command command = DeskCommand(region, desk.actor, action);
  command.needs = [&](const WorkingSet&, store::Needs& needs) {
    needs.records.push_back(DraftKey(region.pack().id, number));
  };
  command.execute = [&](Work& work) -> Result<Executed> {
    Result<PolicyDraft> read = DraftIn(work, number);
    if (!read.ok()) return read.error();
    draft = *std::move(read);
    if (const Status changed = change(work, draft); !changed.ok()) return changed.error();
    work.set.Put(RecordOf(draft));
    ++draft.version;
    return Executed{{}, 0, fmt::format("{}/draft:{}", draft.pack, number)};
  };
  const Status submitted = Submit(region, command);
  if (!submitted.ok()) return submitted.error();
  return draft;
}

// The pack that the draft is made on.
Result<std::shared_ptr<const policy::Pack>> BaseOf(Region& region, const PolicyDraft& draft) {
  const policy::Pack* known = region.policies().FindByDigest(draft.base_digest);
  if (known != nullptr) return std::shared_ptr<const policy::Pack>(std::shared_ptr<void>(), known);
  policy::LoadedPack loaded = policy::LoadPack(SourceOf(draft.pack, draft.base_files));
  if (loaded.error_count > 0) return Error{ErrorCode::kStoreCorrupt, {}, draft.base_digest};
  return std::make_shared<const policy::Pack>(std::move(loaded.pack));
}

Result<PolicyVersion> BaseVersion(Region& region, std::int64_t number) {
  if (number != 0) return GetVersion(region, number);
  const Result<std::vector<PolicyVersion>> versions = VersionsOf(region);
  if (!versions.ok()) return versions.error();
  return versions->back();
}

// What is checked was read before: `draft` may not have moved on.
Result<std::pair<PolicyDraft, PolicyCheck>> Checked(Region& region, std::int64_t number) {
  Result<PolicyDraft> draft = GetDraft(region, number);
  if (!draft.ok()) return draft.error();
  if (IsSuperseded(region, *draft)) return Superseded(region, *draft);
  Result<PolicyCheck> check = CheckDraft(region, *draft);
  if (!check.ok()) return check.error();
  if (!check->passed()) return *check->refused;
  return std::pair(*std::move(draft), *std::move(check));
}

// Values of days that have passed change, and nobody says why.
Error NeedsReason(const PolicyCheck& check) {
  return {ErrorCode::kPastNeedsReason,
          {fmt::format("自 {} 起的取值有改动，该日已过，其后已有 {} 笔有效结算；请填写原因",
                       ToString(*check.first_changed), check.settled_since),
           fmt::format("values from {} on change, a day that has passed; {} settlements that "
                       "stand were made since: give the reason",
                       ToString(*check.first_changed), check.settled_since)},
          "reason"};
}

// What an approved draft is published as, but for the days, which the commit knows.
PolicyVersion VersionOf(const PolicyDraft& draft, const std::string& digest,
                        const std::string& publisher, const std::string& reason) {
  const DraftEvent* approval = draft.Last(DraftStep::kApprove);
  TC_CHECK(approval != nullptr);
  PolicyVersion version;
  version.number = draft.base + 1;
  version.pack = draft.pack;
  version.digest = digest;
  version.base_digest = draft.base_digest;
  version.title = draft.title;
  version.reason = reason;
  version.draft = draft.number;
  version.authors = draft.authors();
  version.approver = approval->by;
  version.note = approval->note;
  version.publisher = publisher;
  version.files = draft.files();
  return version;
}

}  // namespace

Result<std::vector<PolicyDraft>> DraftsOf(Region& region) {
  const Result<std::unique_ptr<store::Reader>> reader = ReadNow(region);
  if (!reader.ok()) return reader.error();
  const auto rows = (*reader)->RecordsUnder(store::RecordKind::kPolicyDraft, region.pack().id + "/",
                                            "", kMostDrafts);
  if (!rows.ok()) return rows.error();
  std::vector<PolicyDraft> drafts;
  for (const store::RecordRow& row : *rows) {
    Result<PolicyDraft> draft = DraftOf(row);
    if (!draft.ok()) return draft.error();
    drafts.push_back(*std::move(draft));
  }
  return drafts;
}

Result<PolicyDraft> GetDraft(Region& region, std::int64_t number) {
  const Result<std::unique_ptr<store::Reader>> reader = ReadNow(region);
  if (!reader.ok()) return reader.error();
  store::Needs needs;
  needs.records.push_back(DraftKey(region.pack().id, number));
  const Result<store::Loaded> loaded = (*reader)->Load(needs);
  if (!loaded.ok()) return loaded.error();
  if (loaded->records.empty()) return Refuse(ErrorCode::kUnknownDraft, std::to_string(number));
  return DraftOf(loaded->records.front());
}

bool IsSuperseded(const Region& region, const PolicyDraft& draft) {
  return region.pack().digest != draft.base_digest;
}

Result<PolicyDraft> BeginDraft(Region& region, const Desk& desk, const NewDraft& wanted) {
  if (wanted.title.empty()) return Refuse(ErrorCode::kMissingField, "title");
  if (wanted.title.size() > kLongestTitle) return Refuse(ErrorCode::kFieldTooLong, "title");
  if (wanted.files) {
    const Status files = CheckPolicyFiles(*wanted.files);
    if (!files.ok()) return files.error();
  }
  Result<PolicyVersion> base = BaseVersion(region, wanted.base);
  if (!base.ok()) return base.error();
  const Result<std::vector<PolicyDraft>> others = DraftsOf(region);
  if (!others.ok()) return others.error();
  PolicyDraft draft;
  draft.number = others->empty() ? 1 : others->back().number + 1;
  draft.pack = base->pack;
  draft.title = wanted.title;
  draft.base = base->number;
  draft.base_digest = base->digest;
  draft.base_files = std::move(base->files);
  if (wanted.files) draft.changes = OverlayBetween(draft.base_files, *wanted.files);
  Command command = DeskCommand(region, desk.actor, "policy_draft_create");
  command.needs = [&](const WorkingSet&, store::Needs& needs) {
    needs.records.push_back(DraftKey(draft.pack, draft.number));
  };
  command.execute = [&](Work& work) -> Result<Executed> {
    // Somebody else began one at the same moment.
    if (work.set.FindRecord(DraftKey(draft.pack, draft.number)) != nullptr) {
      return Refuse(ErrorCode::kStaleVersion, "draft");
    }
    draft.history = {{DraftStep::kCreate, work.at, work.actor, {}}};
    work.set.Put(RecordOf(draft));
    return Executed{{}, 0, fmt::format("{}/draft:{}", draft.pack, draft.number)};
  };
  const Status submitted = Submit(region, command);
  if (!submitted.ok()) return submitted.error();
  draft.version = 1;
  return draft;
}

Result<PolicyDraft> SaveDraft(Region& region, const Desk& desk, std::int64_t number,
                              const DraftSave& save) {
  if (save.title.size() > kLongestTitle) return Refuse(ErrorCode::kFieldTooLong, "title");
  return ChangeDraft(region, desk, "policy_draft_save", number,
                     [&](Work& work, PolicyDraft& draft) -> Status {
                       if (draft.version != save.version) return Overtaken(draft);
                       if (draft.state != DraftState::kDraft) return WrongState(draft);
                       const PolicyFiles files = WithOverlay(draft.files(), save.files);
                       const Status checked = CheckPolicyFiles(files);
                       if (!checked.ok()) return checked;
                       draft.changes = OverlayBetween(draft.base_files, files);
                       if (!save.title.empty()) draft.title = save.title;
                       AddEvent(draft, DraftStep::kSave, work, {});
                       return Done{};
                     });
}

Result<PolicyCheck> CheckDraft(Region& region, const PolicyDraft& draft) {
  const auto base = BaseOf(region, draft);
  if (!base.ok()) return base.error();
  return CheckPolicy(region, **base, draft.files());
}

Result<PolicyDraft> UpdateDraft(Region& region, const Desk& desk, std::int64_t number) {
  const Result<PolicyVersion> current = BaseVersion(region, 0);
  if (!current.ok()) return current.error();
  return ChangeDraft(
      region, desk, "policy_draft_update", number, [&](Work& work, PolicyDraft& draft) -> Status {
        const bool over =
            draft.state == DraftState::kPublished || draft.state == DraftState::kWithdrawn;
        if (over) return WrongState(draft);
        if (draft.base == current->number && draft.base_digest == current->digest) {
          return Error{ErrorCode::kDraftUnchanged,
                       {"草稿依据的就是现行版本，无须更新",
                        "the draft is made on the version in force: there is nothing to update"},
                       {}};
        }
        auto brought = BringOnto(draft.base_files, draft.changes, current->files);
        if (!brought.ok()) return brought.error();
        AddEvent(draft, DraftStep::kUpdate, work,
                 fmt::format("{} -> {}", draft.base, current->number));
        draft.base = current->number;
        draft.base_digest = current->digest;
        draft.base_files = current->files;
        draft.changes = *std::move(brought);
        draft.state = DraftState::kDraft;
        return Done{};
      });
}

Result<PolicyDraft> SubmitDraft(Region& region, const Desk& desk, std::int64_t number) {
  const auto checked = Checked(region, number);
  if (!checked.ok()) return checked.error();
  return ChangeDraft(region, desk, "policy_draft_submit", number,
                     [&](Work& work, PolicyDraft& draft) -> Status {
                       if (draft.version != checked->first.version) return Overtaken(draft);
                       if (draft.state != DraftState::kDraft) return WrongState(draft);
                       draft.state = DraftState::kSubmitted;
                       AddEvent(draft, DraftStep::kSubmit, work, {});
                       return Done{};
                     });
}

Result<PolicyDraft> DecideDraft(Region& region, const Desk& desk, std::int64_t number,
                                const DraftVerdict& verdict) {
  if (verdict.note.size() > kLongestNote) return Refuse(ErrorCode::kFieldTooLong, "note");
  return ChangeDraft(region, desk, verdict.approve ? "policy_draft_approve" : "policy_draft_refuse",
                     number, [&](Work& work, PolicyDraft& draft) -> Status {
                       if (draft.state != DraftState::kSubmitted) return WrongState(draft);
                       if (verdict.version != 0 && verdict.version != draft.version)
                         return Overtaken(draft);
                       const std::vector<std::string> authors = draft.authors();
                       if (std::ranges::find(authors, work.actor) != authors.end()) {
                         return Refuse(ErrorCode::kOwnRequest, std::to_string(number));
                       }
                       const bool superseded = IsSuperseded(work.region, draft);
                       if (verdict.approve && superseded) return Superseded(work.region, draft);
                       draft.state = verdict.approve ? DraftState::kApproved : DraftState::kDraft;
                       AddEvent(draft, verdict.approve ? DraftStep::kApprove : DraftStep::kRefuse,
                                work, verdict.note);
                       return Done{};
                     });
}

Result<PolicyDraft> WithdrawDraft(Region& region, const Desk& desk, std::int64_t number,
                                  const std::string& note) {
  if (note.size() > kLongestNote) return Refuse(ErrorCode::kFieldTooLong, "note");
  return ChangeDraft(
      region, desk, "policy_draft_withdraw", number, [&](Work& work, PolicyDraft& draft) -> Status {
        const bool over =
            draft.state == DraftState::kPublished || draft.state == DraftState::kWithdrawn;
        if (over) return WrongState(draft);
        draft.state = DraftState::kWithdrawn;
        AddEvent(draft, DraftStep::kWithdraw, work, note);
        return Done{};
      });
}

Result<PolicyVersion> PublishDraft(Region& region, const Desk& desk, std::int64_t number,
                                   const std::string& reason) {
  if (reason.size() > kLongestNote) return Refuse(ErrorCode::kFieldTooLong, "reason");
  const Result<PolicyDraft> asked = GetDraft(region, number);
  if (!asked.ok()) return asked.error();
  if (asked->state != DraftState::kApproved) return WrongState(*asked);
  const auto checked = Checked(region, number);
  if (!checked.ok()) return checked.error();
  const PolicyDraft& read = checked->first;
  const PolicyCheck& check = checked->second;
  if (check.past && reason.empty()) return NeedsReason(check);
  const Result<PolicyVersion> base = GetVersion(region, read.base);
  if (!base.ok()) return base.error();
  PolicyVersion version = VersionOf(read, check.pack->digest, desk.actor, reason);
  Command command = DeskCommand(region, desk.actor, "policy_publish");
  command.needs = [&](const WorkingSet&, store::Needs& needs) {
    needs.records = {DraftKey(read.pack, number), VersionKey(read.pack, version.number),
                     VersionKey(read.pack, 1)};
  };
  command.execute = [&](Work& work) -> Result<Executed> {
    Result<PolicyDraft> draft = DraftIn(work, number);
    if (!draft.ok()) return draft.error();
    if (draft->version != read.version) return Overtaken(*draft);
    const bool taken = work.set.FindRecord(VersionKey(read.pack, version.number)) != nullptr;
    if (taken || IsSuperseded(work.region, *draft)) return Superseded(work.region, *draft);
    if (work.set.FindRecord(VersionKey(read.pack, 1)) == nullptr) work.set.Put(RecordOf(*base));
    version.published_at = work.at;
    version.valid_from = check.first_changed.value_or(DayOf(work.at));
    work.set.Put(RecordOf(version));
    draft->state = DraftState::kPublished;
    draft->published_as = version.number;
    AddEvent(*draft, DraftStep::kPublish, work, reason);
    work.set.Put(RecordOf(*draft));
    return Executed{{}, 0, fmt::format("{}/version:{}", read.pack, version.number)};
  };
  command.after_commit = [&] {
    policy::LoadedPack loaded = policy::LoadPack(SourceOf(read.pack, version.files));
    region.policies().SetCurrent(region.policies().Keep(std::move(loaded.pack)));
  };
  const Status submitted = Submit(region, command);
  if (!submitted.ok()) return submitted.error();
  return version;
}

}  // namespace tongchou::service
