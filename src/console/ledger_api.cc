// The ledger: balances, journal, verification.
#include <string>
#include <utility>
#include <vector>

#include "console/api.h"
#include "console/words.h"
#include "service/audit.h"
#include "service/funds.h"
#include "service/verify.h"

namespace tongchou::console {

namespace {

constexpr std::size_t kLongestAccount = 64;
constexpr std::size_t kLongestCursor = 32;

json::object AccountJson(const Words& words, const service::AccountBalance& balance) {
  json::object made;
  made["account"] = CodeOf(balance.account);
  made["name"] = TextJson(balance.name);
  made["scheme"] = words.Scheme(balance.account.scheme);
  made["fund"] = words.Fund(balance.account.scheme, balance.account.fund);
  made["side"] = IsDebitSide(balance.account.role) ? "debit" : "credit";
  made["debit"] = AmountJson(balance.debit);
  made["credit"] = AmountJson(balance.credit);
  made["balance"] = AmountJson(balance.balance());
  return made;
}

json::value SourceJson(const ledger::Entry& entry) {
  if (entry.source.empty()) return nullptr;
  const bool settled =
      entry.kind == ledger::EntryKind::kSettlement || entry.kind == ledger::EntryKind::kReversal;
  return json::object{{"type", settled ? std::string_view("settlement") : KindCode(entry.kind)},
                      {"id", entry.source}};
}

json::object EntryJson(const service::Region& region, const ledger::Entry& entry) {
  json::array postings;
  for (const ledger::Posting& posting : entry.postings) {
    json::object row;
    row["account"] = CodeOf(posting.account);
    row["name"] = TextJson(AccountName(region, posting.account));
    row["debit"] = posting.debit == Money{} ? json::value(nullptr) : AmountJson(posting.debit);
    row["credit"] = posting.credit == Money{} ? json::value(nullptr) : AmountJson(posting.credit);
    postings.push_back(std::move(row));
  }
  const Text& kind = KindTitle(entry.kind);
  json::object made;
  made["no"] = std::to_string(entry.number);
  made["date"] = DateJson(entry.day);
  made["time"] = TimeJson(entry.at);
  made["kind"] = NamedJson(KindCode(entry.kind), kind);
  made["source"] = SourceJson(entry);
  made["text"] = TextJson({kind.zh + " " + entry.source, kind.en + " " + entry.source});
  made["amount"] = AmountJson(AmountOf(entry));
  made["postings"] = std::move(postings);
  made["hash"] = ToHex(entry.digest);
  made["previous_hash"] = nullptr;
  if (entry.number > 1) made["previous_hash"] = ToHex(entry.previous);
  return made;
}

JobOutcome OutcomeOf(const service::VerifyReport& report) {
  JobOutcome outcome;
  outcome.clean = report.clean();
  const std::string entries = std::to_string(report.entries);
  const std::string settled = std::to_string(report.settlements);
  const std::string reversed = std::to_string(report.reversals);
  const std::string persons = std::to_string(report.persons);
  outcome.lines.push_back({false,
                           {"已核对分录" + entries + "笔、结算" + settled + "笔、冲正" + reversed +
                                "笔、参保人年度" + persons + "个",
                            entries + " entries, " + settled + " settlements, " + reversed +
                                " reversals and " + persons + " persons were computed again"}});
  if (report.bills > 0) {
    const std::string bills = std::to_string(report.bills);
    const std::string lines = std::to_string(report.levy_lines);
    outcome.lines.push_back(
        {false,
         {"已核对缴费单" + bills + "张、征缴明细" + lines + "条",
          bills + " bills of the levy and " + lines + " lines were computed again"}});
  }
  if (report.payments > 0) {
    const std::string receipts = std::to_string(report.receipts);
    const std::string payments = std::to_string(report.payments);
    outcome.lines.push_back(
        {false,
         {"已核对到账" + receipts + "笔、入账" + payments + "笔",
          receipts + " receipts and " + payments + " payments were computed again"}});
  }
  if (report.interest_lines + report.payouts > 0) {
    const std::string lines = std::to_string(report.interest_lines);
    const std::string payouts = std::to_string(report.payouts);
    outcome.lines.push_back(
        {false,
         {"已核对个人账户计息" + lines + "条、账户支付" + payouts + "笔",
          lines + " lines of interest and " + payouts + " payouts were computed again"}});
  }
  for (const Text& difference : report.differences) outcome.lines.push_back({true, difference});
  if (report.more_differences > 0) {
    const std::string more = std::to_string(report.more_differences);
    outcome.lines.push_back({true, {"另有" + more + "处差异", more + " further differences"}});
  }
  if (report.clean()) {
    outcome.lines.push_back(
        {false, {"全部一致，哈希链完整", "everything agrees; the hash chain is whole"}});
  }
  return outcome;
}

}  // namespace

Answer ListLedgerAccounts(Console& console, const Call&) {
  service::Region& region = console.region();
  const Result<std::vector<service::AccountBalance>> balances = FundBalances(region);
  if (!balances.ok()) return balances.error();
  const Result<service::JournalHead> head = GetJournalHead(region);
  if (!head.ok()) return head.error();
  const Words words(region, region.today());
  json::array items;
  Money debit, credit;
  for (const service::AccountBalance& balance : *balances) {
    items.push_back(AccountJson(words, balance));
    debit += balance.debit;
    credit += balance.credit;
  }
  json::object made{{"items", std::move(items)}, {"entries", head->entries}, {"head", nullptr}};
  made["debit"] = AmountJson(debit);
  made["credit"] = AmountJson(credit);
  if (head->entries > 0) made["head"] = ToHex(head->digest);
  return json::value(std::move(made));
}

Answer ListLedgerEntries(Console& console, const Call& call) {
  service::JournalQuery query;
  const Result<std::string> account = TextQuery(call.request, "account", kLongestAccount);
  if (!account.ok()) return account.error();
  const Result<std::optional<Date>> from = DayQuery(call.request, "date_from");
  if (!from.ok()) return from.error();
  const Result<std::optional<Date>> through = DayQuery(call.request, "date_to");
  if (!through.ok()) return through.error();
  const Result<int> limit = LimitQuery(call.request);
  if (!limit.ok()) return limit.error();
  const Result<std::string> cursor = TextQuery(call.request, "cursor", kLongestCursor);
  if (!cursor.ok()) return cursor.error();
  const std::optional<std::int64_t> before = cursor->empty() ? 0 : WholeNumber(*cursor);
  if (!before) return Error{ErrorCode::kBadParameter, {}, "cursor"};
  query.account = *account;
  query.from = *from;
  query.through = *through;
  query.limit = *limit;
  query.before = *before;
  const Result<service::JournalPage> page = JournalEntries(console.region(), query);
  if (!page.ok()) return page.error();
  json::array items;
  for (const ledger::Entry& entry : page->entries) {
    items.push_back(EntryJson(console.region(), entry));
  }
  return json::value(ListJson(std::move(items), page->next == 0 ? "" : std::to_string(page->next)));
}

Answer GetLedgerEntry(Console& console, const Call& call) {
  const std::optional<std::int64_t> number = WholeNumber(call.request.Param("no"));
  if (!number) return Error{ErrorCode::kUnknownEntry, {}, std::string(call.request.Param("no"))};
  const Result<ledger::Entry> entry = GetEntry(console.region(), *number);
  if (!entry.ok()) return entry.error();
  return json::value(EntryJson(console.region(), *entry));
}

Answer VerifyLedger(Console& console, const Call& call) {
  service::Region& region = console.region();
  const Status audited = RecordAudit(region, call.session.user, "ledger.verify", region.area());
  if (!audited.ok()) return audited.error();
  const Result<Job> job = console.jobs().Start(
      {"ledger_verify", Right::kLedgerVerify},
      [&region](const Jobs::Progress& progress) -> Result<JobOutcome> {
        const Result<service::VerifyReport> report = service::VerifyLedger(
            region, [&](const service::VerifyProgress& at) { progress(at.done, at.total); });
        if (!report.ok()) return report.error();
        return OutcomeOf(*report);
      });
  if (!job.ok()) return job.error();
  return json::value(JobJson(*job));
}

Answer GetJob(Console& console, const Call& call) {
  const std::optional<Job> job = console.jobs().Find(call.request.Param("id"));
  if (!job || !MayDo(call.session.roles, job->kind.right)) {
    return Error{ErrorCode::kUnknownJob, {}, std::string(call.request.Param("id"))};
  }
  return json::value(JobJson(*job));
}

Answer CancelJob(Console& console, const Call& call) {
  if (const Answer seen = GetJob(console, call); !seen.ok()) return seen.error();
  const Result<Job> job = console.jobs().Cancel(call.request.Param("id"));
  if (!job.ok()) return job.error();
  return json::value(JobJson(*job));
}

}  // namespace tongchou::console
