// What the movements of an account are to its interest, and over which days a benefit year runs.
//
// Money brought forward and interest of earlier years is carried-over money; interest counts as
// such from the first day of the benefit year in which it was booked. Pure; thread-safe.
#ifndef TONGCHOU_SERVICE_ACCOUNT_YEAR_H_
#define TONGCHOU_SERVICE_ACCOUNT_YEAR_H_

#include <functional>
#include <span>
#include <vector>

#include "levy/account_interest.h"
#include "policy/library.h"
#include "store/store.h"

namespace tongchou::service {

// The days of the benefit year `year` of `pack`.
levy::InterestSpan BenefitYear(const policy::Pack& pack, int year);
// The benefit year that `day` lies in.
int BenefitYearOf(const policy::Pack& pack, Date day);

// The interest of an account over `span`. `movements` are the account's in their order; those
// before and behind the span may be among them, the first may have others before it. Refusals:
// kNoPolicyInForce.
Result<levy::AccountInterest> InterestOf(const policy::Pack& pack, levy::InterestSpan span,
                                         std::span<const store::MovementRow> movements,
                                         bool with_stretches);

// Every account with movements, by person: all of them, in their order. A callback that returns
// false ends the scan.
Status EachAccountHistory(store::Reader& reader,
                          const std::function<bool(std::span<const store::MovementRow>)>& visit);

// The movements of a person from the day `from` on, in their order, and the last one before, when
// there is one.
Result<std::vector<store::MovementRow>> MovementsFrom(store::Reader& reader, std::int64_t person,
                                                      Date from);

}  // namespace tongchou::service

#endif  // TONGCHOU_SERVICE_ACCOUNT_YEAR_H_
