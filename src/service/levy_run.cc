#include "service/levy_run.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "levy/fixed.h"
#include "service/ahead.h"
#include "service/committer.h"
#include "service/pay_work.h"
#include "service/policy_at.h"
#include "service/region.h"

namespace tongchou::service {
namespace {

constexpr std::int64_t kPersonsAtOnce = 1000;
constexpr std::size_t kDraftedAhead = 64;  // employers
constexpr int kTries = 4;

// A view of the store, and the order to draft from it.
struct View {
  std::unique_ptr<store::Reader> reader;
  DraftOrder order;
};

Result<View> Open(Region& region, const std::string& actor, Month month) {
  Result<std::unique_ptr<store::Reader>> reader = region.store().Read(region.area_number());
  if (!reader.ok()) return reader.error();
  const Result<store::Loaded> state = (*reader)->Load({});
  if (!state.ok()) return state.error();
  DraftOrder order{&region.pack(), month, state->area.version, region.clock().Now(), actor};
  return View{*std::move(reader), std::move(order)};
}

// Stores the bills of one employer, which begin or end to be owed, and uses what it has to its
// credit; bills that are due already freeze at once. Refusals: kBillPaid (of
// a reversal, before anything was changed).
Status StoreOne(Work& work, PayWork& pay, std::vector<LevyDraft>& drafts) {
  if (drafts.empty()) return Done{};
  const LevyBill& first = drafts.front().bill;
  const std::string employer = first.employer;
  if (first.kind == BillKind::kReversal) {
    const Status freed =
        pay.FreeOfCredit(employer, {first.month.first, first.reverses}, first.reason);
    if (!freed.ok()) return freed;
  }
  Result<Dues> dues = FindDues(work, employer);
  if (!dues.ok()) return dues.error();
  for (const LevyDraft& draft : drafts) {
    const LevyBill& bill = draft.bill;
    if (bill.kind != BillKind::kReversal) {
      AddDebt(bill, *dues);
    } else if (!RemoveDebt({bill.month.first, bill.reverses}, *dues)) {
      return Refuse(ErrorCode::kBillPaid, NumberOf(employer, {bill.month.first, bill.reverses}));
    }
  }
  for (LevyDraft& draft : drafts) {
    draft.bill.entry = work.set.NextEntry();
    work.set.AddEntry(EntryOf(draft.bill));
    work.set.Put(RecordOf(draft.bill));
    for (const store::RecordRow& sheet : draft.sheets) work.set.Put(sheet);
    if (draft.bill.reverses == 0) continue;
    const Status forgot = pay.Forget(employer, {draft.bill.month.first, draft.bill.reverses});
    if (!forgot.ok()) return forgot;
  }
  work.set.Put(RecordOf(*dues));
  const Status used = pay.UseCredit(employer);
  return used.ok() ? pay.NoteOverdueOf(employer) : used;
}

// Drafts what every employer of a run owes, on all cores, and gives it to `take` in order of the
// employers' codes. Each thread has a view of its own; `order` are those of the views. Refusals:
// those of the draft and `take`.
class EveryEmployer {
 public:
  using Drafted = Result<EmployerDrafts>;
  using Taker = std::function<Status(const store::Employer&, EmployerDrafts)>;

  explicit EveryEmployer(const LevyWork& work) : work_(work) {}

  std::int64_t size() const { return static_cast<std::int64_t>(work_.employers.size()); }

  Status Draft(const Taker& take) {
    std::vector<View> views;
    std::vector<Ahead<Drafted>::Compute> workers;
    for (std::size_t i = 0; i < WorthwhileThreads(); ++i) {
      Result<View> view = Open(work_.region, work_.actor, work_.month);
      if (!view.ok()) return view.error();
      views.push_back(*std::move(view));
    }
    for (View& view : views) {
      view.order.at = views.front().order.at;
      workers.emplace_back([&](std::size_t item) {
        return work_.draft(*view.reader, view.order, *work_.employers[item]);
      });
    }
    Ahead<Drafted> drafts(work_.employers.size(), kDraftedAhead, std::move(workers));
    for (const store::Employer* employer : work_.employers) {
      Drafted drafted = drafts.Take();
      if (!drafted.ok()) return drafted.error();
      const Status taken = take(*employer, *std::move(drafted));
      if (!taken.ok()) return taken;
    }
    return Done{};
  }

 private:
  const LevyWork& work_;
};

// One run: employers in order, gathered until they make a transaction.
class Poster {
 public:
  explicit Poster(const LevyWork& work) : work_(work) {}

  Result<LevyReport> Run(const LevyProgress& progress) {
    EveryEmployer all(work_);
    std::int64_t done = 0;
    const Status drafted =
        all.Draft([&](const store::Employer& employer, EmployerDrafts drafts) -> Status {
          gathered_ += drafts.members;
          waiting_.push_back(&employer);
          group_.push_back(std::move(drafts));
          ++done;
          if (gathered_ < kPersonsAtOnce && done < all.size()) return Done{};
          const Status stored = Flush();
          if (stored.ok() && progress) progress(done, all.size());
          return stored;
        });
    if (!drafted.ok()) return drafted.error();
    return tally_.Report(work_.month);
  }

 private:
  // Stores what is gathered; drafts it again from a new view when another run was there first.
  Status Flush() {
    const Moment at = work_.region.clock().Now();
    Status stored = Done{};
    for (int i = 0; i < kTries; ++i) {
      const bool any = std::ranges::any_of(
          group_, [](const EmployerDrafts& drafts) { return !drafts.drafts.empty(); });
      stored = any ? StoreDrafts(work_.region, work_.actor, at, group_) : Status(Done{});
      if (stored.ok() || stored.error().code != ErrorCode::kStaleVersion) break;
      const Status again = DraftAgain();
      if (!again.ok()) return again;
    }
    if (!stored.ok()) return stored;
    for (const EmployerDrafts& drafts : group_) tally_.Add(drafts);
    group_.clear();
    waiting_.clear();
    gathered_ = 0;
    return Done{};
  }

  Status DraftAgain() {
    Result<View> view = Open(work_.region, work_.actor, work_.month);
    if (!view.ok()) return view.error();
    group_.clear();
    for (const store::Employer* employer : waiting_) {
      Result<EmployerDrafts> drafts = work_.draft(*view->reader, view->order, *employer);
      if (!drafts.ok()) return drafts.error();
      group_.push_back(*std::move(drafts));
    }
    return Done{};
  }

  const LevyWork& work_;
  LevyTally tally_;
  std::vector<const store::Employer*> waiting_;
  std::vector<EmployerDrafts> group_;
  std::int64_t gathered_ = 0;
};

// Who is levied by the month.
std::vector<const store::Employer*> EmployersOf(const ReferenceSnapshot& reference) {
  std::vector<const store::Employer*> employers;
  for (const auto& [code, employer] : reference.employers) {
    if (levy::FindPayerKind(employer.unit_kind) == nullptr) employers.push_back(&employer);
  }
  return employers;
}

// A bill that takes `bill` back.
LevyBill ReversalOf(const LevyBill& bill, std::size_t number, const std::string& reason) {
  LevyBill made = bill;
  made.number = static_cast<std::int32_t>(number);
  made.kind = BillKind::kReversal;
  made.reverses = bill.number;
  made.reason = reason;
  made.sums = Negated(bill.sums);
  for (LevyGroupSum& group : made.groups) group.figures = Negated(group.figures);
  made.sheets.clear();
  made.lines = DigestOfSheets({});
  made.entry = 0;
  return made;
}

}  // namespace

std::string OfficeBelow(const Scope& scope, const std::string& organisation) {
  const std::size_t begin = scope.path.empty() ? 0 : scope.path.size() + 1;
  if (organisation.size() <= begin) return {};
  return organisation.substr(0, organisation.find('/', begin));
}

Status StoreDrafts(Region& region, const std::string& actor, Moment at,
                   std::vector<EmployerDrafts>& group) {
  Command command;
  command.actor = actor;
  command.action = "levy";
  command.at = at;
  const auto each = [&](const auto& visit) {
    for (EmployerDrafts& employer : group) {
      for (LevyDraft& draft : employer.drafts) visit(draft);
    }
  };
  command.needs = [&](const WorkingSet& set, store::Needs& needs) {
    each([&](const LevyDraft& draft) {
      const LevyBill& bill = draft.bill;
      needs.records.push_back(BillKey(bill.month, bill.employer, bill.number));
      NeedDues(bill.employer, needs);
      const store::RecordRow* row = set.FindRecord(DuesKey(bill.employer));
      const Result<Dues> dues = row == nullptr ? Dues() : DuesOf(*row);
      if (bill.kind == BillKind::kReversal && dues.ok() && dues->payments > 0) {
        NeedPayment(bill.employer, dues->payments, needs);
      }
    });
  };
  command.execute = [&](Work& work) -> Result<Executed> {
    bool taken = false;
    std::int64_t bills = 0;
    std::string first;
    each([&](const LevyDraft& draft) {
      const LevyBill& bill = draft.bill;
      const auto key = BillKey(bill.month, bill.employer, bill.number);
      taken = taken || work.set.FindRecord(key) != nullptr;
      if (bills++ == 0) first = NumberOf(bill);
    });
    if (taken) return ErrorCode::kStaleVersion;
    PayWork pay(work);
    for (const EmployerDrafts& employer : group) {
      if (employer.drafts.empty()) continue;
      const Status readable = pay.CheckReadable(employer.drafts.front().bill.employer);
      if (!readable.ok()) return readable.error();
    }
    for (EmployerDrafts& employer : group) {
      const Status owed = StoreOne(work, pay, employer.drafts);
      if (!owed.ok()) return owed.error();
    }
    pay.TellWhenDurable(command);
    return Executed{{}, 0, fmt::format("{} +{}", first, bills - 1)};
  };
  const Result<Answered> answered = region.committer().Submit(command);
  if (!answered.ok()) return answered.error();
  return Done{};
}

Result<LevyReport> PreviewDrafts(const LevyWork& work, const LevyProgress& progress) {
  EveryEmployer all(work);
  LevyTally tally;
  std::int64_t done = 0;
  const Status drafted =
      all.Draft([&](const store::Employer&, const EmployerDrafts& drafts) -> Status {
        tally.Add(drafts);
        constexpr std::int64_t kEvery = 20;
        if (++done % kEvery == 0 && progress) progress(done, all.size());
        return Done{};
      });
  if (!drafted.ok()) return drafted.error();
  return tally.Report(work.month);
}

Result<LevyReport> PostDrafts(const LevyWork& work, const LevyProgress& progress) {
  return Poster(work).Run(progress);
}

Result<LevyReport> PreviewLevy(Region& region, Month month, const LevyProgress& progress) {
  const Result<MonthRules> rules = RulesOf(region.pack(), month);
  if (!rules.ok()) return rules.error();
  const auto reference = region.reference().Newest();
  return PreviewDrafts({region, {}, month, EmployersOf(*reference), DraftBills}, progress);
}

Result<LevyReport> PostLevy(Region& region, const std::string& actor, Month month,
                            const LevyProgress& progress) {
  if (month.first > region.today()) return Refuse(ErrorCode::kTimeInFuture, "month");
  const Result<MonthRules> rules = RulesOf(region.pack(), month);
  if (!rules.ok()) return rules.error();
  const auto reference = region.reference().Newest();
  return PostDrafts({region, actor, month, EmployersOf(*reference), DraftBills}, progress);
}

Result<LevyBill> ReverseBill(Region& region, const Desk& desk, const std::string& number,
                             const std::string& reason) {
  if (reason.empty()) return Refuse(ErrorCode::kMissingField, "reason");
  const Result<store::RecordKey> key = KeyOfNumber(number);
  if (!key.ok()) return key.error();
  Result<View> view = Open(region, desk.actor, {});
  if (!view.ok()) return view.error();
  store::Needs needs;
  needs.records = {*key};
  const Result<store::Loaded> loaded = view->reader->Load(needs);
  if (!loaded.ok()) return loaded.error();
  if (loaded->records.empty()) return Refuse(ErrorCode::kUnknownBill, number);
  const Result<LevyBill> bill = BillOf(loaded->records.front());
  if (!bill.ok()) return bill.error();
  if (!desk.scope.Covers(bill->organisation)) return Refuse(ErrorCode::kUnknownBill, number);
  const auto bills = BillsOf(*view->reader, bill->month, bill->employer);
  if (!bills.ok()) return bills.error();
  const std::vector<const LevyBill*> standing = Standing(*bills);
  const auto found = std::ranges::find(standing, bill->number, &LevyBill::number);
  if (found == standing.end()) return Refuse(ErrorCode::kBillReversed, number);
  if (*found != standing.back()) {
    return Error{ErrorCode::kLaterSettlementExists,
                 {fmt::format("其后还有缴费单 {}，须先冲销", NumberOf(*standing.back())),
                  fmt::format("bill {} is later: reverse it first", NumberOf(*standing.back()))},
                 number};
  }
  std::vector<EmployerDrafts> group(1);
  group[0].drafts.push_back({ReversalOf(*bill, bills->size() + 1, reason), {}});
  LevyBill& made = group[0].drafts[0].bill;
  made.seen = view->order.seen;
  made.at = view->order.at;
  made.by = desk.actor;
  const Status stored = StoreDrafts(region, desk.actor, made.at, group);
  if (!stored.ok()) return stored.error();
  return made;
}

}  // namespace tongchou::service
