// fixed.yaml: the fixed yearly contributions of a scheme and who pays them.
#include <algorithm>

#include "policy/pack_reader.h"
#include "policy/words.h"

namespace tongchou::policy {

namespace {

FixedGroupRule ReadFixedGroup(const Entry& entry, const TableContext& context) {
  MapReader reader(entry.value, context.findings);
  FixedGroupRule group;
  group.id = ReadId(entry.key, context.findings);
  group.place = entry.key.place;
  if (const Node* title = reader.Require("title")) {
    group.title = ReadText(*title, context.findings);
  }
  if (const Node* node = reader.Require("category")) {
    group.category = ReadId(*node, context.findings);
  }
  if (const Node* node = reader.Find("identity")) {
    const auto word = ReadWord(*node, kIdentityWords, context.findings, FindingCode::kE20);
    if (word) group.identity = kIdentityWords[static_cast<std::size_t>(*word)];
  }
  for (std::size_t i = 0; i < kFixedParts; ++i) {
    const std::string_view key = kFixedPartWords[i];
    group.parts[i] =
        ReadTable(reader, key, {key, MemberTitle("part", key), Wanted::kAmount}, context);
  }
  group.account =
      ReadTable(reader, "account",
                {"account", {"划入个人账户", "to the personal account"}, Wanted::kAmount}, context);
  const bool nobody_pays =
      std::ranges::none_of(group.parts, [](const auto& part) { return part.has_value(); });
  if (nobody_pays && reader.ok()) reader.Require("own");
  reader.Finish();
  return group;
}

// Two groups for the same persons would leave open which one holds.
void CheckFixedGroups(const FixedRule& rule, Findings& findings) {
  for (std::size_t i = 0; i < rule.groups.size(); ++i) {
    for (std::size_t j = 0; j < i; ++j) {
      const FixedGroupRule& a = rule.groups[i];
      const FixedGroupRule& b = rule.groups[j];
      if (a.category != b.category || a.identity != b.identity) continue;
      findings.Add(
          FindingCode::kE24, a.place,
          {"与 " + b.id + " 适用于同样的人", "it applies to the same persons as `" + b.id + "`"});
    }
  }
}

}  // namespace

void ReadFixed(const Node& root, PackModel& model, Findings& findings) {
  MapReader reader(root, findings);
  const TableContext context{findings, model.documents, {}, model.in_force};
  FixedRule rule;
  if (const Node* scheme = reader.Require("scheme")) {
    rule.scheme = ReadId(*scheme, findings);
    rule.place = scheme->place;
  }
  struct Row {
    std::string_view key;
    Text title;
    Wanted wanted;
    std::optional<Parameter> FixedRule::*member;
    bool required = true;
  };
  const Row rows[] = {
      {"opens",
       {"集中缴费期：年度前几个月开始", "the collection opens, months before the year"},
       Wanted::kCount,
       &FixedRule::opens},
      {"closes",
       {"个人缴费截止：年度内第几个月末", "own parts due, at the end of this month of the year"},
       Wanted::kCount,
       &FixedRule::closes},
      {"others",
       {"资助与补助到位：年度内第几个月末",
        "civil affairs and subsidies due, at the end of this month of the year"},
       Wanted::kCount,
       &FixedRule::others},
      {"late_fee_per_day",
       {"滞纳金（每日）", "late fee a day"},
       Wanted::kRatio,
       &FixedRule::late_fee_per_day,
       false},
  };
  for (const Row& row : rows) {
    rule.*row.member = ReadTable(reader, row.key, {row.key, row.title, row.wanted}, context);
    if (!(rule.*row.member) && row.required) reader.Require(row.key);
  }
  if (const Node* receipts = reader.Require("receipts")) {
    rule.receipts = ReadReceiptRule(*receipts, context);
  }
  if (const Node* groups = reader.Require("groups")) {
    MapReader list(*groups, findings);
    for (const Entry& entry : groups->entries) {
      rule.groups.push_back(ReadFixedGroup(entry, context));
    }
    CheckFixedGroups(rule, findings);
  }
  reader.Finish();
  model.fixed = std::move(rule);
}

}  // namespace tongchou::policy
