#include <fmt/format.h>

#include <functional>
#include <memory>
#include <string>

#include "cli/account.h"
#include "cli/open_region.h"
#include "service/cards.h"

namespace tongchou::cli {
namespace {

constexpr const char* kActor = "command line";

struct Flags {
  RegionFlags region;
  std::string person, item, card, step, number, note;
};

int Print(const service::Card& card) {
  const Text& state = TitleOf(card.state);
  fmt::print("{}  {} · {}  {} · {}  {}  工本费 · fee {}{}\n", card.id, card.title.zh, card.title.en,
             state.zh, state.en, card.number, ToYuan(card.fee),
             card.paid ? "" : "（未收 · not paid）");
  return 0;
}

int List(service::Region& region, const Flags& flags) {
  const auto cards = CardsOf(region, {}, flags.person);
  if (!cards.ok()) return Fail(cards.error());
  for (const service::Card& card : *cards) Print(card);
  return 0;
}

int Apply(service::Region& region, const Flags& flags) {
  const auto made = ApplyForCard(region, {kActor, {}}, {flags.person, flags.item, flags.note});
  return made.ok() ? Print(*made) : Fail(made.error());
}

int Step(service::Region& region, const Flags& flags) {
  const Result<service::CardStep> step = service::ParseCardStep(flags.step);
  if (!step.ok()) return Fail(step.error());
  const auto made = StepCard(region, {kActor, {}}, {flags.card, *step, flags.number, flags.note});
  return made.ok() ? Print(*made) : Fail(made.error());
}

}  // namespace

void AddCardCommand(CLI::App& root, int& exit_status, const Clock& clock,
                    const service::StoreAccess& access) {
  CLI::App* group = root.add_subcommand("card", "证卡 · cards and books of the insured");
  group->require_subcommand(1);
  const RegionCommands<Flags> commands(exit_status, clock, access);
  const std::shared_ptr<Flags>& flags = commands.flags();
  CLI::App* list = commands.Add(*group, "list", "某人的证卡 · the cards of a person", List);
  CLI::App* apply = commands.Add(*group, "apply", "申请 · apply for one", Apply);
  for (CLI::App* command : {list, apply}) {
    command->add_option("--person", flags->person, "人员编号 · psn_no")->required();
  }
  apply->add_option("--item", flags->item, "政策包中的品种，如 ic_card · item of the pack")
      ->required();
  CLI::App* step = commands.Add(*group, "step", "办理一步，如挂失 · take a card one step on", Step);
  step->add_option("--card", flags->card, "证卡编号（人员编号/序号）· id of the card")->required();
  step->add_option("--step", flags->step,
                   "approve refuse pay make report_lost find suspend resume end")
      ->required();
  step->add_option("--number", flags->number, "制发的卡号 · number on the card made");
  for (CLI::App* command : {apply, step}) {
    command->add_option("--note", flags->note, "说明 · why");
  }
}

}  // namespace tongchou::cli
