#include "gateway/visit_detail.h"

#include <algorithm>
#include <utility>

namespace tongchou::gateway {
namespace {

constexpr std::string_view kWhen = "inout_diag_type";

void SetMember(WireValue& object, WireValue member) {
  const auto found = std::ranges::find(object.items, member.key, &WireValue::key);
  if (found == object.items.end()) {
    object.items.push_back(std::move(member));
  } else {
    *found = std::move(member);
  }
}

WireValue TextMember(std::string_view key, std::string_view text) {
  WireValue member;
  member.kind = WireValue::Kind::kText;
  member.key = key;
  member.text = text;
  return member;
}

}  // namespace

WireValue ReadKept(const std::string& json) {
  Result<WireValue> value = ReadJson(json);
  return value.ok() ? *std::move(value) : WireValue{};
}

std::string MergeDetail(const std::string& earlier, const std::string& later) {
  WireValue merged = ReadKept(earlier);
  merged.kind = WireValue::Kind::kObject;
  WireValue now = ReadKept(later);
  for (WireValue& member : now.items) SetMember(merged, std::move(member));
  return ToJson(merged);
}

std::string MergeDiagnoses(const std::string& kept, const std::vector<WireValue>& rows,
                           std::string_view when) {
  WireValue merged = ReadKept(kept);
  merged.kind = WireValue::Kind::kList;
  for (const WireValue& row : rows) {
    std::erase_if(merged.items, [&](const WireValue& old) {
      return old.Text(kWhen) == when && old.Text("diag_srt_no") == row.Text("diag_srt_no");
    });
    if (row.Text("vali_flag") == "0") continue;
    WireValue& added = merged.items.emplace_back(row);
    SetMember(added, TextMember(kWhen, when));
  }
  return ToJson(merged);
}

service::VisitRef VisitIn(const WireValue& row) {
  return {std::string(row.Text("mdtrt_id")), std::string(row.Text("psn_no"))};
}

Result<service::VisitRef> OneVisitIn(const std::vector<WireValue>& rows) {
  const service::VisitRef visit = VisitIn(rows.front());
  for (const WireValue& row : rows) {
    if (row.Text("mdtrt_id") == visit.mdtrt_id && row.Text("psn_no") == visit.psn_no) continue;
    return Error{ErrorCode::kUnknownVisit,
                 {"一次只能处理同一就诊（mdtrt_id、psn_no）的明细，请分开发送",
                  "all rows of one message must be of one visit; send the others separately"},
                 std::string(row.Text("mdtrt_id"))};
  }
  return visit;
}

}  // namespace tongchou::gateway
