// What the clients of a simulated region asked, and what they saw: all that the auditor is told
// besides the final contents of the store.
//
// Plain values; one thread at a time.
#ifndef TONGCHOU_SIM_HISTORY_H_
#define TONGCHOU_SIM_HISTORY_H_

#include <cstddef>
#include <cstdint>
#include <deque>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/error_code.h"
#include "store/money_rows.h"
#include "store/register_rows.h"

namespace tongchou::sim {

enum class Verb : std::uint8_t {
  kEnrol,
  kContribute,
  kFreeze,
  kRegister,
  kRecord,
  kUpload,
  kWithdraw,
  kDischarge,
  kUndoDischarge,
  kCancel,
  kTrial,
  kSettle,
  kPurchase,
  kReverse,
  kUndoMessage,
};
inline constexpr std::size_t kVerbCount = 15;

// "settle", "enrol", …
const char* NameOf(Verb verb);

// One wish of a client; it may be sent several times. Of the fields those that the verb needs are
// filled.
struct Request {
  Verb verb = Verb::kTrial;
  std::string actor;  // the provider's code, or a clerk that sends nothing else
  std::string infno;  // empty: without a key (the agency's own work)
  std::string msgid;
  std::string body;                       // stands for the bytes that were sent
  std::string person, visit, settlement;  // ids as the answers gave them
  // kEnrol; `amount_fen` opens the account. kContribute credits the person's account with it.
  std::string certificate;
  std::vector<store::Coverage> coverage;
  std::int64_t amount_fen = 0;
  // kContribute: income of a fund too (none when zero). kFreeze: from `day` on.
  std::string scheme, fund;
  std::int64_t fund_fen = 0;
  Date day;
  bool opening = false;
  bool frozen = false;
  // Visits.
  store::VisitKind kind = store::VisitKind::kOutpatient;
  std::string benefit;
  Moment begin, end;
  settle::Referral referral = settle::Referral::kNone;
  // Lines of one batch; `names` are the batches to withdraw.
  std::string batch;
  std::vector<store::UploadLine> lines;
  std::vector<std::string> names;
  // Settling.
  bool use_account = false;
  bool mid_stay = false;
  std::optional<Moment> discharge;
  std::optional<std::int64_t> stated_total_fen;
  std::string undo_msgid, undo_infno;
};

enum class Seen : std::uint8_t {
  kNothing,   // time-out, lost connection, crash: it happened or not
  kAnswered,  // accepted
  kRefused,   // not accepted, and nothing of it happened
};

// One sending of a request.
struct Attempt {
  std::size_t request = 0;
  Moment at;  // the server's clock when it arrived
  int server = 0;
  Seen seen = Seen::kNothing;
  ErrorCode code = ErrorCode::kStoreUnavailable;  // of a refusal
  std::string answer;
  bool repeated = false;
  // Sent alone, without any fault, while so many commands had been accepted; -1: otherwise.
  std::int64_t alone_after = -1;
};

struct History {
  std::deque<Request> requests;  // whoever waits holds on to his while more are added
  std::deque<Attempt> attempts;
};

// The words of an answer, "name=value" each.
std::map<std::string, std::string> WordsOf(std::string_view answer);

// One line about an attempt, for people.
std::string Describe(const History& history, std::size_t attempt);

}  // namespace tongchou::sim

#endif  // TONGCHOU_SIM_HISTORY_H_
