#include "service/claim_bills.h"

#include <utility>

#include "service/desk_work.h"
#include "service/policy_at.h"
#include "service/region.h"

namespace tongchou::service {

Result<LevyBill> PostClaim(Region& region, const std::string& actor, ClaimDraft draft) {
  const std::string dues = DuesCode(draft.employer, draft.book);
  const auto reference = region.reference().Newest();
  const store::Employer* employer = reference->FindEmployer(draft.employer);
  if (employer == nullptr) return Refuse(ErrorCode::kUnknownEmployer, draft.employer);
  Result<std::unique_ptr<store::Reader>> reader = ReadNow(region);
  if (!reader.ok()) return reader.error();
  const Result<store::Loaded> state = (*reader)->Load({});
  if (!state.ok()) return state.error();
  const auto before = BillsOf(**reader, draft.month, dues);
  if (!before.ok()) return before.error();
  std::vector<EmployerDrafts> group(1);
  LevyDraft& made = group[0].drafts.emplace_back();
  LevyBill& bill = made.bill;
  bill.month = bill.run = draft.month;
  bill.employer = dues;
  bill.number = static_cast<std::int32_t>(before->size()) + 1;
  bill.seen = state->area.version;
  bill.at = region.clock().Now();
  bill.by = actor;
  bill.reason = std::move(draft.reason);
  bill.scheme = std::move(draft.scheme);
  bill.unit_kind = employer->unit_kind;
  bill.organisation = employer->organisation;
  bill.pack = region.pack().id;
  bill.pack_digest = DigestFromHex(region.pack().digest);
  bill.due = draft.due;
  SumUp(draft.lines, bill);
  if (TotalOf(bill.sums) == Money{}) return Refuse(ErrorCode::kNobodyToBill, draft.employer);
  made.sheets = SheetsOf(draft.lines, bill);
  const Status stored = StoreDrafts(region, actor, bill.at, group);
  if (!stored.ok()) return stored.error();
  return std::move(bill);
}

Result<std::vector<LevyBill>> StandingClaims(Region& region, const std::string& dues, Month month) {
  Result<std::unique_ptr<store::Reader>> reader = ReadNow(region);
  if (!reader.ok()) return reader.error();
  const auto bills = BillsOf(**reader, month, dues);
  if (!bills.ok()) return bills.error();
  std::vector<LevyBill> standing;
  for (const LevyBill* bill : Standing(*bills)) standing.push_back(*bill);
  return standing;
}

}  // namespace tongchou::service
