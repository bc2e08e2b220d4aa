#include "service/tasks.h"

#include <algorithm>
#include <functional>
#include <memory>
#include <string>

#include "service/card_papers.h"
#include "service/credit_refunds.h"
#include "service/desk_work.h"
#include "service/dunning.h"
#include "service/employers.h"
#include "service/imports.h"
#include "service/payout_papers.h"
#include "service/person_desk.h"
#include "service/policy_drafts.h"
#include "service/receipt_cases.h"
#include "service/recompute.h"
#include "service/region.h"
#include "service/scoped_reads.h"

namespace tongchou::service {
namespace {

constexpr int kPage = 200;
constexpr int kFilesLookedAt = 100;

bool WaitsFor(const Review& review, const Desk& desk) {
  return review.state == RequestState::kWaiting && review.requested_by != desk.actor;
}

template <typename Papers>
TaskCount CountReviews(const Papers& papers, const Desk& desk) {
  return {std::ranges::count_if(papers, [&](const auto& paper) { return WaitsFor(paper, desk); }),
          false};
}

// "2026-11" and the months before it, the newest first.
std::vector<std::string> MonthsBack(Date today) {
  constexpr std::size_t kMonthText = sizeof("2026-11") - 1;
  std::vector<std::string> months;
  auto month = today.ymd().year() / today.ymd().month();
  for (int i = 0; i < kMonthsBack; ++i, month -= std::chrono::months(1)) {
    const Date first{std::chrono::sys_days(month / std::chrono::day{1})};
    months.push_back(ToString(first).substr(0, kMonthText));
  }
  return months;
}

// The papers of `kind` that `waits` says wait, of persons in the scope of `desk`.
using Waits = std::function<Result<bool>(const store::RecordRow&)>;
Result<TaskCount> CountPapers(Region& region, const Desk& desk, store::RecordKind kind,
                              const Waits& waits) {
  Result<std::unique_ptr<store::Reader>> reader = ReadNow(region);
  if (!reader.ok()) return reader.error();
  TaskCount count;
  int looked_at = 0;
  for (const std::string& month : MonthsBack(region.today())) {
    std::string after;
    do {
      if (looked_at >= kMostPapers) return TaskCount{count.count, true};
      const auto page = FindDeskList(**reader, kind, month, after, kPage);
      if (!page.ok()) return page.error();
      looked_at += static_cast<int>(page->papers.size());
      for (const store::RecordRow& paper : page->papers) {
        const Result<bool> waiting = waits(paper);
        if (!waiting.ok()) return waiting.error();
        if (!*waiting) continue;
        const auto person = GetPerson(region, desk.scope, PersonOfPaper(paper.code));
        if (!person.ok() && person.error().code != ErrorCode::kUnknownPerson) {
          return person.error();
        }
        count.count += person.ok() ? 1 : 0;
      }
      after = page->next;
    } while (!after.empty());
  }
  return count;
}

Result<TaskCount> CountCards(Region& region, const Desk& desk,
                             const std::function<bool(const Card&)>& waits) {
  return CountPapers(region, desk, store::RecordKind::kCard,
                     [&](const store::RecordRow& row) -> Result<bool> {
                       const Result<Card> card = CardOf(row);
                       if (!card.ok()) return card.error();
                       return waits(*card);
                     });
}

Result<TaskCount> CardsToDecide(Region& region, const Desk& desk) {
  return CountCards(region, desk, [&](const Card& card) {
    return card.state == CardState::kAppliedFor && card.events.front().by != desk.actor;
  });
}

Result<TaskCount> CardsToMake(Region& region, const Desk& desk) {
  return CountCards(region, desk,
                    [](const Card& card) { return card.state == CardState::kApproved; });
}

Result<TaskCount> PayoutsToDecide(Region& region, const Desk& desk) {
  return CountPapers(region, desk, store::RecordKind::kPayout,
                     [&](const store::RecordRow& row) -> Result<bool> {
                       const Result<Payout> payout = PayoutOf(row);
                       if (!payout.ok()) return payout.error();
                       return WaitsFor(*payout, desk);
                     });
}

Result<TaskCount> IdentitiesToDecide(Region& region, const Desk& desk) {
  return CountPapers(region, desk, store::RecordKind::kPersonRequest,
                     [&](const store::RecordRow& row) -> Result<bool> {
                       const Result<PersonRequest> request = PersonRequestOf(row);
                       if (!request.ok()) return request.error();
                       return WaitsFor(*request, desk);
                     });
}

Result<TaskCount> EmployersToDecide(Region& region, const Desk& desk) {
  const auto requests = FindRequests(region, desk.scope, "");
  if (!requests.ok()) return requests.error();
  return CountReviews(*requests, desk);
}

Result<TaskCount> RefundsToDecide(Region& region, const Desk& desk) {
  const auto refunds = FindRefunds(region, desk.scope);
  if (!refunds.ok()) return refunds.error();
  return CountReviews(*refunds, desk);
}

// Of the user's own imports, the newest kFilesLookedAt.
Result<TaskCount> ImportsToCorrect(Region& region, const Desk& desk) {
  const auto jobs = FindImports(region, desk.scope, kFilesLookedAt);
  if (!jobs.ok()) return jobs.error();
  return TaskCount{std::ranges::count_if(*jobs,
                                         [&](const ImportJob& job) {
                                           return job.by == desk.actor &&
                                                  (job.refused > 0 || !job.finished_at);
                                         }),
                   false};
}

Result<TaskCount> HeldReceipts(Region& region, const Desk& desk) {
  const auto page = FindHeldReceipts(region, desk.scope, 0, 0);
  if (!page.ok()) return page.error();
  return TaskCount{static_cast<std::int64_t>(page->total), false};
}

// Receipts are booked by who works for the whole area.
Result<TaskCount> FilesToPost(Region& region, const Desk& desk) {
  if (!desk.scope.path.empty()) return TaskCount{};
  const auto files = FindReceiptFiles(region, kFilesLookedAt);
  if (!files.ok()) return files.error();
  return TaskCount{
      std::ranges::count_if(
          *files, [](const ReceiptFile& file) { return file.complete() && !file.posted_at; }),
      false};
}

Result<TaskCount> NoticesToSend(Region& region, const Desk& desk) {
  const auto due = FindArrears(region, desk.scope, {{}, {}, true, false});
  if (!due.ok()) {
    // An area whose pack has no rules for receipts sends no notices.
    const ErrorCode code = due.error().code;
    const bool none = code == ErrorCode::kNoReceiptRules || code == ErrorCode::kNoPolicyInForce;
    if (none) return TaskCount{};
    return due.error();
  }
  return TaskCount{static_cast<std::int64_t>(due->size()), false};
}

// Not those that the user wrote: another person approves.
Result<TaskCount> DraftsToDecide(Region& region, const Desk& desk) {
  const auto drafts = DraftsOf(region);
  if (!drafts.ok()) return drafts.error();
  return TaskCount{std::ranges::count_if(*drafts,
                                         [&](const PolicyDraft& draft) {
                                           const auto authors = draft.authors();
                                           return draft.state == DraftState::kSubmitted &&
                                                  std::ranges::find(authors, desk.actor) ==
                                                      authors.end();
                                         }),
                   false};
}

Result<TaskCount> DraftsToPublish(Region& region, const Desk&) {
  const auto drafts = DraftsOf(region);
  if (!drafts.ok()) return drafts.error();
  return TaskCount{std::ranges::count(*drafts, DraftState::kApproved, &PolicyDraft::state), false};
}

// Retroactive changes are the work of who works for the whole area.
Result<TaskCount> CountRecomputes(Region& region, const Desk& desk,
                                  const std::function<bool(const Recompute&)>& waits) {
  if (!desk.scope.path.empty()) return TaskCount{};
  const auto papers = FindRecomputes(region);
  if (!papers.ok()) return papers.error();
  return TaskCount{std::ranges::count_if(*papers,
                                         [&](const Recompute& paper) {
                                           return paper.drawn && waits(paper) &&
                                                  !IsOutdated(region, paper);
                                         }),
                   false};
}

Result<TaskCount> RecomputesToDecide(Region& region, const Desk& desk) {
  return CountRecomputes(region, desk,
                         [&](const Recompute& paper) { return WaitsFor(paper, desk); });
}

Result<TaskCount> RecomputesToPost(Region& region, const Desk& desk) {
  return CountRecomputes(region, desk, [](const Recompute& paper) {
    return paper.state == RequestState::kApproved && !paper.posted_at;
  });
}

}  // namespace

const std::vector<TaskKind>& AllTaskKinds() {
  static const std::vector<TaskKind> kKinds = {
      {"employers_to_decide",
       {"单位变更、注销待审", "employer requests to decide"},
       EmployersToDecide},
      {"identities_to_decide",
       {"人员信息变更待审", "changes of persons to decide"},
       IdentitiesToDecide},
      {"cards_to_decide", {"证卡申请待审", "card applications to decide"}, CardsToDecide},
      {"cards_to_make", {"证卡待收费、制发", "cards to take the fee for and make"}, CardsToMake},
      {"payouts_to_decide", {"个人账户支付待审", "payouts to decide"}, PayoutsToDecide},
      {"refunds_to_decide",
       {"单位结余退款待审", "refunds to employers to decide"},
       RefundsToDecide},
      {"files_to_post", {"到账文件待入账", "files of receipts to post"}, FilesToPost},
      {"held_receipts", {"待认领的到账", "receipts that wait for a payer"}, HeldReceipts},
      {"imports_to_correct",
       {"我的导入有未通过的行或未传完", "my imports with refused rows, or not complete"},
       ImportsToCorrect},
      {"drafts_to_decide", {"政策草稿待审定", "policy drafts to decide"}, DraftsToDecide},
      {"drafts_to_publish", {"政策草稿待发布", "policy drafts to publish"}, DraftsToPublish},
      {"recomputes_to_decide",
       {"追溯重算待审", "retroactive changes to decide"},
       RecomputesToDecide},
      {"recomputes_to_post", {"追溯重算待入账", "retroactive changes to post"}, RecomputesToPost},
      {"notices_to_send", {"今日应发的催缴通知", "notices due today"}, NoticesToSend},
  };
  return kKinds;
}

}  // namespace tongchou::service
