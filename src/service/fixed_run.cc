#include "service/fixed_run.h"

#include <fmt/format.h>

#include "service/fixed_draft.h"
#include "service/policy_at.h"
#include "service/region.h"

namespace tongchou::service {
namespace {

constexpr std::int64_t kFirstYear = 1990, kLastYear = 9998;

// All that a run rests on.
class FixedWork {
 public:
  static Result<FixedWork> Open(Region& region, Month year) {
    const Result<MonthRules> rules = FixedRulesOf(region.pack(), year);
    if (!rules.ok()) return rules.error();
    Result<EntitledBook> entitled = AllEntitled(region);
    if (!entitled.ok()) return entitled.error();
    return FixedWork(region, *rules, *std::move(entitled));
  }

  // `this` outlives the work.
  LevyWork WorkOf(const std::string& actor) const {
    const auto draft = [this](store::Reader& reader, const DraftOrder& order,
                              const store::Employer& payer) {
      return DraftFixed(reader, {rules_, region_->today(), &*payers_, &entitled_}, order, payer);
    };
    return {*region_, actor, rules_.month, payers_->all(), draft};
  }

 private:
  FixedWork(Region& region, const MonthRules& rules, EntitledBook entitled)
      : region_(&region),
        rules_(rules),
        entitled_(std::move(entitled)),
        reference_(region.reference().Newest()),
        payers_(std::make_shared<const PayerBook>(*reference_)) {}

  Region* region_;
  MonthRules rules_;
  EntitledBook entitled_;
  std::shared_ptr<const ReferenceSnapshot> reference_;
  std::shared_ptr<const PayerBook> payers_;
};

}  // namespace

Result<Month> YearOf(std::int64_t year) {
  if (year < kFirstYear || year > kLastYear) return Refuse(ErrorCode::kBadParameter, "year");
  return Month{Date(static_cast<int>(year), 1, 1)};
}

Result<LevyReport> PreviewFixed(Region& region, Month year, const LevyProgress& progress) {
  const Result<FixedWork> work = FixedWork::Open(region, year);
  if (!work.ok()) return work.error();
  return PreviewDrafts(work->WorkOf({}), progress);
}

Result<LevyReport> RunFixed(Region& region, const std::string& actor, Month year,
                            const LevyProgress& progress) {
  const Result<MonthRules> rules = FixedRulesOf(region.pack(), year);
  if (!rules.ok()) return rules.error();
  const Date opens = levy::OpensOn(*rules->fixed, year.first);
  if (region.today() < opens) {
    return Error{
        ErrorCode::kNotOpenYet,
        {fmt::format("{} 年度的集中缴费期自 {} 起", year.first.year(), ToString(opens)),
         fmt::format("the collection for {} opens on {}", year.first.year(), ToString(opens))},
        "year"};
  }
  const Result<FixedWork> work = FixedWork::Open(region, year);
  if (!work.ok()) return work.error();
  const Status begun = NoteRun(region, actor, RunOf::kYear, year, nullptr);
  if (!begun.ok()) return begun.error();
  Result<LevyReport> report = PostDrafts(work->WorkOf(actor), progress);
  if (!report.ok()) return report;
  const Status ended = NoteRun(region, actor, RunOf::kYear, year, &*report);
  if (!ended.ok()) return ended.error();
  return report;
}

}  // namespace tongchou::service
