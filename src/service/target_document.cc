#include "service/target_document.h"

#include <fmt/format.h>

#include <utility>

namespace tongchou::service {
namespace {

std::string Share(std::int64_t part, std::int64_t whole) {
  constexpr std::int64_t kHundred = 100;
  const auto share = ShareOf(part, whole);
  if (!share) return "—";
  return fmt::format("{}.{:02}%", *share / kHundred, *share % kHundred);
}

std::string Number(std::int64_t number) { return number > 0 ? std::to_string(number) : "—"; }

std::vector<std::string> CellsOf(std::string name, const ProgressRow& row) {
  const std::int64_t target = row.target ? row.target->target : 0;
  const std::int64_t population = row.target ? row.target->population : 0;
  return {std::move(name),    std::to_string(row.covered),
          Number(target),     Share(row.covered, target),
          Number(population), Share(row.covered, population)};
}

}  // namespace

Document DocumentOf(const Progress& progress, const std::string& scheme, const std::string& office,
                    const std::string& issuer, Moment at, PrintedIn language) {
  const auto say = [&](const Text& text) { return text.*language; };
  DocumentSheet sheet;
  sheet.title = say({"参保任务进度", "Progress of enrolment"});
  sheet.facts = {{say({"险种", "Scheme"}), scheme},
                 {say({"机构", "Office"}), office},
                 {say({"年度", "Year"}), std::to_string(progress.query.year)},
                 {say({"统计日", "Day"}), ToString(progress.query.day)}};
  DocumentTable table;
  table.columns = {
      {say({"机构", "Office"}), 3, false},          {say({"参保人数", "Covered"}), 2, true},
      {say({"任务数", "Target"}), 2, true},         {say({"完成率", "Completion"}), 2, true},
      {say({"应参保人口", "Population"}), 2, true}, {say({"参保率", "Coverage"}), 2, true}};
  for (const ProgressRow& row : progress.offices) {
    const std::string name =
        row.organisation.empty() ? say({"本级", "of the office itself"}) : row.name;
    table.rows.push_back(CellsOf(name, row));
  }
  table.sums = CellsOf(say({"合计", "Together"}), progress.whole);
  sheet.tables = {std::move(table)};
  sheet.closing = {
      say({"参保人数为统计日当日在保人数；完成率＝参保人数÷任务数，参保率＝参保人数÷应参保人口。",
           "Covered: on the day. Completion is covered by target, coverage is covered by "
           "population."})};
  sheet.signatures = {say({"经办", "Prepared by"}), say({"复核", "Checked by"})};
  return {sheet.title, issuer, at, {sheet}};
}

}  // namespace tongchou::service
