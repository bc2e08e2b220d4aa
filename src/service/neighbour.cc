#include "service/neighbour.h"

#include <charconv>
#include <optional>
#include <string_view>
#include <utility>

#include "service/settlements.h"

namespace tongchou::service {
namespace {

// What an area stores under the key: a line of figures, then the text for the hospital. The line
// is text like the rest, since answers are kept as texts.
constexpr char kEndOfFigures = '\n';

std::string FenText(Money amount) { return std::to_string(amount.fen); }

std::string HeadOf(const Settlement& settlement) {
  const settle::Figures& figures = settlement.figures;
  return settlement.setl_id + " " + ToString(DayOf(settlement.at)) + " " + settlement.scheme + " " +
         FenText(figures.total) + " " + FenText(figures.funds_paid) + " " +
         FenText(figures.account) + kEndOfFigures;
}

// Takes the next word of `head`.
std::string TakeWord(std::string_view& head) {
  const std::size_t end = head.find(' ');
  std::string word(head.substr(0, end));
  head.remove_prefix(end == std::string_view::npos ? head.size() : end + 1);
  return word;
}

std::optional<Money> TakeFen(std::string_view& head) {
  const std::string word = TakeWord(head);
  const char* const end = word.data() + word.size();
  Money amount;
  const auto read = std::from_chars(word.data(), end, amount.fen);
  if (read.ec != std::errc() || read.ptr != end) return std::nullopt;
  return amount;
}

Result<CrossingAnswer> ReadStored(const std::string& stored) {
  const Error damaged{ErrorCode::kStoreCorrupt, {}, "answer"};
  const std::size_t end = stored.find(kEndOfFigures);
  if (end == std::string::npos) return damaged;
  std::string_view head = std::string_view(stored).substr(0, end);
  CrossingAnswer answer;
  answer.figures.settlement = TakeWord(head);
  const Result<Date> day = ParseDate(TakeWord(head));
  answer.figures.scheme = TakeWord(head);
  const std::optional<Money> total = TakeFen(head);
  const std::optional<Money> funds = TakeFen(head);
  const std::optional<Money> account = TakeFen(head);
  if (!day.ok() || !total || !funds || !account || !head.empty()) return damaged;
  answer.figures.day = *day;
  answer.figures.total = *total;
  answer.figures.funds = *funds;
  answer.figures.account = *account;
  answer.text = stored.substr(end + 1);
  return answer;
}

class RegionNeighbour final : public Neighbour {
 public:
  RegionNeighbour(Region& region, CrossingWriter write)
      : region_(region), write_(std::move(write)) {}

  Result<CrossingAnswer> Ask(const CrossingQuestion& question,
                             const CrossingOrder& order) override {
    const RequestKey key = KeyOf(question);
    const auto write = [&](const SettlementOutcome& outcome) {
      return HeadOf(outcome.settlement) + write_(region_, question, outcome);
    };
    const SettleOrder* settle = std::get_if<SettleOrder>(&order);
    const Result<Answered> answered =
        settle != nullptr ? Settle(region_, key, *settle, write)
                          : ReverseSettlement(region_, key, std::get<ReverseOrder>(order), write);
    if (!answered.ok()) return answered.error();
    return ReadStored(answered->answer);
  }

 private:
  // Stored under the asking area and the number there; done in the name of the hospital.
  static RequestKey KeyOf(const CrossingQuestion& question) {
    auto guest = std::make_shared<Guest>();
    guest->area = question.area;
    guest->crossing = question.number;
    guest->provider = question.message.provider;
    guest->msgid = question.message.msgid;
    guest->reference = question.reference;
    return {"area " + std::to_string(question.area), std::to_string(question.number),
            question.infno, question.body, std::move(guest)};
  }

  Region& region_;
  const CrossingWriter write_;
};

}  // namespace

std::unique_ptr<Neighbour> NeighbourOf(Region& region, CrossingWriter write) {
  return std::make_unique<RegionNeighbour>(region, std::move(write));
}

}  // namespace tongchou::service
