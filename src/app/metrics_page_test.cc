// What /metrics serves against docs/reference/metrics.md, and what the meters count.
#include "app/metrics_page.h"

#include <gmock/gmock.h>

#include <fstream>
#include <map>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include "app/region_testing.h"

namespace tongchou::app {
namespace {

using std::chrono::microseconds;
using testing::HasSubstr;
using testing::Not;

struct Described {
  std::string type;
  std::set<std::string> labels;
  bool operator==(const Described&) const = default;
};
using Families = std::map<std::string, Described>;

void PrintTo(const Described& described, std::ostream* out) {
  *out << described.type;
  for (const std::string& label : described.labels) *out << " " << label;
}

std::vector<std::string> Split(const std::string& text, char separator) {
  std::vector<std::string> parts;
  std::istringstream stream(text);
  for (std::string part; std::getline(stream, part, separator);) parts.push_back(part);
  return parts;
}

std::string Trimmed(const std::string& text) {
  const std::size_t first = text.find_first_not_of(" `");
  if (first == std::string::npos) return {};
  return text.substr(first, text.find_last_not_of(" `") - first + 1);
}

// The rows "| `name` | type | labels | meaning |" of the page's first table.
Families Documented() {
  std::ifstream page(TONGCHOU_SOURCE_DIR "/docs/reference/metrics.md");
  Families families;
  for (std::string line; std::getline(page, line);) {
    if (line.starts_with("## Health")) break;
    const std::vector<std::string> cells = Split(line, '|');
    if (!line.starts_with("| `") || cells.size() < 5) continue;
    Described& described = families[Trimmed(cells[1])];
    described.type = Trimmed(cells[2]);
    for (const std::string& label : Split(Trimmed(cells[3]), ',')) described.labels.insert(label);
  }
  return families;
}

std::string WithoutSuffix(std::string name) {
  for (const char* suffix : {"_bucket", "_sum", "_count"}) {
    if (name.ends_with(suffix)) return name.substr(0, name.size() - std::string(suffix).size());
  }
  return name;
}

// Families, types and the labels of the samples, as a scraper sees them.
Families Served(const std::string& text) {
  Families families;
  for (const std::string& line : Split(text, '\n')) {
    const std::vector<std::string> words = Split(line, ' ');
    if (line.starts_with("# TYPE ")) families[words[2]].type = words[3];
    if (line.starts_with("#")) continue;
    const std::size_t open = line.find('{');
    const std::string name = line.substr(0, line.find_first_of("{ "));
    const auto family = families.find(families.contains(name) ? name : WithoutSuffix(name));
    EXPECT_NE(family, families.end()) << "a sample without a family: " << line;
    if (open == std::string::npos || family == families.end()) continue;
    for (const std::string& pair : Split(line.substr(open + 1, line.find('}') - open - 1), ',')) {
      const std::string label = pair.substr(0, pair.find('='));
      if (label != "le") family->second.labels.insert(label);
    }
  }
  return families;
}

class MetricsPageTest : public RegionTest {
 protected:
  MetricsPageTest() : meters_(region_->pack()) {}

  std::string Text() {
    MetricsPage page({&meters_, {region_.get()}, [] { return StoreSize{8192, 4096}; }, "1.2.3"});
    return page.Text();
  }

  Meters meters_;
};

TEST_F(MetricsPageTest, EveryServedMetricIsDocumentedAndEveryDocumentedOneServed) {
  gateway::CallReport refused;
  refused.infno = "2207";
  refused.known = true;
  refused.refusal = ErrorCode::kNoLines;
  meters_.Called(refused);
  meters_.Answered({nullptr, 400, microseconds(10)});
  EXPECT_EQ(Served(Text()), Documented());
}

TEST_F(MetricsPageTest, SettlementsAreCountedByTheBenefitsOfThePack) {
  store::Changes changes;
  changes.days.resize(2);
  changes.days[0].scheme = changes.days[1].scheme = "employee";
  changes.days[0].benefit = "outpatient";
  changes.days[0].count = 3;
  changes.days[0].reversals = 1;
  changes.days[1].benefit = "no such";
  changes.days[1].count = 2;
  meters_.Committed({1, 5}, changes, microseconds(1'500));
  const std::string text = Text();
  EXPECT_THAT(text, HasSubstr("tongchou_settlements_total{scheme=\"employee\","
                              "benefit=\"outpatient\"} 3\n"));
  EXPECT_THAT(text, HasSubstr("tongchou_reversals_total{scheme=\"employee\","
                              "benefit=\"outpatient\"} 1\n"));
  EXPECT_THAT(text,
              HasSubstr("tongchou_settlements_total{scheme=\"other\",benefit=\"other\"} 2\n"));
  EXPECT_THAT(text, Not(HasSubstr("no such")));
  EXPECT_THAT(text, HasSubstr("tongchou_commit_seconds_bucket{le=\"0.001\"} 0\n"));
  EXPECT_THAT(text, HasSubstr("tongchou_commit_seconds_bucket{le=\"0.0025\"} 1\n"));
  EXPECT_THAT(text, HasSubstr("tongchou_commit_seconds_sum 0.0015\n"));
  EXPECT_THAT(text, HasSubstr("tongchou_commit_batch_commands_bucket{le=\"8\"} 1\n"));
}

TEST_F(MetricsPageTest, WhatAClientInventsIsNoLabel) {
  gateway::CallReport report;
  report.infno = "no\"such";
  report.refusal = ErrorCode::kUnknownTransaction;
  meters_.Called(report);
  const std::string text = Text();
  EXPECT_THAT(text, HasSubstr("tongchou_refusals_total{infno=\"other\","
                              "code=\"unknown_transaction\"} 1\n"));
  EXPECT_THAT(text, Not(HasSubstr("such")));
}

TEST_F(MetricsPageTest, BalancesComeFromTheLedger) {
  Populate(2);
  EXPECT_THAT(Text(), HasSubstr("tongchou_fund_balance_yuan{area=\"990100\","
                                "scheme=\"employee\",fund=\"account\"} 2000.00\n"));
}

TEST_F(MetricsPageTest, AStoreThatRefusesLeavesTheOtherMetricsThere) {
  faults_->Plan({.at_call = 1, .calls = 1'000});
  const std::string text = Text();
  EXPECT_THAT(text, Not(HasSubstr("tongchou_fund_balance_yuan{")));
  EXPECT_THAT(text, HasSubstr("tongchou_store_wal_bytes 4096\n"));
}

TEST(SecondsOf, IsExact) {
  EXPECT_EQ(SecondsOf(0), "0");
  EXPECT_EQ(SecondsOf(250), "0.00025");
  EXPECT_EQ(SecondsOf(10'000'000), "10");
  EXPECT_EQ(SecondsOf(1'500'001), "1.500001");
}

TEST(MetricsText, EscapesTheValuesOfLabels) {
  MetricsText text;
  text.Begin(Metric::kBuildInfo);
  text.Add({"a\"b\\c\nd", "g++"}, 1);
  EXPECT_THAT(text.Take(), HasSubstr(R"({version="a\"b\\c\nd",compiler="g++"} 1)"));
}

}  // namespace
}  // namespace tongchou::app
