// What is claimed of an employer outside of the monthly levy, a line for each person, and why: the
// figures of a line computed from its input and the pack, and their explanation.
//
// The bill of a claim is a LevyBill of a dues book. Of its lines' inputs, `category` says by which
// rule the line is computed. Pure; thread-safe.
#ifndef TONGCHOU_SERVICE_CLAIM_TERMS_H_
#define TONGCHOU_SERVICE_CLAIM_TERMS_H_

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "policy/pack_model.h"
#include "service/dues_book.h"
#include "service/policy_view.h"

namespace tongchou::service {

// By which rule a line of a claim is computed.
enum class ClaimWay : std::uint8_t {
  kLife,       // pre-funding: the life that is left × rate × average monthly wage (input.wage);
               // input.age is the age in months when it was declared
  kYears,      // pre-funding: fixed years × rate × average monthly wage
  kBackMan,    // back payment to the statutory age; input.age is the age in months at retirement
  kBackWoman,  // the same
  kCadre,      // the year's standard (input.wage) of a retired cadre
  kSoldier,    // what the funds paid for a disabled soldier in the month; not computed here
};
struct ClaimWayRow {
  ClaimWay way;
  std::string_view code;  // the category of a line
  Text title;
};
std::span<const ClaimWayRow> AllClaimWays();
// The way with this code, or nullptr.
const ClaimWayRow* FindClaimWay(std::string_view code);

// The months that a line of pre-funding or back payment stands for, and its figures. Refusals:
// kNoPolicyInForce (the pack has no such rule in the month), kUnknownCategory.
struct ClaimFigures {
  int months = 0;
  LevyFigures figures;
};
Result<ClaimFigures> ClaimFiguresOf(const policy::Pack& pack, Month month, const LevyInput& input);

// An amount of everything claimed for one person: all of it the employer's, for the pooled fund.
LevyFigures PooledFigures(Money amount);

// One figure with its arithmetic and the clause that it rests on.
struct ClaimStep {
  Text arithmetic;
  Money amount;
  std::optional<CitationView> citation;
  std::optional<Date> since;
};
// Why a line is what it is. Empty for what is not computed here.
std::vector<ClaimStep> ExplainClaim(const policy::Pack& pack, Month month, const LevyInput& input);

// The clause of a table on a day; nothing when it does not hold then.
std::optional<ClaimStep> CiteTable(const policy::Pack& pack,
                                   const std::optional<policy::Parameter>& table, Date day);

}  // namespace tongchou::service

#endif  // TONGCHOU_SERVICE_CLAIM_TERMS_H_
