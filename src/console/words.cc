#include "console/words.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string>

#include "service/policy_shelf.h"
#include "service/policy_view.h"

namespace tongchou::console {

namespace {

struct Row {
  std::string_view id, zh, en;
};

template <typename Rows>
json::object Named(const Rows& rows, std::string_view id) {
  for (const Row& row : rows) {
    if (row.id == id) return NamedJson(id, {std::string(row.zh), std::string(row.en)});
  }
  return NamedJson(id, {std::string(id), std::string(id)});
}

template <typename Items>
json::object NamedIn(const Items& items, std::string_view id) {
  for (const auto& item : items) {
    if (item.id == id) return NamedJson(id, item.title);
  }
  return NamedJson(id, {std::string(id), std::string(id)});
}

constexpr auto kSexes =
    std::to_array<Row>({{"0", "未知", "unknown"}, {"1", "男", "male"}, {"2", "女", "female"}});
constexpr auto kCertificates = std::to_array<Row>({
    {"01", "居民身份证", "identity card"},
    {"02", "军官证", "officer's card"},
    {"03", "护照", "passport"},
    {"04", "港澳居民来往内地通行证", "Hong Kong and Macao travel permit"},
    {"99", "其他证件", "other certificate"},
});
}  // namespace

Words::Words(const service::Region& region, Date day) {
  const policy::Pack& pack = region.pack();
  const Date near = std::clamp(day, pack.in_force.from, pack.in_force.through);
  epoch_ = service::EpochOn(pack, near);
}

const policy::SchemePlan* Words::Plan(std::string_view scheme) const {
  if (epoch_ == nullptr) return nullptr;
  const int index = FindScheme(*epoch_, scheme);
  return index < 0 ? nullptr : &epoch_->schemes[static_cast<std::size_t>(index)];
}

json::object Words::Scheme(std::string_view scheme) const {
  const policy::SchemePlan* plan = Plan(scheme);
  const Text own{std::string(scheme), std::string(scheme)};
  return NamedJson(scheme, plan == nullptr ? own : plan->title);
}

json::object Words::Category(std::string_view scheme, std::string_view category) const {
  const policy::SchemePlan* plan = Plan(scheme);
  const int index = plan == nullptr ? -1 : FindCategory(*plan, category);
  if (index < 0) return NamedJson(category, {std::string(category), std::string(category)});
  return NamedJson(category, plan->category_titles[static_cast<std::size_t>(index)]);
}

json::object Words::Benefit(std::string_view scheme, std::string_view benefit) const {
  const policy::SchemePlan* plan = Plan(scheme);
  if (plan == nullptr) return NamedIn(std::span<const policy::BenefitPlan>(), benefit);
  return NamedIn(plan->benefits, benefit);
}

json::object Words::Fund(std::string_view scheme, std::string_view fund) const {
  if (fund == ledger::kAccountFund) return NamedJson(fund, {"个人账户", "personal accounts"});
  const policy::SchemePlan* plan = Plan(scheme);
  if (plan == nullptr) return NamedIn(std::span<const policy::Fund>(), fund);
  return NamedIn(plan->funds, fund);
}

json::object SexJson(service::Gender gender) {
  return Named(kSexes, kSexes[static_cast<std::size_t>(gender)].id);
}

json::object CertificateTypeJson(std::string_view type) { return Named(kCertificates, type); }

json::object MemberJson(std::string_view axis, std::string_view member) {
  return NamedJson(member, service::MemberName(axis, member));
}

json::value AidJson(settle::Aid aid) {
  constexpr std::array<std::string_view, 3> kMembers = {"none", "low_income", "destitute"};
  if (aid == settle::Aid::kNone) return nullptr;
  return MemberJson("aid", kMembers[static_cast<std::size_t>(aid)]);
}

json::value ReferralJson(settle::Referral referral) {
  constexpr std::array<std::string_view, 3> kMembers = {"none", "referred", "unreferred"};
  if (referral == settle::Referral::kNone) return nullptr;
  return MemberJson("referral", kMembers[static_cast<std::size_t>(referral)]);
}

std::string_view StatusCode(service::CoverageStatus status) {
  constexpr std::array<std::string_view, 4> kCodes = {"none", "active", "frozen", "ended"};
  return kCodes[static_cast<std::size_t>(status)];
}

std::string SearchNote(std::string_view asked, std::size_t shown) {
  constexpr std::ptrdiff_t kDigitsOfNumbers = 6;  // names and dates have fewer
  const auto digits = std::ranges::count_if(asked, [](char c) { return c >= '0' && c <= '9'; });
  const std::string text =
      digits >= kDigitsOfNumbers ? MaskedCertificate(asked) : std::string(asked);
  return fmt::format("{}{}({})", text, text.empty() ? "" : " ", shown);
}

std::string MaskedCertificate(std::string_view number) {
  constexpr std::size_t kHead = 6, kTail = 4;
  if (number.size() <= kHead + kTail) return std::string(number.size(), '*');
  return std::string(number.substr(0, kHead)) + std::string(number.size() - kHead - kTail, '*') +
         std::string(number.substr(number.size() - kTail));
}

const policy::BenefitPlan* BenefitOf(const policy::SchemePlan& scheme, std::string_view id) {
  const int index = FindBenefit(scheme, id);
  return index < 0 ? nullptr : &scheme.benefits[static_cast<std::size_t>(index)];
}

}  // namespace tongchou::console
