// The registers as they are kept: employers, providers, catalogue, persons with their coverage,
// users.
//
// Plain values; thread-safe as any value is.
#ifndef TONGCHOU_STORE_REGISTER_ROWS_H_
#define TONGCHOU_STORE_REGISTER_ROWS_H_

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/date.h"
#include "base/money.h"
#include "settle/encounter.h"

namespace tongchou::store {

// Numbers of enumerations are stored: never used again for something else.
enum class Gender : std::uint8_t { kUnknown = 0, kMale = 1, kFemale = 2 };
enum class ProviderKind : std::uint8_t { kHospital = 0, kPharmacy = 1 };

struct Employer {
  std::string code;  // unique within the area
  std::string name;
  std::string unit_kind;  // as the levy rules name it; may be empty
};

struct Provider {
  std::string code;  // fixmedins_code: "H99010000001"
  std::string name;
  ProviderKind kind = ProviderKind::kHospital;
  int level = 1;  // 1..3; a pharmacy settles as level 1
};

// What somebody is insured as over an interval; it decides the facts of a settlement on a day.
struct Coverage {
  std::string scheme;  // the pack's words
  std::string category;
  std::string employer;  // code; empty: none
  DateRange range;
  settle::Aid aid = settle::Aid::kNone;
  bool civil_servant = false;
  Date insured_since;   // for the years insured; the first day of `range` when left at 1970-01-01
  bool frozen = false;  // no fund pays
  std::string reason;   // why frozen

  bool operator==(const Coverage&) const = default;
};

// One dated version of a catalogue item; it holds from `from` until the next version of `code`.
struct CatalogueItem {
  std::string code;  // med_list_codg
  std::string name;
  Date from;
  settle::FeeClass fee_class = settle::FeeClass::kA;
  std::array<std::optional<Money>, 3> unit_ceiling;  // by level of the provider; none: no limit
  std::optional<Ratio> first_ratio;                  // none: the pack's default of the class
  bool limited_use = false;        // lmt_used_flag: covered only when the hospital approved it
  std::string list_type = "101";   // 101 western drug, 201 service, 301 material, …
  std::string charge_type = "09";  // med_chrgitm_type

  bool operator==(const CatalogueItem&) const = default;
};

struct PersonRow {
  std::int64_t person = 0;
  std::string name;
  std::string certificate_type;
  std::string certificate;
  Gender gender = Gender::kUnknown;
  Date birth;
  std::vector<Coverage> coverage;  // in order of time
  std::string organisation;        // whose office looks after the person: a path; empty: the area
  // The sealed certificate, when `certificate` is what it is looked up by. SealedStore's business:
  // empty in every row that it gives.
  std::string sealed;
  std::int64_t version = 0;  // 0: not stored yet

  bool operator==(const PersonRow&) const = default;
};

struct UserRow {
  std::string login;
  std::string name;
  std::vector<std::string> roles;
  std::string password_hash;  // as libsodium writes it: algorithm, cost and salt included
  std::string organisation;   // where the user works: a path as of Organisation; empty: the area
};

// Small registers that are read whole.
enum class RecordKind : std::uint8_t {
  kSeal = 1,          // by key id: a key that the store is sealed with
  kProviderKey = 2,   // by key: what a provider signs or is signed for with
  kGatewayRule = 3,   // by provider (empty: all): which signatures are asked for
  kOrganisation = 4,  // by code: the agency's offices
};

struct RecordRow {
  RecordKind kind = RecordKind::kSeal;
  std::string code;
  std::string body;          // a packed row; its owner knows the form
  std::string secret;        // kept sealed; empty: none
  std::int64_t version = 0;  // 0: not stored yet

  bool operator==(const RecordRow&) const = default;
};

}  // namespace tongchou::store

#endif  // TONGCHOU_STORE_REGISTER_ROWS_H_
