#include "service/settle_case.h"

#include <gtest/gtest.h>

#include <memory>

#include "service/settle_case_json.h"

namespace tongchou::service {
namespace {

// One scheme "employee" with category "active" and one benefit "inpatient": 80 % of everything.
policy::Pack SmallPack() {
  policy::LayerCell cell;
  cell.applies = true;
  cell.band_count = 1;
  cell.bands[0].share_millionths = 800'000;
  policy::Layer layer;
  layer.id = "pooled";
  layer.span = policy::Span::kYear;
  layer.total_slot = 0;
  layer.cells = {cell};
  policy::BenefitPlan benefit;
  benefit.id = "inpatient";
  benefit.counts_as_stay = true;
  benefit.layers = {layer};
  using policy::Op;
  benefit.steps = {{Op::kSplitScope}, {Op::kReduceReferral}, {Op::kTakeAxis},   {Op::kDeduct},
                   {Op::kPayBands},   {Op::kAddToFund},      {Op::kPayAccount}, {Op::kPayCash}};
  policy::SchemePlan scheme;
  scheme.id = "employee";
  scheme.categories = {"active"};
  scheme.funds = {{.id = "pooled", .title = {}}};
  scheme.benefits = {benefit};
  auto epoch = std::make_unique<policy::Epoch>();
  epoch->in_force = {.from = Date(2026, 1, 1)};
  epoch->schemes = {scheme};
  policy::Pack pack;
  pack.id = "small";
  pack.epochs.push_back(std::move(epoch));
  return pack;
}

std::string Answers(std::string_view encounters, std::string_view before = R"("scheme": "employee",
    "person": {"category": "active", "birth_date": "1980-01-01"}, "account_balance": "10.00")") {
  const std::string text = R"({"id": "c", "policy": "small", )" + std::string(before) +
                           R"(, "encounters": )" + std::string(encounters) + "}";
  const Result<SettleCase> settle_case = ParseSettleCase(text);
  EXPECT_TRUE(settle_case.ok()) << text;
  const policy::Pack pack = SmallPack();
  return WriteAnswer(RunSettleCase(&pack, *settle_case));
}

// The one error of a case with one encounter that has these members besides its id.
std::string ErrorOf(std::string_view members) {
  const std::string answer = Answers(R"([{"id": "e", )" + std::string(members) + "}]");
  const std::string key = R"("error": ")";
  const std::size_t at = answer.find(key);
  if (at == std::string::npos) return answer;
  const std::size_t from = at + key.size();
  return answer.substr(from, answer.find('"', from) - from);
}

constexpr std::string_view kGood =
    R"("benefit": "inpatient", "date": "2026-02-01", "lines": [{"class": "A", "amount": "5"}])";

TEST(SettleCase, AnswersWithEveryFigure) {
  EXPECT_EQ(
      Answers(R"([{"id": "e1", "benefit": "inpatient", "date": "2026-02-01", "use_account": true,
           "lines": [{"class": "A", "amount": "100.01"}, {"class": "C", "amount": "3"}]}])"),
      R"({"id": "c", "results": [{"id": "e1", "total": "103.01", "full_self_pay": "3.00", )"
      R"("over_ceiling": "0.00", "first_self_pay": "0.00", "eligible": "100.01", )"
      R"("deductible": "0.00", "funds": {"pooled": "80.01"}, "burden": "20.00", )"
      R"("account": "10.00", "cash": "13.00", "account_balance": "0.00"}]})");
}

TEST(SettleCase, ReversesTheLatestStandingSettlementOnly) {
  const std::string good(kGood);
  const std::string answer =
      Answers("[{\"id\": \"e1\", " + good + "}, {\"id\": \"e2\", " + good + R"(},
      {"id": "r1", "reverses": "e1"}, {"id": "r2", "reverses": "e2"},
      {"id": "r2", "reverses": "e1"},
      {"id": "r3", "reverses": "e2"}, {"id": "e2", "reverses": "e1"}, {"id": "r3", "reverses": 7},
      {"id": "r4", "reverses": "e1"}])");
  EXPECT_NE(answer.find(R"({"id": "r1", "error": "later_settlement_exists"})"), answer.npos);
  EXPECT_NE(answer.find(R"({"id": "r2", "total": "-5.00")"), answer.npos);
  EXPECT_NE(answer.find(R"("full_self_pay": "0.00")"), answer.npos);
  EXPECT_NE(answer.find(R"({"id": "r2", "error": "duplicate_id"})"), answer.npos);
  EXPECT_NE(answer.find(R"({"id": "r3", "error": "unknown_reference"})"), answer.npos);
  EXPECT_NE(answer.find(R"({"id": "e2", "error": "duplicate_id"})"), answer.npos);
  EXPECT_NE(answer.find(R"({"id": "r4", "total": "-5.00")"), answer.npos);
}

TEST(SettleCase, AnIdIsTakenOnceAccepted) {
  const std::string answer =
      Answers("[{\"id\": \"e1\", \"date\": 3}, {\"id\": \"e1\", " + std::string(kGood) + "}]");
  EXPECT_NE(answer.find(R"({"id": "e1", "error": "bad_date"}, {"id": "e1", "total")"), answer.npos);
}

TEST(SettleCase, NamesTheFirstFaultInOrder) {
  EXPECT_EQ(ErrorOf(R"("benefit": "x", "date": "2026-02-30")"), "bad_date");
  EXPECT_EQ(ErrorOf(R"("benefit": "x", "date": "2025-12-31")"), "no_policy_in_force");
  EXPECT_EQ(ErrorOf(R"("benefit": "x", "date": "2026-01-01", "provider_level": 4)"),
            "unknown_benefit");
  const std::string at = R"("benefit": "inpatient", "date": "2026-01-01", )";
  for (const char* level : {"0", "4", "1.0", "\"1\"", "null", "true", "99999999999999999999"}) {
    EXPECT_EQ(ErrorOf(at + R"("provider_level": )" + level), "unknown_level") << level;
  }
  EXPECT_EQ(ErrorOf(at + R"("provider_level": 3)"), "no_lines");
  EXPECT_EQ(ErrorOf(at + R"("lines": [])"), "no_lines");
  const auto lines = [&](std::string_view text) {
    return ErrorOf(at + R"("lines": [)" + std::string(text) + "]");
  };
  for (const char* amount : {"5", "null", "\"-1\"", "\"1.005\"", "\"1.\"", "\".5\"", "\"1e2\"",
                             "\" 1\"", "\"+1\"", "\"１\"", "\"\"", "\"99999999999999999999\""}) {
    EXPECT_EQ(lines(std::string(R"({"class": "D", "amount": )") + amount + "}"), "bad_amount");
  }
  EXPECT_EQ(lines(R"({"class": "D", "amount": "1", "ceiling": 1})"), "unknown_class");
  EXPECT_EQ(lines(R"({"class": "a", "amount": "1"})"), "unknown_class");
  EXPECT_EQ(lines(R"({"class": "C", "amount": "1", "ceiling": 1})"), "bad_amount");
  EXPECT_EQ(lines(R"({"class": "C", "amount": "1", "first_ratio": "1.000001"})"), "bad_ratio");
  EXPECT_EQ(lines(R"({"class": "A", "amount": "1", "first_ratio": "2"}, {})"), "bad_ratio");
  EXPECT_EQ(lines(R"({"class": "A", "amount": "9999999999"}, {"class": "A", "amount": "9"})"),
            "bad_amount");
}

TEST(SettleCase, FaultsOfTheCaseComeBeforeThoseOfTheEncounter) {
  const std::string_view bad = R"([{"id": "e", "date": 1}])";
  EXPECT_NE(Answers(bad, R"("scheme": "x", "person": {"category": "y"})").find("unknown_scheme"),
            std::string::npos);
  EXPECT_NE(
      Answers(bad, R"("scheme": "employee", "person": {"category": "y"})").find("unknown_cat"),
      std::string::npos);
  EXPECT_EQ(RunSettleCase(static_cast<const policy::Pack*>(nullptr),
                          {.id = "c", .encounters = {{.id = "e"}}})
                .results[0]
                .error,
            ErrorCode::kUnknownPolicy);
}

TEST(ParseSettleCase, RefusesWhatIsNotACase) {
  for (
      const char* text :
      {"", "{", "[]", "3", "{}", R"({"id": 1})", R"({"id": "c", "policy": "p", "scheme": "s"})",
       R"({"id": "c", "policy": "p", "scheme": "s", "person": {}, "encounters": {}})",
       R"({"id": "c", "policy": "p", "scheme": "s", "person": {}, "encounters": [{"id": 1}]})",
       R"({"id": "c", "policy": "p", "scheme": "s", "person": {"aid": "x"}, "encounters": []})",
       R"({"id": "c", "policy": "p", "scheme": "s", "person": {"frozen": 1}, "encounters": []})"}) {
    const Result<SettleCase> settle_case = ParseSettleCase(text);
    ASSERT_FALSE(settle_case.ok()) << text;
    EXPECT_EQ(settle_case.error().code, ErrorCode::kBadCase);
  }
}

}  // namespace
}  // namespace tongchou::service
