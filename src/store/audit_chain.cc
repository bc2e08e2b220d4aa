#include "store/audit_chain.h"

#include <string>
#include <string_view>

namespace tongchou::store {
namespace {

void AddNumber(std::string& bytes, std::int64_t number) {
  for (int shift = 56; shift >= 0; shift -= 8) {
    bytes.push_back(static_cast<char>(static_cast<std::uint64_t>(number) >> shift & 0xff));
  }
}

void AddText(std::string& bytes, std::string_view text) {
  AddNumber(bytes, static_cast<std::int64_t>(text.size()));
  bytes.append(text);
}

}  // namespace

Sm3Digest AuditDigest(const Sm3Digest& previous, std::int64_t area, const AuditRow& row) {
  std::string bytes = "TCA1";
  bytes.append(previous.begin(), previous.end());
  AddNumber(bytes, area);
  AddNumber(bytes, row.number);
  AddNumber(bytes, row.at.ms);
  AddText(bytes, row.actor);
  AddText(bytes, row.action);
  AddText(bytes, row.subject);
  return Sm3(bytes);
}

bool AuditChain::Takes(const AuditRow& row) {
  const bool follows = row.number == number_ + 1;
  const bool older = head_ == Sm3Digest{} && row.digest == Sm3Digest{};
  const bool chained = older || AuditDigest(head_, area_, row) == row.digest;
  ++rows_;
  number_ = row.number;
  head_ = row.digest;
  return follows && chained;
}

}  // namespace tongchou::store
