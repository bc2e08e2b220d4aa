#include "service/what_if_papers.h"

#include <algorithm>

#include "service/kept_result.h"
#include "service/pack_lists.h"
#include "store/packing.h"

namespace tongchou::service {
namespace {

constexpr std::int64_t kForm = 1;
constexpr std::int64_t kMonthsPerYear = 12;

void PackCase(const WhatIfCase& item, store::Packer& out) {
  out.Number(item.settlement).Number(item.encounters).Amount(item.before).Amount(item.after);
}

void UnpackCase(WhatIfCase& item, store::Unpacker& in) {
  item.settlement = in.Number();
  item.encounters = in.Number();
  item.before = in.Amount();
  item.after = in.Amount();
}

void PackSide(const WhatIfSide& side, store::Packer& out) {
  out.Number(side.persons).Amount(side.amount);
  for (const std::int64_t persons : side.bins) out.Number(persons);
  PackAll(side.most, out, PackCase);
}

void UnpackSide(WhatIfSide& side, store::Unpacker& in) {
  side.persons = in.Number();
  side.amount = in.Amount();
  for (std::int64_t& persons : side.bins) persons = in.Number();
  UnpackAll(side.most, in, UnpackCase);
}

void PackRefusal(const WhatIfRefusal& refusal, store::Packer& out) {
  out.Kind(refusal.code).Number(refusal.encounters).Number(refusal.settlement);
}

void UnpackRefusal(WhatIfRefusal& refusal, store::Unpacker& in) {
  refusal.code = static_cast<ErrorCode>(in.Number());
  refusal.encounters = in.Number();
  refusal.settlement = in.Number();
}

void PackVariant(const WhatIfVariant& variant, store::Packer& out) {
  out.Text(variant.name).Text(variant.pack).Text(variant.digest);
  PackText(variant.title, out);
  PackAll(variant.refusals, out, PackRefusal);
  PackSide(variant.gain, out);
  PackSide(variant.lose, out);
  out.Number(variant.same);
}

void UnpackVariant(WhatIfVariant& variant, store::Unpacker& in) {
  variant.name = in.Text();
  variant.pack = in.Text();
  variant.digest = in.Text();
  variant.title = UnpackText(in);
  UnpackAll(variant.refusals, in, UnpackRefusal);
  UnpackSide(variant.gain, in);
  UnpackSide(variant.lose, in);
  variant.same = in.Number();
}

void PackFund(const WhatIfFund& fund, store::Packer& out) {
  out.Text(fund.scheme).Text(fund.fund);
  PackText(fund.name, out);
  out.Flag(fund.balance.has_value());
  if (fund.balance) out.Amount(*fund.balance);
  PackAll(fund.paid, out, [](Money paid, store::Packer& to) { to.Amount(paid); });
}

void UnpackFund(WhatIfFund& fund, store::Unpacker& in) {
  fund.scheme = in.Text();
  fund.fund = in.Text();
  fund.name = UnpackText(in);
  if (in.Flag()) fund.balance = in.Amount();
  UnpackAll(fund.paid, in, [](Money& paid, store::Unpacker& from) { paid = from.Amount(); });
}

void PackFigures(const WhatIfFigures& figures, store::Packer& out) {
  out.Number(figures.encounters).Amount(figures.total).Amount(figures.eligible);
  out.Amount(figures.funds).Amount(figures.burden);
}

void UnpackFigures(WhatIfFigures& figures, store::Unpacker& in) {
  figures.encounters = in.Number();
  figures.total = in.Amount();
  figures.eligible = in.Amount();
  figures.funds = in.Amount();
  figures.burden = in.Amount();
}

void PackRow(const WhatIfRow& row, store::Packer& out) {
  out.Kind(row.by).Text(row.code);
  PackText(row.name, out);
  PackAll(row.variants, out, PackFigures);
}

void UnpackRow(WhatIfRow& row, store::Unpacker& in) {
  row.by = in.Kind(WhatIfBy::kMonth);
  row.code = in.Text();
  row.name = UnpackText(in);
  UnpackAll(row.variants, in, UnpackFigures);
}

bool IsKnown(const WhatIfRefusal& refusal) {
  return std::ranges::find(AllErrors(), refusal.code, &ErrorInfo::code) != AllErrors().end();
}

// Every row and fund has a figure for each variant, and every refusal its words.
bool IsWhole(const WhatIf& result) {
  const std::size_t count = result.variants.size();
  return std::ranges::all_of(
             result.variants,
             [](const auto& variant) { return std::ranges::all_of(variant.refusals, IsKnown); }) &&
         std::ranges::all_of(result.rows,
                             [&](const auto& row) { return row.variants.size() == count; }) &&
         std::ranges::all_of(result.funds,
                             [&](const auto& fund) { return fund.paid.size() == count; });
}

}  // namespace

std::span<const WhatIfTable> AllWhatIfTables() {
  static const std::array<WhatIfTable, kWhatIfTables> kTables = {{
      {WhatIfBy::kAll, "all", {"合计", "all"}},
      {WhatIfBy::kScheme, "scheme", {"险种", "scheme"}},
      {WhatIfBy::kBenefit, "benefit", {"待遇", "benefit"}},
      {WhatIfBy::kLevel, "level", {"机构等级", "level of institution"}},
      {WhatIfBy::kCategory, "category", {"人员类别", "category"}},
      {WhatIfBy::kAge, "age", {"年龄段", "age"}},
      {WhatIfBy::kOffice, "office", {"经办机构", "office"}},
      {WhatIfBy::kProvider, "provider", {"医疗机构", "institution"}},
      {WhatIfBy::kMonth, "month", {"月份", "month"}},
  }};
  return kTables;
}

std::int64_t WhatIfVariant::refused() const {
  std::int64_t sum = 0;
  for (const WhatIfRefusal& refusal : refusals) sum += refusal.encounters;
  return sum;
}

std::optional<std::int64_t> RatioOf(Money part, Money whole) {
  constexpr std::int64_t kParts = 10'000;
  if (whole.fen <= 0) return {};
  return DivideRoundHalfAway(Int128{part.fen} * kParts, whole.fen);
}

std::optional<std::int64_t> MonthsLeft(Money balance, Money paid, std::int64_t days) {
  constexpr std::int64_t kTenthsPerYear = 120, kDaysPerYear = 365;
  if (paid.fen <= 0) return {};
  if (balance.fen <= 0) return 0;
  const Int128 a_year = Int128{paid.fen} * kDaysPerYear;
  return static_cast<std::int64_t>(Int128{balance.fen} * days * kTenthsPerYear / a_year);
}

std::int64_t MonthsTouched(Date from, Date through) {
  return (through.year() - from.year()) * kMonthsPerYear + static_cast<int>(through.month()) -
         static_cast<int>(from.month()) + 1;
}

std::string WhatIfCode(std::string_view pack, std::int64_t number) {
  return KeptCode(pack, number);
}

store::RecordRow RecordOf(const WhatIf& result) {
  store::RecordRow row;
  row.kind = store::RecordKind::kWhatIf;
  row.code = WhatIfCode(result.pack, result.number);
  store::Packer out;
  out.Number(kForm).Text(result.pack).Number(result.number).Text(result.by).At(result.at);
  out.Kind(result.source).Text(result.sample).Number(result.seed).Number(result.sample_persons);
  out.Day(result.from).Day(result.through).Number(result.days);
  out.Number(result.last_settlement).Number(result.encounters).Number(result.persons);
  PackAll(result.variants, out, PackVariant);
  PackAll(result.funds, out, PackFund);
  PackAll(result.rows, out, PackRow);
  row.body = out.Take();
  return row;
}

Result<WhatIf> WhatIfOf(const store::RecordRow& row) {
  store::Unpacker in(row.body);
  const bool known = in.Number() == kForm;
  WhatIf result;
  result.pack = in.Text();
  result.number = in.Number();
  result.by = in.Text();
  result.at = in.At();
  result.source = in.Kind(WhatIfSource::kSample);
  result.sample = in.Text();
  result.seed = in.Number();
  result.sample_persons = in.Number();
  result.from = in.Day();
  result.through = in.Day();
  result.days = in.Number();
  result.last_settlement = in.Number();
  result.encounters = in.Number();
  result.persons = in.Number();
  UnpackAll(result.variants, in, UnpackVariant);
  UnpackAll(result.funds, in, UnpackFund);
  UnpackAll(result.rows, in, UnpackRow);
  const bool whole = known && in.done() && !result.variants.empty() && IsWhole(result);
  if (!whole) return Error{ErrorCode::kStoreCorrupt, {}, "record"};
  return result;
}

}  // namespace tongchou::service
