// Words: what the ids of a pack (schemes, categories, benefits, layers, funds) and the closed lists
// of the register are called, as {"id", "name"}.
//
// Immutable; thread-safe. An id that the pack does not know is its own name.
#ifndef TONGCHOU_CONSOLE_WORDS_H_
#define TONGCHOU_CONSOLE_WORDS_H_

#include <string_view>

#include "console/json_text.h"
#include "service/funds.h"
#include "service/persons.h"
#include "service/region.h"

namespace tongchou::console {

class Words {
 public:
  // The words of the region's own pack on `day` (on its nearest day in force).
  Words(const service::Region& region, Date day);

  // The words of one epoch, which outlives this.
  explicit Words(const policy::Epoch* epoch) : epoch_(epoch) {}

  json::object Scheme(std::string_view scheme) const;
  json::object Category(std::string_view scheme, std::string_view category) const;
  json::object Benefit(std::string_view scheme, std::string_view benefit) const;
  json::object Fund(std::string_view scheme, std::string_view fund) const;

  // The plan of a scheme, or nullptr.
  const policy::SchemePlan* Plan(std::string_view scheme) const;

 private:
  const policy::Epoch* epoch_;
};

// A member of an axis of the packs: ("level", "3").
json::object MemberJson(std::string_view axis, std::string_view member);

json::object SexJson(service::Gender gender);
json::object CertificateTypeJson(std::string_view type);
json::value AidJson(settle::Aid aid);                 // null: none
json::value ReferralJson(settle::Referral referral);  // null: none

// "active", "frozen", "ended", "none".
std::string_view StatusCode(service::CoverageStatus status);

// "990100********1234": the middle of an identity number hidden.
std::string MaskedCertificate(std::string_view number);

// What was looked for and how much of it was shown, for the audit trail. What may be a certificate
// number is masked.
std::string SearchNote(std::string_view asked, std::size_t shown);

// The benefit called `id`, or nullptr.
const policy::BenefitPlan* BenefitOf(const policy::SchemePlan& scheme, std::string_view id);

}  // namespace tongchou::console

#endif  // TONGCHOU_CONSOLE_WORDS_H_
