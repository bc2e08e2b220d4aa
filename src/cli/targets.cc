#include <fmt/format.h>

#include <charconv>
#include <memory>
#include <string>

#include "cli/open_region.h"
#include "cli/read_file.h"
#include "cli/residents.h"
#include "service/fixed_run.h"
#include "service/ids.h"
#include "service/region.h"
#include "service/table_file.h"
#include "service/targets.h"

namespace tongchou::cli {
namespace {

constexpr int kSomeLeftOut = 1;
constexpr std::size_t kMostTargets = 100'000;
const service::Desk kDesk{"command line", {}};

struct TargetRow {
  std::int64_t row = 0;
  std::string office, target, population;
};

const std::vector<service::TableColumn<TargetRow>>& TargetColumns() {
  static const std::vector<service::TableColumn<TargetRow>> kColumns = {
      {"office", {"机构编号", "office"}, &TargetRow::office, false, "990121100200"},
      {"target", {"任务数", "target"}, &TargetRow::target, true, "1200"},
      {"population", {"应参保人口", "population"}, &TargetRow::population, false, "1300"}};
  return kColumns;
}

struct Flags {
  RegionFlags region;
  service::TargetForm form;
  std::string day, organisation, file;
  std::int32_t year = 0;
  bool preview = false;
};

int Set(service::Region& region, const Flags& flags) {
  const auto target = SetTarget(region, kDesk, flags.form);
  if (!target.ok()) return Fail(target.error());
  fmt::print("{} {} {}  {}\n", target->year, target->scheme, target->organisation, target->target);
  return 0;
}

// A whole number; below zero for anything else, which no target is.
std::int64_t NumberOf(const std::string& text) {
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  const bool whole = error == std::errc() && end == text.data() + text.size();
  return whole ? number : -1;
}

int SetFile(service::Region& region, const Flags& flags) {
  const Result<std::string> bytes = ReadFile(flags.file);
  if (!bytes.ok()) return Fail(bytes.error());
  const auto rows = service::ReadTable(*bytes, TargetColumns(), kMostTargets);
  if (!rows.ok()) return Fail(rows.error());
  std::size_t refused = 0;
  for (const TargetRow& row : *rows) {
    service::TargetForm form = flags.form;
    form.office = row.office;
    form.target = NumberOf(row.target);
    form.population = row.population.empty() ? 0 : NumberOf(row.population);
    const auto target = SetTarget(region, kDesk, form);
    if (target.ok()) continue;
    ++refused;
    fmt::print("第 {} 行 · row {}: {}\n", row.row, row.row, target.error().English());
  }
  fmt::print("设定 {} 项 · targets set: {}\n", rows->size() - refused, rows->size() - refused);
  return refused == 0 ? 0 : kSomeLeftOut;
}

std::string Share(std::int64_t part, std::int64_t whole) {
  constexpr std::int64_t kHundred = 100;
  const auto share = service::ShareOf(part, whole);
  return share ? fmt::format("{}.{:02}%", *share / kHundred, *share % kHundred) : "—";
}

void PrintRow(const service::ProgressRow& row) {
  const std::int64_t target = row.target ? row.target->target : 0;
  const std::int64_t population = row.target ? row.target->population : 0;
  fmt::print(
      "{}  {}  参保 · covered {}  任务 · target {}  完成率 · completion {}  参保率 · coverage {}\n",
      row.organisation, row.name, row.covered, target, Share(row.covered, target),
      Share(row.covered, population));
}

int ShowProgress(service::Region& region, const Flags& flags) {
  service::ProgressQuery query;
  query.year = flags.form.year;
  query.scheme = flags.form.scheme;
  query.organisation = flags.organisation;
  const Result<Date> day = ParseDate(flags.day);
  if (!day.ok()) return Fail({ErrorCode::kBadDate, {}, "--day"});
  query.day = *day;
  const auto progress = FindProgress(region, {}, query);
  if (!progress.ok()) return Fail(progress.error());
  PrintRow(progress->whole);
  for (const service::ProgressRow& row : progress->offices) PrintRow(row);
  return 0;
}

int RunYear(service::Region& region, const Flags& flags) {
  const Result<service::Month> year = service::YearOf(flags.year);
  if (!year.ok()) return Fail(year.error());
  const auto report =
      flags.preview ? PreviewFixed(region, *year, {}) : RunFixed(region, kDesk.actor, *year, {});
  if (!report.ok()) return Fail(report.error());
  fmt::print("{}  缴款方 {} · payers   缴费单 {} · bills（其中补缴 {} · supplementary）\n",
             flags.year, report->sum.employers, report->sum.bills, report->sum.supplementary);
  for (const service::LevyPart& kind : report->unit_kinds) {
    fmt::print("  {}  {} 人 · persons  {} 元 · yuan\n", kind.name, kind.persons,
               ToYuan(service::TotalOf(kind.figures)));
  }
  for (const service::LevyProblem& problem : report->problems) {
    const ErrorInfo& info = InfoOf(problem.code);
    fmt::print("未征缴 · left out: {} {}  {} · {}\n", problem.employer,
               IdText(region.area_number(), service::IdKind::kPerson, problem.person), info.zh,
               info.en);
  }
  if (report->more_problems > 0) {
    fmt::print("另有 {} 人 · and {} more\n", report->more_problems, report->more_problems);
  }
  return report->problems.empty() ? 0 : kSomeLeftOut;
}

}  // namespace

void AddTargetCommand(CLI::App& root, int& exit_status, const Clock& clock,
                      const service::StoreAccess& access) {
  CLI::App* group = root.add_subcommand("target", "参保任务 · enrolment targets");
  group->require_subcommand(1);
  const RegionCommands<Flags> commands(exit_status, clock, access);
  const std::shared_ptr<Flags>& flags = commands.flags();
  const auto add = [&](const char* name, const char* about, const auto& action) {
    CLI::App* command = commands.Add(*group, name, about, action);
    command->add_option("--year", flags->form.year, "年度 · year")->required();
    command->add_option("--scheme", flags->form.scheme, "险种 · scheme")->required();
    return command;
  };
  CLI::App* set = add("set", "设定一项任务 · set one target", Set);
  set->add_option("--office", flags->form.office,
                  "机构编号，空为统筹区 · code; left out: the area");
  set->add_option("--target", flags->form.target, "任务数 · target")->required();
  set->add_option("--population", flags->form.population, "应参保人口 · population");
  add("import", "从 CSV 设定（机构编号、任务数、应参保人口） · set those of a CSV", SetFile)
      ->add_option("file", flags->file, "CSV")
      ->required();
  CLI::App* progress = add("progress", "进度 · how far they are reached", ShowProgress);
  progress->add_option("--day", flags->day, "统计日 · day")->required();
  progress->add_option("--organisation", flags->organisation, "机构路径 · path of an office");
}

void AddFixedCommand(CLI::App& levy_run, int& exit_status, const Clock& clock,
                     const service::StoreAccess& access) {
  const RegionCommands<Flags> commands(exit_status, clock, access);
  const std::shared_ptr<Flags>& flags = commands.flags();
  CLI::App* fixed =
      commands.Add(levy_run, "fixed", "按年定额征缴，可重复 · fixed yearly contributions", RunYear);
  fixed->add_option("--year", flags->year, "年度，如 2027 · the year")->required();
  fixed->add_flag("--preview", flags->preview, "试算，不入账 · nothing is stored");
}

}  // namespace tongchou::cli
