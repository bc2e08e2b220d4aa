#include "cli/provider_key.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <string>

#include "base/encoding.h"
#include "cli/open_region.h"
#include "service/provider_keys.h"

namespace tongchou::cli {
namespace {

using service::ProviderKey;
using service::ProviderKeyKind;
using service::SignatureUse;

constexpr const char* kActor = "command line";

const std::map<std::string, ProviderKeyKind>& Kinds() {
  static const std::map<std::string, ProviderKeyKind> kKinds{
      {"headers", ProviderKeyKind::kHeaders},
      {"envelope", ProviderKeyKind::kEnvelope},
      {"answer", ProviderKeyKind::kAnswer}};
  return kKinds;
}

const std::map<std::string, SignatureUse>& Uses() {
  static const std::map<std::string, SignatureUse> kUses{{"off", SignatureUse::kOff},
                                                         {"accepted", SignatureUse::kAccepted},
                                                         {"required", SignatureUse::kRequired}};
  return kUses;
}

template <typename Value>
std::string NameIn(const std::map<std::string, Value>& names, Value value) {
  return std::ranges::find(names, value, &std::pair<const std::string, Value>::second)->first;
}

struct Flags {
  RegionFlags region;
  std::string id, provider, kind = "headers", public_hex, from, until;
  std::string headers = "off", envelope = "off";
};

// The first moment of a day; `otherwise` for an empty text.
Result<Moment> DayFlag(const std::string& text, Moment otherwise) {
  if (text.empty()) return otherwise;
  const Result<Date> day = ParseDate(text);
  if (!day.ok()) return Error{ErrorCode::kBadDate, {}, text};
  return MomentOf(*day);
}

Status Add(service::Region& region, const Flags& flags) {
  ProviderKey draft;
  draft.provider = flags.provider;
  draft.kind = Kinds().at(flags.kind);
  const std::optional<std::string> point = FromHex(flags.public_hex);
  if (!point) return Error{ErrorCode::kBadKey, {}, "--public"};
  draft.public_point = *point;
  const Result<Moment> from = DayFlag(flags.from, region.clock().Now());
  if (!from.ok()) return from.error();
  const Result<Moment> until = DayFlag(flags.until, service::kWithoutEnd);
  if (!until.ok()) return until.error();
  draft.from = *from;
  draft.until = *until;
  const auto made = AddProviderKey(region, kActor, draft, RandomBytes);
  if (!made.ok()) return made.error();
  fmt::print("已添加 · added: {}\n", made->key.id);
  if (!made->secret.empty()) {
    fmt::print("  密钥（只显示这一次）· secret key (shown only once): {}\n", made->secret);
  }
  if (!made->key.public_point.empty()) {
    fmt::print("  公钥 · public key: {}\n", HexOf(made->key.public_point));
  }
  return Done{};
}

Status List(service::Region& region, const Flags& flags) {
  const auto keys = FindProviderKeys(region);
  if (!keys.ok()) return keys.error();
  const Moment now = region.clock().Now();
  for (const ProviderKey& key : *keys) {
    if (!flags.provider.empty() && key.provider != flags.provider) continue;
    fmt::print("{}  {}  {:<8}  {} – {}  {}\n", key.id, key.provider, NameIn(Kinds(), key.kind),
               ToString(DayOf(key.from)),
               key.until == service::kWithoutEnd ? "…" : ToString(DayOf(key.until)),
               key.retired        ? "已停用 · retired"
               : key.InForce(now) ? "有效 · in force"
                                  : "不在有效期 · not in force");
  }
  const auto access = LoadProviderAccess(region);
  if (!access.ok()) return access.error();
  for (const auto& [provider, rule] : access->rules) {
    fmt::print("规则 · rule  {}  headers={} envelope={}\n",
               provider.empty() ? "（其余 · all others）" : provider, NameIn(Uses(), rule.headers),
               NameIn(Uses(), rule.envelope));
  }
  return Done{};
}

Status Retire(service::Region& region, const Flags& flags) {
  const Status retired = RetireProviderKey(region, kActor, flags.id);
  if (retired.ok()) fmt::print("已停用 · retired: {}\n", flags.id);
  return retired;
}

Status SetRule(service::Region& region, const Flags& flags) {
  const Status set = SetGatewayRule(region, kActor, flags.provider,
                                    {Uses().at(flags.headers), Uses().at(flags.envelope)});
  if (set.ok()) fmt::print("已设置，两秒内生效 · set, in force within two seconds\n");
  return set;
}

}  // namespace

void AddProviderKeyCommand(CLI::App& root, int& exit_status, const Clock& clock,
                           const service::StoreAccess& access) {
  CLI::App* group = root.add_subcommand(
      "provider-key", "机构签名密钥与规则 · keys that institutions sign with, and the rules");
  group->require_subcommand(1);
  const RegionCommands<Flags> commands(exit_status, clock, access);
  const auto& flags = commands.flags();
  CLI::App* add = commands.AddStep(*group, "add", "添加密钥 · add a key", Add);
  add->add_option("--provider", flags->provider, "机构编号 · fixmedins_code")->required();
  add->add_option("--kind", flags->kind, "用途 · headers, envelope or answer")
      ->capture_default_str()
      ->check(CLI::IsMember(Kinds()));
  add->add_option("--public", flags->public_hex,
                  "机构的SM2公钥，十六进制 · the institution's SM2 key in hexadecimal digits");
  add->add_option("--from", flags->from, "生效日，默认现在 · first day (default: now)");
  add->add_option("--until", flags->until, "失效日，默认无 · first day not in force");
  CLI::App* list = commands.AddStep(*group, "list", "列出密钥与规则 · list keys and rules", List);
  list->add_option("--provider", flags->provider, "只列该机构 · of one institution");
  CLI::App* retire =
      commands.AddStep(*group, "retire", "停用密钥 · put a key out of force", Retire);
  retire->add_option("id", flags->id, "密钥编号 · id of the key")->required();
  CLI::App* rule =
      commands.AddStep(*group, "rule", "要求哪些签名 · which signatures are asked for", SetRule);
  rule->add_option("--provider", flags->provider,
                   "机构，默认其余所有 · institution (default: all others)");
  rule->add_option("--headers", flags->headers, "请求头签名 · off, accepted or required")
      ->capture_default_str()
      ->check(CLI::IsMember(Uses()));
  rule->add_option("--envelope", flags->envelope, "报文签名 · off, accepted or required")
      ->capture_default_str()
      ->check(CLI::IsMember(Uses()));
}

}  // namespace tongchou::cli
