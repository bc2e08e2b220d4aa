#include "service/special_year.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "service/account_year.h"
#include "service/desk_work.h"
#include "service/employers.h"
#include "service/policy_at.h"
#include "service/region.h"
#include "service/special_list.h"

namespace tongchou::service {
namespace {

constexpr int kPage = 200;
constexpr std::size_t kLongestText = 400;

DateRange DaysOf(const policy::Pack& pack, std::int32_t year) {
  const levy::InterestSpan span = BenefitYear(pack, year);
  return {span.from, span.until.PlusDays(-1)};
}

// The rules that hold when the year begins.
Result<const policy::SpecialRules*> RulesOfYear(const Region& region, StandardKind kind,
                                                std::int32_t year) {
  const auto rules = SpecialRulesOn(region.pack(), BenefitYear(region.pack(), year).from);
  if (!rules.ok()) return rules;
  const bool there =
      kind == StandardKind::kCadre ? (*rules)->cadres.has_value() : (*rules)->quota.has_value();
  if (!there) return Refuse(ErrorCode::kNoSpecialRules, region.pack().id);
  return rules;
}

// What was reimbursed of the costs of `standard.cost_year`, and the heads.
Status AddCadreCosts(store::Reader& reader, const policy::Pack& pack, YearStandard& standard) {
  std::string after;
  while (true) {
    const auto rows = reader.RecordsUnder(store::RecordKind::kSpecialClaim, "", after, kPage);
    if (!rows.ok()) return rows.error();
    for (const store::RecordRow& row : *rows) {
      const Result<SpecialClaim> claim = ClaimOf(row);
      if (!claim.ok()) return claim.error();
      const bool counts = claim->kind == SpecialClaimKind::kCadreCost && claim->standing() &&
                          claim->year == standard.cost_year;
      if (counts) standard.cost += claim->paid();
    }
    if (rows->size() < static_cast<std::size_t>(kPage)) break;
    after = rows->back().code;
  }
  for (const SpecialGroupRow& group : AllSpecialGroups()) {
    if (!group.cadre) continue;
    const auto members = AllSpecial(reader, group.group);
    if (!members.ok()) return members.error();
    standard.heads += std::ranges::count_if(*members, [&](const SpecialMember& member) {
      return member.Within(DaysOf(pack, standard.cost_year)) != nullptr;
    });
  }
  return Done{};
}

// The cost of the stays of `rules.category` that were settled in the days, reversals taken off.
Status AddStayCosts(store::Reader& reader, const policy::QuotaRules& rules, DateRange days,
                    YearStandard& standard) {
  store::SettlementFilter filter;
  filter.from = MomentOf(days.from, 0);
  filter.before = MomentOf(days.through.PlusDays(1), 0);
  filter.limit = kPage;
  while (true) {
    const auto rows = reader.FindSettlements(filter);
    if (!rows.ok()) return rows.error();
    for (const store::SettlementRow& row : *rows) {
      const bool counts =
          row.scheme == rules.scheme && row.category == rules.category && row.stay_number > 0;
      if (counts) standard.cost += row.figures.total;
    }
    if (rows->size() < static_cast<std::size_t>(kPage)) return Done{};
    filter.below = rows->back().settlement;
  }
}

Status CountCovered(store::Reader& reader, const policy::QuotaRules& rules, Date day,
                    YearStandard& standard) {
  std::int64_t after = 0;
  while (true) {
    const auto rows = reader.FindPersons("", after, kPage);
    if (!rows.ok()) return rows.error();
    for (const store::PersonRow& person : *rows) {
      const store::Coverage* covered = CoverageIn(person.coverage, day, rules.scheme);
      if (covered != nullptr && covered->category == rules.category) ++standard.heads;
    }
    if (rows->size() < static_cast<std::size_t>(kPage)) return Done{};
    after = rows->back().person;
  }
}

template <typename Paper>
Result<Paper> DecidePaper(Region& region, const Desk& desk, const char* action,
                          const store::RecordKey& key, ErrorCode unknown,
                          Result<Paper> (*read)(const store::RecordRow&),
                          const Decision& decision) {
  Paper paper;
  Command command = DeskCommand(region, desk.actor, action);
  command.needs = [&](const WorkingSet&, store::Needs& needs) { needs.records.push_back(key); };
  command.execute = [&](Work& work) -> Result<Executed> {
    const store::RecordRow* row = work.set.FindRecord(key);
    if (row == nullptr) return Refuse(unknown, key.code);
    Result<Paper> kept = read(*row);
    if (!kept.ok()) return kept.error();
    paper = *std::move(kept);
    Decision now = decision;
    now.at = work.at;
    const Status decided = Decide(key.code, now, paper);
    if (!decided.ok()) return decided.error();
    work.set.Put(RecordOf(paper));
    return Executed{{}, 0, key.code};
  };
  const Status submitted = Submit(region, command);
  if (!submitted.ok()) return submitted.error();
  return paper;
}

}  // namespace

Result<YearStandard> ComputeStandard(Region& region, StandardKind kind, std::int32_t year) {
  const auto rules = RulesOfYear(region, kind, year);
  if (!rules.ok()) return rules.error();
  Result<std::unique_ptr<store::Reader>> reader = ReadNow(region);
  if (!reader.ok()) return reader.error();
  const Result<store::Loaded> state = (*reader)->Load({});
  if (!state.ok()) return state.error();
  YearStandard standard;
  standard.kind = kind;
  standard.year = year;
  standard.seen = state->area.entries;
  const bool cadre = kind == StandardKind::kCadre;
  standard.cost_year = year - (cadre ? (*rules)->cadres->cost_years : (*rules)->quota->cost_years);
  standard.share = cadre ? Ratio{Ratio::kOne} : (*rules)->quota->share;
  const DateRange days = DaysOf(region.pack(), standard.cost_year);
  Status added = Done{};
  if (cadre) {
    added = AddCadreCosts(**reader, region.pack(), standard);
  } else {
    added = AddStayCosts(**reader, *(*rules)->quota, days, standard);
    if (added.ok()) {
      added = CountCovered(**reader, *(*rules)->quota, std::min(days.through, region.today()),
                           standard);
    }
  }
  if (!added.ok()) return added.error();
  return standard;
}

std::vector<ClaimStep> ExplainStandard(const policy::Pack& pack, const YearStandard& standard) {
  std::vector<ClaimStep> steps;
  const auto& rule = pack.model->special;
  if (!rule) return steps;
  const bool cadre = standard.kind == StandardKind::kCadre;
  const Date day = BenefitYear(pack, standard.year).from;
  const std::optional<policy::Parameter> none;
  const auto add = [&](const std::optional<policy::Parameter>& table, Text arithmetic,
                       Money amount) {
    ClaimStep step = CiteTable(pack, table, day).value_or(ClaimStep{});
    step.arithmetic = std::move(arithmetic);
    step.amount = amount;
    steps.push_back(std::move(step));
  };
  const auto& cost_years = cadre ? rule->cadres->cost_years : rule->quota->cost_years;
  const std::string division = fmt::format("{} ÷ {} = {}", ToYuan(standard.cost), standard.heads,
                                           ToYuan(standard.average()));
  add(cost_years,
      {fmt::format("{} 年{}费用{} {}", standard.cost_year, cadre ? "离休干部医药" : "退休人员住院",
                   standard.stored ? "（按已入账数据）" : "（按文件填写）", division),
       fmt::format("costs of {}, {}: {}", standard.cost_year,
                   standard.stored ? "as stored" : "as entered", division)},
      standard.average());
  if (!cadre) {
    const Money share = MultiplyRoundHalfAway(standard.average(), standard.share);
    const std::string product = fmt::format("{} × {} = {}", ToYuan(standard.average()),
                                            ToPercent(standard.share), ToYuan(share));
    add(rule->quota->share, {product, product}, share);
  }
  if (standard.adjustment != Money{}) {
    add(none,
        {fmt::format("增减因素 {}（{}）", ToYuan(standard.adjustment), standard.documents),
         fmt::format("adjusted by {} ({})", ToYuan(standard.adjustment), standard.documents)},
        standard.value());
  }
  return steps;
}

Result<YearStandard> RequestStandard(Region& region, const Desk& desk, const StandardForm& form) {
  if (form.documents.empty()) return Refuse(ErrorCode::kMissingField, "documents");
  if (form.documents.size() > kLongestText) return Refuse(ErrorCode::kFieldTooLong, "documents");
  const auto kept = FindStandard(region, form.kind, form.year);
  if (!kept.ok()) return kept.error();
  if (*kept && (*kept)->state != RequestState::kRefused) {
    return Refuse(ErrorCode::kStandardSet, std::to_string(form.year));
  }
  Result<YearStandard> computed = ComputeStandard(region, form.kind, form.year);
  if (!computed.ok()) return computed;
  YearStandard standard = *std::move(computed);
  standard.stored = form.stored;
  if (!form.stored) {
    standard.cost = form.cost;
    standard.heads = form.heads;
  }
  if (standard.cost <= Money{} || standard.heads <= 0) {
    return Refuse(ErrorCode::kNoCost, std::to_string(standard.cost_year));
  }
  standard.adjustment = form.adjustment;
  standard.documents = form.documents;
  standard.reason = form.reason;
  standard.requested_by = desk.actor;
  const store::RecordKey key = StandardKey(form.kind, form.year);
  Command command = DeskCommand(region, desk.actor, "request_standard");
  command.needs = [&](const WorkingSet&, store::Needs& needs) { needs.records.push_back(key); };
  command.execute = [&](Work& work) -> Result<Executed> {
    if (const store::RecordRow* row = work.set.FindRecord(key)) {
      const Result<YearStandard> before = StandardOf(*row);
      if (!before.ok()) return before.error();
      if (before->state != RequestState::kRefused) {
        return Refuse(ErrorCode::kStandardSet, key.code);
      }
      standard.version = row->version;
    }
    standard.requested_at = work.at;
    work.set.Put(RecordOf(standard));
    return Executed{{}, 0, key.code};
  };
  const Status submitted = Submit(region, command);
  if (!submitted.ok()) return submitted.error();
  return standard;
}

Result<YearStandard> DecideStandard(Region& region, const Desk& desk, StandardKind kind,
                                    std::int32_t year, bool approve, const std::string& note) {
  if (note.size() > kLongestText) return Refuse(ErrorCode::kFieldTooLong, "note");
  return DecidePaper<YearStandard>(region, desk, approve ? "approve_standard" : "refuse_standard",
                                   StandardKey(kind, year), ErrorCode::kNoStandard, StandardOf,
                                   {desk.actor, approve, note, {}});
}

Result<std::optional<YearStandard>> FindStandard(Region& region, StandardKind kind,
                                                 std::int32_t year) {
  Result<std::unique_ptr<store::Reader>> reader = ReadNow(region);
  if (!reader.ok()) return reader.error();
  store::Needs needs;
  needs.records = {StandardKey(kind, year)};
  const Result<store::Loaded> loaded = (*reader)->Load(needs);
  if (!loaded.ok()) return loaded.error();
  if (loaded->records.empty()) return std::optional<YearStandard>();
  Result<YearStandard> standard = StandardOf(loaded->records.front());
  if (!standard.ok()) return standard.error();
  return std::optional<YearStandard>(*std::move(standard));
}

Result<YearStandard> ApprovedStandard(Region& region, StandardKind kind, std::int32_t year) {
  Result<std::optional<YearStandard>> standard = FindStandard(region, kind, year);
  if (!standard.ok()) return standard.error();
  if (!*standard || (*standard)->state != RequestState::kApproved) {
    return Refuse(ErrorCode::kNoStandard, std::to_string(year));
  }
  return **std::move(standard);
}

Result<Hardship> RequestHardship(Region& region, const Desk& desk, const Hardship& form) {
  for (const auto& [name, text] :
       {std::pair{"documents", &form.documents}, std::pair{"reason", &form.reason}}) {
    if (text->empty()) return Refuse(ErrorCode::kMissingField, name);
    if (text->size() > kLongestText) return Refuse(ErrorCode::kFieldTooLong, name);
  }
  const Result<Employer> employer = GetEmployer(region, desk.scope, form.employer);
  if (!employer.ok()) return employer.error();
  const Result<Employer> payer = GetEmployer(region, {}, form.payer);
  if (!payer.ok()) return payer.error();
  if (payer->unit_kind != kFinanceKind) return Refuse(ErrorCode::kBadParameter, "payer");
  Hardship hardship = form;
  hardship.requested_by = desk.actor;
  const store::RecordKey key = HardshipKey(form.year, form.employer);
  Command command = DeskCommand(region, desk.actor, "request_hardship");
  command.needs = [&](const WorkingSet&, store::Needs& needs) { needs.records.push_back(key); };
  command.execute = [&](Work& work) -> Result<Executed> {
    if (const store::RecordRow* row = work.set.FindRecord(key)) {
      const Result<Hardship> before = HardshipOf(*row);
      if (!before.ok()) return before.error();
      if (before->state != RequestState::kRefused) {
        const bool waits = before->state == RequestState::kWaiting;
        return Refuse(waits ? ErrorCode::kRequestWaiting : ErrorCode::kRequestDecided, key.code);
      }
      hardship.version = row->version;
    }
    hardship.requested_at = work.at;
    work.set.Put(RecordOf(hardship));
    return Executed{{}, 0, key.code};
  };
  const Status submitted = Submit(region, command);
  if (!submitted.ok()) return submitted.error();
  return hardship;
}

Result<Hardship> DecideHardship(Region& region, const Desk& desk, std::int32_t year,
                                const std::string& employer, bool approve,
                                const std::string& note) {
  if (note.size() > kLongestText) return Refuse(ErrorCode::kFieldTooLong, "note");
  const Result<Employer> known = GetEmployer(region, desk.scope, employer);
  if (!known.ok()) return known.error();
  return DecidePaper<Hardship>(region, desk, approve ? "approve_hardship" : "refuse_hardship",
                               HardshipKey(year, employer), ErrorCode::kUnknownSpecialPaper,
                               HardshipOf, {desk.actor, approve, note, {}});
}

Result<std::vector<Hardship>> FindHardships(Region& region, const Scope& scope, std::int32_t year) {
  constexpr int kMost = 10'000;
  Result<std::unique_ptr<store::Reader>> reader = ReadNow(region);
  if (!reader.ok()) return reader.error();
  const std::string prefix = HardshipKey(year, "").code;
  const auto rows = (*reader)->RecordsUnder(store::RecordKind::kHardship, prefix, "", kMost);
  if (!rows.ok()) return rows.error();
  std::vector<Hardship> found;
  for (const store::RecordRow& row : *rows) {
    Result<Hardship> hardship = HardshipOf(row);
    if (!hardship.ok()) return hardship.error();
    const Result<Employer> employer = GetEmployer(region, scope, hardship->employer);
    if (employer.ok()) found.push_back(*std::move(hardship));
  }
  return found;
}

}  // namespace tongchou::service
