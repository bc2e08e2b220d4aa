#include "store/seal_key.h"

#include <fmt/format.h>

#include <utility>

#include "base/check.h"
#include "base/encoding.h"

namespace tongchou::store {
namespace {

constexpr char kForm = 1;
constexpr std::size_t kTagBytes = 16;
constexpr std::size_t kHeadBytes = 1 + SealKey::kIdBytes + Sm4CtrKey::kNonceBytes;
constexpr std::size_t kLookupBytes = 16;
constexpr std::string_view kTitle = "tongchou-keys 1";

std::string FirstBytes(const Sm3Digest& digest, std::size_t count) {
  return {digest.begin(), digest.begin() + static_cast<std::ptrdiff_t>(count)};
}

// One of the keys that are derived from a master key.
std::string Derived(std::string_view master, std::string_view purpose) {
  return ToBytes(HmacSm3Key(master).Of(purpose));
}

// `context` with its length, so that it cannot run into what follows.
std::string Framed(std::string_view context, std::string_view rest) {
  return fmt::format("{}:{}{}", context.size(), context, rest);
}

// Takes the next word off `line`.
std::string_view TakeWord(std::string_view& line) {
  const std::size_t begin = std::min(line.find_first_not_of(' '), line.size());
  const std::size_t end = std::min(line.find(' ', begin), line.size());
  const std::string_view word = line.substr(begin, end - begin);
  line.remove_prefix(end);
  return word;
}

Error Unreadable(int line) {
  return Error{ErrorCode::kKeyFileUnreadable, {}, fmt::format("line {}", line)};
}

// The key of a line of a key file; nullptr when it is none.
std::unique_ptr<SealKey> KeyOf(std::string_view line) {
  const std::optional<std::string> id = FromHex(TakeWord(line));
  const bool dated = ParseDate(std::string(TakeWord(line))).ok();
  std::optional<std::string> master = FromHex(TakeWord(line));
  if (!id || id->size() != SealKey::kIdBytes || !dated || !master ||
      master->size() != SealKey::kMasterBytes || !TakeWord(line).empty()) {
    return nullptr;
  }
  auto key = std::make_unique<SealKey>(*id, *master);
  Wipe(*master);
  return key;
}

}  // namespace

SealKey::SealKey(std::string id, std::string_view master)
    : id_(std::move(id)),
      cipher_(Derived(master, "seal").substr(0, Sm4CtrKey::kKeyBytes)),
      authentic_(Derived(master, "authentic")),
      lookup_(Derived(master, "lookup")) {
  TC_CHECK(id_.size() == kIdBytes && master.size() == kMasterBytes);
}

std::string SealKey::Tag(std::string_view context, std::string_view sealed) const {
  return FirstBytes(authentic_.Of(Framed(context, sealed)), kTagBytes);
}

std::string SealKey::Seal(std::string_view context, std::string_view text,
                          std::string_view nonce) const {
  std::string sealed(1, kForm);
  sealed.append(id_).append(nonce).append(cipher_.Apply(nonce, text));
  sealed.append(Tag(context, sealed));
  return sealed;
}

Result<std::string> SealKey::Open(std::string_view context, std::string_view sealed) const {
  if (sealed.size() < kHeadBytes + kTagBytes || sealed.front() != kForm) {
    return Error{ErrorCode::kStoreCorrupt, {}, "sealed"};
  }
  const std::string_view tag = sealed.substr(sealed.size() - kTagBytes);
  sealed.remove_suffix(kTagBytes);
  if (!SameSecret(Tag(context, sealed), tag)) return Error{ErrorCode::kStoreCorrupt, {}, "sealed"};
  return cipher_.Apply(sealed.substr(1 + kIdBytes, Sm4CtrKey::kNonceBytes),
                       sealed.substr(kHeadBytes));
}

std::string SealKey::Lookup(std::string_view context, std::string_view text) const {
  constexpr std::size_t kCharacters = 22;  // of 24: the last two are padding
  return Base64Of(FirstBytes(lookup_.Of(Framed(context, text)), kLookupBytes))
      .substr(0, kCharacters);
}

Result<std::shared_ptr<const KeyRing>> KeyRing::Parse(std::string_view text, RandomSource random) {
  auto ring = std::shared_ptr<KeyRing>(new KeyRing());
  ring->random_ = std::move(random);
  int number = 0;
  bool titled = false;
  while (!text.empty()) {
    ++number;
    const std::size_t end = std::min(text.find('\n'), text.size());
    std::string_view line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (line.empty() || line.starts_with('#')) continue;
    if (!titled) {
      if (line != kTitle) return Unreadable(number);
      titled = true;
      continue;
    }
    std::unique_ptr<SealKey> key = KeyOf(line);
    if (key == nullptr || ring->Find(key->id()) != nullptr) return Unreadable(number);
    ring->keys_.push_back(std::move(key));
  }
  if (ring->keys_.empty()) return Unreadable(number);
  return std::shared_ptr<const KeyRing>(std::move(ring));
}

std::string KeyRing::NewLine(Date made_on, const RandomSource& random) {
  return fmt::format("{} {} {}\n", HexOf(random(SealKey::kIdBytes)), ToString(made_on),
                     HexOf(random(SealKey::kMasterBytes)));
}

const SealKey* KeyRing::Find(std::string_view id) const {
  for (const auto& key : keys_) {
    if (key->id() == id) return key.get();
  }
  return nullptr;
}

std::string KeyRing::Seal(std::string_view context, std::string_view text) const {
  return current().Seal(context, text, random_(Sm4CtrKey::kNonceBytes));
}

Result<std::string> KeyRing::Open(std::string_view context, std::string_view sealed) const {
  if (sealed.size() < kHeadBytes) return Error{ErrorCode::kStoreCorrupt, {}, "sealed"};
  const std::string_view id = sealed.substr(1, SealKey::kIdBytes);
  const SealKey* key = Find(id);
  if (key == nullptr) return Error{ErrorCode::kKeyMissing, {}, HexOf(id)};
  return key->Open(context, sealed);
}

bool KeyRing::IsCurrent(std::string_view sealed) const {
  return sealed.size() >= kHeadBytes && sealed.substr(1, SealKey::kIdBytes) == current().id();
}

}  // namespace tongchou::store
