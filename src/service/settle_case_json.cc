#include "service/settle_case_json.h"

#include <array>
#include <istream>
#include <ostream>

#include "service/explained_case.h"
#include "service/json_case.h"

namespace tongchou::service {

namespace {

namespace json = boost::json;

constexpr std::array<std::string_view, 3> kAidWords = {"none", "low_income", "destitute"};
constexpr std::array<std::string_view, 3> kReferralWords = {"none", "referred", "unreferred"};

// The member `key`, one of `words`; the first word when absent or null. Refusal: kBadCase.
template <typename Word>
Result<Word> WordOf(const json::object& object, std::string_view key,
                    const std::array<std::string_view, 3>& words) {
  const json::value* value = object.if_contains(json::string_view(key.data(), key.size()));
  if (value == nullptr || value->is_null()) return Word{};
  const std::string_view text = StringOf(object, key).value_or("");
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (words[i] == text) return static_cast<Word>(i);
  }
  const std::string list =
      std::string(words[0]) + " " + std::string(words[1]) + " " + std::string(words[2]);
  return NotACase(key, "其中之一：" + list, "one of " + list);
}

// The integer under `key`, `absent` without one, -1 for anything but an integer from 0 to 1000.
int SmallIntegerOf(const json::object& object, std::string_view key, int absent) {
  const json::value* value = object.if_contains(json::string_view(key.data(), key.size()));
  if (value == nullptr) return absent;
  if (!value->is_int64()) return -1;
  const std::int64_t number = value->get_int64();
  return number >= 0 && number <= 1000 ? static_cast<int>(number) : -1;
}

// Reads one fee line into `line`; the first fault of it, if any, in the order of the contract.
std::optional<ErrorCode> ReadLine(const json::value& value, settle::FeeLine& line) {
  if (!value.is_object()) return ErrorCode::kBadAmount;
  const json::object& object = value.get_object();
  const std::optional<Money> amount = AmountOf(object, "amount");
  if (!amount) return ErrorCode::kBadAmount;
  line.amount = *amount;
  const std::string_view fee_class = StringOf(object, "class").value_or("");
  if (fee_class.size() != 1 || fee_class[0] < 'A' || fee_class[0] > 'C') {
    return ErrorCode::kUnknownClass;
  }
  line.fee_class = static_cast<settle::FeeClass>(fee_class[0] - 'A');
  if (object.contains("ceiling")) {
    line.ceiling = AmountOf(object, "ceiling");
    if (!line.ceiling) return ErrorCode::kBadAmount;
  }
  if (object.contains("first_ratio")) {
    const Result<Ratio> ratio = ParseRatio(StringOf(object, "first_ratio").value_or(""));
    if (!ratio.ok()) return ErrorCode::kBadRatio;
    line.first_ratio = *ratio;
  }
  return {};
}

void ReadLines(const json::object& object, CaseEncounter& encounter) {
  const json::value* lines = object.if_contains("lines");
  if (lines == nullptr || !lines->is_array()) return;
  encounter.lines.reserve(lines->get_array().size());
  for (const json::value& value : lines->get_array()) {
    encounter.line_fault = ReadLine(value, encounter.lines.emplace_back());
    if (encounter.line_fault) return;
  }
}

Result<CaseEncounter> ReadEncounter(const json::value& value) {
  if (!value.is_object()) return NotACase("encounter", "一个JSON对象", "a JSON object");
  const json::object& object = value.get_object();
  Result<std::string> id = NeedString(object, "id");
  if (!id.ok()) return id.error();
  CaseEncounter encounter{.id = *std::move(id)};
  if (object.contains("reverses")) {
    encounter.reverses = std::string(StringOf(object, "reverses").value_or(""));
    return encounter;
  }
  const Result<bool> use_account = FlagOf(object, "use_account");
  if (!use_account.ok()) return use_account.error();
  encounter.use_account = *use_account;
  const auto referral = WordOf<settle::Referral>(object, "referral", kReferralWords);
  if (!referral.ok()) return referral.error();
  encounter.referral = *referral;
  encounter.benefit = StringOf(object, "benefit").value_or("");
  encounter.date = DateOf(object, "date");
  encounter.level = SmallIntegerOf(object, "provider_level", 1);
  ReadLines(object, encounter);
  return encounter;
}

Status ReadPerson(const json::object& object, SettleCase& settle_case) {
  settle_case.category = StringOf(object, "category").value_or("");
  settle_case.birth_date = DateOf(object, "birth_date");
  settle_case.years_insured = SmallIntegerOf(object, "years_insured", 0);
  if (settle_case.years_insured < 0) {
    return NotACase("years_insured", "整数年", "a whole number of years");
  }
  const auto aid = WordOf<settle::Aid>(object, "aid", kAidWords);
  if (!aid.ok()) return aid.error();
  settle_case.aid = *aid;
  const Result<bool> civil_servant = FlagOf(object, "civil_servant");
  if (!civil_servant.ok()) return civil_servant.error();
  settle_case.civil_servant = *civil_servant;
  const Result<bool> frozen = FlagOf(object, "frozen");
  if (!frozen.ok()) return frozen.error();
  settle_case.frozen = *frozen;
  return Done{};
}

Status ReadHeader(const json::object& object, SettleCase& settle_case) {
  const auto read = [&object](std::string_view key, std::string& into) -> Status {
    Result<std::string> text = NeedString(object, key);
    if (!text.ok()) return text.error();
    into = *std::move(text);
    return Done{};
  };
  if (const Status status = read("id", settle_case.id); !status.ok()) return status;
  if (const Status status = read("policy", settle_case.policy); !status.ok()) return status;
  if (const Status status = read("scheme", settle_case.scheme); !status.ok()) return status;
  if (object.contains("account_balance")) {
    settle_case.account_balance = AmountOf(object, "account_balance");
  }
  return Done{};
}

void AppendFigures(std::string& text, const EncounterAnswer& answer) {
  const settle::Figures& figures = answer.figures;
  AppendAmount(text, "total", figures.total);
  AppendAmount(text, "full_self_pay", figures.full_self_pay);
  AppendAmount(text, "over_ceiling", figures.over_ceiling);
  AppendAmount(text, "first_self_pay", figures.first_self_pay);
  AppendAmount(text, "eligible", figures.eligible);
  AppendAmount(text, "deductible", figures.deductible);
  AppendKey(text, "funds");
  text.append(1, '{');
  for (const FundPayment& payment : answer.funds) {
    AppendAmount(text, payment.fund, payment.amount);
  }
  text.append(1, '}');
  AppendAmount(text, "burden", figures.burden);
  AppendAmount(text, "account", figures.account);
  AppendAmount(text, "cash", figures.cash);
  AppendAmount(text, "account_balance", answer.account_balance);
}

void AppendResult(std::string& text, const EncounterAnswer& answer) {
  text.append("{\"id\": ");
  AppendString(text, answer.id);
  if (answer.error) {
    AppendKey(text, "error");
    AppendString(text, InfoOf(*answer.error).text_code);
  } else {
    AppendFigures(text, answer);
    if (answer.explanation) AppendExplanation(text, *answer.explanation);
  }
  text.append(1, '}');
}

}  // namespace

Result<SettleCase> ParseSettleCase(std::string_view json_line) {
  const Result<json::object> object = ParseObject(json_line);
  if (!object.ok()) return object.error();
  SettleCase settle_case;
  if (const Status status = ReadHeader(*object, settle_case); !status.ok()) return status.error();
  const json::value* person = object->if_contains("person");
  if (person == nullptr || !person->is_object()) {
    return NotACase("person", "一个JSON对象", "a JSON object");
  }
  const Status read = ReadPerson(person->get_object(), settle_case);
  if (!read.ok()) return read.error();
  const json::value* encounters = object->if_contains("encounters");
  if (encounters == nullptr || !encounters->is_array()) {
    return NotACase("encounters", "数组", "an array");
  }
  for (const json::value& value : encounters->get_array()) {
    Result<CaseEncounter> encounter = ReadEncounter(value);
    if (!encounter.ok()) return encounter.error();
    settle_case.encounters.push_back(*std::move(encounter));
  }
  return settle_case;
}

std::string WriteAnswer(const CaseAnswer& answer) {
  std::string text = "{\"id\": ";
  AppendString(text, answer.id);
  text.append(", \"results\": [");
  for (const EncounterAnswer& result : answer.results) {
    if (text.back() != '[') text.append(", ");
    AppendResult(text, result);
  }
  text.append("]}");
  return text;
}

int RunSettleFile(const policy::Library& library, std::istream& in, std::ostream& out,
                  std::ostream& err, Explain explain) {
  return AnswerLines(in, out, err, [&](std::string_view line) -> Result<std::string> {
    const Result<SettleCase> settle_case = ParseSettleCase(line);
    if (!settle_case.ok()) return settle_case.error();
    return WriteAnswer(RunSettleCase(library, *settle_case, explain));
  });
}

}  // namespace tongchou::service
