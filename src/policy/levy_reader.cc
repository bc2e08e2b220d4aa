// levy.yaml (contributions, late fee, pre-funding) and interface.yaml (codes of the national
// interface).
#include <algorithm>
#include <span>

#include "policy/pack_reader.h"

namespace tongchou::policy {

namespace {

LevyGroupRule ReadGroup(const Entry& entry, const TableContext& context) {
  MapReader reader(entry.value, context.findings);
  LevyGroupRule group;
  group.id = ReadId(entry.key, context.findings);
  group.place = entry.key.place;
  if (const Node* title = reader.Require("title")) {
    group.title = ReadText(*title, context.findings);
  }
  if (const Node* node = reader.Require("category")) {
    group.category = ReadId(*node, context.findings);
  }
  if (const Node* node = reader.Find("unit_kind")) {
    group.unit_kind = ReadId(*node, context.findings);
  }
  struct Row {
    std::string_view key;
    Text title;
    Wanted wanted;
    std::optional<Parameter> LevyGroupRule::*member;
    TableForm form = TableForm::kPlain;
  };
  const Row rows[] = {
      {"base", {"缴费基数", "base"}, Wanted::kLevyBase, &LevyGroupRule::base},
      {"floor", {"基数下限", "floor of the base"}, Wanted::kLevyLimit, &LevyGroupRule::floor},
      {"ceiling", {"基数上限", "ceiling of the base"}, Wanted::kLevyLimit, &LevyGroupRule::ceiling},
      {"employer", {"单位缴费率", "employer's rate"}, Wanted::kRatio, &LevyGroupRule::employer},
      {"person", {"个人缴费率", "person's rate"}, Wanted::kRatio, &LevyGroupRule::person},
      {"own_part",
       {"记入账户的个人部分", "own part for the account"},
       Wanted::kRatio,
       &LevyGroupRule::own},
      {"employer_part",
       {"按龄划账的单位部分", "employer's part for the account"},
       Wanted::kRatio,
       &LevyGroupRule::employer_part},
      {"employer_part_share",
       {"单位部分划入账户的比例", "share of the employer's part credited"},
       Wanted::kRatio,
       &LevyGroupRule::employer_part_share,
       TableForm::kTable},
      {"large_illness_employer",
       {"大病基金单位月缴", "large illness, employer, a month"},
       Wanted::kAmount,
       &LevyGroupRule::large_illness_employer},
      {"large_illness_person",
       {"大病基金个人月缴", "large illness, person, a month"},
       Wanted::kAmount,
       &LevyGroupRule::large_illness_person},
      {"large_illness_pooled",
       {"大病基金统筹基金月划入", "large illness, pooled fund, a month"},
       Wanted::kAmount,
       &LevyGroupRule::large_illness_pooled},
      {"civil_servant",
       {"公务员补助费率", "civil-servant subsidy rate"},
       Wanted::kRatio,
       &LevyGroupRule::civil_servant},
  };
  for (const Row& row : rows) {
    group.*row.member =
        ReadTable(reader, row.key, {row.key, row.title, row.wanted, row.form}, context);
  }
  const auto& by_age = group.employer_part_share;
  if (by_age && !by_age->axes.empty() && by_age->axes != std::vector<std::string>{"age"}) {
    context.findings.Add(FindingCode::kE14, by_age->place,
                         {"此表的维度只能是 [age]", "the axes of this table are [age]"});
  }
  if (!group.base && reader.ok()) reader.Require("base");
  reader.Finish();
  return group;
}

// Two groups for the same persons would leave open which one holds.
void CheckGroups(const LevyRule& levy, Findings& findings) {
  for (std::size_t i = 0; i < levy.groups.size(); ++i) {
    for (std::size_t j = 0; j < i; ++j) {
      const LevyGroupRule& a = levy.groups[i];
      const LevyGroupRule& b = levy.groups[j];
      if (a.category != b.category || a.unit_kind != b.unit_kind) continue;
      findings.Add(
          FindingCode::kE24, a.place,
          {"与 " + b.id + " 适用于同样的人", "it applies to the same persons as `" + b.id + "`"});
    }
  }
}

constexpr std::string_view kFeeOrders[] = {"after_principal", "before_principal"};
constexpr std::string_view kPartOrders[] = {"pro_rata", "account_first", "pooled_first"};
constexpr std::string_view kThaws[] = {"from_payment", "retroactive"};

ReceiptRule ReadReceipts(const Node& node, const TableContext& context) {
  struct Row {
    std::string_view key;
    Text title;
    Wanted wanted;
    std::optional<Parameter> ReceiptRule::*member;
    std::span<const std::string_view> words = {};
  };
  const Row rows[] = {
      {"fee_order",
       {"本金与滞纳金的先后", "order of principal and late fee"},
       Wanted::kAny,
       &ReceiptRule::fee_order,
       kFeeOrders},
      {"part_order",
       {"部分缴费在各基金间的分配", "how a partial payment goes to the funds"},
       Wanted::kAny,
       &ReceiptRule::part_order,
       kPartOrders},
      {"freeze",
       {"欠费暂停统筹待遇：截止月后第几个月1日起", "frozen from the first of this month after"},
       Wanted::kCount,
       &ReceiptRule::freeze},
      {"thaw",
       {"补缴后恢复待遇", "what late payment undoes"},
       Wanted::kAny,
       &ReceiptRule::thaw,
       kThaws},
      {"reminder",
       {"截止日后几日发催缴通知", "reminder, days after the due day"},
       Wanted::kCount,
       &ReceiptRule::reminder},
      {"order",
       {"催缴后几日责令限期缴纳", "order to rectify, days after the reminder"},
       Wanted::kCount,
       &ReceiptRule::order},
      {"court",
       {"责令后几日申请法院执行", "application to the court, days after the order"},
       Wanted::kCount,
       &ReceiptRule::court},
  };
  MapReader reader(node, context.findings);
  ReceiptRule rule;
  for (const Row& row : rows) {
    rule.*row.member = ReadTable(
        reader, row.key, {row.key, row.title, row.wanted, TableForm::kPlain, row.words}, context);
    if (!(rule.*row.member)) reader.Require(row.key);
  }
  reader.Finish();
  return rule;
}

void ReadContributions(const Node& node, PackModel& model, Findings& findings) {
  MapReader reader(node, findings);
  LevyRule levy;
  if (const Node* axes = reader.Find("axes")) levy.axes = ReadAxes(*axes, {}, findings);
  const TableContext context{findings, model.documents, levy.axes, model.in_force};
  if (const Node* scheme = reader.Find("scheme")) levy.scheme = ReadId(*scheme, findings);
  if (const Node* average = reader.Find("average")) {
    levy.average = ReadScalar(*average, findings).value_or("");
    levy.average_place = average->place;
  }
  levy.due_day = ReadTable(
      reader, "due", {"due", {"缴费截止日", "day of the month on which it is due"}, Wanted::kCount},
      context);
  levy.late_fee_per_day = ReadTable(
      reader, "late_fee_per_day",
      {"late_fee_per_day", {"滞纳金（每日）", "late fee a day"}, Wanted::kRatio}, context);
  if (const Node* receipts = reader.Find("receipts")) {
    levy.receipts = ReadReceipts(*receipts, context);
  }
  if (const Node* groups = reader.Require("groups")) {
    MapReader list(*groups, findings);
    for (const Entry& entry : groups->entries) levy.groups.push_back(ReadGroup(entry, context));
    CheckGroups(levy, findings);
  }
  reader.Finish();
  model.levy = std::move(levy);
}

void ReadPrefund(const Node& node, PackModel& model, Findings& findings) {
  MapReader reader(node, findings);
  const TableContext context{findings, model.documents, {}, model.in_force};
  PrefundRule rule;
  struct Row {
    std::string_view key;
    Text title;
    Wanted wanted;
    std::optional<Parameter> PrefundRule::*member;
    int way;  // rows of one way are there together or not at all
  };
  static const Row kRows[] = {
      {"life_expectancy",
       {"平均寿命期望值", "life expectancy"},
       Wanted::kCount,
       &PrefundRule::life_years,
       0},
      {"rate", {"计提比例", "rate"}, Wanted::kRatio, &PrefundRule::rate, 0},
      {"fixed_years",
       {"退休人员须缴足的年数", "years to be paid for the retired"},
       Wanted::kCount,
       &PrefundRule::fixed_years,
       1},
      {"fixed_rate",
       {"缴足年数的费率", "rate of these years"},
       Wanted::kRatio,
       &PrefundRule::fixed_rate,
       1},
      {"men_age",
       {"法定退休年龄（男）", "statutory age of men"},
       Wanted::kCount,
       &PrefundRule::men_age,
       2},
      {"women_age",
       {"法定退休年龄（女）", "statutory age of women"},
       Wanted::kCount,
       &PrefundRule::women_age,
       2},
      {"back_rate",
       {"提前退休补缴费率", "rate of the back payment"},
       Wanted::kRatio,
       &PrefundRule::back_rate,
       2},
  };
  constexpr int kWays = 3;
  bool there[kWays] = {};
  for (const Row& row : kRows) {
    rule.*row.member = ReadTable(reader, row.key, {row.key, row.title, row.wanted}, context);
    there[row.way] = there[row.way] || (rule.*row.member).has_value();
  }
  // Without any of them the first way is the one that is asked for.
  there[0] = there[0] || !(there[1] || there[2]);
  for (const Row& row : kRows) {
    if (there[row.way] && !(rule.*row.member)) reader.Require(row.key);
  }
  reader.Finish();
  model.prefund = std::move(rule);
}

// "code: word" pairs; every word must be one of `known`.
std::vector<WirePair> ReadPairs(MapReader& reader, std::string_view key,
                                const std::vector<std::string>& known) {
  std::vector<WirePair> pairs;
  const Node* node = reader.Find(key);
  if (node == nullptr) return pairs;
  MapReader list(*node, reader.findings());
  for (const Entry& entry : node->entries) {
    const std::string word = ReadScalar(entry.value, reader.findings()).value_or("");
    if (std::find(known.begin(), known.end(), word) == known.end()) {
      reader.findings().Add(
          FindingCode::kE20, entry.value.place,
          {"政策包中没有“" + Shown(word) + "”", "the pack has no `" + Shown(word) + "`"});
    }
    pairs.push_back({entry.key.text, word});
  }
  return pairs;
}

void ReadWireFunds(const Node& node, PackModel& model, Findings& findings) {
  if (!node.is_list()) {
    findings.Add(FindingCode::kE10, node.place, {"funds 应为列表", "`funds` is a list"});
  }
  for (const Node& item : node.items) {
    MapReader fields(item, findings);
    WireFund fund;
    struct Row {
      std::string_view key;
      std::string WireFund::*member;
    };
    static constexpr Row kRows[] = {{"scheme", &WireFund::scheme},
                                    {"fund", &WireFund::fund},
                                    {"setlinfo", &WireFund::setlinfo_field},
                                    {"fund_pay_type", &WireFund::fund_pay_type},
                                    {"name", &WireFund::name}};
    for (const Row& row : kRows) {
      if (const Node* value = fields.Require(row.key)) {
        fund.*row.member = ReadScalar(*value, findings).value_or("");
      }
    }
    fields.Finish();
    const bool known =
        std::any_of(model.schemes.begin(), model.schemes.end(), [&](const SchemeRule& scheme) {
          return scheme.id == fund.scheme &&
                 std::any_of(scheme.funds.begin(), scheme.funds.end(),
                             [&](const Named& named) { return named.id == fund.fund; });
        });
    if (!known) {
      findings.Add(FindingCode::kE20, item.place,
                   {"没有基金 " + fund.scheme + "." + fund.fund,
                    "there is no fund " + fund.scheme + "." + fund.fund});
    }
    model.wire.funds.push_back(std::move(fund));
  }
}

}  // namespace

std::optional<Parameter> ReadTable(MapReader& reader, std::string_view key,
                                   const ParameterSpec& spec, const TableContext& context) {
  const Node* node = reader.Find(key);
  if (node == nullptr) return std::nullopt;
  MapReader fields(*node, context.findings);
  Parameter parameter = ReadParameter(fields, spec, context);
  fields.Finish();
  return parameter;
}

ReceiptRule ReadReceiptRule(const Node& node, const TableContext& context) {
  return ReadReceipts(node, context);
}

void ReadLevy(const Node& root, PackModel& model, Findings& findings) {
  MapReader reader(root, findings);
  if (const Node* node = reader.Find("contributions")) ReadContributions(*node, model, findings);
  if (const Node* node = reader.Find("prefund")) ReadPrefund(*node, model, findings);
  reader.Finish();
}

void ReadInterface(const Node& root, PackModel& model, Findings& findings) {
  std::vector<std::string> schemes, categories, benefits;
  for (const SchemeRule& scheme : model.schemes) {
    schemes.push_back(scheme.id);
    for (const Named& category : scheme.categories) categories.push_back(category.id);
    for (const BenefitRule& benefit : scheme.benefits) benefits.push_back(benefit.id);
  }
  MapReader reader(root, findings);
  WireMap& wire = model.wire;
  wire.insutype_to_scheme = ReadPairs(reader, "insutype", schemes);
  wire.psn_type_to_category = ReadPairs(reader, "psn_type", categories);
  wire.med_type_to_benefit = ReadPairs(reader, "med_type", benefits);
  wire.aid_to_identity = ReadPairs(reader, "psn_idet_type", {"low_income", "destitute"});
  wire.clr_type_of_benefit = ReadPairs(reader, "clr_type", benefits);
  if (const Node* funds = reader.Require("funds")) ReadWireFunds(*funds, model, findings);
  reader.Finish();
}

}  // namespace tongchou::policy
