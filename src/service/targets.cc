#include "service/targets.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <utility>

#include "service/desk_work.h"
#include "service/levy_run.h"
#include "service/policy_at.h"
#include "service/region.h"

namespace tongchou::service {
namespace {

constexpr std::int64_t kForm = 1;
constexpr std::int64_t kMostPersons = 2'000'000'000;
constexpr std::int32_t kFirstYear = 1990, kLastYear = 9998;
constexpr int kLongestStep = 31;
constexpr int kPage = 1000;

DateRange DaysOf(std::int32_t year) { return {Date(year, 1, 1), Date(year, 12, 31)}; }

std::string Prefix(std::int32_t year, const std::string& scheme) {
  return fmt::format("{:04}/{}/", year, scheme);
}

store::RecordKey KeyOf(const Target& target) {
  return {store::RecordKind::kTarget, Prefix(target.year, target.scheme) + target.organisation};
}

store::RecordRow RecordOf(const Target& target) {
  store::Packer out;
  out.Number(kForm).Number(target.year).Text(target.scheme).Text(target.organisation);
  out.Number(target.target).Number(target.population).Text(target.by).At(target.at);
  return {store::RecordKind::kTarget, KeyOf(target).code, out.Take(), {}, target.version};
}

Result<Target> TargetOf(const store::RecordRow& row) {
  store::Unpacker in(row.body);
  const bool known = in.Number() == kForm;
  Target target;
  target.version = row.version;
  target.year = static_cast<std::int32_t>(in.Number());
  target.scheme = in.Text();
  target.organisation = in.Text();
  target.target = in.Number();
  target.population = in.Number();
  target.by = in.Text();
  target.at = in.At();
  if (!known || !in.done()) return Error{ErrorCode::kStoreCorrupt, {}, "record"};
  return target;
}

Status CheckWords(const Region& region, std::int32_t year, const std::string& scheme) {
  if (year < kFirstYear || year > kLastYear) return Refuse(ErrorCode::kBadParameter, "year");
  const bool known = std::ranges::any_of(region.pack().epochs, [&](const auto& epoch) {
    return policy::FindScheme(*epoch, scheme) >= 0;
  });
  return known ? Status(Done{}) : Refuse(ErrorCode::kUnknownScheme, "scheme");
}

// How many are covered on each day of a year: what is added on a day, and taken off.
class DayCounts {
 public:
  explicit DayCounts(DateRange year)
      : year_(year), changes_(static_cast<std::size_t>(IndexOf(year.through)) + 2) {}

  void Add(const DateRange& range) {
    const Date from = std::max(range.from, year_.from);
    const Date through = std::min(range.through, year_.through);
    if (through < from) return;
    ++changes_[static_cast<std::size_t>(IndexOf(from))];
    --changes_[static_cast<std::size_t>(IndexOf(through)) + 1];
  }

  std::int64_t On(Date day) const {
    std::int64_t sum = 0;
    for (int i = 0; i <= IndexOf(day); ++i) sum += changes_[static_cast<std::size_t>(i)];
    return sum;
  }

 private:
  int IndexOf(Date day) const { return day.days() - year_.from.days(); }

  DateRange year_;
  std::vector<std::int64_t> changes_;
};

// Counts the persons of an office, those of each office below apart.
class Counter {
 public:
  explicit Counter(const ProgressQuery& query)
      : query_(query), scope_{query.organisation}, whole_(DaysOf(query.year)) {}

  Status Run(store::Reader& reader) {
    std::int64_t after = 0;
    while (true) {
      const auto page = reader.FindPersons("", after, kPage);
      if (!page.ok()) return page.error();
      for (const store::PersonRow& person : *page) Add(person);
      if (page->size() < static_cast<std::size_t>(kPage)) return Done{};
      after = page->back().person;
    }
  }

  const DayCounts& whole() const { return whole_; }
  std::map<std::string, DayCounts>& offices() { return offices_; }

 private:
  void Add(const store::PersonRow& person) {
    if (!scope_.Covers(person.organisation)) return;
    const std::string below = OfficeBelow(scope_, person.organisation);
    for (const store::Coverage& interval : person.coverage) {
      if (interval.scheme != query_.scheme) continue;
      whole_.Add(interval.range);
      offices_.try_emplace(below, DaysOf(query_.year)).first->second.Add(interval.range);
    }
  }

  const ProgressQuery& query_;
  const Scope scope_;
  DayCounts whole_;
  std::map<std::string, DayCounts> offices_;
};

Result<std::map<std::string, Target>> TargetsOf(store::Reader& reader, std::int32_t year,
                                                const std::string& scheme) {
  constexpr int kMost = 100'000;
  const auto rows =
      reader.RecordsUnder(store::RecordKind::kTarget, Prefix(year, scheme), "", kMost);
  if (!rows.ok()) return rows.error();
  std::map<std::string, Target> targets;
  for (const store::RecordRow& row : *rows) {
    Result<Target> target = TargetOf(row);
    if (!target.ok()) return target.error();
    const std::string organisation = target->organisation;
    targets.emplace(organisation, *std::move(target));
  }
  return targets;
}

std::vector<Date> DaysToShow(const ProgressQuery& query) {
  std::vector<Date> days;
  for (Date day = DaysOf(query.year).from; day < query.day; day = day.PlusDays(query.step_days)) {
    days.push_back(day);
  }
  days.push_back(query.day);
  return days;
}

}  // namespace

Result<Target> SetTarget(Region& region, const Desk& desk, const TargetForm& form) {
  const Status words = CheckWords(region, form.year, form.scheme);
  if (!words.ok()) return words.error();
  if (form.target < 1 || form.target > kMostPersons) {
    return Refuse(ErrorCode::kBadParameter, "target");
  }
  const bool fits =
      form.population == 0 || (form.population >= form.target && form.population <= kMostPersons);
  if (!fits) return Refuse(ErrorCode::kBadParameter, "population");
  Target target{form.year, form.scheme, {}, form.target, form.population, desk.actor, {}, 0};
  if (!form.office.empty()) {
    const Result<Organisation> office = FindOrganisation(region, form.office);
    if (!office.ok()) return office.error();
    target.organisation = office->path;
  }
  if (!desk.scope.Covers(target.organisation)) return Refuse(ErrorCode::kRightMissing, "office");
  Command command = DeskCommand(region, desk.actor, "set_target");
  command.needs = [&](const WorkingSet&, store::Needs& needs) {
    needs.records.push_back(KeyOf(target));
  };
  command.execute = [&](Work& work) -> Result<Executed> {
    const store::RecordRow* known = work.set.FindRecord(KeyOf(target));
    target.version = known == nullptr ? 0 : known->version;
    target.at = work.at;
    work.set.Put(RecordOf(target));
    return Executed{{}, 0, fmt::format("{} = {}", KeyOf(target).code, target.target)};
  };
  const Status submitted = Submit(region, command);
  if (!submitted.ok()) return submitted.error();
  return target;
}

Result<Progress> FindProgress(Region& region, const Scope& scope, const ProgressQuery& query) {
  const Status words = CheckWords(region, query.year, query.scheme);
  if (!words.ok()) return words.error();
  if (!DaysOf(query.year).Contains(query.day)) return Refuse(ErrorCode::kBadParameter, "day");
  const bool step_fits = query.step_days >= 1 && query.step_days <= kLongestStep;
  if (!step_fits) return Refuse(ErrorCode::kBadParameter, "step_days");
  const Status known = CheckOrganisation(region, query.organisation);
  if (!known.ok()) return known.error();
  if (!scope.Covers(query.organisation)) {
    return Refuse(ErrorCode::kUnknownOrganisation, query.organisation);
  }
  Result<std::unique_ptr<store::Reader>> reader = ReadNow(region);
  if (!reader.ok()) return reader.error();
  const auto targets = TargetsOf(**reader, query.year, query.scheme);
  if (!targets.ok()) return targets.error();
  Counter counter(query);
  if (const Status counted = counter.Run(**reader); !counted.ok()) return counted.error();
  const auto target_of = [&](const std::string& office) {
    const auto found = targets->find(office);
    return found == targets->end() ? std::optional<Target>() : found->second;
  };
  Progress made;
  made.query = query;
  made.whole = {
      query.organisation, {}, target_of(query.organisation), counter.whole().On(query.day)};
  for (const Date day : DaysToShow(query)) made.points.push_back({day, counter.whole().On(day)});
  const Result<std::vector<Organisation>> all = AllOrganisations(region);
  if (!all.ok()) return all.error();
  const Scope wanted{query.organisation};
  for (const Organisation& office : *all) {
    if (office.path == query.organisation) made.whole.name = office.name;
    if (OfficeBelow(wanted, office.path) != office.path || !wanted.Covers(office.path)) continue;
    const auto found = counter.offices().find(office.path);
    const std::int64_t covered = found == counter.offices().end() ? 0 : found->second.On(query.day);
    made.offices.push_back({office.path, office.name, target_of(office.path), covered});
  }
  const auto own = counter.offices().find({});
  if (own != counter.offices().end()) {
    made.offices.push_back({{}, {}, {}, own->second.On(query.day)});
  }
  return made;
}

std::optional<std::int64_t> ShareOf(std::int64_t part, std::int64_t whole) {
  constexpr std::int64_t kParts = 10'000;
  if (whole <= 0) return {};
  return (part * kParts + whole / 2) / whole;
}

}  // namespace tongchou::service
