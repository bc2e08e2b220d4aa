// The packed form of a settlement: every figure and every input, so that it can be run again.
#include <algorithm>

#include "store/packing.h"
#include "store/row_codec.h"

namespace tongchou::store {
namespace {

// A settlement of somebody treated in another area has a form of its own, so that the bytes (and
// with them the digests) of all others are what they were before there were any.
constexpr std::int64_t kForm = 1;
constexpr std::int64_t kCrossingForm = 2;

void PackFigures(Packer& out, const settle::Figures& figures, std::size_t layers) {
  out.Amount(figures.total).Amount(figures.full_self_pay).Amount(figures.over_ceiling);
  out.Amount(figures.first_self_pay).Amount(figures.eligible).Amount(figures.deductible);
  for (std::size_t i = 0; i < layers; ++i) out.Amount(figures.layer_paid[i]);
  out.Amount(figures.funds_paid).Amount(figures.burden).Amount(figures.account);
  out.Amount(figures.cash);
}

settle::Figures UnpackFigures(Unpacker& in, std::size_t layers) {
  settle::Figures figures;
  figures.total = in.Amount();
  figures.full_self_pay = in.Amount();
  figures.over_ceiling = in.Amount();
  figures.first_self_pay = in.Amount();
  figures.eligible = in.Amount();
  figures.deductible = in.Amount();
  for (std::size_t i = 0; i < layers; ++i) figures.layer_paid[i] = in.Amount();
  figures.funds_paid = in.Amount();
  figures.burden = in.Amount();
  figures.account = in.Amount();
  figures.cash = in.Amount();
  return figures;
}

void PackLine(Packer& out, const settle::FeeLine& line) {
  out.Amount(line.amount).Kind(line.fee_class);
  out.Number((line.ceiling ? 1 : 0) + (line.first_ratio ? 2 : 0));
  if (line.ceiling) out.Amount(*line.ceiling);
  if (line.first_ratio) out.Number(line.first_ratio->millionths);
}

settle::FeeLine UnpackLine(Unpacker& in) {
  settle::FeeLine line;
  line.amount = in.Amount();
  line.fee_class = in.Kind(settle::FeeClass::kC);
  const std::int64_t given = in.Number();
  if (given & 1) line.ceiling = in.Amount();
  if (given & 2) line.first_ratio = Ratio{in.Number()};
  return line;
}

void PackTotals(Packer& out, const settle::YearTotals& totals) {
  out.Number(totals.stays);
  std::size_t used = totals.layers.size();
  while (used > 0 && totals.layers[used - 1] == settle::LayerTotal{}) --used;
  out.Number(static_cast<std::int64_t>(used));
  for (std::size_t i = 0; i < used; ++i) {
    out.Number(totals.layers[i].entered_fen).Number(totals.layers[i].paid_fen);
  }
}

settle::YearTotals UnpackTotals(Unpacker& in) {
  settle::YearTotals totals;
  totals.stays = static_cast<std::int32_t>(in.Number());
  const std::size_t used = std::min(in.Count(), totals.layers.size());
  for (std::size_t i = 0; i < used; ++i) {
    totals.layers[i].entered_fen = in.Number();
    totals.layers[i].paid_fen = in.Number();
  }
  return totals;
}

void PackInputs(Packer& out, const SettlementInputs& inputs) {
  out.Number(inputs.facts.category).Number(inputs.facts.age).Number(inputs.facts.years_insured);
  out.Kind(inputs.facts.aid).Flag(inputs.facts.civil_servant).Flag(inputs.facts.frozen);
  out.Number(inputs.level).Kind(inputs.referral).Flag(inputs.use_account);
  PackTotals(out, inputs.totals_before);
  out.Amount(inputs.balance_before).Number(static_cast<std::int64_t>(inputs.lines.size()));
  for (const settle::FeeLine& line : inputs.lines) PackLine(out, line);
}

SettlementInputs UnpackInputs(Unpacker& in) {
  SettlementInputs inputs;
  inputs.facts.category = static_cast<int>(in.Number());
  inputs.facts.age = static_cast<int>(in.Number());
  inputs.facts.years_insured = static_cast<int>(in.Number());
  inputs.facts.aid = in.Kind(settle::Aid::kDestitute);
  inputs.facts.civil_servant = in.Flag();
  inputs.facts.frozen = in.Flag();
  inputs.level = static_cast<std::int32_t>(in.Number());
  inputs.referral = in.Kind(settle::Referral::kUnreferred);
  inputs.use_account = in.Flag();
  inputs.totals_before = UnpackTotals(in);
  inputs.balance_before = in.Amount();
  const std::size_t count = in.Count();
  for (std::size_t i = 0; i < count && in.ok(); ++i) inputs.lines.push_back(UnpackLine(in));
  return inputs;
}

void PackHead(Packer& out, const SettlementRow& row) {
  out.Number(row.settlement).Number(row.person).Number(row.visit);
  out.Text(row.provider).Text(row.msgid).At(row.at).Day(row.date).Day(row.begin).Day(row.end);
  out.Text(row.scheme).Text(row.category).Text(row.benefit).Text(row.med_type).Text(row.pack);
  out.Digest(row.pack_digest).Number(row.year).Number(row.stay_number).Flag(row.mid_stay);
  out.Flag(row.pharmacy).Number(row.reverses).Number(row.previous).Number(row.entry);
  out.Amount(row.balance_after);
}

void UnpackHead(Unpacker& in, SettlementRow& row) {
  row.settlement = in.Number();
  row.person = in.Number();
  row.visit = in.Number();
  row.provider = in.Text();
  row.msgid = in.Text();
  row.at = in.At();
  row.date = in.Day();
  row.begin = in.Day();
  row.end = in.Day();
  row.scheme = in.Text();
  row.category = in.Text();
  row.benefit = in.Text();
  row.med_type = in.Text();
  row.pack = in.Text();
  row.pack_digest = in.Digest();
  row.year = static_cast<std::int32_t>(in.Number());
  row.stay_number = static_cast<std::int32_t>(in.Number());
  row.mid_stay = in.Flag();
  row.pharmacy = in.Flag();
  row.reverses = in.Number();
  row.previous = in.Number();
  row.entry = in.Number();
  row.balance_after = in.Amount();
}

}  // namespace

std::string PackSettlement(const SettlementRow& row) {
  TC_CHECK(row.layer_funds.size() == row.layer_ids.size());
  TC_CHECK(row.layer_funds.size() <= policy::kMaxLayers);
  Packer out;
  out.Number(row.treated == 0 ? kForm : kCrossingForm);
  PackHead(out, row);
  if (row.treated != 0) out.Number(row.treated).Number(row.crossing);
  out.Number(static_cast<std::int64_t>(row.layer_funds.size()));
  for (std::size_t i = 0; i < row.layer_funds.size(); ++i) {
    out.Text(row.layer_funds[i]).Text(row.layer_ids[i]);
  }
  PackFigures(out, row.figures, row.layer_funds.size());
  PackInputs(out, row.inputs);
  return out.Take();
}

Sm3Digest SettlementDigest(const SettlementRow& row) { return Sm3(PackSettlement(row)); }

Result<SettlementRow> UnpackSettlement(std::string_view bytes) {
  const Error damaged{ErrorCode::kStoreCorrupt, {}, "settlement"};
  Unpacker in(bytes);
  const std::int64_t form = in.Number();
  if (form != kForm && form != kCrossingForm) return damaged;
  SettlementRow row;
  UnpackHead(in, row);
  if (form == kCrossingForm) {
    row.treated = in.Number();
    row.crossing = in.Number();
    if (row.treated == 0) return damaged;
  }
  const std::size_t layers = in.Count();
  if (layers > policy::kMaxLayers) return damaged;
  for (std::size_t i = 0; i < layers; ++i) {
    row.layer_funds.push_back(in.Text());
    row.layer_ids.push_back(in.Text());
  }
  row.figures = UnpackFigures(in, layers);
  row.inputs = UnpackInputs(in);
  if (!in.done()) return damaged;
  return row;
}

}  // namespace tongchou::store
