// The compiled rules of personal accounts and cards for one period of a pack: interest, payouts to
// those who live elsewhere, fees of cards and books.
//
// Values compiled from a pack; immutable, therefore thread-safe.
#ifndef TONGCHOU_POLICY_ACCOUNT_RULES_H_
#define TONGCHOU_POLICY_ACCOUNT_RULES_H_

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/date.h"
#include "base/money.h"
#include "base/text.h"

namespace tongchou::policy {

// Which money of an account is used before the other.
enum class UsesFirst : std::uint8_t { kCarriedOver, kCurrentYear };

// Interest a year on what was credited in the benefit year and on what was carried over into it.
struct InterestRules {
  Ratio current_year, carried_over;
  int days_a_year = 360;  // that a rate a year stands for: 360 or 365
  UsesFirst uses_first = UsesFirst::kCarriedOver;

  bool operator==(const InterestRules&) const = default;
};

// Something that is made for a person against a fee: a card, a certificate, a book.
struct CardItem {
  std::string id;
  Text title;
  bool card = false;  // has a number by which a provider may find the person
  Money fee, replacement_fee;
};

// As what the care of somebody counts who is registered as living elsewhere and treated there.
enum class OffsiteReferral : std::uint8_t { kAsAtHome, kReferred, kUnreferred };

struct AccountRules {
  DateRange in_force;
  std::optional<InterestRules> interest;
  int payouts_a_year = 0;  // to those who are settled elsewhere; 0: none
  // Without a rule a registration changes nothing.
  OffsiteReferral offsite_referral = OffsiteReferral::kUnreferred;
  std::vector<CardItem> items;
};

}  // namespace tongchou::policy

#endif  // TONGCHOU_POLICY_ACCOUNT_RULES_H_
