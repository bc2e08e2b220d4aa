// Command: one write verb on its way through the committer, and what it sees there.
//
// A command first says in rounds what it needs (again after each round, until nothing new is asked
// for), then is executed once, purely: it reads the working set and, only when it is sure of
// accepting, changes it. A command that refuses has changed nothing.
// Commands run on the committer's thread, or on a caller's thread for a trial.
#ifndef TONGCHOU_SERVICE_COMMAND_H_
#define TONGCHOU_SERVICE_COMMAND_H_

#include <functional>
#include <optional>
#include <string>

#include "service/reference_data.h"
#include "service/region.h"
#include "service/request.h"
#include "service/working_set.h"

namespace tongchou::service {

// What a command sees while it runs.
struct Work {
  const Region& region;
  const ReferenceSnapshot& reference;
  WorkingSet& set;
  Moment at;
  std::string actor;  // the provider's code, or a login
  std::string msgid;  // of the provider; empty without a key
  const Guest* guest = nullptr;
};

// What an accepted command leaves behind.
struct Executed {
  std::string answer;
  std::int64_t subject = 0;  // the visit or settlement that it made; for undoing by message
  std::string about;         // id for the audit trail
};

struct Command {
  std::optional<RequestKey> key;  // none: our own work, no stored answer
  std::string actor;              // for the audit trail
  std::string action;
  Moment at;
  std::shared_ptr<const Guest> guest = {};  // the provider's, when it is of another area
  std::function<void(const WorkingSet&, store::Needs&)> needs;
  std::function<Result<Executed>(Work&)> execute;
  std::function<void()> after_commit;  // may be empty; on the committer's thread
};

// A command of a gateway verb: actor and action are those of the key.
Command CommandOf(const Region& region, const RequestKey& key);

// What `command` sees of `set`. `reference` are the registers of the region itself.
Work WorkOf(const Region& region, const Command& command, const ReferenceSnapshot& reference,
            WorkingSet& set);

// Loads round by round what `needs` asks for. Refusals: those of `load`, and kStaleVersion when the
// area moved on between two rounds.
using Loader = std::function<Result<store::Loaded>(const store::Needs&)>;
Status LoadRounds(const std::function<void(const WorkingSet&, store::Needs&)>& needs,
                  const Loader& load, WorkingSet& set);

// Runs `needs` and `execute` on a view of what is durable and throws away what it changed.
Result<Executed> RunTrial(Region& region, const Command& command);

}  // namespace tongchou::service

#endif  // TONGCHOU_SERVICE_COMMAND_H_
