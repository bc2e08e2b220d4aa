// Examples against the pack: the names they use, and what no example reaches.
#include <algorithm>
#include <map>
#include <set>

#include "policy/checks.h"
#include "policy/parameter_reader.h"

namespace tongchou::policy {

namespace {

constexpr std::string_view kSettleFigures[] = {
    "total",  "full_self_pay", "over_ceiling", "first_self_pay",  "eligible", "deductible",
    "burden", "account",       "cash",         "account_balance", "error"};
constexpr std::string_view kLevyFigures[] = {"base",
                                             "employer",
                                             "person",
                                             "account",
                                             "pooled",
                                             "large_illness_employer",
                                             "large_illness_person",
                                             "large_illness_pooled",
                                             "civil_servant",
                                             "error"};
constexpr std::string_view kLateFigures[] = {"days", "late_fee", "error"};
constexpr std::string_view kPrefundFigures[] = {"months", "amount", "error"};

constexpr std::string_view kFixedFigures[] = {
    "own", "civil_affairs", "central", "region", "city", "county", "account", "total", "error"};

std::span<const std::string_view> FiguresOf(ExampleKind kind) {
  switch (kind) {
    case ExampleKind::kSettle:
      return kSettleFigures;
    case ExampleKind::kLevy:
      return kLevyFigures;
    case ExampleKind::kLateFee:
      return kLateFigures;
    case ExampleKind::kPrefund:
      return kPrefundFigures;
    case ExampleKind::kFixed:
      return kFixedFigures;
  }
  return {};
}

std::string Given(const std::vector<NamedFigure>& figures, std::string_view name) {
  for (const NamedFigure& figure : figures) {
    if (figure.name == name) return figure.value;
  }
  return {};
}

void Unknown(Findings& findings, Place place, const std::string& name) {
  findings.Add(FindingCode::kE20, place,
               {"政策包中没有“" + name + "”", "the pack has no `" + name + "`"});
}

bool HasId(const std::vector<Named>& named, std::string_view id) {
  return std::any_of(named.begin(), named.end(), [&](const Named& one) { return one.id == id; });
}

const SchemeRule* SchemeOf(const PackModel& model, std::string_view id) {
  const auto found = std::find_if(model.schemes.begin(), model.schemes.end(),
                                  [&](const SchemeRule& scheme) { return scheme.id == id; });
  return found == model.schemes.end() ? nullptr : &*found;
}

void CheckExpected(const Example& example, const ExampleStep& step, const SchemeRule* scheme,
                   Findings& findings) {
  const auto known = FiguresOf(example.kind);
  for (const NamedFigure& figure : step.expected) {
    if (figure.name.starts_with("funds.")) {
      const std::string fund = figure.name.substr(6);
      if (scheme != nullptr && !HasId(scheme->funds, fund)) Unknown(findings, figure.place, fund);
    } else if (std::find(known.begin(), known.end(), figure.name) == known.end()) {
      findings.Add(FindingCode::kE10, figure.place,
                   {"没有“" + Shown(figure.name) + "”这个结果",
                    "there is no figure `" + Shown(figure.name) + "`"});
    }
  }
}

void CheckSettleExample(const PackModel& model, const Example& example, Findings& findings) {
  const SchemeRule* scheme = SchemeOf(model, example.scheme);
  if (scheme == nullptr) {
    Unknown(findings, example.place, example.scheme);
    return;
  }
  for (const NamedFigure& figure : example.person) {
    if (figure.name == "category" && !HasId(scheme->categories, figure.value)) {
      Unknown(findings, figure.place, figure.value);
    }
  }
  for (const ExampleStep& step : example.steps) CheckExpected(example, step, scheme, findings);
}

// What the encounters of one benefit had, by axis.
using Reached = std::map<std::string, std::set<std::string>>;

std::string ClassOf(const AxisRule& axis, int value) {
  std::string member;
  for (std::size_t i = 0; i < axis.lower_edges.size(); ++i) {
    if (axis.lower_edges[i] <= value) member = axis.members[i];
  }
  return member;
}

void Reach(const SchemeRule& scheme, const Example& example, const ExampleStep& step, int stays,
           Reached& reached) {
  const auto either = [](std::string value, std::string otherwise) {
    return value.empty() ? otherwise : value;
  };
  reached["level"].insert(either(Given(step.given, "provider_level"), "1"));
  reached["referral"].insert(either(Given(step.given, "referral"), "none"));
  reached["category"].insert(Given(example.person, "category"));
  reached["aid"].insert(either(Given(example.person, "aid"), "none"));
  reached["civil_servant"].insert(Given(example.person, "civil_servant") == "true" ? "yes" : "no");
  if (const AxisRule* stay = FindAxis(scheme.axes, "stay")) {
    const std::size_t index = std::min<std::size_t>(stays, stay->members.size() - 1);
    reached["stay"].insert(stay->members[index]);
  }
  const Result<Date> birth = ParseDate(Given(example.person, "birth_date"));
  const Result<Date> day = ParseDate(Given(step.given, "date"));
  const AxisRule* age = FindAxis(scheme.axes, "age");
  if (age != nullptr && birth.ok() && day.ok() && *birth <= *day) {
    reached["age"].insert(ClassOf(*age, AgeOn(*day, *birth)));
  }
}

Reached ReachedIn(const PackModel& model, const SchemeRule& scheme, const BenefitRule& benefit) {
  Reached reached;
  for (const Example& example : model.examples) {
    if (example.kind != ExampleKind::kSettle || example.scheme != scheme.id) continue;
    int stays = 0;
    for (const ExampleStep& step : example.steps) {
      if (!step.reverses.empty()) continue;
      if (Given(step.given, "benefit") == benefit.id) {
        Reach(scheme, example, step, stays, reached);
        stays += benefit.counts_as_stay ? 1 : 0;
      }
    }
  }
  return reached;
}

// Members of the axes of `parameter` that no example reaches, reported at their first cell.
void CheckReached(const Parameter& parameter, const std::string& where, const Reached& reached,
                  Findings& findings) {
  if (parameter.periods.empty()) return;
  for (std::size_t axis = 0; axis < parameter.axes.size(); ++axis) {
    const auto seen = reached.find(parameter.axes[axis]);
    if (seen == reached.end()) continue;  // bands are checked by running the examples
    std::set<std::string> missing;
    for (const TableCell& cell : parameter.periods.back().cells) {
      if (axis >= cell.at.size() || seen->second.contains(cell.at[axis])) continue;
      if (!missing.insert(cell.at[axis]).second) continue;
      const std::string name = parameter.axes[axis] + " = " + cell.at[axis];
      findings.Add(FindingCode::kW06, cell.place,
                   {where + "：没有示例用到 " + name, where + ": no example has " + name});
    }
  }
}

void CheckBenefitReached(const PackModel& model, const SchemeRule& scheme,
                         const BenefitRule& benefit, Findings& findings) {
  const Reached reached = ReachedIn(model, scheme, benefit);
  const std::string where = scheme.id + "." + benefit.id;
  if (reached.empty()) {
    findings.Add(FindingCode::kW06, benefit.place,
                 {where + " 没有示例", where + " has no example"});
    return;
  }
  for (const LayerRule& layer : benefit.layers) {
    for (const auto* table : {&layer.deductible, &layer.share, &layer.cap, &layer.flat}) {
      if (table->has_value()) CheckReached(**table, where + "." + layer.id, reached, findings);
    }
  }
  if (benefit.referral) CheckReached(*benefit.referral, where, reached, findings);
}

}  // namespace

void CheckExamples(const PackModel& model, Findings& findings) {
  for (const Example& example : model.examples) {
    if (example.kind == ExampleKind::kSettle) {
      CheckSettleExample(model, example, findings);
      continue;
    }
    for (const ExampleStep& step : example.steps) {
      CheckExpected(example, step, nullptr, findings);
    }
  }
}

void CheckReachedByExamples(const PackModel& model, Findings& findings) {
  for (const SchemeRule& scheme : model.schemes) {
    for (const BenefitRule& benefit : scheme.benefits) {
      CheckBenefitReached(model, scheme, benefit, findings);
    }
  }
}

}  // namespace tongchou::policy
