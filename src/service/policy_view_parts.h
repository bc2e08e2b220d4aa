// Parts of the view of a pack: tables, axes, members and sources in words. Internal to policy_view.
//
// Pure functions; thread-safe.
#ifndef TONGCHOU_SERVICE_POLICY_VIEW_PARTS_H_
#define TONGCHOU_SERVICE_POLICY_VIEW_PARTS_H_

#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "policy/pack_model.h"
#include "service/policy_view.h"

namespace tongchou::service {

struct ViewContext {
  const policy::PackModel& model;
  const policy::SchemeRule* scheme;  // for the titles of categories; may be null
  std::span<const policy::AxisRule> axes;
  std::optional<Date> on;  // only what holds on that day
};

Text DocumentTitle(const policy::Document& document);
Text MemberTitle(const ViewContext& context, std::string_view axis, std::string_view member);

// "人员类别 退休" · "category retired".
Text ConditionText(const ViewContext& context, const policy::Condition& condition);

CitationView ViewSource(const ViewContext& context, const policy::Source& source);

// The table with its periods; nothing when none is left for `context.on`. `remark` follows the
// title in brackets.
std::optional<ParameterView> ViewParameter(const ViewContext& context,
                                           const policy::Parameter& parameter, const Text& remark);

// Adjustment `index` of `parameter` as a table of one value in words.
std::optional<ParameterView> ViewAdjustment(const ViewContext& context,
                                            const policy::Parameter& parameter, std::size_t index);

// The values of the whole area: parameters, account, contributions, pre-funding.
std::vector<ParameterView> ViewGeneral(const policy::PackModel& model, std::optional<Date> on);

}  // namespace tongchou::service

#endif  // TONGCHOU_SERVICE_POLICY_VIEW_PARTS_H_
