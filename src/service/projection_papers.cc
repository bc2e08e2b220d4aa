#include "service/projection_papers.h"

#include <fmt/format.h>

#include <algorithm>

#include "service/kept_result.h"
#include "service/pack_lists.h"
#include "store/packing.h"

namespace tongchou::service {
namespace {

constexpr std::int64_t kForm = 1;

void PackNumbers(const std::vector<std::int64_t>& numbers, store::Packer& out) {
  for (const std::int64_t number : numbers) out.Number(number);
}

void UnpackMonths(std::vector<std::int64_t>& months, store::Unpacker& in) {
  for (std::size_t i = 0; i < kProjectedMonths && in.ok(); ++i) months.push_back(in.Number());
}

// 0: never; else the month, from 1.
void PackMonth(const std::optional<std::size_t>& month, store::Packer& out) {
  out.Number(month ? static_cast<std::int64_t>(*month) + 1 : 0);
}

std::optional<std::size_t> UnpackMonth(store::Unpacker& in) {
  const std::int64_t month = in.Number();
  if (month <= 0) return {};
  return static_cast<std::size_t>(month - 1);
}

void PackMembers(const ProjectedMembers& members, store::Packer& out) {
  out.Text(members.scheme);
  PackText(members.name, out);
  out.Flag(members.by_wages);
  for (const auto& year : members.years) {
    out.Number(year.all).Number(year.young).Number(year.working).Number(year.old);
    out.Number(year.payers);
  }
}

void UnpackMembers(ProjectedMembers& members, store::Unpacker& in) {
  members.scheme = in.Text();
  members.name = UnpackText(in);
  members.by_wages = in.Flag();
  for (auto& year : members.years) {
    year.all = in.Number();
    year.young = in.Number();
    year.working = in.Number();
    year.old = in.Number();
    year.payers = in.Number();
  }
}

void PackFund(const ProjectedFund& fund, store::Packer& out) {
  out.Text(fund.scheme).Text(fund.fund);
  PackText(fund.name, out);
  out.Number(fund.opening);
  PackNumbers(fund.income, out);
  PackNumbers(fund.spending, out);
  PackNumbers(fund.band.balance, out);
  PackNumbers(fund.band.low, out);
  PackNumbers(fund.band.middle, out);
  PackNumbers(fund.band.high, out);
  PackMonth(fund.band.below_zero, out);
  PackMonth(fund.band.below_zero_low, out);
}

void UnpackFund(ProjectedFund& fund, store::Unpacker& in) {
  fund.scheme = in.Text();
  fund.fund = in.Text();
  fund.name = UnpackText(in);
  fund.opening = in.Number();
  UnpackMonths(fund.income, in);
  UnpackMonths(fund.spending, in);
  UnpackMonths(fund.band.balance, in);
  UnpackMonths(fund.band.low, in);
  UnpackMonths(fund.band.middle, in);
  UnpackMonths(fund.band.high, in);
  fund.band.below_zero = UnpackMonth(in);
  fund.band.below_zero_low = UnpackMonth(in);
}

void PackAges(const ProjectedAges& ages, store::Packer& out) {
  out.Number(ages.from);
  for (const std::int64_t fen : ages.spending) out.Number(fen);
}

void UnpackAges(ProjectedAges& ages, store::Unpacker& in) {
  ages.from = in.Number();
  for (std::int64_t& fen : ages.spending) fen = in.Number();
}

void PackRefusal(const ProjectionRefusal& refusal, store::Packer& out) {
  out.Kind(refusal.code).Number(refusal.encounters).Number(refusal.settlement);
}

void UnpackRefusal(ProjectionRefusal& refusal, store::Unpacker& in) {
  refusal.code = static_cast<ErrorCode>(in.Number());
  refusal.encounters = in.Number();
  refusal.settlement = in.Number();
}

void PackVariant(const ProjectedVariant& variant, store::Packer& out) {
  out.Text(variant.name).Text(variant.pack).Text(variant.digest);
  PackText(variant.title, out);
  PackAll(variant.refusals, out, PackRefusal);
  PackAll(variant.funds, out, PackFund);
  PackAll(variant.ages, out, PackAges);
}

void UnpackVariant(ProjectedVariant& variant, store::Unpacker& in) {
  variant.name = in.Text();
  variant.pack = in.Text();
  variant.digest = in.Text();
  variant.title = UnpackText(in);
  UnpackAll(variant.refusals, in, UnpackRefusal);
  UnpackAll(variant.funds, in, UnpackFund);
  UnpackAll(variant.ages, in, UnpackAges);
}

bool IsKnown(const ProjectionRefusal& refusal) {
  return std::ranges::find(AllErrors(), refusal.code, &ErrorInfo::code) != AllErrors().end();
}

bool FollowsOn(const ProjectedFund& fund) {
  std::int64_t balance = fund.opening;
  for (std::size_t month = 0; month < fund.income.size(); ++month) {
    balance += fund.income[month] - fund.spending[month];
    if (balance != fund.band.balance[month]) return false;
  }
  return true;
}

}  // namespace

std::int64_t ProjectedVariant::refused() const {
  std::int64_t sum = 0;
  for (const ProjectionRefusal& refusal : refusals) sum += refusal.encounters;
  return sum;
}

std::string MonthName(Date start, std::size_t index) {
  const std::size_t month = start.month() - 1 + index;
  return fmt::format("{:04}-{:02}", start.year() + static_cast<int>(month / kMonthsOfYear),
                     month % kMonthsOfYear + 1);
}

bool AddsUp(const Projection& result) {
  return std::ranges::all_of(result.variants, [](const ProjectedVariant& variant) {
    return std::ranges::all_of(variant.funds, FollowsOn);
  });
}

store::RecordRow RecordOf(const Projection& result) {
  store::RecordRow row;
  row.kind = store::RecordKind::kProjection;
  row.code = KeptCode(result.pack, result.number);
  store::Packer out;
  out.Number(kForm).Text(result.pack).Number(result.number).Text(result.by).At(result.at);
  out.Day(result.known).Kind(result.base).Day(result.from).Day(result.through).Day(result.start);
  out.Number(result.last_settlement).Number(result.encounters).Number(result.every);
  out.Number(result.income_months).Number(result.seed).Number(result.paths);
  for (const std::int64_t assumed : result.assumptions) out.Number(assumed);
  PackAll(result.members, out, PackMembers);
  PackAll(result.variants, out, PackVariant);
  row.body = out.Take();
  return row;
}

Result<Projection> ProjectionOf(const store::RecordRow& row) {
  store::Unpacker in(row.body);
  const bool known = in.Number() == kForm;
  Projection result;
  result.pack = in.Text();
  result.number = in.Number();
  result.by = in.Text();
  result.at = in.At();
  result.known = in.Day();
  result.base = in.Kind(ProjectionBase::kRate);
  result.from = in.Day();
  result.through = in.Day();
  result.start = in.Day();
  result.last_settlement = in.Number();
  result.encounters = in.Number();
  result.every = in.Number();
  result.income_months = in.Number();
  result.seed = in.Number();
  result.paths = in.Number();
  for (std::int64_t& assumed : result.assumptions) assumed = in.Number();
  UnpackAll(result.members, in, UnpackMembers);
  UnpackAll(result.variants, in, UnpackVariant);
  const bool whole =
      known && in.done() && !result.variants.empty() &&
      std::ranges::all_of(result.variants, [](const ProjectedVariant& variant) {
        return !variant.funds.empty() && std::ranges::all_of(variant.refusals, IsKnown);
      });
  if (!whole) return Error{ErrorCode::kStoreCorrupt, {}, "record"};
  return result;
}

}  // namespace tongchou::service
