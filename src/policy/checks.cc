#include "policy/checks.h"

#include <algorithm>
#include <array>
#include <set>

#include "policy/parameter_reader.h"

namespace tongchou::policy {

namespace {

using Names = std::set<std::string, std::less<>>;

std::array<const std::optional<Parameter>*, 4> TablesOf(const LayerRule& layer) {
  return {&layer.deductible, &layer.share, &layer.cap, &layer.flat};
}

std::array<const std::optional<Parameter>*, 12> TablesOf(const LevyGroupRule& group) {
  return {&group.base,
          &group.floor,
          &group.ceiling,
          &group.employer,
          &group.person,
          &group.own,
          &group.employer_part,
          &group.employer_part_share,
          &group.large_illness_employer,
          &group.large_illness_person,
          &group.large_illness_pooled,
          &group.civil_servant};
}

void AddReferences(const std::optional<Parameter>& parameter, Names& names) {
  if (!parameter) return;
  for (const Period& period : parameter->periods) {
    for (const TableCell& cell : period.cells) {
      if (cell.value.kind == QuantityKind::kShareOf) names.insert(cell.value.name);
    }
  }
}

Names ReferencesOf(const PackModel& model) {
  Names names;
  for (const SchemeRule& scheme : model.schemes) {
    for (const BenefitRule& benefit : scheme.benefits) {
      for (const LayerRule& layer : benefit.layers) {
        for (const auto* table : TablesOf(layer)) AddReferences(*table, names);
      }
    }
  }
  if (model.levy) {
    if (!model.levy->average.empty()) names.insert(model.levy->average);
    for (const LevyGroupRule& group : model.levy->groups) {
      for (const auto* table : TablesOf(group)) AddReferences(*table, names);
    }
  }
  if (model.accounts) {
    for (const CardItemRule& item : model.accounts->items) {
      AddReferences(item.fee, names);
      AddReferences(item.replacement_fee, names);
    }
  }
  return names;
}

void Unused(Findings& findings, Place place, const std::string& name) {
  findings.Add(FindingCode::kE23, place,
               {"没有规则用到“" + name + "”", "no rule uses `" + name + "`"});
}

void CheckParameters(const PackModel& model, Findings& findings) {
  const Names used = ReferencesOf(model);
  for (const NamedParameter& named : model.parameters) {
    const Parameter& parameter = named.parameter;
    const bool is_used = used.contains(parameter.id);
    if (named.executed && !is_used) Unused(findings, parameter.place, parameter.id);
    if (!named.executed && is_used) {
      findings.Add(FindingCode::kE20, parameter.place,
                   {"“" + parameter.id + "”标为 executed: no，却被规则引用",
                    "`" + parameter.id + "` is marked executed: no, yet a rule refers to it"},
                   {"删去 executed: no", "remove executed: no"});
    }
  }
}

void AddAxes(const std::optional<Parameter>& parameter, Names& names) {
  if (!parameter) return;
  names.insert(parameter->axes.begin(), parameter->axes.end());
  for (const Adjustment& adjustment : parameter->adjustments) {
    for (const Clause& clause : adjustment.condition) names.insert(clause.axis);
  }
}

void CheckUnusedAxes(const SchemeRule& scheme, Findings& findings) {
  Names used;
  for (const BenefitRule& benefit : scheme.benefits) {
    AddAxes(benefit.referral, used);
    for (const LayerRule& layer : benefit.layers) {
      for (const Clause& clause : layer.when) used.insert(clause.axis);
      for (const auto* table : TablesOf(layer)) AddAxes(*table, used);
    }
  }
  for (const AxisRule& axis : scheme.axes) {
    if (!used.contains(axis.id)) Unused(findings, axis.place, axis.id);
  }
}

void CheckUnusedFunds(const PackModel& model, const SchemeRule& scheme, Findings& findings) {
  const bool cadres =
      model.special && model.special->cadres && model.special->cadres->scheme == scheme.id;
  for (const Named& fund : scheme.funds) {
    // The levy for retired cadres needs two funds, whatever the benefits are.
    bool used = cadres && (fund.id == "pooled" || fund.id == "managed");
    for (const BenefitRule& benefit : scheme.benefits) {
      used |= std::any_of(benefit.layers.begin(), benefit.layers.end(),
                          [&](const LayerRule& layer) { return layer.fund == fund.id; });
    }
    if (!used) Unused(findings, fund.place, fund.id);
  }
  if (scheme.funds.size() > 255) {
    findings.Add(FindingCode::kE31, scheme.place, {"基金多于 255 个", "more than 255 funds"});
  }
}

// An adjustment for members that the layer never meets would do nothing.
void CheckAdjustments(const SchemeRule& scheme, const LayerRule& layer, const PackModel& model,
                      Findings& findings) {
  for (const auto* table : TablesOf(layer)) {
    if (!table->has_value()) continue;
    for (const Adjustment& adjustment : (*table)->adjustments) {
      bool meets = adjustment.range.from <= model.in_force.through &&
                   model.in_force.from <= adjustment.range.through;
      for (const Clause& clause : adjustment.condition) {
        const AxisRule* axis = FindAxis(scheme.axes, clause.axis);
        if (axis == nullptr) continue;
        const std::vector<std::string> members = MembersUnder(*axis, layer.when);
        meets &= std::any_of(members.begin(), members.end(), [&](const std::string& member) {
          return std::find(clause.members.begin(), clause.members.end(), member) !=
                 clause.members.end();
        });
      }
      if (meets) continue;
      findings.Add(FindingCode::kE18, adjustment.place,
                   {"没有人会适用这条调整", "this adjustment never applies to anybody"});
    }
  }
}

void CheckLayer(const SchemeRule& scheme, const LayerRule& layer, const PackModel& model,
                Findings& findings) {
  CheckAdjustments(scheme, layer, model, findings);
  if (layer.flat && (layer.deductible || layer.cap_on == CapOn::kExpense)) {
    findings.Add(FindingCode::kE22, layer.place,
                 {"定额不能与起付线或费用封顶同用",
                  "a fixed amount goes with neither a deductible nor a cap on expense"},
                 {"删去起付线与费用封顶，或改用 share", "remove them, or use a share"});
  }
  if (layer.in_force.through < model.in_force.from ||
      model.in_force.through < layer.in_force.from) {
    Unused(findings, layer.place, layer.id);
  }
}

// Every fund and category must be sayable on the interface, once.
void CheckInterface(const PackModel& model, const PackSource& source, Findings& findings) {
  const std::string path = model.id + "/interface.yaml";
  const auto file = std::find_if(source.files.begin(), source.files.end(),
                                 [&](const PackFile& candidate) { return candidate.path == path; });
  if (file == source.files.end()) return;
  const Place place{static_cast<int>(file - source.files.begin()), 1, 1};
  for (const SchemeRule& scheme : model.schemes) {
    for (const Named& fund : scheme.funds) {
      const auto count = std::count_if(
          model.wire.funds.begin(), model.wire.funds.end(),
          [&](const WireFund& wire) { return wire.scheme == scheme.id && wire.fund == fund.id; });
      if (count == 1) continue;
      const std::string name = scheme.id + "." + fund.id;
      findings.Add(count == 0 ? FindingCode::kE17 : FindingCode::kE19, place,
                   {"基金 " + name + " 应恰有一行对应", "fund " + name + " needs exactly one row"},
                   {"在 funds 中为它写一行", "write one row for it under `funds`"});
    }
    for (const Named& category : scheme.categories) {
      const auto& pairs = model.wire.psn_type_to_category;
      if (std::any_of(pairs.begin(), pairs.end(),
                      [&](const WirePair& pair) { return pair.word == category.id; })) {
        continue;
      }
      findings.Add(FindingCode::kE17, place,
                   {"人员类别 " + category.id + " 没有对应的代码",
                    "category `" + category.id + "` has no code"},
                   {"在 psn_type 中写一行", "write a row under `psn_type`"});
    }
  }
}

// Files that nothing reads would be taken for rules in force.
void CheckFileNames(const PackSource& source, Findings& findings) {
  for (std::size_t i = 0; i < source.files.size(); ++i) {
    const std::string& path = source.files[i].path;
    const std::string name = path.substr(std::min(path.size(), source.id.size() + 1));
    const bool yaml = name.ends_with(".yaml");
    const bool nested = name.find('/') != std::string::npos;
    const bool known =
        (yaml && (!nested || name.starts_with("examples/"))) || (name.ends_with(".md") && !nested);
    if (known) continue;
    findings.Add(
        FindingCode::kE10, {static_cast<int>(i), 0, 0},
        {"政策包不读取这个文件", "a pack does not read this file"},
        {"删去它，或改为 .yaml（说明文字用 .md）", "remove it, or name it .yaml (notes: .md)"});
  }
}

}  // namespace

void CheckModel(const PackModel& model, const PackSource& source, Findings& findings) {
  CheckFileNames(source, findings);
  CheckParameters(model, findings);
  for (const SchemeRule& scheme : model.schemes) {
    CheckUnusedAxes(scheme, findings);
    CheckUnusedFunds(model, scheme, findings);
    for (const BenefitRule& benefit : scheme.benefits) {
      for (const LayerRule& layer : benefit.layers) CheckLayer(scheme, layer, model, findings);
    }
  }
  CheckInterface(model, source, findings);
  CheckExamples(model, findings);
}

}  // namespace tongchou::policy
