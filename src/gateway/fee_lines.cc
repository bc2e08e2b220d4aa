#include <algorithm>

#include "gateway/json_writer.h"
#include "gateway/line_rows.h"
#include "gateway/transactions.h"
#include "gateway/visit_detail.h"
#include "service/lines.h"

namespace tongchou::gateway {
namespace {

std::string ResultOf(const service::Uploaded& uploaded) {
  JsonWriter json;
  json.BeginObject();
  json.BeginList("result");
  for (const service::FeeDetail& line : uploaded.lines) WriteResultRow(line, json);
  json.EndList();
  json.EndObject();
  return json.Take();
}

using Batch = service::UploadOrder::Batch;

Batch& BatchOf(std::vector<Batch>& batches, std::string_view name) {
  const auto found = std::ranges::find(batches, name, &Batch::batch);
  return found != batches.end() ? *found : batches.emplace_back(Batch{std::string(name), {}});
}

Result<std::string> Upload(const Call& call, bool in_batches) {
  const std::vector<WireValue>& rows = call.input.Rows("feedetail");
  Result<service::VisitRef> visit = OneVisitIn(rows);
  if (!visit.ok()) return visit.error();
  service::UploadOrder order;
  order.visit = *std::move(visit);
  for (const WireValue& row : rows) {
    Result<service::UploadLine> line = ReadLine(call.transaction.in.front(), row);
    if (!line.ok()) return line.error();
    const std::string_view batch = in_batches ? row.Text("chrg_bchno") : std::string_view();
    BatchOf(order.batches, batch).lines.push_back(*std::move(line));
  }
  return OutputOf(call, service::UploadLines(call.region, call.key, order, ResultOf));
}

Result<std::string> Withdraw(const Call& call, const service::WithdrawOrder& order) {
  return OutputOf(call,
                  service::WithdrawLines(call.region, call.key, order,
                                         [](const service::Withdrawn&) { return kNoOutput; }));
}

}  // namespace

Result<std::string> UploadOutpatientLines(const Call& call) { return Upload(call, true); }

Result<std::string> UploadStayLines(const Call& call) { return Upload(call, false); }

Result<std::string> DropOutpatientLines(const Call& call) {
  const WireValue& data = call.input.Row("data");
  return Withdraw(call, {VisitIn(data), {std::string(data.Text("chrg_bchno"))}, {}});
}

Result<std::string> DropStayLines(const Call& call) {
  const std::vector<WireValue>& rows = call.input.Rows("data");
  Result<service::VisitRef> visit = OneVisitIn(rows);
  if (!visit.ok()) return visit.error();
  service::WithdrawOrder order{*std::move(visit), {}, {}};
  for (const WireValue& row : rows) order.sns.emplace_back(row.Text("feedetl_sn"));
  return Withdraw(call, order);
}

}  // namespace tongchou::gateway
