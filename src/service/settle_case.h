// A settle case: one person of one scheme under one pack, with encounters in order, running totals
// and account carried along. Read from JSON lines (settle_case_json.h) or built from code: the
// examples of a pack are such cases.
//
// What could not be read is kept as "none", so that the answer can name the first fault in the
// order of the contract. Values; thread-safe as any value is.
#ifndef TONGCHOU_SERVICE_SETTLE_CASE_H_
#define TONGCHOU_SERVICE_SETTLE_CASE_H_

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "policy/library.h"
#include "settle/encounter.h"
#include "settle/explain.h"

namespace tongchou::service {

struct CaseEncounter {
  std::string id;
  std::optional<std::string> reverses = {};  // an encounter's id; then nothing below counts
  std::string benefit = {};
  std::optional<Date> date = {};  // none: not a date
  int level = 1;                  // outside 1..3: refused
  settle::Referral referral = settle::Referral::kNone;
  bool use_account = false;
  std::vector<settle::FeeLine> lines = {};
  std::optional<ErrorCode> line_fault = {};  // the first one, line by line; then `lines` is useless
};

struct SettleCase {
  std::string id;
  std::string policy = {};  // the pack's name
  std::string scheme = {};
  std::string category = {};
  std::optional<Date> birth_date = {};  // none: not a date
  int years_insured = 0;
  settle::Aid aid = settle::Aid::kNone;
  bool civil_servant = false;
  bool frozen = false;
  std::optional<Money> account_balance = Money{};  // none: not an amount
  std::vector<CaseEncounter> encounters = {};
};

struct FundPayment {
  std::string fund;
  Money amount;
};

// What an encounter was settled with: enough to settle it once more, with its lines.
struct SettledWith {
  const policy::Epoch* epoch = nullptr;
  const policy::SchemePlan* scheme = nullptr;
  const policy::BenefitPlan* benefit = nullptr;
  settle::PersonFacts facts = {};
  settle::YearTotals totals_before = {};
  Money balance_before = {};
};

// The answer to one encounter. With `error`, only the id counts.
struct EncounterAnswer {
  std::string id;
  std::optional<ErrorCode> error = {};
  settle::Figures figures = {};         // negated for a reversal
  std::vector<FundPayment> funds = {};  // that paid something, in the scheme's order
  Money account_balance = {};           // afterwards
  std::optional<settle::Explanation> explanation = {};  // when asked for; none for a reversal
  std::optional<SettledWith> with = {};  // none for a reversal or a refused encounter
};

struct CaseAnswer {
  std::string id;
  std::vector<EncounterAnswer> results;
};

enum class Explain : bool { kNo, kYes };

// Settles the encounters in order. A refused encounter changes nothing; the next one goes on. When
// several things are wrong the first of this order is answered: pack, scheme, category, id taken,
// (reversal: reference, later settlement), date, pack in force, benefit, level, no lines, lines.
// `pack` is nullptr when no pack has the case's name.
CaseAnswer RunSettleCase(const policy::Pack* pack, const SettleCase& settle_case,
                         Explain explain = Explain::kNo);

// The same with the pack looked up by name.
CaseAnswer RunSettleCase(const policy::Library& library, const SettleCase& settle_case,
                         Explain explain = Explain::kNo);

}  // namespace tongchou::service

#endif  // TONGCHOU_SERVICE_SETTLE_CASE_H_
