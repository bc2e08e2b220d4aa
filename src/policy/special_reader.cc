// special.yaml: retired cadres, disabled soldiers, the quota of those settled elsewhere.
#include <algorithm>

#include "policy/pack_reader.h"

namespace tongchou::policy {
namespace {

// One table of a rule.
template <typename Rule>
struct Row {
  std::string_view key;
  Text title;
  Wanted wanted;
  std::optional<Parameter> Rule::*member;
};

template <typename Rule, std::size_t kCount>
void ReadRows(MapReader& reader, const Row<Rule> (&rows)[kCount], std::string_view prefix,
              const TableContext& context, Rule& rule) {
  for (const Row<Rule>& row : rows) {
    const Node* node = reader.Require(row.key);
    if (node == nullptr) continue;
    MapReader fields(*node, context.findings);
    Parameter parameter = ReadParameter(fields, {row.key, row.title, row.wanted}, context);
    parameter.id = std::string(prefix) + "." + parameter.id;
    parameter.place = node->place;
    fields.Finish();
    rule.*row.member = std::move(parameter);
  }
}

// The scheme under `key`, with a finding when the pack has none of this name.
const SchemeRule* ReadSchemeName(MapReader& reader, const PackModel& model, std::string& id) {
  const Node* node = reader.Require("scheme");
  if (node == nullptr) return nullptr;
  id = ReadId(*node, reader.findings());
  const auto found = std::find_if(model.schemes.begin(), model.schemes.end(),
                                  [&](const SchemeRule& scheme) { return scheme.id == id; });
  if (found != model.schemes.end()) return &*found;
  reader.findings().Add(FindingCode::kE20, node->place,
                        {"没有险种 " + Shown(id), "there is no scheme `" + Shown(id) + "`"});
  return nullptr;
}

bool HasName(const std::vector<Named>& names, std::string_view id) {
  return std::any_of(names.begin(), names.end(),
                     [&](const Named& named) { return named.id == id; });
}

CadreRule ReadCadres(const Node& node, const PackModel& model, const TableContext& context) {
  static const Row<CadreRule> kRows[] = {
      {"cost_years",
       {"按几年前的医药费核定标准", "the costs are those of so many years before"},
       Wanted::kCount,
       &CadreRule::cost_years},
      {"due_days",
       {"统筹金在年度开始前几日到期", "due so many days before the year"},
       Wanted::kCount,
       &CadreRule::due_days},
      {"finance_due",
       {"特困单位由财政在年度第几月底前支出", "of exempt units: finance pays until this month"},
       Wanted::kCount,
       &CadreRule::finance_due},
      {"managed_share",
       {"划入代管个人账户的比例", "share for the managed account"},
       Wanted::kRatio,
       &CadreRule::managed_share},
      {"surplus_share",
       {"年终结余发给个人的比例", "share of the surplus that is paid out"},
       Wanted::kRatio,
       &CadreRule::surplus_share},
  };
  MapReader reader(node, context.findings);
  CadreRule rule;
  rule.place = node.place;
  if (const SchemeRule* scheme = ReadSchemeName(reader, model, rule.scheme)) {
    for (const std::string_view fund : {"pooled", "managed"}) {
      if (HasName(scheme->funds, fund)) continue;
      context.findings.Add(
          FindingCode::kE20, node.place,
          {"险种 " + rule.scheme + " 须有基金 " + std::string(fund),
           "scheme `" + rule.scheme + "` needs the fund `" + std::string(fund) + "`"});
    }
  }
  ReadRows(reader, kRows, "cadres", context, rule);
  reader.Finish();
  return rule;
}

QuotaRule ReadQuota(const Node& node, const PackModel& model, const TableContext& context) {
  static const Row<QuotaRule> kRows[] = {
      {"cost_years",
       {"按几年前的住院费核定限额", "the costs are those of so many years before"},
       Wanted::kCount,
       &QuotaRule::cost_years},
      {"share",
       {"限额占人均住院费的比例", "share of the average inpatient cost"},
       Wanted::kRatio,
       &QuotaRule::share},
  };
  MapReader reader(node, context.findings);
  QuotaRule rule;
  rule.place = node.place;
  const SchemeRule* scheme = ReadSchemeName(reader, model, rule.scheme);
  if (const Node* category = reader.Require("category")) {
    rule.category = ReadId(*category, context.findings);
    if (scheme != nullptr && !HasName(scheme->categories, rule.category)) {
      context.findings.Add(FindingCode::kE20, category->place,
                           {"没有人员类别 " + Shown(rule.category),
                            "there is no category `" + Shown(rule.category) + "`"});
    }
  }
  ReadRows(reader, kRows, "offsite_quota", context, rule);
  reader.Finish();
  return rule;
}

}  // namespace

void ReadSpecial(const Node& root, PackModel& model, Findings& findings) {
  static const Row<SoldierRule> kSoldierRows[] = {
      {"due_days",
       {"结算单在次月几日内付清", "the month's sheet is due so many days after the month"},
       Wanted::kCount,
       &SoldierRule::due_days},
  };
  MapReader reader(root, findings);
  const TableContext context{findings, model.documents, {}, model.in_force};
  SpecialRule rule;
  if (const Node* node = reader.Find("cadres")) rule.cadres = ReadCadres(*node, model, context);
  if (const Node* node = reader.Find("offsite_quota")) {
    rule.quota = ReadQuota(*node, model, context);
  }
  if (const Node* node = reader.Find("soldiers")) {
    MapReader fields(*node, findings);
    rule.soldiers.emplace();
    ReadRows(fields, kSoldierRows, "soldiers", context, *rule.soldiers);
    fields.Finish();
  }
  reader.Finish();
  model.special = std::move(rule);
}

}  // namespace tongchou::policy
