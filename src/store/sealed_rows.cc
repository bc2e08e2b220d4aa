#include "store/sealed_rows.h"

#include <fmt/format.h>

#include "store/sealed_fields.h"

namespace tongchou::store {
namespace {

std::string ContextOf(std::int64_t area, const PersonRow& row) {
  return fmt::format("person/{}/{}", area, row.person);
}
std::string ContextOf(std::int64_t area, const VisitRow& row) {
  return fmt::format("visit/{}/{}", area, row.visit);
}
std::string ContextOf(std::int64_t area, const AnswerRow& row) {
  return fmt::format("answer/{}/{}/{}", area, row.key.provider, row.key.msgid);
}
std::string ContextOf(std::int64_t area, const CrossingRow& row) {
  return fmt::format("crossing/{}/{}/{}", area, row.key.provider, row.key.msgid);
}
std::string ContextOf(std::int64_t area, const RecordRow& row) {
  return fmt::format("record/{}/{}/{}", area, static_cast<int>(row.kind), row.code);
}

}  // namespace

std::string CertificateLookup(const KeyRing& keys, std::int64_t area,
                              const std::string& certificate) {
  return keys.current().Lookup(fmt::format("certificate/{}", area), certificate);
}

void SealRow(const KeyRing& keys, std::int64_t area, PersonRow& row) {
  row.sealed = keys.Seal(ContextOf(area, row), row.certificate);
  row.certificate = CertificateLookup(keys, area, row.certificate);
}
void SealRow(const KeyRing& keys, std::int64_t area, VisitRow& row) {
  SealFields(keys, ContextOf(area, row), row.detail);
}
void SealRow(const KeyRing& keys, std::int64_t area, AnswerRow& row) {
  SealFields(keys, ContextOf(area, row), row.answer);
}
// The packed order holds texts of JSON; sealing makes it unreadable until it is opened again.
void SealRow(const KeyRing& keys, std::int64_t area, CrossingRow& row) {
  SealFields(keys, ContextOf(area, row), row.request);
}
void SealRow(const KeyRing& keys, std::int64_t area, RecordRow& row) {
  if (!row.secret.empty()) row.secret = keys.Seal(ContextOf(area, row), row.secret);
}

Status OpenRow(const KeyRing& keys, std::int64_t area, PersonRow& row) {
  Result<std::string> opened = keys.Open(ContextOf(area, row), row.sealed);
  if (!opened.ok()) return opened.error();
  row.certificate = *std::move(opened);
  row.sealed.clear();
  return Done{};
}
Status OpenRow(const KeyRing& keys, std::int64_t area, VisitRow& row) {
  return OpenFields(keys, ContextOf(area, row), row.detail);
}
Status OpenRow(const KeyRing& keys, std::int64_t area, AnswerRow& row) {
  return OpenFields(keys, ContextOf(area, row), row.answer);
}
Status OpenRow(const KeyRing& keys, std::int64_t area, CrossingRow& row) {
  return OpenFields(keys, ContextOf(area, row), row.request);
}
Status OpenRow(const KeyRing& keys, std::int64_t area, RecordRow& row) {
  if (row.secret.empty()) return Done{};
  Result<std::string> opened = keys.Open(ContextOf(area, row), row.secret);
  if (!opened.ok()) return opened.error();
  row.secret = *std::move(opened);
  return Done{};
}

Result<bool> ResealRow(const KeyRing& keys, std::int64_t area, PersonRow& row) {
  if (keys.IsCurrent(row.sealed)) return false;
  if (!row.sealed.empty()) {
    if (const Status opened = OpenRow(keys, area, row); !opened.ok()) return opened.error();
  }
  SealRow(keys, area, row);
  return true;
}
Result<bool> ResealRow(const KeyRing& keys, std::int64_t area, VisitRow& row) {
  return ResealFields(keys, ContextOf(area, row), row.detail);
}
Result<bool> ResealRow(const KeyRing& keys, std::int64_t area, AnswerRow& row) {
  return ResealFields(keys, ContextOf(area, row), row.answer);
}
Result<bool> ResealRow(const KeyRing& keys, std::int64_t area, CrossingRow& row) {
  return ResealFields(keys, ContextOf(area, row), row.request);
}
// A secret is sealed from its first day on: there are no plain ones.
Result<bool> ResealRow(const KeyRing& keys, std::int64_t area, RecordRow& row) {
  if (row.secret.empty() || keys.IsCurrent(row.secret)) return false;
  if (const Status opened = OpenRow(keys, area, row); !opened.ok()) return opened.error();
  SealRow(keys, area, row);
  return true;
}

}  // namespace tongchou::store
