#include "gateway/words.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "gateway/json_writer.h"

namespace tongchou::gateway {
namespace {

constexpr std::int64_t kClockToleranceMs = 24LL * 3600 * 1000;

Error UnknownCode(ErrorCode code, std::string_view field, std::string_view name,
                  std::string_view value) {
  return Error{code,
               {fmt::format("{}（{}）“{}”在本统筹区没有对应，请核对", field, name, value),
                fmt::format("{} \"{}\" means nothing in this area; check it", field, value)},
               std::string(field)};
}

bool SameIgnoringCase(std::string_view left, std::string_view right) {
  const auto upper = [](char letter) {
    return letter >= 'a' && letter <= 'z' ? static_cast<char>(letter - 'a' + 'A') : letter;
  };
  return std::ranges::equal(left, right, {}, upper, upper);
}

}  // namespace

std::optional<std::string> WordOf(const std::vector<policy::WirePair>& pairs,
                                  std::string_view code) {
  const auto found = std::ranges::find(pairs, code, &policy::WirePair::wire);
  if (found == pairs.end()) return std::nullopt;
  return found->word;
}

std::string_view CodeOf(const std::vector<policy::WirePair>& pairs, std::string_view word) {
  const auto found = std::ranges::find(pairs, word, &policy::WirePair::word);
  return found == pairs.end() ? std::string_view() : std::string_view(found->wire);
}

Result<std::string> SchemeIn(const Call& call, const WireValue& row) {
  const std::string_view code = row.Text("insutype");
  std::optional<std::string> scheme = WordOf(call.region.pack().wire.insutype_to_scheme, code);
  if (!scheme) return UnknownCode(ErrorCode::kUnknownScheme, "insutype", "险种类型", code);
  return *std::move(scheme);
}

Result<std::string> BenefitIn(const Call& call, const WireValue& row) {
  const std::string_view code = row.Text("med_type");
  if (code.empty()) return std::string();
  std::optional<std::string> benefit = WordOf(call.region.pack().wire.med_type_to_benefit, code);
  if (!benefit) return UnknownCode(ErrorCode::kUnknownBenefit, "med_type", "医疗类别", code);
  return *std::move(benefit);
}

std::string_view GenderCode(service::Gender gender) {
  static constexpr std::array<std::string_view, 3> kCodes = {"0", "1", "2"};
  return kCodes.at(static_cast<std::size_t>(gender));
}

Status NotInFuture(const Call& call, const WireValue& row, std::string_view field) {
  const std::optional<Moment> time = TimeOf(row, field);
  if (!time || time->ms <= call.received.ms + kClockToleranceMs) return Done{};
  return Error{ErrorCode::kTimeInFuture,
               {fmt::format("{}的时间 {} 晚于当前时间，请核对", field, ToString(*time)),
                fmt::format("{} {} lies in the future; check it", field, ToString(*time))},
               std::string(field)};
}

Result<service::Person> PersonIn(const Call& call, const WireValue& row) {
  Result<service::Person> person = service::GetPerson(call.region, std::string(row.Text("psn_no")));
  if (!person.ok()) return person;
  const std::string_view certificate = row.Text("certno");
  const std::string_view name = row.Text("psn_name");
  if (!certificate.empty() && !SameIgnoringCase(certificate, person->certificate)) {
    return Error{ErrorCode::kPersonDiffers, {}, "certno"};
  }
  if (!name.empty() && name != person->name) {
    return Error{ErrorCode::kPersonDiffers, {}, "psn_name"};
  }
  return person;
}

Result<bool> UsesAccount(const WireValue& row) {
  const std::string_view flag = row.Text("acct_used_flag");
  if (flag != "2") return flag == "1";
  return Error{ErrorCode::kNotSupported,
               {"acct_used_flag（个人账户使用标志）2：尚不支持使用共济人账户，请填 0 或 1",
                "acct_used_flag 2: another person's account cannot be used yet; send 0 or 1"},
               "acct_used_flag"};
}

std::string DetailOf(const Node& node, const WireValue& row,
                     const std::vector<std::string_view>& taken) {
  WireValue detail;
  detail.kind = WireValue::Kind::kObject;
  for (const Field& field : node.fields) {
    const WireValue& value = row[field.code];
    if (value.IsAbsent() || std::ranges::find(taken, field.code) != taken.end()) continue;
    detail.items.push_back(value);
  }
  return ToJson(detail);
}

}  // namespace tongchou::gateway
