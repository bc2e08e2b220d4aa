#include "service/fixed_draft.h"

#include <algorithm>
#include <set>
#include <utility>

namespace tongchou::service {
namespace {

using levy::FixedPart;

constexpr int kPage = 1000;

constexpr FixedPart kAllParts[] = {FixedPart::kOwn,     FixedPart::kCivilAffairs,
                                   FixedPart::kCentral, FixedPart::kRegion,
                                   FixedPart::kCity,    FixedPart::kCounty};

// The interval by which the year is owed, or nullptr.
const store::Coverage* FirstOf(const store::PersonRow& person, const std::string& scheme,
                               DateRange year) {
  const store::Coverage* first = nullptr;
  for (const store::Coverage& interval : person.coverage) {
    const bool touches = interval.scheme == scheme && !interval.employer.empty() &&
                         interval.range.from <= year.through && year.from <= interval.range.through;
    if (touches && (first == nullptr || interval.range.from < first->range.from)) first = &interval;
  }
  return first;
}

class Drafter {
 public:
  Drafter(store::Reader& reader, const FixedOrder& fixed, const store::Employer& payer)
      : reader_(reader),
        fixed_(fixed),
        payer_(payer),
        kind_(*levy::FindPayerKind(payer.unit_kind)) {}

  // Everybody's line as rules and registers are now.
  Status ReadRolls() {
    if (kind_.part == FixedPart::kOwn) return ReadRoll(payer_);
    for (const store::Employer* roll : fixed_.payers->all()) {
      if (!levy::KeepsRoll(*levy::FindPayerKind(roll->unit_kind))) continue;
      if (const Status read = ReadRoll(*roll); !read.ok()) return read;
    }
    return Done{};
  }

  std::vector<LevyLine> TakeLines() {
    std::ranges::sort(lines_, {}, [](const LevyLine& line) { return line.input.person; });
    return std::move(lines_);
  }
  const std::set<std::int64_t>& unclear() const { return unclear_; }
  EmployerDrafts& made() { return made_; }

 private:
  Status ReadRoll(const store::Employer& roll) {
    std::int64_t after = 0;
    while (true) {
      const Result<std::vector<store::PersonRow>> page = reader_.Members(roll.code, after, kPage);
      if (!page.ok()) return page.error();
      for (const store::PersonRow& person : *page) Take(roll, person);
      if (page->size() < static_cast<std::size_t>(kPage)) return Done{};
      after = page->back().person;
    }
  }

  void Take(const store::Employer& roll, const store::PersonRow& person) {
    const bool own_roll = roll.code == payer_.code;
    if (own_roll) ++made_.members;
    const Result<std::optional<FixedCase>> found =
        FixedCaseOf(fixed_.rules, *fixed_.entitled, person);
    if (!found.ok()) return Tell(own_roll, person.person, found.error().code);
    if (!*found || (*found)->payer != roll.code) return;
    const FixedCase& one = **found;
    for (const FixedPart part : kAllParts) {
      if (levy::PartOf(*one.group, part) == Money{}) continue;
      const store::Employer* pays = PayerOf(part, roll, one.office);
      if (pays == nullptr) {
        if (own_roll) made_.problems.push_back({roll.code, person.person, ErrorCode::kNoPayer});
        continue;
      }
      if (pays->code != payer_.code || part != kind_.part) continue;
      lines_.push_back({one.input, levy::FixedFigures(*one.group, part)});
    }
  }

  void Tell(bool own_roll, std::int64_t person, ErrorCode code) {
    unclear_.insert(person);
    if (own_roll) made_.problems.push_back({payer_.code, person, code});
  }

  const store::Employer* PayerOf(FixedPart part, const store::Employer& roll,
                                 const std::string& office) const {
    // Whoever keeps the roll pays its part of it.
    if (levy::FindPayerKind(roll.unit_kind)->part == part) return &roll;
    return part == FixedPart::kOwn ? nullptr : fixed_.payers->For(part, office);
  }

  store::Reader& reader_;
  const FixedOrder& fixed_;
  const store::Employer& payer_;
  const levy::PayerKind& kind_;
  std::vector<LevyLine> lines_;
  std::set<std::int64_t> unclear_;
  EmployerDrafts made_;
};

// A bill that is made when its day is over is due at the end of the month after.
Date DueOf(const FixedOrder& fixed, FixedPart part) {
  const Date due = levy::DueOn(*fixed.rules.fixed, fixed.rules.month.first, part);
  if (fixed.today <= due) return due;
  return Month{Date(fixed.today.year(), fixed.today.month(), 1)}.Plus(1).last();
}

}  // namespace

PayerBook::PayerBook(const ReferenceSnapshot& reference) : reference_(reference) {
  for (const auto& [code, employer] : reference.employers) {
    const bool pays = levy::FindPayerKind(employer.unit_kind) != nullptr &&
                      employer.state == store::EmployerState::kActive;
    if (pays) all_.push_back(&employer);
  }
  std::stable_partition(all_.begin(), all_.end(), [](const store::Employer* one) {
    return levy::KeepsRoll(*levy::FindPayerKind(one->unit_kind));
  });
}

const store::Employer* PayerBook::For(levy::FixedPart part, const std::string& organisation) const {
  const store::Employer* nearest = nullptr;
  for (const store::Employer* one : all_) {
    const bool fits = part == FixedPart::kOwn ? one->unit_kind == "village"
                                              : levy::FindPayerKind(one->unit_kind)->part == part;
    if (!fits || !Scope{one->organisation}.Covers(organisation)) continue;
    const bool nearer =
        nearest == nullptr || one->organisation.size() > nearest->organisation.size();
    if (nearer) nearest = one;
  }
  return nearest;
}

const store::Employer* PayerBook::Find(const std::string& code) const {
  const store::Employer* employer = reference_.FindEmployer(code);
  const bool pays = employer != nullptr && levy::FindPayerKind(employer->unit_kind) != nullptr &&
                    employer->state == store::EmployerState::kActive;
  return pays ? employer : nullptr;
}

Result<std::optional<FixedCase>> FixedCaseOf(const MonthRules& rules, const EntitledBook& entitled,
                                             const store::PersonRow& person) {
  const Date first = rules.month.first;
  const DateRange year{first, rules.month.Plus(12).first.PlusDays(-1)};
  const store::Coverage* owing = FirstOf(person, rules.rules->scheme, year);
  if (owing == nullptr) return std::optional<FixedCase>();
  const Date day = std::max(first, owing->range.from);
  const std::string identity = IdentityOn(entitled, person.person, day);
  const auto group = levy::FindFixedGroup(*rules.fixed, owing->category, identity);
  if (!group.ok()) return group.error();
  FixedCase made;
  made.group = *group;
  made.input.person = person.person;
  made.input.category = (*group)->id;
  made.input.age = AgeOn(first, person.birth);
  made.payer = owing->employer;
  made.office = person.organisation;
  return std::optional<FixedCase>(std::move(made));
}

Result<EmployerDrafts> DraftFixed(store::Reader& reader, const FixedOrder& fixed,
                                  const DraftOrder& order, const store::Employer& payer) {
  Drafter drafter(reader, fixed, payer);
  if (const Status read = drafter.ReadRolls(); !read.ok()) return read.error();
  const Result<std::vector<LevyBill>> bills = BillsOf(reader, fixed.rules.month, payer.code);
  if (!bills.ok()) return bills.error();
  const std::vector<const LevyBill*> standing = Standing(*bills);
  const Result<std::vector<LevyLine>> lines =
      Unlevied(reader, drafter.TakeLines(), standing, drafter.unclear());
  if (!lines.ok()) return lines.error();
  EmployerDrafts made = std::move(drafter.made());
  if (lines->empty()) return made;
  made.drafts.push_back(MakeDraft(fixed.rules, order, payer, *lines, bills->size() + 1));
  LevyBill& bill = made.drafts.back().bill;
  bill.kind = standing.empty() ? BillKind::kRegular : BillKind::kSupplementary;
  bill.due = DueOf(fixed, levy::FindPayerKind(payer.unit_kind)->part);
  return made;
}

}  // namespace tongchou::service
