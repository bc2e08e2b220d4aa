#include "service/special_claims.h"

#include <algorithm>
#include <utility>

#include "service/account_year.h"
#include "service/desk_work.h"
#include "service/offsite.h"
#include "service/policy_at.h"
#include "service/region.h"
#include "service/scoped_reads.h"

namespace tongchou::service {
namespace {

constexpr std::size_t kLongestText = 400;
constexpr int kTries = 4;

Status CheckForm(const SpecialClaimForm& form) {
  for (const auto& [name, text] :
       {std::pair{"documents", &form.documents}, std::pair{"reason", &form.reason}}) {
    if (text->empty()) return Refuse(ErrorCode::kMissingField, name);
    if (text->size() > kLongestText) return Refuse(ErrorCode::kFieldTooLong, name);
  }
  if (form.receiver_account.size() > kLongestText) {
    return Refuse(ErrorCode::kFieldTooLong, "receiver_account");
  }
  if (form.kind == SpecialClaimKind::kSurplus) return Done{};
  if (form.eligible <= Money{}) return Refuse(ErrorCode::kBadAmount, "eligible");
  if (form.bills < form.eligible) return Refuse(ErrorCode::kBadAmount, "bills");
  return Done{};
}

// What a claim rests on besides itself.
struct Basis {
  std::string unit;    // through which it is paid
  std::string scheme;  // whose funds pay
  YearStandard quota;  // of kOffsiteCost
  Ratio surplus_share;
  Date year_end;  // the first day behind the year
};

// The unit of a cadre who was on a list in the year. Refusals: kNotOfGroup.
Result<std::string> UnitOfCadre(store::Reader& reader, const std::string& psn_no, DateRange days) {
  store::Needs needs;
  for (const SpecialGroupRow& row : AllSpecialGroups()) {
    if (row.cadre) needs.records.push_back(MemberKey(row.group, psn_no));
  }
  const Result<store::Loaded> loaded = reader.Load(needs);
  if (!loaded.ok()) return loaded.error();
  for (const store::RecordRow& row : loaded->records) {
    const Result<SpecialMember> member = MemberOf(row);
    if (!member.ok()) return member.error();
    if (const SpecialSpan* span = member->Within(days)) return span->payer;
  }
  return Refuse(ErrorCode::kNotOfGroup, psn_no);
}

// The unit of somebody who is registered as settled elsewhere in the year. Refusals: kNotOfGroup.
Result<std::string> UnitOfSettled(Region& region, const Scope& scope, const Person& person,
                                  std::int32_t year) {
  std::string after;
  while (true) {
    constexpr int kPage = 200;
    const auto page = FindOffsite(region, scope, year, after, kPage);
    if (!page.ok()) return page.error();
    for (const OffsiteRow& row : page->rows) {
      if (row.offsite.psn_no != person.psn_no || !row.offsite.settled) continue;
      const Coverage* covered = CoverageOn(person, row.offsite.range.from);
      return covered == nullptr ? std::string() : covered->employer;
    }
    if (page->next.empty()) return Refuse(ErrorCode::kNotOfGroup, person.psn_no);
    after = page->next;
  }
}

Result<Basis> BasisOf(Region& region, const Scope& scope, const std::string& psn_no,
                      SpecialClaimKind kind, std::int32_t year) {
  const Result<Person> person = GetPerson(region, scope, psn_no);
  if (!person.ok()) return person.error();
  const levy::InterestSpan span = BenefitYear(region.pack(), year);
  const auto rules = SpecialRulesOn(region.pack(), span.from);
  if (!rules.ok()) return rules.error();
  const bool offsite = kind == SpecialClaimKind::kOffsiteCost;
  const bool there = offsite ? (*rules)->quota.has_value() : (*rules)->cadres.has_value();
  if (!there) return Refuse(ErrorCode::kNoSpecialRules, region.pack().id);
  Basis basis;
  basis.year_end = span.until;
  Result<std::string> unit = std::string();
  if (offsite) {
    basis.scheme = (*rules)->quota->scheme;
    Result<YearStandard> quota = ApprovedStandard(region, StandardKind::kOffsite, year);
    if (!quota.ok()) return quota.error();
    basis.quota = *std::move(quota);
    unit = UnitOfSettled(region, scope, *person, year);
  } else {
    basis.scheme = (*rules)->cadres->scheme;
    basis.surplus_share = (*rules)->cadres->surplus_share;
    Result<std::unique_ptr<store::Reader>> reader = ReadNow(region);
    if (!reader.ok()) return reader.error();
    unit = UnitOfCadre(**reader, psn_no, {span.from, span.until.PlusDays(-1)});
  }
  if (!unit.ok()) return unit.error();
  // The surplus is the cadre's own and goes to the cadre.
  if (kind != SpecialClaimKind::kSurplus) basis.unit = *std::move(unit);
  if (kind == SpecialClaimKind::kSurplus && region.today() < span.until) {
    return Refuse(ErrorCode::kYearNotOver, "year");
  }
  return basis;
}

// What of the surplus is still to be paid out.
Money SurplusDue(const ManagedAccount& account, const Basis& basis, std::int32_t year,
                 const std::vector<SpecialClaim>& claims) {
  for (const SpecialClaim& claim : claims) {
    const bool same = claim.kind == SpecialClaimKind::kSurplus && claim.year == year;
    if (same && claim.standing()) return {};
  }
  const Money share =
      MultiplyRoundHalfAway(account.surplus(year, basis.year_end), basis.surplus_share);
  return std::min(share, account.balance());
}

// What an approval pays. Refusals: kNothingLeft.
Status PayIn(const Work& work, const Basis& basis, const std::vector<SpecialClaim>& claims,
             const ManagedAccount& account, SpecialClaim& claim) {
  switch (claim.kind) {
    case SpecialClaimKind::kCadreCost:
      claim.managed = std::min(claim.eligible, account.balance());
      claim.pooled = claim.eligible - claim.managed;
      break;
    case SpecialClaimKind::kOffsiteCost:
      claim.limit = QuotaLeft(basis.quota, claims);
      claim.pooled = std::min(claim.eligible, claim.limit);
      break;
    case SpecialClaimKind::kSurplus:
      claim.limit = SurplusDue(account, basis, claim.year, claims);
      claim.managed =
          claim.eligible == Money{} ? claim.limit : std::min(claim.eligible, claim.limit);
      break;
  }
  if (claim.paid() <= Money{}) return Refuse(ErrorCode::kNothingLeft, claim.psn_no);
  claim.scheme = basis.scheme;
  claim.pack = work.region.pack().id;
  claim.pack_digest = DigestFromHex(work.region.pack().digest);
  claim.posted_at = work.at;
  claim.entry = work.set.NextEntry();
  return Done{};
}

ManagedKind MoveOf(const SpecialClaim& claim) {
  return claim.kind == SpecialClaimKind::kSurplus ? ManagedKind::kSurplus : ManagedKind::kCost;
}

void Move(Work& work, const SpecialClaim& claim, Money amount, std::int64_t entry,
          ManagedAccount account) {
  if (amount == Money{}) return;
  account.moves.push_back({DayOf(work.at), MoveOf(claim), amount, claim.year, claim.id, entry});
  work.set.Put(RecordOf(account));
}

Result<SpecialClaim> ClaimIn(const Work& work, const std::string& id) {
  const store::RecordRow* row = work.set.FindRecord(ClaimKey(id));
  if (row == nullptr) return Refuse(ErrorCode::kUnknownSpecialPaper, id);
  return ClaimOf(*row);
}

// A claim that is there, of a person whom the desk sees, with the others of the person.
struct Found {
  SpecialClaim claim;
  std::vector<SpecialClaim> all;
};
Result<Found> FindClaim(Region& region, const Scope& scope, const std::string& id) {
  auto claims = SpecialClaimsOf(region, scope, PersonOfPaper(id));
  const Error unknown = Refuse(ErrorCode::kUnknownSpecialPaper, id);
  if (!claims.ok()) {
    return claims.error().code == ErrorCode::kUnknownPerson ? unknown : claims.error();
  }
  const auto found = std::ranges::find(*claims, id, &SpecialClaim::id);
  if (found == claims->end()) return unknown;
  return Found{*found, *std::move(claims)};
}

// One try; kStaleVersion when another claim of the person was decided since it was read.
Result<SpecialClaim> TryDecide(Region& region, const Desk& desk, const std::string& id,
                               const Decision& decision) {
  const Result<Found> found = FindClaim(region, desk.scope, id);
  if (!found.ok()) return found.error();
  const SpecialClaim& asked = found->claim;
  Result<Basis> basis = Basis{};
  if (decision.approve) basis = BasisOf(region, desk.scope, asked.psn_no, asked.kind, asked.year);
  if (!basis.ok()) return basis.error();
  SpecialClaim claim;
  Command command = DeskCommand(
      region, desk.actor, decision.approve ? "approve_special_claim" : "refuse_special_claim");
  command.needs = [&](const WorkingSet&, store::Needs& needs) {
    for (const SpecialClaim& one : found->all) needs.records.push_back(ClaimKey(one.id));
    needs.records.push_back(ManagedKey(asked.psn_no));
  };
  command.execute = [&](Work& work) -> Result<Executed> {
    std::vector<SpecialClaim> now;
    for (const SpecialClaim& one : found->all) {
      Result<SpecialClaim> read = ClaimIn(work, one.id);
      if (!read.ok()) return read.error();
      now.push_back(*std::move(read));
    }
    claim = *std::ranges::find(now, id, &SpecialClaim::id);
    Decision decided = decision;
    decided.at = work.at;
    const Status status = Decide(id, decided, claim);
    if (!status.ok()) return status.error();
    if (decision.approve) {
      const Result<ManagedAccount> account = ManagedIn(work, claim.psn_no);
      if (!account.ok()) return account.error();
      const Status paid = PayIn(work, *basis, now, *account, claim);
      if (!paid.ok()) return paid.error();
      Move(work, claim, -claim.managed, claim.entry, *account);
      work.set.AddEntry(EntryOf(claim));
    }
    work.set.Put(RecordOf(claim));
    return Executed{{}, 0, id};
  };
  const Status submitted = Submit(region, command);
  if (!submitted.ok()) return submitted.error();
  return claim;
}

// Whether a request makes sense now: that something is left to be paid.
Status CheckLeft(Region& region, const Scope& scope, const SpecialClaimForm& form,
                 const Basis& basis, const std::vector<SpecialClaim>& before) {
  for (const SpecialClaim& other : before) {
    if (other.state == RequestState::kWaiting) return Refuse(ErrorCode::kRequestWaiting, other.id);
  }
  if (form.kind == SpecialClaimKind::kOffsiteCost) {
    const bool left = QuotaLeft(basis.quota, before) > Money{};
    return left ? Status(Done{}) : Refuse(ErrorCode::kNothingLeft, form.psn_no);
  }
  if (form.kind != SpecialClaimKind::kSurplus) return Done{};
  const Result<ManagedAccount> account = ManagedOfPerson(region, scope, form.psn_no);
  if (!account.ok()) return account.error();
  const Money due = SurplusDue(*account, basis, form.year, before);
  if (due <= Money{}) return Refuse(ErrorCode::kNothingLeft, form.psn_no);
  if (form.eligible > due) return Refuse(ErrorCode::kBadAmount, "eligible");
  return Done{};
}

}  // namespace

Money QuotaLeft(const YearStandard& quota, const std::vector<SpecialClaim>& claims) {
  Money left = quota.value();
  for (const SpecialClaim& claim : claims) {
    const bool same = claim.kind == SpecialClaimKind::kOffsiteCost && claim.year == quota.year;
    if (same && claim.standing()) left -= claim.pooled;
  }
  return std::max(left, Money{});
}

Result<SpecialClaim> RequestSpecialClaim(Region& region, const Desk& desk,
                                         const SpecialClaimForm& form) {
  const Status checked = CheckForm(form);
  if (!checked.ok()) return checked.error();
  const auto before = SpecialClaimsOf(region, desk.scope, form.psn_no);
  if (!before.ok()) return before.error();
  const Result<Basis> basis = BasisOf(region, desk.scope, form.psn_no, form.kind, form.year);
  if (!basis.ok()) return basis.error();
  const Status left = CheckLeft(region, desk.scope, form, *basis, *before);
  if (!left.ok()) return left.error();
  SpecialClaim claim;
  claim.id = PaperCode(form.psn_no, before->size() + 1);
  claim.psn_no = form.psn_no;
  claim.kind = form.kind;
  claim.year = form.year;
  claim.unit = basis->unit;
  claim.bills = form.bills;
  claim.eligible = form.eligible;
  claim.documents = form.documents;
  claim.receiver_account = form.receiver_account;
  claim.reason = form.reason;
  claim.requested_by = desk.actor;
  Command command = DeskCommand(region, desk.actor, "request_special_claim");
  command.needs = [&](const WorkingSet&, store::Needs& needs) {
    needs.records.push_back(ClaimKey(claim.id));
  };
  command.execute = [&](Work& work) -> Result<Executed> {
    if (work.set.FindRecord(ClaimKey(claim.id)) != nullptr) {
      return Refuse(ErrorCode::kRequestWaiting, claim.id);
    }
    claim.requested_at = work.at;
    work.set.Put(RecordOf(claim));
    AddToDeskList(work, store::RecordKind::kSpecialClaim, claim.id);
    return Executed{{}, 0, claim.id};
  };
  const Status submitted = Submit(region, command);
  if (!submitted.ok()) return submitted.error();
  return claim;
}

Result<SpecialClaim> DecideSpecialClaim(Region& region, const Desk& desk, const std::string& id,
                                        bool approve, const std::string& note) {
  if (note.size() > kLongestText) return Refuse(ErrorCode::kFieldTooLong, "note");
  Result<SpecialClaim> decided = ErrorCode::kStaleVersion;
  for (int i = 0; i < kTries; ++i) {
    decided = TryDecide(region, desk, id, {desk.actor, approve, note, {}});
    if (decided.ok() || decided.error().code != ErrorCode::kStaleVersion) break;
  }
  return decided;
}

Result<SpecialClaim> ReverseSpecialClaim(Region& region, const Desk& desk, const std::string& id,
                                         const std::string& reason) {
  if (reason.empty()) return Refuse(ErrorCode::kMissingField, "reason");
  if (reason.size() > kLongestText) return Refuse(ErrorCode::kFieldTooLong, "reason");
  const Result<Found> found = FindClaim(region, desk.scope, id);
  if (!found.ok()) return found.error();
  SpecialClaim claim;
  Command command = DeskCommand(region, desk.actor, "take_back_special_claim");
  command.needs = [&](const WorkingSet&, store::Needs& needs) {
    needs.records.push_back(ClaimKey(id));
    needs.records.push_back(ManagedKey(found->claim.psn_no));
  };
  command.execute = [&](Work& work) -> Result<Executed> {
    Result<SpecialClaim> read = ClaimIn(work, id);
    if (!read.ok()) return read.error();
    claim = *std::move(read);
    if (!claim.standing()) return Refuse(ErrorCode::kSpecialNotPosted, id);
    const Result<ManagedAccount> account = ManagedIn(work, claim.psn_no);
    if (!account.ok()) return account.error();
    claim.reversal_entry = work.set.NextEntry();
    claim.reversed_by = desk.actor;
    claim.reversal_reason = reason;
    claim.reversed_at = work.at;
    Move(work, claim, claim.managed, claim.reversal_entry, *account);
    work.set.AddEntry(ReversalEntryOf(claim));
    work.set.Put(RecordOf(claim));
    return Executed{{}, 0, id};
  };
  const Status submitted = Submit(region, command);
  if (!submitted.ok()) return submitted.error();
  return claim;
}

Result<SurplusRun> PrepareSurplus(Region& region, const Desk& desk, std::int32_t year) {
  const levy::InterestSpan span = BenefitYear(region.pack(), year);
  if (region.today() < span.until) return Refuse(ErrorCode::kYearNotOver, "year");
  SurplusRun run;
  for (const SpecialGroupRow& group : AllSpecialGroups()) {
    if (!group.cadre) continue;
    const auto rows = FindSpecial(region, desk.scope, group.group);
    if (!rows.ok()) return rows.error();
    for (const SpecialMemberRow& row : *rows) {
      if (row.member.Within({span.from, span.until.PlusDays(-1)}) == nullptr) continue;
      SpecialClaimForm form;
      form.psn_no = row.member.psn_no;
      form.kind = SpecialClaimKind::kSurplus;
      form.year = year;
      form.documents = form.reason = RowOf(form.kind).title.zh + " " + std::to_string(year);
      const auto before = SpecialClaimsOf(region, desk.scope, form.psn_no);
      if (!before.ok()) return before.error();
      const bool there = std::ranges::any_of(*before, [&](const SpecialClaim& claim) {
        const bool same = claim.kind == SpecialClaimKind::kSurplus && claim.year == year;
        return claim.state == RequestState::kWaiting || (same && claim.standing());
      });
      if (there) {
        ++run.before;
        continue;
      }
      const Result<SpecialClaim> made = RequestSpecialClaim(region, desk, form);
      if (!made.ok() && made.error().code != ErrorCode::kNothingLeft) return made.error();
      ++(made.ok() ? run.made : run.empty);
    }
  }
  return run;
}

Result<SpecialClaimPage> FindSpecialClaims(Region& region, const Scope& scope,
                                           const std::string& month, const std::string& after,
                                           int limit) {
  Result<std::unique_ptr<store::Reader>> reader = ReadNow(region);
  if (!reader.ok()) return reader.error();
  const auto list = FindDeskList(**reader, store::RecordKind::kSpecialClaim, month, after, limit);
  if (!list.ok()) return list.error();
  SpecialClaimPage page;
  page.next = list->next;
  for (const store::RecordRow& row : list->papers) {
    Result<SpecialClaim> claim = ClaimOf(row);
    if (!claim.ok()) return claim.error();
    const Result<Person> person = GetPerson(region, scope, claim->psn_no);
    if (!person.ok() && person.error().code != ErrorCode::kUnknownPerson) return person.error();
    if (person.ok()) page.claims.push_back({*std::move(claim), person->name});
  }
  return page;
}

Result<std::vector<SpecialClaim>> SpecialClaimsOf(Region& region, const Scope& scope,
                                                  const std::string& psn_no) {
  const Result<Person> person = GetPerson(region, scope, psn_no);
  if (!person.ok()) return person.error();
  Result<std::unique_ptr<store::Reader>> reader = ReadNow(region);
  if (!reader.ok()) return reader.error();
  const auto rows = PapersOf(**reader, store::RecordKind::kSpecialClaim, psn_no);
  if (!rows.ok()) return rows.error();
  std::vector<SpecialClaim> claims;
  for (const store::RecordRow& row : *rows) {
    Result<SpecialClaim> claim = ClaimOf(row);
    if (!claim.ok()) return claim.error();
    claims.push_back(*std::move(claim));
  }
  return claims;
}

}  // namespace tongchou::service
