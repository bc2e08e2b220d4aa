#include "sim/clients.h"

#include <fmt/core.h>

#include <algorithm>
#include <array>

namespace tongchou::sim {
namespace {

using store::VisitKind;

constexpr std::int64_t kHourMs = 3'600'000;

struct VerbWeight {
  Verb verb;
  unsigned weight;
};
constexpr std::array<VerbWeight, kVerbCount> kWeights = {{
    {Verb::kEnrol, 2},
    {Verb::kContribute, 5},
    {Verb::kFreeze, 2},
    {Verb::kRegister, 15},
    {Verb::kRecord, 2},
    {Verb::kUpload, 22},
    {Verb::kWithdraw, 3},
    {Verb::kDischarge, 7},
    {Verb::kUndoDischarge, 2},
    {Verb::kCancel, 2},
    {Verb::kTrial, 3},
    {Verb::kSettle, 19},
    {Verb::kPurchase, 8},
    {Verb::kReverse, 7},
    {Verb::kUndoMessage, 2},
}};

template <typename Row>
const Row& PickRecent(Random& dice, const std::vector<Row>& rows) {
  // Mostly one of the last few: that is where something is going on.
  constexpr std::size_t kRecent = 8;
  const std::size_t span = dice.PerMille(800) ? std::min(rows.size(), kRecent) : rows.size();
  return rows[rows.size() - 1 - dice.Below(span)];
}

}  // namespace

std::string Clients::Fresh(const char* prefix) { return fmt::format("{}{}", prefix, ++names_); }

Moment Clients::Shortly(Moment now) {
  const std::int64_t hours = dice_.PerMille(900) ? dice_.Between(0, 24) : dice_.Between(24, 2'000);
  const Moment earliest = MomentOf(world_.first_day);
  return std::max(earliest, Moment{now.ms - hours * kHourMs});
}

const Clients::KnownVisit& Clients::SomeVisit() { return PickRecent(dice_, visits_); }

const Clients::KnownVisit& Clients::OpenVisit(bool with_lines) {
  constexpr int kTries = 5;
  for (int i = 0; i < kTries; ++i) {
    const KnownVisit& visit = SomeVisit();
    if (!visit.settled && (!with_lines || !visit.lines.empty())) return visit;
  }
  return SomeVisit();
}

Clients::KnownVisit* Clients::FindVisit(const std::string& id) {
  for (KnownVisit& visit : visits_) {
    if (visit.id == id) return &visit;
  }
  return nullptr;
}

const Clients::KnownPerson& Clients::SomePerson() { return persons_[dice_.Below(persons_.size())]; }

Request Clients::Keyed(Verb verb, const std::string& provider, const char* outpatient,
                       const char* stay, VisitKind kind) {
  Request request;
  request.verb = verb;
  request.actor = provider;
  request.infno = kind == VisitKind::kStay ? stay : outpatient;
  request.msgid = Fresh("m");
  request.body = request.msgid;
  return request;
}

Request Clients::OfVisit(Verb verb, const KnownVisit& visit, const char* outpatient,
                         const char* stay) {
  Request request = Keyed(verb, visit.provider, outpatient, stay, visit.kind);
  request.visit = visit.id;
  request.person = visit.person;
  return request;
}

Request Clients::Wish(Moment now) {
  constexpr std::size_t kFewPersons = 3;
  if (persons_.size() < kFewPersons) return Enrol(now);
  std::array<unsigned, kVerbCount> weights{};
  for (std::size_t i = 0; i < weights.size(); ++i) {
    weights[i] = kWeights[i].weight;
    const Verb verb = kWeights[i].verb;
    const bool needs_visit = verb != Verb::kEnrol && verb != Verb::kContribute &&
                             verb != Verb::kFreeze && verb != Verb::kRegister &&
                             verb != Verb::kPurchase;
    if (needs_visit && visits_.empty()) weights[i] = 0;
    const bool needs_settlement = verb == Verb::kReverse || verb == Verb::kUndoMessage;
    if (needs_settlement && settlements_.empty()) weights[i] = 0;
  }
  const Verb verb = kWeights[dice_.Weighted(weights)].verb;
  const auto make = [&]() -> Request {
    switch (verb) {
      case Verb::kEnrol:
        return Enrol(now);
      case Verb::kContribute:
        return Contribute(now);
      case Verb::kFreeze:
        return Freeze(now);
      case Verb::kRegister:
        return Register(now);
      case Verb::kRecord:
        return Record(now);
      case Verb::kUpload:
        return Upload(now);
      case Verb::kWithdraw:
        return Withdraw();
      case Verb::kDischarge:
        return Discharge(now);
      case Verb::kUndoDischarge:
        return OfVisit(verb, SomeVisit(), "2405", "2405");
      case Verb::kCancel:
        return OfVisit(verb, SomeVisit(), "2202", "2404");
      case Verb::kTrial:
      case Verb::kSettle:
        return Settle(now, verb);
      case Verb::kPurchase:
        return Purchase(now);
      case Verb::kReverse:
        return Reverse();
      case Verb::kUndoMessage:
        return UndoMessage();
    }
    return Enrol(now);
  };
  Request request = make();
  constexpr unsigned kMistakes = 40;  // in a thousand
  if (dice_.PerMille(kMistakes)) Spoil(request);
  return request;
}

Request Clients::OtherBody(const Request& request) {
  Request other = request;
  other.body += "'";
  other.use_account = !other.use_account;
  return other;
}

Request Clients::Enrol(Moment now) {
  Request request;
  request.verb = Verb::kEnrol;
  request.actor = Fresh("clerk");
  request.certificate = Fresh("C");
  const SchemeWords& scheme = world_.schemes[dice_.Below(world_.schemes.size())];
  store::Coverage coverage;
  coverage.scheme = scheme.id;
  coverage.category = scheme.categories[dice_.Below(scheme.categories.size())];
  coverage.range = {world_.first_day, kForever};
  coverage.aid =
      dice_.PerMille(200) ? static_cast<settle::Aid>(dice_.Below(3)) : settle::Aid::kNone;
  coverage.civil_servant = dice_.PerMille(150);
  coverage.frozen = dice_.PerMille(50);
  request.coverage = {coverage};
  if (dice_.PerMille(300)) {
    // A change of category on a day to come or gone by.
    const Date day = DayOf(now).PlusDays(static_cast<int>(dice_.Between(-30, 60)));
    request.coverage[0].range.through = day.PlusDays(-1);
    coverage.category = scheme.categories[dice_.Below(scheme.categories.size())];
    coverage.range.from = dice_.PerMille(900) ? day : day.PlusDays(10);
    request.coverage.push_back(coverage);
  }
  if (dice_.PerMille(700)) request.amount_fen = dice_.Between(1, 500'000);
  return request;
}

Request Clients::Contribute(Moment now) {
  Request request;
  request.verb = Verb::kContribute;
  request.actor = Fresh("clerk");
  const KnownPerson& person = SomePerson();
  request.scheme = person.scheme;
  request.day = DayOf(now).PlusDays(-static_cast<int>(dice_.Below(3)));
  request.opening = dice_.PerMille(100);
  const SchemeWords& scheme = *world_.FindScheme(person.scheme);
  if (dice_.PerMille(500)) {
    request.fund = scheme.funds[dice_.Below(scheme.funds.size())];
    request.fund_fen = dice_.Between(1, 100'000'000);
  }
  if (request.fund_fen == 0 || dice_.PerMille(600)) {
    request.person = person.id;
    request.amount_fen = dice_.Between(1, 300'000);
  }
  return request;
}

Request Clients::Freeze(Moment now) {
  Request request;
  request.verb = Verb::kFreeze;
  request.actor = Fresh("clerk");
  const KnownPerson& person = SomePerson();
  request.person = person.id;
  request.scheme = person.scheme;
  request.day = DayOf(now).PlusDays(static_cast<int>(dice_.Between(-10, 10)));
  request.frozen = dice_.PerMille(350);
  return request;
}

Request Clients::Register(Moment now) {
  const KnownPerson& person = SomePerson();
  const SchemeWords& scheme = *world_.FindScheme(person.scheme);
  // The first benefit of a pack is that of stays: the one with the most rules.
  const std::size_t place = dice_.PerMille(350) ? 0 : dice_.Below(scheme.benefits.size());
  const BenefitWords& benefit = scheme.benefits[place];
  const VisitKind kind = benefit.is_stay ? VisitKind::kStay : VisitKind::kOutpatient;
  const std::string& provider = world_.providers[dice_.Below(world_.providers.size() - 1)].code;
  Request request = Keyed(Verb::kRegister, provider, "2201", "2401", kind);
  request.person = person.id;
  request.scheme = person.scheme;
  request.kind = kind;
  request.benefit = benefit.id;
  request.begin = Shortly(now);
  if (dice_.PerMille(200)) request.referral = static_cast<settle::Referral>(dice_.Below(3));
  return request;
}

Request Clients::Record(Moment now) {
  const KnownVisit& visit = SomeVisit();
  Request request = OfVisit(Verb::kRecord, visit, "2203", "2403");
  request.begin = Shortly(now);
  request.referral = static_cast<settle::Referral>(dice_.Below(3));
  return request;
}

store::UploadLine Clients::Line(Moment now, VisitKind kind) {
  constexpr std::array<unsigned, 3> kSmall = {60, 35, 5};
  constexpr std::array<unsigned, 3> kLarge = {20, 45, 35};
  const std::array<unsigned, 3>& sizes = kind == VisitKind::kStay ? kLarge : kSmall;
  constexpr std::array<std::int64_t, 3> kMostFen = {50'000, 2'000'000, 60'000'000};
  constexpr std::int64_t kMicroPerFen = 10'000;
  store::UploadLine line;
  line.sn = Fresh("s");
  line.item_code = world_.items[dice_.Below(world_.items.size())].code;
  line.at = now;
  line.quantity_e4 = dice_.PerMille(700) ? 10'000 * dice_.Between(1, 12) : dice_.Between(1, 90'000);
  line.price_e6 = dice_.Between(0, kMostFen[dice_.Weighted(sizes)]) * kMicroPerFen;
  if (dice_.PerMille(200)) line.price_e6 += dice_.Between(0, kMicroPerFen);
  line.approval = static_cast<store::Approval>(dice_.Below(3));
  constexpr Int128 kPerFen = 100'000'000;
  line.amount = {DivideRoundHalfAway(Int128{line.price_e6} * line.quantity_e4, kPerFen)};
  return line;
}

// Refunds a line that was sent before: all of it or part. False when there is none.
bool Clients::Refund(const KnownVisit& visit, Request& request) {
  if (visit.lines.empty()) return false;
  const auto& [batch, original] = visit.lines[dice_.Below(visit.lines.size())];
  store::UploadLine line = original;
  line.sn = Fresh("s");
  line.init_sn = original.sn;
  if (dice_.PerMille(600)) {
    line.amount = -original.amount;
    line.quantity_e4 = -original.quantity_e4;
  } else {
    constexpr Int128 kPerFen = 100'000'000;
    line.quantity_e4 = -dice_.Between(1, original.quantity_e4);
    line.amount = {DivideRoundHalfAway(Int128{line.price_e6} * line.quantity_e4, kPerFen)};
  }
  request.batch = batch;
  request.lines.push_back(line);
  return true;
}

Request Clients::Upload(Moment now) {
  const KnownVisit& visit = OpenVisit(/*with_lines=*/false);
  Request request = OfVisit(Verb::kUpload, visit, "2204", "2301");
  if (dice_.PerMille(150) && Refund(visit, request)) return request;
  request.batch = visit.kind == VisitKind::kStay ? "" : Fresh("b");
  const std::int64_t lines = dice_.Between(1, 5);
  for (std::int64_t i = 0; i < lines; ++i) request.lines.push_back(Line(now, visit.kind));
  return request;
}

Request Clients::Withdraw() {
  const KnownVisit& visit = SomeVisit();
  Request request = OfVisit(Verb::kWithdraw, visit, "2205", "2302");
  if (visit.batches.empty() || dice_.PerMille(300)) {
    request.names = {"0000"};
  } else {
    request.names = {visit.batches[dice_.Below(visit.batches.size())]};
  }
  return request;
}

Request Clients::Discharge(Moment now) {
  Request request = OfVisit(Verb::kDischarge, SomeVisit(), "2402", "2402");
  request.end = Moment{now.ms - dice_.Between(0, 3) * kHourMs};
  return request;
}

Request Clients::Settle(Moment now, Verb verb) {
  const KnownVisit& visit = OpenVisit(/*with_lines=*/true);
  Request request = OfVisit(verb, visit, "2207", "2304");
  if (!visit.batches.empty() && dice_.PerMille(200)) {
    request.batch = visit.batches[dice_.Below(visit.batches.size())];
  }
  request.use_account = dice_.PerMille(600);
  if (visit.kind == VisitKind::kStay) {
    request.mid_stay = dice_.PerMille(200);
    if (dice_.PerMille(600)) request.discharge = now;
  }
  if (dice_.PerMille(30)) request.stated_total_fen = dice_.Between(0, 100'000);
  return request;
}

Request Clients::Purchase(Moment now) {
  const KnownPerson& person = SomePerson();
  Request request = Keyed(Verb::kPurchase, world_.providers.back().code, "2102", "2102");
  request.person = person.id;
  request.scheme = person.scheme;
  const auto& benefits = world_.FindScheme(person.scheme)->benefits;
  request.benefit = benefits.back().id;
  request.begin = now;
  const std::int64_t lines = dice_.Between(1, 3);
  for (std::int64_t i = 0; i < lines; ++i) request.lines.push_back(Line(now, VisitKind::kPharmacy));
  request.use_account = dice_.PerMille(800);
  return request;
}

Request Clients::Reverse() {
  const KnownSettlement& settlement = PickRecent(dice_, settlements_);
  Request request = Keyed(Verb::kReverse, settlement.provider, "2208", "2208");
  request.settlement = settlement.id;
  request.visit = settlement.visit;
  request.person = settlement.person;
  return request;
}

Request Clients::UndoMessage() {
  const bool admission = !admissions_.empty() && dice_.PerMille(250);
  const KnownSettlement& settlement = PickRecent(dice_, admission ? admissions_ : settlements_);
  Request request = Keyed(Verb::kUndoMessage, settlement.provider, "2601", "2601");
  request.person = settlement.person;
  request.undo_msgid = settlement.msgid;
  request.undo_infno = settlement.infno;
  return request;
}

void Clients::Spoil(Request& request) {
  switch (dice_.Below(6)) {
    case 0:
      request.person = world_.IdOf(1'000'000, '1');
      return;
    case 1:
      request.visit = world_.IdOf(1'000'000, '2');
      return;
    case 2:
      request.settlement = world_.IdOf(1'000'000, '3');
      return;
    case 3:
      request.scheme = "nowhere";
      return;
    case 4:
      request.amount_fen = -1;
      return;
    default:
      if (!request.lines.empty()) ++request.lines.back().amount.fen;
      return;
  }
}

void Clients::Learn(const Request& request, const std::string& answer) {
  const std::map<std::string, std::string> words = WordsOf(answer);
  const auto word = [&](const char* name) {
    const auto found = words.find(name);
    return found == words.end() ? std::string() : found->second;
  };
  switch (request.verb) {
    case Verb::kEnrol:
      persons_.push_back({word("person"), request.coverage.front().scheme});
      return;
    case Verb::kRegister:
      visits_.push_back({word("visit"),
                         request.person,
                         request.actor,
                         request.scheme,
                         request.benefit,
                         request.kind,
                         {},
                         {}});
      if (request.kind == VisitKind::kStay) {
        admissions_.push_back(
            {"", word("visit"), request.person, request.actor, request.msgid, request.infno});
      }
      return;
    case Verb::kUpload:
      if (KnownVisit* const visit = FindVisit(request.visit)) {
        for (const auto& line : request.lines) {
          if (line.init_sn.empty()) visit->lines.emplace_back(request.batch, line);
        }
        visit->batches.push_back(request.batch);
        visit->settled = false;
      }
      return;
    case Verb::kReverse:
      if (KnownVisit* const visit = FindVisit(word("visit"))) visit->settled = false;
      return;
    case Verb::kSettle:
      if (KnownVisit* const visit = FindVisit(request.visit))
        visit->settled = request.batch.empty();
      [[fallthrough]];
    case Verb::kPurchase:
      settlements_.push_back({word("setl"), word("visit"), word("person"), request.actor,
                              request.msgid, request.infno});
      return;
    default:
      return;
  }
}

}  // namespace tongchou::sim
