#include "service/persons.h"

#include <algorithm>
#include <map>
#include <utility>

#include "service/ids.h"
#include "service/policy_at.h"
#include "service/reference_data.h"
#include "service/region.h"
#include "service/views.h"

namespace tongchou::service {
namespace {

constexpr int kMostPersons = 200;

// A person as readers see it: the days for which the employer is in arrears are frozen.
Person Seen(const Region& region, const store::PersonRow& row, Money balance) {
  Person person = PersonView(region.area_number(), row, balance);
  person.coverage = WithArrears(person.coverage, region.reference().Get()->arrears);
  return person;
}

// Persons as readers see them: with the balance of their account.
Result<std::vector<Person>> WithBalances(const Region& region, store::Reader& reader,
                                         const std::vector<store::PersonRow>& rows) {
  store::Needs needs;
  for (const store::PersonRow& row : rows) needs.persons.push_back(row.person);
  const Result<store::Loaded> loaded = reader.Load(needs);
  if (!loaded.ok()) return loaded.error();
  std::map<std::int64_t, Money> balances;
  for (const store::AccountRow& row : loaded->accounts) balances[row.person] = row.balance;
  std::vector<Person> persons;
  for (const store::PersonRow& row : rows) {
    persons.push_back(Seen(region, row, balances[row.person]));
  }
  return persons;
}

// Names of the scheme's total slots, from the newest epoch that has the scheme.
const std::vector<std::string>* TotalNames(const Region& region, const std::string& scheme) {
  const auto& epochs = region.pack().epochs;
  for (auto it = epochs.rbegin(); it != epochs.rend(); ++it) {
    const int index = policy::FindScheme(**it, scheme);
    if (index >= 0) return &(*it)->schemes[static_cast<std::size_t>(index)].total_names;
  }
  return nullptr;
}

PersonYear YearView(const Region& region, const store::YearRow& row) {
  PersonYear year;
  year.scheme = row.scheme;
  year.year = row.year;
  year.stays = row.totals.stays;
  if (const std::vector<std::string>* names = TotalNames(region, row.scheme)) {
    for (std::size_t i = 0; i < names->size() && i < row.totals.layers.size(); ++i) {
      const settle::LayerTotal& layer = row.totals.layers[i];
      year.totals.push_back({(*names)[i], {layer.entered_fen}, {layer.paid_fen}});
    }
  }
  year.settlements = row.settlements;
  year.total = row.total;
  year.funds = row.funds;
  year.account = row.account;
  year.cash = row.cash;
  return year;
}

// A person's rows as they are now; none when nobody has that number.
Result<store::Loaded> LoadPerson(Region& region, const std::string& psn_no) {
  const std::int64_t area = region.area_number();
  Result<std::unique_ptr<store::Reader>> reader = region.store().Read(area);
  if (!reader.ok()) return reader.error();
  store::Needs needs;
  needs.persons.push_back(IdNumber(area, IdKind::kPerson, psn_no));
  return (*reader)->Load(needs);
}

}  // namespace

const Coverage* CoverageOn(const Person& person, Date day, const std::string& scheme) {
  return CoverageIn(person.coverage, day, scheme);
}

CoverageStatus StatusOn(const Person& person, Date day) {
  if (const Coverage* coverage = CoverageOn(person, day)) {
    return coverage->frozen ? CoverageStatus::kFrozen : CoverageStatus::kActive;
  }
  const bool ended =
      std::any_of(person.coverage.begin(), person.coverage.end(),
                  [&](const Coverage& interval) { return interval.range.through < day; });
  return ended ? CoverageStatus::kEnded : CoverageStatus::kNone;
}

Result<Person> GetPerson(Region& region, const std::string& psn_no) {
  const Result<store::Loaded> loaded = LoadPerson(region, psn_no);
  if (!loaded.ok()) return loaded.error();
  if (loaded->persons.empty()) return Refuse(ErrorCode::kUnknownPerson, psn_no);
  const Money balance = loaded->accounts.empty() ? Money{} : loaded->accounts.front().balance;
  return Seen(region, loaded->persons.front(), balance);
}

Result<Person> FindPersonByCertificate(Region& region, const std::string& certificate) {
  const std::int64_t area = region.area_number();
  Result<std::unique_ptr<store::Reader>> reader = region.store().Read(area);
  if (!reader.ok()) return reader.error();
  const Result<std::optional<store::PersonRow>> row = (*reader)->PersonByCertificate(certificate);
  if (!row.ok()) return row.error();
  if (!row->has_value()) return Refuse(ErrorCode::kUnknownPerson, "certno");
  Result<std::vector<Person>> persons = WithBalances(region, **reader, {**row});
  if (!persons.ok()) return persons.error();
  return std::move(persons->front());
}

Result<PersonPage> FindPersons(Region& region, const std::string& text, const std::string& after,
                               int limit) {
  const std::int64_t area = region.area_number();
  if (IdNumber(area, IdKind::kPerson, text) != 0) {
    Result<Person> person = GetPerson(region, text);
    if (person.ok()) return PersonPage{{*std::move(person)}, {}};
    if (person.error().code != ErrorCode::kUnknownPerson) return person.error();
    // Goes on: a certificate of the area may look like a person number.
  }
  Result<std::unique_ptr<store::Reader>> reader = region.store().Read(area);
  if (!reader.ok()) return reader.error();
  const int most = std::clamp(limit, 1, kMostPersons);
  Result<std::vector<store::PersonRow>> rows =
      (*reader)->FindPersons(text, IdNumber(area, IdKind::kPerson, after), most + 1);
  if (!rows.ok()) return rows.error();
  const bool more = rows->size() > static_cast<std::size_t>(most);
  if (more) rows->pop_back();
  Result<std::vector<Person>> persons = WithBalances(region, **reader, *rows);
  if (!persons.ok()) return persons.error();
  PersonPage page{*std::move(persons), {}};
  if (more) page.next = page.persons.back().psn_no;
  return page;
}

Result<std::vector<AccountMovement>> FindMovements(Region& region, const std::string& psn_no,
                                                   int limit) {
  const std::int64_t area = region.area_number();
  Result<std::unique_ptr<store::Reader>> reader = region.store().Read(area);
  if (!reader.ok()) return reader.error();
  const Result<std::vector<store::MovementRow>> rows =
      (*reader)->Movements(IdNumber(area, IdKind::kPerson, psn_no), limit);
  if (!rows.ok()) return rows.error();
  std::vector<AccountMovement> movements;
  for (const store::MovementRow& row : *rows) {
    movements.push_back(
        {row.number, row.at, row.kind, row.amount, row.balance_after,
         row.settlement == 0 ? std::string() : IdText(area, IdKind::kSettlement, row.settlement)});
  }
  return movements;
}

Result<std::vector<PersonYear>> FindYears(Region& region, const std::string& psn_no) {
  const Result<store::Loaded> loaded = LoadPerson(region, psn_no);
  if (!loaded.ok()) return loaded.error();
  std::vector<PersonYear> years;
  for (const store::YearRow& row : loaded->years) years.push_back(YearView(region, row));
  std::stable_sort(years.begin(), years.end(),
                   [](const PersonYear& a, const PersonYear& b) { return a.year > b.year; });
  return years;
}

Result<RegionCounts> CountRegion(Region& region) {
  Result<std::unique_ptr<store::Reader>> reader = region.store().Read(region.area_number());
  if (!reader.ok()) return reader.error();
  const Result<store::RowCounts> rows = (*reader)->Counts();
  if (!rows.ok()) return rows.error();
  const auto providers = AllProviders(region);
  return RegionCounts{rows->persons, static_cast<std::int64_t>(providers.size()),
                      CountEmployers(region), rows->settlements - rows->reversals};
}

}  // namespace tongchou::service
