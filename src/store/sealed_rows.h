// How each row that holds personal identifiers or secrets is sealed and opened: the certificate of
// a person, the identifiers inside stored answers, details of visits and open crossings, secrets of
// records.
//
// Every sealed value is bound to its row by its context. Pure but for the ring's randomness;
// thread-safe.
#ifndef TONGCHOU_STORE_SEALED_ROWS_H_
#define TONGCHOU_STORE_SEALED_ROWS_H_

#include <cstdint>
#include <string>

#include "base/result.h"
#include "store/seal_key.h"
#include "store/store.h"

namespace tongchou::store {

// What `certificate` is found by in a sealed store.
std::string CertificateLookup(const KeyRing& keys, std::int64_t area,
                              const std::string& certificate);

// Rows as SealedStore keeps them.
void SealRow(const KeyRing& keys, std::int64_t area, PersonRow& row);
void SealRow(const KeyRing& keys, std::int64_t area, VisitRow& row);
void SealRow(const KeyRing& keys, std::int64_t area, AnswerRow& row);
void SealRow(const KeyRing& keys, std::int64_t area, CrossingRow& row);
void SealRow(const KeyRing& keys, std::int64_t area, RecordRow& row);

// The rows that SealRow was given. Refusals: those of KeyRing::Open.
Status OpenRow(const KeyRing& keys, std::int64_t area, PersonRow& row);
Status OpenRow(const KeyRing& keys, std::int64_t area, VisitRow& row);
Status OpenRow(const KeyRing& keys, std::int64_t area, AnswerRow& row);
Status OpenRow(const KeyRing& keys, std::int64_t area, CrossingRow& row);
Status OpenRow(const KeyRing& keys, std::int64_t area, RecordRow& row);

// Seals what is plain or sealed with an older key. True when the row changed. Refusals: as OpenRow.
Result<bool> ResealRow(const KeyRing& keys, std::int64_t area, PersonRow& row);
Result<bool> ResealRow(const KeyRing& keys, std::int64_t area, VisitRow& row);
Result<bool> ResealRow(const KeyRing& keys, std::int64_t area, AnswerRow& row);
Result<bool> ResealRow(const KeyRing& keys, std::int64_t area, CrossingRow& row);
Result<bool> ResealRow(const KeyRing& keys, std::int64_t area, RecordRow& row);

}  // namespace tongchou::store

#endif  // TONGCHOU_STORE_SEALED_ROWS_H_
