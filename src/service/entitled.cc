#include "service/entitled.h"

#include <algorithm>
#include <functional>
#include <utility>

#include "policy/words.h"
#include "service/desk_work.h"
#include "service/fixed_draft.h"
#include "service/ids.h"
#include "service/policy_at.h"
#include "service/region.h"
#include "service/scoped_reads.h"
#include "service/visit_work.h"

namespace tongchou::service {
namespace {

constexpr std::int64_t kForm = 1;
constexpr std::size_t kLongestText = 400;

store::RecordKey KeyOf(const std::string& psn_no) { return {store::RecordKind::kEntitled, psn_no}; }

store::RecordRow RecordOf(const std::string& psn_no, const std::vector<EntitledSpan>& spans,
                          std::int64_t version) {
  store::Packer out;
  out.Number(kForm).Number(static_cast<std::int64_t>(spans.size()));
  for (const EntitledSpan& span : spans) {
    out.Text(span.identity).Day(span.range.from).Day(span.range.through).Text(span.evidence);
    out.Text(span.by).Text(span.reason).At(span.at);
  }
  return {store::RecordKind::kEntitled, psn_no, out.Take(), {}, version};
}

Result<std::vector<EntitledSpan>> SpansOf(const store::RecordRow& row) {
  store::Unpacker in(row.body);
  const bool known = in.Number() == kForm;
  std::vector<EntitledSpan> spans(in.Count());
  for (EntitledSpan& span : spans) {
    span.identity = in.Text();
    span.range.from = in.Day();
    span.range.through = in.Day();
    span.evidence = in.Text();
    span.by = in.Text();
    span.reason = in.Text();
    span.at = in.At();
  }
  if (!known || !in.done()) return Error{ErrorCode::kStoreCorrupt, {}, "record"};
  return spans;
}

// Applies `change` to the scheme's coverage from `from` on, splitting the interval that holds it.
// True when an interval was there to change.
bool ChangeFrom(const std::string& scheme, Date from,
                const std::function<void(store::Coverage&)>& change,
                std::vector<store::Coverage>& coverage) {
  bool any = false;
  for (std::size_t i = 0; i < coverage.size(); ++i) {
    if (coverage[i].scheme != scheme || coverage[i].range.through < from) continue;
    if (coverage[i].range.from < from) {
      store::Coverage before = coverage[i];
      before.range.through = from.PlusDays(-1);
      // Splitting must not make somebody insured for fewer years.
      if (coverage[i].insured_since == Date()) coverage[i].insured_since = before.range.from;
      coverage[i].range.from = from;
      coverage.insert(coverage.begin() + static_cast<std::ptrdiff_t>(i), std::move(before));
      ++i;
    }
    change(coverage[i]);
    any = true;
  }
  return any;
}

settle::Aid AidOf(std::string_view identity) {
  if (identity == "low_income") return settle::Aid::kLowIncome;
  const bool destitute = identity == "destitute" || identity == "five_guarantee";
  return destitute ? settle::Aid::kDestitute : settle::Aid::kNone;
}

// What a change of a person's memberships does, inside of a transaction.
class EntitledWork {
 public:
  EntitledWork(Work& work, const store::PersonRow& person)
      : work_(work), person_(person), payers_(work.reference) {}

  // From `from` on the person is in `identity` (empty: in none any more).
  Status Enter(const std::string& identity, Date from) {
    const policy::Pack& pack = work_.region.pack();
    const Result<MonthRules> rules = FixedRulesOf(pack, Month{Date(from.year(), 1, 1)});
    Status wrong = Done{};
    const auto change = [&](store::Coverage& interval) {
      interval.aid = AidOf(identity);
      if (interval.employer.empty() || !rules.ok() || !wrong.ok()) return;
      wrong = Move(*rules->fixed, identity, interval);
    };
    if (!ChangeFrom(FixedScheme(pack), from, change, person_.coverage)) return Done{};
    if (!wrong.ok()) return wrong;
    person_.changed = work_.set.state().version + 1;
    work_.set.Put(person_);
    return Done{};
  }

 private:
  Status Move(const policy::FixedRules& rules, const std::string& identity,
              store::Coverage& interval) {
    const auto group = levy::FindFixedGroup(rules, interval.category, identity);
    if (!group.ok()) return Done{};  // the run will say so
    const bool civil = levy::PartOf(**group, levy::FixedPart::kOwn) == Money{};
    const store::Employer* present = payers_.Find(interval.employer);
    const bool with_civil = present != nullptr && present->unit_kind == "civil_affairs";
    if (civil == with_civil) return Done{};
    const store::Employer* payer = payers_.For(
        civil ? levy::FixedPart::kCivilAffairs : levy::FixedPart::kOwn, person_.organisation);
    if (payer == nullptr) return Refuse(ErrorCode::kNoPayer, civil ? "civil_affairs" : "village");
    interval.employer = payer->code;
    return Done{};
  }

  Work& work_;
  store::PersonRow person_;
  PayerBook payers_;
};

using ChangeSpans = std::function<Status(EntitledWork&, std::vector<EntitledSpan>&, Moment at)>;

// Changes the memberships of a person of the desk's.
Result<std::vector<EntitledSpan>> ChangeEntitled(Region& region, const Desk& desk,
                                                 const std::string& psn_no, const char* action,
                                                 const ChangeSpans& change) {
  const Result<Person> person = GetPerson(region, desk.scope, psn_no);
  if (!person.ok()) return person.error();
  std::vector<EntitledSpan> spans;
  Command command = DeskCommand(region, desk.actor, action);
  command.needs = [&](const WorkingSet&, store::Needs& needs) {
    needs.records.push_back(KeyOf(psn_no));
    needs.persons.push_back(IdNumber(region.area_number(), IdKind::kPerson, psn_no));
  };
  command.execute = [&](Work& work) -> Result<Executed> {
    const Result<const store::PersonRow*> row = FindPersonIn(work, psn_no);
    if (!row.ok()) return row.error();
    const store::RecordRow* record = work.set.FindRecord(KeyOf(psn_no));
    spans.clear();
    if (record != nullptr) {
      Result<std::vector<EntitledSpan>> read = SpansOf(*record);
      if (!read.ok()) return read.error();
      spans = *std::move(read);
    }
    EntitledWork entitled(work, **row);
    const Status changed = change(entitled, spans, work.at);
    if (!changed.ok()) return changed.error();
    work.set.Put(RecordOf(psn_no, spans, record == nullptr ? 0 : record->version));
    return Executed{{}, 0, psn_no};
  };
  const Status submitted = Submit(region, command);
  if (!submitted.ok()) return submitted.error();
  return spans;
}

}  // namespace

std::string IdentityOn(const EntitledBook& book, std::int64_t person, Date day) {
  const auto found = book.find(person);
  if (found == book.end()) return {};
  for (const EntitledSpan& span : found->second) {
    if (span.range.Contains(day)) return span.identity;
  }
  return {};
}

Result<std::vector<EntitledSpan>> SetEntitled(Region& region, const Desk& desk,
                                              const EntitledForm& form) {
  const bool known =
      std::ranges::find(policy::kIdentityWords, form.identity) != std::end(policy::kIdentityWords);
  if (!known) return Refuse(ErrorCode::kBadParameter, "identity");
  if (form.evidence.empty()) return Refuse(ErrorCode::kMissingField, "evidence");
  if (form.evidence.size() > kLongestText) return Refuse(ErrorCode::kFieldTooLong, "evidence");
  if (form.from == Date()) return Refuse(ErrorCode::kMissingField, "from");
  return ChangeEntitled(
      region, desk, form.psn_no, "set_entitled",
      [&](EntitledWork& work, std::vector<EntitledSpan>& spans, Moment at) -> Status {
        const bool taken = std::ranges::any_of(
            spans, [&](const EntitledSpan& span) { return span.range.through >= form.from; });
        if (taken) return Refuse(ErrorCode::kEntitledAlready, form.psn_no);
        spans.push_back({form.identity, {form.from, kForever}, form.evidence, desk.actor, {}, at});
        return work.Enter(form.identity, form.from);
      });
}

Result<std::vector<EntitledSpan>> EndEntitled(Region& region, const Desk& desk,
                                              const std::string& psn_no, Date last,
                                              const std::string& reason) {
  if (reason.empty()) return Refuse(ErrorCode::kMissingField, "reason");
  if (reason.size() > kLongestText) return Refuse(ErrorCode::kFieldTooLong, "reason");
  return ChangeEntitled(
      region, desk, psn_no, "end_entitled",
      [&](EntitledWork& work, std::vector<EntitledSpan>& spans, Moment at) -> Status {
        const auto held = std::ranges::find_if(spans, [&](const EntitledSpan& span) {
          return span.range.through == kForever && span.range.from <= last;
        });
        if (held == spans.end()) return Refuse(ErrorCode::kBadParameter, "last");
        held->range.through = last;
        held->reason = reason;
        held->by = desk.actor;
        held->at = at;
        return work.Enter({}, last.PlusDays(1));
      });
}

Result<std::vector<EntitledSpan>> EntitledOf(Region& region, const Scope& scope,
                                             const std::string& psn_no) {
  const Result<Person> person = GetPerson(region, scope, psn_no);
  if (!person.ok()) return person.error();
  Result<std::unique_ptr<store::Reader>> reader = ReadNow(region);
  if (!reader.ok()) return reader.error();
  store::Needs needs;
  needs.records = {KeyOf(psn_no)};
  const Result<store::Loaded> loaded = (*reader)->Load(needs);
  if (!loaded.ok()) return loaded.error();
  if (loaded->records.empty()) return std::vector<EntitledSpan>();
  return SpansOf(loaded->records.front());
}

Result<EntitledBook> AllEntitled(Region& region) {
  Result<std::unique_ptr<store::Reader>> reader = ReadNow(region);
  if (!reader.ok()) return reader.error();
  const auto rows = (*reader)->Records(store::RecordKind::kEntitled);
  if (!rows.ok()) return rows.error();
  EntitledBook book;
  for (const store::RecordRow& row : *rows) {
    Result<std::vector<EntitledSpan>> spans = SpansOf(row);
    if (!spans.ok()) return spans.error();
    book[IdNumber(region.area_number(), IdKind::kPerson, row.code)] = *std::move(spans);
  }
  return book;
}

Status JoinRoll(Region& region, const Desk& desk, const std::string& psn_no,
                const std::string& payer, Date from) {
  const Result<Person> known = GetPerson(region, desk.scope, psn_no);
  if (!known.ok()) return known.error();
  Command command = DeskCommand(region, desk.actor, "join_roll");
  command.needs = [&](const WorkingSet&, store::Needs& needs) {
    needs.persons.push_back(IdNumber(region.area_number(), IdKind::kPerson, psn_no));
  };
  command.execute = [&](Work& work) -> Result<Executed> {
    const store::Employer* roll = PayerBook(work.reference).Find(payer);
    if (roll == nullptr || !desk.scope.Covers(roll->organisation)) {
      return Refuse(ErrorCode::kUnknownEmployer, "payer");
    }
    if (!levy::KeepsRoll(*levy::FindPayerKind(roll->unit_kind))) {
      return Refuse(ErrorCode::kNoPayer, "payer");
    }
    const Result<const store::PersonRow*> row = FindPersonIn(work, psn_no);
    if (!row.ok()) return row.error();
    store::PersonRow person = **row;
    const auto change = [&](store::Coverage& interval) { interval.employer = payer; };
    if (!ChangeFrom(FixedScheme(region.pack()), from, change, person.coverage)) {
      return Refuse(ErrorCode::kNoCoverage, ToString(from));
    }
    person.changed = work.set.state().version + 1;
    work.set.Put(person);
    return Executed{{}, 0, psn_no};
  };
  return Submit(region, command);
}

}  // namespace tongchou::service
