#include "service/fixed_explain.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "levy/fixed.h"
#include "policy/words.h"

namespace tongchou::service {
namespace {

const policy::FixedGroupRule* RuleOf(const policy::Pack& pack, const std::string& group) {
  if (!pack.model->fixed) return nullptr;
  const auto& groups = pack.model->fixed->groups;
  const auto found = std::ranges::find(groups, group, &policy::FixedGroupRule::id);
  return found == groups.end() ? nullptr : &*found;
}

LevyStep StepOf(std::string_view figure, const LevyFigures& figures, Text arithmetic) {
  const auto row = std::ranges::find(AllLevyFigures(), figure, &LevyFigure::id);
  return {std::string(figure), row->title, std::move(arithmetic), figures.*row->amount, {}, {}};
}

}  // namespace

std::vector<LevyStep> FixedSteps(const MonthRules& rules, const std::string& unit_kind,
                                 const std::string& group, const LevyFigures& figures) {
  const policy::FixedGroupRule* rule = RuleOf(*rules.pack, group);
  const levy::PayerKind* kind = levy::FindPayerKind(unit_kind);
  std::vector<LevyStep> steps;
  if (rule == nullptr || kind == nullptr) return steps;
  const auto index = static_cast<std::size_t>(kind->part);
  const Text part = policy::MemberTitle("part", policy::kFixedPartWords[index]);
  const bool own = kind->part == levy::FixedPart::kOwn;
  const Text what{fmt::format("{}：{}，每人每年定额", rule->title.zh, part.zh),
                  fmt::format("{}: {}, a fixed amount a head and year", rule->title.en, part.en)};
  steps.push_back(StepOf(own ? "person" : "employer", figures, what));
  steps.back().title = part;
  if (rule->parts[index]) CiteTable(rules, *rule->parts[index], steps.back());
  if (figures.account > Money{}) {
    steps.push_back(
        StepOf("account", figures,
               {"每人每年一次，款到后划入", "once a head and year, when the money has come in"}));
    if (rule->account) CiteTable(rules, *rule->account, steps.back());
  }
  const std::string difference =
      fmt::format("{} − {}", ToYuan(figures.pooled + figures.account), ToYuan(figures.account));
  steps.push_back(StepOf("pooled", figures, {difference, difference}));
  return steps;
}

Text FixedGroupTitle(const policy::Pack& pack, const std::string& group) {
  const policy::FixedGroupRule* rule = RuleOf(pack, group);
  return rule == nullptr ? Text{group, group} : rule->title;
}

}  // namespace tongchou::service
