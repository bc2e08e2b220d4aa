#include "service/verify.h"

#include "service/region.h"
#include "service/verify_accounts.h"
#include "service/verify_audit.h"
#include "service/verify_book.h"
#include "service/verify_crossings.h"
#include "service/verify_levy.h"
#include "service/verify_persons.h"
#include "service/verify_policies.h"
#include "service/verify_receipts.h"
#include "service/verify_recompute.h"
#include "service/verify_special.h"

namespace tongchou::service {

Result<VerifyReport> VerifyLedger(Region& region,
                                  const std::function<void(const VerifyProgress&)>& progress) {
  Result<std::unique_ptr<store::Reader>> reader = region.store().Read(region.area_number());
  if (!reader.ok()) return reader.error();
  Findings findings;
  const Result<store::RowCounts> counts = (*reader)->Counts();
  if (!counts.ok()) return counts.error();
  VerifyProgress done{0, counts->entries + counts->settlements};
  const auto step = [&] {
    constexpr std::int64_t kEvery = 1000;
    if (++done.done % kEvery == 0 && progress) progress(done);
  };
  Result<Book> book = VerifyBook(**reader, region.area_number(), step, findings);
  if (!book.ok()) return book.error();
  const Status policies = VerifyPolicies(**reader, findings);
  if (!policies.ok()) return policies.error();
  const Result<PersonCounts> persons = VerifyPersons(region, **reader, *book, step, findings);
  if (!persons.ok()) return persons.error();
  const Result<CrossingCounts> crossings =
      VerifyCrossings(**reader, region.area_number(), *book, findings);
  if (!crossings.ok()) return crossings.error();
  if (crossings->insured != persons->elsewhere) {
    findings.Add("在外地就医的结算与异地结算登记的笔数不符",
                 "the settlements of those treated elsewhere are not as many as their crossings");
  }
  const Result<LevyCounts> levied = VerifyLevy(region, **reader, *book, step, findings);
  if (!levied.ok()) return levied.error();
  const Result<ReceiptCounts> received = VerifyReceipts(region, **reader, *book, step, findings);
  if (!received.ok()) return received.error();
  const auto papers = VerifyAccountPapers(region, **reader, *book, findings);
  if (!papers.ok()) return papers.error();
  const auto special = VerifySpecial(region, **reader, *book, findings);
  if (!special.ok()) return special.error();
  const Status redone = VerifyRecomputes(region, **reader, *book, findings);
  if (!redone.ok()) return redone.error();
  const Result<store::AuditChain> trail = VerifyAudit(**reader, region.area_number(), findings);
  if (!trail.ok()) return trail.error();
  done.done = done.total;
  if (progress) progress(done);
  VerifyReport report;
  report.entries = book->entries;
  report.settlements = persons->settlements;
  report.reversals = persons->reversals;
  report.persons = persons->persons;
  report.bills = levied->bills;
  report.levy_lines = levied->lines;
  report.payments = received->payments;
  report.receipts = received->receipts;
  report.interest_lines = papers->interest_lines;
  report.payouts = papers->payouts;
  report.accounts = static_cast<std::int64_t>(book->turnovers.size());
  report.audits = trail->rows();
  report.audit_head = trail->head();
  report.crossings = crossings->treated + crossings->insured;
  report.unfinished = crossings->unfinished;
  report.differences = findings.TakeTexts();
  report.more_differences = findings.more();
  return report;
}

Result<PairReport> VerifyCrossingPair(Region& insured, Region& treated) {
  Findings findings;
  const Result<PairCounts> counts = VerifyPair(insured, treated, findings);
  if (!counts.ok()) return counts.error();
  return PairReport{counts->items, counts->unfinished, findings.TakeTexts()};
}

}  // namespace tongchou::service
