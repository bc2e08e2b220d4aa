#include "service/timeline.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "service/cards.h"
#include "service/desk_work.h"
#include "service/ids.h"
#include "service/payouts.h"
#include "service/person_desk.h"
#include "service/reference_data.h"
#include "service/region.h"
#include "service/scoped_reads.h"

namespace tongchou::service {
namespace {

// What the newest epoch that has the scheme calls the category.
Text CategoryTitle(const policy::Pack& pack, const Coverage& coverage) {
  for (auto epoch = pack.epochs.rbegin(); epoch != pack.epochs.rend(); ++epoch) {
    const int scheme = policy::FindScheme(**epoch, coverage.scheme);
    if (scheme < 0) continue;
    const policy::SchemePlan& plan = (*epoch)->schemes[static_cast<std::size_t>(scheme)];
    const int category = policy::FindCategory(plan, coverage.category);
    if (category < 0) continue;
    const Text& title = plan.category_titles[static_cast<std::size_t>(category)];
    return {plan.title.zh + " " + title.zh, plan.title.en + ", " + title.en};
  }
  return {coverage.category, coverage.category};
}

class Timeline {
 public:
  explicit Timeline(Region& region) : region_(region), reference_(region.reference().Newest()) {}

  void AddCoverage(const std::vector<Coverage>& coverage) {
    for (std::size_t i = 0; i < coverage.size(); ++i) {
      const Coverage& one = coverage[i];
      const Coverage* before = i == 0 ? nullptr : &coverage[i - 1];
      const bool goes_on = before != nullptr && before->scheme == one.scheme &&
                           before->range.through.PlusDays(1) == one.range.from;
      if (goes_on && before->frozen != one.frozen) AddFrozen(one);
      const bool same =
          goes_on && before->category == one.category && before->employer == one.employer;
      if (!same) AddBegin(one, goes_on);
      if (!goes_on && one.frozen) AddFrozen(one);
      const bool last =
          i + 1 == coverage.size() || coverage[i + 1].range.from != one.range.through.PlusDays(1);
      if (last && one.range.through != kForever) {
        Add(one.range.through, "coverage", {"参保终止", "coverage ends"});
      }
    }
  }

  void AddWages(const std::vector<store::WageDeclaration>& wages) {
    for (const store::WageDeclaration& wage : wages) {
      Text text{fmt::format("{} 申报 {} 年月工资 {}", EmployerName(wage.employer), wage.year,
                            ToYuan(wage.wage)),
                fmt::format("{} declared a monthly wage of {} for {}", EmployerName(wage.employer),
                            ToYuan(wage.wage), wage.year)};
      if (!wage.reason.empty()) text.zh += "（更正：" + wage.reason + "）";
      if (!wage.reason.empty()) text.en += " (corrected: " + wage.reason + ")";
      Add(DayOf(wage.at), "wage", std::move(text));
    }
  }

  void AddCards(const std::vector<Card>& cards) {
    for (const Card& card : cards) {
      for (const CardEvent& event : card.events) {
        const Text& step = TitleOf(event.step);
        const std::string note = event.note.empty() ? "" : " · " + event.note;
        Add(DayOf(event.at), "card",
            {card.title.zh + " " + step.zh + note, card.title.en + ": " + step.en + note});
      }
    }
  }

  void AddPayouts(const std::vector<Payout>& payouts) {
    for (const Payout& payout : payouts) {
      if (payout.entry == 0) continue;
      const Text& kind = RowOf(payout.form.kind).title;
      const std::string amount = ToYuan(payout.amount);
      Add(DayOf(payout.posted_at), "payout", {kind.zh + " " + amount, kind.en + ": " + amount});
      if (!payout.reversed_at) continue;
      Add(DayOf(*payout.reversed_at), "payout",
          {"冲销 " + kind.zh + " " + amount, "taken back: " + kind.en + ", " + amount});
    }
  }

  void AddIdentities(const std::vector<PersonRequest>& requests) {
    for (const PersonRequest& request : requests) {
      if (request.state != RequestState::kApproved) continue;
      Add(DayOf(*request.decided_at), "identity",
          {fmt::format("身份信息变更：{} → {}（{}）", request.before.name, request.wanted.name,
                       request.reason),
           fmt::format("changed from {} to {} ({})", request.before.name, request.wanted.name,
                       request.reason)});
    }
  }

  std::vector<TimelineItem> Take() {
    std::ranges::stable_sort(items_, std::greater(), &TimelineItem::day);
    return std::move(items_);
  }

 private:
  void Add(Date day, std::string_view kind, Text text) {
    items_.push_back({day, kind, std::move(text)});
  }

  std::string EmployerName(const std::string& code) const {
    const Employer* employer = reference_->FindEmployer(code);
    return employer == nullptr ? code : employer->name;
  }

  void AddBegin(const Coverage& one, bool goes_on) {
    const Text title = CategoryTitle(region_.pack(), one);
    const std::string employer = one.employer.empty() ? "" : " · " + EmployerName(one.employer);
    Add(one.range.from, "coverage",
        {(goes_on ? "变更为 " : "参保 ") + title.zh + employer,
         (goes_on ? "becomes " : "covered as ") + title.en + employer});
  }

  void AddFrozen(const Coverage& one) {
    const Text why = FreezeReason(one);
    const std::string_view link = why.zh.empty() ? "" : " · ";
    Add(one.range.from, "frozen",
        one.frozen ? Text{fmt::format("统筹待遇冻结{}{}", link, why.zh),
                          fmt::format("benefits frozen{}{}", link, why.en)}
                   : Text{"统筹待遇恢复", "benefits restored"});
  }

  Region& region_;
  std::shared_ptr<const ReferenceSnapshot> reference_;
  std::vector<TimelineItem> items_;
};

}  // namespace

Result<std::vector<TimelineItem>> TimelineOf(Region& region, const Scope& scope,
                                             const std::string& psn_no) {
  const Result<Person> person = GetPerson(region, scope, psn_no);
  if (!person.ok()) return person.error();
  Result<std::unique_ptr<store::Reader>> reader = ReadNow(region);
  if (!reader.ok()) return reader.error();
  store::Needs needs;
  needs.persons = {IdNumber(region.area_number(), IdKind::kPerson, psn_no)};
  const Result<store::Loaded> loaded = (*reader)->Load(needs);
  if (!loaded.ok()) return loaded.error();
  const auto cards = CardsOf(region, scope, psn_no);
  if (!cards.ok()) return cards.error();
  const auto payouts = PayoutsOf(region, scope, psn_no);
  if (!payouts.ok()) return payouts.error();
  const auto requests = IdentityRequestsOf(region, scope, psn_no);
  if (!requests.ok()) return requests.error();
  Timeline timeline(region);
  timeline.AddCoverage(person->coverage);
  if (!loaded->persons.empty()) timeline.AddWages(loaded->persons.front().wages);
  timeline.AddCards(*cards);
  timeline.AddPayouts(*payouts);
  timeline.AddIdentities(*requests);
  return timeline.Take();
}

}  // namespace tongchou::service
