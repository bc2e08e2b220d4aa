#include "service/offsite.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "service/account_year.h"
#include "service/desk_work.h"
#include "service/ids.h"
#include "service/levy_papers.h"
#include "service/policy_at.h"
#include "service/region.h"
#include "service/scoped_reads.h"
#include "service/visit_work.h"

namespace tongchou::service {
namespace {

constexpr std::int64_t kFormWithoutArea = 1, kForm = 2;
constexpr std::size_t kLongestText = 400;
constexpr int kMost = 200;

std::string YearPrefix(std::int32_t year) { return fmt::format("{:04}/", year); }

store::RecordKey KeyOf(const Offsite& offsite) { return OffsiteKey(offsite.year, offsite.psn_no); }

store::RecordRow RecordOf(const Offsite& offsite) {
  store::RecordRow row;
  row.kind = store::RecordKind::kOffsite;
  row.code = KeyOf(offsite).code;
  row.version = offsite.version;
  store::Packer out;
  out.Number(kForm).Text(offsite.psn_no).Number(offsite.year).Flag(offsite.settled);
  out.Day(offsite.range.from).Day(offsite.range.through).Text(offsite.place);
  row.body =
      out.Text(offsite.documents).Text(offsite.by).At(offsite.at).Number(offsite.area).Take();
  store::Packer secret;
  row.secret = secret.Text(offsite.contact).Text(offsite.receiver_account).Take();
  return row;
}

Status CheckForm(const policy::Pack& pack, const Offsite& form) {
  struct Row {
    const char* name;
    const std::string& text;
    bool required;
  };
  for (const Row& row : {Row{"place", form.place, true}, Row{"contact", form.contact, false},
                         Row{"receiver_account", form.receiver_account, false},
                         Row{"documents", form.documents, true}}) {
    if (row.required && row.text.empty()) return Refuse(ErrorCode::kMissingField, row.name);
    if (row.text.size() > kLongestText) return Refuse(ErrorCode::kFieldTooLong, row.name);
  }
  const levy::InterestSpan span = BenefitYear(pack, form.year);
  const bool within = span.from <= form.range.from && form.range.from <= form.range.through &&
                      form.range.through < span.until;
  if (!within) return Refuse(ErrorCode::kBadPeriod, "through");
  return Done{};
}

// The last day of period `number` of the year; nothing when the pack has no such period.
std::optional<Date> LastDayOf(const policy::Pack& pack, std::int32_t year, int number) {
  constexpr int kMonths = 12;
  const Date first = BenefitYear(pack, year).from;
  const auto rules = std::ranges::find_if(
      pack.accounts, [&](const policy::AccountRules& one) { return one.in_force.Contains(first); });
  if (rules == pack.accounts.end()) return {};
  if (number < 1 || number > rules->payouts_a_year) return {};
  return Month{first}.Plus(number * (kMonths / rules->payouts_a_year)).first.PlusDays(-1);
}

// Every registration of the year. Refusals: store_* codes.
Result<std::vector<Offsite>> AllOf(Region& region, std::int32_t year) {
  Result<std::unique_ptr<store::Reader>> reader = ReadNow(region);
  if (!reader.ok()) return reader.error();
  std::vector<Offsite> all;
  std::string after;
  while (true) {
    const auto rows =
        (*reader)->RecordsUnder(store::RecordKind::kOffsite, YearPrefix(year), after, kMost);
    if (!rows.ok()) return rows.error();
    for (const store::RecordRow& row : *rows) {
      Result<Offsite> offsite = OffsiteOf(row);
      if (!offsite.ok()) return offsite.error();
      all.push_back(*std::move(offsite));
    }
    if (rows->size() < static_cast<std::size_t>(kMost)) return all;
    after = rows->back().code;
  }
}

// Whether the person has a payout of the period, or any that waits.
bool HasPayout(const std::vector<Payout>& payouts, const std::string& period) {
  return std::ranges::any_of(payouts, [&](const Payout& payout) {
    return payout.state == RequestState::kWaiting ||
           (payout.form.period == period && payout.standing());
  });
}

// Makes the payout of one person, or counts why not.
Status Prepare(Region& region, const Desk& desk, const Offsite& offsite, const Person& person,
               OffsiteRun& run) {
  const auto payouts = PayoutsOf(region, desk.scope, offsite.psn_no);
  if (!payouts.ok()) return payouts.error();
  if (HasPayout(*payouts, run.period)) {
    ++run.before;
    return Done{};
  }
  if (person.balance <= Money{}) {
    ++run.empty;
    return Done{};
  }
  PayoutForm form;
  form.psn_no = offsite.psn_no;
  form.kind = PayoutKind::kOffsite;
  form.day = run.day;
  form.receiver = person.name;
  form.receiver_account = offsite.receiver_account;
  form.place = offsite.place;
  form.documents = offsite.documents;
  form.period = run.period;
  form.reason = RowOf(form.kind).title.zh + " " + run.period;
  const Result<Payout> made = RequestPayout(region, desk, std::move(form));
  if (!made.ok()) return made.error();
  ++run.made;
  return Done{};
}

}  // namespace

store::RecordKey OffsiteKey(std::int32_t year, const std::string& psn_no) {
  return {store::RecordKind::kOffsite, YearPrefix(year) + psn_no};
}

Result<Offsite> OffsiteOf(const store::RecordRow& row) {
  store::Unpacker in(row.body);
  const std::int64_t form = in.Number();
  Offsite offsite;
  offsite.version = row.version;
  offsite.psn_no = in.Text();
  offsite.year = static_cast<std::int32_t>(in.Number());
  offsite.settled = in.Flag();
  offsite.range.from = in.Day();
  offsite.range.through = in.Day();
  offsite.place = in.Text();
  offsite.documents = in.Text();
  offsite.by = in.Text();
  offsite.at = in.At();
  if (form != kFormWithoutArea) offsite.area = in.Number();
  store::Unpacker secret(row.secret);
  offsite.contact = secret.Text();
  offsite.receiver_account = secret.Text();
  const bool known = form == kFormWithoutArea || form == kForm;
  if (!known || !in.done() || !secret.done()) return Error{ErrorCode::kStoreCorrupt, {}, "record"};
  return offsite;
}

Result<Offsite> RegisterOffsite(Region& region, const Desk& desk, Offsite form) {
  const Status checked = CheckForm(region.pack(), form);
  if (!checked.ok()) return checked.error();
  if (form.area == region.area_number()) return Refuse(ErrorCode::kBadParameter, "area");
  const Result<Person> person = GetPerson(region, desk.scope, form.psn_no);
  if (!person.ok()) return person.error();
  if (CoverageOn(*person, form.range.from) == nullptr) {
    return Refuse(ErrorCode::kNoCoverage, ToString(form.range.from));
  }
  Command command = DeskCommand(region, desk.actor, "register_offsite");
  command.needs = [&](const WorkingSet&, store::Needs& needs) {
    needs.records.push_back(KeyOf(form));
  };
  command.execute = [&](Work& work) -> Result<Executed> {
    const store::RecordRow* before = work.set.FindRecord(KeyOf(form));
    form.version = before == nullptr ? 0 : before->version;
    form.by = desk.actor;
    form.at = work.at;
    work.set.Put(RecordOf(form));
    return Executed{{}, 0, KeyOf(form).code};
  };
  const Status submitted = Submit(region, command);
  if (!submitted.ok()) return submitted.error();
  return form;
}

Result<OffsitePage> FindOffsite(Region& region, const Scope& scope, std::int32_t year,
                                const std::string& after, int limit) {
  Result<std::unique_ptr<store::Reader>> reader = ReadNow(region);
  if (!reader.ok()) return reader.error();
  const int most = std::clamp(limit, 1, kMost);
  const auto rows =
      (*reader)->RecordsUnder(store::RecordKind::kOffsite, YearPrefix(year), after, most);
  if (!rows.ok()) return rows.error();
  OffsitePage page;
  if (rows->size() == static_cast<std::size_t>(most)) page.next = rows->back().code;
  for (const store::RecordRow& row : *rows) {
    Result<Offsite> offsite = OffsiteOf(row);
    if (!offsite.ok()) return offsite.error();
    const Result<Person> person = GetPerson(region, scope, offsite->psn_no);
    if (!person.ok() && person.error().code != ErrorCode::kUnknownPerson) return person.error();
    if (person.ok()) page.rows.push_back({*std::move(offsite), person->name});
  }
  return page;
}

Result<OffsiteRun> PrepareOffsitePayouts(Region& region, const Desk& desk, std::int32_t year,
                                         int number) {
  const std::optional<Date> day = LastDayOf(region.pack(), year, number);
  if (!day) return Refuse(ErrorCode::kBadParameter, "period");
  if (*day > region.today()) return Refuse(ErrorCode::kTimeInFuture, "period");
  OffsiteRun run;
  run.period = fmt::format("{:04}-{}", year, number);
  run.day = *day;
  const Result<std::vector<Offsite>> all = AllOf(region, year);
  if (!all.ok()) return all.error();
  for (const Offsite& offsite : *all) {
    if (!offsite.settled || !offsite.range.Contains(run.day)) continue;
    const Result<Person> person = GetPerson(region, desk.scope, offsite.psn_no);
    if (!person.ok() && person.error().code != ErrorCode::kUnknownPerson) return person.error();
    if (!person.ok()) continue;
    const Status prepared = Prepare(region, desk, offsite, *person, run);
    if (!prepared.ok()) return prepared.error();
  }
  return run;
}

}  // namespace tongchou::service
