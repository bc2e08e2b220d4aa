#include "service/command.h"

#include "service/policy_shelf.h"

namespace tongchou::service {

Command CommandOf(const Region& region, const RequestKey& key) {
  Command command;
  command.key = key;
  command.actor = key.guest ? key.guest->provider : key.provider;
  command.action = key.infno;
  command.at = region.clock().Now();
  command.guest = key.guest;
  return command;
}

Work WorkOf(const Region& region, const Command& command, const ReferenceSnapshot& reference,
            WorkingSet& set) {
  const Guest* guest = command.guest.get();
  std::string msgid = command.key ? command.key->msgid : std::string();
  if (guest != nullptr) msgid = guest->msgid;
  return {region,        guest != nullptr ? *guest->reference : reference,
          set,           command.at,
          command.actor, std::move(msgid),
          guest};
}

Status LoadRounds(const std::function<void(const WorkingSet&, store::Needs&)>& needs,
                  const Loader& load, WorkingSet& set) {
  while (true) {
    store::Needs wanted;
    needs(set, wanted);
    if (!set.WantedBy(wanted)) return Done{};
    Result<store::Loaded> loaded = load(wanted);
    if (!loaded.ok()) return loaded.error();
    if (!set.Merge(*std::move(loaded))) return ErrorCode::kStaleVersion;
  }
}

Result<Executed> RunTrial(Region& region, const Command& command) {
  Result<std::unique_ptr<store::Reader>> reader = region.store().Read(region.area_number());
  if (!reader.ok()) return reader.error();
  WorkingSet set(region.area_number());
  const Status loaded = LoadRounds(
      command.needs, [&](const store::Needs& wanted) { return (*reader)->Load(wanted); }, set);
  if (!loaded.ok()) return loaded.error();
  const auto reference = region.reference().UpTo(set.state().registers);
  if (!reference.ok()) return reference.error();
  const Status policies = region.policies().UpTo(set.state().registers);
  if (!policies.ok()) return policies.error();
  Work work = WorkOf(region, command, **reference, set);
  return command.execute(work);
}

}  // namespace tongchou::service
