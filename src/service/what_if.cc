#include "service/what_if.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <limits>
#include <utility>

#include "service/funds.h"
#include "service/kept_result.h"
#include "service/policy_shelf.h"
#include "service/sample_history.h"
#include "service/what_if_names.h"

namespace tongchou::service {
namespace {

constexpr std::int64_t kMostMonths = 120;
constexpr std::int64_t kMostSamplePersons = 500'000;

Error BadParameter(const char* where) { return Error{ErrorCode::kBadParameter, {}, where}; }

Status CheckOrder(const WhatIfOrder& order) {
  if (order.through < order.from) return BadParameter("through");
  if (MonthsTouched(order.from, order.through) > kMostMonths) return BadParameter("from");
  if (order.variants.empty() || order.variants.size() > kMostVariants) {
    return BadParameter("variants");
  }
  if (order.source == WhatIfSource::kHistory) return Done{};
  if (order.sample_persons < 1 || order.sample_persons > kMostSamplePersons) {
    return BadParameter("sample_persons");
  }
  // Nothing was ever paid for a made case.
  const bool paid =
      order.base == kAsPaid || std::ranges::find(order.variants, kAsPaid) != order.variants.end();
  return paid ? Status(BadParameter("variants")) : Done{};
}

// The rules by their names, the base first; of kAsPaid none.
Result<std::vector<PolicyVariant>> VariantsOf(Region& region, const WhatIfOrder& order) {
  std::vector<std::string> names = {order.base};
  names.insert(names.end(), order.variants.begin(), order.variants.end());
  std::vector<PolicyVariant> found;
  for (const std::string& name : names) {
    if (name == kAsPaid) {
      found.push_back({name, nullptr});
      continue;
    }
    Result<PolicyVariant> variant = FindVariantAsOf(region, name);
    if (!variant.ok()) return variant.error();
    found.push_back(*std::move(variant));
  }
  return found;
}

settle::Epochs EpochsOf(const PolicyVariant& variant) {
  if (variant.pack == nullptr) return {};
  return variant.pack->epochs;
}

// The cases that are computed, with what holds them.
struct Cases {
  std::shared_ptr<const Extract> extract;
  std::shared_ptr<const SampleHistory> sample;
  std::int64_t last_settlement = 0;

  const settle::PastCases& past() const { return sample ? sample->cases() : extract->cases(); }
};

Result<Cases> MadeCases(const policy::Pack& base, const SampleOrder& order) {
  const policy::Epoch* epoch = EpochOn(base, order.from);
  if (epoch == nullptr) return Error{ErrorCode::kNoPolicyInForce, {}, base.id};
  Cases cases;
  cases.sample = std::make_shared<const SampleHistory>(*epoch, order);
  cases.last_settlement = static_cast<std::int64_t>(cases.past().rows());
  return cases;
}

// The two parts of the work as one: reading what is new counts as much as computing.
constexpr std::int64_t kPart = 1000;
std::function<bool(std::int64_t, std::int64_t)> PartOf(const WhatIfOrder& order,
                                                       std::int64_t before) {
  if (!order.progress) return {};
  return [&order, before](std::int64_t done, std::int64_t total) {
    const std::int64_t part = total > 0 ? done * kPart / total : 0;
    return order.progress(before + part, 2 * kPart);
  };
}

Result<Cases> CasesOf(Region& region, const std::string& folder, const WhatIfOrder& order,
                      const PolicyVariant& base) {
  if (order.source == WhatIfSource::kSample) {
    return MadeCases(*base.pack, {order.sample_persons, order.seed, order.from, order.through});
  }
  std::error_code ignored;  // when it cannot be made, writing the extract says so
  std::filesystem::create_directories(folder, ignored);
  Cases cases;
  auto extract = UpdateExtract(region, ExtractPath(region, folder), {false, PartOf(order, 0)});
  if (!extract.ok()) return extract.error();
  cases.extract = *std::move(extract);
  cases.last_settlement = cases.extract->last_settlement();
  return cases;
}

// Every sum is part of the sum of all costs: when that fits, so does everything.
bool Fits(const settle::ReplayResult& replayed) {
  return std::ranges::all_of(replayed.variants, [](const settle::VariantSums& variant) {
    return variant.all.total_fen <= std::numeric_limits<std::int64_t>::max();
  });
}

Money AmountOf(Int128 fen) { return {static_cast<std::int64_t>(fen)}; }

WhatIfFigures FiguresOf(const settle::CaseSums& sums) {
  return {sums.count, AmountOf(sums.total_fen), AmountOf(sums.eligible_fen),
          AmountOf(sums.funds_fen), AmountOf(sums.eligible_fen - sums.funds_fen)};
}

std::int64_t EncountersOf(const settle::PastCases& cases, std::uint64_t person,
                          const DateRange& period) {
  std::int64_t count = 0;
  for (std::uint64_t row = cases.first_row[person]; row < cases.first_row[person + 1]; ++row) {
    const std::int32_t day = cases.SettledDay(row);
    count += period.from.days() <= day && day <= period.through.days() ? 1 : 0;
  }
  return count;
}

WhatIfSide SideOf(const settle::ChangeSide& side, const settle::PastCases& cases,
                  const DateRange& period) {
  WhatIfSide made;
  made.persons = side.persons;
  made.amount = AmountOf(side.sum_fen);
  made.bins = side.bins;
  for (const settle::PersonChange& change : side.most) {
    made.most.push_back({cases.settlement[change.row], EncountersOf(cases, change.person, period),
                         Money{change.before_fen}, Money{change.after_fen}});
  }
  return made;
}

WhatIfVariant VariantOf(const PolicyVariant& rules, const settle::VariantSums& sums,
                        const settle::ChangedPersons& changed, const settle::PastCases& cases,
                        const DateRange& period) {
  WhatIfVariant made;
  made.name = rules.name;
  made.title = {"实际支付", "as it was paid"};
  if (rules.pack != nullptr) {
    made.pack = rules.pack->id;
    made.digest = rules.pack->digest;
    made.title = TitleOf(rules);
  }
  for (const settle::ReplayRefusal& refusal : sums.refusals) {
    made.refusals.push_back({refusal.code, refusal.count,
                             refusal.rows.empty() ? 0 : cases.settlement[refusal.rows.front()]});
  }
  made.gain = SideOf(changed.gain, cases, period);
  made.lose = SideOf(changed.lose, cases, period);
  made.same = changed.same;
  return made;
}

// Makes the rows of the tables from the sums of all variants.
class TableMaker {
 public:
  TableMaker(const settle::ReplayResult& replayed, const settle::CaseWords& words,
             const WhatIfNames& names, WhatIf& made)
      : replayed_(replayed), words_(words), names_(names), made_(made) {}

  void AddAll() {
    using Sums = settle::VariantSums;
    Add(WhatIfBy::kAll, "", {"合计", "all"}, [](const Sums& sums) { return sums.all; });
    for (std::size_t i = 0; i < words_.schemes.size(); ++i) {
      Add(WhatIfBy::kScheme, words_.schemes[i], names_.Scheme(words_.schemes[i]),
          [i](const Sums& sums) { return sums.by_scheme[i]; });
    }
    AddWords(WhatIfBy::kBenefit, words_.benefits, &Sums::by_benefit, &WhatIfNames::Benefit);
    AddLevels();
    AddWords(WhatIfBy::kCategory, words_.categories, &Sums::by_category, &WhatIfNames::Category);
    AddAges();
    for (std::size_t i = 0; i < words_.offices.size(); ++i) {
      Add(WhatIfBy::kOffice, words_.offices[i], names_.Office(words_.offices[i]),
          [i](const Sums& sums) { return sums.by_office[i]; });
    }
    for (std::size_t i = 0; i < words_.providers.size(); ++i) {
      Add(WhatIfBy::kProvider, words_.providers[i], names_.Provider(words_.providers[i]),
          [i](const Sums& sums) { return sums.by_provider[i]; });
    }
    AddMonths();
  }

 private:
  // A row of what `sums_of` takes from each variant; none when it is about nothing.
  template <typename SumsOf>
  void Add(WhatIfBy by, const std::string& code, const Text& name, const SumsOf& sums_of) {
    WhatIfRow row{by, code, name, {}};
    bool any = by == WhatIfBy::kAll;
    for (const settle::VariantSums& sums : replayed_.variants) {
      const settle::CaseSums of = sums_of(sums);
      any = any || of.count > 0;
      row.variants.push_back(FiguresOf(of));
    }
    if (any) made_.rows.push_back(std::move(row));
  }

  void AddWords(WhatIfBy by, const std::vector<settle::SchemeWord>& words,
                std::vector<settle::CaseSums> settle::VariantSums::*list,
                Text (WhatIfNames::*name)(const std::string&, const std::string&) const) {
    for (std::size_t i = 0; i < words.size(); ++i) {
      const std::string& scheme = words_.schemes[words[i].scheme];
      Add(by, scheme + "." + words[i].id, (names_.*name)(scheme, words[i].id),
          [&](const settle::VariantSums& sums) { return (sums.*list)[i]; });
    }
  }

  void AddLevels() {
    static const std::array<Text, 3> kLevels = {
        {{"一级", "level 1"}, {"二级", "level 2"}, {"三级", "level 3"}}};
    for (std::size_t i = 0; i < kLevels.size(); ++i) {
      Add(WhatIfBy::kLevel, std::to_string(i + 1), kLevels[i],
          [i](const settle::VariantSums& sums) { return sums.by_level[i]; });
    }
  }

  void AddAges() {
    static constexpr std::array<std::size_t, 9> kFirst = {0, 7, 18, 35, 45, 60, 70, 80, 256};
    for (std::size_t i = 0; i + 1 < kFirst.size(); ++i) {
      const std::size_t first = kFirst[i];
      const std::size_t end = kFirst[i + 1];
      const bool open = i + 2 == kFirst.size();
      const std::string code =
          open ? fmt::format("{}-", first) : fmt::format("{}-{}", first, end - 1);
      const Text name = open ? Text{fmt::format("{} 岁及以上", first), fmt::format("{}+", first)}
                             : Text{fmt::format("{}–{} 岁", first, end - 1),
                                    fmt::format("{}–{}", first, end - 1)};
      Add(WhatIfBy::kAge, code, name, [&](const settle::VariantSums& sums) {
        settle::CaseSums sum;
        for (std::size_t age = first; age < end; ++age) sum += sums.by_age[age];
        return sum;
      });
    }
  }

  void AddMonths() {
    const Date from = replayed_.first_month;
    constexpr int kMonths = 12;
    const int first = from.year() * kMonths + static_cast<int>(from.month()) - 1;
    for (std::size_t i = 0; i < replayed_.variants.front().by_month.size(); ++i) {
      const int month = first + static_cast<int>(i);
      const std::string name = fmt::format("{:04}-{:02}", month / kMonths, month % kMonths + 1);
      Add(WhatIfBy::kMonth, name, {name, name},
          [i](const settle::VariantSums& sums) { return sums.by_month[i]; });
    }
  }

  const settle::ReplayResult& replayed_;
  const settle::CaseWords& words_;
  const WhatIfNames& names_;
  WhatIf& made_;
};

// What each fund paid, with its balance in the ledger now. A fund that never pays is left out.
Status AddFunds(Region& region, const settle::ReplayResult& replayed,
                const settle::CaseWords& words, const WhatIfNames& names, WhatIf& made) {
  const auto books = FundBooks(region, region.today());
  if (!books.ok()) return books.error();
  for (std::size_t i = 0; i < replayed.funds.size(); ++i) {
    const std::string& scheme = words.schemes[replayed.funds[i].scheme];
    WhatIfFund fund{scheme, replayed.funds[i].id, names.Fund(scheme, replayed.funds[i].id), {}, {}};
    bool any = false;
    for (const settle::VariantSums& variant : replayed.variants) {
      Int128 paid = 0;
      for (const Int128 month : variant.fund_month[i]) paid += month;
      fund.paid.push_back(AmountOf(paid));
      any = any || paid != 0;
    }
    const auto book = std::ranges::find_if(*books, [&](const FundBook& of) {
      return of.scheme == fund.scheme && of.fund == fund.fund;
    });
    const bool own = made.source == WhatIfSource::kHistory;
    if (own && book != books->end()) fund.balance = book->balance;
    if (any) made.funds.push_back(std::move(fund));
  }
  return Done{};
}

}  // namespace

std::string ExtractPath(const Region& region, const std::string& folder) {
  return fmt::format("{}/history-{}.extract", folder, region.area());
}

Status CheckWhatIf(Region& region, const WhatIfOrder& order) {
  if (const Status checked = CheckOrder(order); !checked.ok()) return checked;
  const auto variants = VariantsOf(region, order);
  return variants.ok() ? Status(Done{}) : Status(variants.error());
}

Result<WhatIf> ComputeWhatIf(Region& region, const std::string& folder, const WhatIfOrder& order) {
  if (const Status checked = CheckOrder(order); !checked.ok()) return checked.error();
  const auto variants = VariantsOf(region, order);
  if (!variants.ok()) return variants.error();
  const Result<Cases> cases = CasesOf(region, folder, order, variants->front());
  if (!cases.ok()) return cases.error();
  settle::ReplayRequest request;
  request.period = {order.from, order.through};
  for (const PolicyVariant& variant : *variants) request.variants.push_back(EpochsOf(variant));
  request.progress = PartOf(order, kPart);
  const Result<settle::ReplayResult> replayed = Replay(cases->past(), request);
  if (!replayed.ok()) return replayed.error();
  if (!Fits(*replayed)) return Error{ErrorCode::kAmountOverflow, {}, "total"};
  WhatIf made;
  made.pack = region.pack().id;
  made.at = region.clock().Now();
  made.source = order.source;
  if (order.source == WhatIfSource::kSample) {
    made.sample = variants->front().pack->id;
    made.seed = order.seed;
    made.sample_persons = order.sample_persons;
  }
  made.from = order.from;
  made.through = order.through;
  const std::int32_t first = std::max(order.from.days(), cases->past().first_day);
  const std::int32_t last = std::min(order.through.days(), cases->past().last_day);
  made.days = std::max(last - first + 1, 1);
  made.last_settlement = cases->last_settlement;
  made.encounters = replayed->rows;
  made.persons = replayed->persons;
  for (std::size_t i = 0; i < variants->size(); ++i) {
    made.variants.push_back(VariantOf((*variants)[i], replayed->variants[i], replayed->changes[i],
                                      cases->past(), request.period));
  }
  const auto names = WhatIfNames::Of(region, *variants);
  if (!names.ok()) return names.error();
  const settle::CaseWords& words = *cases->past().words;
  TableMaker(*replayed, words, *names, made).AddAll();
  const Status added = AddFunds(region, *replayed, words, *names, made);
  if (!added.ok()) return added.error();
  return made;
}

Result<WhatIf> KeepWhatIf(Region& region, const std::string& actor, WhatIf result) {
  const KeptKind of{store::RecordKind::kWhatIf, result.pack};
  return KeepPaper(region, actor, "keep_what_if", of, std::move(result));
}

Result<std::vector<WhatIf>> FindWhatIfs(Region& region) {
  return KeptPapers(region, store::RecordKind::kWhatIf, WhatIfOf);
}

Result<WhatIf> GetWhatIf(Region& region, std::int64_t number) {
  return KeptPaper(region, store::RecordKind::kWhatIf, number, WhatIfOf);
}

}  // namespace tongchou::service
