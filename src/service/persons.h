// Reading persons: finding them, and everything that is known of one.
//
// Thread-safe. Amounts in fen; ids as they stand on the wire.
#ifndef TONGCHOU_SERVICE_PERSONS_H_
#define TONGCHOU_SERVICE_PERSONS_H_

#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "service/register.h"
#include "store/money_rows.h"

namespace tongchou::service {

struct Person {
  std::string psn_no;
  std::string name;
  std::string certificate_type;
  std::string certificate;
  Gender gender = Gender::kUnknown;
  Date birth;
  std::vector<Coverage> coverage;  // in order of time
  Money balance;                   // of the personal account
  std::string organisation;        // whose office looks after the person: a path; see Scope
};

enum class CoverageStatus : std::uint8_t { kNone, kActive, kFrozen, kEnded };

// The coverage of `person` that holds on `day` (in `scheme`, when given), or nullptr.
const Coverage* CoverageOn(const Person& person, Date day, const std::string& scheme = {});
CoverageStatus StatusOn(const Person& person, Date day);

// The person with this number. Refusals: kUnknownPerson, store_* codes.
Result<Person> GetPerson(Region& region, const std::string& psn_no);

// The person with this certificate number. Refusals: kUnknownPerson, store_* codes.
Result<Person> FindPersonByCertificate(Region& region, const std::string& certificate);

struct PersonPage {
  std::vector<Person> persons;
  std::string next;  // pass as `after` for the next page; empty: this was the last
};

// Persons whose number or certificate equals `text` or whose name begins with it, by number. An
// empty text finds everybody. `limit` 1..200.
Result<PersonPage> FindPersons(Region& region, const std::string& text, const std::string& after,
                               int limit);

using store::MovementKind;

struct AccountMovement {
  std::int64_t number = 0;  // 1, 2, … within the person
  Moment at;
  MovementKind kind = MovementKind::kOpening;
  Money amount;  // credits positive
  Money balance_after;
  std::string setl_id;  // of payments and reversals
};

// The newest movements first.
Result<std::vector<AccountMovement>> FindMovements(Region& region, const std::string& psn_no,
                                                   int limit);

struct YearTotal {
  std::string name;  // "<benefit>.<layer>"
  Money entered, paid;
};

struct PersonYear {
  std::string scheme;
  int year = 0;
  int stays = 0;
  std::vector<YearTotal> totals;  // all slots of the scheme, in their order
  // Sums over the standing settlements of the year.
  std::int64_t settlements = 0;
  Money total, funds, account, cash;
};

// All benefit years of a person, newest first.
Result<std::vector<PersonYear>> FindYears(Region& region, const std::string& psn_no);

struct RegionCounts {
  std::int64_t persons = 0, providers = 0, employers = 0, settlements = 0;  // without reversals
};
Result<RegionCounts> CountRegion(Region& region);

}  // namespace tongchou::service

#endif  // TONGCHOU_SERVICE_PERSONS_H_
