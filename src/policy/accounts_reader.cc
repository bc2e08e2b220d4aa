// accounts.yaml: interest of personal accounts, payouts to those settled elsewhere, fees of cards.
#include "policy/pack_reader.h"

namespace tongchou::policy {
namespace {

constexpr std::string_view kUsesFirst[] = {"carried_over", "current_year"};
// By OffsiteReferral.
constexpr std::string_view kOffsiteReferrals[] = {"none", "referred", "unreferred"};

// The table under `key`, which must be there.
std::optional<Parameter> ReadNeeded(MapReader& reader, const ParameterSpec& spec,
                                    const TableContext& context) {
  const Node* node = reader.Require(spec.id);
  if (node == nullptr) return std::nullopt;
  MapReader fields(*node, context.findings);
  Parameter parameter = ReadParameter(fields, spec, context);
  parameter.place = node->place;
  fields.Finish();
  return parameter;
}

InterestRule ReadInterest(const Node& node, const TableContext& context) {
  MapReader reader(node, context.findings);
  InterestRule rule;
  rule.current_year = ReadNeeded(
      reader, {"current_year", {"当年划入资金年利率", "rate of money of the year"}, Wanted::kRatio},
      context);
  rule.carried_over = ReadNeeded(
      reader,
      {"carried_over", {"上年结转本息年利率", "rate of what was carried over"}, Wanted::kRatio},
      context);
  rule.day_count = ReadNeeded(
      reader,
      {"day_count", {"计息一年的天数", "days that a rate a year stands for"}, Wanted::kCount},
      context);
  rule.uses_first = ReadNeeded(reader,
                               {"uses_first",
                                {"支出先用哪部分资金", "which money is used first"},
                                Wanted::kAny,
                                TableForm::kPlain,
                                kUsesFirst},
                               context);
  reader.Finish();
  return rule;
}

CardItemRule ReadItem(const Entry& entry, const TableContext& context) {
  MapReader reader(entry.value, context.findings);
  CardItemRule item;
  item.id = ReadId(entry.key, context.findings);
  item.place = entry.key.place;
  if (const Node* title = reader.Require("title")) {
    item.title = ReadText(*title, context.findings);
  }
  if (const Node* card = reader.Find("card")) item.card = ReadYesNo(*card, context.findings);
  item.fee = ReadNeeded(reader, {"fee", {"工本费", "fee"}, Wanted::kAmount}, context);
  item.replacement_fee = ReadNeeded(
      reader, {"replacement_fee", {"补办工本费", "fee of a replacement"}, Wanted::kAmount},
      context);
  reader.Finish();
  return item;
}

}  // namespace

void ReadAccounts(const Node& root, PackModel& model, Findings& findings) {
  MapReader reader(root, findings);
  const TableContext context{findings, model.documents, {}, model.in_force};
  AccountsRule rule;
  if (const Node* node = reader.Find("interest")) rule.interest = ReadInterest(*node, context);
  if (const Node* node = reader.Find("offsite_payouts")) {
    MapReader fields(*node, findings);
    rule.payouts_a_year = ReadParameter(
        fields,
        {"offsite_payouts",
         {"异地安置人员个人账户每年支付次数", "payouts a year to those settled elsewhere"},
         Wanted::kCount},
        context);
    rule.payouts_a_year->place = node->place;
    fields.Finish();
  }
  rule.offsite_referral = ReadTable(reader, "offsite_referral",
                                    {"offsite_referral",
                                     {"异地备案人员在异地就医按何种情形结算",
                                      "as what care of those registered elsewhere counts"},
                                     Wanted::kAny,
                                     TableForm::kPlain,
                                     kOffsiteReferrals},
                                    context);
  if (const Node* node = reader.Find("items")) {
    MapReader list(*node, findings);
    for (const Entry& entry : node->entries) rule.items.push_back(ReadItem(entry, context));
  }
  reader.Finish();
  model.accounts = std::move(rule);
}

}  // namespace tongchou::policy
