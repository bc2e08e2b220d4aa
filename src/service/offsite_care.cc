#include "service/offsite_care.h"

#include <fmt/format.h>

#include <algorithm>

#include "policy/compile.h"
#include "policy/pack_model.h"
#include "service/account_year.h"
#include "service/crossing_book.h"
#include "service/offsite.h"
#include "service/region.h"

namespace tongchou::service {
namespace {

using settle::Referral;

// The rule of `pack` on `day`; nothing when a registration changes nothing.
std::optional<Referral> RuleOn(const policy::Pack& pack, Date day) {
  const auto rules = std::ranges::find_if(
      pack.accounts, [&](const policy::AccountRules& one) { return one.in_force.Contains(day); });
  if (rules == pack.accounts.end()) return {};
  switch (rules->offsite_referral) {
    case policy::OffsiteReferral::kAsAtHome:
      return Referral::kNone;
    case policy::OffsiteReferral::kReferred:
      return Referral::kReferred;
    case policy::OffsiteReferral::kUnreferred:
      break;
  }
  return {};
}

bool Covers(const Offsite& offsite, Date day, std::int64_t treated) {
  return offsite.range.Contains(day) && (offsite.area == 0 || offsite.area == treated);
}

store::RecordKey KeyOn(const policy::Pack& pack, const std::string& psn_no, Date day) {
  return OffsiteKey(BenefitYearOf(pack, day), psn_no);
}

// Document and article of the rule.
Text SourceOf(const policy::Pack& pack, Date day) {
  const auto& accounts = pack.model->accounts;
  if (!accounts || !accounts->offsite_referral) return {};
  const policy::Period* period = policy::PeriodOn(*accounts->offsite_referral, day);
  if (period == nullptr) return {};
  Text title;
  for (const policy::Document& document : pack.model->documents) {
    if (document.id == period->source.document) title = document.title;
  }
  const std::string article = " " + period->source.article;
  return {title.zh + article, title.en + article};
}

}  // namespace

void NeedOffsiteCare(const Region& region, const Guest* guest, const std::string& psn_no, Date day,
                     store::Needs& needs) {
  if (guest == nullptr || !RuleOn(region.pack(), day)) return;
  needs.records.push_back(KeyOn(region.pack(), psn_no, day));
}

Referral ReferralOf(const Work& work, const std::string& psn_no, Date day, Referral said) {
  if (work.guest == nullptr) return said;
  // Nobody is treated in another area as if at home: without a referral it is one without.
  const Referral otherwise = said == Referral::kNone ? Referral::kUnreferred : said;
  const policy::Pack& pack = work.region.pack();
  const std::optional<Referral> rule = RuleOn(pack, day);
  if (!rule) return otherwise;
  const store::RecordRow* row = work.set.FindRecord(KeyOn(pack, psn_no, day));
  if (row == nullptr) return otherwise;
  // A registration that cannot be read counts as none: the store's verification names it.
  const Result<Offsite> offsite = OffsiteOf(*row);
  return offsite.ok() && Covers(*offsite, day, work.guest->area) ? *rule : otherwise;
}

Result<std::optional<OffsiteReason>> OffsiteReasonOf(Region& region, store::Reader& reader,
                                                     const policy::Pack& pack,
                                                     const std::string& psn_no, Date day,
                                                     std::int64_t treated, Referral counted) {
  std::optional<OffsiteReason> reason;
  if (treated == 0 || treated == region.area_number() || RuleOn(pack, day) != counted) {
    return reason;
  }
  store::Needs needs;
  needs.records.push_back(KeyOn(pack, psn_no, day));
  const Result<store::Loaded> loaded = reader.Load(needs);
  if (!loaded.ok()) return loaded.error();
  if (loaded->records.empty()) return reason;
  const Result<Offsite> offsite = OffsiteOf(loaded->records.front());
  if (!offsite.ok()) return offsite.error();
  if (!Covers(*offsite, day, treated)) return reason;
  const Text counts = counted == Referral::kNone ? Text{"在本地就医", "care in the own area"}
                                                 : Text{"转诊外出", "referred care"};
  reason = OffsiteReason{
      {fmt::format("在 {} 就医，参保人已登记异地居住（{} 至 {}），按{}结算", AreaCode(treated),
                   ToString(offsite->range.from), ToString(offsite->range.through), counts.zh),
       fmt::format("treated in {}, where the person is registered as living ({} to {}): it counts "
                   "as {}",
                   AreaCode(treated), ToString(offsite->range.from),
                   ToString(offsite->range.through), counts.en)},
      SourceOf(pack, day)};
  return reason;
}

}  // namespace tongchou::service
