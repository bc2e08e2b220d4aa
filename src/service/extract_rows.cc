#include "service/extract_rows.h"

#include <algorithm>
#include <limits>
#include <utility>

#include "service/policy_at.h"
#include "service/policy_shelf.h"

namespace tongchou::service {
namespace {

constexpr std::size_t kLinesExpected = 16;
constexpr std::size_t kMostPlaces = std::numeric_limits<std::uint32_t>::max();
constexpr std::size_t kMostNumbered = std::numeric_limits<std::uint16_t>::max();

template <typename List, typename Value>
std::size_t IndexOf(List& list, const Value& value) {
  const auto found = std::find(list.begin(), list.end(), value);
  const auto index = static_cast<std::size_t>(found - list.begin());
  if (found == list.end()) list.push_back(value);
  return index;
}

std::uint8_t Byte(int value) { return static_cast<std::uint8_t>(std::clamp(value, 0, 255)); }

std::uint64_t Bits(std::initializer_list<std::uint64_t> sixteens) {
  std::uint64_t bits = 0;
  for (const std::uint64_t each : sixteens) bits = bits << 16 | each;
  return bits;
}

bool IsByEnd(const store::SettlementRow& row) { return row.date != row.begin; }

}  // namespace

RowCollector::RowCollector(const Region& region, settle::CaseWords words, std::size_t expected,
                           bool keep_previous)
    : region_(region), keep_previous_(keep_previous) {
  // Memory that is never touched costs nothing; growing would need all of it twice.
  rows_.rows.reserve(expected);
  rows_.lines.reserve(expected * kLinesExpected);
  rows_.payments.reserve(expected * policy::kMaxLayers);
  rows_.words = std::move(words);
  for (std::size_t i = 0; i < rows_.words.providers.size(); ++i) {
    providers_.emplace(rows_.words.providers[i], static_cast<std::uint32_t>(i));
  }
}

Status RowCollector::Add(const store::SettlementRow& row) {
  if (row.reverses != 0) {
    rows_.reversed.push_back(row.reverses);
    return Done{};
  }
  CollectedRow into{.settlement = row.settlement,
                    .total_fen = row.figures.total.fen,
                    .eligible_fen = row.figures.eligible.fen,
                    .first_line = static_cast<std::uint32_t>(rows_.lines.size()),
                    .first_payment = static_cast<std::uint32_t>(rows_.payments.size()),
                    .begin = row.begin.days(),
                    .end = row.end.days(),
                    .provider = ProviderOf(row.provider),
                    .case_class = ClassOf(row),
                    .age = Byte(row.inputs.facts.age),
                    .years_insured = Byte(row.inputs.facts.years_insured),
                    .person = static_cast<std::uint32_t>(row.person)};
  into.fixed_eligible_fen = settle::PackLines(row.inputs.lines, rows_.lines);
  for (std::size_t i = 0; i < row.layer_funds.size(); ++i) {
    rows_.payments.push_back(row.figures.layer_paid[i].fen);
  }
  const std::size_t lines = rows_.lines.size() - into.first_line;
  const settle::CaseWords& words = rows_.words;
  if (rows_.lines.size() > kMostPlaces || rows_.payments.size() > kMostPlaces ||
      row.person > static_cast<std::int64_t>(kMostPlaces)) {
    return ErrorCode::kNotSupported;
  }
  if (lines > kMostNumbered || words.classes.size() > kMostNumbered ||
      words.schemes.size() > kMostNumbered || words.categories.size() > kMostNumbered) {
    return ErrorCode::kNotSupported;
  }
  into.line_count = static_cast<std::uint16_t>(lines);
  rows_.rows.push_back(into);
  if (keep_previous_) rows_.previous.push_back(row.previous);
  return Done{};
}

std::uint16_t RowCollector::SchemeOf(const std::string& id) {
  return static_cast<std::uint16_t>(IndexOf(rows_.words.schemes, id));
}

std::uint16_t RowCollector::SchemeWordOf(std::vector<settle::SchemeWord>& words,
                                         std::uint16_t scheme, const std::string& id) {
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (words[i].scheme == scheme && words[i].id == id) return static_cast<std::uint16_t>(i);
  }
  words.push_back({scheme, id});
  return static_cast<std::uint16_t>(words.size() - 1);
}

std::uint32_t RowCollector::ProviderOf(const std::string& code) {
  std::vector<std::string>& providers = rows_.words.providers;
  const auto [found, is_new] =
      providers_.try_emplace(code, static_cast<std::uint32_t>(providers.size()));
  if (is_new) providers.push_back(code);
  return found->second;
}

const policy::Epoch* RowCollector::EpochOf(const store::SettlementRow& row) {
  const auto [found, is_new] = packs_.try_emplace(row.pack_digest, nullptr);
  if (is_new) found->second = region_.policies().FindByDigest(ToHex(row.pack_digest));
  return found->second == nullptr ? nullptr : EpochOn(*found->second, row.date);
}

std::uint16_t RowCollector::ClassOf(const store::SettlementRow& row) {
  settle::CaseWords& words = rows_.words;
  const std::uint16_t scheme = SchemeOf(row.scheme);
  std::array<std::uint64_t, policy::kMaxLayers> funds{};
  for (std::size_t i = 0; i < row.layer_funds.size(); ++i) {
    funds[i] = SchemeWordOf(words.funds, scheme, row.layer_funds[i]) + std::uint64_t{1};
  }
  const settle::PersonFacts& facts = row.inputs.facts;
  const std::uint64_t small = static_cast<std::uint64_t>(row.inputs.level) |
                              static_cast<std::uint64_t>(row.inputs.referral) << 2 |
                              static_cast<std::uint64_t>(facts.aid) << 4 |
                              std::uint64_t{facts.civil_servant} << 6 |
                              std::uint64_t{facts.frozen} << 7 | std::uint64_t{IsByEnd(row)} << 8;
  const policy::Epoch* epoch = EpochOf(row);
  const ClassKey key = {Bits({small, scheme, SchemeWordOf(words.benefits, scheme, row.benefit),
                              SchemeWordOf(words.categories, scheme, row.category)}),
                        reinterpret_cast<std::uintptr_t>(epoch),
                        Bits({funds[0], funds[1], funds[2], funds[3]}),
                        Bits({funds[4], funds[5], funds[6], funds[7]})};
  const auto [found, is_new] = classes_.try_emplace(key, std::uint16_t{0});
  if (is_new) {
    found->second = static_cast<std::uint16_t>(IndexOf(words.classes, MakeClass(row, epoch)));
  }
  return found->second;
}

settle::CaseClass RowCollector::MakeClass(const store::SettlementRow& row,
                                          const policy::Epoch* epoch) {
  settle::CaseWords& words = rows_.words;
  const std::uint16_t scheme = SchemeOf(row.scheme);
  settle::CaseClass made{.benefit = SchemeWordOf(words.benefits, scheme, row.benefit),
                         .category = SchemeWordOf(words.categories, scheme, row.category),
                         .level = static_cast<std::uint8_t>(row.inputs.level),
                         .referral = row.inputs.referral,
                         .aid = row.inputs.facts.aid,
                         .civil_servant = row.inputs.facts.civil_servant,
                         .frozen = row.inputs.facts.frozen,
                         .by_end = IsByEnd(row),
                         .scope = ScopeOf(row, epoch),
                         .layer_funds = {}};
  for (const std::string& fund : row.layer_funds) {
    made.layer_funds.push_back(SchemeWordOf(words.funds, scheme, fund));
  }
  return made;
}

settle::ScopeTerms RowCollector::ScopeOf(const store::SettlementRow& row,
                                         const policy::Epoch* epoch) {
  const int scheme = epoch == nullptr ? -1 : policy::FindScheme(*epoch, row.scheme);
  if (scheme < 0) return {};
  const policy::SchemePlan& plan = epoch->schemes[static_cast<std::size_t>(scheme)];
  const int benefit = policy::FindBenefit(plan, row.benefit);
  if (benefit < 0) return {};
  const policy::BenefitPlan& found = plan.benefits[static_cast<std::size_t>(benefit)];
  return {.known = true,
          .class_first_ratio = found.class_first_ratio,
          .referral_reduction =
              found.referral_reduction[static_cast<std::size_t>(row.inputs.referral)]};
}

Result<WordNumbers> MergeWords(const settle::CaseWords& from, settle::CaseWords& into) {
  std::vector<std::uint16_t> schemes;
  for (const std::string& scheme : from.schemes) {
    schemes.push_back(static_cast<std::uint16_t>(IndexOf(into.schemes, scheme)));
  }
  const auto merge = [&](const std::vector<settle::SchemeWord>& words,
                         std::vector<settle::SchemeWord>& target) {
    std::vector<std::uint16_t> numbers;
    for (const settle::SchemeWord& word : words) {
      const settle::SchemeWord renumbered{schemes[word.scheme], word.id};
      numbers.push_back(static_cast<std::uint16_t>(IndexOf(target, renumbered)));
    }
    return numbers;
  };
  const std::vector<std::uint16_t> benefits = merge(from.benefits, into.benefits);
  const std::vector<std::uint16_t> categories = merge(from.categories, into.categories);
  const std::vector<std::uint16_t> funds = merge(from.funds, into.funds);
  WordNumbers numbers;
  for (settle::CaseClass each : from.classes) {
    each.benefit = benefits[each.benefit];
    each.category = categories[each.category];
    for (std::uint16_t& fund : each.layer_funds) fund = funds[fund];
    numbers.case_class.push_back(static_cast<std::uint16_t>(IndexOf(into.classes, each)));
  }
  std::unordered_map<std::string, std::uint32_t> providers;
  for (std::size_t i = 0; i < into.providers.size(); ++i) {
    providers.emplace(into.providers[i], static_cast<std::uint32_t>(i));
  }
  for (const std::string& code : from.providers) {
    const auto [found, is_new] =
        providers.try_emplace(code, static_cast<std::uint32_t>(into.providers.size()));
    if (is_new) into.providers.push_back(code);
    numbers.provider.push_back(found->second);
  }
  if (into.classes.size() > kMostNumbered) return ErrorCode::kNotSupported;
  return numbers;
}

}  // namespace tongchou::service
