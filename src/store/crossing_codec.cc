// The packed form of a crossing: all of the row but its version.
#include "store/packing.h"
#include "store/row_codec.h"

namespace tongchou::store {
namespace {

constexpr std::int64_t kForm = 1;

void PackFigures(Packer& out, const CrossingFigures& figures) {
  out.Text(figures.settlement).Day(figures.day).Text(figures.scheme);
  out.Amount(figures.total).Amount(figures.funds).Amount(figures.account);
  out.Number(static_cast<std::int64_t>(figures.payments.size()));
  for (const ledger::FundPayment& payment : figures.payments) {
    out.Text(payment.fund).Amount(payment.amount);
  }
}

CrossingFigures UnpackFigures(Unpacker& in) {
  CrossingFigures figures;
  figures.settlement = in.Text();
  figures.day = in.Day();
  figures.scheme = in.Text();
  figures.total = in.Amount();
  figures.funds = in.Amount();
  figures.account = in.Amount();
  const std::size_t count = in.Count();
  for (std::size_t i = 0; i < count && in.ok(); ++i) {
    std::string fund = in.Text();
    figures.payments.push_back({std::move(fund), in.Amount()});
  }
  return figures;
}

}  // namespace

std::string PackCrossing(const CrossingRow& row) {
  Packer out;
  out.Number(kForm).Number(row.number).Kind(row.side).Kind(row.state);
  out.Number(row.neighbour).Number(row.outbox).Text(row.key.provider).Text(row.key.msgid);
  out.Text(row.infno).Digest(row.body).Text(row.request).At(row.at);
  PackFigures(out, row.figures);
  out.Number(row.entry).Text(row.refusal);
  return out.Take();
}

Result<CrossingRow> UnpackCrossing(std::string_view bytes) {
  const Error damaged{ErrorCode::kStoreCorrupt, {}, "crossing"};
  Unpacker in(bytes);
  if (in.Number() != kForm) return damaged;
  CrossingRow row;
  row.number = in.Number();
  row.side = in.Kind(CrossingSide::kInsured);
  row.state = in.Kind(CrossingState::kRefused);
  row.neighbour = in.Number();
  row.outbox = in.Number();
  row.key.provider = in.Text();
  row.key.msgid = in.Text();
  row.infno = in.Text();
  row.body = in.Digest();
  row.request = in.Text();
  row.at = in.At();
  row.figures = UnpackFigures(in);
  row.entry = in.Number();
  row.refusal = in.Text();
  if (!in.done()) return damaged;
  return row;
}

}  // namespace tongchou::store
