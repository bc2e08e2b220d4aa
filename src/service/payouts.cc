#include "service/payouts.h"

#include <algorithm>
#include <utility>

#include "service/account_year.h"
#include "service/enrol.h"
#include "service/ids.h"
#include "service/import_row.h"
#include "service/payout_papers.h"
#include "service/policy_at.h"
#include "service/region.h"
#include "service/scoped_reads.h"
#include "service/visit_work.h"

namespace tongchou::service {
namespace {

constexpr std::size_t kLongestText = 400;
constexpr int kTries = 4;

std::int64_t NumberOfPerson(const Region& region, const std::string& psn_no) {
  return IdNumber(region.area_number(), IdKind::kPerson, psn_no);
}

Status CheckForm(const PayoutForm& form, Date today) {
  struct Row {
    const char* name;
    const std::string& text;
    bool required;
  };
  for (const Row& row :
       {Row{"receiver", form.receiver, true}, Row{"receiver_account", form.receiver_account, false},
        Row{"place", form.place, form.kind == PayoutKind::kTransferOut},
        Row{"documents", form.documents, true}, Row{"reason", form.reason, true}}) {
    if (row.required && row.text.empty()) return Refuse(ErrorCode::kMissingField, row.name);
    if (row.text.size() > kLongestText) return Refuse(ErrorCode::kFieldTooLong, row.name);
  }
  if (form.day == Date()) return Refuse(ErrorCode::kMissingField, "day");
  if (form.day > today) return Refuse(ErrorCode::kTimeInFuture, "day");
  return Done{};
}

// Ends the coverage on `day`. Refusals: kBadCoverage when an interval begins after it.
Status EndCoverage(Date day, std::vector<store::Coverage>& coverage) {
  for (store::Coverage& interval : coverage) {
    if (interval.range.through <= day) continue;
    if (interval.range.from > day) return Refuse(ErrorCode::kBadCoverage, "day");
    interval.range.through = day;
  }
  return Done{};
}

// Reads a payout that is there, of a person whom the desk sees. Refusals: kUnknownPayout.
Result<Payout> Find(Region& region, const Scope& scope, const std::string& id) {
  Result<PayoutRow> row = GetPayout(region, scope, id);
  if (!row.ok()) return row.error();
  return std::move(row->payout);
}

Result<Payout> PayoutIn(const Work& work, const std::string& id) {
  const store::RecordRow* row = work.set.FindRecord(PayoutKey(id));
  if (row == nullptr) return Refuse(ErrorCode::kUnknownPayout, id);
  return PayoutOf(*row);
}

// Credits the interest, pays everything out and ends the coverage of who leaves.
Status PostIn(Work& work, Money interest, Payout& payout) {
  const std::int64_t person = NumberOfPerson(work.region, payout.form.psn_no);
  const store::PersonRow* known = work.set.FindPerson(person);
  if (known == nullptr) return Refuse(ErrorCode::kUnknownPerson, payout.form.psn_no);
  const PayoutKindRow& kind = RowOf(payout.form.kind);
  payout.interest = interest;
  payout.amount = work.set.AccountOf(person).balance + interest;
  if (!kind.leaves && payout.amount == Money{}) {
    return Refuse(ErrorCode::kNothingToPay, payout.form.psn_no);
  }
  if (kind.leaves) {
    store::PersonRow left = *known;
    const Status ended = EndCoverage(payout.form.day, left.coverage);
    if (!ended.ok()) return ended;
    left.changed = work.set.state().version + 1;
    if (left.coverage != known->coverage) work.set.Put(left);
  }
  payout.scheme = LevyScheme(work.region.pack());
  payout.pack = work.region.pack().id;
  payout.pack_digest = DigestFromHex(work.region.pack().digest);
  payout.posted_at = work.at;
  payout.entry = work.set.NextEntry();
  if (interest > Money{}) {
    CreditAccount(work, person, interest, store::MovementKind::kClosingInterest, payout.entry);
  }
  if (payout.amount > Money{}) {
    CreditAccount(work, person, -payout.amount, store::MovementKind::kPayout, payout.entry);
  }
  work.set.AddEntry(EntryOf(payout));
  return Done{};
}

// One try to decide; kStaleVersion when the account moved since it was read.
Result<Payout> TryDecide(Region& region, const Desk& desk, const Payout& asked,
                         const Decision& decision) {
  const std::int64_t person = NumberOfPerson(region, asked.form.psn_no);
  Result<std::unique_ptr<store::Reader>> reader = ReadNow(region);
  if (!reader.ok()) return reader.error();
  const Date from = BenefitYear(region.pack(), BenefitYearOf(region.pack(), region.today())).from;
  const auto movements = MovementsFrom(**reader, person, from);
  if (!movements.ok()) return movements.error();
  const Result<Money> interest =
      ClosingInterest(region.pack(), asked.form, region.today(), *movements);
  if (!interest.ok()) return interest.error();
  const std::int64_t seen = movements->empty() ? 0 : movements->back().number;
  Payout payout;
  Command command =
      DeskCommand(region, desk.actor, decision.approve ? "approve_payout" : "refuse_payout");
  command.needs = [&](const WorkingSet&, store::Needs& needs) {
    needs.records.push_back(PayoutKey(asked.id));
    needs.persons.push_back(person);
  };
  command.execute = [&](Work& work) -> Result<Executed> {
    Result<Payout> read = PayoutIn(work, asked.id);
    if (!read.ok()) return read.error();
    payout = *std::move(read);
    Decision now = decision;
    now.at = work.at;
    const Status decided = Decide(asked.id, now, payout);
    if (!decided.ok()) return decided.error();
    if (decision.approve) {
      if (work.set.AccountOf(person).movements != seen) return ErrorCode::kStaleVersion;
      const Status posted = PostIn(work, *interest, payout);
      if (!posted.ok()) return posted.error();
    }
    work.set.Put(RecordOf(payout));
    return Executed{{}, 0, asked.id};
  };
  const Status submitted = Submit(region, command);
  if (!submitted.ok()) return submitted.error();
  return payout;
}

}  // namespace

Result<Payout> RequestPayout(Region& region, const Desk& desk, PayoutForm form) {
  const Status checked = CheckForm(form, region.today());
  if (!checked.ok()) return checked.error();
  const auto before = PayoutsOf(region, desk.scope, form.psn_no);
  if (!before.ok()) return before.error();
  for (const Payout& payout : *before) {
    if (payout.state == RequestState::kWaiting) {
      return Refuse(ErrorCode::kRequestWaiting, payout.id);
    }
  }
  const std::int64_t person = NumberOfPerson(region, form.psn_no);
  Payout payout;
  payout.id = PaperCode(form.psn_no, before->size() + 1);
  payout.reason = form.reason;
  payout.requested_by = desk.actor;
  payout.form = std::move(form);
  Command command = DeskCommand(region, desk.actor, "request_payout");
  command.needs = [&](const WorkingSet&, store::Needs& needs) {
    needs.records.push_back(PayoutKey(payout.id));
    needs.persons.push_back(person);
  };
  command.execute = [&](Work& work) -> Result<Executed> {
    if (work.set.FindRecord(PayoutKey(payout.id)) != nullptr) {
      return Refuse(ErrorCode::kRequestWaiting, payout.id);
    }
    const Result<const store::PersonRow*> known = FindPersonIn(work, payout.form.psn_no);
    if (!known.ok()) return known.error();
    if (RowOf(payout.form.kind).leaves) {
      std::vector<store::Coverage> coverage = (*known)->coverage;
      const Status ends = EndCoverage(payout.form.day, coverage);
      if (!ends.ok()) return ends.error();
    }
    payout.requested_at = work.at;
    work.set.Put(RecordOf(payout));
    AddToDeskList(work, store::RecordKind::kPayout, payout.id);
    return Executed{{}, 0, payout.id};
  };
  const Status submitted = Submit(region, command);
  if (!submitted.ok()) return submitted.error();
  return payout;
}

Result<Payout> DecidePayout(Region& region, const Desk& desk, const std::string& id, bool approve,
                            const std::string& note) {
  if (note.size() > kLongestText) return Refuse(ErrorCode::kFieldTooLong, "note");
  const Result<Payout> asked = Find(region, desk.scope, id);
  if (!asked.ok()) return asked.error();
  Result<Payout> decided = ErrorCode::kStaleVersion;
  for (int i = 0; i < kTries; ++i) {
    decided = TryDecide(region, desk, *asked, {desk.actor, approve, note, {}});
    if (decided.ok() || decided.error().code != ErrorCode::kStaleVersion) break;
  }
  return decided;
}

Result<Payout> ReversePayout(Region& region, const Desk& desk, const std::string& id,
                             const std::string& reason) {
  if (reason.empty()) return Refuse(ErrorCode::kMissingField, "reason");
  if (reason.size() > kLongestText) return Refuse(ErrorCode::kFieldTooLong, "reason");
  const Result<Payout> asked = Find(region, desk.scope, id);
  if (!asked.ok()) return asked.error();
  const std::int64_t person = NumberOfPerson(region, asked->form.psn_no);
  Payout payout;
  Command command = DeskCommand(region, desk.actor, "take_back_payout");
  command.needs = [&](const WorkingSet&, store::Needs& needs) {
    needs.records.push_back(PayoutKey(id));
    needs.persons.push_back(person);
  };
  command.execute = [&](Work& work) -> Result<Executed> {
    Result<Payout> read = PayoutIn(work, id);
    if (!read.ok()) return read.error();
    payout = *std::move(read);
    if (!payout.standing()) return Refuse(ErrorCode::kPayoutNotPosted, id);
    payout.reversal_entry = work.set.NextEntry();
    payout.reversed_by = desk.actor;
    payout.reversal_reason = reason;
    payout.reversed_at = work.at;
    // The money first: what the interest is taken from.
    if (payout.amount > Money{}) {
      CreditAccount(work, person, payout.amount, store::MovementKind::kPayout,
                    payout.reversal_entry);
    }
    if (payout.interest > Money{}) {
      CreditAccount(work, person, -payout.interest, store::MovementKind::kClosingInterest,
                    payout.reversal_entry);
    }
    work.set.AddEntry(ReversalEntryOf(payout));
    work.set.Put(RecordOf(payout));
    return Executed{{}, 0, id};
  };
  const Status submitted = Submit(region, command);
  if (!submitted.ok()) return submitted.error();
  return payout;
}

Result<PayoutPage> FindPayouts(Region& region, const Scope& scope, const std::string& month,
                               const std::string& after, int limit) {
  Result<std::unique_ptr<store::Reader>> reader = ReadNow(region);
  if (!reader.ok()) return reader.error();
  const auto list = FindDeskList(**reader, store::RecordKind::kPayout, month, after, limit);
  if (!list.ok()) return list.error();
  PayoutPage page;
  page.next = list->next;
  for (const store::RecordRow& row : list->papers) {
    Result<Payout> payout = PayoutOf(row);
    if (!payout.ok()) return payout.error();
    const Result<Person> person = GetPerson(region, scope, payout->form.psn_no);
    if (!person.ok() && person.error().code != ErrorCode::kUnknownPerson) return person.error();
    if (person.ok()) page.payouts.push_back({*std::move(payout), person->name});
  }
  return page;
}

Result<std::vector<Payout>> PayoutsOf(Region& region, const Scope& scope,
                                      const std::string& psn_no) {
  const Result<Person> person = GetPerson(region, scope, psn_no);
  if (!person.ok()) return person.error();
  Result<std::unique_ptr<store::Reader>> reader = ReadNow(region);
  if (!reader.ok()) return reader.error();
  const auto rows = PapersOf(**reader, store::RecordKind::kPayout, psn_no);
  if (!rows.ok()) return rows.error();
  std::vector<Payout> payouts;
  for (const store::RecordRow& row : *rows) {
    Result<Payout> payout = PayoutOf(row);
    if (!payout.ok()) return payout.error();
    payouts.push_back(*std::move(payout));
  }
  return payouts;
}

Result<PayoutRow> GetPayout(Region& region, const Scope& scope, const std::string& id) {
  const Error unknown = Refuse(ErrorCode::kUnknownPayout, id);
  const Result<Person> person = GetPerson(region, scope, PersonOfPaper(id));
  if (!person.ok())
    return person.error().code == ErrorCode::kUnknownPerson ? unknown : person.error();
  const auto payouts = PayoutsOf(region, scope, person->psn_no);
  if (!payouts.ok()) return payouts.error();
  const auto found = std::ranges::find(*payouts, id, &Payout::id);
  if (found == payouts->end()) return unknown;
  return PayoutRow{*found, person->name};
}

}  // namespace tongchou::service
