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

#include "base/clock.h"
#include "base/date.h"
#include "base/money.h"
#include "settle/encounter.h"

namespace tongchou::store {

// Numbers of enumerations are stored: never used again for something else.
enum class Gender : std::uint8_t { kUnknown = 0, kMale = 1, kFemale = 2 };
enum class ProviderKind : std::uint8_t { kHospital = 0, kPharmacy = 1 };

enum class EmployerState : std::uint8_t { kActive = 0, kCancelled = 1 };

// An employer (单位) and its file. Of one that was registered before there were files only the
// first three are known.
struct Employer {
  std::string code;  // unique within the area
  std::string name;
  std::string unit_kind = {};     // as the levy rules name it; may be empty
  std::string organisation = {};  // whose office looks after it: a path; empty: the area
  std::string credit_code = {};   // unified social credit code, 18 characters
  std::string address = {}, contact = {}, phone = {}, legal_person = {};
  std::string bank_name = {}, bank_account = {};
  std::string documents = {};  // which were shown and checked
  Date event_day = {};         // of what the file last says: founding, change, cancellation
  Moment registered_at = {};   // 0: before there were files
  EmployerState state = EmployerState::kActive;
  std::int32_t requests = 0;  // for change or cancellation, ever made
  bool late = false;          // the event was reported after its time
  std::int64_t version = 0;   // 0: not stored yet

  bool operator==(const Employer&) const = default;
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

// The monthly wage that an employer declared for a person and a year. A later one of the same year
// corrects an earlier one and says why.
struct WageDeclaration {
  std::string employer;
  std::int32_t year = 0;
  Money wage;
  Moment at;
  std::string reason;  // empty: the first declaration

  bool operator==(const WageDeclaration&) const = default;
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
  std::vector<WageDeclaration> wages;  // in order of declaration
  // The version of the area whose commit last changed coverage or wages; 0: before this was kept.
  std::int64_t changed = 0;
  std::int64_t version = 0;  // 0: not stored yet

  bool operator==(const PersonRow&) const = default;
};

// That the person is, was or will be covered with the employer; the coverage says when.
struct EmploymentRow {
  std::string employer;
  std::int64_t person = 0;

  bool operator==(const EmploymentRow&) const = default;
};

// Who holds a certificate number.
struct CertificateOwner {
  std::string certificate;
  std::int64_t person = 0;

  bool operator==(const CertificateOwner&) const = default;
};

struct UserRow {
  std::string login;
  std::string name;
  std::vector<std::string> roles;
  std::string password_hash;  // as libsodium writes it: algorithm, cost and salt included
  std::string organisation;   // where the user works: a path as of Organisation; empty: the area
};

// Registers and papers that are kept as packed rows and found by their code.
enum class RecordKind : std::uint8_t {
  kSeal = 1,          // by key id: a key that the store is sealed with
  kProviderKey = 2,   // by key: what a provider signs or is signed for with
  kGatewayRule = 3,   // by provider (empty: all): which signatures are asked for
  kOrganisation = 4,  // by code: the agency's offices
  // By "<employer>/<number>": requests to change or cancel an employer.
  kEmployerRequest = 5,
  kImport = 6,           // by id: imports of members
  kImportChunk = 7,      // by "<import>/<chunk>": what came of the rows
  kLevyRun = 8,          // by month "2026-03": the levy of the area
  kLevyBill = 9,         // by "<month>/<employer>/<number>"
  kLevyLines = 10,       // by "<month>/<employer>/<number>/<sheet>": a bill's persons
  kReceiptFile = 11,     // by id: files of receipts
  kReceiptRows = 12,     // by "<file>/<part>": their lines
  kReceipt = 13,         // by the bank's reference
  kDues = 14,            // by employer: what it owes and what came in ("-": what waits for a payer)
  kPayment = 15,         // by "<employer>/<number>": what came of each receipt
  kAccountCredit = 16,   // by "<month>/<employer>/<number>/<sheet>": what accounts were credited
  kArrears = 17,         // by employer: the days on which its members are frozen
  kDunning = 18,         // by "<employer>/<number>": notices, reminders, orders, applications
  kInterestRun = 21,     // by year "2026": the interest of the accounts
  kInterestSheet = 22,   // by "<year>/<block>/<number>": what a block of persons was credited
  kPayout = 23,          // by "<psn_no>/<number>": money paid out of an account
  kOffsite = 24,         // by "<year>/<psn_no>": who is settled elsewhere in that year
  kCard = 25,            // by "<psn_no>/<number>": cards, certificates, prescription books
  kCardNumber = 26,      // by the number on the card: which paper it is
  kPersonRequest = 27,   // by "<psn_no>/<number>": requests to change who a person is
  kDeskList = 28,        // by "<kind>/<day>/<code>": payouts, cards and requests by day
  kWageAudit = 29,       // by "<employer>/<number>": payrolls beside what was declared
  kMemberLogin = 45,     // by psn_no: how an insured person signs in
  kCreditRefund = 46,    // by "<employer>/<number>": an employer's credit paid back
  kSpecialMember = 37,   // by "<group>/<psn_no>": retired cadres, disabled soldiers
  kCheckup = 38,         // by "<psn_no>/<number>": health check-ups of a cadre
  kHardship = 39,        // by "<year>/<employer>": units that are exempt for their cadres
  kYearStandard = 40,    // by "<kind>/<year>": the cadres' standard, the off-site quota
  kManaged = 41,         // by psn_no: the managed account of a cadre
  kSpecialClaim = 42,    // by "<psn_no>/<number>": costs reimbursed, surplus paid out
  kManagedCredit = 43,   // by "<month>/<dues>/<number>": what a paid bill gave managed accounts
  kHousehold = 31,       // by code: a household with its members, those who left too
  kHouseholdOf = 32,     // by psn_no: the household that the person is in
  kEntitled = 33,        // by psn_no: the entitled groups that the person is or was in
  kTarget = 34,          // by "<year>/<scheme>/<office>": how many are to be enrolled
  kFixedRun = 35,        // by month "2027-01": the fixed contributions of the year
  kPolicyVersion = 47,   // by "<pack>/<number>": published versions of a pack, their files
  kPolicyDraft = 48,     // by "<pack>/<number>": what is to become a version
  kWhatIf = 49,          // by "<pack>/<number>": what a policy would have cost, computed and kept
  kProjection = 50,      // by "<pack>/<number>": the years to come under a policy
  kRecompute = 51,       // by "<pack>/<number>": settlements done again under a later version
  kRecomputeSheet = 52,  // by "<pack>/<number>/<sheet>": their settlements and differences
};

struct RecordKey {
  RecordKind kind = RecordKind::kSeal;
  std::string code;

  auto operator<=>(const RecordKey&) const = default;
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
