#include "service/lines.h"

#include <algorithm>
#include <set>
#include <utility>

#include "service/committer.h"
#include "service/ids.h"
#include "service/line_work.h"
#include "service/policy_at.h"
#include "service/views.h"
#include "service/visit_work.h"

namespace tongchou::service {
namespace {

constexpr std::string_view kEverything = "0000";

bool Names(const std::vector<std::string>& names, std::string_view name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

void NeedVisitLines(const Region& region, const VisitRef& ref, const WorkingSet& set,
                    store::Needs& needs) {
  NeedVisit(region, ref, set, needs);
  needs.visit_lines.push_back(IdNumber(region.area_number(), IdKind::kVisit, ref.mdtrt_id));
}

std::vector<const store::FeeBatchRow*> LiveBatches(
    const store::VisitRow& visit, const std::vector<const store::FeeBatchRow*>& batches) {
  std::vector<const store::FeeBatchRow*> live;
  for (const store::FeeBatchRow* batch : batches) {
    if (!StateOf(visit, batch->seq).withdrawn) live.push_back(batch);
  }
  return live;
}

// Numbers new batches behind those of the visit and puts all into the set.
void BookBatches(Work& work, store::VisitRow& visit, std::vector<store::FeeBatchRow>& batches) {
  for (store::FeeBatchRow& batch : batches) {
    batch.visit = visit.visit;
    batch.seq = static_cast<std::int32_t>(visit.batches.size()) + 1;
    visit.batches.push_back({batch.seq, batch.batch, 0, false, {}});
    work.set.Add(batch);
  }
  work.set.Put(visit);
}

Result<Executed> ExecuteUpload(Work& work, const UploadOrder& order,
                               const AnswerWriter<Uploaded>& write) {
  Result<store::VisitRow> visit = FindLiveVisit(work, order.visit);
  if (!visit.ok()) return visit.error();
  if (visit->closed) return Refuse(ErrorCode::kVisitSettled, order.visit.mdtrt_id);
  const Result<PolicyAt> policy =
      FindPolicy(work.region, visit->scheme, visit->benefit, DayOf(visit->begin));
  if (!policy.ok()) return policy.error();
  const store::Provider* provider = work.reference.FindProvider(work.actor);
  if (provider == nullptr) return Refuse(ErrorCode::kUnknownProvider, work.actor);
  const std::vector<const store::FeeBatchRow*> batches = work.set.BatchesOf(visit->visit);
  const LineContext context{work.reference, *policy->benefit, provider->level};
  Result<std::vector<store::FeeBatchRow>> made = MakeBatches(
      context, order.batches, LiveBatches(*visit, batches), UnsettledBatches(*visit, batches, ""));
  if (!made.ok()) return made.error();
  BookBatches(work, *visit, *made);
  std::string answer;
  if (write) {
    Uploaded uploaded;
    uploaded.visit = VisitView(work.set.area(), *visit);
    std::vector<const store::FeeBatchRow*> rows;
    for (const store::FeeBatchRow& batch : *made) rows.push_back(&batch);
    uploaded.lines = LinesView(work.set.area(), *visit, rows, policy->benefit);
    answer = write(uploaded);
  }
  return Executed{std::move(answer), visit->visit, order.visit.mdtrt_id};
}

// What stays of an unsettled batch when the lines named by `order` go.
struct Kept {
  store::FeeBatchRow rest;
  int withdrawn = 0;
};

Kept KeptOf(const store::FeeBatchRow& batch, const WithdrawOrder& order) {
  Kept kept;
  kept.rest.batch = batch.batch;
  const bool whole = Names(order.batches, kEverything) || Names(order.sns, kEverything) ||
                     (!order.batches.empty() && Names(order.batches, batch.batch));
  for (const store::FeeLineRow& row : batch.lines) {
    if (whole || Names(order.sns, row.line.sn)) {
      ++kept.withdrawn;
    } else {
      kept.rest.lines.push_back(row);
    }
  }
  return kept;
}

// Every batch and sn that is named must be there, unsettled.
Status CheckNamed(const WithdrawOrder& order, const std::vector<const store::FeeBatchRow*>& open) {
  std::set<std::string_view> sns;
  std::set<std::string_view> batches;
  for (const store::FeeBatchRow* batch : open) {
    batches.insert(batch->batch);
    for (const store::FeeLineRow& row : batch->lines) sns.insert(row.line.sn);
  }
  for (const std::string& name : order.batches) {
    if (name != kEverything && batches.count(name) == 0) {
      return Refuse(ErrorCode::kUnknownLine, name);
    }
  }
  for (const std::string& sn : order.sns) {
    if (sn != kEverything && sns.count(sn) == 0) return Refuse(ErrorCode::kUnknownLine, sn);
  }
  return Done{};
}

// A refund must not outlive the line that it refunds.
Status CheckRefunds(const std::vector<Kept>& kept) {
  std::set<std::string_view> left;
  for (const Kept& batch : kept) {
    for (const store::FeeLineRow& row : batch.rest.lines) left.insert(row.line.sn);
  }
  for (const Kept& batch : kept) {
    for (const store::FeeLineRow& row : batch.rest.lines) {
      if (!row.line.init_sn.empty() && left.count(row.line.init_sn) == 0) {
        return Refuse(ErrorCode::kBadRefund, row.line.sn);
      }
    }
  }
  return Done{};
}

Result<Executed> ExecuteWithdraw(Work& work, const WithdrawOrder& order,
                                 const AnswerWriter<Withdrawn>& write) {
  Result<store::VisitRow> visit = FindLiveVisit(work, order.visit);
  if (!visit.ok()) return visit.error();
  const std::vector<const store::FeeBatchRow*> open =
      UnsettledBatches(*visit, work.set.BatchesOf(visit->visit), "");
  if (const Status named = CheckNamed(order, open); !named.ok()) return named.error();
  std::vector<Kept> kept;
  for (const store::FeeBatchRow* batch : open) kept.push_back(KeptOf(*batch, order));
  if (const Status refunds = CheckRefunds(kept); !refunds.ok()) return refunds.error();

  // A batch is never changed: the old one is marked, what stays of it is a new one.
  Withdrawn outcome;
  std::vector<store::FeeBatchRow> rests;
  for (std::size_t i = 0; i < open.size(); ++i) {
    if (kept[i].withdrawn == 0) continue;
    outcome.lines += kept[i].withdrawn;
    const std::int32_t seq = open[i]->seq;
    for (store::BatchState& state : visit->batches) state.withdrawn |= state.seq == seq;
    if (!kept[i].rest.lines.empty()) rests.push_back(std::move(kept[i].rest));
  }
  BookBatches(work, *visit, rests);
  outcome.visit = VisitView(work.set.area(), *visit);
  return Executed{write ? write(outcome) : std::string(), visit->visit, order.visit.mdtrt_id};
}

}  // namespace

Result<Answered> UploadLines(Region& region, const RequestKey& key, const UploadOrder& order,
                             const AnswerWriter<Uploaded>& write) {
  Command command = CommandOf(region, key);
  command.needs = [&](const WorkingSet& set, store::Needs& needs) {
    NeedVisitLines(region, order.visit, set, needs);
  };
  command.execute = [&](Work& work) { return ExecuteUpload(work, order, write); };
  return region.committer().Submit(command);
}

Result<Answered> WithdrawLines(Region& region, const RequestKey& key, const WithdrawOrder& order,
                               const AnswerWriter<Withdrawn>& write) {
  Command command = CommandOf(region, key);
  command.needs = [&](const WorkingSet& set, store::Needs& needs) {
    NeedVisitLines(region, order.visit, set, needs);
    needs.line_details = true;  // what stays of a batch is written again
  };
  command.execute = [&](Work& work) { return ExecuteWithdraw(work, order, write); };
  return region.committer().Submit(command);
}

Result<std::vector<FeeDetail>> FindFeeLines(Region& region, const FeeQuery& query) {
  const std::int64_t area = region.area_number();
  Result<std::unique_ptr<store::Reader>> reader = region.store().Read(area);
  if (!reader.ok()) return reader.error();
  store::Needs needs;
  needs.visits.push_back(IdNumber(area, IdKind::kVisit, query.mdtrt_id));
  needs.visit_lines = needs.visits;
  needs.line_details = true;
  const Result<store::Loaded> loaded = (*reader)->Load(needs);
  if (!loaded.ok()) return loaded.error();
  if (loaded->visits.empty()) return Refuse(ErrorCode::kUnknownVisit, query.mdtrt_id);
  const store::VisitRow& visit = loaded->visits.front();
  if (!query.psn_no.empty() && IdNumber(area, IdKind::kPerson, query.psn_no) != visit.person) {
    return Refuse(ErrorCode::kUnknownVisit, query.mdtrt_id);
  }
  std::vector<const store::FeeBatchRow*> rows;
  for (const store::FeeBatchRow& batch : loaded->batches) rows.push_back(&batch);
  const Result<PolicyAt> policy =
      FindPolicy(region, visit.scheme, visit.benefit, DayOf(visit.begin));
  std::vector<FeeDetail> lines =
      LinesView(area, visit, rows, policy.ok() ? policy->benefit : nullptr);
  if (!query.setl_id.empty()) {
    std::erase_if(lines, [&](const FeeDetail& line) { return line.setl_id != query.setl_id; });
  }
  return lines;
}

}  // namespace tongchou::service
