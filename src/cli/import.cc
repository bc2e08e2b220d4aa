#include <fmt/format.h>

#include <fstream>
#include <memory>
#include <string>

#include "base/sm3.h"
#include "cli/employer.h"
#include "cli/open_region.h"
#include "cli/read_file.h"
#include "service/import_file.h"

namespace tongchou::cli {
namespace {

constexpr int kSomeRefused = 1;

struct Flags {
  RegionFlags region;
  service::NewImport wanted;
  std::string file, refused;
};

// Sends the rows part by part, from where the import stands.
Result<service::ImportJob> Send(service::Region& region, const service::Desk& desk,
                                service::ImportJob job,
                                const std::vector<service::ImportRow>& rows) {
  service::ImportMemory memory;
  auto at = static_cast<std::size_t>(job.accepted + job.unchanged + job.refused);
  while (at < rows.size()) {
    const std::size_t end = std::min(rows.size(), at + service::kChunkRows);
    const auto begin = rows.begin() + static_cast<std::ptrdiff_t>(at);
    const std::vector<service::ImportRow> part(begin,
                                               rows.begin() + static_cast<std::ptrdiff_t>(end));
    auto outcome = ImportChunk(region, desk, memory, job.id, job.chunks + 1, part);
    if (!outcome.ok()) return outcome.error();
    job = std::move(outcome->job);
    at = end;
  }
  return job;
}

// Every refused row of the import.
Result<std::vector<service::RowResult>> Refused(service::Region& region, const std::string& id) {
  std::vector<service::RowResult> rows;
  std::int64_t chunk = 1;
  while (chunk != 0) {
    auto page = FindRows(region, {}, id, service::RowStatus::kRefused, chunk);
    if (!page.ok()) return page.error();
    std::ranges::move(page->rows, std::back_inserter(rows));
    chunk = page->next;
  }
  return rows;
}

int Import(service::Region& region, const Flags& flags) {
  const Result<std::string> bytes = ReadFile(flags.file);
  if (!bytes.ok()) return Fail(bytes.error());
  const auto rows = service::ReadImportFile(*bytes);
  if (!rows.ok()) return Fail(rows.error());
  service::NewImport wanted = flags.wanted;
  wanted.file_name = flags.file.substr(flags.file.rfind('/') + 1);
  wanted.file_digest = ToHex(Sm3(*bytes));
  wanted.rows = static_cast<std::int64_t>(rows->size());
  const service::Desk desk{"command line", {}};
  const auto started = StartImport(region, desk, wanted);
  if (!started.ok()) return Fail(started.error());
  const auto job = Send(region, desk, *started, *rows);
  if (!job.ok()) return Fail(job.error());
  fmt::print("导入 {}：通过 {}，无变化 {}，未通过 {}\n", job->id, job->accepted, job->unchanged,
             job->refused);
  fmt::print("import {}: {} accepted, {} unchanged, {} refused\n", job->id, job->accepted,
             job->unchanged, job->refused);
  const auto refused = Refused(region, job->id);
  if (!refused.ok()) return Fail(refused.error());
  if (!flags.refused.empty()) {
    std::ofstream out(flags.refused, std::ios::binary);
    out << service::RefusedFile(*refused);
  } else {
    for (const service::RowResult& row : *refused) {
      fmt::print("第 {} 行 · row {}  [{}]  {} · {}\n", row.row, row.row, row.error->where,
                 row.error->Chinese(), row.error->English());
    }
  }
  return job->refused == 0 ? 0 : kSomeRefused;
}

}  // namespace

void AddImportCommand(CLI::App& root, int& exit_status, const Clock& clock,
                      const service::StoreAccess& access) {
  CLI::App* group = root.add_subcommand("import", "批量导入 · bulk import");
  group->require_subcommand(1);
  const auto flags = std::make_shared<Flags>();
  CLI::App* persons = group->add_subcommand(
      "persons", "导入参保人员与工资（CSV） · members and their wages from a CSV file");
  AddRegionFlags(*persons, flags->region);
  persons->add_option("file", flags->file, "文件 · file")->required();
  persons->add_option("--employer", flags->wanted.employer,
                      "单位编号（行内未填时） · employer of rows that name none");
  persons->add_option("--year", flags->wanted.year, "工资年度，默认今年 · year of the wages");
  persons->add_option("--reason", flags->wanted.reason,
                      "更正工资的原因 · why declared wages are corrected");
  persons->add_option("--refused", flags->refused,
                      "未通过的行写入此文件 · file for the rows that were refused");
  persons->callback([flags, &exit_status, &clock, &access] {
    const auto region = OpenRegion(flags->region, clock, access);
    exit_status = region.ok() ? Import(**region, *flags) : Fail(region.error());
  });
  group->add_subcommand("template", "打印模板 · print the template")->callback([] {
    fmt::print("{}", service::ImportTemplate());
  });
}

}  // namespace tongchou::cli
