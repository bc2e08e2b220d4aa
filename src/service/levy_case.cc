#include "service/levy_case.h"

#include <fmt/format.h>

#include <algorithm>

#include "levy/fixed.h"
#include "levy/levy.h"
#include "policy/words.h"
#include "service/json_case.h"

namespace tongchou::service {

namespace {

namespace json = boost::json;

using policy::LevyRules;
using policy::Library;
using policy::PrefundRules;

// The rules of `pack` in force on `day`.
template <typename Rules>
Result<const Rules*> RulesOn(const policy::Pack* pack, std::vector<Rules> policy::Pack::*member,
                             const std::optional<Date>& day) {
  if (pack == nullptr) return ErrorCode::kUnknownPolicy;
  if (!day) return ErrorCode::kBadDate;
  const std::vector<Rules>& all = pack->*member;
  const auto found = std::find_if(
      all.begin(), all.end(), [&](const Rules& rules) { return rules.in_force.Contains(*day); });
  if (found == all.end()) return ErrorCode::kNoPolicyInForce;
  return &*found;
}

// The first day of the month written as "2001-07" under `key`.
std::optional<Date> MonthOf(const json::object& object, std::string_view key) {
  const std::optional<std::string_view> text = StringOf(object, key);
  if (!text) return {};
  const Result<Date> first = ParseDate(std::string(*text) + "-01");
  if (!first.ok()) return {};
  return *first;
}

std::string BeginAnswer(std::string_view id) {
  std::string text = "{\"id\": ";
  AppendString(text, id);
  return text;
}

void AppendError(std::string& text, ErrorCode code) {
  AppendKey(text, "error");
  AppendString(text, InfoOf(code).text_code);
}

// The header every case has: an object with the strings id and policy.
struct Header {
  json::object object;
  std::string id;
  const policy::Pack* pack = nullptr;
};

Result<Header> ReadHeader(const Library& library, std::string_view json_line) {
  Result<json::object> object = ParseObject(json_line);
  if (!object.ok()) return object.error();
  Result<std::string> id = NeedString(*object, "id");
  if (!id.ok()) return id.error();
  const Result<std::string> policy = NeedString(*object, "policy");
  if (!policy.ok()) return policy.error();
  const policy::Pack* pack = library.Find(*policy);
  return Header{.object = *std::move(object), .id = *std::move(id), .pack = pack};
}

Result<levy::LevyFigures> FiguresOf(const LevyRules& rules, const json::object& person, Date month,
                                    std::string_view unit_kind) {
  const auto group = levy::FindGroup(rules, StringOf(person, "category").value_or(""), unit_kind);
  if (!group.ok()) return group.error();
  const std::optional<Date> birth = DateOf(person, "birth_date");
  if (!birth) return ErrorCode::kBadDate;
  const std::optional<Money> wage = AmountOf(person, "wage");
  if (!wage) return ErrorCode::kBadAmount;
  return levy::LevyOf(rules, **group, *wage, AgeOn(month, *birth));
}

void AppendFigures(std::string& text, const levy::LevyFigures& figures) {
  AppendAmount(text, "base", figures.base);
  AppendAmount(text, "employer", figures.employer);
  AppendAmount(text, "person", figures.person);
  AppendAmount(text, "account", figures.account);
  AppendAmount(text, "pooled", figures.pooled);
  AppendAmount(text, "large_illness_employer", figures.large_illness_employer);
  AppendAmount(text, "large_illness_person", figures.large_illness_person);
  AppendAmount(text, "civil_servant", figures.civil_servant);
  // Only where the pack has such a part: cases of packs without it read as they always did.
  if (figures.large_illness_pooled == Money{}) return;
  AppendAmount(text, "large_illness_pooled", figures.large_illness_pooled);
}

// The row of one person; `rules` is what holds for the unit's month, or why nothing does.
Result<std::string> AnswerPerson(const Result<const LevyRules*>& rules, const json::value& value,
                                 const std::optional<Date>& month, std::string_view unit_kind) {
  if (!value.is_object()) return NotACase("person", "一个JSON对象", "a JSON object");
  const json::object& person = value.get_object();
  const Result<std::string> id = NeedString(person, "id");
  if (!id.ok()) return id.error();
  std::string text = BeginAnswer(*id);
  const Result<levy::LevyFigures> figures = rules.ok()
                                                ? FiguresOf(**rules, person, *month, unit_kind)
                                                : Result<levy::LevyFigures>(rules.error().code);
  if (figures.ok()) {
    AppendFigures(text, *figures);
  } else {
    AppendError(text, figures.error().code);
  }
  text.append(1, '}');
  return text;
}

// What one person's year comes to, by who pays it.
Result<std::string> AnswerFixedPerson(const Result<const policy::FixedRules*>& rules,
                                      const json::value& value) {
  if (!value.is_object()) return NotACase("person", "一个JSON对象", "a JSON object");
  const json::object& person = value.get_object();
  const Result<std::string> id = NeedString(person, "id");
  if (!id.ok()) return id.error();
  std::string text = BeginAnswer(*id);
  const auto group = rules.ok()
                         ? levy::FindFixedGroup(**rules, StringOf(person, "category").value_or(""),
                                                StringOf(person, "identity").value_or(""))
                         : Result<const policy::FixedGroup*>(rules.error().code);
  if (group.ok()) {
    for (std::size_t i = 0; i < policy::kFixedParts; ++i) {
      AppendAmount(text, policy::kFixedPartWords[i], (*group)->parts[i]);
    }
    AppendAmount(text, "account", (*group)->account);
    AppendAmount(text, "total", levy::TotalOf(**group));
  } else {
    AppendError(text, group.error().code);
  }
  text.append(1, '}');
  return text;
}

}  // namespace

Result<std::string> AnswerLevyCase(const Library& library, std::string_view json_line) {
  const Result<Header> header = ReadHeader(library, json_line);
  if (!header.ok()) return header.error();
  const json::value* persons = header->object.if_contains("persons");
  if (persons == nullptr || !persons->is_array()) return NotACase("persons", "数组", "an array");
  std::string_view unit_kind;
  if (header->object.contains("unit_kind")) {
    const std::optional<std::string_view> kind = StringOf(header->object, "unit_kind");
    if (!kind) return NotACase("unit_kind", "字符串", "a string");
    unit_kind = *kind;
  }
  const std::optional<Date> month = MonthOf(header->object, "month");
  const auto rules = RulesOn(header->pack, &policy::Pack::levy, month);
  std::string text = BeginAnswer(header->id);
  AppendKey(text, "persons");
  text.append(1, '[');
  for (const json::value& value : persons->get_array()) {
    const Result<std::string> row = AnswerPerson(rules, value, month, unit_kind);
    if (!row.ok()) return row.error();
    if (text.back() != '[') text.append(", ");
    text.append(*row);
  }
  text.append("]}");
  return text;
}

Result<std::string> AnswerFixedCase(const Library& library, std::string_view json_line) {
  const Result<Header> header = ReadHeader(library, json_line);
  if (!header.ok()) return header.error();
  const json::value* persons = header->object.if_contains("persons");
  if (persons == nullptr || !persons->is_array()) return NotACase("persons", "数组", "an array");
  const std::optional<std::string_view> year = StringOf(header->object, "year");
  const Result<Date> first = ParseDate(std::string(year.value_or("")) + "-01-01");
  const auto rules = RulesOn(header->pack, &policy::Pack::fixed,
                             first.ok() ? std::optional<Date>(*first) : std::nullopt);
  std::string text = BeginAnswer(header->id);
  AppendKey(text, "persons");
  text.append(1, '[');
  for (const json::value& value : persons->get_array()) {
    const Result<std::string> row = AnswerFixedPerson(rules, value);
    if (!row.ok()) return row.error();
    if (text.back() != '[') text.append(", ");
    text.append(*row);
  }
  text.append("]}");
  return text;
}

Result<std::string> AnswerLateFeeCase(const Library& library, std::string_view json_line) {
  const Result<Header> header = ReadHeader(library, json_line);
  if (!header.ok()) return header.error();
  const std::optional<Date> due = DateOf(header->object, "due");
  const std::optional<Date> paid = DateOf(header->object, "paid");
  const std::optional<Money> amount = AmountOf(header->object, "amount");
  const auto rules = RulesOn(header->pack, &policy::Pack::levy, paid ? due : paid);
  std::string text = BeginAnswer(header->id);
  if (!rules.ok()) {
    AppendError(text, rules.error().code);
  } else if (!amount) {
    AppendError(text, ErrorCode::kBadAmount);
  } else {
    const levy::LateFee fee = levy::LateFeeOf(**rules, *due, *paid, *amount);
    AppendKey(text, "days");
    text.append(fmt::format("{}", fee.days));
    AppendAmount(text, "late_fee", fee.fee);
  }
  text.append(1, '}');
  return text;
}

Result<std::string> AnswerPrefundCase(const Library& library, std::string_view json_line) {
  const Result<Header> header = ReadHeader(library, json_line);
  if (!header.ok()) return header.error();
  const std::optional<Date> birth = DateOf(header->object, "birth_date");
  const std::optional<Date> declared = DateOf(header->object, "declared");
  const std::optional<Money> wage = AmountOf(header->object, "average_monthly_wage");
  const auto rules = RulesOn(header->pack, &policy::Pack::prefund, birth ? declared : birth);
  std::string text = BeginAnswer(header->id);
  if (!rules.ok()) {
    AppendError(text, rules.error().code);
  } else if ((*rules)->life_years == 0) {
    AppendError(text, ErrorCode::kNoPolicyInForce);
  } else if (!wage) {
    AppendError(text, ErrorCode::kBadAmount);
  } else {
    constexpr std::int64_t kFenPerYuan = 100;
    const levy::Prefund prefund = levy::PrefundOf(**rules, *birth, *declared, *wage);
    AppendKey(text, "months");
    text.append(fmt::format("{}", prefund.months));
    AppendKey(text, "amount");
    AppendString(text, fmt::format("{}", prefund.amount.fen / kFenPerYuan));
  }
  text.append(1, '}');
  return text;
}

int RunLevyFile(const Library& library, std::istream& in, std::ostream& out, std::ostream& err) {
  return AnswerLines(in, out, err,
                     [&](std::string_view line) { return AnswerLevyCase(library, line); });
}

int RunLateFeeFile(const Library& library, std::istream& in, std::ostream& out, std::ostream& err) {
  return AnswerLines(in, out, err,
                     [&](std::string_view line) { return AnswerLateFeeCase(library, line); });
}

int RunPrefundFile(const Library& library, std::istream& in, std::ostream& out, std::ostream& err) {
  return AnswerLines(in, out, err,
                     [&](std::string_view line) { return AnswerPrefundCase(library, line); });
}

}  // namespace tongchou::service
