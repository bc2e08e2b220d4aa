#include "service/verify_policies.h"

#include <fmt/format.h>

#include <optional>

#include "policy/pack_files.h"
#include "service/policy_versions.h"
#include "service/projection_papers.h"

namespace tongchou::service {
namespace {

void Differ(const std::string& code, const char* zh, const char* en, Findings& findings) {
  findings.Add(fmt::format("政策版本 {}：{}", code, zh),
               fmt::format("policy version {}: {}", code, en));
}

Status VerifyVersions(store::Reader& reader, Findings& findings) {
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

Status VerifyProjections(store::Reader& reader, Findings& findings) {
  const auto rows = reader.Records(store::RecordKind::kProjection);
  if (!rows.ok()) return rows.error();
  for (const store::RecordRow& row : *rows) {
    const Result<Projection> result = ProjectionOf(row);
    if (!result.ok()) {
      findings.Add(fmt::format("预测 {}：无法读取", row.code),
                   fmt::format("projection {}: it cannot be read", row.code));
    } else if (!AddsUp(*result)) {
      findings.Add(fmt::format("预测 {}：结余不等于上月结余加收入减支出", row.code),
                   fmt::format("projection {}: a balance does not follow from the month before it",
                               row.code));
    }
  }
  return Done{};
}

}  // namespace

Status VerifyPolicies(store::Reader& reader, Findings& findings) {
  const Status versions = VerifyVersions(reader, findings);
  return versions.ok() ? VerifyProjections(reader, findings) : versions;
}

}  // namespace tongchou::service
