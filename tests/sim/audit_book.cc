// Registers, visits and lines in the auditor's book. Settling is in audit_settle.cc.
#include "sim/audit_book.h"

#include <algorithm>
#include <set>

namespace tongchou::sim {
namespace {

using store::VisitKind;
using store::VisitStatus;

Verdict Refused(ErrorCode code) { return {code, {}}; }

std::int64_t AmountOf(const store::UploadLine& line) {
  constexpr std::int64_t kMillionthsPerFen = 100;  // price in 1e-6 yuan × quantity in 1e-4
  const Int128 exact = Int128{line.price_e6} * line.quantity_e4;
  // 1e-10 yuan are 1e-8 fen.
  constexpr Int128 kPerFen = Int128{kMillionthsPerFen} * 1'000'000;
  const Int128 size = exact < 0 ? -exact : exact;
  const Int128 rounded = (2 * size + kPerFen) / (2 * kPerFen);
  return static_cast<std::int64_t>(exact < 0 ? -rounded : rounded);
}

// What is left of an uploaded line after its refunds.
struct Left {
  store::UploadLine line;
  std::string batch;
};

using LinesLeft = std::map<std::string, Left>;

LinesLeft LeftOf(const BookedVisit& visit) {
  LinesLeft left;
  for (const BookedBatch& batch : visit.batches) {
    if (batch.withdrawn || batch.settlement != 0) continue;
    for (const store::UploadLine& line : batch.lines) {
      if (line.init_sn.empty()) {
        left[line.sn] = {line, batch.name};
      } else {
        left[line.init_sn].line.quantity_e4 += line.quantity_e4;
        left[line.init_sn].line.amount += line.amount;
      }
    }
  }
  std::erase_if(left, [](const auto& row) { return row.second.line.quantity_e4 == 0; });
  return left;
}

std::optional<ErrorCode> CheckRefund(const store::UploadLine& line, const std::string& batch,
                                     LinesLeft& left) {
  const auto original = left.find(line.init_sn);
  if (original == left.end() || original->second.batch != batch) return ErrorCode::kBadRefund;
  store::UploadLine& rest = original->second.line;
  const bool fits = line.item_code == rest.item_code && line.price_e6 == rest.price_e6 &&
                    line.quantity_e4 < 0 && line.amount.fen <= 0 &&
                    rest.quantity_e4 + line.quantity_e4 >= 0;
  if (!fits) return ErrorCode::kBadRefund;
  const std::int64_t quantity = rest.quantity_e4 + line.quantity_e4;
  const std::int64_t amount = rest.amount.fen + line.amount.fen;
  const bool closes = quantity == 0 && amount == 0;
  if (!closes && AmountOf(line) != line.amount.fen) return ErrorCode::kLineAmountMismatch;
  if (amount < 0 || (quantity == 0 && amount != 0)) return ErrorCode::kBadRefund;
  rest.quantity_e4 = quantity;
  rest.amount = {amount};
  return std::nullopt;
}

std::optional<ErrorCode> CheckLines(const World& world, const Request& request,
                                    const BookedVisit& visit) {
  std::set<std::string> taken;
  for (const BookedBatch& batch : visit.batches) {
    if (batch.withdrawn) continue;
    for (const store::UploadLine& line : batch.lines) taken.insert(line.sn);
  }
  for (const store::UploadLine& line : request.lines) {
    if (!taken.insert(line.sn).second) return ErrorCode::kDuplicateId;
  }
  if (request.lines.empty()) return ErrorCode::kNoLines;
  LinesLeft left = LeftOf(visit);
  for (const store::UploadLine& line : request.lines) {
    if (!line.init_sn.empty()) {
      if (const auto refused = CheckRefund(line, request.batch, left)) return refused;
      continue;
    }
    if (line.quantity_e4 < 0 || line.price_e6 < 0) return ErrorCode::kBadAmount;
    if (AmountOf(line) != line.amount.fen) return ErrorCode::kLineAmountMismatch;
    if (world.FindItem(line.item_code) == nullptr) return ErrorCode::kUnknownItem;
  }
  return std::nullopt;
}

std::vector<const BookedBatch*> OpenBatches(const BookedVisit& visit) {
  std::vector<const BookedBatch*> open;
  for (const BookedBatch& batch : visit.batches) {
    if (!batch.withdrawn && batch.settlement == 0) open.push_back(&batch);
  }
  return open;
}

bool Overlap(const store::Coverage& a, const store::Coverage& b) {
  return a.scheme == b.scheme && a.range.from <= b.range.through && b.range.from <= a.range.through;
}

}  // namespace

const store::Coverage* HoldsOn(const std::vector<store::Coverage>& coverage,
                               const std::string& scheme, Date day) {
  for (const store::Coverage& row : coverage) {
    if (row.scheme == scheme && row.range.from <= day && day <= row.range.through) return &row;
  }
  return nullptr;
}

AuditBook::AuditBook(const World& world, Figures figures)
    : world_(world), knows_rules_(world.pack == kPackWithRules), figures_(std::move(figures)) {}

Verdict AuditBook::Judge(const Request& request, Moment at) {
  booking_ = false;
  return Decide(request, at);
}

Verdict AuditBook::Accept(const Request& request, Moment at) {
  booking_ = true;
  subject_ = 0;
  Verdict verdict = Decide(request, at);
  booking_ = false;
  if (!verdict.refusal && !request.infno.empty()) {
    messages_[{request.actor, request.msgid}] = {request.infno, request.body, subject_};
  }
  return verdict;
}

Verdict AuditBook::Decide(const Request& request, Moment at) {
  const auto earlier = messages_.find({request.actor, request.msgid});
  if (!request.infno.empty() && request.verb != Verb::kTrial && earlier != messages_.end()) {
    // The same again is answered from what is stored and never executed.
    return Refused(ErrorCode::kMessageIdReused);
  }
  switch (request.verb) {
    case Verb::kEnrol:
      return Enrol(request, at);
    case Verb::kContribute:
      return Contribute(request, at);
    case Verb::kFreeze:
      return Freeze(request);
    case Verb::kRegister:
      return Register(request);
    case Verb::kPurchase:
      return Purchase(request, at);
    case Verb::kReverse:
      return Reverse(request, world_.NumberOf(request.settlement, '3'), at);
    case Verb::kUndoMessage:
      return UndoMessage(request, at);
    default:
      break;
  }
  Verdict verdict;
  BookedVisit* visit = LiveVisitOf(request, verdict);
  if (visit == nullptr) return verdict;
  switch (request.verb) {
    case Verb::kRecord:
      return Record(request);
    case Verb::kUpload:
      return Upload(request);
    case Verb::kWithdraw:
      return Withdraw(request);
    case Verb::kDischarge:
      return Discharge(request);
    case Verb::kUndoDischarge:
      return UndoDischarge(request);
    case Verb::kCancel:
      return Cancel(*visit);
    default:
      return Settle(request, *visit, at);
  }
}

BookedPerson* AuditBook::PersonOf(const std::string& id) {
  const std::int64_t number = world_.NumberOf(id, '1');
  if (number < 1 || number > static_cast<std::int64_t>(persons_.size())) return nullptr;
  return &persons_[static_cast<std::size_t>(number - 1)];
}

BookedVisit* AuditBook::VisitOf(const Request& request) {
  const std::int64_t number = world_.NumberOf(request.visit, '2');
  if (number < 1 || number > static_cast<std::int64_t>(visits_.size())) return nullptr;
  BookedVisit& visit = visits_[static_cast<std::size_t>(number - 1)];
  const bool theirs =
      visit.provider == request.actor &&
      (request.person.empty() || world_.NumberOf(request.person, '1') == visit.person);
  return theirs ? &visit : nullptr;
}

BookedVisit* AuditBook::LiveVisitOf(const Request& request, Verdict& verdict) {
  BookedVisit* visit = VisitOf(request);
  if (visit == nullptr) {
    verdict.refusal = ErrorCode::kUnknownVisit;
  } else if (visit->status == VisitStatus::kCancelled) {
    verdict.refusal = ErrorCode::kVisitCancelled;
  }
  if (visit != nullptr) subject_ = visit->number;
  return verdict.refusal ? nullptr : visit;
}

Verdict AuditBook::Enrol(const Request& request, Moment at) {
  for (const BookedPerson& person : persons_) {
    if (person.certificate == request.certificate) return Refused(ErrorCode::kDuplicateId);
  }
  if (request.amount_fen < 0) return Refused(ErrorCode::kBadAmount);
  for (std::size_t i = 0; i < request.coverage.size(); ++i) {
    const store::Coverage& row = request.coverage[i];
    if (row.range.through < row.range.from) return Refused(ErrorCode::kBadCoverage);
    for (std::size_t j = 0; j < i; ++j) {
      if (Overlap(row, request.coverage[j])) return Refused(ErrorCode::kBadCoverage);
    }
  }
  const auto number = static_cast<std::int64_t>(persons_.size()) + 1;
  if (booking_) {
    BookedPerson person;
    person.certificate = request.certificate;
    person.coverage = request.coverage;
    persons_.push_back(std::move(person));
    if (request.amount_fen > 0) {
      const std::string account = request.coverage.front().scheme + ".account.";
      BookedEntry entry{at, DayOf(at), ledger::EntryKind::kOpening, "enrolment", {}, {}};
      entry.debit[account + "bank"] = request.amount_fen;
      entry.credit[account + "holders"] = request.amount_fen;
      entries_.push_back(std::move(entry));
      Credit(number, request.amount_fen, store::MovementKind::kOpening, at);
    }
  }
  return {std::nullopt, {{"person", world_.IdOf(number, '1')}}};
}

void AuditBook::Credit(std::int64_t person, std::int64_t amount, store::MovementKind kind,
                       Moment at) {
  BookedPerson& holder = persons_[static_cast<std::size_t>(person - 1)];
  holder.balance += amount;
  holder.movements.push_back(
      {at, kind, amount, holder.balance, 0, static_cast<std::int64_t>(entries_.size())});
}

Verdict AuditBook::Contribute(const Request& request, Moment at) {
  const SchemeWords* scheme = world_.FindScheme(request.scheme);
  if (request.fund_fen != 0) {
    const bool known = scheme != nullptr && std::find(scheme->funds.begin(), scheme->funds.end(),
                                                      request.fund) != scheme->funds.end();
    if (!known) return Refused(ErrorCode::kUnknownFund);
  }
  if (!request.person.empty()) {
    const BookedPerson* person = PersonOf(request.person);
    if (person == nullptr) return Refused(ErrorCode::kUnknownPerson);
    bool insured = false;
    for (const store::Coverage& row : person->coverage) insured |= row.scheme == request.scheme;
    if (!insured) return Refused(ErrorCode::kNoCoverage);
    if (request.amount_fen <= 0) return Refused(ErrorCode::kBadAmount);
  }
  if (request.fund_fen == 0 && request.person.empty()) return Refused(ErrorCode::kBadAmount);
  if (booking_) {
    BookedEntry entry{
        at,
        request.day,
        request.opening ? ledger::EntryKind::kOpening : ledger::EntryKind::kContribution,
        request.actor,
        {},
        {}};
    if (request.fund_fen != 0) {
      const std::string fund = request.scheme + "." + request.fund;
      entry.debit[fund + ".bank"] = request.fund_fen;
      entry.credit[fund + (request.opening ? ".opening" : ".income")] = request.fund_fen;
    }
    if (!request.person.empty()) {
      entry.debit[request.scheme + ".account.bank"] = request.amount_fen;
      entry.credit[request.scheme + ".account.holders"] = request.amount_fen;
    }
    entries_.push_back(std::move(entry));
    if (!request.person.empty()) {
      Credit(world_.NumberOf(request.person, '1'), request.amount_fen,
             request.opening ? store::MovementKind::kOpening : store::MovementKind::kContribution,
             at);
    }
  }
  return {};
}

Verdict AuditBook::Freeze(const Request& request) {
  BookedPerson* person = PersonOf(request.person);
  if (person == nullptr) return Refused(ErrorCode::kUnknownPerson);
  if (HoldsOn(person->coverage, request.scheme, request.day) == nullptr) {
    return Refused(ErrorCode::kNoCoverage);
  }
  if (!booking_) return {};
  std::vector<store::Coverage> changed;
  bool done = false;
  for (store::Coverage row : person->coverage) {
    const bool holds = !done && HoldsOn({row}, request.scheme, request.day) != nullptr;
    if (holds && row.range.from < request.day) {
      store::Coverage before = row;
      before.range.through = request.day.PlusDays(-1);
      changed.push_back(before);
      row.range.from = request.day;
    }
    if (holds) row.frozen = request.frozen;
    done |= holds;
    changed.push_back(row);
  }
  person->coverage = std::move(changed);
  return {};
}

std::optional<ErrorCode> AuditBook::CheckNewVisit(const Request& request) {
  const BookedPerson* person = PersonOf(request.person);
  if (person == nullptr) return ErrorCode::kUnknownPerson;
  if (HoldsOn(person->coverage, request.scheme, DayOf(request.begin)) == nullptr) {
    return ErrorCode::kNoCoverage;
  }
  if (world_.FindScheme(request.scheme)->Find(request.benefit) == nullptr) {
    return ErrorCode::kUnknownBenefit;
  }
  return std::nullopt;
}

Verdict AuditBook::Register(const Request& request) {
  if (const auto refused = CheckNewVisit(request)) return Refused(*refused);
  BookedPerson& person = *PersonOf(request.person);
  const bool stay = request.kind == VisitKind::kStay;
  if (stay && person.open_stay != 0) return Refused(ErrorCode::kOpenStayExists);
  const auto number = static_cast<std::int64_t>(visits_.size()) + 1;
  if (booking_) {
    BookedVisit visit;
    visit.number = subject_ = number;
    visit.person = world_.NumberOf(request.person, '1');
    visit.provider = request.actor;
    visit.scheme = request.scheme;
    visit.benefit = request.benefit;
    visit.kind = request.kind;
    visit.begin = request.begin;
    visit.referral = request.referral;
    visits_.push_back(std::move(visit));
    if (stay) person.open_stay = number;
  }
  return {std::nullopt, {{"visit", world_.IdOf(number, '2')}, {"status", "1"}}};
}

Verdict AuditBook::Record(const Request& request) {
  BookedVisit& visit = *VisitOf(request);
  if (visit.closed) return Refused(ErrorCode::kVisitSettled);
  if (visit.end && *visit.end < request.begin) return Refused(ErrorCode::kBadPeriod);
  const BookedPerson& person = persons_[static_cast<std::size_t>(visit.person - 1)];
  if (HoldsOn(person.coverage, visit.scheme, DayOf(request.begin)) == nullptr) {
    return Refused(ErrorCode::kNoCoverage);
  }
  if (booking_) {
    visit.begin = request.begin;
    visit.referral = request.referral;
  }
  return {};
}

Verdict AuditBook::Upload(const Request& request) {
  BookedVisit& visit = *VisitOf(request);
  if (visit.closed) return Refused(ErrorCode::kVisitSettled);
  if (const auto refused = CheckLines(world_, request, visit)) return Refused(*refused);
  const int level = world_.FindProvider(visit.provider)->level;
  BookedVisit after = visit;
  after.batches.push_back({request.batch, request.lines, 0, false});
  Verdict verdict{std::nullopt, {{"lines", std::to_string(request.lines.size())}}};
  if (knows_rules_) {
    const Amounts before = SplitOf(LinesOf(OpenBatches(visit), level));
    const Amounts now = SplitOf(LinesOf(OpenBatches(after), level));
    verdict.words["full"] = std::to_string(now.full - before.full);
    verdict.words["over"] = std::to_string(now.over - before.over);
    verdict.words["first"] = std::to_string(now.first - before.first);
    verdict.words["eligible"] = std::to_string(now.eligible - before.eligible);
  }
  if (booking_) visit = std::move(after);
  return verdict;
}

Verdict AuditBook::Withdraw(const Request& request) {
  BookedVisit& visit = *VisitOf(request);
  const std::vector<const BookedBatch*> open = OpenBatches(visit);
  const std::string& name = request.names.front();
  const bool all = name == "0000";
  std::size_t lines = 0;
  bool found = false;
  for (const BookedBatch* batch : open) {
    if (!all && batch->name != name) continue;
    found = true;
    lines += batch->lines.size();
  }
  if (!all && !found) return Refused(ErrorCode::kUnknownLine);
  if (booking_) {
    for (BookedBatch& batch : visit.batches) {
      if (batch.settlement == 0 && (all || batch.name == name)) batch.withdrawn = true;
    }
  }
  return {std::nullopt, {{"lines", std::to_string(lines)}}};
}

Verdict AuditBook::Discharge(const Request& request) {
  BookedVisit& visit = *VisitOf(request);
  if (visit.kind != VisitKind::kStay) return Refused(ErrorCode::kNotAStay);
  if (visit.status == VisitStatus::kDischarged) return Refused(ErrorCode::kAlreadyDischarged);
  if (request.end < visit.begin) return Refused(ErrorCode::kBadPeriod);
  if (booking_) {
    visit.status = VisitStatus::kDischarged;
    visit.end = request.end;
    persons_[static_cast<std::size_t>(visit.person - 1)].open_stay = 0;
  }
  return {std::nullopt, {{"visit", request.visit}, {"status", "2"}}};
}

Verdict AuditBook::UndoDischarge(const Request& request) {
  BookedVisit& visit = *VisitOf(request);
  BookedPerson& person = persons_[static_cast<std::size_t>(visit.person - 1)];
  if (visit.status != VisitStatus::kDischarged) return Refused(ErrorCode::kNotDischarged);
  if (visit.closed) return Refused(ErrorCode::kVisitSettled);
  if (person.open_stay != 0) return Refused(ErrorCode::kOpenStayExists);
  if (booking_) {
    visit.status = VisitStatus::kOpen;
    visit.end.reset();
    person.open_stay = visit.number;
  }
  return {std::nullopt, {{"visit", request.visit}, {"status", "1"}}};
}

Verdict AuditBook::Cancel(BookedVisit& visit) {
  for (const BookedBatch& batch : visit.batches) {
    if (!batch.withdrawn) return Refused(ErrorCode::kVisitHasFees);
  }
  if (booking_) {
    visit.status = VisitStatus::kCancelled;
    BookedPerson& person = persons_[static_cast<std::size_t>(visit.person - 1)];
    if (person.open_stay == visit.number) person.open_stay = 0;
  }
  return {};
}

}  // namespace tongchou::sim
