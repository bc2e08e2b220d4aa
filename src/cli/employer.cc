#include "cli/employer.h"

#include <fmt/format.h>

#include <memory>
#include <string>

#include "cli/open_region.h"
#include "service/employers.h"

namespace tongchou::cli {
namespace {

struct Flags {
  RegionFlags region;
  service::Employer form;
  std::string event_day, text;
};

int Add(service::Region& region, const Flags& flags) {
  service::Employer form = flags.form;
  const Result<Date> day = ParseDate(flags.event_day);
  if (!day.ok()) return Fail(day.error());
  form.event_day = *day;
  const auto made = OpenEmployer(region, {"command line", {}}, std::move(form));
  if (!made.ok()) return Fail(made.error());
  fmt::print("已登记 · registered: {}  {}{}\n", made->code, made->name,
             made->late ? "  （逾期 · late）" : "");
  return 0;
}

int List(service::Region& region, const Flags& flags) {
  service::EmployerQuery query;
  query.text = flags.text;
  query.limit = static_cast<std::size_t>(-1) / 2;
  for (const service::Employer& employer : FindEmployers(region, {}, query).employers) {
    const bool active = employer.state == service::EmployerState::kActive;
    fmt::print("{}  {}  {}  {}\n", employer.code, employer.name, employer.unit_kind,
               active ? "正常 · in force" : "已注销 · cancelled");
  }
  return 0;
}

}  // namespace

void AddEmployerCommand(CLI::App& root, int& exit_status, const Clock& clock,
                        const service::StoreAccess& access) {
  CLI::App* group = root.add_subcommand("employer", "参保单位 · employers");
  group->require_subcommand(1);
  const RegionCommands<Flags> commands(exit_status, clock, access);
  const std::shared_ptr<Flags>& flags = commands.flags();
  CLI::App* add = commands.Add(*group, "add", "登记单位 · open an employer's file", Add);
  service::Employer& form = flags->form;
  add->add_option("--code", form.code, "编号，默认取下一个 · code (default: the next one)");
  add->add_option("--name", form.name, "名称 · name")->required();
  add->add_option("--kind", form.unit_kind, "单位类型 · kind of unit, as the levy rules name it");
  add->add_option("--organisation", form.organisation, "经办机构路径 · path of its office");
  add->add_option("--credit-code", form.credit_code, "统一社会信用代码 · credit code");
  add->add_option("--documents", form.documents, "已核验的证件 · documents that were checked")
      ->required();
  add->add_option("--event-day", flags->event_day, "成立（事项）日期 · day of the event")
      ->required();
  CLI::App* list = commands.Add(*group, "list", "列出单位 · list employers", List);
  list->add_option("--text", flags->text, "名称的一部分或编号开头 · part of the name, or code");
}

}  // namespace tongchou::cli
