#include "service/neighbour.h"

#include <fmt/format.h>

#include <utility>

#include "service/command.h"
#include "service/committer.h"
#include "service/crossing_book.h"
#include "service/settlements.h"

namespace tongchou::service {
namespace {

// Stored under the asking area and its order; done in the name of the hospital.
RequestKey KeyOf(const CrossingQuestion& question) {
  auto guest = std::make_shared<Guest>();
  guest->area = question.area;
  guest->crossing = question.number;
  guest->provider = question.message.provider;
  guest->msgid = question.message.msgid;
  guest->reference = question.reference;
  return {fmt::format("area {}", question.area),
          fmt::format("{}/{}", question.number, question.at.ms), question.infno, question.body,
          std::move(guest)};
}

class RegionNeighbour final : public Neighbour {
 public:
  RegionNeighbour(Region& region, CrossingWriter write)
      : region_(region), write_(std::move(write)) {}

  Result<CrossingAnswer> Ask(const CrossingQuestion& question,
                             const CrossingOrder& order) override {
    const RequestKey key = KeyOf(question);
    const Result<Answered> answered = Do(question, key, order);
    if (answered.ok()) return ReadStoredAnswer(answered->answer);
    if (IsUnknownOutcome(answered.error().code)) return answered.error();
    return StoreRefusal(question, key, answered.error());
  }

 private:
  Result<Answered> Do(const CrossingQuestion& question, const RequestKey& key,
                      const CrossingOrder& order) {
    const auto write = [&](const SettlementOutcome& outcome) {
      return SettledText(outcome.settlement, write_(region_, question, outcome));
    };
    if (const auto* settle = std::get_if<SettleOrder>(&order)) {
      return Settle(region_, key, *settle, write);
    }
    if (const auto* purchase = std::get_if<PurchaseOrder>(&order)) {
      return Purchase(region_, key, *purchase, write);
    }
    return ReverseSettlement(region_, key, std::get<ReverseOrder>(order), write);
  }

  // Makes `refusal` the answer of the key, unless another asker got one meanwhile: then that is it.
  Result<CrossingAnswer> StoreRefusal(const CrossingQuestion& question, const RequestKey& key,
                                      const Error& refusal) {
    Command command = CommandOf(region_, key);
    command.action += " refused";
    command.execute = [&](Work&) -> Result<Executed> {
      return Executed{RefusedText(refusal), 0, CrossingId(question.area, question.number)};
    };
    const Result<Answered> stored = region_.committer().Submit(command);
    if (!stored.ok()) return stored.error();
    return ReadStoredAnswer(stored->answer);
  }

  Region& region_;
  const CrossingWriter write_;
};

}  // namespace

std::unique_ptr<Neighbour> NeighbourOf(Region& region, CrossingWriter write) {
  return std::make_unique<RegionNeighbour>(region, std::move(write));
}

bool IsUnknownOutcome(ErrorCode code) {
  constexpr int kRange = 100, kOfStores = 3;
  return static_cast<int>(code) / kRange == kOfStores;
}

}  // namespace tongchou::service
