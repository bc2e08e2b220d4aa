#include "service/verify_policies.h"

#include <fmt/format.h>

#include <optional>

#include "policy/pack_files.h"
#include "service/policy_versions.h"

namespace tongchou::service {
namespace {

void Differ(const std::string& code, const char* zh, const char* en, Findings& findings) {
  findings.Add(fmt::format("政策版本 {}：{}", code, zh),
               fmt::format("policy version {}: {}", code, en));
}

}  // namespace

Status VerifyPolicies(store::Reader& reader, Findings& findings) {
  const auto rows = reader.Records(store::RecordKind::kPolicyVersion);
  if (!rows.ok()) return rows.error();
  std::optional<PolicyVersion> before;
  for (const store::RecordRow& row : *rows) {
    Result<PolicyVersion> version = VersionOf(row);
    if (!version.ok()) {
      Differ(row.code, "无法读取", "it cannot be read", findings);
      continue;
    }
    if (policy::DigestOf(SourceOf(version->pack, version->files)) != version->digest) {
      Differ(row.code, "文件与摘要不符", "its files are not those of its digest", findings);
    }
    const bool first = !before || before->pack != version->pack;
    const bool follows =
        first ? version->number == 1
              : version->number == before->number + 1 && version->base_digest == before->digest;
    if (!follows) {
      Differ(row.code, "不接前一版本", "it does not follow the version before it", findings);
    }
    before = *std::move(version);
  }
  return Done{};
}

}  // namespace tongchou::service
