#include "service/settle_case.h"

#include <algorithm>
#include <map>
#include <set>

#include "settle/settle_one.h"

namespace tongchou::service {

namespace {

using policy::Epoch;
using settle::Figures;

// A settlement that stands, with what it needs to be taken back.
struct Standing {
  std::string id;
  int year;
  settle::YearTotals totals_before;
  EncounterAnswer answer;
};

Figures Negated(const Figures& figures) {
  Figures negated;
  negated.total = -figures.total;
  negated.full_self_pay = -figures.full_self_pay;
  negated.over_ceiling = -figures.over_ceiling;
  negated.first_self_pay = -figures.first_self_pay;
  negated.eligible = -figures.eligible;
  negated.deductible = -figures.deductible;
  for (std::size_t i = 0; i < figures.layer_paid.size(); ++i) {
    negated.layer_paid[i] = -figures.layer_paid[i];
  }
  negated.funds_paid = -figures.funds_paid;
  negated.burden = -figures.burden;
  negated.account = -figures.account;
  negated.cash = -figures.cash;
  return negated;
}

// What each fund paid, over the layers that pay from it.
std::vector<FundPayment> FundPayments(const policy::SchemePlan& scheme,
                                      const policy::BenefitPlan& benefit, const Figures& figures) {
  std::vector<Money> by_fund(scheme.funds.size());
  for (std::size_t i = 0; i < benefit.layers.size(); ++i) {
    by_fund[benefit.layers[i].fund] += figures.layer_paid[i];
  }
  std::vector<FundPayment> payments;
  for (std::size_t i = 0; i < by_fund.size(); ++i) {
    if (by_fund[i] != Money{}) payments.push_back({scheme.funds[i].id, by_fund[i]});
  }
  return payments;
}

// True when some epoch of the pack satisfies `holds`.
template <typename Holds>
bool AnyEpoch(const policy::Pack& pack, Holds holds) {
  return std::any_of(pack.epochs.begin(), pack.epochs.end(),
                     [&](const auto& epoch) { return holds(*epoch); });
}

const Epoch* EpochOn(const policy::Pack& pack, Date day) {
  const auto found = std::find_if(pack.epochs.begin(), pack.epochs.end(), [day](const auto& epoch) {
    return epoch->in_force.Contains(day);
  });
  return found == pack.epochs.end() ? nullptr : found->get();
}

// What is wrong with the case as a whole; every encounter is answered with it.
std::optional<ErrorCode> CaseFault(const policy::Pack* pack, const SettleCase& settle_case) {
  if (pack == nullptr) return ErrorCode::kUnknownPolicy;
  const auto has_scheme = [&](const Epoch& epoch) {
    return FindScheme(epoch, settle_case.scheme) >= 0;
  };
  if (!AnyEpoch(*pack, has_scheme)) return ErrorCode::kUnknownScheme;
  const auto has_category = [&](const Epoch& epoch) {
    const int scheme = FindScheme(epoch, settle_case.scheme);
    return scheme >= 0 && FindCategory(epoch.schemes[scheme], settle_case.category) >= 0;
  };
  if (!AnyEpoch(*pack, has_category)) return ErrorCode::kUnknownCategory;
  return {};
}

// The plan of one encounter.
struct Place {
  const Epoch* epoch = nullptr;
  const policy::SchemePlan* scheme = nullptr;
  const policy::BenefitPlan* benefit = nullptr;
  int category = 0;
};

class CaseRunner {
 public:
  CaseRunner(const policy::Pack* pack, const SettleCase& settle_case, Explain explain)
      : pack_(pack),
        case_(settle_case),
        explain_(explain),
        fault_(CaseFault(pack, settle_case)),
        balance_(settle_case.account_balance.value_or(Money{})) {}

  EncounterAnswer Answer(const CaseEncounter& encounter) {
    Result<EncounterAnswer> answer = Take(encounter);
    if (!answer.ok()) return {.id = encounter.id, .error = answer.error().code};
    taken_.insert(encounter.id);
    return *std::move(answer);
  }

 private:
  Result<EncounterAnswer> Take(const CaseEncounter& encounter) {
    if (fault_) return *fault_;
    if (taken_.contains(encounter.id)) return ErrorCode::kDuplicateId;
    if (encounter.reverses) return Reverse(encounter);
    const Result<Place> place = PlaceOf(encounter);
    if (!place.ok()) return place.error();
    if (!case_.account_balance) return ErrorCode::kBadAmount;
    if (encounter.line_fault) return *encounter.line_fault;
    return Settle(encounter, *place);
  }

  Result<EncounterAnswer> Reverse(const CaseEncounter& encounter) {
    const auto standing =
        std::find_if(standing_.begin(), standing_.end(),
                     [&](const Standing& other) { return other.id == *encounter.reverses; });
    if (standing == standing_.end()) return ErrorCode::kUnknownReference;
    if (std::next(standing) != standing_.end()) return ErrorCode::kLaterSettlementExists;
    Standing last = std::move(standing_.back());
    standing_.pop_back();
    totals_[last.year] = last.totals_before;
    balance_ += last.answer.figures.account;
    EncounterAnswer answer{.id = encounter.id,
                           .figures = Negated(last.answer.figures),
                           .funds = std::move(last.answer.funds),
                           .account_balance = balance_};
    for (FundPayment& payment : answer.funds) payment.amount = -payment.amount;
    return answer;
  }

  // Finds the plan; refuses in the order of the contract up to "no lines".
  Result<Place> PlaceOf(const CaseEncounter& encounter) const {
    if (!encounter.date || !case_.birth_date) return ErrorCode::kBadDate;
    Place place{.epoch = EpochOn(*pack_, *encounter.date)};
    if (place.epoch == nullptr) return ErrorCode::kNoPolicyInForce;
    const int scheme = FindScheme(*place.epoch, case_.scheme);
    if (scheme < 0) return ErrorCode::kUnknownScheme;
    place.scheme = &place.epoch->schemes[scheme];
    place.category = FindCategory(*place.scheme, case_.category);
    if (place.category < 0) return ErrorCode::kUnknownCategory;
    const int benefit = FindBenefit(*place.scheme, encounter.benefit);
    if (benefit < 0) return ErrorCode::kUnknownBenefit;
    place.benefit = &place.scheme->benefits[benefit];
    if (encounter.level < 1 || encounter.level > 3) return ErrorCode::kUnknownLevel;
    if (encounter.lines.empty() && !encounter.line_fault) return ErrorCode::kNoLines;
    return place;
  }

  Result<EncounterAnswer> Settle(const CaseEncounter& encounter, const Place& place) {
    const settle::PersonFacts facts{.category = place.category,
                                    .age = AgeOn(*encounter.date, *case_.birth_date),
                                    .years_insured = case_.years_insured,
                                    .aid = case_.aid,
                                    .civil_servant = case_.civil_servant,
                                    .frozen = case_.frozen};
    const settle::Encounter input{.level = encounter.level,
                                  .referral = encounter.referral,
                                  .use_account = encounter.use_account,
                                  .lines = encounter.lines};
    const int year = BenefitYearOf(*place.epoch, *encounter.date);
    settle::YearTotals& totals = totals_[year];
    const settle::YearTotals before = totals;
    EncounterAnswer answer{.id = encounter.id};
    answer.with = {place.epoch, place.scheme, place.benefit, facts, before, balance_};
    if (explain_ == Explain::kYes) {
      Result<settle::Explanation> explained =
          ExplainOne(*place.epoch, *place.scheme, *place.benefit, facts, input, balance_, totals);
      if (!explained.ok()) return WithinVocabulary(explained.error().code);
      answer.figures = explained->figures;
      answer.explanation = *std::move(explained);
    } else {
      const Result<Figures> figures = SettleOne(*place.benefit, facts, input, balance_, totals);
      if (!figures.ok()) return WithinVocabulary(figures.error().code);
      answer.figures = *figures;
    }
    balance_ -= answer.figures.account;
    answer.funds = FundPayments(*place.scheme, *place.benefit, answer.figures);
    answer.account_balance = balance_;
    standing_.push_back({encounter.id, year, before, answer});
    return answer;
  }

  // The contract knows no code of its own for a sum that is too large.
  static ErrorCode WithinVocabulary(ErrorCode code) {
    return code == ErrorCode::kAmountOverflow ? ErrorCode::kBadAmount : code;
  }

  const policy::Pack* pack_;
  const SettleCase& case_;
  const Explain explain_;
  const std::optional<ErrorCode> fault_;
  Money balance_;
  std::set<std::string, std::less<>> taken_;
  std::map<int, settle::YearTotals> totals_;  // by benefit year
  std::vector<Standing> standing_;            // in order of settling
};

}  // namespace

CaseAnswer RunSettleCase(const policy::Pack* pack, const SettleCase& settle_case, Explain explain) {
  CaseRunner runner(pack, settle_case, explain);
  CaseAnswer answer{.id = settle_case.id, .results = {}};
  answer.results.reserve(settle_case.encounters.size());
  for (const CaseEncounter& encounter : settle_case.encounters) {
    answer.results.push_back(runner.Answer(encounter));
  }
  return answer;
}

CaseAnswer RunSettleCase(const policy::Library& library, const SettleCase& settle_case,
                         Explain explain) {
  return RunSettleCase(library.Find(settle_case.policy), settle_case, explain);
}

}  // namespace tongchou::service
