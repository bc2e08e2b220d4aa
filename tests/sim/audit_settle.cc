// Settling and taking back in the auditor's book.
#include <fmt/core.h>

#include <algorithm>

#include "sim/audit_book.h"

namespace tongchou::sim {
namespace {

using store::VisitKind;
using store::VisitStatus;

Verdict Refused(ErrorCode code) { return {code, {}}; }

Amounts Negative(Amounts amounts) {
  for (std::int64_t* amount :
       {&amounts.total, &amounts.full, &amounts.over, &amounts.first, &amounts.eligible,
        &amounts.deductible, &amounts.funds, &amounts.burden, &amounts.account, &amounts.cash}) {
    *amount = -*amount;
  }
  for (std::int64_t& layer : amounts.layers) layer = -layer;
  return amounts;
}

bool Names(const Request& request, const BookedBatch& batch) {
  return request.batch.empty() || batch.name == request.batch;
}

// What the settlement takes over from its visit.
void FillHead(const Request& request, const BookedVisit& visit, const store::Provider& provider,
              BookedSettlement& row) {
  row.person = visit.person;
  row.visit = visit.number;
  row.provider = visit.provider;
  row.msgid = request.msgid;
  row.scheme = visit.scheme;
  row.benefit = visit.benefit;
  row.year = row.date.year();
  row.level = provider.level;
  row.use_account = request.use_account;
  row.pharmacy = provider.kind == store::ProviderKind::kPharmacy;
}

void MarkSettled(const Request& request, const BookedSettlement& row, BookedVisit& visit) {
  for (BookedBatch& batch : visit.batches) {
    const bool taken = Names(request, batch) && batch.settlement == 0 && !batch.withdrawn;
    if (taken) batch.settlement = row.number;
  }
  visit.closed = visit.kind == VisitKind::kStay && !row.mid_stay;
  visit.settlements.push_back(row.number);
}

}  // namespace

// The net lines of batches as a provider of `level` is paid for them.
std::vector<AuditLine> AuditBook::LinesOf(const std::vector<const BookedBatch*>& batches,
                                          int level) const {
  struct Net {
    const store::UploadLine* line;
    std::int64_t quantity, amount;
  };
  std::vector<Net> nets;
  std::map<std::string, std::size_t> places;
  for (const BookedBatch* batch : batches) {
    for (const store::UploadLine& line : batch->lines) {
      if (line.init_sn.empty()) {
        places[line.sn] = nets.size();
        nets.push_back({&line, line.quantity_e4, line.amount.fen});
      } else {
        Net& net = nets[places.at(line.init_sn)];
        net.quantity += line.quantity_e4;
        net.amount += line.amount.fen;
      }
    }
  }
  std::vector<AuditLine> lines;
  for (const Net& net : nets) {
    if (net.quantity == 0 && net.line->quantity_e4 != 0) continue;
    const store::CatalogueItem& item = *world_.FindItem(net.line->item_code);
    const bool covered = item.limited_use ? net.line->approval == store::Approval::kApproved
                                          : net.line->approval != store::Approval::kRefused;
    AuditLine line;
    line.amount = net.amount;
    line.fee_class = covered ? item.fee_class : settle::FeeClass::kC;
    if (item.first_ratio) line.ratio = item.first_ratio->millionths;
    if (const auto& ceiling = item.unit_ceiling[static_cast<std::size_t>(level - 1)]) {
      constexpr std::int64_t kPerUnit = 10'000;
      const Int128 whole = Int128{ceiling->fen} * net.quantity;
      line.ceiling = static_cast<std::int64_t>((2 * whole + kPerUnit) / (2 * kPerUnit));
    }
    lines.push_back(line);
  }
  return lines;
}

// Brings a stay to where it can be settled.
std::optional<ErrorCode> AuditBook::MoveToSettlement(const Request& request, BookedVisit& visit,
                                                     Moment at) {
  if (visit.closed) return ErrorCode::kAlreadySettled;
  const bool open_stay = visit.kind == VisitKind::kStay && visit.status == VisitStatus::kOpen;
  if (!open_stay || request.mid_stay) return std::nullopt;
  const bool trial = request.verb == Verb::kTrial;
  if (!request.discharge && !trial) return ErrorCode::kNotDischarged;
  visit.status = VisitStatus::kDischarged;
  visit.end = request.discharge.value_or(at);
  if (*visit.end < visit.begin) return ErrorCode::kBadPeriod;
  return std::nullopt;
}

Verdict AuditBook::Settle(const Request& request, BookedVisit visit, Moment at) {
  if (const auto refused = MoveToSettlement(request, visit, at)) return Refused(*refused);
  BookedPerson& person = persons_[static_cast<std::size_t>(visit.person - 1)];
  const SchemeWords& scheme = *world_.FindScheme(visit.scheme);
  const BenefitWords& benefit = *scheme.Find(visit.benefit);
  const store::Provider& provider = *world_.FindProvider(visit.provider);
  BookedSettlement row;
  const bool open_stay = visit.kind == VisitKind::kStay && visit.status == VisitStatus::kOpen;
  const Date end = visit.end ? DayOf(*visit.end) : DayOf(open_stay ? at : visit.begin);
  row.date = benefit.settled_on_discharge ? end : DayOf(visit.begin);
  const store::Coverage* coverage = HoldsOn(person.coverage, visit.scheme, row.date);
  if (coverage == nullptr) return Refused(ErrorCode::kNoCoverage);
  std::vector<const BookedBatch*> open;
  bool settled_before = false;
  for (const BookedBatch& batch : visit.batches) {
    if (!Names(request, batch)) continue;
    settled_before |= batch.settlement != 0;
    if (batch.settlement == 0 && !batch.withdrawn) open.push_back(&batch);
  }
  if (open.empty()) {
    return Refused(settled_before ? ErrorCode::kAlreadySettled : ErrorCode::kNoLines);
  }
  AuditCase facts{visit.scheme,
                  coverage->category,
                  visit.benefit,
                  provider.level,
                  coverage->aid,
                  coverage->civil_servant,
                  coverage->frozen,
                  visit.referral,
                  request.use_account,
                  person.balance,
                  LinesOf(open, provider.level)};
  const std::int64_t total = SplitOf(facts.lines).total;
  if (request.stated_total_fen && *request.stated_total_fen != total) {
    return Refused(ErrorCode::kStatedAmountDiffers);
  }
  if (facts.lines.empty()) return Refused(ErrorCode::kNoLines);
  FillHead(request, visit, provider, row);
  row.number = static_cast<std::int64_t>(settlements_.size()) + 1;
  row.previous = person.standing;
  row.at = at;
  row.mid_stay = request.mid_stay && open_stay;
  row.frozen = coverage->frozen;
  row.balance_before = person.balance;
  const auto year_found = person.years.find({row.scheme, row.year});
  if (year_found != person.years.end()) row.year_before = year_found->second;
  BookedYear year = row.year_before;
  const bool trial = request.verb == Verb::kTrial;
  if (trial && !knows_rules_) return {};
  row.amounts = AmountsOf(facts, booking_ ? row.number : 0, year.totals, scheme);
  row.balance_after = row.balance_before - row.amounts.account;
  if (booking_) {
    person.years[{row.scheme, row.year}] = year;
    MarkSettled(request, row, visit);
    const bool ends = visit.status == VisitStatus::kDischarged;
    if (ends && person.open_stay == visit.number) person.open_stay = 0;
    person.standing = row.number;
    visits_[static_cast<std::size_t>(visit.number - 1)] = visit;
    BookSettlement(row);
  }
  Verdict verdict{std::nullopt, WordsOf(row)};
  if (trial) verdict.words.erase("setl");
  return verdict;
}

Amounts AuditBook::AmountsOf(const AuditCase& facts, std::int64_t settlement, AuditTotals& totals,
                             const SchemeWords& scheme) {
  if (knows_rules_) return SettleByRules(facts, totals);
  // The figures of others; what they say of the year is kept as they say it.
  const std::optional<Amounts> stored = figures_(settlement);
  if (!stored) return {};
  CheckIdentities(facts, *stored, settlement);
  const BenefitWords& benefit = *scheme.Find(facts.benefit);
  if (facts.frozen) return *stored;
  if (benefit.is_stay) ++totals.stays;
  for (std::size_t i = 0; i < stored->layers.size() && i < benefit.layers.size(); ++i) {
    const int slot = benefit.layers[i].total_slot;
    if (slot < 0) continue;
    totals.layers[scheme.total_names[static_cast<std::size_t>(slot)]].paid += stored->layers[i];
  }
  return *stored;
}

void AuditBook::CheckIdentities(const AuditCase& facts, const Amounts& amounts,
                                std::int64_t settlement) {
  std::int64_t layers = 0;
  bool negative = false;
  for (const std::int64_t layer : amounts.layers) {
    layers += layer;
    negative |= layer < 0;
  }
  for (const std::int64_t amount :
       {amounts.full, amounts.over, amounts.first, amounts.eligible, amounts.deductible,
        amounts.burden, amounts.account, amounts.cash}) {
    negative |= amount < 0;
  }
  const struct {
    bool holds;
    const char* what;
  } identities[] = {
      {amounts.total == SplitOf(facts.lines).total, "total is not the sum of its lines"},
      {amounts.full == SplitOf(facts.lines).full, "full self-pay is not that of the lines"},
      {amounts.over == SplitOf(facts.lines).over, "over ceiling is not that of the lines"},
      {amounts.total == amounts.full + amounts.over + amounts.first + amounts.eligible,
       "total is not the sum of its parts"},
      {amounts.funds == layers, "funds are not the sum of the layers"},
      {amounts.eligible == amounts.funds + amounts.burden, "eligible is not funds and burden"},
      {amounts.total == amounts.funds + amounts.account + amounts.cash,
       "total is not funds, account and cash"},
      {!negative, "a figure is negative"},
      {amounts.account <= std::max<std::int64_t>(0, facts.balance), "account beyond its balance"},
      {facts.use_account || amounts.account == 0, "account used unasked"},
      {!facts.frozen || amounts.funds == 0, "a fund paid for a frozen person"},
  };
  for (const auto& identity : identities) {
    if (!identity.holds) {
      problems_.push_back(fmt::format("settlement {}: {}", settlement, identity.what));
    }
  }
}

// Journal entry, movement, year and day of a settlement or reversal.
void AuditBook::BookSettlement(BookedSettlement& row) {
  const bool back = row.reverses != 0;
  row.entry = static_cast<std::int64_t>(entries_.size()) + 1;
  BookedEntry entry{row.at,
                    DayOf(row.at),
                    back ? ledger::EntryKind::kReversal : ledger::EntryKind::kSettlement,
                    world_.IdOf(row.number, '3'),
                    {},
                    {}};
  const auto owe = [&](const std::string& fund, const char* spent, std::int64_t amount) {
    if (amount == 0) return;
    auto& debit = back ? entry.credit : entry.debit;
    auto& credit = back ? entry.debit : entry.credit;
    debit[row.scheme + "." + fund + spent] += back ? -amount : amount;
    credit[row.scheme + "." + fund + ".payable"] += back ? -amount : amount;
  };
  const BenefitWords& benefit = *world_.FindScheme(row.scheme)->Find(row.benefit);
  for (std::size_t i = 0; i < row.amounts.layers.size() && i < benefit.layers.size(); ++i) {
    owe(benefit.layers[i].fund, ".benefits", row.amounts.layers[i]);
  }
  owe("account", ".holders", row.amounts.account);
  entries_.push_back(std::move(entry));

  BookedPerson& person = persons_[static_cast<std::size_t>(row.person - 1)];
  person.balance = row.balance_after;
  if (row.amounts.account != 0) {
    person.movements.push_back(
        {row.at, back ? store::MovementKind::kReversal : store::MovementKind::kPayment,
         -row.amounts.account, row.balance_after, row.number, row.entry});
  }
  BookedYear& year = person.years[{row.scheme, row.year}];
  BookedDay& day = days_[{DayOf(row.at), row.scheme, row.benefit, row.level, row.pharmacy}];
  year.settlements += back ? -1 : 1;
  ++(back ? day.reversals : day.count);
  const auto add = [&](std::int64_t BookedYear::*of_year, std::int64_t BookedDay::*of_day,
                       std::int64_t amount) {
    year.*of_year += amount;
    day.*of_day += amount;
  };
  add(&BookedYear::total, &BookedDay::total, row.amounts.total);
  add(&BookedYear::funds, &BookedDay::funds, row.amounts.funds);
  add(&BookedYear::account, &BookedDay::account, row.amounts.account);
  add(&BookedYear::cash, &BookedDay::cash, row.amounts.cash);
  settlements_.push_back(row);
  subject_ = row.number;
}

Verdict AuditBook::Purchase(const Request& request, Moment at) {
  if (const auto refused = CheckNewVisit(request)) return Refused(*refused);
  BookedVisit visit;
  visit.number = static_cast<std::int64_t>(visits_.size()) + 1;
  visit.person = world_.NumberOf(request.person, '1');
  visit.provider = request.actor;
  visit.scheme = request.scheme;
  visit.benefit = request.benefit;
  visit.kind = VisitKind::kPharmacy;
  visit.begin = request.begin;
  // The lines are checked as an upload to a visit without any.
  Request upload = request;
  upload.verb = Verb::kUpload;
  upload.visit = world_.IdOf(visit.number, '2');
  visits_.push_back(visit);
  const bool booking = booking_;
  booking_ = false;
  const Verdict lines = Upload(upload);
  booking_ = booking;
  visits_.pop_back();
  if (lines.refusal) return lines;
  visit.batches.push_back({"", request.lines, 0, false});
  if (booking_) visits_.push_back(visit);
  Verdict verdict = Settle(request, visit, at);
  if (booking_ && verdict.refusal) visits_.pop_back();
  return verdict;
}

Verdict AuditBook::Reverse(const Request& request, std::int64_t settlement, Moment at) {
  if (settlement < 1 || settlement > static_cast<std::int64_t>(settlements_.size())) {
    return Refused(ErrorCode::kUnknownReference);
  }
  const BookedSettlement original = settlements_[static_cast<std::size_t>(settlement - 1)];
  const bool theirs =
      original.provider == request.actor &&
      (request.person.empty() || world_.NumberOf(request.person, '1') == original.person) &&
      (request.visit.empty() || world_.NumberOf(request.visit, '2') == original.visit);
  if (!theirs || original.reverses != 0) return Refused(ErrorCode::kUnknownReference);
  if (original.reversed_by != 0) return Refused(ErrorCode::kAlreadyReversed);
  BookedPerson& person = persons_[static_cast<std::size_t>(original.person - 1)];
  if (person.standing != settlement) return Refused(ErrorCode::kLaterSettlementExists);
  BookedSettlement row = original;
  row.number = static_cast<std::int64_t>(settlements_.size()) + 1;
  row.reverses = settlement;
  row.at = at;
  row.msgid = request.msgid;
  row.amounts = Negative(original.amounts);
  row.balance_before = person.balance;
  row.balance_after = person.balance + original.amounts.account;
  if (booking_) {
    settlements_[static_cast<std::size_t>(settlement - 1)].reversed_by = row.number;
    person.standing = original.previous;
    BookedYear& year = person.years[{row.scheme, row.year}];
    BookedVisit& visit = visits_[static_cast<std::size_t>(row.visit - 1)];
    const bool purchase = visit.kind == VisitKind::kPharmacy;
    for (BookedBatch& batch : visit.batches) {
      if (batch.settlement != settlement) continue;
      batch.settlement = 0;
      batch.withdrawn = purchase;
    }
    if (purchase) visit.status = VisitStatus::kCancelled;
    if (!original.mid_stay) visit.closed = false;
    visit.settlements.push_back(row.number);
    BookSettlement(row);
    year.totals = original.year_before.totals;
    // Taken back exactly: the year is what it was.
    if (!(year == original.year_before)) {
      problems_.push_back(fmt::format("reversal {}: the year is not as it was", row.number));
    }
  }
  return {std::nullopt, WordsOf(row)};
}

Verdict AuditBook::UndoMessage(const Request& request, Moment at) {
  const auto original = messages_.find({request.actor, request.undo_msgid});
  if (original == messages_.end()) return Refused(ErrorCode::kUnknownMessage);
  const Message message = original->second;
  if (message.infno != request.undo_infno) return Refused(ErrorCode::kNotUndoable);
  Request undo = request;
  undo.visit.clear();
  Verdict verdict;
  if (message.infno == "2401") {
    undo.visit = world_.IdOf(message.subject, '2');
    BookedVisit* visit = LiveVisitOf(undo, verdict);
    if (visit != nullptr) verdict = Cancel(*visit);
  } else {
    verdict = Reverse(undo, message.subject, at);
  }
  verdict.words.clear();
  subject_ = message.subject;
  return verdict;
}

std::map<std::string, std::string> AuditBook::WordsOf(const BookedSettlement& row) const {
  const Amounts& amounts = row.amounts;
  std::map<std::string, std::string> words = {{"setl", world_.IdOf(row.number, '3')},
                                              {"person", world_.IdOf(row.person, '1')},
                                              {"visit", world_.IdOf(row.visit, '2')},
                                              {"year", std::to_string(row.year)}};
  const std::pair<const char*, std::int64_t> figures[] = {
      {"total", amounts.total}, {"full", amounts.full},         {"over", amounts.over},
      {"first", amounts.first}, {"eligible", amounts.eligible}, {"deductible", amounts.deductible},
      {"funds", amounts.funds}, {"burden", amounts.burden},     {"account", amounts.account},
      {"cash", amounts.cash},   {"balance", row.balance_after}};
  for (const auto& [name, amount] : figures) words[name] = std::to_string(amount);
  return words;
}

}  // namespace tongchou::sim
