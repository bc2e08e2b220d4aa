#include "service/employers.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <charconv>
#include <utility>

#include "base/credit_code.h"
#include "service/committer.h"
#include "service/employer_file.h"
#include "service/policy_at.h"
#include "service/region.h"

namespace tongchou::service {
namespace {

std::string RequestId(const std::string& code, int number) {
  return fmt::format("{}/{}", code, number);
}

store::RecordKey KeyOf(const std::string& id) { return {store::RecordKind::kEmployerRequest, id}; }

bool IsLate(const Region& region, Date event_day) {
  return region.today().days() - event_day.days() > kReportDays;
}

Command DeskCommand(const Region& region, const Desk& desk, const char* action) {
  Command command;
  command.actor = desk.actor;
  command.action = action;
  command.at = region.clock().Now();
  return command;
}

// Runs a command that puts `changed`, which every reader sees afterwards.
Status SubmitEmployer(Region& region, Command& command, const Employer& changed) {
  command.after_commit = [&] {
    Employer stored = changed;
    ++stored.version;
    region.reference().Add({}, {stored}, {});
  };
  const Result<Answered> answered = region.committer().Submit(command);
  if (!answered.ok()) return answered.error();
  return Done{};
}

// The employer in force with this code, as the batch sees it.
Result<Employer> InForce(const Work& work, const Scope& scope, const std::string& code) {
  const Employer* employer = work.reference.FindEmployer(code);
  if (employer == nullptr || !scope.Covers(employer->organisation)) {
    return Refuse(ErrorCode::kUnknownEmployer, code);
  }
  if (employer->state == EmployerState::kCancelled) {
    return Refuse(ErrorCode::kEmployerCancelled, code);
  }
  return *employer;
}

Status CheckFree(const ReferenceSnapshot& reference, const Employer& form) {
  if (form.credit_code.empty()) return Done{};
  for (const auto& [code, other] : reference.employers) {
    const bool taken = other.credit_code == form.credit_code && code != form.code &&
                       other.state == EmployerState::kActive;
    if (taken) return Refuse(ErrorCode::kDuplicateId, "credit_code");
  }
  return Done{};
}

Status CheckPlace(Region& region, const Scope& scope, const Employer& form) {
  const Status known = CheckOrganisation(region, form.organisation);
  if (!known.ok()) return known;
  if (!scope.Covers(form.organisation)) return Refuse(ErrorCode::kRightMissing, "organisation");
  return Done{};
}

std::string NextCode(const ReferenceSnapshot& reference) {
  int last = 0;
  for (const auto& [code, employer] : reference.employers) {
    int number = 0;
    if (code.empty() || code.front() != 'E') continue;
    const auto [end, error] = std::from_chars(code.data() + 1, code.data() + code.size(), number);
    if (error == std::errc() && end == code.data() + code.size()) last = std::max(last, number);
  }
  return fmt::format("E{:05}", last + 1);
}

// Puts a request that waits, and the employer that now has one more.
void PutRequest(Work& work, Employer employer, EmployerRequest& request) {
  request.id = RequestId(employer.code, ++employer.requests);
  request.requested_at = work.at;
  work.set.Put(RecordOf(request));
  work.set.Put(std::move(employer));
}

// Checks the employer and that no request of it waits; gives it with one request more.
Result<Employer> MayRequest(const Work& work, const Desk& desk, const std::string& code) {
  Result<Employer> employer = InForce(work, desk.scope, code);
  if (!employer.ok() || employer->requests == 0) return employer;
  const store::RecordRow* last = work.set.FindRecord(KeyOf(RequestId(code, employer->requests)));
  if (last == nullptr) return Error{ErrorCode::kStoreCorrupt, {}, "record"};
  const Result<EmployerRequest> waiting = RequestOf(*last);
  if (!waiting.ok()) return waiting.error();
  if (waiting->state == RequestState::kWaiting) {
    return Refuse(ErrorCode::kRequestWaiting, waiting->id);
  }
  return employer;
}

Result<EmployerRequest> Submit(Region& region, const Desk& desk, EmployerRequest request) {
  const std::string code = request.wanted.code;
  request.requested_by = desk.actor;
  request.late = IsLate(region, request.wanted.event_day);
  if (request.reason.empty()) return Refuse(ErrorCode::kMissingField, "reason");
  if (request.reason.size() > kLongestText) return Refuse(ErrorCode::kFieldTooLong, "reason");
  Employer changed;
  Command command = DeskCommand(
      region, desk,
      request.kind == RequestKind::kChange ? "request_employer_change" : "request_cancellation");
  command.needs = [&](const WorkingSet&, store::Needs& needs) {
    const Employer* known = region.reference().Get()->FindEmployer(code);
    if (known == nullptr || known->requests == 0) return;
    needs.records.push_back(KeyOf(RequestId(code, known->requests)));
  };
  command.execute = [&](Work& work) -> Result<Executed> {
    Result<Employer> employer = MayRequest(work, desk, code);
    if (!employer.ok()) return employer.error();
    if (request.kind == RequestKind::kChange) {
      const Status free = CheckFree(work.reference, request.wanted);
      if (!free.ok()) return free.error();
    } else {
      const Date day = request.wanted.event_day;
      request.wanted = *employer;
      request.wanted.event_day = day;
    }
    PutRequest(work, *employer, request);
    changed = *std::move(employer);
    ++changed.requests;
    return Executed{{}, 0, request.id};
  };
  const Status submitted = SubmitEmployer(region, command, changed);
  if (!submitted.ok()) return submitted.error();
  return request;
}

// The employer as an approved request makes it.
Employer Approved(const Employer& present, const EmployerRequest& request) {
  Employer made = request.kind == RequestKind::kChange ? request.wanted : present;
  made.code = present.code;
  made.registered_at = present.registered_at;
  made.requests = present.requests;
  made.version = present.version;
  made.event_day = request.wanted.event_day;
  made.late = request.late;
  made.state = request.kind == RequestKind::kCancellation ? EmployerState::kCancelled
                                                          : EmployerState::kActive;
  return made;
}

// Refuses while somebody is covered with the employer after `day`.
Status CheckNobodyLeft(Region& region, const std::string& code, Date day) {
  constexpr int kPage = 1000;
  Result<std::unique_ptr<store::Reader>> reader = region.store().Read(region.area_number());
  if (!reader.ok()) return reader.error();
  std::int64_t after = 0;
  std::int64_t left = 0;
  while (true) {
    const Result<std::vector<store::PersonRow>> members = (*reader)->Members(code, after, kPage);
    if (!members.ok()) return members.error();
    for (const store::PersonRow& member : *members) {
      left += std::ranges::any_of(member.coverage, [&](const store::Coverage& interval) {
        return interval.employer == code && interval.range.through > day;
      });
    }
    if (members->size() < kPage) break;
    after = members->back().person;
  }
  if (left == 0) return Done{};
  return Error{ErrorCode::kMembersLeft,
               {fmt::format("单位在 {} 之后仍有 {} 名在保人员，须先办理减员", ToString(day), left),
                fmt::format("{} members are covered after {}: report their leaving first", left,
                            ToString(day))},
               code};
}

bool Fits(const Employer& employer, const Scope& scope, const EmployerQuery& query) {
  const Scope wanted{query.organisation};
  return scope.Covers(employer.organisation) && wanted.Covers(employer.organisation) &&
         (!query.state || employer.state == *query.state) &&
         (query.unit_kind.empty() || employer.unit_kind == query.unit_kind) &&
         (query.text.empty() || employer.name.find(query.text) != std::string::npos ||
          employer.code.starts_with(query.text) || employer.credit_code.starts_with(query.text));
}

}  // namespace

Result<Employer> OpenEmployer(Region& region, const Desk& desk, Employer form) {
  Status status = CheckForm(form, region.today());
  if (status.ok()) status = CheckPlace(region, desk.scope, form);
  if (!status.ok()) return status.error();
  const bool numbered = !form.code.empty();
  form.late = IsLate(region, form.event_day);
  form.registered_at = region.clock().Now();
  form.requests = 0;
  form.version = 0;
  form.state = EmployerState::kActive;
  Command command = DeskCommand(region, desk, "open_employer");
  command.execute = [&](Work& work) -> Result<Executed> {
    if (!numbered) form.code = NextCode(work.reference);
    if (work.reference.FindEmployer(form.code) != nullptr) {
      return Refuse(ErrorCode::kDuplicateId, "code");
    }
    const Status free = CheckFree(work.reference, form);
    if (!free.ok()) return free.error();
    work.set.Put(form);
    return Executed{{}, 0, form.code};
  };
  const Status submitted = SubmitEmployer(region, command, form);
  if (!submitted.ok()) return submitted.error();
  ++form.version;
  return form;
}

Result<EmployerRequest> RequestChange(Region& region, const Desk& desk, Employer form,
                                      const std::string& reason) {
  Status status = CheckForm(form, region.today());
  if (status.ok()) status = CheckPlace(region, desk.scope, form);
  if (!status.ok()) return status.error();
  EmployerRequest request;
  request.kind = RequestKind::kChange;
  request.wanted = std::move(form);
  request.reason = reason;
  return Submit(region, desk, std::move(request));
}

Result<EmployerRequest> RequestCancellation(Region& region, const Desk& desk,
                                            const std::string& code, Date event_day,
                                            const std::string& reason) {
  if (event_day > region.today()) return Refuse(ErrorCode::kTimeInFuture, "event_day");
  EmployerRequest request;
  request.kind = RequestKind::kCancellation;
  request.wanted.code = code;
  request.wanted.event_day = event_day;
  request.reason = reason;
  return Submit(region, desk, std::move(request));
}

Result<EmployerRequest> DecideRequest(Region& region, const Desk& desk, const std::string& id,
                                      bool approve, const std::string& note) {
  if (note.size() > kLongestText) return Refuse(ErrorCode::kFieldTooLong, "note");
  const std::string code = id.substr(0, id.find('/'));
  Result<std::vector<EmployerRequest>> known = FindRequests(region, desk.scope, code);
  if (!known.ok()) return known.error();
  const auto found = std::ranges::find(*known, id, &EmployerRequest::id);
  if (found == known->end()) return Refuse(ErrorCode::kUnknownRequest, id);
  if (approve && found->kind == RequestKind::kCancellation) {
    const Status nobody = CheckNobodyLeft(region, code, found->wanted.event_day);
    if (!nobody.ok()) return nobody.error();
  }
  EmployerRequest request;
  Employer changed;
  Command command =
      DeskCommand(region, desk, approve ? "approve_employer_request" : "refuse_employer_request");
  command.needs = [&](const WorkingSet&, store::Needs& needs) {
    needs.records.push_back(KeyOf(id));
  };
  command.execute = [&](Work& work) -> Result<Executed> {
    const store::RecordRow* row = work.set.FindRecord(KeyOf(id));
    if (row == nullptr) return Refuse(ErrorCode::kUnknownRequest, id);
    Result<EmployerRequest> read = RequestOf(*row);
    if (!read.ok()) return read.error();
    request = *std::move(read);
    const Status decided = Decide(id, {desk.actor, approve, note, work.at}, request);
    if (!decided.ok()) return decided.error();
    const Result<Employer> present = InForce(work, desk.scope, code);
    if (!present.ok()) return present.error();
    changed = approve ? Approved(*present, request) : *present;
    work.set.Put(RecordOf(request));
    work.set.Put(changed);
    return Executed{{}, 0, id};
  };
  const Status submitted = SubmitEmployer(region, command, changed);
  if (!submitted.ok()) return submitted.error();
  return request;
}

Result<std::vector<EmployerRequest>> FindRequests(Region& region, const Scope& scope,
                                                  const std::string& code) {
  Result<std::unique_ptr<store::Reader>> reader = region.store().Read(region.area_number());
  if (!reader.ok()) return reader.error();
  constexpr int kMost = 10'000;
  const std::string prefix = code.empty() ? code : code + "/";
  const Result<std::vector<store::RecordRow>> rows =
      (*reader)->RecordsUnder(store::RecordKind::kEmployerRequest, prefix, "", kMost);
  if (!rows.ok()) return rows.error();
  const auto employers = region.reference().Newest();
  std::vector<EmployerRequest> requests;
  for (const store::RecordRow& row : *rows) {
    Result<EmployerRequest> request = RequestOf(row);
    if (!request.ok()) return request.error();
    const Employer* employer = employers->FindEmployer(request->wanted.code);
    if (employer == nullptr || !scope.Covers(employer->organisation)) continue;
    requests.push_back(*std::move(request));
  }
  return requests;
}

EmployerPage FindEmployers(Region& region, const Scope& scope, const EmployerQuery& query) {
  const auto reference = region.reference().Newest();
  std::vector<const Employer*> found;
  for (const auto& [code, employer] : reference->employers) {
    if (Fits(employer, scope, query)) found.push_back(&employer);
  }
  const auto name = [](const Employer* employer) -> const std::string& { return employer->name; };
  const auto day = [](const Employer* employer) { return employer->event_day; };
  if (query.order == EmployerOrder::kName) std::ranges::stable_sort(found, {}, name);
  if (query.order == EmployerOrder::kEventDay) std::ranges::stable_sort(found, std::greater(), day);
  EmployerPage page;
  page.total = found.size();
  const std::size_t end = std::min(found.size(), query.offset + query.limit);
  for (std::size_t i = query.offset; i < end; ++i) page.employers.push_back(*found[i]);
  return page;
}

Result<Employer> GetEmployer(Region& region, const Scope& scope, const std::string& code) {
  const auto reference = region.reference().Newest();
  const Employer* employer = reference->FindEmployer(code);
  if (employer == nullptr || !scope.Covers(employer->organisation)) {
    return Refuse(ErrorCode::kUnknownEmployer, code);
  }
  return *employer;
}

}  // namespace tongchou::service
