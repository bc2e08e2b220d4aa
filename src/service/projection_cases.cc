#include "service/projection_cases.h"

#include <algorithm>
#include <utility>

#include "service/projection_model.h"

namespace tongchou::service {

Date YearsLater(Date day, int years) {
  constexpr unsigned kFebruary = 2, kLeapDay = 29;
  const int year = day.year() + years;
  const bool gone =
      day.month() == kFebruary && day.day() == kLeapDay && !std::chrono::year(year).is_leap();
  return Date(year, day.month(), gone ? kLeapDay - 1 : day.day());
}

std::size_t SlotOf(unsigned month, std::size_t age_group) {
  return (month - 1) * kAgeGroups + age_group;
}

// Copies the rows of one person after another.
class CaseMover {
 public:
  CaseMover(const settle::PastCases& from, const CaseMove& move)
      : from_(from), move_(move), earliest_(move.window.from.days() - kDaysBefore) {
    for (std::int32_t day = from.first_day; day <= from.last_day; ++day) {
      moved_day_.push_back(YearsLater(Date::FromDays(day), move.years).days());
    }
    made_->words_ = *from.words;
    made_->words_.providers.assign(kMonthsOfYear * kAgeGroups, {});
  }

  void Run() {
    for (std::size_t person = 0; person < from_.persons(); ++person) {
      const bool taken = static_cast<std::int64_t>(person) % move_.every == 0;
      if (taken) AddPerson(person);
    }
  }

  Result<std::shared_ptr<const MovedCases>> Finish() {
    if (overflow_) return Error{ErrorCode::kAmountOverflow, {}, "price_growth"};
    settle::PastCases& cases = made_->cases_;
    cases = {.words = &made_->words_,
             .first_row = made_->first_row_,
             .first_line = made_->first_line_,
             .first_payment = made_->first_payment_,
             .office = made_->office_,
             .settlement = made_->settlement_,
             .begin = made_->begin_,
             .end = made_->end_,
             .case_class = made_->case_class_,
             .age = made_->age_,
             .years_insured = made_->years_insured_,
             .provider = made_->provider_,
             .total_fen = made_->total_,
             .eligible_fen = made_->eligible_,
             .fixed_eligible_fen = made_->fixed_eligible_,
             .line_count = made_->line_count_,
             .lines = made_->lines_,
             .payments_fen = made_->payments_};
    if (!made_->begin_.empty()) {
      cases.first_day = std::min(std::ranges::min(made_->begin_), std::ranges::min(made_->end_));
      cases.last_day = std::max(std::ranges::max(made_->begin_), std::ranges::max(made_->end_));
    }
    return std::shared_ptr<const MovedCases>(std::move(made_));
  }

 private:
  static constexpr std::int32_t kDaysBefore = 366;  // no benefit year is longer

  bool IsWanted(std::size_t row) const {
    const settle::CaseWords& words = *from_.words;
    const settle::CaseClass& shared = words.classes[from_.case_class[row]];
    if (words.benefits[shared.benefit].scheme != move_.scheme) return false;
    const std::int32_t day = from_.SettledDay(row);
    return earliest_ <= std::max(day, from_.end[row]) && day <= move_.window.through.days();
  }

  void AddPerson(std::size_t person) {
    MovedCases& to = *made_;
    std::size_t line = from_.first_line[person];
    std::size_t payment = from_.first_payment[person];
    for (std::size_t row = from_.first_row[person]; row < from_.first_row[person + 1]; ++row) {
      if (IsWanted(row)) AddRow(row, line, payment);
      line += from_.line_count[row];
      payment += PaymentsOf(row);
    }
    if (to.settlement_.size() == to.first_row_.back()) return;  // none of the person's is wanted
    to.office_.push_back(from_.office[person]);
    to.first_row_.push_back(to.settlement_.size());
    to.first_line_.push_back(to.lines_.size());
    to.first_payment_.push_back(to.payments_.size());
  }

  std::size_t PaymentsOf(std::size_t row) const {
    return from_.words->classes[from_.case_class[row]].layer_funds.size();
  }

  std::int64_t Priced(std::int64_t fen) {
    const auto priced = static_cast<std::int64_t>(Scaled(fen, {move_.price_index}));
    overflow_ = overflow_ || priced > kMaxFen;
    return priced;
  }

  std::int32_t Moved(std::int32_t day) const {
    return moved_day_[static_cast<std::size_t>(day - from_.first_day)];
  }

  void AddRow(std::size_t row, std::size_t first_line, std::size_t first_payment) {
    MovedCases& to = *made_;
    to.settlement_.push_back(from_.settlement[row]);
    to.begin_.push_back(Moved(from_.begin[row]));
    to.end_.push_back(Moved(from_.end[row]));
    to.case_class_.push_back(from_.case_class[row]);
    to.age_.push_back(from_.age[row]);
    to.years_insured_.push_back(from_.years_insured[row]);
    const Date settled = Date::FromDays(Moved(from_.SettledDay(row)));
    const std::size_t slot = SlotOf(settled.month(), GroupOfAge(from_.age[row]));
    to.provider_.push_back(static_cast<std::uint32_t>(slot));
    to.total_.push_back(Priced(from_.total_fen[row]));
    to.eligible_.push_back(Priced(from_.eligible_fen[row]));
    to.fixed_eligible_.push_back(Priced(from_.fixed_eligible_fen[row]));
    to.line_count_.push_back(from_.line_count[row]);
    for (const settle::PackedLine line : from_.lines.subspan(first_line, from_.line_count[row])) {
      to.lines_.push_back(Priced(line >> 1) * 2 + (line & 1));
    }
    for (const std::int64_t fen : from_.payments_fen.subspan(first_payment, PaymentsOf(row))) {
      to.payments_.push_back(fen);
    }
  }

  const settle::PastCases& from_;
  const CaseMove& move_;
  const std::int32_t earliest_;
  std::vector<std::int32_t> moved_day_;
  std::shared_ptr<MovedCases> made_ = std::make_shared<MovedCases>();
  bool overflow_ = false;
};

Result<std::shared_ptr<const MovedCases>> MovedCases::Make(const settle::PastCases& cases,
                                                           const CaseMove& move) {
  CaseMover mover(cases, move);
  mover.Run();
  return mover.Finish();
}

}  // namespace tongchou::service
