// The chain of the audit trail: each row's digest covers the row and the digest before it, so a row
// that is changed, taken out or put in is noticed by who knows a later digest.
//
// Pure; thread-safe.
#ifndef TONGCHOU_STORE_AUDIT_CHAIN_H_
#define TONGCHOU_STORE_AUDIT_CHAIN_H_

#include <cstdint>

#include "base/sm3.h"
#include "store/money_rows.h"

namespace tongchou::store {

// SM3 over "TCA1", the digest before, area, number and moment (eight bytes each, high byte first),
// actor, action and subject (each with its length before it). `row.digest` is not read. The first
// row of a chain follows a digest of zeros.
Sm3Digest AuditDigest(const Sm3Digest& previous, std::int64_t area, const AuditRow& row);

// Follows a chain from its first row. Rows from before the chain (a digest of zeros) may only stand
// at the beginning.
class AuditChain {
 public:
  explicit AuditChain(std::int64_t area) : area_(area) {}

  // Whether `row` is the next one: its number follows and its digest is right. Goes on behind it
  // either way, so that one damage is told once.
  bool Takes(const AuditRow& row);

  std::int64_t rows() const { return rows_; }
  const Sm3Digest& head() const { return head_; }

 private:
  std::int64_t area_;
  std::int64_t rows_ = 0;
  std::int64_t number_ = 0;
  Sm3Digest head_{};
};

}  // namespace tongchou::store

#endif  // TONGCHOU_STORE_AUDIT_CHAIN_H_
