#include "service/provider_keys.h"

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <utility>

#include "base/encoding.h"
#include "service/committer.h"
#include "service/policy_at.h"
#include "service/region.h"
#include "service/register.h"
#include "store/packing.h"

namespace tongchou::service {
namespace {

using store::RecordKind;
using store::RecordRow;

constexpr std::int64_t kForm = 1;

std::string PackKey(const ProviderKey& key) {
  store::Packer out;
  out.Number(kForm).Text(key.provider).Kind(key.kind).At(key.from).At(key.until).Flag(key.retired);
  return out.Text(key.public_point).Take();
}

Result<ProviderKey> UnpackKey(const RecordRow& row) {
  store::Unpacker in(row.body);
  const bool known = in.Number() == kForm;
  ProviderKey key;
  key.id = row.code;
  key.provider = in.Text();
  key.kind = in.Kind(ProviderKeyKind::kAnswer);
  key.from = in.At();
  key.until = in.At();
  key.retired = in.Flag();
  key.public_point = in.Text();
  if (!known || !in.done()) return Error{ErrorCode::kStoreCorrupt, {}, "record"};
  return key;
}

Result<std::vector<RecordRow>> RecordsOf(Region& region, RecordKind kind) {
  Result<std::unique_ptr<store::Reader>> reader = region.store().Read(region.area_number());
  if (!reader.ok()) return reader.error();
  return (*reader)->Records(kind);
}

Result<std::vector<std::pair<RecordRow, ProviderKey>>> KeyRows(Region& region) {
  Result<std::vector<RecordRow>> rows = RecordsOf(region, RecordKind::kProviderKey);
  if (!rows.ok()) return rows.error();
  std::vector<std::pair<RecordRow, ProviderKey>> keys;
  for (RecordRow& row : *rows) {
    Result<ProviderKey> key = UnpackKey(row);
    if (!key.ok()) return key.error();
    keys.emplace_back(std::move(row), *std::move(key));
  }
  return keys;
}

// Writes one record and its audit row.
Status PutRecord(Region& region, const std::string& actor, const char* action,
                 const RecordRow& row) {
  Command command;
  command.actor = actor;
  command.action = action;
  command.at = region.clock().Now();
  command.execute = [&](Work& work) -> Result<Executed> {
    work.set.Put(row);
    return Executed{{}, 0, row.code};
  };
  const Result<Answered> answered = region.committer().Submit(command);
  if (!answered.ok()) return answered.error();
  return Done{};
}

// A private number of the curve.
std::string NewSm2Number(const RandomSource& random) {
  while (true) {
    std::string number = random(Sm2Key::kPrivateBytes);
    // All but one in 2^32 are below the order of the curve.
    if (Sm2Key::FromPrivate(number)) return number;
  }
}

// Fills in what is made: the id, the secret and the public part.
Status Complete(ProviderKey& key, std::string& secret, const RandomSource& random) {
  constexpr std::size_t kIdBytes = 10;
  constexpr std::size_t kSecretBytes = 24;
  key.id = HexOf(random(kIdBytes));
  if (key.kind == ProviderKeyKind::kHeaders) secret = Base64Of(random(kSecretBytes));
  if (key.kind == ProviderKeyKind::kAnswer) {
    secret = NewSm2Number(random);
    key.public_point = Sm2Key::FromPrivate(secret)->public_point();
  }
  if (key.kind == ProviderKeyKind::kEnvelope) {
    const std::optional<Sm2Key> known = Sm2Key::FromPublic(key.public_point);
    if (!known) return Refuse(ErrorCode::kBadKey, "public");
    key.public_point = known->public_point();
  }
  return Done{};
}

}  // namespace

Result<NewProviderKey> AddProviderKey(Region& region, const std::string& actor, ProviderKey draft,
                                      const RandomSource& random) {
  if (!FindProvider(region, draft.provider)) {
    return Refuse(ErrorCode::kUnknownProvider, draft.provider);
  }
  if (draft.until <= draft.from) return Refuse(ErrorCode::kBadKey, "until");
  const auto rows = KeyRows(region);
  if (!rows.ok()) return rows.error();
  const auto alike = std::ranges::count_if(*rows, [&](const auto& row) {
    return row.second.provider == draft.provider && row.second.kind == draft.kind &&
           !row.second.retired;
  });
  if (alike >= kMostKeys) {
    return Error{ErrorCode::kBadKey,
                 {fmt::format("该机构此类未停用的密钥已有 {} 把，请先停用不再使用的", alike),
                  fmt::format("the institution has {} keys of this kind; retire one first", alike)},
                 draft.provider};
  }
  NewProviderKey made{std::move(draft), {}};
  made.key.retired = false;
  std::string secret;
  if (const Status done = Complete(made.key, secret, random); !done.ok()) return done.error();
  RecordRow row{RecordKind::kProviderKey, made.key.id, PackKey(made.key), secret, 0};
  const Status put = PutRecord(region, actor, "add_provider_key", row);
  if (!put.ok()) return put.error();
  if (made.key.kind == ProviderKeyKind::kHeaders) made.secret = std::move(secret);
  return made;
}

Status RetireProviderKey(Region& region, const std::string& actor, const std::string& id) {
  auto rows = KeyRows(region);
  if (!rows.ok()) return rows.error();
  for (auto& [row, key] : *rows) {
    if (key.id != id) continue;
    key.retired = true;
    row.body = PackKey(key);
    return PutRecord(region, actor, "retire_provider_key", row);
  }
  return Refuse(ErrorCode::kUnknownKey, id);
}

Result<std::vector<ProviderKey>> FindProviderKeys(Region& region) {
  auto rows = KeyRows(region);
  if (!rows.ok()) return rows.error();
  std::vector<ProviderKey> keys;
  for (auto& [row, key] : *rows) keys.push_back(std::move(key));
  return keys;
}

Status SetGatewayRule(Region& region, const std::string& actor, const std::string& provider,
                      GatewayRule rule) {
  if (!provider.empty() && !FindProvider(region, provider)) {
    return Refuse(ErrorCode::kUnknownProvider, provider);
  }
  const Result<std::vector<RecordRow>> rows = RecordsOf(region, RecordKind::kGatewayRule);
  if (!rows.ok()) return rows.error();
  RecordRow row{RecordKind::kGatewayRule, provider, {}, {}, 0};
  const auto present = std::ranges::find(*rows, provider, &RecordRow::code);
  if (present != rows->end()) row.version = present->version;
  row.body = store::Packer().Number(kForm).Kind(rule.headers).Kind(rule.envelope).Take();
  return PutRecord(region, actor, "set_gateway_rule", row);
}

GatewayRule ProviderAccess::RuleOf(const std::string& provider) const {
  auto found = rules.find(provider);
  if (found == rules.end()) found = rules.find(std::string());
  return found == rules.end() ? GatewayRule{} : found->second;
}

const ProviderAccess::Key* ProviderAccess::Find(const std::string& id, const std::string& provider,
                                                ProviderKeyKind kind, Moment now) const {
  const auto found = keys.find(id);
  if (found == keys.end()) return nullptr;
  const ProviderKey& key = found->second.key;
  const bool fits = key.provider == provider && key.kind == kind && key.InForce(now);
  return fits ? &found->second : nullptr;
}

std::vector<const ProviderAccess::Key*> ProviderAccess::FindAll(const std::string& provider,
                                                                ProviderKeyKind kind,
                                                                Moment now) const {
  std::vector<const Key*> found;
  for (const auto& [id, key] : keys) {
    if (Find(id, provider, kind, now) != nullptr) found.push_back(&key);
  }
  std::ranges::stable_sort(found, std::ranges::greater(),
                           [](const Key* key) { return key->key.from; });
  return found;
}

Result<ProviderAccess> LoadProviderAccess(Region& region) {
  auto keys = KeyRows(region);
  if (!keys.ok()) return keys.error();
  ProviderAccess access;
  for (auto& [row, key] : *keys) {
    ProviderAccess::Key& made = access.keys[key.id];
    std::optional<Sm2Key> signer;
    if (key.kind == ProviderKeyKind::kHeaders) made.secret = row.secret;
    if (key.kind == ProviderKeyKind::kAnswer) signer = Sm2Key::FromPrivate(row.secret);
    if (key.kind == ProviderKeyKind::kEnvelope) signer = Sm2Key::FromPublic(key.public_point);
    if (signer) made.signer = std::make_shared<const Sm2Key>(*std::move(signer));
    if (made.signer == nullptr && key.kind != ProviderKeyKind::kHeaders) {
      return Error{ErrorCode::kStoreCorrupt, {}, "record"};
    }
    made.key = std::move(key);
  }
  const Result<std::vector<RecordRow>> rules = RecordsOf(region, RecordKind::kGatewayRule);
  if (!rules.ok()) return rules.error();
  for (const RecordRow& row : *rules) {
    store::Unpacker in(row.body);
    const bool known = in.Number() == kForm;
    GatewayRule rule;
    rule.headers = in.Kind(SignatureUse::kRequired);
    rule.envelope = in.Kind(SignatureUse::kRequired);
    if (!known || !in.done()) return Error{ErrorCode::kStoreCorrupt, {}, "record"};
    access.rules[row.code] = rule;
  }
  return access;
}

Result<std::shared_ptr<const ProviderAccess>> ProviderAccessCache::Get() {
  const Moment now = region_.clock().Now();
  const std::lock_guard lock(mutex_);
  const bool fresh = access_ != nullptr && now >= loaded_ && now.ms - loaded_.ms < kFreshMs;
  if (!fresh) {
    Result<ProviderAccess> access = LoadProviderAccess(region_);
    if (!access.ok()) return access.error();
    access_ = std::make_shared<const ProviderAccess>(*std::move(access));
    loaded_ = now;
  }
  return access_;
}

}  // namespace tongchou::service
