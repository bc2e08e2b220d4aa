// The registers: employers, providers, insured persons and their coverage, the catalogue.
//
// Thread-safe. Bulk verbs are one transaction: all rows or none. Every one of them leaves an audit
// row of `actor`.
#ifndef TONGCHOU_SERVICE_REGISTER_H_
#define TONGCHOU_SERVICE_REGISTER_H_

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/date.h"
#include "base/money.h"
#include "base/result.h"
#include "store/register_rows.h"

namespace tongchou::service {

class Region;

using store::CatalogueItem;
using store::Coverage;
using store::Employer;
using store::Gender;
using store::Provider;
using store::ProviderKind;

struct NewPerson {
  std::string name;
  std::string certificate_type = "01";  // psn_cert_type
  std::string certificate;              // certno; unique within the area
  Gender gender = Gender::kUnknown;
  Date birth;
  std::vector<Coverage> coverage;  // in order of time; intervals of one scheme do not overlap
  Money account_opening;           // credited to the personal account through the ledger
  std::string organisation;        // path of the one that looks after the person; see Scope
  std::vector<store::WageDeclaration> wages;
};

// Refusals: kDuplicateId (code taken), store_* codes.
Status RegisterEmployers(Region& region, const std::string& actor, std::vector<Employer> employers);

// Refusals: kDuplicateId, kUnknownLevel, store_* codes.
Status RegisterProviders(Region& region, const std::string& actor, std::vector<Provider> providers);

// Enrols persons in order and returns their numbers (psn_no). Refusals, with the place in `where`:
// kDuplicateId (certificate), kUnknownScheme, kUnknownCategory, kUnknownEmployer, kBadCoverage
// (intervals overlap or end before they begin), kBadAmount (a negative opening), store_* codes.
Result<std::vector<std::string>> EnrolPersons(Region& region, const std::string& actor,
                                              std::vector<NewPerson> persons);

// Adds dated versions of catalogue items. Refusals: kDuplicateId (same code and first day).
Status PutCatalogueItems(Region& region, const std::string& actor,
                         std::vector<CatalogueItem> items);

// Freezes (or thaws) a person's coverage by `scheme` from `from` on. The interval that holds `from`
// is split there. Refusals: kUnknownPerson, kNoCoverage.
Status SetCoverageFrozen(Region& region, const std::string& actor, const std::string& psn_no,
                         const std::string& scheme, Date from, bool frozen,
                         const std::string& reason);

// Reads, from memory.
std::optional<Provider> FindProvider(const Region& region, const std::string& code);
std::optional<Employer> FindEmployer(const Region& region, const std::string& code);
std::optional<CatalogueItem> FindCatalogueItem(const Region& region, const std::string& code,
                                               Date day);
std::vector<Provider> AllProviders(const Region& region);
std::int64_t CountEmployers(const Region& region);

}  // namespace tongchou::service

#endif  // TONGCHOU_SERVICE_REGISTER_H_
