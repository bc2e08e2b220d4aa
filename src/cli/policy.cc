#include <CLI/CLI.hpp>
#include <iostream>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "cli/commands.h"
#include "service/policy_commands.h"

namespace tongchou::cli {

namespace {

using service::Language;

// The flags of the subcommands; each uses those it declares.
struct Flags {
  std::string packs = "policies";
  std::vector<std::string> names;
  std::string pack, example, on;
  std::string other, other_packs;
  bool json = false;
  Language language = Language::kBoth;
};

void AddCommonFlags(CLI::App& command, Flags& flags) {
  command.add_option("--packs", flags.packs, "folder of the policy packs")->capture_default_str();
  static const std::map<std::string, Language> kLanguages = {
      {"zh", Language::kChinese}, {"en", Language::kEnglish}, {"both", Language::kBoth}};
  command.add_option("--lang", flags.language, "language of the output")
      ->transform(CLI::CheckedTransformer(kLanguages));
}

service::Streams StandardStreams() { return {std::cin, std::cout, std::cerr}; }

int Show(const Flags& flags) {
  service::ShowOptions options{flags.pack, std::nullopt, flags.json, flags.language};
  if (!flags.on.empty()) {
    const Result<Date> day = ParseDate(flags.on);
    if (!day.ok()) {
      std::cerr << "--on: " << day.error().Chinese() << " · " << day.error().English() << "\n";
      return 2;
    }
    options.on = *day;
  }
  return service::ShowPack(flags.packs, options, StandardStreams());
}

}  // namespace

void AddPolicyCommand(CLI::App& root, int& exit_status) {
  CLI::App* policy =
      root.add_subcommand("policy", "policy packs: check, test, show, diff, explain");
  policy->require_subcommand(1);
  const auto flags = std::make_shared<Flags>();

  CLI::App* check = policy->add_subcommand("check", "every error and warning of the packs");
  AddCommonFlags(*check, *flags);
  check->add_option("pack", flags->names, "names of packs; none: all");
  check->callback([flags, &exit_status] {
    exit_status =
        service::CheckPacks(flags->packs, flags->names, flags->language, StandardStreams());
  });

  CLI::App* test = policy->add_subcommand("test", "run the examples of the packs");
  AddCommonFlags(*test, *flags);
  test->add_option("pack", flags->names, "names of packs; none: all");
  test->callback([flags, &exit_status] {
    exit_status =
        service::TestPacks(flags->packs, flags->names, flags->language, StandardStreams());
  });

  CLI::App* show = policy->add_subcommand("show", "the tables of a pack with their sources");
  AddCommonFlags(*show, *flags);
  show->add_option("pack", flags->pack, "name of the pack")->required();
  show->add_option("--on", flags->on, "only what holds on this day, year-month-day");
  show->add_flag("--json", flags->json, "as JSON");
  show->callback([flags, &exit_status] { exit_status = Show(*flags); });

  CLI::App* diff = policy->add_subcommand(
      "diff", "what differs between two packs, value by value; status 1 when something does");
  AddCommonFlags(*diff, *flags);
  diff->add_option("before", flags->pack, "name of the pack to compare with")->required();
  diff->add_option("after", flags->other, "name of the pack that is looked at")->required();
  diff->add_option("--to-packs", flags->other_packs, "folder of the second pack; none: --packs");
  diff->add_flag("--json", flags->json, "as JSON");
  diff->callback([flags, &exit_status] {
    exit_status = service::DiffPackFiles(
        flags->packs, {flags->pack, flags->other, flags->other_packs, flags->json, flags->language},
        StandardStreams());
  });

  CLI::App* explain = policy->add_subcommand(
      "explain", "the lines behind every figure of an example, or of a case on standard input");
  AddCommonFlags(*explain, *flags);
  explain->add_option("pack", flags->pack, "name of the pack")->required();
  explain->add_option("example", flags->example, "name of the example; none: read a case");
  explain->callback([flags, &exit_status] {
    exit_status = service::ExplainPackCase(flags->packs, flags->pack, flags->example,
                                           flags->language, StandardStreams());
  });
}

}  // namespace tongchou::cli
