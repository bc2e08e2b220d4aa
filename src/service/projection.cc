#include "service/projection.h"

#include <algorithm>
#include <filesystem>
#include <map>
#include <utility>

#include "service/kept_result.h"
#include "service/policy_shelf.h"
#include "service/policy_variant.h"
#include "service/projection_base.h"
#include "service/projection_spend.h"
#include "service/what_if.h"
#include "service/what_if_names.h"

namespace tongchou::service {
namespace {

constexpr std::int64_t kFewestPaths = 10;
// With more cases than this in the year, every k-th person is computed.
constexpr std::int64_t kMostRows = 4'000'000;

Error BadParameter(const char* where) { return Error{ErrorCode::kBadParameter, {}, where}; }

// The rules have to hold in every month that may be computed, whichever is the first.
bool HoldsAhead(const policy::Pack& pack, Date today) {
  for (int month = 0; month <= static_cast<int>(kProjectedMonths) + 1; ++month) {
    if (EpochOn(pack, MonthStart(today, month)) == nullptr) return false;
  }
  return true;
}

Result<std::vector<PolicyVariant>> VariantsOf(Region& region, const ProjectionOrder& order) {
  if (order.variants.empty() || order.variants.size() > kMostProjected) {
    return BadParameter("variants");
  }
  std::vector<PolicyVariant> found;
  for (const std::string& name : order.variants) {
    if (name == kAsPaid) return BadParameter("variants");
    Result<PolicyVariant> variant = FindVariantAsOf(region, name);
    if (!variant.ok()) return variant.error();
    if (!HoldsAhead(*variant->pack, region.today())) {
      return Error{ErrorCode::kNoPolicyInForce, {}, variant->pack->id};
    }
    found.push_back(*std::move(variant));
  }
  return found;
}

Status CheckNumbers(const ProjectionOrder& order) {
  if (order.paths < kFewestPaths || order.paths > kMostPaths) return BadParameter("paths");
  return CheckAssumptions(order.assumptions);
}

// The parts of the work as one: the extract, the register, each year.
class Meter {
 public:
  explicit Meter(const ProjectionOrder& order) : order_(order) {}

  std::function<bool(std::int64_t, std::int64_t)> Part(std::size_t part) const {
    if (!order_.progress) return {};
    return [this, part](std::int64_t done, std::int64_t total) {
      const std::int64_t within = total > 0 ? std::min(done * kPart / total, kPart) : 0;
      return order_.progress(static_cast<std::int64_t>(part) * kPart + within, kParts * kPart);
    };
  }
  bool Tell(std::size_t part) const { return !order_.progress || Part(part)(0, 1); }

  static constexpr std::size_t kExtract = 0, kRegister = 1, kYears = 2;

 private:
  static constexpr std::int64_t kPart = 1000;
  static constexpr std::int64_t kParts = kYears + kProjectedYears;
  const ProjectionOrder& order_;
};

std::int64_t RowsIn(const settle::PastCases& cases, const ProjectionSpan& span) {
  std::int64_t rows = 0;
  for (std::size_t row = 0; row < cases.rows(); ++row) {
    const std::int32_t day = cases.SettledDay(row);
    rows += span.from.days() <= day && day <= span.through.days() ? 1 : 0;
  }
  return rows;
}

bool PaysByWages(const policy::Pack& pack, const std::string& scheme) {
  return std::ranges::find(pack.levy, scheme, &policy::LevyRules::scheme) != pack.levy.end();
}

// A scheme with its members of each year and what they do to income and spending.
struct SchemeAhead {
  std::vector<AgeCounts> members;
  bool by_wages = false;

  // Income of year `year` (0 is now) against now.
  std::int64_t IncomeFactor(std::size_t year, const Assumptions& assumed) const {
    const std::int64_t now = PayersOf(members.front(), by_wages, assumed);
    const std::int64_t later = PayersOf(members[year], by_wages, assumed);
    return now == 0 ? kWhole : DivideRoundHalfAway(Int128{later} * kWhole, now);
  }
};

// Works out the funds of all variants, year by year.
class Projector {
 public:
  Projector(const ProjectionOrder& order, const std::vector<PolicyVariant>& variants,
            const settle::PastCases& cases, Projection& made)
      : order_(order), variants_(variants), cases_(cases), made_(made) {}

  void AddSchemes(const policy::Pack& pack, const std::map<std::string, SchemeMembers>& schemes,
                  const WhatIfNames& names) {
    for (const auto& [scheme, counted] : schemes) {
      SchemeAhead& ahead = schemes_[scheme];
      ahead.members = MembersAhead(counted.now, counted.joining, order_.assumptions);
      ahead.by_wages = PaysByWages(pack, scheme);
      made_.members.push_back(MembersPaper(scheme, ahead, names.Scheme(scheme)));
    }
  }

  void AddBase(const BaseFunds& base) {
    for (std::vector<Fund>* funds : AllFunds()) {
      for (const BaseFund& from : base.funds) {
        Fund& fund = FundOf(from.scheme, from.fund, *funds);
        fund.ahead.opening = from.opening;
        AddIncome(from, fund.ahead);
      }
    }
  }

  Status AddSpending(const Meter& meter, const ProjectionSpan& span) {
    const auto schemes = static_cast<std::uint16_t>(cases_.words->schemes.size());
    for (std::size_t year = 1; year <= kProjectedYears; ++year) {
      if (!meter.Tell(Meter::kYears + year - 1)) return ErrorCode::kWorkCancelled;
      for (std::uint16_t scheme = 0; scheme < schemes; ++scheme) {
        const Status added =
            AddSchemeYear({scheme, year, Index(Assumed::kPriceGrowth, year), made_.every, span,
                           Packs(), meter.Part(Meter::kYears + year - 1)});
        if (!added.ok()) return added;
      }
    }
    return Done{};
  }

  void Finish(const WhatIfNames& names) {
    const std::vector<Path> paths =
        DrawPaths(order_.seed, static_cast<std::size_t>(order_.paths), order_.assumptions);
    for (std::size_t i = 0; i < variants_.size(); ++i) {
      made_.variants.push_back(VariantPaper(i, paths, names));
    }
  }

 private:
  struct Fund {
    std::string scheme, fund;
    FundAhead ahead;

    bool any() const {
      const auto not_zero = [](std::int64_t fen) { return fen != 0; };
      return ahead.opening != 0 || std::ranges::any_of(ahead.income, not_zero) ||
             std::ranges::any_of(ahead.spending, not_zero);
    }
  };
  struct Variant {
    std::vector<Fund> funds;
    std::array<std::array<Int128, kProjectedYears>, kAgeGroups> ages{};
    std::map<ErrorCode, ProjectionRefusal> refusals;
  };

  std::int64_t Index(Assumed growth, std::size_t years) const {
    return IndexOf(ValueOf(order_.assumptions, growth), years);
  }

  std::vector<const policy::Pack*> Packs() const {
    std::vector<const policy::Pack*> packs;
    for (const PolicyVariant& variant : variants_) packs.push_back(variant.pack.get());
    return packs;
  }

  std::vector<std::vector<Fund>*> AllFunds() {
    std::vector<std::vector<Fund>*> all;
    for (Variant& variant : ahead_) all.push_back(&variant.funds);
    return all;
  }

  const SchemeAhead* Scheme(const std::string& scheme) const {
    const auto found = schemes_.find(scheme);
    return found == schemes_.end() ? nullptr : &found->second;
  }

  Fund& FundOf(const std::string& scheme, const std::string& id, std::vector<Fund>& funds) {
    for (Fund& fund : funds) {
      if (fund.scheme == scheme && fund.fund == id) return fund;
    }
    Fund added{scheme, id, {}};
    const SchemeAhead* ahead = Scheme(scheme);
    added.ahead.by_wages = ahead != nullptr && ahead->by_wages;
    added.ahead.income.assign(kProjectedMonths, 0);
    added.ahead.spending.assign(kProjectedMonths, 0);
    return funds.emplace_back(std::move(added));
  }

  void AddIncome(const BaseFund& from, FundAhead& fund) {
    const SchemeAhead* scheme = Scheme(from.scheme);
    const Assumed growth = fund.by_wages ? Assumed::kWageGrowth : Assumed::kFixedGrowth;
    for (std::size_t month = 0; month < kProjectedMonths; ++month) {
      const std::size_t year = month / kMonthsOfYear + 1;
      const std::int64_t payers =
          scheme == nullptr ? kWhole : scheme->IncomeFactor(year, order_.assumptions);
      fund.income[month] = static_cast<std::int64_t>(
          Scaled(from.income[month % kMonthsOfYear], {Index(growth, year), payers}));
    }
  }

  Status AddSchemeYear(const YearOrder& order) {
    const auto spending = SpendYear(cases_, order);
    if (!spending.ok()) return spending.error();
    const std::string& name = cases_.words->schemes[order.scheme];
    const SchemeAhead* scheme = Scheme(name);
    std::array<std::int64_t, kAgeGroups> ratios;
    ratios.fill(kWhole);
    if (scheme != nullptr) {
      ratios = GroupRatios(scheme->members.front(), scheme->members[order.year]);
    }
    const std::int64_t visits = Index(Assumed::kVisitGrowth, order.year);
    for (std::size_t i = 0; i < spending->size(); ++i) {
      TakeYear((*spending)[i], {name, order.year - 1, visits, ratios}, ahead_[i]);
    }
    return Done{};
  }

  struct YearTerms {
    const std::string& scheme;
    std::size_t year;  // 0 is the first ahead
    std::int64_t visits;
    const std::array<std::int64_t, kAgeGroups>& ratios;
  };

  void TakeYear(const YearSpending& year, const YearTerms& terms, Variant& into) {
    std::array<std::int64_t, kMonthsOfYear> members{};
    for (std::size_t i = 0; i < kMonthsOfYear; ++i) {
      members[i] = MembersFactor(year.groups[i], terms.ratios);
    }
    for (const auto& [id, months] : year.funds) {
      FundAhead& fund = FundOf(terms.scheme, id, into.funds).ahead;
      for (std::size_t i = 0; i < kMonthsOfYear; ++i) {
        fund.spending[terms.year * kMonthsOfYear + i] +=
            static_cast<std::int64_t>(Scaled(months[i], {members[i], terms.visits}));
      }
    }
    for (const GroupSpending& month : year.groups) {
      for (std::size_t group = 0; group < kAgeGroups; ++group) {
        into.ages[group][terms.year] += Scaled(month[group], {terms.ratios[group], terms.visits});
      }
    }
    for (const auto& [code, refusal] : year.refusals) {
      ProjectionRefusal& known =
          into.refusals.try_emplace(code, ProjectionRefusal{code, 0, refusal.settlement})
              .first->second;
      known.encounters += refusal.encounters;
    }
  }

  ProjectedMembers MembersPaper(const std::string& scheme, const SchemeAhead& ahead,
                                const Text& name) const {
    constexpr std::size_t kWorkingFrom = 18, kOldFrom = 60;
    ProjectedMembers paper{scheme, name, ahead.by_wages, {}};
    const auto persons = [](std::int64_t members) {
      return DivideRoundHalfAway(members, kMillion);
    };
    for (std::size_t year = 0; year <= kProjectedYears; ++year) {
      const AgeCounts& members = ahead.members[year];
      paper.years[year] = {persons(MembersOf(members, 0, kAges)),
                           persons(MembersOf(members, 0, kWorkingFrom - 1)),
                           persons(MembersOf(members, kWorkingFrom, kOldFrom - 1)),
                           persons(MembersOf(members, kOldFrom, kAges)),
                           persons(PayersOf(members, ahead.by_wages, order_.assumptions))};
    }
    return paper;
  }

  static ProjectedFund FundPaper(const Fund& fund, const std::vector<Path>& paths) {
    return {fund.scheme,
            fund.fund,
            {},
            fund.ahead.opening,
            fund.ahead.income,
            fund.ahead.spending,
            BandOf(std::span(&fund.ahead, 1), paths)};
  }

  static ProjectedFund Together(const std::vector<FundAhead>& funds,
                                const std::vector<Path>& paths) {
    ProjectedFund all;
    all.name = {"全部基金合计", "all funds together"};
    all.income.assign(kProjectedMonths, 0);
    all.spending.assign(kProjectedMonths, 0);
    for (const FundAhead& fund : funds) {
      all.opening += fund.opening;
      for (std::size_t i = 0; i < kProjectedMonths; ++i) {
        all.income[i] += fund.income[i];
        all.spending[i] += fund.spending[i];
      }
    }
    all.band = BandOf(funds, paths);
    return all;
  }

  ProjectedVariant VariantPaper(std::size_t index, const std::vector<Path>& paths,
                                const WhatIfNames& names) const {
    const PolicyVariant& rules = variants_[index];
    const Variant& from = ahead_[index];
    ProjectedVariant paper{rules.name, rules.pack->id, rules.pack->digest, TitleOf(rules), {}, {},
                           {}};
    for (const auto& [code, refusal] : from.refusals) paper.refusals.push_back(refusal);
    std::vector<FundAhead> shown;
    for (const Fund& fund : from.funds) {
      if (!fund.any()) continue;
      shown.push_back(fund.ahead);
      paper.funds.push_back(FundPaper(fund, paths));
      paper.funds.back().name = names.Fund(fund.scheme, fund.fund);
    }
    if (shown.empty()) shown.push_back({0, false, NoMonths(), NoMonths()});
    paper.funds.push_back(Together(shown, paths));
    for (std::size_t group = 0; group < kAgeGroups; ++group) {
      ProjectedAges ages{static_cast<std::int64_t>(group * kGroupYears), {}};
      bool any = false;
      for (std::size_t year = 0; year < kProjectedYears; ++year) {
        ages.spending[year] = static_cast<std::int64_t>(from.ages[group][year]);
        any = any || ages.spending[year] != 0;
      }
      if (any) paper.ages.push_back(ages);
    }
    return paper;
  }

  static std::vector<std::int64_t> NoMonths() {
    return std::vector<std::int64_t>(kProjectedMonths, 0);
  }

  const ProjectionOrder& order_;
  const std::vector<PolicyVariant>& variants_;
  const settle::PastCases& cases_;
  Projection& made_;
  std::map<std::string, SchemeAhead> schemes_;
  std::vector<Variant> ahead_ = std::vector<Variant>(variants_.size());
};

// What the result says of its base.
Projection Head(Region& region, const ProjectionOrder& order, const Extract& extract,
                const ProjectionSpan& span) {
  Projection made;
  made.pack = region.pack().id;
  made.at = region.clock().Now();
  made.known = region.today();
  made.base = span.base;
  made.from = span.from;
  made.through = span.through;
  made.start = span.start;
  made.last_settlement = extract.last_settlement();
  made.encounters = RowsIn(extract.cases(), span);
  made.every = std::max<std::int64_t>((made.encounters + kMostRows - 1) / kMostRows, 1);
  made.seed = order.seed;
  made.paths = order.paths;
  made.assumptions = order.assumptions;
  return made;
}

}  // namespace

Status CheckProjection(Region& region, const ProjectionOrder& order) {
  if (const Status checked = CheckNumbers(order); !checked.ok()) return checked;
  const auto variants = VariantsOf(region, order);
  return variants.ok() ? Status(Done{}) : Status(variants.error());
}

Result<Projection> ComputeProjection(Region& region, const std::string& folder,
                                     const ProjectionOrder& order) {
  if (const Status checked = CheckNumbers(order); !checked.ok()) return checked.error();
  const auto variants = VariantsOf(region, order);
  if (!variants.ok()) return variants.error();
  const Meter meter(order);
  std::error_code ignored;  // when it cannot be made, writing the extract says so
  std::filesystem::create_directories(folder, ignored);
  const auto extract =
      UpdateExtract(region, ExtractPath(region, folder), {false, meter.Part(Meter::kExtract)});
  if (!extract.ok()) return extract.error();
  const settle::PastCases& cases = (*extract)->cases();
  const Result<ProjectionSpan> span = SpanOf(cases, region.today());
  if (!span.ok()) return span.error();
  Projection made = Head(region, order, **extract, *span);
  if (made.encounters == 0) return Error{ErrorCode::kNoHistory, {}, ToString(span->from)};
  const auto members =
      CountMembers(region, region.today(), [&] { return meter.Tell(Meter::kRegister); });
  if (!members.ok()) return members.error();
  const Result<BaseFunds> funds = GatherFunds(region, *span);
  if (!funds.ok()) return funds.error();
  made.income_months = funds->income_months;
  const auto names = WhatIfNames::Of(region, *variants);
  if (!names.ok()) return names.error();
  Projector projector(order, *variants, cases, made);
  projector.AddSchemes(region.pack(), *members, *names);
  projector.AddBase(*funds);
  const Status spent = projector.AddSpending(meter, *span);
  if (!spent.ok()) return spent.error();
  projector.Finish(*names);
  return made;
}

Result<Projection> KeepProjection(Region& region, const std::string& actor, Projection result) {
  const KeptKind of{store::RecordKind::kProjection, result.pack};
  return KeepPaper(region, actor, "keep_projection", of, std::move(result));
}

Result<std::vector<Projection>> FindProjections(Region& region) {
  return KeptPapers(region, store::RecordKind::kProjection, ProjectionOf);
}

Result<Projection> GetProjection(Region& region, std::int64_t number) {
  return KeptPaper(region, store::RecordKind::kProjection, number, ProjectionOf);
}

}  // namespace tongchou::service
